/* Pairs, events and operator actions in memory. */
#include <stdlib.h>
#include <string.h>

#include "lib/store/memory_private.h"
#include "match/match.h"

static const struct record_string pair_strings[] = {
	STRING(struct pair, reason), STRING(struct pair, runners_up), STRING(struct pair, author),
};
static const struct record_type pair_type = {
	sizeof(struct pair), offsetof(struct pair, id), pair_strings, COUNT_OF(pair_strings), NO_MEMBER, NO_MEMBER,
};
static const struct record_string event_strings[] = {
	NAME(struct event, name), NAME(struct event, site), NAME(struct event, unit),
	STRING(struct event, title), STRING(struct event, author),
};
static const struct record_type event_type = {
	sizeof(struct event), offsetof(struct event, id), event_strings, COUNT_OF(event_strings),
	offsetof(struct event, fields), offsetof(struct event, field_count),
};
static const struct record_string operation_strings[] = {
	STRING(struct operation, author), STRING(struct operation, reason), STRING(struct operation, name),
	STRING(struct operation, site), STRING(struct operation, unit), STRING(struct operation, title),
	STRING(struct operation, fields),
	STRING(struct operation, refusal),
};
static const struct record_type operation_type = {
	sizeof(struct operation), offsetof(struct operation, id), operation_strings,
	COUNT_OF(operation_strings), NO_MEMBER, NO_MEMBER,
};

/* ---- pairs ---- */

static uint64_t
key_of_pair(int64_t trigger, int64_t response)
{
	return key_number(key_number(0, trigger), response);
}

static void
keys_of_pair(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct pair *pair = row;
	const struct index_entry entries[] = {
		{ &memory->pair_key, key_of_pair(pair->trigger, pair->response), true },
		{ &memory->pair_trigger, key_number(0, pair->trigger), true },
		{ &memory->pair_response, key_number(0, pair->response), true },
		{ &memory->pair_likely, 1, pair->origin == PAIR_AUTOMATIC && pair->confidence == MATCH_LIKELY },
	};

	for (size_t i = 0; i < COUNT_OF(entries); i++)
		row_keys_add(keys, entries[i]);
}

static enum status
pair_add(struct store *store, struct pair *pair)
{
	int64_t id = 0;

	return table_put(&memory_of(store)->pairs, pair, &id);
}

/* The row that was added last. */
static int64_t
holding_pair(struct memory_store *memory, int64_t trigger, int64_t response)
{
	struct id_list list = index_find(&memory->pair_key, key_of_pair(trigger, response));

	for (size_t i = list.count; i-- > 0;) {
		const struct pair *row = table_row(&memory->pairs, list.ids[i]);

		if (row->trigger == trigger && row->response == response)
			return row->id;
	}
	return 0;
}

static enum status
pair_find(struct store *store, int64_t trigger, int64_t response, struct arena *arena, struct pair *pair)
{
	struct memory_store *memory = memory_of(store);

	return table_read(&memory->pairs, holding_pair(memory, trigger, response), arena, pair);
}

static enum status
pair_walk(struct memory_store *memory, int64_t trigger, int64_t response, bool only_holding,
    pair_function *function, void *context)
{
	struct id_list list = trigger != 0 ? index_find(&memory->pair_trigger, key_number(0, trigger)) :
	    index_find(&memory->pair_response, key_number(0, response));
	enum status status = STATUS_OK;

	for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
		const struct pair *row = table_row(&memory->pairs, list.ids[i]);

		if ((trigger != 0 && row->trigger != trigger) || (response != 0 && row->response != response))
			continue;
		if (!only_holding || holding_pair(memory, row->trigger, row->response) == row->id)
			status = function(context, row);
	}
	return status;
}

static enum status
pair_each(struct store *store, int64_t trigger, int64_t response, pair_function *function, void *context)
{
	return pair_walk(memory_of(store), trigger, response, true, function, context);
}

/* Highest score first, ties by id. */
static int
compare_likely(const void *a, const void *b)
{
	const struct pair *x = *(const struct pair *const *)a, *y = *(const struct pair *const *)b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static enum status
pair_likely(struct store *store, const struct pair *after, size_t room, pair_function *function, void *context)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->pair_likely, 1);
	const struct pair **rows = calloc(list.count + 1, sizeof(*rows));
	enum status status = STATUS_OK;
	size_t count = 0;

	if (rows == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < list.count; i++) {
		const struct pair *row = table_row(&memory->pairs, list.ids[i]);

		if (holding_pair(memory, row->trigger, row->response) == row->id &&
		    (after == NULL || compare_likely(&after, &row) < 0))
			rows[count++] = row;
	}
	qsort(rows, count, sizeof(*rows), compare_likely);
	for (size_t i = 0; i < count && i < room && status == STATUS_OK; i++)
		status = function(context, rows[i]);
	free(rows);
	return status;
}

