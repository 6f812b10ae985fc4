/* Indexes of the store in memory: kept names, keys to lists of ids, and a heap of instants. */
#include <stdlib.h>
#include <string.h>

#include "lib/store/memory_table.h"

/* ---- kept names ---- */

struct names {
	struct arena *arena;
	const char **slots;
	size_t slot_count;
	size_t used;
};

enum { NAMES_FIRST_SLOTS = 64, INDEX_FIRST_SLOTS = 16 };

struct names *
names_new(void)
{
	struct names *names = calloc(1, sizeof(*names));

	if (names == NULL)
		return NULL;
	names->arena = arena_new();
	names->slots = calloc(NAMES_FIRST_SLOTS, sizeof(*names->slots));
	names->slot_count = NAMES_FIRST_SLOTS;
	if (names->arena == NULL || names->slots == NULL) {
		names_free(names);
		return NULL;
	}
	return names;
}

void
names_free(struct names *names)
{
	if (names == NULL)
		return;
	arena_free(names->arena);
	free(names->slots);
	free(names);
}

static const char **
names_slot(const char **slots, size_t slot_count, const char *string)
{
	size_t at = (size_t)key_string(0, string) & (slot_count - 1);

	while (slots[at] != NULL && strcmp(slots[at], string) != 0)
		at = (at + 1) & (slot_count - 1);
	return &slots[at];
}

static bool
names_grow(struct names *names)
{
	size_t slot_count = names->slot_count * 2;
	const char **slots = calloc(slot_count, sizeof(*slots));

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < names->slot_count; i++)
		if (names->slots[i] != NULL)
			*names_slot(slots, slot_count, names->slots[i]) = names->slots[i];
	free(names->slots);
	names->slots = slots;
	names->slot_count = slot_count;
	return true;
}

const char *
names_keep(struct names *names, const char *string)
{
	const char **slot;

	if (string == NULL)
		return NULL;
	if (names->used * 2 >= names->slot_count && !names_grow(names))
		return NULL;
	slot = names_slot(names->slots, names->slot_count, string);
	if (*slot == NULL) {
		*slot = arena_string(names->arena, string);
		names->used += *slot != NULL;
	}
	return *slot;
}

/* ---- keys: FNV-1a, with a final mix so that the low bits can be used ---- */

static uint64_t
mix(uint64_t key)
{
	key ^= key >> 33;
	key *= 0xff51afd7ed558ccdULL;
	return key ^ key >> 33;
}

uint64_t
key_string(uint64_t key, const char *string)
{
	key ^= 0xcbf29ce484222325ULL;
	if (string == NULL)
		return mix(key + 1);
	for (; *string != '\0'; string++)
		key = (key ^ (unsigned char)*string) * 0x100000001b3ULL;
	return mix(key);
}

uint64_t
key_number(uint64_t key, int64_t number)
{
	return mix((key ^ (uint64_t)number) * 0x9e3779b97f4a7c15ULL + 1);
}

/* ---- keys to ids ---- */

struct index_slot {
	uint64_t key;
	union {
		int64_t one;   /* count 1 and room 0: most keys have one id */
		int64_t *many;
	} ids;
	uint32_t count; /* 0 with room 0 and key 0: never used */
	uint32_t room;
};

static const int64_t *
slot_ids(const struct index_slot *slot)
{
	return slot->room == 0 ? &slot->ids.one : slot->ids.many;
}

void
index_clear(struct index *index)
{
	for (size_t i = 0; i < index->slot_count; i++)
		if (index->slots[i].room != 0)
			free(index->slots[i].ids.many);
	free(index->slots);
	*index = (struct index){ 0 };
}

/* Key 0 means "never used"; a key that happens to be 0 shares with 1. */
static struct index_slot *
index_slot(const struct index *index, uint64_t key)
{
	size_t at = (size_t)key & (index->slot_count - 1);

	while (index->slots[at].key != 0 && index->slots[at].key != key)
		at = (at + 1) & (index->slot_count - 1);
	return &index->slots[at];
}

/* Slots whose last id went away are left behind here. */
static enum status
index_grow(struct index *index)
{
	struct index grown = { 0 };
	size_t live = 0;

	for (size_t i = 0; i < index->slot_count; i++)
		live += index->slots[i].count != 0;
	grown.slot_count = INDEX_FIRST_SLOTS;
	while (grown.slot_count * 3 / 5 <= live)
		grown.slot_count *= 2;
	grown.slots = calloc(grown.slot_count, sizeof(*grown.slots));
	if (grown.slots == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < index->slot_count; i++)
		if (index->slots[i].count != 0)
			*index_slot(&grown, index->slots[i].key) = index->slots[i];
		else if (index->slots[i].room != 0)
			free(index->slots[i].ids.many);
	grown.used = live;
	free(index->slots);
	*index = grown;
	return STATUS_OK;
}

static enum status
slot_make_room(struct index_slot *slot)
{
	uint32_t room = slot->room == 0 ? 4 : slot->room + slot->room / 2;
	int64_t *ids;

	if (slot->count < (slot->room == 0 ? 1 : slot->room))
		return STATUS_OK;
	ids = realloc(slot->room == 0 ? NULL : slot->ids.many, room * sizeof(*ids));
	if (ids == NULL)
		return STATUS_NO_MEMORY;
	if (slot->room == 0)
		ids[0] = slot->ids.one;
	slot->ids.many = ids;
	slot->room = room;
	return STATUS_OK;
}

