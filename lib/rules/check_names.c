/* Names: defined once, and known where they are used. */
#define _GNU_SOURCE /* tdestroy */
#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "lib/rules/build.h"
#include "lib/rules/suggest.h"

/* Names sorted for lookups. */
struct names {
	const char **list;
	size_t count;
};

static void PRINTF_LIKE(4, 5)
complain(struct builder *builder, enum diagnostic_severity severity, const struct place *place, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	diagnostics_add(builder->diagnostics, severity, place->source, place->start, place->end, "%s", text);
}

/* --- defined once ---------------------------------------------------------------------------------------------------- */

/* Stable: equal names stay in the order of the files, as the entries stand in one array by that order. */
static int
by_word_and_name(const void *left, const void *right)
{
	const struct definition *const *a = left, *const *b = right;
	int order = strcmp((*a)->word, (*b)->word);

	if (order == 0)
		order = strcmp((*a)->name, (*b)->name);
	return order != 0 ? order : ((*a)->order > (*b)->order) - ((*a)->order < (*b)->order);
}

static size_t
line_of(const struct place *place)
{
	size_t line = 1;

	for (uint32_t at = 0; at < place->start; at++)
		line += place->source->bytes[at] == '\n';
	return line;
}

static void
report_twice(struct builder *builder, const struct definition *first, const struct definition *second)
{
	const char *what = strcmp(second->word, "rule") == 0 ? _("there is already a rule") :
	    strcmp(second->word, "site") == 0 ? _("there is already a site") :
	    strcmp(second->word, "route") == 0 ? _("there is already a route") :
	    _("there is already a roster or catalogue");

	complain(builder, DIAGNOSTIC_ERROR, &second->place, "%s '%s'", what, second->name);
	diagnostics_hint(builder->diagnostics, _("the first one stands in %s, line %zu"), first->place.source->name,
	    line_of(&first->place));
}

static void
check_definitions(struct builder *builder)
{
	const struct definition **list;
	size_t count = 0;

	for (struct definition *definition = builder->definitions; definition != NULL; definition = definition->next)
		definition->order = count++;
	list = arena_take_array(builder->scratch, count + 1, sizeof(*list));
	if (list == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return;
	}
	for (const struct definition *definition = builder->definitions; definition != NULL; definition = definition->next)
		list[definition->order] = definition;
	qsort(list, count, sizeof(*list), by_word_and_name);
	for (size_t i = 1; i < count; i++)
		if (strcmp(list[i - 1]->word, list[i]->word) == 0 && strcmp(list[i - 1]->name, list[i]->name) == 0)
			report_twice(builder, list[i - 1], list[i]);
}

/* --- known ------------------------------------------------------------------------------------------------------------ */

static int
by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool
has_name(const struct names *names, const char *name)
{
	return bsearch(&name, names->list, names->count, sizeof(name), by_text) != NULL;
}

static void
add_name(struct names *names, const char *name)
{
	if (name != NULL)
		names->list[names->count++] = name;
}

static size_t
count_aliases(const struct unit *unit)
{
	size_t count = 0;

	while (unit->aliases != NULL && unit->aliases[count] != NULL)
		count++;
	return count;
}

static size_t
count_units(const struct ruleset *ruleset)
{
	size_t count = ruleset->column_count + 2 * ruleset->site_count;

	for (const struct roster *roster = ruleset->rosters; roster != NULL; roster = roster->next)
		for (const struct unit *unit = roster->units; unit != NULL; unit = unit->next)
			count += 1 + count_aliases(unit);
	return count;
}

static struct names
all_units(struct builder *builder)
{
	const struct ruleset *ruleset = builder->ruleset;
	struct names names = { arena_take_array(builder->scratch, count_units(ruleset) + 1, sizeof(char *)), 0 };

	if (names.list == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return names;
	}
	for (const struct roster *roster = ruleset->rosters; roster != NULL; roster = roster->next)
		for (const struct unit *unit = roster->units; unit != NULL; unit = unit->next) {
			add_name(&names, unit->name);
			for (size_t i = 0, count = count_aliases(unit); i < count; i++)
				add_name(&names, unit->aliases[i]);
		}
	for (const struct site *site = ruleset->sites; site != NULL; site = site->next) {
		add_name(&names, site->unit);
		add_name(&names, site->title);
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			add_name(&names, column->unit);
	}
	qsort(names.list, names.count, sizeof(*names.list), by_text);
	return names;
}

