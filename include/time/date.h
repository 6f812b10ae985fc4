/* Civil dates, instants and the zone that joins them. Three different structs, so that mixing
 * them fails to compile. Pure: nothing here reads a clock or the environment. */
#ifndef GONGKAI_TIME_DATE_H
#define GONGKAI_TIME_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* A civil date of the proleptic Gregorian calendar, as days since 1970-01-01. */
struct date {
	int32_t days;
};

/* A point in time, as seconds since 1970-01-01T00:00:00Z (POSIX.1, no leap seconds). */
struct instant {
	int64_t seconds;
};

/* Zone of the law: a fixed offset east of UTC. China has one zone and, since 1992, no summer time. */
struct zone {
	int32_t offset_seconds;
};

enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

enum {
	DATE_YEAR_FIRST = 1900, /* dates from outside must lie between these years */
	DATE_YEAR_LAST = 2199,
	DATE_TEXT_BYTES = 11,    /* "YYYY-MM-DD" and its NUL */
	INSTANT_TEXT_BYTES = 26, /* "YYYY-MM-DDTHH:MM:SS+08:00" and its NUL */
	SECONDS_PER_DAY = 86400,
};

/* +08:00, Asia/Shanghai. */
extern const struct zone zone_china;

/* Builds a date. STATUS_RANGE where the year lies outside the bounds above or no such day exists. */
MUST_USE enum status date_from_civil(int year, int month, int day, struct date *date);

/* Takes a date apart; any of the outputs may be NULL. */
void date_to_civil(struct date date, int *year, int *month, int *day);

enum weekday date_weekday(struct date date);
int date_days_in_month(int year, int month);
bool date_is_before(struct date a, struct date b);
bool date_equals(struct date a, struct date b);
struct date date_plus_days(struct date date, int32_t days);

/* Same day number `months` later (or earlier), or the last day of a shorter month
 * (Civil Code art. 202). STATUS_RANGE outside the bounds. */
MUST_USE enum status date_plus_months(struct date date, int32_t months, struct date *result);

/* Writes YYYY-MM-DD; returns `text`. */
const char *date_print(struct date date, char text[DATE_TEXT_BYTES]);

/* Reads exactly YYYY-MM-DD. STATUS_INVALID for another form, STATUS_RANGE for a day that does not exist.
 * Dates of pages are read by time/date_text.h. */
MUST_USE enum status date_parse(const char *text, size_t length, struct date *date);

/* 00:00 of the date in the zone, and back. An instant at 24:00 of a day is 00:00 of the next. */
struct instant instant_of(struct date date, int32_t second_of_day, struct zone zone);
struct date instant_date(struct instant instant, struct zone zone);
int32_t instant_second_of_day(struct instant instant, struct zone zone);
bool instant_is_before(struct instant a, struct instant b);

/* Writes RFC 3339 in the zone; returns `text`. */
const char *instant_print(struct instant instant, struct zone zone, char text[INSTANT_TEXT_BYTES]);

/* Reads RFC 3339, also without seconds, with a space for the T, and without offset (then in `zone`). */
MUST_USE enum status instant_parse(const char *text, size_t length, struct zone zone,
    struct instant *instant);

#endif
