/* Rulesets: indexes and lookups. */
#include "rules/ruleset.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "lib/rules/build.h"
#include "lib/rules/digest.h"

struct ruleset *
ruleset_retain(struct ruleset *ruleset)
{
	ruleset->references++;
	return ruleset;
}

void
ruleset_release(struct ruleset *ruleset)
{
	if (ruleset == NULL || --ruleset->references > 0)
		return;
	for (size_t i = 0; i < ruleset->pattern_count; i++)
		pattern_free(ruleset->patterns[i]);
	free(ruleset->patterns);
	free(ruleset->rules);
	arena_free(ruleset->arena);
}

/* --- making of the indexes ------------------------------------------------------------------------------------- */

static int
by_site_name(const void *left, const void *right)
{
	return strcmp((*(const struct site *const *)left)->name, (*(const struct site *const *)right)->name);
}

static int
by_column_name(const void *left, const void *right)
{
	const struct column *a = *(const struct column *const *)left, *b = *(const struct column *const *)right;
	int order = strcmp(a->site->name, b->site->name);

	return order != 0 ? order : strcmp(a->name, b->name);
}

static int
by_roster_name(const void *left, const void *right)
{
	return strcmp((*(const struct roster *const *)left)->name, (*(const struct roster *const *)right)->name);
}

static int
by_route_name(const void *left, const void *right)
{
	return strcmp((*(const struct route *const *)left)->name, (*(const struct route *const *)right)->name);
}

static int
by_rule_name(const void *left, const void *right)
{
	return strcmp((*(const struct rule *const *)left)->name, (*(const struct rule *const *)right)->name);
}

static int
by_role(const void *left, const void *right)
{
	return strcmp(((const struct role_rules *)left)->role, ((const struct role_rules *)right)->role);
}

static void *
take_array(struct builder *builder, size_t count, size_t size)
{
	void *array = arena_take_array(builder->arena, count + 1, size);

	if (array == NULL)
		builder->status = STATUS_NO_MEMORY;
	return array;
}

static void
index_sites(struct builder *builder)
{
	struct ruleset *ruleset = builder->ruleset;
	size_t at = 0;

	for (const struct site *site = ruleset->sites; site != NULL; site = site->next) {
		ruleset->site_count++;
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			ruleset->column_count++;
	}
	ruleset->sites_by_name = take_array(builder, ruleset->site_count, sizeof(*ruleset->sites_by_name));
	ruleset->columns_by_name = take_array(builder, ruleset->column_count, sizeof(*ruleset->columns_by_name));
	if (builder->status != STATUS_OK)
		return;
	for (const struct site *site = ruleset->sites; site != NULL; site = site->next)
		ruleset->sites_by_name[at++] = site;
	at = 0;
	for (const struct site *site = ruleset->sites; site != NULL; site = site->next)
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			ruleset->columns_by_name[at++] = column;
	qsort(ruleset->sites_by_name, ruleset->site_count, sizeof(*ruleset->sites_by_name), by_site_name);
	qsort(ruleset->columns_by_name, ruleset->column_count, sizeof(*ruleset->columns_by_name), by_column_name);
}

static void
index_rosters_and_routes(struct builder *builder)
{
	struct ruleset *ruleset = builder->ruleset;
	size_t at = 0;

	for (const struct roster *roster = ruleset->rosters; roster != NULL; roster = roster->next)
		ruleset->roster_count++;
	for (const struct route *route = ruleset->routes; route != NULL; route = route->next)
		ruleset->route_count++;
	ruleset->rosters_by_name = take_array(builder, ruleset->roster_count, sizeof(*ruleset->rosters_by_name));
	ruleset->routes_by_name = take_array(builder, ruleset->route_count, sizeof(*ruleset->routes_by_name));
	if (builder->status != STATUS_OK)
		return;
	for (const struct roster *roster = ruleset->rosters; roster != NULL; roster = roster->next)
		ruleset->rosters_by_name[at++] = roster;
	at = 0;
	for (const struct route *route = ruleset->routes; route != NULL; route = route->next)
		ruleset->routes_by_name[at++] = route;
	qsort(ruleset->rosters_by_name, ruleset->roster_count, sizeof(*ruleset->rosters_by_name), by_roster_name);
	qsort(ruleset->routes_by_name, ruleset->route_count, sizeof(*ruleset->routes_by_name), by_route_name);
}