static enum status
pair_history(struct store *store, int64_t trigger, int64_t response, pair_function *function, void *context)
{
	return pair_walk(memory_of(store), trigger, response, false, function, context);
}

/* ---- events ---- */

static void
keys_of_event(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;

	row_keys_add(keys, (struct index_entry){ &memory->event_name,
		key_string(0, ((const struct event *)row)->name), true });
}

static enum status
event_add(struct store *store, struct event *event)
{
	int64_t id = 0;

	return table_put(&memory_of(store)->events, event, &id);
}

static enum status
event_get(struct store *store, int64_t id, struct arena *arena, struct event *event)
{
	return table_read(&memory_of(store)->events, id, arena, event);
}

static bool
event_matches(const void *row, const void *name)
{
	return name == NULL || same(((const struct event *)row)->name, name);
}

static enum status
event_select(struct store *store, const char *name, int64_t after, int64_t *ids, size_t room, size_t *count)
{
	struct memory_store *memory = memory_of(store);

	page_of(&memory->events, index_find(&memory->event_name, key_string(0, name)), name == NULL, after,
	    event_matches, name, ids, room, count);
	return STATUS_OK;
}

/* ---- operator actions ---- */

static void
keys_of_operation(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct operation *operation = row;
	const struct index_entry entries[] = {
		{ &memory->operation_duty, key_number(0, operation->duty), operation->duty != 0 },
		{ &memory->operation_waiting, 1, !operation->is_applied },
	};

	for (size_t i = 0; i < COUNT_OF(entries); i++)
		row_keys_add(keys, entries[i]);
}

static enum status
operation_add(struct store *store, struct operation *operation)
{
	int64_t id = 0;

	return table_put(&memory_of(store)->operations, operation, &id);
}

static enum status
operation_next(struct store *store, struct arena *arena, struct operation *operation)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->operation_waiting, 1);

	return list.count == 0 ? STATUS_NOT_FOUND :
	    table_read(&memory->operations, list.ids[0], arena, operation);
}

static enum status
operation_done(struct store *store, int64_t id, struct instant applied, const char *refusal)
{
	struct memory_store *memory = memory_of(store);
	const struct operation *row = table_row(&memory->operations, id);
	struct operation done;

	if (row == NULL)
		return STATUS_NOT_FOUND;
	done = *row;
	done.is_applied = true;
	done.applied = applied;
	done.refusal = refusal;
	return table_put(&memory->operations, &done, &id);
}

static enum status
operation_each(struct store *store, int64_t duty, operation_function *function, void *context)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->operation_duty, key_number(0, duty));
	enum status status = STATUS_OK;

	for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
		const struct operation *row = table_row(&memory->operations, list.ids[i]);

		if (row->duty == duty)
			status = function(context, row);
	}
	return status;
}

void
memory_history_start(struct memory_store *memory)
{
	struct store *store = &memory->store;

	memory_table_start(memory, &memory->pairs, &pair_type, keys_of_pair);
	memory_table_start(memory, &memory->events, &event_type, keys_of_event);
	memory_table_start(memory, &memory->operations, &operation_type, keys_of_operation);
	store->pair_add = pair_add;
	store->pair_find = pair_find;
	store->pair_each = pair_each;
	store->pair_likely = pair_likely;
	store->pair_history = pair_history;
	store->event_add = event_add;
	store->event_get = event_get;
	store->event_select = event_select;
	store->operation_add = operation_add;
	store->operation_next = operation_next;
	store->operation_done = operation_done;
	store->operation_each = operation_each;
}

void
memory_history_clear(struct memory_store *memory)
{
	table_clear(&memory->pairs);
	table_clear(&memory->events);
	table_clear(&memory->operations);
	index_clear(&memory->pair_key);
	index_clear(&memory->pair_trigger);
	index_clear(&memory->pair_response);
	index_clear(&memory->pair_likely);
	index_clear(&memory->event_name);
	index_clear(&memory->operation_duty);
	index_clear(&memory->operation_waiting);
}
