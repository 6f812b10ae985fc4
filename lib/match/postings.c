/* Postings in a hash table. */
#include "lib/match/postings.h"

#include <stdlib.h>
#include <string.h>

/* The cell of a key; its key is 0 where there is no list yet. NULL for an empty table. */
static struct list *
find_cell(const struct postings *postings, uint64_t key)
{
	size_t at;

	if (postings->cells == 0)
		return NULL;
	at = key_mix(key) & (postings->cells - 1);
	while (postings->lists[at].key != 0 && postings->lists[at].key != key)
		at = (at + 1) & (postings->cells - 1);
	return &postings->lists[at];
}

static enum status
grow_lists(struct postings *postings)
{
	struct list *old = postings->lists;
	size_t old_cells = postings->cells;

	if ((postings->count + 1) * 4 <= old_cells * 3)
		return STATUS_OK;
	postings->lists = calloc(old_cells == 0 ? 1024 : old_cells * 2, sizeof(*old));
	if (postings->lists == NULL) {
		postings->lists = old;
		return STATUS_NO_MEMORY;
	}
	postings->cells = old_cells == 0 ? 1024 : old_cells * 2;
	for (size_t i = 0; i < old_cells; i++)
		if (old[i].key != 0)
			*find_cell(postings, old[i].key) = old[i];
	free(old);
	return STATUS_OK;
}

static uint8_t *
list_bytes(struct list *list)
{
	return list->capacity > INLINE_BYTES ? list->data.bytes : list->data.inlined;
}

static enum status
list_room(struct postings *postings, struct list *list)
{
	uint32_t capacity = list->capacity <= INLINE_BYTES ? 32 : list->capacity + list->capacity / 2;
	uint8_t *bytes;

	if (list->capacity == 0)
		list->capacity = INLINE_BYTES;
	if (list->length + 5 <= list->capacity)
		return STATUS_OK;
	bytes = realloc(list->capacity > INLINE_BYTES ? list->data.bytes : NULL, capacity);
	if (bytes == NULL)
		return STATUS_NO_MEMORY;
	if (list->capacity <= INLINE_BYTES)
		memcpy(bytes, list->data.inlined, list->length);
	else
		postings->bytes -= list->capacity;
	postings->bytes += capacity;
	list->data.bytes = bytes;
	list->capacity = capacity;
	return STATUS_OK;
}

static enum status
list_add(struct postings *postings, struct list *list, uint32_t slot)
{
	uint32_t step = slot - list->last;
	enum status status = list_room(postings, list);
	uint8_t *bytes;

	if (status != STATUS_OK)
		return status;
	bytes = list_bytes(list);
	while (step >= 128) {
		bytes[list->length++] = (uint8_t)(step | 128);
		step >>= 7;
	}
	bytes[list->length++] = (uint8_t)step;
	list->last = slot;
	list->count++;
	return STATUS_OK;
}

enum status
postings_add(struct postings *postings, uint64_t key, uint32_t slot)
{
	enum status status = grow_lists(postings);
	struct list *list;

	if (status != STATUS_OK)
		return status;
	list = find_cell(postings, key);
	if (list->key == 0) {
		list->key = key;
		postings->count++;
	}
	return list_add(postings, list, slot);
}

const struct list *
postings_list(const struct postings *postings, uint64_t key)
{
	const struct list *list = find_cell(postings, key);

	return list == NULL || list->key == 0 ? NULL : list;
}

/* Rewrites one list. New slots are not larger and so are their differences: never more bytes than were read. */
static void
renumber_list(struct list *list, const uint32_t *moved)
{
	const uint8_t *bytes = list_start(list), *end = bytes + list->length;
	uint8_t *out = list_bytes(list);
	uint32_t slot = 0, written = 0, count = 0, last = 0;

	while (bytes < end) {
		uint32_t step;

		bytes = list_next(bytes, &slot);
		if (moved[slot] == POSTINGS_GONE)
			continue;
		step = moved[slot] - last;
		last = moved[slot];
		for (; step >= 128; step >>= 7)
			out[written++] = (uint8_t)(step | 128);
		out[written++] = (uint8_t)step;
		count++;
	}
	list->length = written;
	list->count = count;
	list->last = last;
}

void
postings_renumber(struct postings *postings, const uint32_t *moved)
{
	for (size_t i = 0; i < postings->cells; i++)
		if (postings->lists[i].key != 0)
			renumber_list(&postings->lists[i], moved);
}

void
postings_free(struct postings *postings)
{
	for (size_t i = 0; i < postings->cells; i++)
		if (postings->lists[i].capacity > INLINE_BYTES)
			free(postings->lists[i].data.bytes);
	free(postings->lists);
}

size_t
postings_size(const struct postings *postings)
{
	return postings->cells * sizeof(*postings->lists) + postings->bytes;
}