static void
index_rules(struct builder *builder)
{
	struct ruleset *ruleset = builder->ruleset;

	ruleset->rules_by_name = take_array(builder, ruleset->rule_count, sizeof(*ruleset->rules_by_name));
	if (builder->status != STATUS_OK)
		return;
	for (size_t i = 0; i < ruleset->rule_count; i++)
		ruleset->rules_by_name[i] = ruleset->rules[i];
	qsort(ruleset->rules_by_name, ruleset->rule_count, sizeof(*ruleset->rules_by_name), by_rule_name);
}

/* --- rules by role ----------------------------------------------------------------------------------------------- */

/* A rule under a role; `order` is its place in the files. */
struct role_pair {
	const char *role;
	size_t order;
};

static int
by_role_and_order(const void *left, const void *right)
{
	const struct role_pair *a = left, *b = right;
	int order = strcmp(a->role, b->role);

	return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static bool
is_about_items(const struct rule *rule)
{
	switch (rule->expectation.kind) {
	case EXPECT_SITE:
		return rule->expectation.measure == SITE_PAGE_ANSWERS;
	case EXPECT_ATTESTATION:
		return rule->trigger.kind == TRIGGER_ITEM;
	case EXPECT_PUBLICATION: case EXPECT_REMOVAL: case EXPECT_OPEN: case EXPECT_CONTENT: case EXPECT_FRESH:
	case EXPECT_COVERAGE: case EXPECT_REGISTER: case EXPECT_CLEAN: case EXPECT_INTEGRITY:
		return true;
	}
	return true;
}

static bool
has_trigger_role(const struct rule *rule)
{
	return rule->trigger.kind == TRIGGER_ITEM || (rule->trigger.kind == TRIGGER_STANDING &&
	    (rule->expectation.kind == EXPECT_REGISTER || rule->expectation.kind == EXPECT_CLEAN ||
	    rule->expectation.kind == EXPECT_INTEGRITY));
}

static bool
has_expected_role(const struct rule *rule)
{
	switch (rule->expectation.kind) {
	case EXPECT_PUBLICATION: case EXPECT_FRESH: case EXPECT_COVERAGE: case EXPECT_REGISTER:
		return true;
	case EXPECT_SITE:
		return rule->expectation.measure == SITE_PAGE_ANSWERS;
	case EXPECT_REMOVAL: case EXPECT_OPEN: case EXPECT_CONTENT: case EXPECT_CLEAN: case EXPECT_INTEGRITY:
	case EXPECT_ATTESTATION:
		return false;
	}
	return false;
}

/* The rule's roles, at most two; *any tells that it is about any role. */
static size_t
roles_of(const struct rule *rule, const char *roles[2], bool *any)
{
	size_t count = 0;

	*any = false;
	if (!is_about_items(rule))
		return 0;
	if (has_trigger_role(rule)) {
		*any = rule->trigger.role == NULL;
		if (!*any)
			roles[count++] = rule->trigger.role;
	}
	if (has_expected_role(rule)) {
		*any = *any || rule->expectation.role == NULL;
		if (rule->expectation.role != NULL && (count == 0 || strcmp(roles[0], rule->expectation.role) != 0))
			roles[count++] = rule->expectation.role;
	}
	return *any ? 0 : count;
}

static size_t
collect_pairs(const struct ruleset *ruleset, struct role_pair *pairs, const struct rule **any_rules, size_t *any_orders,
    size_t *any_count)
{
	size_t count = 0;

	*any_count = 0;
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		const char *roles[2];
		bool any;
		size_t own = roles_of(ruleset->rules[i], roles, &any);

		if (any) {
			any_orders[*any_count] = i;
			any_rules[(*any_count)++] = ruleset->rules[i];
		}
		for (size_t role = 0; role < own; role++)
			pairs[count++] = (struct role_pair){ roles[role], i };
	}
	qsort(pairs, count, sizeof(*pairs), by_role_and_order);
	return count;
}

