/* Looks: one crawl of a column goes in. */
#include <string.h>

#include "lib/engine/intake.h"

/* ---- how far back the column is known ---- */

/* From the first import on, new items are seen as they come. Where a whole page of new ones came at once, something may
 * have passed between two looks. */
static void
set_reach(struct intake *intake, const struct look *look, struct column_state *state)
{
	struct date oldest = instant_date(intake->asked, intake->engine->zone);
	bool gap = !intake->is_first && look->item_count > 0 && intake->changed.count >= look->item_count;

	if (look->is_complete) {
		state->reach.days = INT32_MIN;
		state->has_reach = true;
		return;
	}
	if (state->has_reach && !gap)
		return;
	for (size_t i = 0; i < look->item_count; i++)
		if (look->items[i].published.precision >= DATE_PRECISION_DAY)
			oldest = look->items[i].published.date;
	state->reach = oldest;
	state->has_reach = true;
}

/* ---- the column's state ---- */

static void
take_good(struct intake *intake, const struct look *look, struct column_state *state)
{
	if (!state->has_good)
		state->first_good = intake->asked;
	state->has_good = true;
	state->last_good = intake->asked;
	if (look->is_complete || (look->is_unchanged && state->has_complete)) {
		state->has_complete = true;
		state->last_complete = intake->asked;
	}
	state->failures = 0;
	if (look->is_unchanged)
		return;
	state->is_imported = true;
	state->etag = look->etag;
	state->last_modified = look->last_modified;
	state->body_hash = look->observation.body_hash;
	state->items = (uint32_t)look->item_count;
	set_reach(intake, look, state);
}

static enum status
tell_trouble(struct intake *intake, const struct look *look, struct column_state *state, bool recovered)
{
	struct engine_notice notice = {
		.kind = recovered ? ENGINE_RECOVERY : ENGINE_TROUBLE, .at = intake->now, .column = intake->column,
		.site = intake->column->site,
		.column_state = state, .detail = look->observation.detail, .site_troubles = !recovered,
	};
	struct store *store = intake->engine->store;

	for (const struct column *column = intake->column->site->columns; column != NULL; column = column->next) {
		struct column_state other;

		if (column != intake->column && store->column_get(store, column->site->name, column->name,
		    intake->arena, &other) == STATUS_OK && other.is_trouble_told)
			notice.site_troubles++;
	}
	state->is_trouble_told = !recovered;
	return engine_tell(intake->engine, &notice);
}

/* Told once when it lasts; a challenge or a wrong page does not go away by itself and is told at once. */
static enum status
check_trouble(struct intake *intake, const struct look *look, struct column_state *state)
{
	bool is_good = outcome_is_good(look->observation.outcome);

	if (is_good)
		return state->is_trouble_told ? tell_trouble(intake, look, state, true) : STATUS_OK;
	if (state->is_trouble_told || (state->failures < ENGINE_TROUBLE_LOOKS &&
	    look->observation.outcome != OUTCOME_CHALLENGE && look->observation.outcome != OUTCOME_WRONG_PAGE &&
	    look->observation.outcome != OUTCOME_ROBOTS && look->observation.outcome != OUTCOME_PARKED))
		return STATUS_OK;
	return tell_trouble(intake, look, state, false);
}

static enum status
save_column(struct intake *intake, const struct look *look)
{
	struct store *store = intake->engine->store;
	struct column_state state = intake->state;
	enum status status;

	state.has_looked = true;
	state.last_look = intake->at;
	state.last_outcome = look->observation.outcome;
	if (outcome_is_good(look->observation.outcome))
		take_good(intake, look, &state);
	else
		state.failures++;
	status = check_trouble(intake, look, &state);
	if (status == STATUS_OK)
		status = store->column_put(store, &state);
	return status == STATUS_OK ? store->observation_add(store, &look->observation) : status;
}

/* ---- one look ---- */

static enum status
load_state(struct intake *intake)
{
	struct store *store = intake->engine->store;
	const struct column *column = intake->column;
	enum status status = store->column_get(store, column->site->name, column->name, intake->arena, &intake->state);

	if (status != STATUS_NOT_FOUND)
		return status;
	intake->state = (struct column_state){ .site = column->site->name, .column = column->name };
	return STATUS_OK;
}

static enum status
take_items(struct intake *intake, const struct look *look)
{
	enum status status = STATUS_OK;

	intake->is_first = !intake->state.is_imported;
	for (size_t i = 0; i < look->item_count && status == STATUS_OK; i++)
		status = intake_item(intake, &look->items[i]);
	return status == STATUS_OK ? intake_absent(intake, look) : status;
}

/* Items first, then the column's state (their windows need the old one), then what follows from both. */
static enum status
take_look(struct intake *intake, const struct look *look)
{
	bool has_items = outcome_is_good(look->observation.outcome) && !look->is_unchanged;
	enum status status = load_state(intake);

	if (status == STATUS_OK && has_items)
		status = take_items(intake, look);
	if (status == STATUS_OK)
		status = save_column(intake, look);
	if (status == STATUS_OK && has_items)
		status = intake_consequences(intake);
	if (status == STATUS_OK)
		status = look_decides(intake->engine, intake->column, intake->asked, intake->now);
	if (status == STATUS_OK)
		status = standing_look(intake);
	return status;
}

enum status
engine_look(struct engine *engine, const struct look *look, struct instant now)
{
	const struct observation *observation = &look->observation;
	struct intake intake = {
		.engine = engine, .now = now, .at = observation->at,
		.asked = look->asked.seconds == 0 ? observation->at : look->asked,
		.column = engine_find_column(engine, observation->site, observation->column),
	};
	enum status status;

	if (intake.column == NULL)
		return STATUS_NOT_FOUND;
	intake.arena = arena_new();
	if (intake.arena == NULL)
		return STATUS_NO_MEMORY;
	intake.changed.arena = intake.gone.arena = intake.seen.arena = intake.arena;
	status = engine->store->begin(engine->store);
	if (status == STATUS_OK)
		status = store_end(engine->store, take_look(&intake, look));
	if (status != STATUS_OK)
		pairing_forget(engine);
	arena_free(intake.arena);
	return status;
}
