/* Deadlines: turns a trigger and a span into the instants after which a duty is late.
 * Pure: the caller gives the calendar and the zone. Sources: Civil Code art. 200-204 and 1259; see
 * docs/time.md for each rule of counting and its worked example. */
#ifndef GONGKAI_TIME_DEADLINE_H
#define GONGKAI_TIME_DEADLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "time/calendar.h"
#include "time/date.h"
#include "time/span.h"

/* What happens to an end that is a rest day. */
enum deadline_roll {
	DEADLINE_ROLL_BY_LAW,  /* calendar periods roll to the next working day, fixed dates do not */
	DEADLINE_ROLL_NEXT,    /* always roll forward */
	DEADLINE_ROLL_NONE,    /* never roll */
};

/* Whether the day of the trigger counts. */
enum deadline_start {
	DEADLINE_START_NEXT_DAY, /* not counted (Civil Code art. 201) */
	DEADLINE_START_SAME_DAY, /* counted as day one */
};

struct deadline_options {
	enum deadline_roll roll;
	enum deadline_start start;
	int32_t end_of_day_seconds; /* 86400 for 24:00 (art. 203), less for an end of business */
};

extern const struct deadline_options deadline_by_law;

/* Where a period starts: a day, or an instant where the trigger has a time (hours need it). */
struct deadline_start_point {
	struct date date;
	bool has_time;
	struct instant instant; /* where has_time */
};

struct deadline {
	struct date due_day;     /* last day of the period, lenient reading */
	struct date strict_day;  /* last day of the period, strict reading */
	struct instant end;      /* end of the period: 24:00 of due_day; for hours, by the clock */
	struct instant due;      /* accuse only at or after this instant: the end, but for hours that of the reading
	                          * which begins with the next full hour, and for a fixed date that is a rest day
	                          * the end of the next working day */
	struct instant strict;   /* warn from this instant on */
	bool provisional;        /* days beyond the last published year were counted */
};

enum deadline_step_kind {
	DEADLINE_STEP_START,   /* the day of the trigger */
	DEADLINE_STEP_COUNTED,
	DEADLINE_STEP_SKIPPED,
	DEADLINE_STEP_END,     /* the last day, before it is moved; counted where number is not 0 */
	DEADLINE_STEP_ROLLED,  /* the working day to which the end was moved */
};

/* One step of the count, for explanations. Months and years have only a start and an end. */
struct deadline_step {
	struct date date;
	struct day_info day; /* strings owned by the calendar */
	int32_t number;      /* running count, or 0 where the day was not counted */
	enum deadline_step_kind what;
};

typedef void deadline_step_function(const struct deadline_step *step, void *context);

/* Computes the deadline of `span` after `start`. `steps` (NULL for none) is told each day counted or
 * skipped by the lenient reading. STATUS_INVALID: hours or minutes without a time; STATUS_RANGE:
 * before the calendar's first day, beyond the last year of dates, a span of 0. */
MUST_USE enum status deadline_after(const struct calendar *calendar, struct zone zone,
    struct deadline_start_point start, struct span span, const struct deadline_options *options,
    deadline_step_function *steps, void *context, struct deadline *deadline);

/* The deadline of a date that is fixed: not moved when it is a rest day, but reported late only after
 * the next working day (national practice; docs/time.md rule 6). */
MUST_USE enum status deadline_on(const struct calendar *calendar, struct zone zone, struct date date,
    const struct deadline_options *options, struct deadline *deadline);

/* The deadline of what must be published on the same day. */
struct deadline deadline_same_day(struct zone zone, struct date date, const struct deadline_options *options);

/* First day on which something opened on `start` may close after being open for at least `span`
 * (docs/time.md rule 4). */
MUST_USE enum status deadline_minimum(const struct calendar *calendar, struct date start, struct span span,
    struct date *earliest_close, bool *provisional);

/* Recurring periods: the calendar week, month, quarter, half-year or year that contains `date`. */
enum period_unit { PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF_YEAR, PERIOD_YEAR };

struct period {
	enum period_unit unit;
	struct date first;
	struct date last;
	int year;   /* of `first` (ISO week-year for weeks) */
	int number; /* 1-based within the year; 1 for years */
};

struct period period_containing(enum period_unit unit, struct date date);
MUST_USE enum status period_next(struct period period, struct period *next);

#endif
