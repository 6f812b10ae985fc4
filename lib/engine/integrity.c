/* Integrity: what an item's history says against it. A finding is a duty "to be without fault", found wanting. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "lib/engine/intake.h"

/* ---- the history of one item ---- */

struct history {
	unsigned moved;     /* changes of the claimed date by the same source */
	unsigned to_today;  /* ... to the very day of the look */
	unsigned altered;   /* title or text changed after it was read */
	struct zone zone;
};

static enum status
read_revision(void *context, const struct item_revision *revision)
{
	struct history *history = context;
	char today[DATE_TEXT_BYTES];

	if (strcmp(revision->field, "published") == 0) {
		date_print(instant_date(revision->at, history->zone), today);
		history->moved++;
		history->to_today += revision->after != NULL && strcmp(revision->after, today) == 0;
	} else if (strcmp(revision->field, "title") == 0 || strcmp(revision->field, "text") == 0) {
		history->altered++;
	}
	return STATUS_OK;
}

static bool
claims_future(const struct item *item, struct zone zone)
{
	struct date seen = instant_date(item->first_seen, zone);

	return item->published.precision >= DATE_PRECISION_DAY &&
	    date_is_before(date_plus_days(seen, ENGINE_DATING_TOLERANCE_DAYS), item->published.date);
}

/* Faults of what the first import brought are nobody's news: they were there before anybody watched. */
static uint32_t
faults_of_item(const struct assessment *assessment, const struct history *history)
{
	const struct stored_item *stored = &assessment->trigger;
	const struct item *item = &stored->item;
	struct zone zone = assessment->engine->zone;
	uint32_t faults = 0;

	if (item_bounds(item, zone).is_back_dated)
		faults |= INTEGRITY_BACK_DATED;
	if (!item->is_baseline && claims_future(item, zone))
		faults |= INTEGRITY_FUTURE_DATE;
	/* Once is a correction; a date that follows the visitor's calendar is none. */
	if (history->to_today >= 2)
		faults |= INTEGRITY_MOVING_DATE;
	if (history->altered > 0 || history->moved > 0)
		faults |= INTEGRITY_ALTERED;
	if (item->is_gone)
		faults |= INTEGRITY_REMOVED;
	if (!item->is_baseline && item->published.precision == DATE_PRECISION_NONE && stored->article != ARTICLE_PENDING)
		faults |= INTEGRITY_UNDATED;
	return faults & assessment->rule->expectation.integrity;
}

static const char *
fault_text(uint32_t faults)
{
	if (faults & INTEGRITY_BACK_DATED)
		return _("its claimed date lies before a look that did not show it");
	if (faults & INTEGRITY_FUTURE_DATE)
		return _("its claimed date lies after the day on which it was first seen");
	if (faults & INTEGRITY_MOVING_DATE)
		return _("its claimed date moves with the day of the visit");
	if (faults & INTEGRITY_REMOVED)
		return _("it was removed");
	if (faults & INTEGRITY_ALTERED)
		return _("it was altered after publication");
	return _("it states no date");
}

static void
say(struct assessment *assessment, bool is_faulty, const char *detail)
{
	enum duty_state before = assessment->stored.state;
	struct verdict *verdict = &assessment->verdict;

	if (is_faulty) {
		verdict->state = DUTY_OVERDUE;
		verdict->detail = detail;
	} else if (!assessment->is_new && (before == DUTY_OVERDUE || before == DUTY_MET_LATE)) {
		verdict->state = DUTY_MET_LATE;
	} else {
		verdict->state = DUTY_MET;
	}
}

/* ---- gaps in a series of document numbers ---- */

/* "粤府办〔2019〕12号": what stands before and after the running number, and the number. */
struct series {
	size_t prefix;
	const char *suffix;
	long number;
};

static bool
read_series(const char *text, struct series *series)
{
	const char *bracket = strstr(text, "〕");
	const char *at = bracket == NULL ? NULL : bracket + strlen("〕");
	char *end;

	if (at == NULL || *at < '1' || *at > '9')
		return false;
	series->prefix = (size_t)(at - text);
	series->number = strtol(at, &end, 10);
	series->suffix = end;
	return strcmp(end, "号") == 0;
}

static enum status
has_number(const struct assessment *assessment, const char *number, bool *has)
{
	const struct item_filter filter = { .number = number, .site = assessment->duty.site };
	int64_t id;
	size_t count;
	enum status status = assessment->engine->store->item_select(assessment->engine->store, &filter, 0, &id, 1, &count);

	*has = status == STATUS_OK && count > 0;
	return status;
}

static enum status
judge_number(struct assessment *assessment)
{
	const char *number = strchr(assessment->duty.key, ' ');
	struct instant due = assessment->duty.deadline.due;
	bool has = false;
	enum status status = number == NULL ? STATUS_INTERNAL : has_number(assessment, number + 1, &has);

	if (status != STATUS_OK)
		return status;
	if (!has && assessment->rule->limit.kind == LIMIT_SPAN && assessment->now.seconds < due.seconds) {
		assessment->verdict.has_retry = true;
		assessment->verdict.retry_at = due;
		return STATUS_OK;
	}
	say(assessment, !has, arena_format(assessment->arena, _("the series has no document %s"), number + 1));
	return STATUS_OK;
}

