/* Civil dates and instants: arithmetic of the Gregorian calendar, printing and reading of ISO 8601. */
#include "time/date.h"

#include <stdio.h>

const struct zone zone_china = { .offset_seconds = 8 * 3600 };

enum {
	DAYS_BEFORE_1970 = 719468, /* days from 0000-03-01 to 1970-01-01 */
	DAYS_PER_ERA = 146097,     /* 400 years */
};

static bool
is_leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
date_days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && is_leap_year(year));
}

/* Counts from 1 March, so that the leap day is the last day of a year; `year` is not negative. */
static int32_t
count_days(int year, int month, int day)
{
	int from_march = (month + 9) % 12;
	int start_year = month <= 2 ? year - 1 : year;
	int era = start_year / 400;
	int year_of_era = start_year % 400;
	int day_of_year = (153 * from_march + 2) / 5 + day - 1;

	return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
	    - DAYS_BEFORE_1970;
}

enum status
date_from_civil(int year, int month, int day, struct date *date)
{
	if (year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST)
		return STATUS_RANGE;
	if (day < 1 || day > date_days_in_month(year, month))
		return STATUS_RANGE;
	date->days = count_days(year, month, day);
	return STATUS_OK;
}

void
date_to_civil(struct date date, int *year, int *month, int *day)
{
	int64_t shifted = (int64_t)date.days + DAYS_BEFORE_1970;
	int64_t era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	int day_of_era = (int)(shifted - era * DAYS_PER_ERA);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int from_march = (5 * day_of_year + 2) / 153;
	int number = from_march < 10 ? from_march + 3 : from_march - 9;

	if (year != NULL)
		*year = (int)(year_of_era + era * 400) + (number <= 2);
	if (month != NULL)
		*month = number;
	if (day != NULL)
		*day = day_of_year - (153 * from_march + 2) / 5 + 1;
}

enum weekday
date_weekday(struct date date)
{
	/* 1970-01-01 was a Thursday. */
	int from_monday = (int)(((int64_t)date.days + 3) % 7);

	return (enum weekday)(MONDAY + (from_monday < 0 ? from_monday + 7 : from_monday));
}

bool
date_is_before(struct date a, struct date b)
{
	return a.days < b.days;
}

bool
date_equals(struct date a, struct date b)
{
	return a.days == b.days;
}

struct date
date_plus_days(struct date date, int32_t days)
{
	int64_t sum = (int64_t)date.days + days;

	if (sum > INT32_MAX)
		sum = INT32_MAX;
	if (sum < INT32_MIN)
		sum = INT32_MIN;
	return (struct date){ (int32_t)sum };
}

enum status
date_plus_months(struct date date, int32_t months, struct date *result)
{
	int year, month, day, last;
	int64_t count;

	date_to_civil(date, &year, &month, &day);
	count = (int64_t)year * 12 + (month - 1) + months;
	if (count < DATE_YEAR_FIRST * 12 || count >= (DATE_YEAR_LAST + 1) * 12)
		return STATUS_RANGE;
	year = (int)(count / 12);
	month = (int)(count % 12) + 1;
	last = date_days_in_month(year, month);
	return date_from_civil(year, month, day < last ? day : last, result);
}

const char *
date_print(struct date date, char text[DATE_TEXT_BYTES])
{
	int year, month, day;

	date_to_civil(date, &year, &month, &day);
	/* Remainders only tell the compiler that the text fits. */
	snprintf(text, DATE_TEXT_BYTES, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
	    (unsigned)day % 100);
	return text;
}

/* Reads exactly `count` digits at *at and moves on. */
static bool
read_digits(const char *text, size_t length, size_t *at, int count, int *value)
{
	int sum = 0;

	for (int i = 0; i < count; i++, (*at)++) {
		if (*at >= length || text[*at] < '0' || text[*at] > '9')
			return false;
		sum = sum * 10 + (text[*at] - '0');
	}
	*value = sum;
	return true;
}

static bool
read_character(const char *text, size_t length, size_t *at, char character)
{
	if (*at >= length || text[*at] != character)
		return false;
	(*at)++;
	return true;
}

static enum status
read_date(const char *text, size_t length, size_t *at, struct date *date)
{
	int year, month, day;

	if (!read_digits(text, length, at, 4, &year) || !read_character(text, length, at, '-')
	    || !read_digits(text, length, at, 2, &month) || !read_character(text, length, at, '-')
	    || !read_digits(text, length, at, 2, &day))
		return STATUS_INVALID;
	return date_from_civil(year, month, day, date);
}

