/* What the files of the engine share. Private to lib/engine.
 *
 * An assessment is one duty under examination: loaded, judged by the kind of its rule, settled. Judging reads facts only and
 * fills `verdict`; settling is the one place where a duty changes. */
#ifndef GONGKAI_ENGINE_PRIVATE_H
#define GONGKAI_ENGINE_PRIVATE_H

#include <jansson.h>

#include "base/arena.h"
#include "engine/engine.h"
#include "rules/condition.h"
#include "rules/ruleset.h"
#include "store/store.h"

struct pairing;

struct engine {
	struct ruleset *ruleset;
	const struct site *sites;      /* instead of the ruleset's; NULL for none */
	struct store *store;
	struct zone zone;
	engine_calendar_function *calendar;
	void *calendar_context;
	engine_sink_function *sink;
	void *sink_context;
	const struct column **columns; /* all, by role, then site, then name */
	size_t column_count;
	struct pairing *pairing;
	struct instant started_at;     /* looks take their time after a start */
	struct instant timed_at;       /* when periods are looked through next */
};

enum {
	/* Ids fetched from the store at a time. */
	ENGINE_PAGE = 256,
	/* Duties that one tick works off before it returns to its caller. */
	ENGINE_TICK_DUTIES = 4096,
	/* An article that could not be read for so long no longer holds a verdict back. */
	ENGINE_ARTICLE_PATIENCE_SECONDS = 24 * 60 * 60,
	/* Days by which a claimed date may precede a look that did not show the item: editors date a document when it is
	 * approved, and list pages come from caches. More than that is back-dating. */
	ENGINE_DATING_TOLERANCE_DAYS = 1,
	/* Consecutive failed looks before the operator is told. */
	ENGINE_TROUBLE_LOOKS = 3,
};

/* Two that are missing are equal. */
static inline bool
strings_equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ---- engine.c ---- */

/* The sites that are watched: the configuration's own, or the ruleset's. */
const struct site *engine_sites(const struct engine *engine);
const struct site *engine_find_site(const struct engine *engine, const char *name);
const struct column *engine_find_column(const struct engine *engine, const char *site, const char *column);

/* The calendar of that name, or the national one; never NULL. */
const struct calendar *engine_calendar(const struct engine *engine, const char *name);

/* ---- bounds.c: when an item was truly published ---- */

struct bounds {
	bool is_known;            /* false: undated and part of a first import */
	struct instant earliest;  /* generous for an answer */
	struct instant latest;    /* generous for a trigger; a whole day's is its 24:00 */
	bool is_back_dated;
	const char *why;          /* stable English words: "claimed", "window", ... */
};

struct bounds item_bounds(const struct item *item, struct zone zone);
struct date last_day_before(struct instant instant, struct zone zone);

/* ---- assessment.c ---- */

struct place {
	const struct column *column;
	struct column_state state;
	bool has_state;
	bool has_unread;  /* new items whose own page may still show that they are the answer */
	bool is_decided;  /* a good look after the deadline, and nothing hidden */
	const char *why;  /* why not: stable English words; NULL where decided */
};

/* Where the limit counts from. */
struct anchor {
	bool is_known;
	struct date generous, strict;
	bool has_time;
	struct instant instant;   /* generous, where has_time */
	const char *field;        /* `published` or the rule's anchor field */
	enum value_source source;
	const char *why;          /* as in struct bounds */
};

/* One publication that may count as the answer. */
struct answer {
	int64_t item;
	struct instant earliest, latest;
	const char *title;
	const char *url;
	struct claimed_date published;
	struct pair pair;         /* id 0 where the relation needs none */
};

struct verdict {
	enum duty_state state;
	const char *detail;       /* what decided, translated; NULL for nothing to add */
	struct answer *answers;   /* those that count, earliest first */
	size_t answer_count;
	int64_t answer;           /* the item that decides; 0 for none */
	int32_t late_count;
	bool has_retry;
	struct instant retry_at;  /* time alone may change the verdict then */
	bool has_numbers;         /* counts and measures: found against wanted */
	int64_t found, wanted;
};

struct assessment {
	struct engine *engine;
	struct instant now;
	struct arena *arena;
	const struct rule *rule;  /* NULL: no such rule any more */
	struct duty duty;
	struct duty stored;       /* as it was loaded */
	bool is_new;
	bool has_trigger, has_event, has_period;
	struct stored_item trigger;
	struct event event;
	struct item event_item;   /* the event as conditions see it */
	struct period period;
	const struct unit *unit;  /* of the roster or catalogue; NULL where none */
	const struct site *site;
	const struct column *column; /* duties about one column */
	const struct calendar *calendar;
	struct anchor anchor;
	struct place *places;
	size_t place_count;
	struct verdict verdict;
	bool is_waived;
	struct operation waiver;
	enum cause hint;          /* why it is judged now */
	struct deadline old_deadline;
	bool due_moved;
};

/* Judges the duty with that id again and settles it. */
MUST_USE enum status assess_duty(struct engine *engine, int64_t id, enum cause hint, struct instant now);

/* Every duty that the filter finds. */
MUST_USE enum status assess_all(struct engine *engine, const struct duty_filter *filter, enum cause hint,
    struct instant now);

/* Judges and settles a duty that is filled in but not stored; makes nothing where `silent` deadlines have passed. */
MUST_USE enum status assess_new(struct assessment *assessment);

