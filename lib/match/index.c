/* The candidate index: which stored documents share rare pairs of characters with a new one.
 *
 * Each document is a slot. Each key (a pair of neighbouring characters of a subject, a URL, a link, a document number,
 * the beginning of a title) has a list of slots, as differences in 7-bit groups. A query reads the shortest lists
 * first and stops at the end of a list once it has read enough: the order of adding therefore changes nothing. */
#include "match/index.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/match/features.h"

enum {
	INLINE_BYTES = 8,       /* most lists are that short */
	KEYS = 256,             /* of one document */
	LINK_KEYS = 64,         /* links indexed of one document: those of its text come first */
	READ_ENOUGH = 60000,    /* postings read for one query, less than a millisecond */
	READ_LISTS_LEAST = 3,   /* but so many lists, unless the next is longer than READ_MOST */
	READ_MOST = 250000,
	BEGINNING = 12,         /* characters of a title that was cut off */
	COMPACT_FROM = 1024,    /* removed slots */
};

/* Kinds of keys. Pairs of characters are below 1 << 42. */
enum key_kind { KEY_PAIR, KEY_URL, KEY_LINK, KEY_NUMBER, KEY_BEGINNING };

struct list {
	uint64_t key;      /* 0: empty cell of the table */
	uint32_t count;
	uint32_t last;     /* slot added last */
	uint32_t length, capacity;
	union {
		uint8_t inlined[INLINE_BYTES];
		uint8_t *bytes;  /* where capacity > INLINE_BYTES */
	} data;
};

struct slot {
	int64_t id;
	uint32_t site;     /* digest of the domain, 0 unknown */
	uint32_t place;    /* code, 0 unknown */
	uint16_t pairs;    /* distinct pairs of characters */
	bool is_removed;
};

struct id_cell {
	int64_t id;
	uint32_t slot_plus_one; /* 0: empty; GONE: its slot was compacted away */
};

#define GONE UINT32_MAX

struct match_index {
	struct list *lists;
	size_t list_cells, list_count;
	struct slot *slots;
	size_t slot_count, slot_capacity, removed;
	struct id_cell *ids;
	size_t id_cells, id_count;
	size_t posting_bytes;
	/* For queries: score of each slot, and the slots that have one. */
	uint16_t *scores;
	uint32_t *touched;
	size_t touched_count, touched_capacity;
};

struct keys {
	uint64_t keys[KEYS];
	size_t count;
	size_t pairs; /* the first so many are pairs of characters */
};

/* ---- keys of a document ---- */

static uint64_t
named_key(enum key_kind kind, uint64_t digest)
{
	return (digest | 1u << 3 | (uint64_t)1 << 63) - ((uint64_t)kind << 1);
}

static void
add_key(struct keys *keys, uint64_t key)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->keys[i] == key)
			return;
	if (keys->count < KEYS)
		keys->keys[keys->count++] = key;
}

static void
add_pairs(struct keys *keys, const struct subject *subject)
{
	for (size_t i = 0; i + 1 < subject->count && keys->count < KEYS / 2; i++)
		add_key(keys, (uint64_t)subject->content[i] << 21 | subject->content[i + 1]);
}

static void
add_beginnings(struct keys *keys, const struct match_features *features)
{
	size_t starts = features->is_cut ? features->start_count : 1;

	for (size_t i = 0; i < starts && i < features->start_count; i++) {
		size_t start = features->starts[i];

		if (start + BEGINNING <= features->raw_length)
			add_key(keys, named_key(KEY_BEGINNING, match_digest(0, features->raw + start,
			    BEGINNING * sizeof(*features->raw))));
	}
}

static void
add_numbers(struct keys *keys, const struct document_number *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t what[2] = { numbers[i].year, numbers[i].serial };

		add_key(keys, named_key(KEY_NUMBER, match_digest(0, what, sizeof(what))));
	}
}

/* `asking`: an address asks for links to it and a link for the address it leads to. */
static void
add_addresses(struct keys *keys, const struct match_features *features, bool asking)
{
	if (features->url_digest != 0)
		add_key(keys, named_key(asking ? KEY_LINK : KEY_URL, features->url_digest));
	for (size_t i = 0; i < features->link_count && i < LINK_KEYS; i++)
		add_key(keys, named_key(asking ? KEY_URL : KEY_LINK, features->link_digests[i]));
}

static void
make_keys(const struct match_features *features, bool asking, struct keys *keys)
{
	keys->count = 0;
	/* What is quoted first, then what the title says beside. */
	for (int origin = SUBJECT_QUOTE; origin >= SUBJECT_WHOLE; origin--)
		for (size_t i = 0; i < features->subject_count; i++)
			if ((int)features->subjects[i].origin == origin)
				add_pairs(keys, &features->subjects[i].subject);
	if (features->text != NULL && !features->has_quote)
		for (size_t i = 0; i < features->text->subject_count; i++)
			add_pairs(keys, &features->text->subjects[i].subject);
	keys->pairs = keys->count;
	add_beginnings(keys, features);
	add_numbers(keys, features->numbers, features->number_count);
	if (features->text != NULL)
		add_numbers(keys, features->text->numbers, features->text->number_count);
	add_addresses(keys, features, asking);
}

/* ---- tables ---- */

static uint64_t
mix(uint64_t value)
{
	value ^= value >> 31;
	value *= 0x9e3779b97f4a7c15u;
	return value ^ value >> 29;
}

