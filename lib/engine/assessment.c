/* Assessments: a duty is loaded with all it speaks of, judged by the kind of its rule, then settled. */
#include <string.h>

#include "base/message.h"
#include "lib/engine/engine_private.h"
#include "lib/engine/period_name.h"

void
assessment_start(struct assessment *assessment, struct engine *engine, const struct rule *rule,
    struct arena *arena, enum cause hint, struct instant now)
{
	*assessment = (struct assessment){
		.engine = engine, .now = now, .arena = arena, .rule = rule, .hint = hint,
		.calendar = engine_calendar(engine, NULL),
	};
	assessment->duty.wake_at = duty_never_wakes;
}

const struct item *
assessment_trigger(const struct assessment *assessment)
{
	if (assessment->has_trigger)
		return &assessment->trigger.item;
	return assessment->has_event ? &assessment->event_item : NULL;
}

struct condition_context
assessment_context(const struct assessment *assessment)
{
	return (struct condition_context){
		.period = assessment->has_period ? &assessment->period : NULL,
		.unit = assessment->unit == NULL ? assessment->duty.unit : assessment->unit->name,
		.aliases = assessment->unit == NULL ? NULL : assessment->unit->aliases,
		.trigger = assessment_trigger(assessment),
	};
}

/* ---- what the key speaks of ---- */

static enum status
load_unit(struct assessment *assessment)
{
	const char *name = assessment->rule->expectation.roster;
	const struct roster *roster = name == NULL ? NULL : ruleset_find_roster(assessment->engine->ruleset, name);

	if (roster == NULL || assessment->duty.unit == NULL)
		return STATUS_OK;
	for (const struct unit *unit = roster->units; unit != NULL; unit = unit->next)
		if (strcmp(unit->name, assessment->duty.unit) == 0) {
			assessment->unit = unit;
			return STATUS_OK;
		}
	return STATUS_NOT_FOUND; /* no longer on the roster */
}

static enum status
load_period(struct assessment *assessment)
{
	enum status status = period_from_name(assessment->rule->trigger.period,
	    assessment->duty.key + strlen("period:"), &assessment->period);

	assessment->has_period = status == STATUS_OK;
	return status;
}

static void
event_as_item(struct assessment *assessment)
{
	const struct event *event = &assessment->event;
	struct item *item = &assessment->event_item;

	*item = (struct item){
		.site = event->site, .unit = event->unit, .title = event->title, .role = event->name,
		.published = { .precision = DATE_PRECISION_DAY, .date = event->date },
		.published_source = VALUE_SOURCE_OPERATOR, .first_seen = event->entered,
		.fields = event->fields, .field_count = event->field_count,
	};
	if (event->has_time) {
		item->published.precision = DATE_PRECISION_MINUTE;
		item->published.second_of_day = instant_second_of_day(event->instant, assessment->engine->zone);
	}
	assessment->has_event = true;
}

static enum status
load_trigger(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	const struct duty *duty = &assessment->duty;
	enum status status;

	if (duty->trigger_item != 0) {
		status = store->item_get(store, duty->trigger_item, assessment->arena, &assessment->trigger);
		assessment->has_trigger = status == STATUS_OK;
		return status;
	}
	if (duty->trigger_event != 0) {
		status = store->event_get(store, duty->trigger_event, assessment->arena, &assessment->event);
		if (status == STATUS_OK)
			event_as_item(assessment);
		return status;
	}
	if (strncmp(duty->key, "period:", strlen("period:")) == 0)
		return load_period(assessment);
	return STATUS_OK;
}

static void
load_column(struct assessment *assessment)
{
	const char *key = assessment->duty.key;
	size_t length = strlen(assessment->duty.site == NULL ? "" : assessment->duty.site);

	if (strncmp(key, "column:", strlen("column:")) != 0 || assessment->duty.site == NULL)
		return;
	assessment->column = engine_find_column(assessment->engine, assessment->duty.site,
	    key + strlen("column:") + length + 1);
}

/* STATUS_NOT_FOUND: what the duty was about is no longer there. */
enum status
assessment_load(struct assessment *assessment)
{
	struct engine *engine = assessment->engine;
	enum status status;

	if (assessment->duty.site != NULL) {
		assessment->site = engine_find_site(engine, assessment->duty.site);
		if (assessment->site == NULL)
			return STATUS_NOT_FOUND;
		assessment->calendar = engine_calendar(engine, assessment->site->calendar);
	}
	load_column(assessment);
	status = load_unit(assessment);
	return status == STATUS_OK ? load_trigger(assessment) : status;
}

/* ---- whether the duty still stands ---- */

static bool
is_two_way_trigger(const struct rule *rule, const struct item *item)
{
	return rule->expectation.kind == EXPECT_REGISTER && rule->expectation.both_ways &&
	    role_matches(rule->expectation.role, item->role);
}

