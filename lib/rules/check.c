/* Rules that can never apply, and legal but doubtful ones. */
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "lib/rules/build.h"
#include "lib/rules/digest.h"

static void
complain(struct builder *builder, enum diagnostic_severity severity, const struct place *place, const char *message,
    const char *hint)
{
	diagnostics_add(builder->diagnostics, severity, place->source, place->start, place->end, "%s", message);
	diagnostics_hint(builder->diagnostics, "%s", hint);
}

static const struct place *
place_or_name(const struct definition *definition, const struct place *place)
{
	return place->end > place->start ? place : &definition->place;
}

/* --- time ------------------------------------------------------------------------------------------------------------- */

static void
check_validity(struct builder *builder, const struct definition *definition, const struct date *today)
{
	const struct rule *rule = definition->what;
	char until[DATE_TEXT_BYTES];

	if (rule->has_valid_until && rule->has_since && date_is_before(rule->valid_until, rule->since))
		complain(builder, DIAGNOSTIC_ERROR, &definition->place,
		    _("this rule never applies: it ends before 'since'"), _("move 'since' before the end of 'valid'"));
	if (today == NULL || definition->is_historical || !rule->has_valid_until ||
	    !date_is_before(rule->valid_until, *today))
		return;
	diagnostics_add(builder->diagnostics, DIAGNOSTIC_WARNING, definition->place.source, definition->place.start,
	    definition->place.end, _("the rule '%s' was over on %s"), rule->name, date_print(rule->valid_until, until));
	diagnostics_hint(builder->diagnostics, "%s",
	    _("remove it, or add 'historical' where it is kept for audits of the past"));
}

static int64_t
minutes_of(struct span span)
{
	static const int64_t minutes[] = { [SPAN_MINUTES] = 1, [SPAN_HOURS] = 60, [SPAN_DAYS] = 1440,
		[SPAN_WORKING_DAYS] = 1440, [SPAN_WEEKS] = 10080, [SPAN_MONTHS] = 40320, [SPAN_QUARTERS] = 129600,
		[SPAN_YEARS] = 525600 };

	return span.count * minutes[span.unit];
}

/* The longest interval of the columns with this role; 0 where there is none. */
static int64_t
slowest_look(const struct ruleset *ruleset, const char *role)
{
	int64_t slowest = 0;

	for (size_t i = 0; i < ruleset->column_count; i++) {
		const struct column *column = ruleset->columns_by_name[i];

		if ((role == NULL || strcmp(column->role, role) == 0) && minutes_of(column->every) > slowest)
			slowest = minutes_of(column->every);
	}
	return slowest;
}

static void
check_interval(struct builder *builder, const struct definition *definition)
{
	const struct rule *rule = definition->what;

	/* Only limits in minutes, hours and a few days can be shorter than an interval. */
	if (rule->limit.kind != LIMIT_SPAN || rule->expectation.kind != EXPECT_PUBLICATION ||
	    rule->limit.span.unit > SPAN_WORKING_DAYS || rule->limit.span.count > 60)
		return;
	if (minutes_of(rule->limit.span) < slowest_look(builder->ruleset, rule->expectation.role))
		complain(builder, DIAGNOSTIC_WARNING, place_or_name(definition, &definition->limit),
		    _("the limit is shorter than the time between two looks"),
		    _("look at the columns of this role more often, for example: every 30 minutes"));
}

static void
check_reminders(struct builder *builder, const struct definition *definition)
{
	const struct rule *rule = definition->what;

	for (size_t i = 0; i < rule->reminder_count; i++)
		if (rule->limit.kind == LIMIT_SPAN && rule->trigger.kind != TRIGGER_STANDING &&
		    rule->reminders[i].span.unit == rule->limit.span.unit &&
		    rule->reminders[i].span.count > rule->limit.span.count)
			complain(builder, DIAGNOSTIC_WARNING, place_or_name(definition, &definition->limit),
			    _("a reminder comes before the limit has begun"), _("remind later, or make the limit longer"));
}

/* --- scope ------------------------------------------------------------------------------------------------------------- */

static bool
has_scope(const struct rule_scope *scope)
{
	return scope->sites != NULL || scope->regions != NULL || scope->levels != NULL;
}

