/* The scorer, with what the decision needs beside the score. */
#ifndef GONGKAI_LIB_MATCH_SCORE_H
#define GONGKAI_LIB_MATCH_SCORE_H

#include "lib/match/features.h"
#include "match/match.h"

struct match_detail {
	struct match_result result;
	const struct titled_subject *trigger;  /* the subjects that agree best; NULL where titles decide nothing */
	const struct titled_subject *response;
};

struct match_detail match_compare_detail(enum match_relation relation, const struct match_features *trigger,
    const struct match_features *response);

/* The confidence that a score stands for. */
enum match_confidence match_confidence_of(int score);

#endif