/* Place of the first id that is not below `id`. */
static size_t
ids_place(const int64_t *ids, size_t count, int64_t id)
{
	size_t low = 0, high = count;

	if (count > 0 && ids[count - 1] < id)
		return count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

enum status
index_add(struct index *index, uint64_t key, int64_t id)
{
	struct index_slot *slot;
	int64_t *ids;
	size_t place;
	enum status status;

	key += key == 0;
	if (index->used >= index->slot_count * 7 / 8) {
		status = index_grow(index);
		if (status != STATUS_OK)
			return status;
	}
	slot = index_slot(index, key);
	status = slot_make_room(slot);
	if (status != STATUS_OK)
		return status;
	if (slot->key == 0) {
		slot->key = key;
		index->used++;
	}
	ids = slot->room == 0 ? &slot->ids.one : slot->ids.many;
	place = ids_place(ids, slot->count, id);
	if (place < slot->count && ids[place] == id)
		return STATUS_OK;
	memmove(ids + place + 1, ids + place, (slot->count - place) * sizeof(*ids));
	ids[place] = id;
	slot->count++;
	return STATUS_OK;
}

void
index_remove(struct index *index, uint64_t key, int64_t id)
{
	struct index_slot *slot;
	int64_t *ids;
	size_t place;

	key += key == 0;
	if (index->slot_count == 0)
		return;
	slot = index_slot(index, key);
	ids = slot->room == 0 ? &slot->ids.one : slot->ids.many;
	place = ids_place(ids, slot->count, id);
	if (place == slot->count || ids[place] != id)
		return;
	slot->count--;
	memmove(ids + place, ids + place + 1, (slot->count - place) * sizeof(*ids));
}

struct id_list
index_find(const struct index *index, uint64_t key)
{
	const struct index_slot *slot;

	key += key == 0;
	if (index->slot_count == 0)
		return (struct id_list){ NULL, 0 };
	slot = index_slot(index, key);
	return (struct id_list){ slot_ids(slot), slot->count };
}

/* ---- instants ---- */

void
wake_clear(struct wake_heap *heap)
{
	free(heap->entries);
	free(heap->places);
	*heap = (struct wake_heap){ 0 };
}

static bool
is_earlier(struct wake_entry a, struct wake_entry b)
{
	return a.at != b.at ? a.at < b.at : a.id < b.id;
}

static void
wake_set(struct wake_heap *heap, size_t place, struct wake_entry entry)
{
	heap->entries[place] = entry;
	heap->places[entry.id] = (uint32_t)place + 1;
}

static void
wake_rise(struct wake_heap *heap, size_t place, struct wake_entry entry)
{
	while (place > 0 && is_earlier(entry, heap->entries[(place - 1) / 2])) {
		wake_set(heap, place, heap->entries[(place - 1) / 2]);
		place = (place - 1) / 2;
	}
	wake_set(heap, place, entry);
}

static void
wake_sink(struct wake_heap *heap, size_t place, struct wake_entry entry)
{
	for (;;) {
		size_t child = place * 2 + 1;

		if (child >= heap->count)
			break;
		if (child + 1 < heap->count && is_earlier(heap->entries[child + 1], heap->entries[child]))
			child++;
		if (!is_earlier(heap->entries[child], entry))
			break;
		wake_set(heap, place, heap->entries[child]);
		place = child;
	}
	wake_set(heap, place, entry);
}

static enum status
wake_make_room(struct wake_heap *heap, int64_t id)
{
	if (heap->count == heap->room) {
		size_t room = heap->room == 0 ? 64 : heap->room + heap->room / 2;
		struct wake_entry *entries = realloc(heap->entries, room * sizeof(*entries));

		if (entries == NULL)
			return STATUS_NO_MEMORY;
		heap->entries = entries;
		heap->room = room;
	}
	if ((size_t)id >= heap->place_room) {
		size_t room = (size_t)id + (size_t)id / 2 + 64;
		uint32_t *places = realloc(heap->places, room * sizeof(*places));

		if (places == NULL)
			return STATUS_NO_MEMORY;
		memset(places + heap->place_room, 0, (room - heap->place_room) * sizeof(*places));
		heap->places = places;
		heap->place_room = room;
	}
	return STATUS_OK;
}

enum status
wake_add(struct wake_heap *heap, int64_t at, int64_t id)
{
	enum status status = wake_make_room(heap, id);

	if (status != STATUS_OK)
		return status;
	wake_remove(heap, id);
	wake_rise(heap, heap->count++, (struct wake_entry){ at, id });
	return STATUS_OK;
}

void
wake_remove(struct wake_heap *heap, int64_t id)
{
	struct wake_entry last;
	size_t place;

	if ((size_t)id >= heap->place_room || heap->places[id] == 0)
		return;
	place = heap->places[id] - 1;
	heap->places[id] = 0;
	last = heap->entries[--heap->count];
	if (place == heap->count)
		return;
	if (place > 0 && is_earlier(last, heap->entries[(place - 1) / 2]))
		wake_rise(heap, place, last);
	else
		wake_sink(heap, place, last);
}

enum status
wake_due(struct wake_heap *heap, int64_t now, int64_t *ids, size_t room, size_t *count)
{
	struct wake_entry *taken = malloc((room + 1) * sizeof(*taken));
	size_t found = 0;

	if (taken == NULL)
		return STATUS_NO_MEMORY;
	while (found < room && heap->count > 0 && heap->entries[0].at <= now) {
		taken[found] = heap->entries[0];
		ids[found] = taken[found].id;
		wake_remove(heap, taken[found++].id);
	}
	for (size_t i = found; i-- > 0;)
		wake_rise(heap, heap->count++, taken[i]);
	free(taken);
	*count = found;
	return STATUS_OK;
}