/* Sets up an empty assessment for a rule. */
void assessment_start(struct assessment *assessment, struct engine *engine, const struct rule *rule,
    struct arena *arena, enum cause hint, struct instant now);

/* Fills in what the duty's key speaks of (trigger, period, unit, site, column). */
MUST_USE enum status assessment_load(struct assessment *assessment);

/* The verdict of facts, without changing anything; for explanations too. */
MUST_USE enum status assessment_judge(struct assessment *assessment);

struct condition_context assessment_context(const struct assessment *assessment);
const struct item *assessment_trigger(const struct assessment *assessment); /* item, or event as one; NULL */

/* ---- duty_state.c: the one place where duties change ---- */
MUST_USE enum status duty_settle(struct assessment *assessment);
MUST_USE enum status engine_tell(struct engine *engine, const struct engine_notice *notice);

/* ---- wake.c: reminders, escalations, wake_at ---- */
MUST_USE enum status wake_remind(struct assessment *assessment);
struct instant wake_next(const struct assessment *assessment);
bool moment_instant(const struct assessment *assessment, const struct rule_moment *moment, bool is_reminder,
    struct instant *at);

/* ---- limit.c ---- */
MUST_USE enum status limit_anchor(struct assessment *assessment);
MUST_USE enum status limit_deadline(const struct assessment *assessment, deadline_step_function *steps,
    void *context, struct deadline *deadline);
int32_t limit_late_count(const struct assessment *assessment, struct instant at);
bool deadline_equals(const struct deadline *a, const struct deadline *b);
bool deadline_moved(const struct assessment *assessment, const struct deadline *deadline);

/* ---- scope.c ---- */
bool scope_has_site(const struct rule *rule, const struct site *site);
bool scope_has_unit(const struct rule *rule, const char *unit);
bool scope_is_valid_on(const struct rule *rule, struct date date);
bool unit_exists_on(const struct unit *unit, struct date date);
bool unit_is_named(const struct unit *unit, const char *name);
/* Whether the item is the unit's own: its unit, its column, its source or organ, its site. */
bool unit_publishes(const struct engine *engine, const struct unit *unit, const struct item *item);
bool role_matches(const char *wanted, const char *role); /* NULL wants any */

/* ---- places.c ---- */
/* The columns of a role (NULL: any), as a slice of engine->columns; with a site only that site's. */
const struct column *const *columns_of_role(const struct engine *engine, const char *role, size_t *count);
MUST_USE enum status engine_index_columns(struct engine *engine);
/* Where the answer could stand. */
MUST_USE enum status places_find(struct assessment *assessment);
/* Whether every place was looked at well after the deadline: fills is_decided and why. */
MUST_USE enum status places_decide(struct assessment *assessment, struct instant after);
bool site_has_role(const struct site *site, const char *role);

/* ---- the kinds: each fills assessment->verdict ---- */
MUST_USE enum status judge_publication(struct assessment *assessment);
MUST_USE enum status judge_removal(struct assessment *assessment);
MUST_USE enum status judge_open(struct assessment *assessment);
/* Whether the list page does not suffice to tell a condition. */
bool needs_article(const struct condition *condition);
MUST_USE enum status judge_content(struct assessment *assessment);
MUST_USE enum status judge_clean(struct assessment *assessment);
MUST_USE enum status judge_fresh(struct assessment *assessment);
MUST_USE enum status judge_coverage(struct assessment *assessment);
MUST_USE enum status judge_integrity(struct assessment *assessment);
MUST_USE enum status judge_site(struct assessment *assessment);
MUST_USE enum status judge_attestation(struct assessment *assessment);

/* No answer: waiting, overdue or unknown, as the looks say. */
MUST_USE enum status judge_unanswered(struct assessment *assessment);

/* ---- answers.c ---- */
/* The publications that count for the duty, earliest first. */
MUST_USE enum status answers_find(struct assessment *assessment);

/* ---- trigger.c: duties that an item or event makes ---- */
MUST_USE enum status trigger_item(struct engine *engine, int64_t item, struct instant now);
MUST_USE enum status trigger_event(struct engine *engine, int64_t event, struct instant now);
/* The same for one rule only, over all that is stored. */
MUST_USE enum status trigger_rule(struct engine *engine, const struct rule *rule, struct instant now);

/* ---- timed.c: duties that time makes: periods, dates, standing rules ---- */
MUST_USE enum status timed_rule(struct engine *engine, const struct rule *rule, struct instant now);
MUST_USE enum status timed_tick(struct engine *engine, struct instant now);

/* ---- standing.c ---- */
MUST_USE enum status standing_column(struct engine *engine, const struct column *column, struct instant now);

/* ---- pairing.c ---- */
MUST_USE enum status pairing_new(struct engine *engine);
void pairing_free(struct engine *engine);
void pairing_forget(struct engine *engine); /* indexes are built anew when next needed */
/* An item is new or changed: decides what it answers and what answers it. Ids of triggers whose pairs changed are added. */
struct id_set;
MUST_USE enum status pairing_item(struct engine *engine, int64_t item, struct id_set *triggers,
    struct instant now);

/* ---- evidence.c ---- */
/* The JSON text, taken from the assessment's arena. */
MUST_USE enum status evidence_write(const struct assessment *assessment, enum cause cause, const char **text);

/* ---- ids.c: small sorted sets in an arena ---- */
struct id_set {
	struct arena *arena;
	int64_t *ids;
	size_t count, room;
};
MUST_USE enum status id_set_add(struct id_set *set, int64_t id);

#endif
