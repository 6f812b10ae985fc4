/* Standing rules about columns and units: freshness, coverage. They are always in force: "met" is how things are now. */
#include <string.h>

#include "base/message.h"
#include "lib/engine/intake.h"

/* ---- freshness ---- */

struct newest {
	bool is_there;
	bool has_items;
	struct date day;
	int64_t item;
};

static enum status
newest_where(struct assessment *assessment, struct newest *newest)
{
	struct store *store = assessment->engine->store;
	const struct column *column = assessment->column;
	const struct item_filter filter = {
		.site = column->site->name, .column = column->name, .only_present = true,
	};
	struct condition_context context = assessment_context(assessment);
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status;
	size_t count;

	do {
		status = store->item_select(store, &filter, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++) {
			struct stored_item stored;

			after = ids[i];
			status = store->item_get(store, ids[i], assessment->arena, &stored);
			if (status != STATUS_OK || !condition_holds(assessment->rule->expectation.where, &stored.item, &context))
				continue;
			newest->has_items = true;
			if (stored.item.published.precision == DATE_PRECISION_NONE ||
			    (newest->is_there && !date_is_before(newest->day, stored.item.published.date)))
				continue;
			newest->is_there = true;
			newest->day = stored.item.published.date;
			newest->item = stored.item.id;
		}
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}

static enum status
find_newest(struct assessment *assessment, struct newest *newest)
{
	struct store *store = assessment->engine->store;
	const struct column *column = assessment->column;
	enum status status;

	if (assessment->rule->expectation.where != NULL)
		return newest_where(assessment, newest);
	status = store->item_newest(store, column->site->name, column->name, &newest->day, &newest->item);
	newest->is_there = status == STATUS_OK;
	newest->has_items = newest->is_there || assessment->places[0].state.items > 0;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* A newest item that claims a day to come is as new as today. A column without items counts from the first look. */
static void
set_fresh_anchor(struct assessment *assessment, const struct newest *newest)
{
	const struct column_state *state = &assessment->places[0].state;
	struct date today = instant_date(state->has_good ? state->last_good : assessment->now, assessment->engine->zone);
	struct date day = newest->is_there ? newest->day : instant_date(state->first_good, assessment->engine->zone);

	if (date_is_before(today, day))
		day = today;
	assessment->anchor = (struct anchor){
		.is_known = true, .generous = day, .strict = day, .has_time = true, .field = "published",
		.instant = instant_of(day, SECONDS_PER_DAY, assessment->engine->zone),
		.why = newest->is_there ? "the newest item" : "the first good look, for the column is empty",
	};
	assessment->duty.answer_item = newest->item;
	assessment->verdict.answer = newest->item;
}

static void
still_fine(struct assessment *assessment)
{
	struct verdict *verdict = &assessment->verdict;
	enum duty_state before = assessment->stored.state;

	verdict->has_retry = true;
	verdict->retry_at = assessment->duty.deadline.due;
	verdict->state = DUTY_MET;
	if (assessment->is_new || (before != DUTY_OVERDUE && before != DUTY_MET_LATE))
		return;
	verdict->state = DUTY_MET_LATE;
	verdict->late_count = assessment->stored.late_count;
}

static enum status
judge_stale(struct assessment *assessment)
{
	/* Nothing older than the newest item matters, so no further pages are needed. */
	enum status status = judge_unanswered(assessment);

	/* What cannot be decided yet stays as it is; WAITING is what the next look or article decides. */
	if (status == STATUS_OK && assessment->verdict.state == DUTY_WAITING && !assessment->is_new &&
	    assessment->stored.state != DUTY_WAITING)
		assessment->verdict.state = assessment->stored.state == DUTY_UNKNOWN ? DUTY_UNKNOWN : DUTY_MET;
	return status;
}

enum status
judge_fresh(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	struct newest newest = { 0 };
	enum status status;

	if (assessment->place_count != 1 || assessment->column == NULL)
		return STATUS_INTERNAL;
	status = store->column_get(store, assessment->column->site->name, assessment->column->name, assessment->arena,
	    &assessment->places[0].state);
	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	status = find_newest(assessment, &newest);
	if (status != STATUS_OK)
		return status;
	if (!assessment->places[0].state.has_good)
		return STATUS_OK;
	if (!newest.is_there && newest.has_items) {
		assessment->verdict.state = DUTY_UNKNOWN;
		assessment->verdict.detail = _("no item of the column states a date");
		return STATUS_OK;
	}
	set_fresh_anchor(assessment, &newest);
	status = limit_deadline(assessment, NULL, NULL, &assessment->duty.deadline);
	if (status == STATUS_RANGE || status == STATUS_INVALID) {
		assessment->verdict.state = DUTY_UNKNOWN;
		assessment->verdict.detail = _("the date lies outside of the calendar");
		return STATUS_OK;
	}
	if (status != STATUS_OK)
		return status;
	assessment->duty.anchor = assessment->anchor.generous;
	assessment->duty.calendar = calendar_version(assessment->calendar);
	if (instant_is_before(assessment->now, assessment->duty.deadline.due)) {
		still_fine(assessment);
		return STATUS_OK;
	}
	return judge_stale(assessment);
}

/* ---- coverage ---- */

/* A column that is kept for the unit and holds something is its page, whatever the titles say. */
static enum status
has_own_column(struct assessment *assessment, bool *has)
{
	struct store *store = assessment->engine->store;
	enum status status = STATUS_OK;

	*has = false;
	for (size_t i = 0; i < assessment->place_count && status == STATUS_OK && !*has; i++) {
		const struct column *column = assessment->places[i].column;
		struct column_state state;

		if (assessment->unit == NULL || !unit_is_named(assessment->unit, column->unit))
			continue;
		status = store->column_get(store, column->site->name, column->name, assessment->arena, &state);
		*has = status == STATUS_OK && state.has_good && state.items > 0;
		if (status == STATUS_NOT_FOUND)
			status = STATUS_OK;
	}
	return status;
}

/* Without a limit its page must be there from the moment the rule is in force; with a span it must also be as young. */
static enum status
set_coverage_deadline(struct assessment *assessment)
{
	struct duty *duty = &assessment->duty;
	struct verdict *verdict = &assessment->verdict;
	struct zone zone = assessment->engine->zone;
	struct date since = instant_date(duty->since, zone);
	const struct answer *youngest;

	duty->calendar = calendar_version(assessment->calendar);
	if (assessment->rule->limit.kind == LIMIT_NONE || (assessment->rule->limit.kind == LIMIT_SPAN &&
	    verdict->answer_count == 0)) {
		if (assessment->is_new || duty->deadline.due.seconds == 0)
			duty->deadline = (struct deadline){ .due_day = since, .strict_day = since,
				.due = assessment->now, .strict = assessment->now };
		return STATUS_OK;
	}
	if (assessment->rule->limit.kind == LIMIT_SPAN) {
		youngest = &verdict->answers[verdict->answer_count - 1];
		assessment->anchor = (struct anchor){ .is_known = true, .why = "the youngest of its publications",
			.generous = last_day_before(youngest->latest, zone),
			.strict = last_day_before(youngest->latest, zone) };
	}
	duty->anchor = assessment->anchor.generous;
	return limit_deadline(assessment, NULL, NULL, &duty->deadline);
}

static enum status
judge_age(struct assessment *assessment)
{
	assessment->verdict.answer = assessment->verdict.answers[assessment->verdict.answer_count - 1].item;
	if (!instant_is_before(assessment->now, assessment->duty.deadline.due))
		return judge_stale(assessment);
	assessment->verdict.state = DUTY_MET;
	assessment->verdict.has_retry = true;
	assessment->verdict.retry_at = assessment->duty.deadline.due;
	return STATUS_OK;
}

/* Presence is a matter of now: what is there is met, however long it was missing; only a fixed day can be missed. */
enum status
judge_coverage(struct assessment *assessment)
{
	struct verdict *verdict = &assessment->verdict;
	bool has = false;
	enum status status = answers_find(assessment);

	if (status == STATUS_OK && verdict->answer_count == 0 && assessment->rule->expectation.where == NULL)
		status = has_own_column(assessment, &has);
	if (status == STATUS_OK)
		status = set_coverage_deadline(assessment);
	if (status != STATUS_OK)
		return status;
	if (verdict->answer_count == 0 && !has)
		return judge_unanswered(assessment);
	if (assessment->rule->limit.kind == LIMIT_SPAN && verdict->answer_count > 0)
		return judge_age(assessment);
	verdict->state = DUTY_MET;
	if (verdict->answer_count == 0)
		return STATUS_OK;
	verdict->answer = verdict->answers[0].item;
	if (assessment->rule->limit.kind != LIMIT_NONE &&
	    verdict->answers[0].earliest.seconds >= assessment->duty.deadline.due.seconds) {
		verdict->state = DUTY_MET_LATE;
		verdict->late_count = limit_late_count(assessment, verdict->answers[0].earliest);
	}
	return STATUS_OK;
}

/* ---- after a look ---- */

static enum status
assess_column(struct engine *engine, const struct rule *rule, const struct column *column, struct instant now)
{
	struct arena *arena = arena_new();
	struct assessment assessment;
	struct duty there;
	const char *key;
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	key = arena_format(arena, "column:%s/%s", column->site->name, column->name);
	status = key == NULL ? STATUS_NO_MEMORY :
	    engine->store->duty_find(engine->store, rule->name, key, arena, &there);
	if (status == STATUS_OK) {
		status = assess_duty(engine, there.id, CAUSE_LOOK, now);
	} else if (status == STATUS_NOT_FOUND) {
		assessment_start(&assessment, engine, rule, arena, CAUSE_LOOK, now);
		assessment.duty.key = key;
		assessment.duty.site = column->site->name;
		assessment.duty.unit = column->unit == NULL ? column->site->unit : column->unit;
		status = assessment_load(&assessment);
		if (status == STATUS_OK)
			status = assess_new(&assessment);
	}
	arena_free(arena);
	return status;
}

enum status
standing_column(struct engine *engine, const struct column *column, struct instant now)
{
	size_t count;
	const struct rule *const *rules = ruleset_rules_for_role(engine->ruleset, column->role, &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		const struct rule *rule = rules[i];
		bool is_fresh = rule->expectation.kind == EXPECT_FRESH && role_matches(rule->expectation.role, column->role);
		bool is_blank = rule->expectation.kind == EXPECT_INTEGRITY &&
		    (rule->expectation.integrity & INTEGRITY_BLANK) != 0 && role_matches(rule->trigger.role, column->role);

		if ((is_fresh || is_blank) && scope_has_site(rule, column->site))
			status = assess_column(engine, rule, column, now);
	}
	return status;
}

enum status
standing_look(struct intake *intake)
{
	enum status status = standing_column(intake->engine, intake->column, intake->now);

	if (status == STATUS_OK)
		status = site_look(intake->engine, intake->column->site, intake->column, intake->now);
	return status == STATUS_OK ? integrity_changed(intake) : status;
}