/* The rules of one role, [from, to) of the pairs, merged with those about any role. */
static void
add_role(struct builder *builder, const struct role_pair *from, const struct role_pair *to, const size_t *any_orders,
    size_t any_count)
{
	struct ruleset *ruleset = builder->ruleset;
	struct role_rules *entry = &ruleset->by_role[ruleset->role_count++];
	const struct rule **rules = take_array(builder, (size_t)(to - from) + any_count, sizeof(*rules));
	size_t count = 0, any = 0;

	if (rules == NULL)
		return;
	for (const struct role_pair *pair = from; pair < to; pair++) {
		while (any < any_count && any_orders[any] < pair->order)
			rules[count++] = ruleset->rules[any_orders[any++]];
		rules[count++] = ruleset->rules[pair->order];
	}
	while (any < any_count)
		rules[count++] = ruleset->rules[any_orders[any++]];
	*entry = (struct role_rules){ from->role, rules, count };
}

static size_t
count_roles(const struct role_pair *pairs, size_t count)
{
	size_t roles = 0;

	for (size_t i = 0; i < count; i++)
		roles += i == 0 || strcmp(pairs[i].role, pairs[i - 1].role) != 0;
	return roles;
}

static void
index_roles(struct builder *builder)
{
	struct ruleset *ruleset = builder->ruleset;
	struct role_pair *pairs = arena_take_array(builder->scratch, ruleset->rule_count * 2 + 1, sizeof(*pairs));
	size_t *any_orders = arena_take_array(builder->scratch, ruleset->rule_count + 1, sizeof(*any_orders));
	const struct rule **any_rules = take_array(builder, ruleset->rule_count, sizeof(*any_rules));
	size_t count, any_count, roles;

	if (pairs == NULL || any_orders == NULL || any_rules == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return;
	}
	count = collect_pairs(ruleset, pairs, any_rules, any_orders, &any_count);
	roles = count_roles(pairs, count);
	ruleset->any_role = (struct role_rules){ NULL, any_rules, any_count };
	if (any_count > 0 && roles > LIMIT_ROLE_PAIRS / any_count) {
		builder->status = STATUS_LIMIT;
		return;
	}
	ruleset->by_role = take_array(builder, roles, sizeof(*ruleset->by_role));
	for (size_t from = 0, to; from < count && builder->status == STATUS_OK; from = to) {
		for (to = from + 1; to < count && strcmp(pairs[to].role, pairs[from].role) == 0; to++)
			;
		add_role(builder, pairs + from, pairs + to, any_orders, any_count);
	}
}

/* --- rules by event, and rules that only time starts -------------------------------------------------------------- */

static void
index_events(struct builder *builder)
{
	struct ruleset *ruleset = builder->ruleset;
	struct role_pair *pairs = arena_take_array(builder->scratch, ruleset->rule_count + 1, sizeof(*pairs));
	const struct rule **timed = take_array(builder, ruleset->rule_count, sizeof(*timed));
	size_t count = 0, timed_count = 0;

	if (pairs == NULL || timed == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return;
	}
	for (size_t i = 0; i < ruleset->rule_count; i++) {
		const struct rule *rule = ruleset->rules[i];

		if (rule->trigger.kind == TRIGGER_EVENT)
			pairs[count++] = (struct role_pair){ rule->trigger.event, i };
		else if (rule->trigger.kind != TRIGGER_ITEM)
			timed[timed_count++] = rule;
	}
	ruleset->timed = (struct role_rules){ NULL, timed, timed_count };
	qsort(pairs, count, sizeof(*pairs), by_role_and_order);
	ruleset->by_event = take_array(builder, count_roles(pairs, count), sizeof(*ruleset->by_event));
	for (size_t from = 0, to; from < count && builder->status == STATUS_OK; from = to) {
		const struct rule **rules;

		for (to = from + 1; to < count && strcmp(pairs[to].role, pairs[from].role) == 0; to++)
			;
		rules = take_array(builder, to - from, sizeof(*rules));
		for (size_t i = from; rules != NULL && i < to; i++)
			rules[i - from] = ruleset->rules[pairs[i].order];
		ruleset->by_event[ruleset->event_count++] = (struct role_rules){ pairs[from].role, rules, to - from };
	}
}

