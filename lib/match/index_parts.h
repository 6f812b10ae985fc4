/* What the index is made of, for its own files. */
#ifndef GONGKAI_LIB_MATCH_INDEX_PARTS_H
#define GONGKAI_LIB_MATCH_INDEX_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/match/features.h"
#include "lib/match/postings.h"
#include "match/index.h"

/* A stored document, or one that asks. */
struct slot {
	int64_t id;
	uint32_t site;     /* digest of the domain, 0 unknown */
	uint32_t place;    /* code, 0 unknown */
	uint16_t pairs;    /* distinct pairs of characters */
	bool is_removed;
};

struct id_cell; /* of the table of ids */

struct match_index {
	struct postings postings;
	struct slot *slots;
	size_t slot_count, slot_capacity, removed;
	struct id_cell *ids;
	size_t id_cells, id_count;
	/* For queries: the score of each slot, and the slots that have one. */
	uint16_t *scores;
	uint32_t *touched;
	size_t touched_count, touched_capacity;
};

struct slot index_slot(const struct match_features *features, size_t pairs);

#endif
