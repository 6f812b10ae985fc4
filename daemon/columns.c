/* The columns under watch: made from the configuration, kept over reloads where they stay. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemon/daemon.h"

enum { FIRST_LOOKS_PER_SECOND = 20 };

/* Of all that decides how the column's page is read. */
static uint64_t
digest_of(const struct column *column)
{
	const char *parts[] = { column->url, column->selectors.row, column->selectors.title, column->selectors.link,
		column->selectors.date };
	uint64_t digest = column->pages;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		digest = digest * 31 + (parts[i] == NULL ? i : fetch_hash(parts[i], strlen(parts[i])));
	return digest;
}

struct watched *
columns_find(const struct gongkaid *daemon, const char *site, const char *column)
{
	struct watched *watched = NULL;
	size_t length = strlen(site) + strlen(column) + 2;
	char *identity = malloc(length);

	if (identity == NULL)
		return NULL;
	snprintf(identity, length, "%s/%s", site, column);
	HASH_FIND_STR(daemon->columns, identity, watched);
	free(identity);
	return watched;
}

static void
watched_free(struct watched *watched)
{
	free(watched->identity);
	free(watched->site);
	free(watched->column);
	free(watched);
}

static struct watched *
watched_new(struct gongkaid *daemon, const struct column *column)
{
	struct watched *watched = calloc(1, sizeof(*watched));
	size_t length = strlen(column->site->name) + strlen(column->name) + 2;

	if (watched == NULL)
		return NULL;
	watched->daemon = daemon;
	watched->site = strdup(column->site->name);
	watched->column = strdup(column->name);
	watched->identity = malloc(length);
	if (watched->site == NULL || watched->column == NULL || watched->identity == NULL) {
		watched_free(watched);
		return NULL;
	}
	snprintf(watched->identity, length, "%s/%s", watched->site, watched->column);
	watched->digest = digest_of(column);
	return watched;
}

/* Puts a column under watch, with what the store knows of its last look. */
static enum status
add(struct gongkaid *daemon, const struct column *column, int64_t spread_seconds, struct arena *arena)
{
	struct watched *watched = watched_new(daemon, column);
	struct column_state state = { 0 };
	struct scheduler_look look = { .context = watched, .interval_seconds = span_seconds(column->every) };
	enum status status;

	if (watched == NULL)
		return STATUS_NO_MEMORY;
	status = daemon->store->column_get(daemon->store, watched->site, watched->column, arena, &state);
	look.identity = watched->identity;
	look.spread_seconds = spread_seconds < look.interval_seconds ? spread_seconds : look.interval_seconds;
	look.was_looked_at = state.has_looked;
	look.last_look = state.last_look;
	look.failures = state.failures;
	if (status == STATUS_OK || status == STATUS_NOT_FOUND)
		status = scheduler_add(daemon->scheduler, &look, daemon_now(daemon), &watched->slot);
	if (status != STATUS_OK) {
		watched_free(watched);
		return status;
	}
	watched->is_kept = true;
	HASH_ADD_KEYPTR(hh, daemon->columns, watched->identity, strlen(watched->identity), watched);
	return STATUS_OK;
}

/* A column that was there before keeps its place in the schedule. */
static void
keep(struct gongkaid *daemon, struct watched *watched, const struct column *column)
{
	watched->is_kept = true;
	scheduler_set_interval(daemon->scheduler, watched->slot, span_seconds(column->every));
	if (watched->digest == digest_of(column))
		return;
	watched->digest = digest_of(column);
	watched->is_fresh = true;
	scheduler_poll_now(daemon->scheduler, watched->slot);
}

static void
drop(struct gongkaid *daemon, struct watched *watched)
{
	if (watched->visit != NULL) {
		visit_cancel(watched->visit);
		daemon->visits--;
	}
	scheduler_remove(daemon->scheduler, watched->slot);
	HASH_DEL(daemon->columns, watched);
	watched_free(watched);
}

static size_t
count_columns(const struct ruleset *rules)
{
	size_t count = 0;

	for (const struct site *site = ruleset_sites(rules); site != NULL; site = site->next)
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			count++;
	return count;
}

enum status
columns_update(struct gongkaid *daemon)
{
	const struct ruleset *rules = configuration_rules(daemon->configuration);
	int64_t spread_seconds = (int64_t)(count_columns(rules) / FIRST_LOOKS_PER_SECOND);
	struct arena *arena = arena_new();
	struct watched *watched, *after;
	enum status status = arena == NULL ? STATUS_NO_MEMORY : STATUS_OK;

	for (const struct site *site = ruleset_sites(rules); site != NULL && status == STATUS_OK; site = site->next)
		for (const struct column *column = site->columns; column != NULL && status == STATUS_OK; column = column->next) {
			watched = columns_find(daemon, site->name, column->name);
			if (watched != NULL)
				keep(daemon, watched, column);
			else
				status = add(daemon, column, spread_seconds, arena);
		}
	HASH_ITER(hh, daemon->columns, watched, after) {
		if (!watched->is_kept && status == STATUS_OK)
			drop(daemon, watched);
		else
			watched->is_kept = false;
	}
	arena_free(arena);
	return status;
}

void
columns_free(struct gongkaid *daemon)
{
	struct watched *watched, *after;

	HASH_ITER(hh, daemon->columns, watched, after)
		drop(daemon, watched);
}