static struct names
column_roles(struct builder *builder)
{
	const struct ruleset *ruleset = builder->ruleset;
	struct names names = { arena_take_array(builder->scratch, ruleset->column_count + 1, sizeof(char *)), 0 };

	if (names.list == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return names;
	}
	for (size_t i = 0; i < ruleset->column_count; i++)
		add_name(&names, ruleset->columns_by_name[i]->role);
	qsort(names.list, names.count, sizeof(*names.list), by_text);
	return names;
}

static void
offer(struct suggestion *suggestion, const char *name)
{
	suggestion_offer(suggestion, name, strlen(name));
}

static void
offer_known(const struct ruleset *ruleset, enum reference_kind kind, struct suggestion *suggestion)
{
	switch (kind) {
	case REFER_SITE:
		for (size_t i = 0; i < ruleset->site_count; i++)
			offer(suggestion, ruleset->sites_by_name[i]->name);
		break;
	case REFER_ROSTER:
		for (size_t i = 0; i < ruleset->roster_count; i++)
			offer(suggestion, ruleset->rosters_by_name[i]->name);
		break;
	case REFER_ROUTE:
		for (size_t i = 0; i < ruleset->route_count; i++)
			offer(suggestion, ruleset->routes_by_name[i]->name);
		break;
	case REFER_RULE:
		for (size_t i = 0; i < ruleset->rule_count; i++)
			offer(suggestion, ruleset->rules_by_name[i]->name);
		break;
	case REFER_ROLE: case REFER_UNIT: case REFER_TEST_UNIT:
		break;
	}
}

static bool
is_known(const struct ruleset *ruleset, enum reference_kind kind, const char *name)
{
	switch (kind) {
	case REFER_SITE: return ruleset_find_site(ruleset, name) != NULL;
	case REFER_ROSTER: return ruleset_find_roster(ruleset, name) != NULL;
	case REFER_ROUTE: return ruleset_find_route(ruleset, name) != NULL;
	case REFER_RULE: return ruleset_find_rule(ruleset, name) != NULL;
	case REFER_ROLE: case REFER_UNIT: case REFER_TEST_UNIT: return true;
	}
	return true;
}

/* Looking for similar names costs; behind the last diagnostic that is kept nobody reads them. */
static bool
is_worth_a_suggestion(const struct builder *builder)
{
	return diagnostics_count(builder->diagnostics) < LIMIT_DIAGNOSTICS;
}

static void
report_unknown(struct builder *builder, const struct reference *reference)
{
	static const char *const unknown[] = {
		[REFER_SITE] = N_("unknown site"), [REFER_ROSTER] = N_("unknown roster or catalogue"),
		[REFER_ROUTE] = N_("unknown route"), [REFER_RULE] = N_("unknown rule"),
	};
	static const char *const missing[] = {
		[REFER_SITE] = N_("add a block: site NAME { … }"), [REFER_ROSTER] = N_("add a block: roster NAME { … }"),
		[REFER_ROUTE] = N_("add a block: route NAME { … }"), [REFER_RULE] = N_("add a block: rule NAME { … }"),
	};
	struct suggestion suggestion = { .wrong = reference->name };

	if (is_worth_a_suggestion(builder))
		offer_known(builder->ruleset, reference->kind, &suggestion);
	complain(builder, DIAGNOSTIC_ERROR, &reference->place, "%s '%s'", _(unknown[reference->kind]),
	    reference->name);
	if (suggestion.best[0] != '\0')
		diagnostics_hint(builder->diagnostics, _("did you mean '%s'?"), suggestion.best);
	else
		diagnostics_hint(builder->diagnostics, "%s", _(missing[reference->kind]));
}

