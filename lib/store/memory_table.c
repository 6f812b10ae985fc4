/* Tables of the store in memory: rows as single blocks, and the journal that makes rollback possible. */
#include "lib/store/memory_table.h"

#include <stdlib.h>
#include <string.h>

#include "model/item.h"

struct journal_entry {
	struct table *table;
	int64_t id;
	void *before; /* the row as it was, NULL where there was none */
};

static const char **
string_at(void *record, size_t offset)
{
	return (const char **)(void *)((char *)record + offset);
}

static const char *
string_of(const void *record, size_t offset)
{
	return *(const char *const *)(const void *)((const char *)record + offset);
}

static const struct field *
fields_of(const struct record_type *type, const void *record, size_t *count)
{
	if (type->fields_offset == NO_MEMBER) {
		*count = 0;
		return NULL;
	}
	*count = *(const size_t *)(const void *)((const char *)record + type->field_count_offset);
	return *(const struct field *const *)(const void *)((const char *)record + type->fields_offset);
}

/* ---- one block a row: the struct, its fields, its strings ---- */

static size_t
row_size(const struct record_type *type, const void *record)
{
	size_t count, size = type->size;
	const struct field *fields = fields_of(type, record, &count);

	size += count * sizeof(*fields);
	for (size_t i = 0; i < type->string_count; i++) {
		const char *string = string_of(record, type->strings[i].offset);

		if (string != NULL && !type->strings[i].is_name)
			size += strlen(string) + 1;
	}
	for (size_t i = 0; i < count; i++)
		size += fields[i].value == NULL ? 0 : strlen(fields[i].value) + 1;
	return size;
}

static const char *
append(char **end, const char *string)
{
	size_t length;
	char *copy = *end;

	if (string == NULL)
		return NULL;
	length = strlen(string) + 1;
	memcpy(copy, string, length);
	*end += length;
	return copy;
}

static bool
row_fill_fields(const struct table *table, void *row, const void *record, char **end)
{
	size_t count;
	const struct field *fields = fields_of(table->type, record, &count);
	struct field *copies = (struct field *)(void *)((char *)row + table->type->size);

	if (count == 0)
		return true;
	*(struct field **)(void *)((char *)row + table->type->fields_offset) = copies;
	for (size_t i = 0; i < count; i++) {
		copies[i] = fields[i];
		copies[i].name = names_keep(table->names, fields[i].name);
		copies[i].value = append(end, fields[i].value);
		if (copies[i].name == NULL)
			return false;
	}
	return true;
}

static void *
row_new(const struct table *table, const void *record)
{
	const struct record_type *type = table->type;
	char *row = malloc(row_size(type, record)), *end;
	size_t count;

	if (row == NULL)
		return NULL;
	memcpy(row, record, type->size);
	fields_of(type, record, &count);
	end = row + type->size + count * sizeof(struct field);
	for (size_t i = 0; i < type->string_count; i++) {
		const char *string = string_of(record, type->strings[i].offset);
		const char **copy = string_at(row, type->strings[i].offset);

		*copy = type->strings[i].is_name ? names_keep(table->names, string) : append(&end, string);
		if (string != NULL && *copy == NULL)
			goto out_of_memory;
	}
	if (row_fill_fields(table, row, record, &end))
		return row;
out_of_memory:
	free(row);
	return NULL;
}

/* ---- journal ---- */

static enum status
journal_add(struct journal *journal, struct table *table, int64_t id, void *before)
{
	if (!journal->is_open)
		return STATUS_INTERNAL;
	if (journal->count == journal->room) {
		size_t room = journal->room == 0 ? 32 : journal->room * 2;
		struct journal_entry *entries = realloc(journal->entries, room * sizeof(*entries));

		if (entries == NULL)
			return STATUS_NO_MEMORY;
		journal->entries = entries;
		journal->room = room;
	}
	journal->entries[journal->count++] = (struct journal_entry){ table, id, before };
	return STATUS_OK;
}

void
journal_commit(struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++)
		free(journal->entries[i].before);
	journal->count = 0;
	journal->is_open = false;
}

/* Only what differs is touched: some keys are shared by a million rows. */
static enum status
move_entry(const struct index_entry *before, const struct index_entry *after, int64_t id)
{
	bool was = before->index != NULL && before->applies, is = after->index != NULL && after->applies;

	if (was && is && before->key == after->key)
		return STATUS_OK;
	if (was)
		index_remove(before->index, before->key, id);
	return is ? index_add(after->index, after->key, id) : STATUS_OK;
}

static enum status
move_wake(const struct row_keys *before, const struct row_keys *after, int64_t id)
{
	if (before->wakes && after->wakes && before->wake_at == after->wake_at)
		return STATUS_OK;
	if (before->wakes)
		wake_remove(before->heap, id);
	return after->wakes ? wake_add(after->heap, after->wake_at, id) : STATUS_OK;
}

static enum status
reindex(const struct table *table, const void *before, const void *after, int64_t id)
{
	struct row_keys old, new;
	enum status status = STATUS_OK;

	if (table->keys == NULL)
		return STATUS_OK;
	memset(&old, 0, sizeof(old));
	memset(&new, 0, sizeof(new));
	if (before != NULL)
		table->keys(table->owner, before, &old);
	if (after != NULL)
		table->keys(table->owner, after, &new);
	for (size_t i = 0; i < ROW_KEYS && status == STATUS_OK; i++)
		status = move_entry(&old.entries[i], &new.entries[i], id);
	return status == STATUS_OK ? move_wake(&old, &new, id) : status;
}

