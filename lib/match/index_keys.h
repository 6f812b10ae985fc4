/* Keys of a document in the candidate index: pairs of neighbouring characters of its subjects; its address, links and
 * numbers; the beginning of its title. */
#ifndef GONGKAI_LIB_MATCH_INDEX_KEYS_H
#define GONGKAI_LIB_MATCH_INDEX_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/match/features.h"

enum { KEYS = 256 }; /* of one document */

struct keys {
	uint64_t keys[KEYS];
	size_t count;
	size_t pairs; /* the first so many are pairs of characters */
};

/* The keys under which a document is stored, or, `asking`, those that it asks for: they differ in addresses. */
void index_keys(const struct match_features *features, bool asking, struct keys *keys);

#endif