/* Items whose removal is what is asked for, or what is reported, do not withdraw their duties by going. */
static bool
outlives_its_item(const struct rule *rule)
{
	return rule->expectation.kind == EXPECT_REMOVAL || rule->expectation.kind == EXPECT_INTEGRITY;
}

static bool
trigger_stands(struct assessment *assessment)
{
	const struct rule *rule = assessment->rule;
	const struct item *item = &assessment->trigger.item;
	const struct condition *where = rule->trigger.where;
	struct condition_context context = { .unit = assessment->duty.unit };

	if (!role_matches(rule->trigger.role, item->role)) {
		if (!is_two_way_trigger(rule, item))
			return false;
		where = rule->expectation.where;
	}
	if (item->is_gone && !outlives_its_item(rule))
		return false;
	return rule->expectation.kind == EXPECT_INTEGRITY || condition_holds(where, item, &context);
}

static bool
still_stands(struct assessment *assessment)
{
	const struct rule *rule = assessment->rule;

	const struct site *site = assessment->site;

	struct date day = assessment->anchor.is_known ? assessment->anchor.generous :
	    instant_date(assessment->now, assessment->engine->zone);

	/* A unit's own site need not be in scope: the rule speaks to the one where the trigger stands. */
	if (assessment->unit != NULL)
		site = assessment->has_trigger ?
		    engine_find_site(assessment->engine, assessment->trigger.item.site) : NULL;
	if (site != NULL && !scope_has_site(rule, site))
		return false;
	if (assessment->unit != NULL && (!scope_has_unit(rule, assessment->unit->name) ||
	    !unit_exists_on(assessment->unit, day)))
		return false;
	if (strncmp(assessment->duty.key, "column:", strlen("column:")) == 0 && assessment->column == NULL)
		return false;
	if (assessment->has_trigger && !trigger_stands(assessment))
		return false;
	return !assessment->anchor.is_known || assessment->rule->trigger.kind == TRIGGER_STANDING ||
	    scope_is_valid_on(rule, assessment->anchor.generous);
}

/* ---- waivers ---- */

static enum status
keep_waiver(void *context, const struct operation *operation)
{
	struct assessment *assessment = context;

	if (operation->kind != OPERATION_WAIVE || !operation->is_applied || operation->refusal != NULL)
		return STATUS_OK;
	if (operation->has_expiry && operation->expires.seconds <= assessment->now.seconds)
		return STATUS_OK;
	assessment->is_waived = true;
	assessment->waiver = *operation;
	assessment->waiver.author = arena_string(assessment->arena, operation->author);
	assessment->waiver.reason = arena_string(assessment->arena, operation->reason);
	return STATUS_OK;
}

/* A waiver covers what is not met; an answer that comes all the same is said. */
static enum status
apply_waiver(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	struct verdict *verdict = &assessment->verdict;
	enum status status;

	if (assessment->is_new)
		return STATUS_OK;
	status = store->operation_each(store, assessment->duty.id, keep_waiver, assessment);
	if (status != STATUS_OK || !assessment->is_waived)
		return status;
	if (verdict->state == DUTY_MET || verdict->state == DUTY_MET_LATE || verdict->state == DUTY_WITHDRAWN)
		return STATUS_OK;
	verdict->state = DUTY_WAIVED;
	verdict->has_retry = assessment->waiver.has_expiry;
	verdict->retry_at = assessment->waiver.expires;
	return STATUS_OK;
}

/* ---- judging ---- */

static enum status
judge_by_kind(struct assessment *assessment)
{
	switch (assessment->rule->expectation.kind) {
	case EXPECT_PUBLICATION:
	case EXPECT_REGISTER:
		return judge_publication(assessment);
	case EXPECT_REMOVAL:
		return judge_removal(assessment);
	case EXPECT_OPEN:
		return judge_open(assessment);
	case EXPECT_CONTENT:
		return judge_content(assessment);
	case EXPECT_CLEAN:
		return judge_clean(assessment);
	case EXPECT_FRESH:
		return judge_fresh(assessment);
	case EXPECT_COVERAGE:
		return judge_coverage(assessment);
	case EXPECT_INTEGRITY:
		return judge_integrity(assessment);
	case EXPECT_SITE:
		return judge_site(assessment);
	case EXPECT_ATTESTATION:
		return judge_attestation(assessment);
	}
	return STATUS_INTERNAL;
}

static bool
sets_its_own_deadline(const struct rule *rule)
{
	switch (rule->expectation.kind) {
	case EXPECT_OPEN:
	case EXPECT_FRESH:
	case EXPECT_COVERAGE:
	case EXPECT_INTEGRITY:
	case EXPECT_SITE:
		return true;
	case EXPECT_PUBLICATION:
	case EXPECT_REMOVAL:
	case EXPECT_CONTENT:
	case EXPECT_REGISTER:
	case EXPECT_CLEAN:
	case EXPECT_ATTESTATION:
		return false;
	}
	return false;
}

