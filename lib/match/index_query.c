/* Queries of the index: the shortest lists of a document's keys are read first, and reading stops at the end of a list
 * once it has read enough. The order in which documents were added therefore changes nothing. */
#include <stdlib.h>

#include "lib/match/index_keys.h"
#include "lib/match/index_parts.h"

enum {
	READ_ENOUGH = 60000,    /* postings read for one query, less than a millisecond */
	READ_LISTS_LEAST = 3,   /* but so many lists, unless the next is longer than READ_MOST */
	READ_MOST = 250000,
};

struct query {
	const struct list *lists[KEYS]; /* shortest first */
	size_t count;
	unsigned weight;                /* of the lists read */
	uint16_t least;                 /* score below which a slot is not worth ranking */
	struct slot self;
};

static int
compare_lists(const void *a, const void *b)
{
	const struct list *x = *(const struct list *const *)a, *y = *(const struct list *const *)b;

	if (x->count != y->count)
		return x->count < y->count ? -1 : 1;
	return x->key < y->key ? -1 : x->key > y->key;
}

/* Binary logarithm of how rare a key is: 1 where every second document has it. */
static unsigned
rarity(size_t documents, size_t count)
{
	unsigned bits = 1;

	while (count < documents) {
		count *= 2;
		bits++;
	}
	return bits;
}

static enum status
touch(struct match_index *index, uint32_t slot, unsigned weight)
{
	if (index->scores[slot] == 0) {
		if (index->touched_count == index->touched_capacity) {
			size_t capacity = index->touched_capacity == 0 ? 4096 : index->touched_capacity * 2;
			uint32_t *touched = realloc(index->touched, capacity * sizeof(*touched));

			if (touched == NULL)
				return STATUS_NO_MEMORY;
			index->touched = touched;
			index->touched_capacity = capacity;
		}
		index->touched[index->touched_count++] = slot;
	}
	weight += index->scores[slot];
	index->scores[slot] = (uint16_t)(weight < UINT16_MAX ? weight : UINT16_MAX);
	return STATUS_OK;
}

static enum status
read_list(struct match_index *index, const struct list *list, unsigned weight)
{
	const uint8_t *bytes = list_start(list), *end = bytes + list->length;
	enum status status = STATUS_OK;
	uint32_t slot = 0;

	while (bytes < end && status == STATUS_OK) {
		bytes = list_next(bytes, &slot);
		status = touch(index, slot, weight);
	}
	return status;
}

static enum status
read_pairs(struct match_index *index, const struct keys *keys, struct query *query)
{
	enum status status = STATUS_OK;
	size_t read = 0;

	query->count = 0;
	query->weight = 0;
	for (size_t i = 0; i < keys->pairs; i++) {
		const struct list *list = postings_list(&index->postings, keys->keys[i]);

		if (list != NULL)
			query->lists[query->count++] = list;
	}
	qsort(query->lists, query->count, sizeof(query->lists[0]), compare_lists);
	for (size_t i = 0; i < query->count && status == STATUS_OK; i++) {
		unsigned weight = rarity(index->slot_count, query->lists[i]->count);

		if (i > 0 && (read + query->lists[i]->count > READ_MOST || (read > READ_ENOUGH && i >= READ_LISTS_LEAST)))
			break;
		status = read_list(index, query->lists[i], weight);
		query->weight += weight;
		read += query->lists[i]->count;
	}
	return status;
}

/* Most of what was touched shares a single common pair: looking at each of their slots costs more than all the rest. */
static uint16_t
least_score(const struct match_index *index)
{
	uint16_t most = 0;

	for (size_t i = 0; i < index->touched_count; i++)
		if (index->scores[index->touched[i]] > most)
			most = index->scores[index->touched[i]];
	return (uint16_t)(most * 2 / 5);
}

/* Addresses, numbers and beginnings: what they find is compared in any case. */
static enum status
read_named(struct match_index *index, const struct keys *keys, struct query *query)
{
	enum status status = STATUS_OK;

	for (size_t i = keys->pairs; i < keys->count && status == STATUS_OK; i++) {
		const struct list *list = postings_list(&index->postings, keys->keys[i]);

		if (list != NULL && list->count <= READ_ENOUGH)
			status = read_list(index, list, query->weight == 0 ? 1 : query->weight);
	}
	return status;
}

static int
bound_of(const struct match_index *index, const struct query *query, uint32_t slot)
{
	const struct slot *self = &query->self, *other = &index->slots[slot];
	int bound = (int)(1000u * index->scores[slot] / (query->weight == 0 ? 1 : query->weight));
	int longer = abs((int)self->pairs - (int)other->pairs);

	bound -= longer > 50 ? 200 : 4 * longer;
	if (self->site != 0 && self->site == other->site)
		bound += 150;
	if (self->place != 0 && other->place != 0) {
		if (self->place == other->place)
			bound += 80;
		else if (self->place / 10000 != other->place / 10000)
			bound -= 150;
	}
	return bound;
}

static bool
is_better(const struct match_candidate *a, const struct match_candidate *b)
{
	return a->bound != b->bound ? a->bound > b->bound : a->id < b->id;
}

static int
compare_candidates(const void *a, const void *b)
{
	return is_better(a, b) ? -1 : is_better(b, a);
}

/* Restores the heap, the worst at its top, from `at` down. */
static void
sift(struct match_candidate *heap, size_t count, size_t at)
{
	while (2 * at + 1 < count) {
		size_t child = 2 * at + 1;
		struct match_candidate held = heap[at];

		if (child + 1 < count && is_better(&heap[child], &heap[child + 1]))
			child++;
		if (!is_better(&held, &heap[child]))
			return;
		heap[at] = heap[child];
		heap[child] = held;
		at = child;
	}
}

static void
offer(struct match_candidate *heap, size_t limit, size_t *count, struct match_candidate candidate)
{
	if (*count < limit) {
		heap[(*count)++] = candidate;
		if (*count == limit)
			for (size_t i = limit / 2 + 1; i-- > 0;)
				sift(heap, limit, i);
	} else if (is_better(&candidate, &heap[0])) {
		heap[0] = candidate;
		sift(heap, limit, 0);
	}
}

enum status
match_index_candidates(struct match_index *index, const struct match_features *features,
    struct match_candidate *candidates, size_t limit, size_t *count)
{
	struct keys keys;
	struct query query;
	enum status status;

	*count = 0;
	if (limit == 0)
		return STATUS_OK;
	index_keys(features, true, &keys);
	query.self = index_slot(features, keys.pairs);
	index->touched_count = 0;
	status = read_pairs(index, &keys, &query);
	query.least = least_score(index);
	if (status == STATUS_OK)
		status = read_named(index, &keys, &query);
	for (size_t i = 0; i < index->touched_count; i++) {
		uint32_t slot = index->touched[i];

		if (status == STATUS_OK && index->scores[slot] >= query.least && !index->slots[slot].is_removed)
			offer(candidates, limit, count, (struct match_candidate){ .id = index->slots[slot].id,
			    .bound = bound_of(index, &query, slot) });
		index->scores[slot] = 0;
	}
	qsort(candidates, *count, sizeof(*candidates), compare_candidates);
	return status;
}
