/* A pair while it is judged, and the facts that speak for or against it: years, batches, editions, places, time. */
#ifndef GONGKAI_LIB_MATCH_PAIR_H
#define GONGKAI_LIB_MATCH_PAIR_H

#include <stdbool.h>

#include "lib/match/features.h"
#include "match/match.h"

/* Facts that make two documents of equal subjects. */
#define CONTRADICTIONS (MATCH_OTHER_YEAR | MATCH_OTHER_PLACE | MATCH_OTHER_BATCH | MATCH_OTHER_EDITION | \
	MATCH_OTHER_NUMBER | MATCH_OTHER_ORGAN)

/* What a relation asks for, beside the same subject. */
struct relation_options {
	const char *word;
	bool draft_matters;     /* a draft and its final text are two documents */
	bool parts_of_trigger;  /* the trigger too speaks about a document: a consultation */
	bool other_unit;        /* the answer is made by a unit of the trigger's place */
	bool needs_year;        /* and belongs to the same year */
	bool needs_organ;       /* and to the same organ */
	bool kind_differs;      /* 要点 is answered by 实施方案 */
	bool lists_documents;   /* what the text of an answer names is in it */
};

struct pair {
	const struct relation_options *options;
	const struct match_features *trigger, *response;
	const struct titled_subject *trigger_subject, *response_subject; /* that agree best */
	int score;
	uint32_t evidence;
};

/* Each adds evidence to the pair and changes its score; `a` is the trigger's subject, `b` the response's. */
void judge_years(struct pair *pair, const struct subject *a, const struct subject *b);
void judge_batches(struct pair *pair, const struct subject *a, const struct subject *b);
void judge_editions(struct pair *pair, const struct subject *a, const struct subject *b);
/* `information` of the subject in common says how much a pair without a place is worth. */
void judge_places(struct pair *pair, const struct subject *a, const struct subject *b, unsigned information);
/* After the titles were judged: a title that is only alike must be near in time. */
void judge_time(struct pair *pair);

bool same_site(const struct match_features *a, const struct match_features *b);
bool same_organ(const struct subject *a, const struct subject *b);

#endif
