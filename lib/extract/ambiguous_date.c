/* Ambiguous dates: seven digits of a year, a month and a day without separators, where both splits are days. 2016125 is
 * 25 January or 5 December. Most runs of seven digits are no dates, so a label before or 日 behind has to say that this
 * one is. */
#include <string.h>

#include "base/utf8.h"
#include "scan_text.h"
#include "text.h"
#include "time/date.h"

enum {
	RUN_LENGTH = 7,
	YEAR_FIRST = 1949,
	YEAR_LAST = 2099,
};

static int
number_at(const struct scan_text *scan, size_t at, size_t digits)
{
	int number = 0;

	for (size_t i = 0; i < digits; i++)
		number = number * 10 + (int)(scan->folded[at + i] - '0');
	return number;
}

static bool
reads_two_ways(const struct scan_text *scan, size_t at)
{
	int year = number_at(scan, at, 4);
	struct date date;

	return year >= YEAR_FIRST && year <= YEAR_LAST &&
	    date_from_civil(year, number_at(scan, at + 4, 1), number_at(scan, at + 5, 2), &date) == STATUS_OK &&
	    date_from_civil(year, number_at(scan, at + 4, 2), number_at(scan, at + 6, 1), &date) == STATUS_OK;
}

static bool
is_end_of_label(const struct scan_text *scan, size_t at)
{
	uint32_t last = scan->folded[at - 1], before = at > 1 ? scan->folded[at - 2] : 0;

	return (before == 0x65e5 && last == 0x671f) || (before == 0x65f6 && last == 0x95f4); /* 日期, 时间 */
}

/* 发布日期：2016125 */
static bool
has_label(const struct scan_text *scan, size_t at)
{
	while (at > 0 && (scan->folded[at - 1] == ' ' || scan->folded[at - 1] == ':'))
		at--;
	return at > 0 && is_end_of_label(scan, at);
}

static bool
is_bounded(const struct scan_text *scan, size_t start, size_t end)
{
	uint32_t before = start > 0 ? scan->folded[start - 1] : ' ', behind = end < scan->count ? scan->folded[end] : ' ';

	return before != '.' && before != '-' && before != '/' && (before < 'a' || before > 'z') && behind != '-' &&
	    behind != '/' && (behind < 'a' || behind > 'z');
}

enum status
scan_ambiguous_dates(const struct scan_text *scan, struct detection_list *list)
{
	enum status status = STATUS_OK;

	for (size_t at = 0; at < scan->count && status == STATUS_OK; at++) {
		size_t end = at;

		while (end < scan->count && is_digit(scan->folded[end]))
			end++;
		if (end - at == RUN_LENGTH && is_bounded(scan, at, end) && reads_two_ways(scan, at) &&
		    (has_label(scan, at) || (end < scan->count && scan->folded[end] == 0x65e5))) /* 日 */
			status = detection_add(list, scan, at, end, (struct detection){ .detector = DETECTOR_AMBIGUOUS_DATE,
			    .reason = DETECTION_NUMBER, .confidence = 90 }, false);
		at = end > at ? end - 1 : at;
	}
	return status == STATUS_LIMIT ? STATUS_OK : status;
}
