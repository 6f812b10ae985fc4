/* Tables of the store in memory: rows of any record type, each one block with its strings, found by id and by hashed
 * keys, with a journal for rollback. Private to lib/store. */
#ifndef GONGKAI_STORE_MEMORY_TABLE_H
#define GONGKAI_STORE_MEMORY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* ---- strings kept once ---- */
struct names;
MUST_USE struct names *names_new(void);
void names_free(struct names *names);
/* The kept copy; NULL stays NULL. NULL also out of memory. */
const char *names_keep(struct names *names, const char *string);

/* ---- keys ---- */
/* Hashes strings (NULL counts as a string of its own) and numbers into a key. */
uint64_t key_string(uint64_t key, const char *string);
uint64_t key_number(uint64_t key, int64_t number);

/* From a key to ids in ascending order. Different things may share a key: the reader compares. */
struct index {
	struct index_slot *slots;
	size_t slot_count; /* a power of two, or 0 */
	size_t used;
};
struct id_list {
	const int64_t *ids;
	size_t count;
};
void index_clear(struct index *index);
MUST_USE enum status index_add(struct index *index, uint64_t key, int64_t id);
void index_remove(struct index *index, uint64_t key, int64_t id);
struct id_list index_find(const struct index *index, uint64_t key);

/* ---- a heap of ids by instant ---- */
struct wake_entry {
	int64_t at;
	int64_t id;
};
struct wake_heap {
	struct wake_entry *entries;
	size_t count, room;
	uint32_t *places; /* by id: place in entries + 1 */
	size_t place_room;
};
void wake_clear(struct wake_heap *heap);
MUST_USE enum status wake_add(struct wake_heap *heap, int64_t at, int64_t id);
void wake_remove(struct wake_heap *heap, int64_t id);
/* The `room` earliest entries up to `now`, earliest first. The heap is the same afterwards. */
MUST_USE enum status wake_due(struct wake_heap *heap, int64_t now, int64_t *ids, size_t room, size_t *count);

/* ---- tables ---- */
enum { NO_MEMBER = -1 };

struct record_string {
	size_t offset;   /* of a `const char *` */
	bool is_name;    /* repeated in many rows: kept once */
};

struct record_type {
	size_t size;
	int id_offset;   /* of an int64_t; NO_MEMBER for none */
	const struct record_string *strings;
	size_t string_count;
	int fields_offset, field_count_offset; /* of `const struct field *` and size_t; NO_MEMBER for none */
};

/* Under which keys a row is found, and when it wakes. */
struct index_entry {
	struct index *index;
	uint64_t key;
	bool applies;
};

enum { ROW_KEYS = 8 };

struct row_keys {
	struct index_entry entries[ROW_KEYS]; /* for every row of a table the same indexes in the same order */
	size_t count;
	struct wake_heap *heap;               /* NULL for none */
	bool wakes;
	int64_t wake_at;
};

static inline void
row_keys_add(struct row_keys *keys, struct index_entry entry)
{
	if (keys->count < ROW_KEYS)
		keys->entries[keys->count++] = entry;
}

struct table;
typedef void table_keys_function(void *owner, const void *row, struct row_keys *keys);

struct table {
	const struct record_type *type;
	struct journal *journal;
	struct names *names;
	table_keys_function *keys;   /* NULL for none */
	void *owner;
	void **rows;                 /* by id; NULL where deleted */
	size_t room;
	int64_t last_id;
};

/* What an open transaction changed. */
struct journal {
	struct journal_entry *entries;
	size_t count, room;
	bool is_open;
};

void table_clear(struct table *table);
/* Puts a record: a new row where *id is 0 (set to the new id, as is the record's own id), else in place of the old
 * one. STATUS_INTERNAL outside of a transaction, STATUS_NOT_FOUND where no such id exists. */
MUST_USE enum status table_put(struct table *table, void *record, int64_t *id);
MUST_USE enum status table_drop(struct table *table, int64_t id);
/* The row as stored, or NULL. Valid until it is put again. */
const void *table_row(const struct table *table, int64_t id);
/* A copy with its strings in the arena. */
MUST_USE enum status table_read(const struct table *table, int64_t id, struct arena *arena, void *record);

void journal_commit(struct journal *journal);
void journal_rollback(struct journal *journal);
void journal_clear(struct journal *journal);

#endif
