/* The store in memory: transactions, and what its parts share. */
#include "store/memory.h"

#include <stdlib.h>
#include <string.h>

#include "lib/store/memory_private.h"

bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Place of the first id above `after`. */
static size_t
first_above(struct id_list list, int64_t after)
{
	size_t low = 0, high = list.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list.ids[middle] <= after)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
page_of(const struct table *table, struct id_list list, bool all, int64_t after, row_matches *matches,
    const void *filter, int64_t *ids, size_t room, size_t *count)
{
	size_t at = all ? (size_t)after + 1 : first_above(list, after);
	size_t end = all ? (size_t)table->last_id + 1 : list.count;
	size_t found = 0;

	for (; at < end && found < room; at++) {
		int64_t id = all ? (int64_t)at : list.ids[at];
		const void *row = table_row(table, id);

		if (row != NULL && (matches == NULL || matches(row, filter)))
			ids[found++] = id;
	}
	*count = found;
}

void
memory_table_start(struct memory_store *memory, struct table *table, const struct record_type *type,
    table_keys_function *keys)
{
	table->type = type;
	table->journal = &memory->journal;
	table->names = memory->names;
	table->keys = keys;
	table->owner = memory;
}

static enum status
begin(struct store *store)
{
	struct memory_store *memory = memory_of(store);

	if (memory->journal.is_open)
		return STATUS_INTERNAL;
	memory->journal.is_open = true;
	return STATUS_OK;
}

static enum status
commit(struct store *store)
{
	struct memory_store *memory = memory_of(store);

	if (!memory->journal.is_open)
		return STATUS_INTERNAL;
	journal_commit(&memory->journal);
	return STATUS_OK;
}

static void
rollback(struct store *store)
{
	journal_rollback(&memory_of(store)->journal);
}

static void
close_memory(struct store *store)
{
	struct memory_store *memory = memory_of(store);

	journal_clear(&memory->journal);
	memory_items_clear(memory);
	memory_columns_clear(memory);
	memory_duties_clear(memory);
	memory_history_clear(memory);
	memory_outbox_clear(memory);
	names_free(memory->names);
	free(memory);
}

enum status
store_memory_new(struct store **store)
{
	struct memory_store *memory = calloc(1, sizeof(*memory));

	if (memory == NULL)
		return STATUS_NO_MEMORY;
	memory->names = names_new();
	if (memory->names == NULL) {
		free(memory);
		return STATUS_NO_MEMORY;
	}
	memory->store.close = close_memory;
	memory->store.begin = begin;
	memory->store.commit = commit;
	memory->store.rollback = rollback;
	memory_items_start(memory);
	memory_columns_start(memory);
	memory_duties_start(memory);
	memory_history_start(memory);
	memory_outbox_start(memory);
	*store = &memory->store;
	return STATUS_OK;
}
