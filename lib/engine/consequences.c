/* What follows from changed items: pairs, duties that they make, duties that they answer. */
#include "lib/engine/intake.h"

#include <string.h>

/* ---- duties of a trigger ---- */

static enum status
assess_triggers(struct intake *intake, const struct id_set *items, enum cause hint)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < items->count && status == STATUS_OK; i++) {
		const struct duty_filter filter = { .trigger_item = items->ids[i] };

		status = assess_all(intake->engine, &filter, hint, intake->now);
	}
	return status;
}

/* ---- duties that the column's new items may answer without a pair ---- */

static bool
is_answered_without_pairs(const struct rule *rule)
{
	switch (rule->expectation.kind) {
	case EXPECT_PUBLICATION:
	case EXPECT_REGISTER:
		return rule->expectation.relation != RELATION_REFERS || rule->trigger.kind != TRIGGER_ITEM;
	case EXPECT_COVERAGE:
		return true;
	case EXPECT_REMOVAL:
	case EXPECT_OPEN:
	case EXPECT_CONTENT:
	case EXPECT_FRESH:
	case EXPECT_CLEAN:
	case EXPECT_INTEGRITY:
	case EXPECT_SITE:
	case EXPECT_ATTESTATION:
		return false;
	}
	return false;
}

static bool
answers_stand_in(const struct rule *rule, const struct column *column)
{
	return role_matches(rule->expectation.role, column->role) ||
	    (rule->expectation.kind == EXPECT_REGISTER && rule->expectation.both_ways &&
	    role_matches(rule->trigger.role, column->role));
}

/* Duties of units stand under the units' sites: all of the rule's are looked at. */
static bool
is_bound_to_site(const struct rule *rule)
{
	return rule->expectation.roster == NULL && rule->trigger.kind != TRIGGER_EVENT;
}

static enum status
assess_rule(struct engine *engine, const struct rule *rule, const struct column *column, struct duty_filter *filter,
    enum cause hint, struct instant now)
{
	enum status status;

	filter->rule = rule->name;
	filter->site = is_bound_to_site(rule) ? column->site->name : NULL;
	status = assess_all(engine, filter, hint, now);
	if (status != STATUS_OK || filter->site == NULL)
		return status;
	filter->site = "";
	return assess_all(engine, filter, hint, now);
}

static enum status
assess_answered(struct intake *intake)
{
	struct engine *engine = intake->engine;
	struct duty_filter filter = {
		.states = 1 << DUTY_WAITING | 1 << DUTY_OVERDUE | 1 << DUTY_UNKNOWN | 1 << DUTY_MET_LATE | 1 << DUTY_WAIVED,
	};
	size_t count;
	const struct rule *const *rules = ruleset_rules_for_role(engine->ruleset, intake->column->role, &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (answers_stand_in(rules[i], intake->column) && is_answered_without_pairs(rules[i]))
			status = assess_rule(engine, rules[i], intake->column, &filter, CAUSE_ANSWER, intake->now);
	return status;
}

/* ---- duties that a look decides ---- */

/* Those whose deadline had passed when the look began, and on which nobody has decided. */
enum status
look_decides(struct engine *engine, const struct column *column, struct instant asked, struct instant now)
{
	struct duty_filter filter = {
		.states = 1 << DUTY_WAITING | 1 << DUTY_UNKNOWN, .has_due_by = true, .due_by = asked,
		.has_due_from = true, .due_from = { 1 }, /* those without a deadline are decided by no look */
	};
	size_t count;
	const struct rule *const *rules = ruleset_rules_for_role(engine->ruleset, column->role, &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (answers_stand_in(rules[i], column) || rules[i]->expectation.kind == EXPECT_REMOVAL)
			status = assess_rule(engine, rules[i], column, &filter, CAUSE_LOOK, now);
	return status;
}

/* ---- all of it ---- */

static enum status
pair_changed(struct intake *intake, struct id_set *triggers)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < intake->changed.count && status == STATUS_OK; i++)
		status = pairing_item(intake->engine, intake->changed.ids[i], triggers, intake->now);
	return status;
}

enum status
intake_consequences(struct intake *intake)
{
	struct id_set triggers = { .arena = intake->arena };
	enum status status = pair_changed(intake, &triggers);

	for (size_t i = 0; i < intake->changed.count && status == STATUS_OK; i++)
		status = trigger_item(intake->engine, intake->changed.ids[i], intake->now);
	if (status == STATUS_OK)
		status = assess_triggers(intake, &intake->changed, CAUSE_TRIGGER_CHANGED);
	if (status == STATUS_OK)
		status = assess_triggers(intake, &intake->gone, CAUSE_TRIGGER_GONE);
	if (status == STATUS_OK)
		status = assess_triggers(intake, &triggers, CAUSE_ANSWER);
	if (status == STATUS_OK && intake->changed.count > 0)
		status = assess_answered(intake);
	return status;
}
