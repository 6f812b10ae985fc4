/* Working-day calendars: which days the State Council's yearly notices declare days off and make-up working
 * days. Text files outside the binary; read by the caller, parsed here. Immutable and counted once built. */
#ifndef GONGKAI_TIME_CALENDAR_H
#define GONGKAI_TIME_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "time/date.h"

struct calendar;

enum day_kind {
	DAY_WORKING,         /* ordinary weekday */
	DAY_WEEKEND,         /* ordinary Saturday or Sunday */
	DAY_OFF,             /* declared off by a notice */
	DAY_MAKE_UP,         /* weekend declared a working day by a notice (调休) */
	DAY_UNKNOWN_WORKING, /* weekday beyond the last published year: provisional */
	DAY_UNKNOWN_WEEKEND, /* weekend beyond the last published year: provisional */
};

struct day_info {
	enum day_kind kind;
	const char *name;   /* "春节", or NULL; owned by the calendar */
	const char *notice; /* "国办发明电〔2025〕7号", or NULL; owned by the calendar */
};

/* Where a calendar file is wrong. Strings live as long as the calendar_problem's owner says. */
struct calendar_problem {
	size_t line;        /* 1-based */
	size_t column;      /* 1-based, in characters */
	char message[256];  /* translated */
};

/* Parses the text of a calendar file, gongkai-calendar(5). `base` (NULL for none) is a calendar that this one overlays (regional
 * days added to the national ones); it is retained. STATUS_INVALID and STATUS_LIMIT fill
 * *problem with the first fault. The caller releases the result. */
MUST_USE enum status calendar_parse(const char *name, const char *text, size_t length,
    struct calendar *base, struct calendar **calendar, struct calendar_problem *problem);

/* Name of the calendar that the text says it lies over ("over cn"); returns its length, 0 for none. The name is
 * whatever the file says: check it before making a path of it. */
size_t calendar_text_base(const char *text, size_t length, char *name, size_t size);

struct calendar *calendar_retain(struct calendar *calendar);
void calendar_release(struct calendar *calendar); /* NULL is fine */

/* The same calendar as it was known at the end of `known_on`: notices published later are left out. STATUS_NOT_FOUND
 * where none was published yet. The caller releases the result. */
MUST_USE enum status calendar_as_known(struct calendar *calendar, struct date known_on,
    struct calendar **earlier);

const char *calendar_name(const struct calendar *calendar);

/* A short identification of exactly this content, e.g. "cn@2026-10-10+1a2b3c4d"; findings record it. */
const char *calendar_version(const struct calendar *calendar);

/* A notice behind the calendar. Strings are owned by the calendar. */
struct calendar_notice_info {
	const char *number;
	int year;
	bool is_change;
	struct date known;
};

/* Copies up to `size` notices in the order of the file, without those of the calendar below; returns how many there
 * are. */
size_t calendar_notices(const struct calendar *calendar, struct calendar_notice_info *infos, size_t size);

/* First and last day of the years published without a gap. */
struct date calendar_first(const struct calendar *calendar);
struct date calendar_last(const struct calendar *calendar);

/* Outside these two days only the week is known: DAY_UNKNOWN_*. */
struct day_info calendar_day(const struct calendar *calendar, struct date date);
bool calendar_is_working_day(const struct calendar *calendar, struct date date);

/* Working days after `from` up to and including `to`; 0 where they are equal, negative where to < from.
 * *provisional tells whether a day beyond calendar_last() was counted. STATUS_RANGE where days before calendar_first() would
 * be counted. */
MUST_USE enum status calendar_count_working_days(const struct calendar *calendar, struct date from,
    struct date to, int32_t *count, bool *provisional);

/* The `count`-th working day after `from` (count >= 1). STATUS_RANGE where days before calendar_first() or after
 * 2199 would be counted. */
MUST_USE enum status calendar_add_working_days(const struct calendar *calendar, struct date from,
    int32_t count, struct date *result, bool *provisional);

/* `date` itself when it is a working day, else the next one. */
MUST_USE enum status calendar_roll(const struct calendar *calendar, struct date date, struct date *result,
    bool *provisional);

#endif
