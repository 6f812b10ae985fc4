/* The duty engine: looks, articles, operator actions, rules, calendars and `now` go in; duties and transitions come
 * out. Pure: it reads no clock, network or file; the same input gives the same verdicts. How each kind of rule is
 * evaluated: docs/duties.md.
 *
 * Each call is one or more transactions on the store, and the sink is called inside of them, so that what a caller adds
 * to the outbox is committed with the change that it tells of. A call that fails has rolled back its last transaction;
 * calling it again goes on where it stopped. `now` never goes backwards between calls. */
#ifndef GONGKAI_ENGINE_ENGINE_H
#define GONGKAI_ENGINE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/duty.h"
#include "model/item.h"
#include "model/observation.h"
#include "model/rule.h"
#include "model/site.h"
#include "rules/ruleset.h"
#include "store/store.h"
#include "time/calendar.h"

struct engine;

enum engine_notice_kind {
	ENGINE_TRANSITION, /* a duty changed its state, or came into being */
	ENGINE_REMINDER,   /* it is due soon */
	ENGINE_ESCALATION, /* it is overdue for some time */
	ENGINE_DUE_MOVED,  /* it is open and its due day changed; the transition tells old and new */
	ENGINE_TROUBLE,    /* a column cannot be read; told once for each trouble, when it has lasted for some looks */
	ENGINE_RECOVERY,   /* it can be read again */
	ENGINE_CALENDAR,   /* next year's calendar is missing and it is November or later */
};

/* What the sink is told. Pointers live for the call; NULL or 0 where it has none. */
struct engine_notice {
	enum engine_notice_kind kind;
	struct instant at;
	const struct rule *rule;
	const struct duty *duty;
	const struct transition *transition; /* TRANSITION, DUE_MOVED */
	const struct item *trigger;
	const struct item *answer;
	const struct site *site;             /* where the duty or the column belongs */
	const struct rule_moment *moment;    /* REMINDER, ESCALATION */
	unsigned moment_index;
	const struct column *column;         /* TROUBLE, RECOVERY; duties about one column */
	const struct column_state *column_state;
	int site_troubles;                   /* TROUBLE, RECOVERY: columns of the same site that are in trouble now */
	const char *detail;                  /* TROUBLE: what the look said; CALENDAR: the calendar's name and last day */
};

/* Called inside of the transaction. Anything but STATUS_OK rolls it back. It may call the store's outbox functions. */
typedef enum status engine_sink_function(void *context, const struct engine_notice *notice);

/* The calendar of that name (NULL: the national one), borrowed until the next engine_use_calendars(). NULL: there is
 * none, and the national one is used; without a national one engine_new() is STATUS_INVALID. */
typedef const struct calendar *engine_calendar_function(void *context, const char *name);

struct engine_config {
	struct ruleset *ruleset;    /* retained */
	const struct site *sites;   /* instead of the ruleset's, borrowed; NULL: the ruleset's */
	engine_calendar_function *calendar;
	void *calendar_context;
	struct zone zone;           /* of the law */
	struct store *store;        /* borrowed */
	engine_sink_function *sink; /* NULL for none */
	void *sink_context;
};

/* A new engine on a store that may hold years of state; the caller frees it. Applies what changed in the rules and
 * calendars since the store was used last, as engine_use_rules() does. */
MUST_USE enum status engine_new(const struct engine_config *config, struct instant now, struct engine **engine);
void engine_free(struct engine *engine); /* NULL is fine */

/* The result of one crawl of a column. */
struct look {
	struct observation observation;
	struct instant asked;      /* when the first request was sent; zero: observation.at */
	bool is_unchanged;         /* GOOD: the content is that of the last good look, `items` is then empty */
	bool is_complete;          /* GOOD: `items` reach to the end of the list */
	const struct item *items;  /* GOOD: in the order of the page; url, title, published(+source), fields count, unit may */
	size_t item_count;
	const char *etag;          /* validators of the content, NULL where none */
	const char *last_modified;
};

/* Takes in one look. STATUS_NOT_FOUND: no such column in the rules. */
MUST_USE enum status engine_look(struct engine *engine, const struct look *look, struct instant now);

/* What an item's own page says. */
struct article_look {
	enum outcome outcome;      /* not GOOD: nothing else counts */
	const char *title;         /* NULL: keep the list's */
	struct claimed_date published; /* precision NONE: keep the list's */
	enum value_source published_source;
	/* Replace what was read before. `detected` lists what detectors found: words, comma between them, "?" behind a
	 * doubtful one, empty for nothing; without the field nothing is known. */
	const struct field *fields;
	size_t field_count;
	uint64_t text_hash;        /* of the normalised running text */
};

/* Takes in an article. Which items wait for theirs: item_select() with only_pending. STATUS_NOT_FOUND: no such item. */
MUST_USE enum status engine_article(struct engine *engine, int64_t item, const struct article_look *article,
    struct instant now);

/* Applies operator actions that wait in the store; *applied (NULL is fine) counts them. One that cannot be applied is
 * marked refused with the reason and does not stop the others. */
MUST_USE enum status engine_operate(struct engine *engine, struct instant now, size_t *applied);

/* A measure of a site that the crawler took (certificate days, IPv6, dead links). */
MUST_USE enum status engine_measure(struct engine *engine, const char *site, enum site_measure measure,
    int64_t value, struct instant now);

/* Lets time pass: deadlines, reminders, escalations, periods that begin, waivers that expire. Costs in proportion to what
 * is due. Stops after some thousand duties so that a caller's loop stays responsive: *more tells to call again. */
MUST_USE enum status engine_tick(struct engine *engine, struct instant now, bool *more);

/* The next instant at which engine_tick() has something to do. STATUS_NOT_FOUND: nothing. */
MUST_USE enum status engine_next_wake(struct engine *engine, struct instant *wake_at);

/* Goes over to another ruleset (retained): rules with another digest are re-derived, removed ones withdrawn, all other
 * duties stay untouched. On failure the old one is kept. */
MUST_USE enum status engine_use_rules(struct engine *engine, struct ruleset *ruleset, struct instant now);

/* To be called after calendars changed: open duties whose calendar has another version are computed again. */
MUST_USE enum status engine_use_calendars(struct engine *engine, struct instant now);

#endif
