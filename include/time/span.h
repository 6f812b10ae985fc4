/* Spans: "3 working days", 二十个工作日, "1 month". A length, not yet a deadline. */
#ifndef GONGKAI_TIME_SPAN_H
#define GONGKAI_TIME_SPAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum span_unit {
	SPAN_MINUTES,
	SPAN_HOURS,
	SPAN_DAYS,         /* calendar days, 日, 天, 自然日 */
	SPAN_WORKING_DAYS, /* 工作日 */
	SPAN_WEEKS,
	SPAN_MONTHS,
	SPAN_QUARTERS,
	SPAN_YEARS,
};

struct span {
	int32_t count; /* >= 0; parsers refuse 0 unless told otherwise */
	enum span_unit unit;
};

enum { SPAN_COUNT_LAST = 100000, SPAN_TEXT_BYTES = 32 };

/* Reads a span in English or Chinese: digits, full-width digits or Chinese numerals (三, 二十, 两, 半年), with
 * or without 个 and spaces; 内 or 以内 may follow. Half-years are read as 6 months. The whole text must be used.
 * STATUS_INVALID for another form or mixed units, STATUS_RANGE for zero, a negative or a number above
 * SPAN_COUNT_LAST, STATUS_AMBIGUOUS for 3月 (March?), 三五日 (three to five?) and the like. */
MUST_USE enum status span_parse(const char *text, size_t length, struct span *span);

/* The longest time by the clock that a span can last: intervals of polling and of patience, never deadlines. */
int64_t span_seconds(struct span span);

enum span_language { SPAN_ENGLISH, SPAN_CHINESE };

/* Writes the canonical form ("3 working days", "3个工作日"); returns `text`. */
const char *span_print(struct span span, enum span_language language, char text[SPAN_TEXT_BYTES]);

#endif
