/* Dates as pages write them: 2019-07-25, 2019/7/25, 2019年7月25日 10:56, 二〇一九年七月二十五日, [07-25].
 * A run of digits that reads two ways is refused, not guessed; "no date" stays no date. */
#ifndef GONGKAI_TIME_DATE_TEXT_H
#define GONGKAI_TIME_DATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "time/date.h"

enum date_precision {
	DATE_PRECISION_NONE,
	DATE_PRECISION_YEAR,
	DATE_PRECISION_MONTH,
	DATE_PRECISION_DAY,
	DATE_PRECISION_MINUTE,
};

/* A date that somebody claims. Zero-initialised it means "no date". */
struct claimed_date {
	enum date_precision precision;
	struct date date;          /* first day of the month or year where precision is coarser than a day */
	int32_t second_of_day;     /* where precision is MINUTE; 00:00 is read as DAY: it is no evidence */
	bool year_inferred;        /* the text gave no year */
};

/* First day and last day that the claim allows. */
struct date claimed_first_day(struct claimed_date claimed);
struct date claimed_last_day(struct claimed_date claimed);

struct date_match {
	size_t start;  /* byte offset of the date in the text */
	size_t end;    /* one past its last byte */
	struct claimed_date claimed;
	bool has_year; /* false: month and day only, claimed.date then stands in year 1972 */
};

/* Finds the first date at or after `from`; go on at match->end for the next. Telephone numbers, document numbers,
 * amounts and identifiers are passed over, and so are 2019-07 and 201907 (as often a number as a month).
 * STATUS_NOT_FOUND where there is none; STATUS_AMBIGUOUS with match->start/end set where a run of digits such
 * as 2016125 lost its separators. Bad UTF-8 is no error: it is no date. */
MUST_USE enum status date_text_find(const char *text, size_t length, size_t from,
    struct date_match *match);

/* Reads a text that is a date and nothing else but white space, brackets, a label with its colon and a day of the
 * week; here 2019-07, 20190725105600 and 7-25 count too. Where the text gives no year, year_inferred is set and
 * the date stands in 1972. STATUS_NOT_FOUND: no date; STATUS_RANGE: month 13 and the like; STATUS_AMBIGUOUS. */
MUST_USE enum status date_text_parse(const char *text, size_t length, struct claimed_date *claimed);

/* The date in a URL's path: t20190725_, /2019/7/25/, /20190725/, /2019-07/25/, or only the month: /201907/.
 * STATUS_NOT_FOUND for none, STATUS_AMBIGUOUS for two different ones. */
MUST_USE enum status date_text_from_url(const char *url, struct claimed_date *claimed);

#endif
