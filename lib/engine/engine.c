/* The engine: start, and going over to other rules or calendars. */
#include "engine/engine.h"

#include <stdlib.h>
#include <string.h>

#include "lib/engine/engine_private.h"

const struct site *
engine_sites(const struct engine *engine)
{
	return engine->sites != NULL ? engine->sites : ruleset_sites(engine->ruleset);
}

const struct site *
engine_find_site(const struct engine *engine, const char *name)
{
	if (engine->sites == NULL)
		return ruleset_find_site(engine->ruleset, name);
	for (const struct site *site = engine->sites; site != NULL; site = site->next)
		if (strcmp(site->name, name) == 0)
			return site;
	return NULL;
}

const struct column *
engine_find_column(const struct engine *engine, const char *name, const char *column_name)
{
	const struct site *site;

	if (engine->sites == NULL)
		return ruleset_find_column(engine->ruleset, name, column_name);
	site = engine_find_site(engine, name);
	for (const struct column *column = site == NULL ? NULL : site->columns; column != NULL; column = column->next)
		if (strcmp(column->name, column_name) == 0)
			return column;
	return NULL;
}

const struct calendar *
engine_calendar(const struct engine *engine, const char *name)
{
	const struct calendar *calendar = name == NULL ? NULL : engine->calendar(engine->calendar_context, name);

	return calendar != NULL ? calendar : engine->calendar(engine->calendar_context, NULL);
}

/* ---- rules that are new, changed or gone ---- */

static enum status
save_rule_state(struct engine *engine, const struct rule *rule, const struct rule_state *before, struct instant now)
{
	struct rule_state state = { .rule = rule->name, .digest = rule->digest, .first_used = now };

	if (before != NULL) {
		state = *before;
		state.digest = rule->digest;
		state.has_opened = false; /* periods are looked through again */
	}
	return engine->store->rule_state_put(engine->store, &state);
}

/* Duties of before first, so that what is out of scope is withdrawn; then those that the new text makes. */
static enum status
derive_rule(struct engine *engine, const struct rule *rule, const struct rule_state *before, struct instant now)
{
	const struct duty_filter filter = { .rule = rule->name };
	enum status status = save_rule_state(engine, rule, before, now);

	if (status == STATUS_OK && before != NULL)
		status = assess_all(engine, &filter, CAUSE_RULE, now);
	if (status == STATUS_OK)
		status = trigger_rule(engine, rule, now);
	return status == STATUS_OK ? timed_rule(engine, rule, now) : status;
}

static enum status
adopt_rule(struct engine *engine, const struct rule *rule, struct instant now)
{
	struct store *store = engine->store;
	struct arena *arena = arena_new();
	struct rule_state state;
	enum status status = arena == NULL ? STATUS_NO_MEMORY : store->rule_state_get(store, rule->name, arena, &state);
	bool is_new = status == STATUS_NOT_FOUND;

	if (is_new || (status == STATUS_OK && state.digest != rule->digest)) {
		status = store->begin(store);
		if (status == STATUS_OK)
			status = store_end(store, derive_rule(engine, rule, is_new ? NULL : &state, now));
	}
	arena_free(arena);
	return status;
}

static enum status
retire_rule(struct engine *engine, const char *name, struct instant now)
{
	const struct duty_filter filter = {
		.rule = name, .states = 1 << DUTY_WAITING | 1 << DUTY_OVERDUE | 1 << DUTY_UNKNOWN | 1 << DUTY_WAIVED,
	};
	struct store *store = engine->store;
	enum status status = store->begin(store);

	if (status != STATUS_OK)
		return status;
	status = assess_all(engine, &filter, CAUSE_RULE, now);
	if (status == STATUS_OK)
		status = store->rule_state_drop(store, name);
	return store_end(store, status);
}

