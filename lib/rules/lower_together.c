/* Whether trigger, expectation and limit of a rule go together, and what they mean where one is left out. */
#include "base/message.h"
#include "lib/rules/lower.h"

/* Limits that a kind of expectation may have. */
enum wanted_limit {
	WANTED_LIMIT,   /* must have one */
	WANTED_MAYBE,   /* may have one */
	WANTED_NONE,    /* has none, or its own inside the expectation */
};

static const struct term *
head_of(const struct sentence *sentence)
{
	return sentence->head;
}

static void
need_trigger(struct builder *builder, const struct rule_draft *draft, const char *hint)
{
	builder_error(builder, head_of(draft->expect), _("the rule does not say when this is expected"));
	builder_hint(builder, hint);
}

/* Expectations about one publication each. */
static bool
need_item(struct builder *builder, const struct rule_draft *draft)
{
	if (draft->rule->trigger.kind == TRIGGER_ITEM)
		return true;
	if (draft->trigger == NULL) {
		need_trigger(builder, draft, _("add for example: when published in policy"));
	} else {
		builder_error(builder, head_of(draft->trigger), _("what is expected is about a publication, and this is none"));
		builder_hint(builder, _("write for example: when published in policy"));
	}
	return false;
}

/* Expectations that hold always. */
static void
no_trigger(struct builder *builder, struct rule_draft *draft)
{
	if (draft->trigger == NULL)
		return;
	builder_error(builder, head_of(draft->trigger), _("what is expected holds always, so nothing triggers it"));
	builder_hint(builder, _("leave this statement out"));
}

static void
check_limit_wanted(struct builder *builder, const struct rule_draft *draft, enum wanted_limit wanted)
{
	if (wanted == WANTED_NONE && draft->limit != NULL) {
		builder_error(builder, head_of(draft->limit), _("what is expected has no limit of this kind"));
		builder_hint(builder, _("leave this statement out"));
	}
	if (wanted == WANTED_LIMIT && draft->rule->limit.kind == LIMIT_NONE) {
		builder_error(builder, head_of(draft->expect), _("the rule '%s' has no limit"), draft->rule->name);
		builder_hint(builder, _("add for example: within 20 working days"));
	}
}

static void
limit_needs(struct builder *builder, const struct rule_draft *draft, const char *hint)
{
	builder_error(builder, head_of(draft->limit), _("this limit does not go together with the trigger"));
	builder_hint(builder, hint);
}

/* Each kind of limit counts from something. */
static void
check_limit_trigger(struct builder *builder, const struct rule_draft *draft)
{
	const struct rule *rule = draft->rule;
	enum trigger_kind trigger = rule->trigger.kind;

	if (draft->limit == NULL)
		return;
	switch (rule->limit.kind) {
	case LIMIT_PERIOD_END:
		if (trigger != TRIGGER_PERIOD)
			limit_needs(builder, draft, _("it needs a period, for example: each quarter"));
		break;
	case LIMIT_MONTH_DAY:
		if (trigger != TRIGGER_PERIOD || rule->trigger.period != PERIOD_YEAR)
			limit_needs(builder, draft, _("it needs: each year"));
		break;
	case LIMIT_SAME_DAY: case LIMIT_BEFORE:
		if (trigger != TRIGGER_ITEM && trigger != TRIGGER_EVENT && trigger != TRIGGER_DATE)
			limit_needs(builder, draft, _("it needs a day, for example: when published in policy"));
		break;
	case LIMIT_SPAN:
		if (trigger == TRIGGER_PERIOD)
			limit_needs(builder, draft, _("write: within … after the period, or: by the end of the period"));
		if (rule->limit.anchor_field != NULL && trigger != TRIGGER_ITEM && trigger != TRIGGER_EVENT)
			limit_needs(builder, draft, _("only publications and events have fields"));
		break;
	case LIMIT_NONE: case LIMIT_DATE:
		break;
	}
}

static void
check_relation(struct builder *builder, const struct rule_draft *draft)
{
	const struct rule *rule = draft->rule;
	enum trigger_kind trigger = rule->trigger.kind;

	if (rule->expectation.as_many_as_before && trigger != TRIGGER_PERIOD) {
		builder_error(builder, head_of(draft->expect), _("'no fewer than before' compares periods, and there are none"));
		builder_hint(builder, _("add for example: each year"));
	}
	if (rule->expectation.relation == RELATION_ITSELF && rule->limit.anchor_field == NULL) {
		builder_error(builder, head_of(draft->expect), _("a publication is never later than itself"));
		builder_hint(builder, _("count from a date on its page, for example: within 20 working days from field issued"));
		return;
	}
	if (rule->expectation.relation == RELATION_NONE || trigger == TRIGGER_ITEM ||
	    (trigger == TRIGGER_EVENT && rule->expectation.relation == RELATION_SAME_UNIT))
		return;
	builder_error(builder, head_of(draft->expect), _("there is no publication that the answer could belong to"));
	builder_hint(builder, _("add for example: when published in policy"));
}

/* A limit that names its own day or year needs no trigger beside it. */
static void
default_trigger(struct rule_draft *draft)
{
	struct rule *rule = draft->rule;

	if (draft->trigger != NULL)
		return;
	if (rule->limit.kind == LIMIT_DATE) {
		rule->trigger.kind = TRIGGER_DATE;
		rule->trigger.date = rule->limit.date;
	} else if (rule->limit.kind == LIMIT_MONTH_DAY) {
		rule->trigger.kind = TRIGGER_PERIOD;
		rule->trigger.period = PERIOD_YEAR;
	}
}

