/* Likeness of two subjects: which characters they share in order, and what kind of gaps lie between. */
#ifndef GONGKAI_LIB_MATCH_LIKENESS_H
#define GONGKAI_LIB_MATCH_LIKENESS_H

#include <stdbool.h>

#include "lib/match/subject.h"

struct likeness {
	unsigned shared;    /* weight of the characters in common */
	unsigned only_a;    /* weight of what stands in the first alone, where the second has nothing */
	unsigned only_b;
	unsigned replaced;  /* weight where one has this and the other has that: the larger of both */
	unsigned replaced_characters; /* the longest of these places */
	int per_mille;      /* 2 * shared / (weight of a + weight of b) */
	bool equal;         /* no gap at all */
};

struct likeness subject_likeness(const struct subject *a, const struct subject *b);

#endif
