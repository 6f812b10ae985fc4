/* Decision: which of many triggers does a response answer? One response at a time, for the engine, or a whole set.
 * An answer may answer several triggers (two documents in one title, one document at several addresses), a trigger may
 * have several answers, and none is right where the document named is not in the set.
 * Runners-up are kept for `gongkaictl explain`. */
#ifndef GONGKAI_MATCH_ASSIGN_H
#define GONGKAI_MATCH_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "match/index.h"
#include "match/match.h"

enum {
	/* Candidates compared in full for one document. */
	MATCH_CANDIDATES = 32,
	/* Choices kept in a decision: the chosen and the runners-up. */
	MATCH_CHOICES = 16,
};

/* Gives the document of an id; it need stay valid only until the next call. STATUS_NOT_FOUND skips it. */
typedef enum status match_lookup_function(void *context, int64_t id, const struct match_document **document);

struct match_choice {
	int64_t id;
	bool chosen;
	struct match_result result;
};

/* Chosen ones first, each part best first, ties by id. */
struct match_decision {
	struct match_choice choices[MATCH_CHOICES];
	size_t count;
	size_t chosen; /* the first so many are chosen; 0: answers none of them */
};

/* What `response` answers among the documents of `triggers`. Links and document numbers are found through the index as
 * well as titles. Errors of lookup but STATUS_NOT_FOUND are handed on. */
MUST_USE enum status match_best(enum match_relation relation, struct match_index *triggers,
    match_lookup_function *lookup, void *context, const struct match_document *response,
    struct match_decision *decision);

/* A trigger that arrives after its answers: which documents of `responses` may answer it. Each of them (not only the
 * chosen) should then be decided again with match_best(), because another trigger may fit it better. */
MUST_USE enum status match_responses(enum match_relation relation, struct match_index *responses,
    match_lookup_function *lookup, void *context, const struct match_document *trigger,
    struct match_decision *decision);

/* Decides a whole set: decisions[i] is for responses[i]. The order of either list does not matter. */
MUST_USE enum status match_all(enum match_relation relation, const struct match_document *triggers,
    size_t trigger_count, const struct match_document *responses, size_t response_count,
    struct match_decision *decisions);

#endif
