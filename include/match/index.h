/* Candidate index: finds, among a million stored titles, the few worth comparing with a new one.
 *
 * Kept in memory and rebuilt from the stored titles after a start (build time and size: bench/match, bench/start). Incremental.
 * The order in which documents were added never changes an answer. */
#ifndef GONGKAI_MATCH_INDEX_H
#define GONGKAI_MATCH_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "match/match.h"

struct match_index;

/* An empty index, or NULL. */
MUST_USE struct match_index *match_index_new(void);
void match_index_free(struct match_index *index);

/* Adds a document under its id. Digests of its title, number, url, links and place are kept; nothing is borrowed.
 * STATUS_CONFLICT where the id is there already. */
MUST_USE enum status match_index_add(struct match_index *index, const struct match_features *features);

/* Takes a document out. STATUS_NOT_FOUND where it is not there. */
MUST_USE enum status match_index_remove(struct match_index *index, int64_t id);

size_t match_index_count(const struct match_index *index);

/* Bytes held. */
size_t match_index_size(const struct match_index *index);

struct match_candidate {
	int64_t id;
	int bound; /* coarse likeness, per mille: not a score, candidates are sorted by it, ties by id */
};

/* At most `limit` candidates, the likeliest first. Fewer or none is fine. */
MUST_USE enum status match_index_candidates(struct match_index *index, const struct match_features *features,
    struct match_candidate *candidates, size_t limit, size_t *count);

#endif
