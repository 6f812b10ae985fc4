/* Column states, runs of looks, rules, measures and settings in memory. */
#include <string.h>

#include "lib/store/memory_private.h"

static const struct record_string column_strings[] = {
	NAME(struct column_state, site), NAME(struct column_state, column),
	STRING(struct column_state, etag), STRING(struct column_state, last_modified),
};
static const struct record_string run_strings[] = {
	NAME(struct observation_run, first.site), NAME(struct observation_run, first.column),
	STRING(struct observation_run, first.detail),
};
static const struct record_string rule_strings[] = { NAME(struct rule_state, rule) };
static const struct record_string reading_strings[] = { NAME(struct site_reading, site) };

struct setting {
	const char *name;
	const char *value;
};
static const struct record_string setting_strings[] = {
	STRING(struct setting, name), STRING(struct setting, value),
};

#define TYPE(name, type, id) \
	static const struct record_type name##_type = { sizeof(type), id, name##_strings, \
		COUNT_OF(name##_strings), NO_MEMBER, NO_MEMBER }

TYPE(column, struct column_state, NO_MEMBER);
TYPE(run, struct observation_run, offsetof(struct observation_run, id));
TYPE(rule, struct rule_state, NO_MEMBER);
TYPE(reading, struct site_reading, NO_MEMBER);
TYPE(setting, struct setting, NO_MEMBER);

static uint64_t
key_of_place(const char *site, const char *column)
{
	return key_string(key_string(0, site), column);
}

/* ---- columns ---- */

static void
keys_of_column(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct column_state *state = row;

	row_keys_add(keys, (struct index_entry){ &memory->column_key, key_of_place(state->site, state->column), true });
}

static int64_t
column_id(struct memory_store *memory, const char *site, const char *column)
{
	struct id_list list = index_find(&memory->column_key, key_of_place(site, column));

	for (size_t i = 0; i < list.count; i++) {
		const struct column_state *row = table_row(&memory->columns, list.ids[i]);

		if (same(row->site, site) && same(row->column, column))
			return list.ids[i];
	}
	return 0;
}

static enum status
column_get(struct store *store, const char *site, const char *column, struct arena *arena,
    struct column_state *state)
{
	struct memory_store *memory = memory_of(store);

	return table_read(&memory->columns, column_id(memory, site, column), arena, state);
}

static enum status
column_put(struct store *store, const struct column_state *state)
{
	struct memory_store *memory = memory_of(store);
	struct column_state copy = *state;
	int64_t id = column_id(memory, state->site, state->column);

	return table_put(&memory->columns, &copy, &id);
}

/* ---- looks ---- */

static void
keys_of_run(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct observation_run *run = row;
	const struct index_entry entries[] = {
		{ &memory->run_column, key_of_place(run->first.site, run->first.column), true },
		{ &memory->run_site, key_string(0, run->first.site), true },
	};

	for (size_t i = 0; i < COUNT_OF(entries); i++)
		row_keys_add(keys, entries[i]);
}

static bool
goes_on(const struct observation_run *run, const struct observation *next)
{
	const struct observation *first = &run->first;

	return same(first->site, next->site) && same(first->column, next->column) &&
	    first->outcome == next->outcome && first->http_status == next->http_status &&
	    first->body_hash == next->body_hash && first->items == next->items;
}

static enum status
observation_add(struct store *store, const struct observation *observation)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->run_column, key_of_place(observation->site, observation->column));
	struct observation_run run = { .first = *observation, .to = observation->at, .count = 1 };
	int64_t id = 0;

	if (list.count > 0) {
		const struct observation_run *last = table_row(&memory->runs, list.ids[list.count - 1]);

		if (goes_on(last, observation)) {
			run = *last;
			run.to = observation->at;
			run.count++;
			id = last->id;
		}
	}
	return table_put(&memory->runs, &run, &id);
}

static enum status
observation_each(struct store *store, const char *site, const char *column, struct instant from,
    struct instant to, observation_function *function, void *context)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = column == NULL ? index_find(&memory->run_site, key_string(0, site)) :
	    index_find(&memory->run_column, key_of_place(site, column));
	enum status status = STATUS_OK;

	for (size_t i = list.count; i-- > 0 && status == STATUS_OK;) {
		const struct observation_run *run = table_row(&memory->runs, list.ids[i]);

		if (!same(run->first.site, site) || (column != NULL && !same(run->first.column, column)))
			continue;
		if (instant_is_before(to, run->first.at) || instant_is_before(run->to, from))
			continue;
		status = function(context, run);
	}
	return status;
}

