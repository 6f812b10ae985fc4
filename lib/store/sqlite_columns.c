/* Column states and runs of looks on disk. */
#include "lib/store/sqlite_private.h"

static enum status
column_get(struct store *store, const char *site, const char *column, struct arena *arena,
    struct column_state *state)
{
	struct column_state read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_COLUMN_GET);
	query.arena = arena;
	bind_text(&query, site);
	bind_text(&query, column);
	found = query_step(&query);
	if (found) {
		read.site = take_text(&query);
		read.column = take_text(&query);
		read.is_imported = take_bool(&query);
		read.has_good = take_instant_if(&query, &read.first_good);
		(void)take_instant_if(&query, &read.last_good);
		read.has_complete = take_instant_if(&query, &read.last_complete);
		read.has_looked = take_instant_if(&query, &read.last_look);
		read.last_outcome = (enum outcome)take_int(&query);
		read.failures = (uint32_t)take_int(&query);
		read.is_trouble_told = take_bool(&query);
		read.etag = take_text(&query);
		read.last_modified = take_text(&query);
		read.body_hash = (uint64_t)take_int(&query);
		read.items = (uint32_t)take_int(&query);
		read.has_reach = take_date_if(&query, &read.reach);
	}
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*state = read;
	return status;
}

static enum status
column_put(struct store *store, const struct column_state *state)
{
	struct query query;

	query_change(&query, store, STATEMENT_COLUMN_PUT);
	bind_text(&query, state->site);
	bind_text(&query, state->column);
	bind_bool(&query, state->is_imported);
	bind_instant_if(&query, state->has_good, state->first_good);
	bind_instant_if(&query, state->has_good, state->last_good);
	bind_instant_if(&query, state->has_complete, state->last_complete);
	bind_instant_if(&query, state->has_looked, state->last_look);
	bind_int(&query, (int64_t)state->last_outcome);
	bind_int(&query, state->failures);
	bind_bool(&query, state->is_trouble_told);
	bind_text(&query, state->etag);
	bind_text(&query, state->last_modified);
	bind_int(&query, (int64_t)state->body_hash);
	bind_int(&query, state->items);
	bind_date_if(&query, state->has_reach, state->reach);
	return query_run(&query);
}

static void
bind_look(struct query *query, const struct observation *observation)
{
	bind_instant(query, observation->at);
	bind_text(query, observation->site);
	bind_text(query, observation->column);
	bind_int(query, (int64_t)observation->outcome);
	bind_int(query, observation->http_status);
	bind_int(query, (int64_t)observation->body_hash);
	bind_int(query, observation->items);
}

static enum status
observation_add(struct store *store, const struct observation *observation)
{
	struct query query;
	enum status status;

	query_change(&query, store, STATEMENT_OBSERVATION_EXTEND);
	bind_look(&query, observation);
	status = query_run_one(&query);
	if (status != STATUS_NOT_FOUND)
		return status;
	query_change(&query, store, STATEMENT_OBSERVATION_ADD);
	bind_look(&query, observation);
	bind_text(&query, observation->detail);
	return query_run(&query);
}

static struct observation_run
take_run(struct query *query)
{
	struct observation_run run = { .id = take_int(query) };

	run.first.site = take_text(query);
	run.first.column = take_text(query);
	run.first.at = take_instant(query);
	run.first.outcome = (enum outcome)take_int(query);
	run.first.http_status = (int)take_int(query);
	run.first.body_hash = (uint64_t)take_int(query);
	run.first.items = (uint32_t)take_int(query);
	run.first.detail = take_text(query);
	run.to = take_instant(query);
	run.count = (uint32_t)take_int(query);
	return run;
}

static enum status
observation_each(struct store *store, const char *site, const char *column, struct instant from, struct instant to,
    observation_function *function, void *context)
{
	enum status status = STATUS_OK, end;
	struct query query;

	query_start(&query, store, column == NULL ? STATEMENT_OBSERVATIONS_SITE : STATEMENT_OBSERVATIONS_PLACE);
	bind_text(&query, site);
	if (column != NULL)
		bind_text(&query, column);
	bind_instant(&query, from);
	bind_instant(&query, to);
	while (status == STATUS_OK && query_step(&query)) {
		struct observation_run run = take_run(&query);

		status = function(context, &run);
	}
	end = query_end(&query);
	return status != STATUS_OK ? status : end;
}

static enum status
observation_trim(struct store *store, struct instant before)
{
	struct query query;

	query_change(&query, store, STATEMENT_OBSERVATION_TRIM);
	bind_instant(&query, before);
	return query_run(&query);
}

void
sqlite_columns_start(struct store *store)
{
	store->column_get = column_get;
	store->column_put = column_put;
	store->observation_add = observation_add;
	store->observation_each = observation_each;
	store->observation_trim = observation_trim;
}