static void
check_scope(struct builder *builder, const struct definition *definition)
{
	const struct rule *rule = definition->what;
	const struct ruleset *ruleset = builder->ruleset;

	if (!has_scope(&rule->scope) || ruleset->site_count == 0)
		return;
	for (size_t i = 0; i < ruleset->site_count; i++) {
		const struct site *site = ruleset->sites_by_name[i];

		if (scope_names(rule->scope.sites, site->name) && scope_names(rule->scope.regions, site->region) &&
		    scope_names(rule->scope.levels, site->level))
			return;
	}
	complain(builder, DIAGNOSTIC_WARNING, &definition->place, _("no site is in the scope of this rule"),
	    _("check the statements that begin with 'for', and the region and level of the sites"));
}

/* --- rules that answer themselves, and rules that ask the same ------------------------------------------------------------ */

static bool
excludes_something(const struct condition *condition)
{
	if (condition == NULL)
		return false;
	if (condition->kind == CONDITION_NOT)
		return true;
	for (const struct condition *child = condition->first; child != NULL; child = child->next)
		if (excludes_something(child))
			return true;
	return false;
}

/* An interpretation in the column of the documents triggers the rule that it answers. */
static void
check_own_answers(struct builder *builder, const struct definition *definition)
{
	const struct rule *rule = definition->what;
	const char *trigger = rule->trigger.role, *answer = rule->expectation.role;

	if (rule->trigger.kind != TRIGGER_ITEM || rule->expectation.kind != EXPECT_PUBLICATION ||
	    rule->limit.kind == LIMIT_BEFORE || rule->expectation.relation == RELATION_ITSELF || excludes_something(rule->trigger.where))
		return;
	if (trigger == NULL ? answer != NULL : answer == NULL || strcmp(trigger, answer) != 0)
		return;
	complain(builder, DIAGNOSTIC_WARNING, place_or_name(definition, &definition->pattern),
	    _("the answers are publications that trigger this rule again"),
	    _("exclude them, for example: and title does not contain \"解读\""));
}

struct core {
	uint64_t digest;
	const struct definition *definition;
};

static int
by_digest(const void *left, const void *right)
{
	const struct core *a = left, *b = right;

	if (a->digest != b->digest)
		return a->digest < b->digest ? -1 : 1;
	return (a->definition->order > b->definition->order) - (a->definition->order < b->definition->order);
}

static bool
periods_meet(const struct rule *a, const struct rule *b)
{
	return !(a->has_valid_until && b->has_valid_from && date_is_before(a->valid_until, b->valid_from)) &&
	    !(b->has_valid_until && a->has_valid_from && date_is_before(b->valid_until, a->valid_from));
}

static void
report_overlap(struct builder *builder, const struct core *first, const struct core *second)
{
	const struct rule *rule = first->definition->what, *other = second->definition->what;

	/* Two severities are meant: a strict limit that is worth a notice, a lax one that accuses. */
	if (!periods_meet(rule, other) || rule->severity != other->severity)
		return;
	diagnostics_add(builder->diagnostics, DIAGNOSTIC_WARNING, second->definition->place.source,
	    second->definition->place.start, second->definition->place.end,
	    _("this rule asks the same as the rule '%s' at the same time"), rule->name);
	diagnostics_hint(builder->diagnostics, "%s",
	    _("remove one of them, or say with 'valid' when each of them holds"));
}

static void
check_overlaps(struct builder *builder)
{
	struct core *cores = arena_take_array(builder->scratch, builder->ruleset->rule_count + 1, sizeof(*cores));
	size_t count = 0;

	if (cores == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return;
	}
	for (const struct definition *definition = builder->definitions; definition != NULL; definition = definition->next)
		if (strcmp(definition->word, "rule") == 0)
			cores[count++] = (struct core){ digest_core(definition->what), definition };
	qsort(cores, count, sizeof(*cores), by_digest);
	for (size_t i = 1; i < count; i++)
		if (cores[i].digest == cores[i - 1].digest)
			report_overlap(builder, &cores[i - 1], &cores[i]);
}

void
check_rules(struct builder *builder, const struct date *today)
{
	for (const struct definition *definition = builder->definitions; definition != NULL;
	    definition = definition->next) {
		if (strcmp(definition->word, "rule") != 0)
			continue;
		check_validity(builder, definition, today);
		check_interval(builder, definition);
		check_reminders(builder, definition);
		check_scope(builder, definition);
		check_own_answers(builder, definition);
	}
	if (diagnostics_errors(builder->diagnostics) == 0)
		check_overlaps(builder);
}