enum status
date_parse(const char *text, size_t length, struct date *date)
{
	size_t at = 0;
	struct date read;
	enum status status = read_date(text, length, &at, &read);

	if (status == STATUS_INVALID || at != length)
		return STATUS_INVALID;
	if (status == STATUS_OK)
		*date = read;
	return status;
}

struct instant
instant_of(struct date date, int32_t second_of_day, struct zone zone)
{
	return (struct instant){
		(int64_t)date.days * SECONDS_PER_DAY + second_of_day - zone.offset_seconds,
	};
}

struct date
instant_date(struct instant instant, struct zone zone)
{
	int64_t local = instant.seconds + zone.offset_seconds;
	int64_t days = local / SECONDS_PER_DAY - (local % SECONDS_PER_DAY < 0);

	return (struct date){ (int32_t)days };
}

int32_t
instant_second_of_day(struct instant instant, struct zone zone)
{
	int64_t second = (instant.seconds + zone.offset_seconds) % SECONDS_PER_DAY;

	return (int32_t)(second < 0 ? second + SECONDS_PER_DAY : second);
}

bool
instant_is_before(struct instant a, struct instant b)
{
	return a.seconds < b.seconds;
}

const char *
instant_print(struct instant instant, struct zone zone, char text[INSTANT_TEXT_BYTES])
{
	char day[DATE_TEXT_BYTES];
	unsigned second = (unsigned)instant_second_of_day(instant, zone);
	unsigned offset = (unsigned)(zone.offset_seconds < 0 ? -zone.offset_seconds : zone.offset_seconds);

	snprintf(text, INSTANT_TEXT_BYTES, "%sT%02u:%02u:%02u%c%02u:%02u",
	    date_print(instant_date(instant, zone), day), second / 3600 % 100, second / 60 % 60, second % 60,
	    zone.offset_seconds < 0 ? '-' : '+', offset / 3600 % 100, offset / 60 % 60);
	return text;
}

/* HH:MM[:SS[.fraction]]; a fraction is read and dropped. */
static enum status
read_time(const char *text, size_t length, size_t *at, int32_t *second_of_day)
{
	int hour, minute, second = 0;
	int fraction;

	if (!read_digits(text, length, at, 2, &hour) || !read_character(text, length, at, ':')
	    || !read_digits(text, length, at, 2, &minute))
		return STATUS_INVALID;
	if (read_character(text, length, at, ':')) {
		if (!read_digits(text, length, at, 2, &second))
			return STATUS_INVALID;
		if (read_character(text, length, at, '.')) {
			if (!read_digits(text, length, at, 1, &fraction))
				return STATUS_INVALID;
			while (*at < length && text[*at] >= '0' && text[*at] <= '9')
				(*at)++;
		}
	}
	if (hour > 23 || minute > 59 || second > 59)
		return STATUS_RANGE;
	*second_of_day = hour * 3600 + minute * 60 + second;
	return STATUS_OK;
}

/* Z or +HH:MM; nothing leaves the zone as it is. */
static enum status
read_offset(const char *text, size_t length, size_t *at, struct zone *zone)
{
	int hour, minute;
	int sign = 1;

	if (*at == length)
		return STATUS_OK;
	if (read_character(text, length, at, 'Z') || read_character(text, length, at, 'z')) {
		zone->offset_seconds = 0;
		return STATUS_OK;
	}
	if (read_character(text, length, at, '-'))
		sign = -1;
	else if (!read_character(text, length, at, '+'))
		return STATUS_INVALID;
	if (!read_digits(text, length, at, 2, &hour) || !read_character(text, length, at, ':')
	    || !read_digits(text, length, at, 2, &minute))
		return STATUS_INVALID;
	if (hour > 23 || minute > 59)
		return STATUS_RANGE;
	zone->offset_seconds = sign * (hour * 3600 + minute * 60);
	return STATUS_OK;
}

enum status
instant_parse(const char *text, size_t length, struct zone zone, struct instant *instant)
{
	struct date date = { 0 };
	int32_t second = 0;
	size_t at = 0;
	enum status status = read_date(text, length, &at, &date);

	if (status != STATUS_OK)
		return status;
	if (!read_character(text, length, &at, 'T') && !read_character(text, length, &at, 't')
	    && !read_character(text, length, &at, ' '))
		return STATUS_INVALID;
	status = read_time(text, length, &at, &second);
	if (status != STATUS_OK)
		return status;
	status = read_offset(text, length, &at, &zone);
	if (status != STATUS_OK)
		return status;
	if (at != length)
		return STATUS_INVALID;
	*instant = instant_of(date, second, zone);
	return STATUS_OK;
}