static void
default_limit(struct rule_draft *draft)
{
	struct rule *rule = draft->rule;

	if (rule->trigger.kind == TRIGGER_PERIOD && rule->limit.kind == LIMIT_NONE)
		rule->limit.kind = LIMIT_PERIOD_END;
}

static void
publication_together(struct builder *builder, struct rule_draft *draft)
{
	default_trigger(draft);
	default_limit(draft);
	if (draft->rule->trigger.kind == TRIGGER_STANDING) {
		need_trigger(builder, draft, _("add for example: when published in policy, or: each year, or: by 2020-09-30"));
		return;
	}
	check_limit_wanted(builder, draft, WANTED_LIMIT);
	check_limit_trigger(builder, draft);
	check_relation(builder, draft);
}

static void
attestation_together(struct builder *builder, struct rule_draft *draft)
{
	default_trigger(draft);
	default_limit(draft);
	if (draft->rule->trigger.kind == TRIGGER_STANDING) {
		need_trigger(builder, draft, _("add for example: each year"));
		return;
	}
	check_limit_wanted(builder, draft, WANTED_LIMIT);
	check_limit_trigger(builder, draft);
}

/* Presence: always, or once in each period. */
static void
coverage_together(struct builder *builder, struct rule_draft *draft)
{
	struct rule *rule = draft->rule;

	if (draft->each == NULL) {
		builder_error(builder, head_of(draft->expect), _("the rule does not say whose presence is expected"));
		builder_hint(builder, _("add for example: each unit of departments"));
	}
	if (rule->trigger.kind == TRIGGER_ITEM || rule->trigger.kind == TRIGGER_EVENT) {
		builder_error(builder, head_of(draft->trigger), _("presence is not expected after a publication or event"));
		builder_hint(builder, _("write: expect publication in …"));
		return;
	}
	if (rule->limit.kind == LIMIT_DATE || rule->limit.kind == LIMIT_MONTH_DAY)
		default_trigger(draft);
	if (rule->trigger.kind == TRIGGER_STANDING)
		check_limit_wanted(builder, draft, WANTED_NONE);
	default_limit(draft);
	check_limit_trigger(builder, draft);
}

static void
item_together(struct builder *builder, struct rule_draft *draft, enum wanted_limit wanted)
{
	if (!need_item(builder, draft))
		return;
	check_limit_wanted(builder, draft, wanted);
	check_limit_trigger(builder, draft);
}

static void
standing_together(struct builder *builder, struct rule_draft *draft)
{
	no_trigger(builder, draft);
	check_limit_wanted(builder, draft, WANTED_NONE);
}

/* Detectors look at items: those of `when`, or of `in`, or all. */
static void
clean_together(struct builder *builder, struct rule_draft *draft)
{
	if (draft->trigger == NULL)
		draft->rule->trigger.kind = TRIGGER_ITEM;
	item_together(builder, draft, WANTED_NONE);
}

static void
integrity_together(struct builder *builder, struct rule_draft *draft)
{
	if (draft->trigger != NULL && draft->rule->trigger.kind != TRIGGER_ITEM)
		no_trigger(builder, draft);
	draft->rule->trigger.kind = TRIGGER_STANDING;
	check_limit_wanted(builder, draft, WANTED_NONE);
}

static void
no_each(struct builder *builder, const struct rule_draft *draft)
{
	if (draft->each == NULL)
		return;
	builder_error(builder, head_of(draft->each), _("what is expected is not counted by unit"));
	builder_hint(builder, _("write: for units …, or leave this statement out"));
}

/* Reminders and escalations need an end to stand before or after. */
static void
check_moments(struct builder *builder, const struct rule_draft *draft)
{
	const struct rule *rule = draft->rule;

	if (rule->reminder_count == 0 || rule->trigger.kind != TRIGGER_STANDING)
		return;
	builder_warning(builder, head_of(draft->sentence), _("a reminder of this rule is never sent: it has no deadline"));
	builder_hint(builder, _("leave 'remind' out"));
}

void
lower_rule_together(struct builder *builder, struct rule_draft *draft)
{
	switch (draft->rule->expectation.kind) {
	case EXPECT_PUBLICATION:
		publication_together(builder, draft);
		break;
	case EXPECT_ATTESTATION:
		attestation_together(builder, draft);
		break;
	case EXPECT_COVERAGE:
		coverage_together(builder, draft);
		break;
	case EXPECT_REMOVAL:
		no_each(builder, draft);
		item_together(builder, draft, WANTED_LIMIT);
		break;
	case EXPECT_OPEN:
		no_each(builder, draft);
		item_together(builder, draft, WANTED_NONE);
		break;
	case EXPECT_CONTENT:
		no_each(builder, draft);
		item_together(builder, draft, WANTED_MAYBE);
		break;
	case EXPECT_CLEAN:
		no_each(builder, draft);
		clean_together(builder, draft);
		break;
	case EXPECT_INTEGRITY:
		no_each(builder, draft);
		integrity_together(builder, draft);
		break;
	case EXPECT_FRESH:
		standing_together(builder, draft);
		break;
	case EXPECT_REGISTER: case EXPECT_SITE:
		no_each(builder, draft);
		standing_together(builder, draft);
		break;
	}
	check_moments(builder, draft);
}