/* ---- blank columns ---- */

static enum status
judge_blank(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	const struct column *column = assessment->column;
	struct column_state state;
	enum status status = store->column_get(store, column->site->name, column->name, assessment->arena, &state);

	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK)
		say(assessment, state.has_good && state.items == 0, _("the column is empty"));
	return status;
}

/* ---- judging ---- */

/* Faults have no time in which they would be allowed: they stand from the moment they are seen. */
static enum status
set_sight(struct assessment *assessment)
{
	struct duty *duty = &assessment->duty;
	struct date today = instant_date(assessment->is_new ? assessment->now : duty->since, assessment->engine->zone);

	duty->calendar = calendar_version(assessment->calendar);
	if (!assessment->is_new)
		return STATUS_OK;
	if (assessment->rule->limit.kind == LIMIT_SPAN && assessment->anchor.is_known)
		return limit_deadline(assessment, NULL, NULL, &duty->deadline);
	duty->anchor = today;
	duty->deadline = (struct deadline){ .due_day = today, .strict_day = today,
		.due = assessment->now, .strict = assessment->now };
	return STATUS_OK;
}

enum status
judge_integrity(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	struct history history = { .zone = assessment->engine->zone };
	enum status status = set_sight(assessment);
	uint32_t faults;

	if (status != STATUS_OK)
		return status;
	if (assessment->column != NULL)
		return judge_blank(assessment);
	if (strncmp(assessment->duty.key, "number:", strlen("number:")) == 0)
		return judge_number(assessment);
	if (!assessment->has_trigger)
		return STATUS_INTERNAL;
	status = store->revision_each(store, assessment->trigger.item.id, read_revision, &history);
	if (status != STATUS_OK)
		return status;
	faults = faults_of_item(assessment, &history);
	say(assessment, faults != 0, fault_text(faults));
	return STATUS_OK;
}

/* ---- which items are looked at ---- */

static enum status
assess_key(struct engine *engine, const struct rule *rule, const struct stored_item *stored, const char *key,
    struct arena *arena, struct instant now)
{
	struct assessment assessment;
	struct duty there;
	enum status status = key == NULL ? STATUS_NO_MEMORY :
	    engine->store->duty_find(engine->store, rule->name, key, arena, &there);

	if (status == STATUS_OK)
		return assess_duty(engine, there.id, CAUSE_LOOK, now);
	if (status != STATUS_NOT_FOUND)
		return status;
	assessment_start(&assessment, engine, rule, arena, CAUSE_LOOK, now);
	assessment.duty.key = key;
	assessment.duty.site = stored->item.site;
	assessment.duty.unit = stored->item.unit;
	assessment.duty.trigger_item = stored->item.id;
	status = assessment_load(&assessment);
	return status == STATUS_OK ? assess_new(&assessment) : status;
}

/* Only gaps between two numbers that are there: what lies below the lowest known one was published before anybody
 * watched, or elsewhere. */
static enum status
check_gaps(struct engine *engine, const struct rule *rule, const struct stored_item *stored, struct arena *arena,
    struct instant now)
{
	enum { GAP_AT_MOST = 20 };
	const struct assessment asker = { .engine = engine, .duty.site = stored->item.site };
	const char *number = item_field(&stored->item, "number");
	struct series series;
	long below;
	bool has = false;
	enum status status = STATUS_OK;

	if (number == NULL || !read_series(number, &series))
		return STATUS_OK;
	for (below = series.number - 1; below > 0 && series.number - below <= GAP_AT_MOST && !has; below--) {
		const char *other = arena_format(arena, "%.*s%ld%s", (int)series.prefix, number, below, series.suffix);

		status = other == NULL ? STATUS_NO_MEMORY : has_number(&asker, other, &has);
		if (status != STATUS_OK)
			return status;
		if (has)
			break;
	}
	for (long missing = series.number - 1; has && missing > below && status == STATUS_OK; missing--)
		status = assess_key(engine, rule, stored, arena_format(arena, "number:%s %.*s%ld%s", stored->item.site,
		    (int)series.prefix, number, missing, series.suffix), arena, now);
	return status;
}

static bool
wants_series(const struct rule *rule)
{
	return rule->expectation.kind == EXPECT_INTEGRITY && (rule->expectation.integrity & INTEGRITY_NUMBER_GAP) != 0;
}

/* Numbers that fill a gap end its finding: the duties of the rule that wait for them. */
static enum status
close_gaps(struct engine *engine, const struct rule *rule, const struct stored_item *stored, struct arena *arena,
    struct instant now)
{
	const char *number = item_field(&stored->item, "number");
	struct duty there;
	const char *key;
	enum status status;

