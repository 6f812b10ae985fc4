/* Rules: statements into struct rule, and whether they go together. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "lib/rules/lower.h"

static const char *
text_of(struct builder *builder, const struct sentence *sentence)
{
	return builder_text(builder, sentence->captures[0].text);
}

/* Several bases are one text. */
static const char *
lower_basis(struct builder *builder, const struct sentence *sentence)
{
	const char *text = text_of(builder, sentence);

	for (size_t i = 1; i < sentence->count; i++) {
		text = arena_format(builder->arena, "%s；%s", text, sentence->captures[i].text);
		if (text == NULL) {
			builder->status = STATUS_NO_MEMORY;
			return "";
		}
	}
	return text;
}

/* Only one statement of a group may stand in a rule. */
static bool
only_one(struct builder *builder, const struct sentence **place, const struct sentence *sentence)
{
	char first[KEYWORD_TEXT_BYTES], second[KEYWORD_TEXT_BYTES];

	if (*place == NULL) {
		*place = sentence;
		return true;
	}
	builder_error(builder, sentence->head, _("'%s' does not go together with '%s'"),
	    keyword_name(sentence->row->id, KEYWORD_ENGLISH, second),
	    keyword_name((*place)->row->id, KEYWORD_ENGLISH, first));
	builder_hint(builder, _("keep one of the two, or make two rules of it"));
	return false;
}

static void
lower_when(struct builder *builder, struct rule_draft *draft, const struct sentence *sentence)
{
	struct rule_trigger *trigger = &draft->rule->trigger;
	struct steps steps = steps_of(sentence);
	const struct capture *word = steps_next(&steps);

	switch ((int)word->keyword) {
	case KEYWORD_PUBLISHED_IN:
		trigger->kind = TRIGGER_ITEM;
		trigger->role = lower_role(builder, steps_next(&steps));
		break;
	case KEYWORD_EVENT:
		trigger->kind = TRIGGER_EVENT;
		trigger->event = builder_text(builder, steps_next(&steps)->text);
		break;
	case KEYWORD_ON_DATE:
		trigger->kind = TRIGGER_DATE;
		trigger->date = steps_next(&steps)->as.date;
		return;
	}
	if (steps_word(&steps, KEYWORD_WHERE))
		trigger->where = lower_condition(builder, steps_next(&steps)->as.condition);
}

static void
lower_period(struct rule_draft *draft, enum period_unit period)
{
	draft->rule->trigger.kind = TRIGGER_PERIOD;
	draft->rule->trigger.period = period;
}

static void
lower_within(struct builder *builder, struct rule_draft *draft, const struct sentence *sentence)
{
	struct rule_limit *limit = &draft->rule->limit;
	struct steps steps = steps_of(sentence);

	limit->kind = LIMIT_SPAN;
	limit->span = steps_next(&steps)->as.span;
	if (steps_word(&steps, KEYWORD_AFTER_PERIOD)) {
		limit->kind = LIMIT_PERIOD_END;
		draft->after_period = true;
	} else if (steps_word(&steps, KEYWORD_FROM)) {
		(void)steps_word(&steps, KEYWORD_FIELD_WORD);
		limit->anchor_field = lower_field(builder, steps_next(&steps));
	}
}

static void
lower_by(struct rule_draft *draft, const struct sentence *sentence)
{
	struct rule_limit *limit = &draft->rule->limit;
	struct steps steps = steps_of(sentence);
	const struct capture *first = steps_next(&steps);

	if (first->is_word) {
		limit->kind = LIMIT_PERIOD_END;
		if (steps_word(&steps, KEYWORD_PLUS))
			limit->span = steps_next(&steps)->as.span;
	} else if (first->value == VALUE_MONTHDAY) {
		limit->kind = LIMIT_MONTH_DAY;
		limit->month = (int)first->as.number / 100;
		limit->day = (int)first->as.number % 100;
		limit->next_year = steps_word(&steps, KEYWORD_NEXT_YEAR);
	} else {
		limit->kind = LIMIT_DATE;
		limit->date = first->as.date;
	}
}

static void
lower_before(struct rule_draft *draft, const struct sentence *sentence)
{
	struct steps steps = steps_of(sentence);

	draft->rule->limit.kind = LIMIT_BEFORE;
	if (steps_word(&steps, KEYWORD_BY_AT_LEAST))
		draft->rule->limit.span = steps_next(&steps)->as.span;
}

static void
lower_valid(struct builder *builder, struct rule *rule, const struct sentence *sentence)
{
	struct steps steps = steps_of(sentence);

	if (steps_word(&steps, KEYWORD_FROM)) {
		rule->has_valid_from = true;
		rule->valid_from = steps_next(&steps)->as.date;
	}
	if (steps_word(&steps, KEYWORD_UNTIL)) {
		rule->has_valid_until = true;
		rule->valid_until = steps_next(&steps)->as.date;
	}
	if (!rule->has_valid_from && !rule->has_valid_until) {
		builder_error(builder, sentence->head, _("'valid' needs 'from', 'until' or both"));
		builder_hint(builder, _("for example: valid from 2019-09-01"));
	}
	if (rule->has_valid_from && rule->has_valid_until && date_is_before(rule->valid_until, rule->valid_from)) {
		builder_error(builder, sentence->captures[sentence->count - 1].term, _("the rule ends before it begins"));
		builder_hint(builder, _("exchange the two dates"));
	}
}

