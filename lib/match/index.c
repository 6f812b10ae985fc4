/* The candidate index: which stored documents share rare pairs of characters with a new one.
 *
 * Each document is a slot; each of its keys has a list of slots. What is asked is in index_query.c. */
#include "match/index.h"

#include <stdlib.h>
#include <string.h>

#include "lib/match/index_keys.h"
#include "lib/match/index_parts.h"

enum { COMPACT_FROM = 1024 }; /* removed slots */

struct id_cell {
	int64_t id;
	uint32_t slot_plus_one; /* 0: empty; GONE: its slot was compacted away */
};

#define GONE UINT32_MAX

static struct id_cell *
find_id(const struct match_index *index, int64_t id)
{
	size_t at;

	if (index->id_cells == 0)
		return NULL;
	at = key_mix((uint64_t)id) & (index->id_cells - 1);
	while (index->ids[at].slot_plus_one != 0 && index->ids[at].id != id)
		at = (at + 1) & (index->id_cells - 1);
	return &index->ids[at];
}

/* The slot of a cell while its document is there, or NULL. */
static struct slot *
live_slot(const struct match_index *index, const struct id_cell *cell)
{
	if (cell == NULL || cell->slot_plus_one == 0 || cell->slot_plus_one == GONE)
		return NULL;
	return index->slots[cell->slot_plus_one - 1].is_removed ? NULL : &index->slots[cell->slot_plus_one - 1];
}

static enum status
grow_ids(struct match_index *index)
{
	struct id_cell *old = index->ids;
	size_t old_cells = index->id_cells;

	if ((index->id_count + 1) * 4 <= old_cells * 3)
		return STATUS_OK;
	index->ids = calloc(old_cells == 0 ? 1024 : old_cells * 2, sizeof(*old));
	if (index->ids == NULL) {
		index->ids = old;
		return STATUS_NO_MEMORY;
	}
	index->id_cells = old_cells == 0 ? 1024 : old_cells * 2;
	index->id_count = 0;
	for (size_t i = 0; i < old_cells; i++)
		if (live_slot(index, &old[i]) != NULL) {
			*find_id(index, old[i].id) = old[i];
			index->id_count++;
		}
	free(old);
	return STATUS_OK;
}

static enum status
grow_slots(struct match_index *index)
{
	size_t capacity = index->slot_capacity == 0 ? 256 : index->slot_capacity * 2;
	struct slot *slots;
	uint16_t *scores;

	if (index->slot_count < index->slot_capacity)
		return STATUS_OK;
	if (capacity > UINT32_MAX / 2)
		return STATUS_LIMIT;
	slots = realloc(index->slots, capacity * sizeof(*slots));
	if (slots == NULL)
		return STATUS_NO_MEMORY;
	index->slots = slots;
	scores = realloc(index->scores, capacity * sizeof(*scores));
	if (scores == NULL)
		return STATUS_NO_MEMORY;
	memset(scores + index->slot_capacity, 0, (capacity - index->slot_capacity) * sizeof(*scores));
	index->scores = scores;
	index->slot_capacity = capacity;
	return STATUS_OK;
}

struct match_index *
match_index_new(void)
{
	return calloc(1, sizeof(struct match_index));
}

void
match_index_free(struct match_index *index)
{
	if (index == NULL)
		return;
	postings_free(&index->postings);
	free(index->slots);
	free(index->ids);
	free(index->scores);
	free(index->touched);
	free(index);
}

struct slot
index_slot(const struct match_features *features, size_t pairs)
{
	const struct place *place = match_place_shown(features, NULL);
	struct slot slot = { .id = features->document->id, .pairs = (uint16_t)pairs };

	for (size_t i = 0; i < features->subject_count; i++)
		if (features->subjects[i].subject.place_count > 0) {
			place = &features->subjects[i].subject.places[0];
			break;
		}
	if (place->count == 1)
		slot.place = place->codes[0];
	if (features->domain != NULL)
		slot.site = (uint32_t)match_digest(0, features->domain, features->domain_length);
	return slot;
}

enum status
match_index_add(struct match_index *index, const struct match_features *features)
{
	enum status status = grow_ids(index);
	uint32_t slot = (uint32_t)index->slot_count;
	struct id_cell *cell;
	struct keys keys;

	if (status == STATUS_OK)
		status = grow_slots(index);
	if (status != STATUS_OK)
		return status;
	cell = find_id(index, features->document->id);
	if (live_slot(index, cell) != NULL)
		return STATUS_CONFLICT;
	index_keys(features, false, &keys);
	/* The slot is there, but removed, until all its postings are: running out of memory leaves no half of it. */
	index->slots[slot] = index_slot(features, keys.pairs);
	index->slots[slot].is_removed = true;
	index->slot_count++;
	index->removed++;
	for (size_t i = 0; status == STATUS_OK && i < keys.count; i++)
		status = postings_add(&index->postings, keys.keys[i], slot);
	if (status != STATUS_OK)
		return status;
	index->slots[slot].is_removed = false;
	index->removed--;
	if (cell->slot_plus_one == 0)
		index->id_count++;
	cell->id = features->document->id;
	cell->slot_plus_one = slot + 1;
	return STATUS_OK;
}

/* Drops removed slots once they are the greater part. Without memory it is left for later. */
static void
compact(struct match_index *index)
{
	uint32_t *moved;
	size_t kept = 0;

	if (index->removed < COMPACT_FROM || index->removed * 2 < index->slot_count)
		return;
	moved = malloc(index->slot_count * sizeof(*moved));
	if (moved == NULL)
		return;
	for (size_t i = 0; i < index->slot_count; i++)
		moved[i] = index->slots[i].is_removed ? POSTINGS_GONE : (uint32_t)kept++;
	postings_renumber(&index->postings, moved);
	for (size_t i = 0; i < index->id_cells; i++) {
		struct id_cell *cell = &index->ids[i];

		if (cell->slot_plus_one != 0)
			cell->slot_plus_one = live_slot(index, cell) == NULL ? GONE : moved[cell->slot_plus_one - 1] + 1;
	}
	for (size_t i = 0; i < index->slot_count; i++)
		if (!index->slots[i].is_removed)
			index->slots[moved[i]] = index->slots[i];
	index->slot_count = kept;
	index->removed = 0;
	free(moved);
}

enum status
match_index_remove(struct match_index *index, int64_t id)
{
	struct slot *slot = live_slot(index, find_id(index, id));

	if (slot == NULL)
		return STATUS_NOT_FOUND;
	slot->is_removed = true;
	index->removed++;
	compact(index);
	return STATUS_OK;
}

size_t
match_index_count(const struct match_index *index)
{
	return index->slot_count - index->removed;
}

size_t
match_index_size(const struct match_index *index)
{
	return sizeof(*index) + postings_size(&index->postings) +
	    index->slot_capacity * (sizeof(*index->slots) + sizeof(*index->scores)) +
	    index->id_cells * sizeof(*index->ids) + index->touched_capacity * sizeof(*index->touched);
}
