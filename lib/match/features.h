/* Features of a document: what the scorer and the index look at, computed once. */
#ifndef GONGKAI_LIB_MATCH_FEATURES_H
#define GONGKAI_LIB_MATCH_FEATURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

#include "lib/match/number.h"
#include "lib/match/place.h"
#include "lib/match/subject.h"
#include "match/match.h"

enum {
	FEATURE_SUBJECTS = 8,
	FEATURE_NUMBERS = 4,       /* of the title and the field */
	FEATURE_TEXT_NUMBERS = 16, /* of the text */
	FEATURE_TEXT_SUBJECTS = 12,/* titles in 《》 in the text, in order */
	FEATURE_STARTS = 8,
};

enum subject_origin {
	SUBJECT_WHOLE,   /* the title as it stands */
	SUBJECT_PART,    /* the title without 政策解读 and its like */
	SUBJECT_QUOTE,   /* within 《》 */
	SUBJECT_IN_TEXT, /* within 《》 in the running text */
};

struct titled_subject {
	enum subject_origin origin;
	unsigned around; /* QUOTE: weight of what its part of the title says beside it */
	struct subject subject;
};

/* What the text says; only where there is one. */
struct text_features {
	struct document_number numbers[FEATURE_TEXT_NUMBERS];
	size_t number_count;
	struct titled_subject subjects[FEATURE_TEXT_SUBJECTS];
	size_t subject_count;
};

struct match_features {
	const struct match_document *document;
	char32_t title[MATCH_TITLE_CHARACTERS]; /* folded, numbers and tags taken out */
	size_t title_length;
	char32_t raw[MATCH_TITLE_CHARACTERS];   /* the same without brackets and marks */
	size_t raw_length;
	size_t starts[FEATURE_STARTS];          /* in raw: where a title may begin */
	size_t start_count;
	bool is_cut;        /* the list page cut the title off: 沈阳市房产局关于... */
	bool has_marker;    /* speaks about a document: 解读, 问答, 反馈情况 */
	bool has_quote;     /* a title in 《》 stands in it */

	struct titled_subject subjects[FEATURE_SUBJECTS];
	size_t subject_count;
	struct document_number numbers[FEATURE_NUMBERS];
	size_t number_count;
	struct text_features *text;

	struct place title_place; /* of a tag; unknown where none says it */
	struct place field_place; /* of the field or the organ: right, but often wider */
	struct place host_place;
	struct claimed_date date; /* of the document, else of its URL */
	const char *host;         /* within the document's url; NULL where unknown */
	size_t host_length;
	const char *domain;       /* registrable part: gz.gov.cn; NULL for platforms where anybody publishes */
	size_t domain_length;
	uint64_t url_digest;      /* of the canonical URL without scheme; 0 where none */
	uint64_t *link_digests;
	size_t link_count;
};

/* Where a subject of the document belongs, by what says it best: the subject (NULL for none), a tag, the field, the
 * host. Never NULL. */
const struct place *match_place_shown(const struct match_features *features, const struct subject *subject);

/* A digest of `length` bytes (FNV-1a, 64 bits), never 0. Stable: it may be stored. */
uint64_t match_digest(uint64_t start, const void *bytes, size_t length);

#endif