static const char *const *
lower_levels(struct builder *builder, struct steps *steps)
{
	size_t count = (size_t)(steps->end - steps->at);
	const char **list = builder_take(builder, (count + 1) * sizeof(*list));

	for (size_t i = 0; i < count && list != NULL; i++)
		list[i] = lower_level(builder, steps_next(steps));
	return list;
}

static void
lower_for(struct builder *builder, struct rule *rule, const struct sentence *sentence)
{
	struct steps steps = steps_of(sentence);
	const struct capture *word = steps_next(&steps);
	struct rule_scope *scope = &rule->scope;
	const char *const **list = word->keyword == KEYWORD_SITES ? &scope->sites :
	    word->keyword == KEYWORD_REGIONS ? &scope->regions : word->keyword == KEYWORD_LEVELS ? &scope->levels :
	    &scope->units;

	if (*list != NULL) {
		builder_error(builder, word->term, _("this scope is said twice"));
		builder_hint(builder, _("join the names with commas in one statement"));
		return;
	}
	*list = word->keyword == KEYWORD_LEVELS ? lower_levels(builder, &steps) :
	    lower_list(builder, &steps, word->keyword == KEYWORD_SITES ? (int)REFER_SITE :
	    word->keyword == KEYWORD_UNITS ? (int)REFER_UNIT : -1);
}

/* Moments of a rule stand one behind the other in memory. */
static void
add_moment(struct builder *builder, const struct rule_moment **moments, size_t *count, struct rule_moment moment)
{
	struct rule_moment *grown = builder_take(builder, (*count + 1) * sizeof(*grown));

	if (grown == NULL)
		return;
	for (size_t i = 0; i < *count; i++)
		grown[i] = (*moments)[i];
	grown[(*count)++] = moment;
	*moments = grown;
}

static void
lower_moment(struct builder *builder, struct rule *rule, const struct sentence *sentence)
{
	struct steps steps = steps_of(sentence);
	struct rule_moment moment = { .span = steps_next(&steps)->as.span };
	bool is_reminder = sentence->row->id == KEYWORD_REMIND;

	if ((is_reminder ? rule->reminder_count : rule->escalation_count) == LIMIT_RULE_MOMENTS) {
		builder_error(builder, sentence->head, _("there are more than %d of these"), LIMIT_RULE_MOMENTS);
		return;
	}
	(void)steps_next(&steps); /* before, after */
	if (steps_word(&steps, KEYWORD_TO)) {
		moment.recipient = builder_text(builder, steps.at->text);
		if (strchr(moment.recipient, '@') == NULL)
			builder_refer(builder, REFER_ROUTE, moment.recipient, steps.at->term);
	}
	if (is_reminder)
		add_moment(builder, &rule->reminders, &rule->reminder_count, moment);
	else
		add_moment(builder, &rule->escalations, &rule->escalation_count, moment);
}

static void
lower_roll(struct rule *rule, const struct capture *word)
{
	rule->limit.options.roll = word->keyword == KEYWORD_TO_NEXT ? DEADLINE_ROLL_NEXT :
	    word->keyword == KEYWORD_NOT_AT_ALL ? DEADLINE_ROLL_NONE : DEADLINE_ROLL_BY_LAW;
}

static bool
may_repeat(enum keyword keyword)
{
	return keyword == KEYWORD_FOR || keyword == KEYWORD_REMIND || keyword == KEYWORD_ESCALATE;
}

static void
lower_each_unit(struct builder *builder, struct rule_draft *draft, const struct sentence *sentence)
{
	if (!only_one(builder, &draft->each, sentence))
		return;
	draft->rule->expectation.roster = text_of(builder, sentence);
	builder_refer(builder, REFER_ROSTER, draft->rule->expectation.roster, sentence->captures[0].term);
}

/* Trigger and limit. */
static void
lower_core(struct builder *builder, struct rule_draft *draft, const struct sentence *sentence)
{
	switch ((int)sentence->row->id) {
	case KEYWORD_WHEN:
		if (only_one(builder, &draft->trigger, sentence))
			lower_when(builder, draft, sentence);
		break;
	case KEYWORD_EACH_WEEK: case KEYWORD_EACH_MONTH: case KEYWORD_EACH_QUARTER: case KEYWORD_EACH_HALF_YEAR:
	case KEYWORD_EACH_YEAR:
		if (only_one(builder, &draft->trigger, sentence))
			lower_period(draft, (enum period_unit)(sentence->row->id - KEYWORD_EACH_WEEK + PERIOD_WEEK));
		break;
	case KEYWORD_EACH_UNIT: case KEYWORD_EACH_ENTRY: lower_each_unit(builder, draft, sentence); break;
	case KEYWORD_EXPECT: draft->expect = sentence; break;
	case KEYWORD_WITHIN:
		if (only_one(builder, &draft->limit, sentence))
			lower_within(builder, draft, sentence);
		break;
	case KEYWORD_SAME_DAY:
		if (only_one(builder, &draft->limit, sentence))
			draft->rule->limit.kind = LIMIT_SAME_DAY;
		break;
	case KEYWORD_BY:
		if (only_one(builder, &draft->limit, sentence))
			lower_by(draft, sentence);
		break;
	case KEYWORD_BEFORE_TRIGGER:
		if (only_one(builder, &draft->limit, sentence))
			lower_before(draft, sentence);
		break;
	}
}

