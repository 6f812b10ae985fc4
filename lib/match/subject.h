/* Subjects: what a title is about, once the words that any title has are set aside, with the facts that tell two
 * editions of the same subject apart. */
#ifndef GONGKAI_LIB_MATCH_SUBJECT_H
#define GONGKAI_LIB_MATCH_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

#include "lib/match/place.h"

enum {
	SUBJECT_CHARACTERS = 160, /* longer subjects are cut; the longest real ones have about 80 */
	SUBJECT_YEARS = 4,
	SUBJECT_BATCHES = 4,
	SUBJECT_PLACES = 3,
	WEIGHT_FULL = 4, /* of a character */
	WEIGHT_SOFT = 1, /* of one in a word that a shortened title drops */
};

/* 第二批, (三), 十五五, 第三季度: things that are counted. */
struct batch {
	char32_t kind;
	unsigned value;
};

struct subject {
	char32_t content[SUBJECT_CHARACTERS];
	uint8_t weights[SUBJECT_CHARACTERS];
	size_t count;
	unsigned weight;      /* of all content */
	unsigned information; /* characters outside common words */

	uint16_t years[SUBJECT_YEARS];
	unsigned year_count;
	struct batch batches[SUBJECT_BATCHES];
	unsigned batch_count;
	unsigned editions;    /* bits of enum word_edition */
	struct place places[SUBJECT_PLACES]; /* in the order they stand */
	unsigned place_count;
	size_t zone_length;   /* characters of content that name a zone of the place: 高新区, 经济技术开发区 */
	const char32_t *organ; /* within the text parsed, before 关于; NULL for none */
	size_t organ_length;
};

/* Takes `text` (folded, may hold brackets) apart. */
void subject_parse(const char32_t *text, size_t length, struct subject *subject);

/* Makes the subject of a plan that of its kind: without 要点 or 实施方案 at its end. */
void subject_without_plan(const struct subject *subject, struct subject *plain);

/* Puts the organ, without its place, before the content: 教育局 + 年度报告. */
void subject_with_organ(const struct subject *subject, struct subject *whole);

#endif
