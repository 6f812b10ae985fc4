/* The state of duties: the one place where it changes. Each change is a row with its cause and its evidence. */
#include <string.h>

#include "lib/engine/engine_private.h"

enum status
engine_tell(struct engine *engine, const struct engine_notice *notice)
{
	return engine->sink == NULL ? STATUS_OK : engine->sink(engine->sink_context, notice);
}

static bool
is_open(enum duty_state state)
{
	return state == DUTY_WAITING || state == DUTY_OVERDUE || state == DUTY_UNKNOWN;
}

static bool
explains_itself(enum cause hint)
{
	return hint == CAUSE_TRIGGER_CHANGED || hint == CAUSE_CALENDAR || hint == CAUSE_RULE || hint == CAUSE_OPERATOR;
}

/* What a page shows is decided by looking at it. */
static bool
is_about_its_trigger(const struct rule *rule)
{
	return rule->expectation.kind == EXPECT_CONTENT || rule->expectation.kind == EXPECT_CLEAN ||
	    rule->expectation.kind == EXPECT_OPEN;
}

/* What is first read of a trigger corrects nothing: only a date that moves, or a verdict that it takes back, does. */
static enum cause
hint_of(const struct assessment *assessment, enum duty_state from)
{
	if (assessment->hint == CAUSE_TRIGGER_CHANGED && from == DUTY_WAITING && !assessment->due_moved)
		return CAUSE_CREATED;
	return assessment->hint;
}

/* What is recorded as the cause of a change from one state to another. */
static enum cause
cause_of(const struct assessment *assessment, enum duty_state from, enum duty_state to)
{
	enum cause hint = hint_of(assessment, from);

	if (assessment->rule == NULL)
		return CAUSE_RULE;
	if (to == DUTY_WITHDRAWN)
		return hint == CAUSE_RULE ? CAUSE_RULE : CAUSE_TRIGGER_GONE;
	if (to == DUTY_WAIVED)
		return CAUSE_OPERATOR;
	if (from == DUTY_WAIVED && !explains_itself(hint))
		return CAUSE_EXPIRED;
	if (explains_itself(hint))
		return hint;
	if (is_about_its_trigger(assessment->rule) && to != DUTY_UNKNOWN)
		return CAUSE_LOOK;
	if (to == DUTY_MET || to == DUTY_MET_LATE)
		return CAUSE_ANSWER;
	if (from == DUTY_MET || from == DUTY_MET_LATE)
		return assessment->rule->trigger.kind == TRIGGER_STANDING ? CAUSE_DEADLINE : CAUSE_ANSWER_LOST;
	if (to == DUTY_UNKNOWN)
		return CAUSE_NO_LOOK;
	if (to == DUTY_OVERDUE)
		return from == DUTY_UNKNOWN ? CAUSE_LOOK : CAUSE_DEADLINE;
	return CAUSE_TRIGGER_CHANGED;
}

static enum status
tell_transition(struct assessment *assessment, const struct transition *transition, bool moved)
{
	struct store *store = assessment->engine->store;
	struct engine_notice notice = {
		.kind = moved ? ENGINE_DUE_MOVED : ENGINE_TRANSITION, .at = assessment->now, .rule = assessment->rule,
		.duty = &assessment->duty, .transition = transition, .trigger = assessment_trigger(assessment),
		.site = assessment->site, .column = assessment->column,
	};
	struct stored_item answer;

	if (assessment->engine->sink == NULL)
		return STATUS_OK;
	if (assessment->duty.answer_item != 0 &&
	    store->item_get(store, assessment->duty.answer_item, assessment->arena, &answer) == STATUS_OK)
		notice.answer = &answer.item;
	return engine_tell(assessment->engine, &notice);
}

/* Appends the row; the duty itself is already as it will be. */
static enum status
record(struct assessment *assessment, enum duty_state from, enum duty_state to, enum cause cause, bool moved)
{
	struct store *store = assessment->engine->store;
	struct transition transition = {
		.duty = assessment->duty.id, .from = from, .to = to, .cause = cause, .at = assessment->now,
	};
	enum status status = evidence_write(assessment, cause, &transition.evidence);

	if (status == STATUS_OK)
		status = store->transition_add(store, &transition);
	return status == STATUS_OK ? tell_transition(assessment, &transition, moved) : status;
}

static enum status
create(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	enum status status;

	assessment->duty.state = DUTY_WAITING;
	assessment->duty.wake_at = duty_never_wakes;
	status = store->duty_put(store, &assessment->duty);
	return status == STATUS_OK ? record(assessment, DUTY_WAITING, DUTY_WAITING, CAUSE_CREATED, false) : status;
}

static enum cause
cause_of_move(const struct assessment *assessment)
{
	return explains_itself(assessment->hint) ? assessment->hint : CAUSE_TRIGGER_CHANGED;
}

/* Takes the verdict over. */
static enum status
change_state(struct assessment *assessment)
{
	struct duty *duty = &assessment->duty;
	const struct verdict *verdict = &assessment->verdict;
	enum duty_state from = duty->state;

	duty->answer_item = verdict->answer;
	if (from == verdict->state) {
		if (duty->state == DUTY_MET_LATE)
			duty->late_count = verdict->late_count;
		return assessment->due_moved && is_open(from) ?
		    record(assessment, from, from, cause_of_move(assessment), true) : STATUS_OK;
	}
	duty->state = verdict->state;
	duty->since = assessment->now;
	duty->late_count = verdict->late_count;
	if (from == DUTY_OVERDUE || duty->state == DUTY_WAITING)
		duty->reminded = 0;
	return record(assessment, from, duty->state, cause_of(assessment, from, duty->state), false);
}

static bool
is_unchanged(const struct duty *a, const struct duty *b)
{
	return a->state == b->state && a->answer_item == b->answer_item && a->late_count == b->late_count &&
	    a->wake_at.seconds == b->wake_at.seconds && a->reminded == b->reminded &&
	    a->rule_digest == b->rule_digest && date_equals(a->anchor, b->anchor) &&
	    deadline_equals(&a->deadline, &b->deadline) && strings_equal(a->calendar, b->calendar);
}

/* Detectors and integrity look at everything and find little: only findings become duties. */
static bool
is_worth_a_duty(const struct assessment *assessment)
{
	enum expectation_kind kind = assessment->rule->expectation.kind;

	if (kind == EXPECT_CLEAN || kind == EXPECT_INTEGRITY)
		return assessment->verdict.state == DUTY_OVERDUE;
	return assessment->verdict.state != DUTY_WITHDRAWN;
}

enum status
duty_settle(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	struct duty *duty = &assessment->duty;
	enum status status = STATUS_OK;

	if (assessment->is_new && !is_worth_a_duty(assessment))
		return STATUS_OK;
	if (assessment->rule != NULL)
		duty->rule_digest = assessment->rule->digest;
	if (assessment->is_new)
		status = create(assessment);
	if (status == STATUS_OK)
		status = change_state(assessment);
	if (status == STATUS_OK)
		status = wake_remind(assessment);
	if (status != STATUS_OK)
		return status;
	duty->wake_at = wake_next(assessment);
	if (!assessment->is_new && is_unchanged(duty, &assessment->stored))
		return STATUS_OK;
	return store->duty_put(store, duty);
}