void
journal_rollback(struct journal *journal)
{
	while (journal->count > 0) {
		struct journal_entry entry = journal->entries[--journal->count];
		struct table *table = entry.table;

		/* Only adding can fail, for want of memory: the row is then found by its id only. */
		(void)reindex(table, table->rows[entry.id], entry.before, entry.id);
		free(table->rows[entry.id]);
		table->rows[entry.id] = entry.before;
		if (entry.before == NULL && entry.id == table->last_id)
			table->last_id--;
	}
	journal->is_open = false;
}

void
journal_clear(struct journal *journal)
{
	journal_rollback(journal);
	free(journal->entries);
	*journal = (struct journal){ 0 };
}

/* ---- tables ---- */

void
table_clear(struct table *table)
{
	for (int64_t id = 1; id <= table->last_id; id++)
		free(table->rows[id]);
	free(table->rows);
	table->rows = NULL;
	table->room = 0;
	table->last_id = 0;
}

static enum status
table_make_room(struct table *table)
{
	size_t room = table->room == 0 ? 64 : table->room + table->room / 2;
	void **rows;

	if ((size_t)table->last_id + 1 < table->room)
		return STATUS_OK;
	rows = realloc(table->rows, room * sizeof(*rows));
	if (rows == NULL)
		return STATUS_NO_MEMORY;
	memset(rows + table->room, 0, (room - table->room) * sizeof(*rows));
	table->rows = rows;
	table->room = room;
	return STATUS_OK;
}

/* Puts `row` (NULL to delete) in the place of what is there. Takes ownership of `row`. */
static enum status
table_replace(struct table *table, int64_t id, void *row)
{
	void *before = table->rows[id];
	enum status status = journal_add(table->journal, table, id, before);

	if (status != STATUS_OK) {
		free(row);
		return status;
	}
	table->rows[id] = row;
	return reindex(table, before, row, id);
}

static void
set_id(const struct table *table, void *record, int64_t id)
{
	if (table->type->id_offset != NO_MEMBER)
		*(int64_t *)(void *)((char *)record + table->type->id_offset) = id;
}

static enum status
table_insert(struct table *table, void *record, int64_t *id)
{
	enum status status = table_make_room(table);
	void *row;

	if (status != STATUS_OK)
		return status;
	row = row_new(table, record);
	if (row == NULL)
		return STATUS_NO_MEMORY;
	set_id(table, row, table->last_id + 1);
	table->last_id++;
	status = table_replace(table, table->last_id, row);
	if (status != STATUS_OK) {
		/* Not journalled: nothing was put. Journalled but not indexed: rollback takes it out. */
		if (table->rows[table->last_id] == NULL)
			table->last_id--;
		return status;
	}
	*id = table->last_id;
	set_id(table, record, *id);
	return STATUS_OK;
}

enum status
table_put(struct table *table, void *record, int64_t *id)
{
	void *row;

	if (!table->journal->is_open)
		return STATUS_INTERNAL;
	if (*id == 0)
		return table_insert(table, record, id);
	if (table_row(table, *id) == NULL)
		return STATUS_NOT_FOUND;
	row = row_new(table, record);
	if (row == NULL)
		return STATUS_NO_MEMORY;
	return table_replace(table, *id, row);
}

enum status
table_drop(struct table *table, int64_t id)
{
	if (!table->journal->is_open)
		return STATUS_INTERNAL;
	if (table_row(table, id) == NULL)
		return STATUS_NOT_FOUND;
	return table_replace(table, id, NULL);
}

const void *
table_row(const struct table *table, int64_t id)
{
	return id < 1 || id > table->last_id ? NULL : table->rows[id];
}

static bool
read_fields(const struct record_type *type, const void *row, struct arena *arena, void *record)
{
	size_t count;
	const struct field *fields = fields_of(type, row, &count);
	struct field *copies = arena_take_array(arena, count == 0 ? 1 : count, sizeof(*copies));

	if (copies == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		copies[i] = fields[i];
		copies[i].name = arena_string(arena, fields[i].name);
		copies[i].value = arena_string(arena, fields[i].value);
		if (copies[i].name == NULL || (fields[i].value != NULL && copies[i].value == NULL))
			return false;
	}
	*(struct field **)(void *)((char *)record + type->fields_offset) = copies;
	return true;
}

enum status
table_read(const struct table *table, int64_t id, struct arena *arena, void *record)
{
	const struct record_type *type = table->type;
	const void *row = table_row(table, id);
	char *copy;

	if (row == NULL)
		return STATUS_NOT_FOUND;
	copy = arena_take(arena, type->size);
	if (copy == NULL)
		return STATUS_NO_MEMORY;
	memcpy(copy, row, type->size);
	for (size_t i = 0; i < type->string_count; i++) {
		const char *string = string_of(row, type->strings[i].offset);
		const char **target = string_at(copy, type->strings[i].offset);

		*target = arena_string(arena, string);
		if (string != NULL && *target == NULL)
			return STATUS_NO_MEMORY;
	}
	if (type->fields_offset != NO_MEMBER && !read_fields(type, row, arena, copy))
		return STATUS_NO_MEMORY;
	memcpy(record, copy, type->size);
	return STATUS_OK;
}