	if (number == NULL)
		return STATUS_OK;
	key = arena_format(arena, "number:%s %s", stored->item.site, number);
	status = key == NULL ? STATUS_NO_MEMORY :
	    engine->store->duty_find(engine->store, rule->name, key, arena, &there);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	return status == STATUS_OK ? assess_duty(engine, there.id, CAUSE_ANSWER, now) : status;
}

static enum status
check_item(struct engine *engine, const struct rule *rule, const struct stored_item *stored, struct arena *arena,
    struct instant now)
{
	struct condition_context none = { 0 };
	const struct site *site = engine_find_site(engine, stored->item.site);
	const char *key;
	enum status status;

	if (rule->expectation.kind != EXPECT_INTEGRITY || !role_matches(rule->trigger.role, stored->item.role) ||
	    site == NULL || !scope_has_site(rule, site) || !condition_holds(rule->trigger.where, &stored->item, &none))
		return STATUS_OK;
	key = arena_format(arena, "item:%lld", (long long)stored->item.id);
	status = assess_key(engine, rule, stored, key, arena, now);
	if (status != STATUS_OK || !wants_series(rule))
		return status;
	return close_gaps(engine, rule, stored, arena, now);
}

static enum status
check_items(struct intake *intake, const struct id_set *items)
{
	struct engine *engine = intake->engine;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < items->count && status == STATUS_OK; i++) {
		struct arena *arena = arena_new();
		struct stored_item stored;
		const struct rule *const *rules = NULL;
		size_t count = 0;

		status = arena == NULL ? STATUS_NO_MEMORY :
		    engine->store->item_get(engine->store, items->ids[i], arena, &stored);
		if (status == STATUS_OK)
			rules = ruleset_rules_for_role(engine->ruleset, stored.item.role, &count);
		for (size_t r = 0; r < count && status == STATUS_OK; r++)
			status = check_item(engine, rules[r], &stored, arena, intake->now);
		arena_free(arena);
	}
	return status;
}

/* ---- the series of a column ---- */

typedef enum status (*item_check)(struct intake *intake, const struct stored_item *stored, struct arena *arena,
    bool *go_on);

/* All items of the column, until a check says otherwise in *go_on. */
static enum status
each_of_column(struct intake *intake, item_check check, bool *go_on)
{
	struct store *store = intake->engine->store;
	const struct item_filter filter = { .site = intake->column->site->name, .column = intake->column->name };
	int64_t ids[ENGINE_PAGE], after = 0;
	size_t count = ENGINE_PAGE;
	enum status status = STATUS_OK;

	while (status == STATUS_OK && count == ENGINE_PAGE && *go_on) {
		status = store->item_select(store, &filter, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK && *go_on; i++) {
			struct arena *arena = arena_new();
			struct stored_item stored;

			after = ids[i];
			status = arena == NULL ? STATUS_NO_MEMORY : store->item_get(store, ids[i], arena, &stored);
			if (status == STATUS_OK)
				status = check(intake, &stored, arena, go_on);
			arena_free(arena);
		}
	}
	return status;
}

/* What a page says that nobody has read may be the very number that seems to be missing. */
static enum status
is_read(struct intake *intake, const struct stored_item *stored, struct arena *arena, bool *go_on)
{
	(void)intake;
	(void)arena;
	*go_on = stored->article != ARTICLE_PENDING && stored->article != ARTICLE_FAILED;
	return STATUS_OK;
}

static enum status
check_series(struct intake *intake, const struct stored_item *stored, struct arena *arena, bool *go_on)
{
	struct condition_context none = { 0 };
	size_t count;
	const struct rule *const *rules = ruleset_rules_for_role(intake->engine->ruleset, stored->item.role, &count);
	enum status status = STATUS_OK;

	(void)go_on;
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (wants_series(rules[i]) && role_matches(rules[i]->trigger.role, stored->item.role) &&
		    scope_has_site(rules[i], intake->column->site) &&
		    condition_holds(rules[i]->trigger.where, &stored->item, &none))
			status = check_gaps(intake->engine, rules[i], stored, arena, intake->now);
	return status;
}

/* Pages are read one by one in any order, so gaps are looked for among all items once the last page is read. */
static enum status
check_column_series(struct intake *intake)
{
	size_t count;
	const struct rule *const *rules = ruleset_rules_for_role(intake->engine->ruleset, intake->column->role, &count);
	bool is_wanted = false;
	enum status status;

	for (size_t i = 0; i < count; i++)
		is_wanted = is_wanted || wants_series(rules[i]);
	if (!is_wanted || intake->changed.count == 0)
		return STATUS_OK;
	status = each_of_column(intake, is_read, &is_wanted);
	return status == STATUS_OK && is_wanted ? each_of_column(intake, check_series, &is_wanted) : status;
}

enum status
integrity_changed(struct intake *intake)
{
	enum status status = check_items(intake, &intake->changed);

	if (status == STATUS_OK)
		status = check_items(intake, &intake->gone);
	return status == STATUS_OK ? check_column_series(intake) : status;
}