static enum status
observation_trim(struct store *store, struct instant before)
{
	struct memory_store *memory = memory_of(store);

	for (int64_t id = 1; id <= memory->runs.last_id; id++) {
		const struct observation_run *run = table_row(&memory->runs, id);
		enum status status;

		if (run == NULL || !instant_is_before(run->to, before))
			continue;
		status = table_drop(&memory->runs, id);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

/* ---- rules ---- */

static void
keys_of_rule(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;

	row_keys_add(keys, (struct index_entry){ &memory->rule_key,
		key_string(0, ((const struct rule_state *)row)->rule), true });
}

static int64_t
rule_id(struct memory_store *memory, const char *rule)
{
	struct id_list list = index_find(&memory->rule_key, key_string(0, rule));

	for (size_t i = 0; i < list.count; i++)
		if (same(((const struct rule_state *)table_row(&memory->rules, list.ids[i]))->rule, rule))
			return list.ids[i];
	return 0;
}

static enum status
rule_state_get(struct store *store, const char *rule, struct arena *arena, struct rule_state *state)
{
	struct memory_store *memory = memory_of(store);

	return table_read(&memory->rules, rule_id(memory, rule), arena, state);
}

static enum status
rule_state_put(struct store *store, const struct rule_state *state)
{
	struct memory_store *memory = memory_of(store);
	struct rule_state copy = *state;
	int64_t id = rule_id(memory, state->rule);

	return table_put(&memory->rules, &copy, &id);
}

static enum status
rule_state_drop(struct store *store, const char *rule)
{
	struct memory_store *memory = memory_of(store);

	return table_drop(&memory->rules, rule_id(memory, rule));
}

static enum status
rule_state_next(struct store *store, const char *after, struct arena *arena, struct rule_state *state)
{
	struct memory_store *memory = memory_of(store);
	const struct rule_state *best = NULL;
	int64_t best_id = 0;

	for (int64_t id = 1; id <= memory->rules.last_id; id++) {
		const struct rule_state *row = table_row(&memory->rules, id);

		if (row != NULL && strcmp(row->rule, after) > 0 && (best == NULL || strcmp(row->rule, best->rule) < 0)) {
			best = row;
			best_id = id;
		}
	}
	return table_read(&memory->rules, best_id, arena, state);
}

/* ---- measures and settings ---- */

static void
keys_of_reading(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct site_reading *reading = row;

	row_keys_add(keys, (struct index_entry){ &memory->reading_key,
		key_number(key_string(0, reading->site), reading->measure), true });
}

static int64_t
reading_id(struct memory_store *memory, const char *site, int measure)
{
	struct id_list list = index_find(&memory->reading_key, key_number(key_string(0, site), measure));

	for (size_t i = 0; i < list.count; i++) {
		const struct site_reading *row = table_row(&memory->readings, list.ids[i]);

		if (row->measure == measure && same(row->site, site))
			return list.ids[i];
	}
	return 0;
}

static enum status
reading_put(struct store *store, const struct site_reading *reading)
{
	struct memory_store *memory = memory_of(store);
	struct site_reading copy = *reading;
	int64_t id = reading_id(memory, reading->site, reading->measure);

	return table_put(&memory->readings, &copy, &id);
}

static enum status
reading_get(struct store *store, const char *site, int measure, struct site_reading *reading)
{
	struct memory_store *memory = memory_of(store);
	const struct site_reading *row = table_row(&memory->readings, reading_id(memory, site, measure));

	if (row == NULL)
		return STATUS_NOT_FOUND;
	*reading = *row;
	return STATUS_OK;
}

static void
keys_of_setting(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;

	row_keys_add(keys, (struct index_entry){ &memory->setting_key,
		key_string(0, ((const struct setting *)row)->name), true });
}

static int64_t
setting_id(struct memory_store *memory, const char *name)
{
	struct id_list list = index_find(&memory->setting_key, key_string(0, name));

	for (size_t i = 0; i < list.count; i++)
		if (same(((const struct setting *)table_row(&memory->settings, list.ids[i]))->name, name))
			return list.ids[i];
	return 0;
}

static enum status
setting_get(struct store *store, const char *name, struct arena *arena, const char **value)
{
	struct memory_store *memory = memory_of(store);
	struct setting setting;
	enum status status = table_read(&memory->settings, setting_id(memory, name), arena, &setting);

	if (status == STATUS_OK)
		*value = setting.value;
	return status;
}

static enum status
setting_put(struct store *store, const char *name, const char *value)
{
	struct memory_store *memory = memory_of(store);
	struct setting setting = { name, value };
	int64_t id = setting_id(memory, name);

	return table_put(&memory->settings, &setting, &id);
}

void
memory_columns_start(struct memory_store *memory)
{
	struct store *store = &memory->store;

	memory_table_start(memory, &memory->columns, &column_type, keys_of_column);
	memory_table_start(memory, &memory->runs, &run_type, keys_of_run);
	memory_table_start(memory, &memory->rules, &rule_type, keys_of_rule);
	memory_table_start(memory, &memory->readings, &reading_type, keys_of_reading);
	memory_table_start(memory, &memory->settings, &setting_type, keys_of_setting);
	store->column_get = column_get;
	store->column_put = column_put;
	store->observation_add = observation_add;
	store->observation_each = observation_each;
	store->observation_trim = observation_trim;
	store->rule_state_get = rule_state_get;
	store->rule_state_put = rule_state_put;
	store->rule_state_drop = rule_state_drop;
	store->rule_state_next = rule_state_next;
	store->reading_put = reading_put;
	store->reading_get = reading_get;
	store->setting_get = setting_get;
	store->setting_put = setting_put;
}

void
memory_columns_clear(struct memory_store *memory)
{
	table_clear(&memory->columns);
	table_clear(&memory->runs);
	table_clear(&memory->rules);
	table_clear(&memory->readings);
	table_clear(&memory->settings);
	index_clear(&memory->column_key);
	index_clear(&memory->run_column);
	index_clear(&memory->run_site);
	index_clear(&memory->rule_key);
	index_clear(&memory->reading_key);
	index_clear(&memory->setting_key);
}
