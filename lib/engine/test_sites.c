/* The sites of a rule test: enough for its rules to have something to look at. */
#include "lib/engine/test_world.h"

#include <string.h>

static struct site *
find_site(const struct test_world *world, const char *name)
{
	for (struct site *site = world->sites; site != NULL; site = (struct site *)(uintptr_t)site->next)
		if (strcmp(site->name, name) == 0)
			return site;
	return NULL;
}

static const char *
first_of(const char *const *list)
{
	return list == NULL ? NULL : list[0];
}

/* As it is configured, where it is; else as the rules want it. */
static enum status
add_site(struct test_world *world, const char *name, const struct rule *rule)
{
	const struct site *configured = ruleset_find_site(world->ruleset, name);
	struct site *site;

	if (find_site(world, name) != NULL)
		return STATUS_OK;
	site = arena_take(world->arena, sizeof(*site));
	if (site == NULL)
		return STATUS_NO_MEMORY;
	if (configured != NULL) {
		*site = *configured;
		site->columns = NULL;
	} else {
		site->name = name;
		site->url = "https://test.invalid/";
		site->region = rule == NULL ? NULL : first_of(rule->scope.regions);
		site->level = rule == NULL ? NULL : first_of(rule->scope.levels);
	}
	if (world->test->unit != NULL)
		site->unit = world->test->unit;
	site->calendar = NULL; /* the test says which calendar it means */
	site->next = world->sites;
	world->sites = site;
	return STATUS_OK;
}

static enum status
add_column(struct test_world *world, struct site *site, const char *role)
{
	struct column *column;

	if (role == NULL)
		return STATUS_OK;
	for (const struct column *there = site->columns; there != NULL; there = there->next)
		if (strcmp(there->role, role) == 0)
			return STATUS_OK;
	column = arena_take(world->arena, sizeof(*column));
	if (column == NULL)
		return STATUS_NO_MEMORY;
	column->name = column->role = role;
	column->url = site->url;
	column->every = (struct span){ 30, SPAN_MINUTES };
	column->read_articles = true;
	column->site = site;
	column->next = site->columns;
	site->columns = column;
	return STATUS_OK;
}

/* ---- what the rules under test need ---- */

static bool
is_tested(const struct rule_test *test, const struct rule *rule)
{
	for (const struct test_expectation *at = test->expectations; at != NULL; at = at->next)
		if (strcmp(at->rule, rule->name) == 0)
			return true;
	return false;
}

static const char *
main_site_name(const struct test_world *world, const struct rule *rule)
{
	if (world->test->site != NULL)
		return world->test->site;
	return rule != NULL && first_of(rule->scope.sites) != NULL ? rule->scope.sites[0] : "test";
}

static enum status
add_rule_roles(struct test_world *world, struct site *site, const struct rule *rule)
{
	const char *name = rule->expectation.roster;
	const struct roster *roster = name == NULL ? NULL : ruleset_find_roster(world->ruleset, name);
	enum status status = add_column(world, site, rule->trigger.role);

	if (status == STATUS_OK)
		status = add_column(world, site, rule->expectation.role);
	for (const struct unit *unit = roster == NULL ? NULL : roster->units; unit != NULL && status == STATUS_OK;
	    unit = unit->next)
		status = add_column(world, site, unit->role);
	/* A rule about any role still needs something to look at. */
	if (status == STATUS_OK && site->columns == NULL && rule->trigger.kind == TRIGGER_STANDING)
		status = add_column(world, site, "home");
	return status;
}

static enum status
add_unit_sites(struct test_world *world, const struct rule *rule)
{
	const char *name = rule->expectation.roster;
	const struct roster *roster = name == NULL ? NULL : ruleset_find_roster(world->ruleset, name);
	enum status status = STATUS_OK;

	for (const struct unit *unit = roster == NULL ? NULL : roster->units; unit != NULL && status == STATUS_OK;
	    unit = unit->next) {
		if (unit->site == NULL)
			continue;
		status = add_site(world, unit->site, NULL);
		if (status == STATUS_OK)
			status = add_column(world, find_site(world, unit->site),
			    rule->expectation.role == NULL ? unit->role : rule->expectation.role);
	}
	return status;
}

static enum status
add_rule(struct test_world *world, const struct rule *rule)
{
	const char *name = main_site_name(world, rule);
	enum status status = add_site(world, name, rule);

	if (status == STATUS_OK)
		status = add_rule_roles(world, find_site(world, name), rule);
	return status == STATUS_OK ? add_unit_sites(world, rule) : status;
}

static enum status
add_item(struct test_world *world, const struct test_item *item)
{
	const char *name = test_item_site(world, item);
	enum status status = add_site(world, name, NULL);

	return status == STATUS_OK ? add_column(world, find_site(world, name), item->item.role) : status;
}

static enum status
add_look(struct test_world *world, const struct test_look *look)
{
	enum status status = look->site == NULL ? STATUS_OK : add_site(world, look->site, NULL);

	if (status != STATUS_OK || look->role == NULL)
		return status;
	return add_column(world, look->site != NULL ? find_site(world, look->site) : world->sites, look->role);
}

enum status
test_sites_make(struct test_world *world)
{
	size_t count;
	const struct rule *const *rules = ruleset_rules(world->ruleset, &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (is_tested(world->test, rules[i]))
			status = add_rule(world, rules[i]);
	if (status == STATUS_OK && world->sites == NULL)
		status = add_site(world, main_site_name(world, NULL), NULL);
	for (const struct test_item *item = world->test->items; item != NULL && status == STATUS_OK; item = item->next)
		status = add_item(world, item);
	for (const struct test_look *look = world->test->looks; look != NULL && status == STATUS_OK; look = look->next)
		status = add_look(world, look);
	return status;
}
