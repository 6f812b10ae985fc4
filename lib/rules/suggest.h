/* "Did you mean": the nearest of several names. */
#ifndef GONGKAI_RULES_SUGGEST_H
#define GONGKAI_RULES_SUGGEST_H

#include <stddef.h>

/* Collects candidates for one misspelt word; zero-initialise, then set `wrong`. */
struct suggestion {
	const char *wrong;
	char best[128];      /* "" while nothing is near enough */
	size_t distance;
};

/* Edits between two texts, by characters: insert, delete, replace, swap of neighbours. At most `most` + 1. */
size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t most);

/* Offers a candidate. It wins where it is nearer than those before and near enough to be meant at all. */
void suggestion_offer(struct suggestion *suggestion, const char *candidate, size_t length);

#endif