/* What a page shows is judged whenever it is seen, whether it states a date or not. */
static bool
needs_no_date(const struct rule *rule)
{
	return rule->limit.kind == LIMIT_NONE &&
	    (rule->expectation.kind == EXPECT_CONTENT || rule->expectation.kind == EXPECT_CLEAN);
}

static enum status
set_deadline(struct assessment *assessment)
{
	struct duty *duty = &assessment->duty;
	struct deadline deadline;
	enum status status;

	assessment->old_deadline = duty->deadline;
	if (sets_its_own_deadline(assessment->rule))
		return STATUS_OK;
	if (!assessment->anchor.is_known && needs_no_date(assessment->rule)) {
		duty->deadline = (struct deadline){ 0 };
		return STATUS_OK;
	}
	if (!assessment->anchor.is_known)
		return STATUS_NOT_FOUND;
	status = limit_deadline(assessment, NULL, NULL, &deadline);
	if (status != STATUS_OK)
		return status;
	assessment->due_moved = deadline_moved(assessment, &deadline);
	duty->deadline = deadline;
	duty->anchor = assessment->anchor.generous;
	duty->calendar = calendar_version(assessment->calendar);
	return STATUS_OK;
}

static void
withdraw(struct assessment *assessment, const char *detail)
{
	assessment->verdict = (struct verdict){ .state = DUTY_WITHDRAWN, .detail = detail };
}

/* No date to count from, or one that no calendar reaches: nobody can be accused. */
static void
cannot_count(struct assessment *assessment, enum status why)
{
	assessment->verdict = (struct verdict){
		.state = DUTY_UNKNOWN,
		.detail = why == STATUS_NOT_FOUND ? _("there is no date to count from") :
		    _("the date lies outside of the calendar"),
	};
	assessment->duty.deadline = (struct deadline){ 0 };
	if (assessment->duty.calendar == NULL)
		assessment->duty.calendar = calendar_version(assessment->calendar);
}

enum status
assessment_judge(struct assessment *assessment)
{
	enum status status = limit_anchor(assessment);

	assessment->verdict = (struct verdict){ .state = DUTY_WAITING };
	if (status != STATUS_OK)
		return status;
	if (!still_stands(assessment)) {
		withdraw(assessment, NULL);
		return STATUS_OK;
	}
	status = set_deadline(assessment);
	if (status == STATUS_NOT_FOUND || status == STATUS_RANGE || status == STATUS_INVALID) {
		cannot_count(assessment, status);
		return apply_waiver(assessment);
	}
	if (status == STATUS_OK)
		status = places_find(assessment);
	if (status == STATUS_OK)
		status = judge_by_kind(assessment);
	return status == STATUS_OK ? apply_waiver(assessment) : status;
}

/* ---- entry points ---- */

enum status
assess_new(struct assessment *assessment)
{
	enum status status;

	assessment->is_new = true;
	assessment->duty.since = assessment->now;
	assessment->duty.rule = assessment->rule->name;
	status = assessment_judge(assessment);
	return status == STATUS_OK ? duty_settle(assessment) : status;
}

static enum status
assess_in(struct engine *engine, int64_t id, enum cause hint, struct instant now, struct arena *arena)
{
	struct assessment assessment;
	enum status status;

	assessment_start(&assessment, engine, NULL, arena, hint, now);
	status = engine->store->duty_get(engine->store, id, arena, &assessment.duty);
	if (status != STATUS_OK)
		return status;
	assessment.rule = ruleset_find_rule(engine->ruleset, assessment.duty.rule);
	assessment.stored = assessment.duty;
	assessment.old_deadline = assessment.duty.deadline;
	status = assessment.rule == NULL ? STATUS_NOT_FOUND : assessment_load(&assessment);
	if (status == STATUS_NOT_FOUND) {
		withdraw(&assessment, NULL);
		return duty_settle(&assessment);
	}
	if (status == STATUS_OK)
		status = assessment_judge(&assessment);
	return status == STATUS_OK ? duty_settle(&assessment) : status;
}

enum status
assess_duty(struct engine *engine, int64_t id, enum cause hint, struct instant now)
{
	struct arena *arena = arena_new();
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	status = assess_in(engine, id, hint, now, arena);
	arena_free(arena);
	return status;
}

enum status
assess_all(struct engine *engine, const struct duty_filter *filter, enum cause hint, struct instant now)
{
	struct store *store = engine->store;
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status;
	size_t count;

	do {
		status = store->duty_select(store, filter, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++) {
			after = ids[i];
			status = assess_duty(engine, ids[i], hint, now);
		}
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}
