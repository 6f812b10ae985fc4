/* Where an answer could stand, and whether everybody looked there well enough to say that it does not. */
#include <stdlib.h>
#include <string.h>

#include "lib/engine/engine_private.h"

/* ---- columns by role ---- */

static int
compare_columns(const void *left, const void *right)
{
	const struct column *a = *(const struct column *const *)left;
	const struct column *b = *(const struct column *const *)right;
	int order = strcmp(a->role, b->role);

	if (order == 0)
		order = strcmp(a->site->name, b->site->name);
	return order != 0 ? order : strcmp(a->name, b->name);
}

enum status
engine_index_columns(struct engine *engine)
{
	const struct column **columns;
	size_t count = 0;

	for (const struct site *site = engine_sites(engine); site != NULL; site = site->next)
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			count++;
	columns = calloc(count + 1, sizeof(*columns));
	if (columns == NULL)
		return STATUS_NO_MEMORY;
	count = 0;
	for (const struct site *site = engine_sites(engine); site != NULL; site = site->next)
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			columns[count++] = column;
	if (count > 0)
		qsort(columns, count, sizeof(const struct column *), compare_columns);
	free(engine->columns);
	engine->columns = columns;
	engine->column_count = count;
	return STATUS_OK;
}

/* Place of the first column whose role is not below `role` (`after`: above it). */
static size_t
role_place(const struct engine *engine, const char *role, bool after)
{
	size_t low = 0, high = engine->column_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(engine->columns[middle]->role, role);

		if (order < 0 || (after && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct column *const *
columns_of_role(const struct engine *engine, const char *role, size_t *count)
{
	size_t first;

	if (role == NULL) {
		*count = engine->column_count;
		return engine->columns;
	}
	first = role_place(engine, role, false);
	*count = role_place(engine, role, true) - first;
	return engine->columns + first;
}

bool
site_has_role(const struct site *site, const char *role)
{
	for (const struct column *column = site->columns; column != NULL; column = column->next)
		if (role_matches(role, column->role))
			return true;
	return false;
}

/* ---- the places of one duty ---- */

/* What the trigger's own page shows is seen where the trigger stands. */
static bool
looks_at_its_trigger(const struct rule *rule)
{
	switch (rule->expectation.kind) {
	case EXPECT_REMOVAL:
	case EXPECT_OPEN:
	case EXPECT_CONTENT:
	case EXPECT_CLEAN:
	case EXPECT_INTEGRITY:
		return true;
	case EXPECT_PUBLICATION:
	case EXPECT_FRESH:
	case EXPECT_COVERAGE:
	case EXPECT_REGISTER:
	case EXPECT_SITE:
	case EXPECT_ATTESTATION:
		return false;
	}
	return false;
}

static const char *
wanted_role(const struct assessment *assessment)
{
	const struct rule *rule = assessment->rule;
	const struct unit *unit = assessment->unit;

	if (rule->expectation.kind == EXPECT_REGISTER && assessment->has_trigger &&
	    !role_matches(rule->trigger.role, assessment->trigger.item.role))
		return rule->trigger.role; /* the other way round */
	if (looks_at_its_trigger(rule) || rule->expectation.kind == EXPECT_ATTESTATION)
		return NULL;
	return rule->expectation.role == NULL && unit != NULL ? unit->role : rule->expectation.role;
}

/* A unit's answer may stand on its own site, in any column kept for it, and where the trigger stands unless that
 * column belongs to somebody else. */
static bool
is_place_of_unit(const struct assessment *assessment, const struct column *column)
{
	const struct unit *unit = assessment->unit;

	if (unit_is_named(unit, column->unit))
		return true;
	if (column->unit != NULL)
		return false;
	if (unit->site != NULL && strcmp(unit->site, column->site->name) == 0)
		return true;
	if (assessment->has_trigger)
		return strcmp(assessment->trigger.item.site, column->site->name) == 0;
	return unit->site == NULL && scope_has_site(assessment->rule, column->site);
}

static bool
is_place(const struct assessment *assessment, const struct column *column)
{
	if (assessment->column != NULL)
		return column == assessment->column;
	if (looks_at_its_trigger(assessment->rule) && assessment->has_trigger)
		return strcmp(column->name, assessment->trigger.item.column) == 0;
	if (assessment->unit != NULL)
		return is_place_of_unit(assessment, column);
	return assessment->site == NULL ? scope_has_site(assessment->rule, column->site) :
	    column->site == assessment->site;
}

static void
list_site(struct assessment *assessment, const struct site *site, const char *role)
{
	for (const struct column *column = site->columns; column != NULL; column = column->next)
		if (role_matches(role, column->role) && is_place(assessment, column))
			assessment->places[assessment->place_count++].column = column;
}

enum status
places_find(struct assessment *assessment)
{
	const char *role = wanted_role(assessment);
	size_t count, room = 0;
	const struct column *const *columns = columns_of_role(assessment->engine, role, &count);
	bool one_site = assessment->unit == NULL && assessment->site != NULL;

	assessment->place_count = 0;
	if (one_site)
		for (const struct column *column = assessment->site->columns; column != NULL; column = column->next)
			room++;
	else
		room = count;
	assessment->places = arena_take_array(assessment->arena, room + 1, sizeof(*assessment->places));
	if (assessment->places == NULL)
		return STATUS_NO_MEMORY;
	if (one_site)
		list_site(assessment, assessment->site, role);
	else
		for (size_t i = 0; i < count; i++)
			if (is_place(assessment, columns[i]))
				assessment->places[assessment->place_count++].column = columns[i];
	return STATUS_OK;
}

/* ---- looks ---- */

/* New items whose own page was not read yet may turn out to be the answer. */
static enum status
has_unread(const struct assessment *assessment, const struct column *column, bool *unread)
{
	struct store *store = assessment->engine->store;
	const struct item_filter filter = {
		.site = column->site->name, .column = column->name, .only_pending = true,
	};
	int64_t ids[ENGINE_PAGE], after = 0;
	size_t count;

	*unread = false;
	if (!column->read_articles)
		return STATUS_OK;
	do {
		enum status status = store->item_select(store, &filter, after, ids, ENGINE_PAGE, &count);

		for (size_t i = 0; i < count && status == STATUS_OK && !*unread; i++) {
			struct stored_item item;

			status = store->item_get(store, ids[i], assessment->arena, &item);
			*unread = status == STATUS_OK && assessment->now.seconds - item.item.first_seen.seconds <
			    ENGINE_ARTICLE_PATIENCE_SECONDS;
			after = ids[i];
		}
		if (status != STATUS_OK)
			return status;
	} while (count == ENGINE_PAGE && !*unread);
	return STATUS_OK;
}

/* What was published before the column was watched, and is not on the pages that were read, was never seen. */
static bool
reaches_back(const struct assessment *assessment, const struct place *place)
{
	const struct rule *rule = assessment->rule;
	struct date from = { INT32_MIN };

	if (rule->expectation.kind == EXPECT_FRESH)
		return true;
	if (rule->limit.kind == LIMIT_BEFORE || rule->limit.kind == LIMIT_DATE)
		from = rule->has_valid_from ? rule->valid_from : from;
	else if (assessment->anchor.is_known)
		from = assessment->anchor.strict;
	return place->state.has_reach && !date_is_before(from, place->state.reach);
}

static enum status
place_decide(struct assessment *assessment, struct place *place, struct instant after)
{
	struct store *store = assessment->engine->store;
	enum status status = store->column_get(store, place->column->site->name, place->column->name,
	    assessment->arena, &place->state);
	bool unread;

	place->has_state = status == STATUS_OK;
	if (status == STATUS_NOT_FOUND) {
		place->why = "never looked at";
		return STATUS_OK;
	}
	if (status != STATUS_OK)
		return status;
	if (!place->state.has_good || instant_is_before(place->state.last_good, after)) {
		place->why = "no good look after the deadline";
		return STATUS_OK;
	}
	if (!reaches_back(assessment, place)) {
		place->why = "older pages of the list were never read";
		return STATUS_OK;
	}
	status = has_unread(assessment, place->column, &unread);
	place->has_unread = status == STATUS_OK && unread;
	place->is_decided = status == STATUS_OK && !unread;
	place->why = unread ? "new items are still to be read" : NULL;
	return status;
}

enum status
places_decide(struct assessment *assessment, struct instant after)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < assessment->place_count && status == STATUS_OK; i++)
		status = place_decide(assessment, &assessment->places[i], after);
	return status;
}