static enum status
retire_rules(struct engine *engine, struct instant now)
{
	struct store *store = engine->store;
	struct arena *arena = arena_new();
	struct rule_state state;
	const char *after = "";
	enum status status = arena == NULL ? STATUS_NO_MEMORY : STATUS_OK;

	while (status == STATUS_OK) {
		status = store->rule_state_next(store, after, arena, &state);
		if (status == STATUS_OK && ruleset_find_rule(engine->ruleset, state.rule) == NULL)
			status = retire_rule(engine, state.rule, now);
		after = state.rule;
	}
	arena_free(arena);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- the digest of sites and rosters: they decide as well, for every rule ---- */

static uint64_t
hash_string(uint64_t hash, const char *string)
{
	for (; string != NULL && *string != '\0'; string++)
		hash = (hash ^ (unsigned char)*string) * 0x100000001b3ULL;
	return (hash ^ 0xff) * 0x100000001b3ULL;
}

static uint64_t
surroundings_digest(const struct engine *engine)
{
	uint64_t hash = 0xcbf29ce484222325ULL;

	for (const struct site *site = engine_sites(engine); site != NULL; site = site->next) {
		hash = hash_string(hash_string(hash_string(hash, site->name), site->region), site->level);
		hash = hash_string(hash, site->calendar);
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			hash = hash_string(hash_string(hash_string(hash, column->name), column->role), column->unit);
	}
	for (const struct roster *roster = ruleset_rosters(engine->ruleset); roster != NULL; roster = roster->next) {
		hash = hash_string(hash, roster->name);
		for (const struct unit *unit = roster->units; unit != NULL; unit = unit->next) {
			hash = hash_string(hash_string(hash, unit->name), unit->site);
			for (const char *const *alias = unit->aliases; alias != NULL && *alias != NULL; alias++)
				hash = hash_string(hash, *alias);
		}
	}
	return hash;
}

/* A site or roster that changed may concern any rule that speaks of it: those are derived again. */
static enum status
adopt_surroundings(struct engine *engine, bool *changed)
{
	struct store *store = engine->store;
	struct arena *arena = arena_new();
	const char *before = NULL, *digest;
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	digest = arena_format(arena, "%016llx", (unsigned long long)surroundings_digest(engine));
	status = digest == NULL ? STATUS_NO_MEMORY : store->setting_get(store, "surroundings", arena, &before);
	*changed = status == STATUS_OK && strcmp(before, digest) != 0;
	if (*changed || status == STATUS_NOT_FOUND) {
		status = store->begin(store);
		if (status == STATUS_OK)
			status = store_end(store, store->setting_put(store, "surroundings", digest));
	}
	arena_free(arena);
	return status;
}

static enum status
forget_digests(struct engine *engine)
{
	struct store *store = engine->store;
	struct arena *arena = arena_new();
	struct rule_state state;
	const char *after = "";
	enum status status = arena == NULL ? STATUS_NO_MEMORY : store->begin(store);

	if (status != STATUS_OK) {
		arena_free(arena);
		return status;
	}
	while (status == STATUS_OK) {
		status = store->rule_state_next(store, after, arena, &state);
		if (status != STATUS_OK)
			break;
		after = state.rule;
		state.digest = 0;
		status = store->rule_state_put(store, &state);
	}
	status = store_end(store, status == STATUS_NOT_FOUND ? STATUS_OK : status);
	arena_free(arena);
	return status;
}

static enum status
adopt_rules(struct engine *engine, struct instant now)
{
	size_t count;
	const struct rule *const *rules = ruleset_rules(engine->ruleset, &count);
	bool changed = false;
	enum status status = adopt_surroundings(engine, &changed);

	if (status == STATUS_OK && changed)
		status = forget_digests(engine);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = adopt_rule(engine, rules[i], now);
	return status == STATUS_OK ? retire_rules(engine, now) : status;
}

enum status
engine_use_rules(struct engine *engine, struct ruleset *ruleset, struct instant now)
{
	struct ruleset *before = engine->ruleset;
	enum status status;

	engine->ruleset = ruleset_retain(ruleset);
	status = engine_index_columns(engine);
	if (status != STATUS_OK) {
		ruleset_release(engine->ruleset);
		engine->ruleset = before;
		return status;
	}
	pairing_forget(engine);
	status = adopt_rules(engine, now);
	if (status == STATUS_OK) {
		ruleset_release(before);
		engine->timed_at = now;
		return STATUS_OK;
	}
	/* What was derived already is derived back when the old rules are adopted again; it is not worth failing for. */
	ruleset_release(engine->ruleset);
	engine->ruleset = before;
	return engine_index_columns(engine) == STATUS_OK ? status : STATUS_NO_MEMORY;
}

/* ---- calendars ---- */

static enum status
recount_page(struct engine *engine, const int64_t *ids, size_t count, struct instant now)
{
	struct store *store = engine->store;
	enum status status = store->begin(store);

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = assess_duty(engine, ids[i], CAUSE_CALENDAR, now);
	return store_end(store, status);
}

static enum status
recount(struct engine *engine, struct instant now)
{
	const struct duty_filter filter = {
		.states = 1 << DUTY_WAITING | 1 << DUTY_OVERDUE | 1 << DUTY_UNKNOWN | 1 << DUTY_WAIVED,
	};
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status;
	size_t count;

	do {
		status = engine->store->duty_select(engine->store, &filter, after, ids, ENGINE_PAGE, &count);
		if (status == STATUS_OK && count > 0) {
			after = ids[count - 1];
			status = recount_page(engine, ids, count, now);
		}
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}

static uint64_t
calendars_digest(const struct engine *engine)
{
	const struct calendar *calendar = engine_calendar(engine, NULL);
	uint64_t hash = hash_string(0xcbf29ce484222325ULL, calendar_version(calendar));

	for (const struct site *site = engine_sites(engine); site != NULL; site = site->next) {
		if (site->calendar == NULL)
			continue;
		calendar = engine_calendar(engine, site->calendar);
		hash = hash_string(hash, calendar_version(calendar));
	}
	return hash;
}

enum status
engine_use_calendars(struct engine *engine, struct instant now)
{
	struct store *store = engine->store;
	struct arena *arena = arena_new();
	const char *before = NULL, *digest = arena == NULL ? NULL :
	    arena_format(arena, "%016llx", (unsigned long long)calendars_digest(engine));
	enum status status = digest == NULL ? STATUS_NO_MEMORY :
	    store->setting_get(store, "calendars", arena, &before);
	bool is_first = status == STATUS_NOT_FOUND;

	if (is_first || (status == STATUS_OK && strcmp(before, digest) != 0)) {
		status = is_first ? STATUS_OK : recount(engine, now);
		if (status == STATUS_OK)
			status = store->begin(store);
		if (status == STATUS_OK)
			status = store_end(store, store->setting_put(store, "calendars", digest));
	}
	arena_free(arena);
	return status;
}

/* ---- start and end ---- */

enum status
engine_new(const struct engine_config *config, struct instant now, struct engine **engine)
{
	struct engine *new = calloc(1, sizeof(*new));
	enum status status;

	if (new == NULL)
		return STATUS_NO_MEMORY;
	new->ruleset = ruleset_retain(config->ruleset);
	new->sites = config->sites;
	new->store = config->store;
	new->zone = config->zone;
	new->calendar = config->calendar;
	new->calendar_context = config->calendar_context;
	new->sink = config->sink;
	new->sink_context = config->sink_context;
	new->started_at = new->timed_at = now;
	if (engine_calendar(new, NULL) == NULL) {
		engine_free(new);
		return STATUS_INVALID;
	}
	status = pairing_new(new);
	if (status == STATUS_OK)
		status = engine_index_columns(new);
	if (status == STATUS_OK)
		status = adopt_rules(new, now);
	if (status == STATUS_OK)
		status = engine_use_calendars(new, now);
	if (status != STATUS_OK) {
		engine_free(new);
		return status;
	}
	*engine = new;
	return STATUS_OK;
}

void
engine_free(struct engine *engine)
{
	if (engine == NULL)
		return;
	pairing_free(engine);
	free(engine->columns);
	ruleset_release(engine->ruleset);
	free(engine);
}
