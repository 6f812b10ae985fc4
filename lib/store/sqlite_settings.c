/* What the engine remembers of rules, measures of sites, and small named values on disk. */
#include "lib/store/sqlite_private.h"

static enum status
read_rule_state(struct query *query, struct arena *arena, struct rule_state *state)
{
	struct rule_state read = { 0 };
	enum status status;
	bool found;

	query->arena = arena;
	found = query_step(query);
	if (found) {
		read.rule = take_text(query);
		read.digest = (uint64_t)take_int(query);
		read.first_used = take_instant(query);
		read.has_opened = take_date_if(query, &read.opened_until);
	}
	status = query_end_found(query, found);
	if (status == STATUS_OK)
		*state = read;
	return status;
}

static enum status
rule_state_get(struct store *store, const char *rule, struct arena *arena, struct rule_state *state)
{
	struct query query;

	query_start(&query, store, STATEMENT_RULE_STATE_GET);
	bind_text(&query, rule);
	return read_rule_state(&query, arena, state);
}

static enum status
rule_state_next(struct store *store, const char *after, struct arena *arena, struct rule_state *state)
{
	struct query query;

	query_start(&query, store, STATEMENT_RULE_STATE_NEXT);
	bind_text(&query, after);
	return read_rule_state(&query, arena, state);
}

static enum status
rule_state_put(struct store *store, const struct rule_state *state)
{
	struct query query;

	query_change(&query, store, STATEMENT_RULE_STATE_PUT);
	bind_text(&query, state->rule);
	bind_int(&query, (int64_t)state->digest);
	bind_instant(&query, state->first_used);
	bind_date_if(&query, state->has_opened, state->opened_until);
	return query_run(&query);
}

static enum status
rule_state_drop(struct store *store, const char *rule)
{
	struct query query;

	query_change(&query, store, STATEMENT_RULE_STATE_DROP);
	bind_text(&query, rule);
	return query_run(&query);
}

static enum status
reading_put(struct store *store, const struct site_reading *reading)
{
	struct query query;

	query_change(&query, store, STATEMENT_READING_PUT);
	bind_text(&query, reading->site);
	bind_int(&query, reading->measure);
	bind_int(&query, reading->value);
	bind_instant(&query, reading->at);
	return query_run(&query);
}

static enum status
reading_get(struct store *store, const char *site, int measure, struct site_reading *reading)
{
	struct site_reading read = { .site = site, .measure = measure };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_READING_GET);
	bind_text(&query, site);
	bind_int(&query, measure);
	found = query_step(&query);
	if (found) {
		read.value = take_int(&query);
		read.at = take_instant(&query);
	}
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*reading = read;
	return status;
}

static enum status
setting_get(struct store *store, const char *name, struct arena *arena, const char **value)
{
	const char *read = NULL;
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_SETTING_GET);
	query.arena = arena;
	bind_text(&query, name);
	found = query_step(&query);
	if (found)
		read = take_text(&query);
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*value = read;
	return status;
}

static enum status
setting_put(struct store *store, const char *name, const char *value)
{
	struct query query;

	query_change(&query, store, STATEMENT_SETTING_PUT);
	bind_text(&query, name);
	bind_text(&query, value);
	return query_run(&query);
}

void
sqlite_settings_start(struct store *store)
{
	store->rule_state_get = rule_state_get;
	store->rule_state_put = rule_state_put;
	store->rule_state_drop = rule_state_drop;
	store->rule_state_next = rule_state_next;
	store->reading_put = reading_put;
	store->reading_get = reading_get;
	store->setting_get = setting_get;
	store->setting_put = setting_put;
}
