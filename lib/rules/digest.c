/* What decides goes into the digest; titles, basis, notes and severity do not. */
#include "lib/rules/digest.h"

#include <string.h>

#include "lib/rules/build.h"

static const uint64_t fnv_offset = UINT64_C(0xcbf29ce484222325);
static const uint64_t fnv_prime = UINT64_C(0x100000001b3);

static uint64_t
add_bytes(uint64_t digest, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < length; i++)
		digest = (digest ^ at[i]) * fnv_prime;
	return digest;
}

/* Numbers go in byte by byte, so that the digest is the same on every machine. */
static uint64_t
add_number(uint64_t digest, int64_t number)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
	return add_bytes(digest, bytes, sizeof(bytes));
}

/* With its NUL, so that "ab","c" and "a","bc" differ; NULL differs from "". */
static uint64_t
add_text(uint64_t digest, const char *text)
{
	return text == NULL ? add_number(digest, -1) : add_bytes(digest, text, strlen(text) + 1);
}

static uint64_t
add_list(uint64_t digest, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		digest = add_text(digest, *list);
	return add_number(digest, -2);
}

static uint64_t
add_span(uint64_t digest, struct span span)
{
	return add_number(add_number(digest, span.count), span.unit);
}

static uint64_t
add_condition(uint64_t digest, const struct condition *condition)
{
	if (condition == NULL)
		return add_number(digest, -3);
	digest = add_number(digest, condition->kind);
	digest = add_text(digest, condition->field);
	digest = add_text(digest, condition->value);
	digest = add_number(digest, condition->number);
	digest = add_number(digest, condition->date.days);
	for (const struct condition *child = condition->first; child != NULL; child = child->next)
		digest = add_condition(digest, child);
	return add_number(digest, -4);
}

static uint64_t
add_expectation(uint64_t digest, const struct rule_expectation *expectation)
{
	digest = add_number(digest, expectation->kind);
	digest = add_text(digest, expectation->role);
	digest = add_condition(digest, expectation->where);
	digest = add_number(digest, expectation->relation);
	digest = add_number(digest, expectation->both_ways);
	digest = add_number(digest, expectation->count);
	digest = add_number(digest, expectation->as_many_as_before);
	digest = add_text(digest, expectation->roster);
	digest = add_text(digest, expectation->until_field);
	digest = add_number(digest, expectation->detectors);
	digest = add_number(digest, expectation->integrity);
	digest = add_number(digest, expectation->measure);
	digest = add_number(digest, expectation->threshold);
	return add_text(digest, expectation->subject);
}

uint64_t
digest_core(const struct rule *rule)
{
	uint64_t digest = add_number(fnv_offset, rule->trigger.kind);

	digest = add_text(digest, rule->trigger.role);
	digest = add_text(digest, rule->trigger.event);
	digest = add_number(digest, rule->trigger.period);
	digest = add_number(digest, rule->trigger.date.days);
	digest = add_condition(digest, rule->trigger.where);
	digest = add_expectation(digest, &rule->expectation);
	digest = add_list(digest, rule->scope.sites);
	digest = add_list(digest, rule->scope.regions);
	digest = add_list(digest, rule->scope.levels);
	return add_list(digest, rule->scope.units);
}

static uint64_t
add_limit(uint64_t digest, const struct rule_limit *limit)
{
	digest = add_number(digest, limit->kind);
	digest = add_span(digest, limit->span);
	digest = add_text(digest, limit->anchor_field);
	digest = add_number(digest, limit->month * 100 + limit->day);
	digest = add_number(digest, limit->next_year);
	digest = add_number(digest, limit->date.days);
	digest = add_number(digest, limit->options.roll);
	digest = add_number(digest, limit->options.start);
	return add_number(digest, limit->options.end_of_day_seconds);
}

static uint64_t
add_moments(uint64_t digest, const struct rule_moment *moments, size_t count)
{
	for (size_t i = 0; i < count; i++)
		digest = add_text(add_span(digest, moments[i].span), moments[i].recipient);
	return add_number(digest, -5);
}

static uint64_t
add_roster(uint64_t digest, const struct roster *roster)
{
	if (roster == NULL)
		return digest;
	for (const struct unit *unit = roster->units; unit != NULL; unit = unit->next) {
		digest = add_text(digest, unit->name);
		digest = add_text(digest, unit->site);
		digest = add_text(digest, unit->role);
		digest = add_list(digest, unit->aliases);
		digest = add_number(digest, unit->has_from ? unit->from.days : INT32_MIN);
		digest = add_number(digest, unit->has_until ? unit->until.days : INT32_MAX);
	}
	return digest;
}

static uint64_t
digest_rule(const struct ruleset *ruleset, const struct rule *rule)
{
	uint64_t digest = digest_core(rule);

	digest = add_limit(digest, &rule->limit);
	digest = add_number(digest, rule->has_valid_from ? rule->valid_from.days : INT32_MIN);
	digest = add_number(digest, rule->has_valid_until ? rule->valid_until.days : INT32_MAX);
	digest = add_number(digest, rule->has_since ? rule->since.days : INT32_MIN);
	digest = add_moments(digest, rule->reminders, rule->reminder_count);
	digest = add_moments(digest, rule->escalations, rule->escalation_count);
	if (rule->expectation.roster != NULL)
		digest = add_roster(digest, ruleset_find_roster(ruleset, rule->expectation.roster));
	return digest;
}

void
digest_ruleset(struct ruleset *ruleset)
{
	uint64_t digest = fnv_offset;

	for (size_t i = 0; i < ruleset->rule_count; i++) {
		struct rule *rule = (struct rule *)ruleset->rules_by_name[i];

		rule->digest = digest_rule(ruleset, rule);
		digest = add_number(add_text(digest, rule->name), (int64_t)rule->digest);
	}
	ruleset->digest = digest;
}