static struct list *
find_list(const struct match_index *index, uint64_t key)
{
	size_t at;

	if (index->list_cells == 0)
		return NULL;
	at = mix(key) & (index->list_cells - 1);
	while (index->lists[at].key != 0 && index->lists[at].key != key)
		at = (at + 1) & (index->list_cells - 1);
	return &index->lists[at];
}

static enum status
grow_lists(struct match_index *index)
{
	struct list *old = index->lists;
	size_t old_cells = index->list_cells;

	if ((index->list_count + 1) * 4 <= old_cells * 3)
		return STATUS_OK;
	index->lists = calloc(old_cells == 0 ? 1024 : old_cells * 2, sizeof(*old));
	if (index->lists == NULL) {
		index->lists = old;
		return STATUS_NO_MEMORY;
	}
	index->list_cells = old_cells == 0 ? 1024 : old_cells * 2;
	for (size_t i = 0; i < old_cells; i++)
		if (old[i].key != 0)
			*find_list(index, old[i].key) = old[i];
	free(old);
	return STATUS_OK;
}

static struct id_cell *
find_id(const struct match_index *index, int64_t id)
{
	size_t at;

	if (index->id_cells == 0)
		return NULL;
	at = mix((uint64_t)id) & (index->id_cells - 1);
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

/* ---- postings ---- */

static uint8_t *
list_bytes(struct list *list)
{
	return list->capacity > INLINE_BYTES ? list->data.bytes : list->data.inlined;
}

static const uint8_t *
list_bytes_const(const struct list *list)
{
	return list->capacity > INLINE_BYTES ? list->data.bytes : list->data.inlined;
}

static enum status
list_room(struct match_index *index, struct list *list)
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
		index->posting_bytes -= list->capacity;
	index->posting_bytes += capacity;
	list->data.bytes = bytes;
	list->capacity = capacity;
	return STATUS_OK;
}

static enum status
list_add(struct match_index *index, struct list *list, uint32_t slot)
{
	uint32_t step = list->count == 0 ? slot : slot - list->last;
	enum status status = list_room(index, list);
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

static enum status
add_posting(struct match_index *index, uint64_t key, uint32_t slot)
{
	enum status status = grow_lists(index);
	struct list *list;

	if (status != STATUS_OK)
		return status;
	list = find_list(index, key);
	if (list->key == 0) {
		list->key = key;
		index->list_count++;
	}
	return list_add(index, list, slot);
}

/* ---- adding and removing ---- */

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
	for (size_t i = 0; i < index->list_cells; i++)
		if (index->lists[i].capacity > INLINE_BYTES)
			free(index->lists[i].data.bytes);
	free(index->lists);
	free(index->slots);
	free(index->ids);
	free(index->scores);
	free(index->touched);
	free(index);
}

static struct slot
make_slot(const struct match_features *features, size_t pairs)
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
	make_keys(features, false, &keys);
	/* The slot is there, but removed, until all its postings are: running out of memory leaves no half of it. */
	index->slots[slot] = make_slot(features, keys.pairs);
	index->slots[slot].is_removed = true;
	index->slot_count++;
	index->removed++;
	for (size_t i = 0; status == STATUS_OK && i < keys.count; i++)
		status = add_posting(index, keys.keys[i], slot);
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

/* Rewrites one list without removed slots; `moved` maps old slots to new ones. */
static void
compact_list(struct list *list, const uint32_t *moved, const struct slot *slots)
{
	const uint8_t *bytes = list_bytes_const(list);
	uint8_t *out = list_bytes(list);
	uint32_t length = list->length, at = 0, slot = 0, written = 0, count = 0, last = 0;

	while (at < length) {
		uint32_t step = 0, shift = 0, value;

		do
			step |= (uint32_t)(bytes[at] & 127) << shift, shift += 7;
		while ((bytes[at++] & 128) != 0);
		slot += step;
		if (slots[slot].is_removed)
			continue;
		/* New slots are not larger and so are their steps: never more bytes than were read. */
		value = count == 0 ? moved[slot] : moved[slot] - last;
		last = moved[slot];
		for (; value >= 128; value >>= 7)
			out[written++] = (uint8_t)(value | 128);
		out[written++] = (uint8_t)value;
		count++;
	}
	list->length = written;
	list->count = count;
	list->last = last;
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
		moved[i] = (uint32_t)(index->slots[i].is_removed ? 0 : kept++);
	for (size_t i = 0; i < index->list_cells; i++)
		if (index->lists[i].key != 0)
			compact_list(&index->lists[i], moved, index->slots);
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
	return sizeof(*index) + index->list_cells * sizeof(*index->lists) + index->posting_bytes +
	    index->slot_capacity * (sizeof(*index->slots) + sizeof(*index->scores)) +
	    index->id_cells * sizeof(*index->ids) + index->touched_capacity * sizeof(*index->touched);
}

/* ---- queries ---- */

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
	const uint8_t *bytes = list_bytes_const(list), *end = bytes + list->length;
	enum status status = STATUS_OK;
	uint32_t slot = 0;

	while (bytes < end && status == STATUS_OK) {
		uint32_t step = *bytes & 127, shift = 7;

		while ((*bytes++ & 128) != 0) {
			step |= (uint32_t)(*bytes & 127) << shift;
			shift += 7;
		}
		slot += step;
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
		const struct list *list = find_list(index, keys->keys[i]);

		if (list != NULL && list->key != 0)
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
		const struct list *list = find_list(index, keys->keys[i]);

		if (list != NULL && list->key != 0 && list->count <= READ_ENOUGH)
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
	make_keys(features, true, &keys);
	query.self = make_slot(features, keys.pairs);
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