/* Everything else. */
static void
lower_around(struct builder *builder, struct rule_draft *draft, const struct sentence *sentence)
{
	struct rule *rule = draft->rule;
	const struct capture *first = sentence->captures;

	switch ((int)sentence->row->id) {
	case KEYWORD_TITLE: rule->title = text_of(builder, sentence); break;
	case KEYWORD_BASIS: rule->basis = lower_basis(builder, sentence); break;
	case KEYWORD_NOTE: rule->note = text_of(builder, sentence); break;
	case KEYWORD_NUMBER_FROM:
		rule->origin = first->keyword == KEYWORD_CLAUSE ? ORIGIN_CLAUSE :
		    first->keyword == KEYWORD_NATIONAL_RULE ? ORIGIN_NATIONAL : ORIGIN_LOCAL_DEFAULT;
		break;
	case KEYWORD_GRADE:
		rule->grade = first->keyword == KEYWORD_GRADE_A ? "A" : first->keyword == KEYWORD_GRADE_B ? "B" : "C";
		break;
	case KEYWORD_ROLL: lower_roll(rule, first); break;
	case KEYWORD_COUNTING_FROM:
		rule->limit.options.start = first->keyword == KEYWORD_THE_SAME_DAY ? DEADLINE_START_SAME_DAY :
		    DEADLINE_START_NEXT_DAY;
		break;
	case KEYWORD_END_OF_BUSINESS: rule->limit.options.end_of_day_seconds = first->as.seconds; break;
	case KEYWORD_VALID: lower_valid(builder, rule, sentence); break;
	case KEYWORD_SINCE: rule->has_since = true; rule->since = first->as.date; break;
	case KEYWORD_HISTORICAL: draft->is_historical = true; break;
	case KEYWORD_FOR: lower_for(builder, rule, sentence); break;
	case KEYWORD_SEVERITY: rule->severity = lower_severity(first); break;
	case KEYWORD_REMIND: case KEYWORD_ESCALATE: lower_moment(builder, rule, sentence); break;
	}
}

static bool
keep_rule(struct builder *builder, const struct rule *rule)
{
	struct ruleset *ruleset = builder->ruleset;

	if (ruleset->rule_count == builder->rule_capacity) {
		size_t capacity = builder->rule_capacity == 0 ? 64 : builder->rule_capacity * 2;
		const struct rule **grown = realloc(ruleset->rules, capacity * sizeof(*grown));

		if (grown == NULL) {
			builder->status = STATUS_NO_MEMORY;
			return false;
		}
		ruleset->rules = grown;
		builder->rule_capacity = capacity;
	}
	ruleset->rules[ruleset->rule_count++] = rule;
	return true;
}

static void
define_rule(struct builder *builder, const struct rule_draft *draft)
{
	const struct term *name = draft->sentence->captures[0].term;
	struct definition *definition = builder_define(builder, "rule", draft->rule->name, draft->rule, name);

	if (definition == NULL)
		return;
	definition->is_historical = draft->is_historical;
	if (draft->limit != NULL)
		definition->limit = (struct place){ builder->source, draft->limit->head->start, draft->limit->end };
	if (draft->trigger != NULL)
		definition->pattern = (struct place){ builder->source, draft->trigger->head->start, draft->trigger->end };
}

void
lower_rule(struct builder *builder, const struct sentence *block)
{
	struct rule *rule = builder_take(builder, sizeof(*rule));
	const struct term *name = block->captures[0].term;
	struct rule_draft draft = { .rule = rule, .sentence = block };

	if (rule == NULL)
		return;
	rule->name = builder_text(builder, name->text);
	rule->file = builder->source->name; /* lives in the ruleset: see load.c */
	rule->line = builder_line(builder, name->start);
	rule->severity = SEVERITY_MINOR;
	rule->expectation.count = 1;
	rule->limit.options = deadline_by_law;
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next) {
		if (!may_repeat(sentence->row->id) && !lower_once(builder, sentence, draft.said))
			continue;
		lower_core(builder, &draft, sentence);
		lower_around(builder, &draft, sentence);
	}
	if (draft.expect == NULL && block->has_faults)
		return;
	if (draft.expect == NULL) {
		builder_error(builder, name, _("the rule '%s' says nothing that it expects"), rule->name);
		builder_hint(builder, _("add a statement that begins with 'expect'"));
		return;
	}
	lower_expect(builder, &draft, draft.expect);
	if (!block->has_faults)
		lower_rule_together(builder, &draft);
	if (builder->status == STATUS_OK && keep_rule(builder, rule))
		define_rule(builder, &draft);
}
