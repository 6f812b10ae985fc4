/* Reads the date or time that starts at a position, without asking what stands around it; date_text.c does. */
#ifndef GONGKAI_LIB_TIME_DATE_READER_H
#define GONGKAI_LIB_TIME_DATE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "time/date.h"
#include "time/date_text.h"

/* A position in a text. */
struct reader {
	const char *text;
	size_t length;
	size_t at;
};

/* How a date is written; what may stand around it depends on it. */
enum date_form {
	DATE_FORM_CHINESE,      /* 2019年7月25日, 2019年7月, 2019年 */
	DATE_FORM_SEPARATED,    /* 2019-07-25, 2019/7/25, 2019.07.25 */
	DATE_FORM_YEAR_MONTH,   /* 2019-07 */
	DATE_FORM_DIGITS,       /* 20190725; 12 and 14 digits with a time */
	DATE_FORM_MONTH_DAY,    /* 07-25, 7/25 */
	DATE_FORM_CHINESE_DAY,  /* 7月25日 */
};

struct date_reading {
	enum date_form form;
	char separator;         /* '-', '/', '.' of SEPARATED, YEAR_MONTH and MONTH_DAY */
	bool two_digits;        /* MONTH_DAY: both numbers have two digits */
	size_t run;             /* DIGITS: how many */
	size_t end;
	struct claimed_date claimed;
	bool has_year;
};

/* The character at the position in its plain form: full-width to half-width, any dash to '-', any space to ' ';
 * 0 at the end. *width gets its bytes. */
uint32_t reader_look(const struct reader *reader, size_t *width);

/* Skips up to `most` spaces. */
void reader_skip_spaces(struct reader *reader, int most);

/* Reads the longest date at the position, with the time behind it. STATUS_NOT_FOUND: no form of a date;
 * STATUS_RANGE: the form of a date, but no such day (reading->end is set); STATUS_AMBIGUOUS: digits that read two
 * ways (reading->end is set). */
MUST_USE enum status reader_read_date(struct reader reader, struct date_reading *reading);

#endif
