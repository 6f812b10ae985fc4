/* What the listing and the explanation of pairs share. */
#ifndef GONGKAI_CLI_PAIRS_PRIVATE_H
#define GONGKAI_CLI_PAIRS_PRIVATE_H

#include "cli/pairs.h"

/* A copy whose strings live in the arena. */
MUST_USE enum status pair_copy(struct arena *arena, const struct pair *pair, struct pair *copy);

/* Why in words: matching's evidence in the reader's language, or what an operator wrote. Never NULL. */
const char *pair_reason(const struct pair *pair, struct arena *arena);

/* "likely 0.840: same title; same site", "linked by 王敏: title differs". Never NULL. */
const char *pair_verdict(const struct pair *pair, struct arena *arena);

/* score (0 to 1), confidence, reason. */
void pair_set_verdict(json_t *row, const struct pair *pair, struct arena *arena);

/* PREFIX_title, PREFIX_url, PREFIX_published. */
void pair_set_item(json_t *row, const char *prefix, const struct item *item);

/* "    trigger 12 TITLE (DAY)", and the address below. */
void pair_print_item(const char *label, const struct item *item);

#endif