/* Units may be anybody; one that is nearly the name of a known unit is a slip. */
static void
check_unit(struct builder *builder, const struct names *units, const struct reference *reference)
{
	struct suggestion suggestion = { .wrong = reference->name };

	if (units->count == 0 || has_name(units, reference->name))
		return;
	for (size_t i = 0; i < units->count && is_worth_a_suggestion(builder); i++)
		offer(&suggestion, units->list[i]);
	if (suggestion.best[0] != '\0') {
		complain(builder, DIAGNOSTIC_ERROR, &reference->place, _("unknown unit '%s'"), reference->name);
		diagnostics_hint(builder->diagnostics, _("did you mean '%s'?"), suggestion.best);
	} else if (reference->kind == REFER_UNIT) {
		complain(builder, DIAGNOSTIC_WARNING, &reference->place, _("no roster, site or column knows the unit '%s'"),
		    reference->name);
		diagnostics_hint(builder->diagnostics, "%s", _("add it to a roster"));
	}
}

static void
offer_roles(struct suggestion *suggestion, const struct names *roles)
{
	for (unsigned i = 1; i < KEYWORD_COUNT; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);

		if (row->class != CLASS_ROLE)
			continue;
		for (int language = KEYWORD_ENGLISH; language <= KEYWORD_CHINESE; language++) {
			size_t length;

			for (const char *name = keyword_next_name(row, (enum keyword_language)language, NULL, &length);
			    name != NULL; name = keyword_next_name(row, (enum keyword_language)language, name, &length))
				suggestion_offer(suggestion, name, length);
		}
	}
	for (size_t i = 0; i < roles->count; i++)
		offer(suggestion, roles->list[i]);
}

/* What was found out about a role name; asked once, however many rules use it. */
struct known_role {
	const char *name;
	const char *meant;   /* NULL: no slip */
	bool was_warned;
};

static int
by_role_name(const void *left, const void *right)
{
	return strcmp(((const struct known_role *)left)->name, ((const struct known_role *)right)->name);
}

static const char *
meant_role(struct builder *builder, const struct names *roles, const char *name)
{
	struct suggestion suggestion = { .wrong = name };

	if (has_name(roles, name) || keyword_of_class(CLASS_ROLE, name) != KEYWORD_NULL)
		return NULL;
	offer_roles(&suggestion, roles);
	return suggestion.best[0] == '\0' ? NULL : arena_string(builder->scratch, suggestion.best);
}

/* NULL once memory ran out. */
static struct known_role *
know_role(struct builder *builder, const struct names *roles, const char *name, void **known)
{
	const struct known_role wanted = { .name = name };
	struct known_role **found = tfind(&wanted, known, by_role_name);
	struct known_role *fresh;

	if (found != NULL)
		return *found;
	fresh = arena_take(builder->scratch, sizeof(*fresh));
	if (fresh != NULL) {
		fresh->name = name;
		fresh->meant = meant_role(builder, roles, name);
	}
	if (fresh == NULL || tsearch(fresh, known, by_role_name) == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return NULL;
	}
	return fresh;
}

/* A role is any word. It is a slip where it is nearly a known one, and doubtful where no column has it. */
static void
check_role(struct builder *builder, const struct names *roles, const struct reference *reference, void **known)
{
	struct known_role *role = know_role(builder, roles, reference->name, known);

	if (role == NULL)
		return;
	if (role->meant != NULL) {
		complain(builder, DIAGNOSTIC_ERROR, &reference->place, _("unknown role '%s'"), reference->name);
		diagnostics_hint(builder->diagnostics, _("did you mean '%s'?"), role->meant);
	} else if (roles->count > 0 && !role->was_warned && !has_name(roles, reference->name)) {
		role->was_warned = true;
		complain(builder, DIAGNOSTIC_WARNING, &reference->place, _("no column has the role '%s'"), reference->name);
		diagnostics_hint(builder->diagnostics, _("add to a site: column %s { url \"…\" }"), reference->name);
	}
}

static void
keep_role(void *role)
{
	(void)role; /* it lives in the scratch */
}

void
check_names(struct builder *builder)
{
	struct names units = all_units(builder), roles = column_roles(builder);
	void *known = NULL;

	if (builder->status == STATUS_OK)
		check_definitions(builder);
	for (const struct reference *reference = builder->references; reference != NULL && builder->status == STATUS_OK;
	    reference = reference->next) {
		if (reference->kind == REFER_ROLE)
			check_role(builder, &roles, reference, &known);
		else if (reference->kind == REFER_UNIT || reference->kind == REFER_TEST_UNIT)
			check_unit(builder, &units, reference);
		else if (!is_known(builder->ruleset, reference->kind, reference->name))
			report_unknown(builder, reference);
	}
	tdestroy(known, keep_role);
}