enum status
builder_index(struct builder *builder)
{
	index_sites(builder);
	index_rosters_and_routes(builder);
	index_rules(builder);
	if (builder->status == STATUS_OK)
		index_roles(builder);
	if (builder->status == STATUS_OK)
		index_events(builder);
	if (builder->status == STATUS_OK)
		digest_ruleset(builder->ruleset);
	return builder->status;
}

/* --- lookups ------------------------------------------------------------------------------------------------------ */

uint64_t
ruleset_digest(const struct ruleset *ruleset)
{
	return ruleset->digest;
}

const struct settings *
ruleset_settings(const struct ruleset *ruleset)
{
	return &ruleset->settings;
}

const struct site *
ruleset_sites(const struct ruleset *ruleset)
{
	return ruleset->sites;
}

const struct roster *
ruleset_rosters(const struct ruleset *ruleset)
{
	return ruleset->rosters;
}

const struct route *
ruleset_routes(const struct ruleset *ruleset)
{
	return ruleset->routes;
}

const struct rule_test *
ruleset_tests(const struct ruleset *ruleset)
{
	return ruleset->tests;
}

const struct rule *const *
ruleset_rules(const struct ruleset *ruleset, size_t *count)
{
	*count = ruleset->rule_count;
	return ruleset->rules;
}

const struct site *
ruleset_find_site(const struct ruleset *ruleset, const char *name)
{
	const struct site wanted = { .name = name }, *key = &wanted;
	const struct site *const *found = bsearch(&key, ruleset->sites_by_name, ruleset->site_count, sizeof(key),
	    by_site_name);

	return found == NULL ? NULL : *found;
}

const struct column *
ruleset_find_column(const struct ruleset *ruleset, const char *site, const char *column)
{
	const struct site wanted_site = { .name = site };
	const struct column wanted = { .name = column, .site = &wanted_site }, *key = &wanted;
	const struct column *const *found = bsearch(&key, ruleset->columns_by_name, ruleset->column_count, sizeof(key),
	    by_column_name);

	return found == NULL ? NULL : *found;
}

const struct roster *
ruleset_find_roster(const struct ruleset *ruleset, const char *name)
{
	const struct roster wanted = { .name = name }, *key = &wanted;
	const struct roster *const *found = bsearch(&key, ruleset->rosters_by_name, ruleset->roster_count, sizeof(key),
	    by_roster_name);

	return found == NULL ? NULL : *found;
}

const struct route *
ruleset_find_route(const struct ruleset *ruleset, const char *name)
{
	const struct route wanted = { .name = name }, *key = &wanted;
	const struct route *const *found = bsearch(&key, ruleset->routes_by_name, ruleset->route_count, sizeof(key),
	    by_route_name);

	return found == NULL ? NULL : *found;
}

const struct rule *
ruleset_find_rule(const struct ruleset *ruleset, const char *name)
{
	const struct rule wanted = { .name = name }, *key = &wanted;
	const struct rule *const *found = bsearch(&key, ruleset->rules_by_name, ruleset->rule_count, sizeof(key),
	    by_rule_name);

	return found == NULL ? NULL : *found;
}

static const struct rule *const *
give(const struct role_rules *entry, size_t *count)
{
	*count = entry->count;
	return entry->rules;
}

const struct rule *const *
ruleset_rules_for_role(const struct ruleset *ruleset, const char *role, size_t *count)
{
	const struct role_rules wanted = { .role = role };
	const struct role_rules *found = bsearch(&wanted, ruleset->by_role, ruleset->role_count, sizeof(wanted), by_role);

	return give(found != NULL ? found : &ruleset->any_role, count);
}

const struct rule *const *
ruleset_rules_for_event(const struct ruleset *ruleset, const char *event, size_t *count)
{
	const struct role_rules wanted = { .role = event };
	const struct role_rules *found = bsearch(&wanted, ruleset->by_event, ruleset->event_count, sizeof(wanted), by_role);

	*count = 0;
	return found != NULL ? give(found, count) : NULL;
}

const struct rule *const *
ruleset_timed_rules(const struct ruleset *ruleset, size_t *count)
{
	return give(&ruleset->timed, count);
}
