/* Whom a rule concerns: sites, units, dates. */
#include <string.h>

#include "lib/engine/engine_private.h"

bool
scope_has_site(const struct rule *rule, const struct site *site)
{
	return scope_names(rule->scope.sites, site->name) && scope_names(rule->scope.regions, site->region) &&
	    scope_names(rule->scope.levels, site->level);
}

bool
scope_has_unit(const struct rule *rule, const char *unit)
{
	return scope_names(rule->scope.units, unit);
}

bool
scope_is_valid_on(const struct rule *rule, struct date date)
{
	if (rule->has_valid_from && date_is_before(date, rule->valid_from))
		return false;
	return !rule->has_valid_until || !date_is_before(rule->valid_until, date);
}

bool
role_matches(const char *wanted, const char *role)
{
	return wanted == NULL || (role != NULL && strcmp(wanted, role) == 0);
}

bool
unit_exists_on(const struct unit *unit, struct date date)
{
	if (unit->has_from && date_is_before(date, unit->from))
		return false;
	return !unit->has_until || !date_is_before(unit->until, date);
}

bool
unit_is_named(const struct unit *unit, const char *name)
{
	if (name == NULL)
		return false;
	if (strcmp(unit->name, name) == 0)
		return true;
	for (const char *const *alias = unit->aliases; alias != NULL && *alias != NULL; alias++)
		if (strcmp(*alias, name) == 0)
			return true;
	return false;
}

static bool
is_named_in(const struct unit *unit, const char *text)
{
	if (text == NULL)
		return false;
	if (strstr(text, unit->name) != NULL)
		return true;
	for (const char *const *alias = unit->aliases; alias != NULL && *alias != NULL; alias++)
		if (strstr(text, *alias) != NULL)
			return true;
	return false;
}

bool
unit_publishes(const struct engine *engine, const struct unit *unit, const struct item *item)
{
	const struct column *column = engine_find_column(engine, item->site, item->column);

	if (unit_is_named(unit, item->unit) || (column != NULL && unit_is_named(unit, column->unit)))
		return true;
	if (unit->site != NULL && item->site != NULL && strcmp(unit->site, item->site) == 0)
		return true;
	return is_named_in(unit, item_field(item, "organ")) || is_named_in(unit, item_field(item, "source")) ||
	    is_named_in(unit, item->title);
}
