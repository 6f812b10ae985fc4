/* Deadlines: the counting rules of docs/time.md, one function a rule. */
#include "time/deadline.h"

enum { SECONDS_PER_MINUTE = 60, SECONDS_PER_HOUR = 3600, MONTHS_PER_QUARTER = 3, MONTHS_PER_YEAR = 12,
	DAYS_PER_WEEK = 7 };

const struct deadline_options deadline_by_law = {
	.roll = DEADLINE_ROLL_BY_LAW,
	.start = DEADLINE_START_NEXT_DAY,
	.end_of_day_seconds = SECONDS_PER_DAY,
};

/* All that one computation carries. */
struct count {
	const struct calendar *calendar;
	struct zone zone;
	struct span span;
	const struct deadline_options *options;
	deadline_step_function *steps;
	void *context;
	struct deadline deadline;
};

static bool
counts_start_day(const struct count *count)
{
	return count->options->start == DEADLINE_START_SAME_DAY;
}

static enum status
check_date(struct date date)
{
	int year;

	date_to_civil(date, &year, NULL, NULL);
	return year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST ? STATUS_RANGE : STATUS_OK;
}

/* --- telling the steps ------------------------------------------------------- */

static void
tell(const struct count *count, struct date date, int32_t number, enum deadline_step_kind what)
{
	struct deadline_step step = {
		.date = date, .day = calendar_day(count->calendar, date), .number = number, .what = what,
	};

	if (count->steps != NULL)
		count->steps(&step, count->context);
}

/* The days between the start and the end of a period of days; those that do not count are skipped. */
static void
tell_days(const struct count *count, struct date start, struct date end, bool only_working_days)
{
	struct date date = start;
	int32_t number = 0;

	if (count->steps == NULL)
		return;
	tell(count, start, 0, DEADLINE_STEP_START);
	if (!counts_start_day(count))
		date = date_plus_days(date, 1);
	for (; !date_is_before(end, date); date = date_plus_days(date, 1)) {
		if (only_working_days && !calendar_is_working_day(count->calendar, date))
			tell(count, date, 0, DEADLINE_STEP_SKIPPED);
		else
			tell(count, date, ++number, date_equals(date, end) ? DEADLINE_STEP_END : DEADLINE_STEP_COUNTED);
	}
}

static void
tell_roll(const struct count *count, struct date end, struct date rolled)
{
	if (count->steps == NULL || date_equals(end, rolled))
		return;
	for (struct date date = date_plus_days(end, 1); date_is_before(date, rolled); date = date_plus_days(date, 1))
		tell(count, date, 0, DEADLINE_STEP_SKIPPED);
	tell(count, rolled, 0, DEADLINE_STEP_ROLLED);
}

/* --- the ends ---------------------------------------------------------------- */

/* The last day of a period is a day for business where the law says that rest days move it. */
static enum status
roll(struct count *count, bool law_rolls, struct date *end)
{
	bool provisional = false;
	struct date rolled;
	enum status status;

	switch (count->options->roll) {
	case DEADLINE_ROLL_NONE:
		return STATUS_OK;
	case DEADLINE_ROLL_BY_LAW:
		if (!law_rolls)
			return STATUS_OK;
		break;
	case DEADLINE_ROLL_NEXT:
		break;
	}
	status = calendar_roll(count->calendar, *end, &rolled, &provisional);
	if (status != STATUS_OK)
		return status;
	tell_roll(count, *end, rolled);
	*end = rolled;
	count->deadline.provisional = count->deadline.provisional || provisional;
	return STATUS_OK;
}

static struct instant
end_of(const struct count *count, struct date date)
{
	return instant_of(date, count->options->end_of_day_seconds, count->zone);
}

/* From the two last days to the instants. */
static void
set_days(struct count *count, struct date due_day, struct date strict_day)
{
	count->deadline.due_day = due_day;
	count->deadline.strict_day = strict_day;
	count->deadline.end = count->deadline.due = end_of(count, due_day);
	count->deadline.strict = end_of(count, strict_day);
}

/* --- working days (rule 1) --------------------------------------------------- */

static enum status
count_working_days(struct count *count, struct date start)
{
	struct date eve = date_plus_days(start, -1);
	struct date due, strict;
	bool provisional = false, strict_provisional = false;
	enum status status;

	status = calendar_add_working_days(count->calendar, counts_start_day(count) ? eve : start, count->span.count,
	    &due, &provisional);
	if (status != STATUS_OK)
		return status;
	/* Without the eve the first day of the calendar has no stricter reading. */
	status = calendar_add_working_days(count->calendar, eve, count->span.count, &strict, &strict_provisional);
	if (status != STATUS_OK)
		strict = due;
	count->deadline.provisional = provisional;
	tell_days(count, start, due, true);
	set_days(count, due, strict);
	return STATUS_OK;
}

/* --- calendar days and weeks (rule 2) ---------------------------------------- */

static enum status
count_days(struct count *count, struct date start, int64_t days)
{
	struct date due, strict;
	enum status status;

	strict = date_plus_days(start, (int32_t)(days - 1));
	due = counts_start_day(count) ? strict : date_plus_days(strict, 1);
	status = check_date(due);
	if (status != STATUS_OK)
		return status;
	tell_days(count, start, due, false);
	status = roll(count, true, &due);
	if (status != STATUS_OK)
		return status;
	set_days(count, due, strict);
	return STATUS_OK;
}

/* --- months, quarters, years (rule 3) ---------------------------------------- */

/* With the first day counted a month ends on the eve of the corresponding day; where that day is missing, on the
 * last day of the month as it is. */
static enum status
month_end(struct date start, int32_t months, bool start_counts, struct date *end)
{
	enum status status = date_plus_months(start, months, end);
	int start_day, end_day;

	if (status != STATUS_OK || !start_counts)
		return status;
	date_to_civil(start, NULL, NULL, &start_day);
	date_to_civil(*end, NULL, NULL, &end_day);
	if (start_day == end_day)
		*end = date_plus_days(*end, -1);
	return STATUS_OK;
}

static enum status
count_months(struct count *count, struct date start, int64_t months)
{
	struct date due, strict;
	enum status status;

	if (months > INT32_MAX)
		return STATUS_RANGE;
	status = month_end(start, (int32_t)months, counts_start_day(count), &due);
	if (status == STATUS_OK)
		status = month_end(start, (int32_t)months, true, &strict);
	if (status != STATUS_OK)
		return status;
	tell(count, start, 0, DEADLINE_STEP_START);
	tell(count, due, 0, DEADLINE_STEP_END);
	status = roll(count, true, &due);
	if (status != STATUS_OK)
		return status;
	set_days(count, due, strict);
	return STATUS_OK;
}

/* --- hours (rule 5) ---------------------------------------------------------- */

/* Where procedure law begins with the next full hour, nobody is accused before that reading has ended too. */
static struct instant
next_full_hour(struct instant instant)
{
	int64_t over = instant.seconds % SECONDS_PER_HOUR;

	if (over < 0)
		over += SECONDS_PER_HOUR;
	return (struct instant){ over == 0 ? instant.seconds : instant.seconds + SECONDS_PER_HOUR - over };
}

static enum status
count_hours(struct count *count, struct deadline_start_point start, int64_t seconds)
{
	struct deadline *deadline = &count->deadline;
	struct instant last;

	if (!start.has_time)
		return STATUS_INVALID;
	deadline->end = (struct instant){ start.instant.seconds + seconds };
	deadline->strict = deadline->end;
	deadline->due = (struct instant){ next_full_hour(start.instant).seconds + seconds };
	/* A period that ends at 24:00 ends on that day, not on the next. */
	last = (struct instant){ deadline->end.seconds - 1 };
	deadline->due_day = deadline->strict_day = instant_date(last, count->zone);
	if (check_date(deadline->due_day) != STATUS_OK)
		return STATUS_RANGE;
	tell(count, instant_date(start.instant, count->zone), 0, DEADLINE_STEP_START);
	tell(count, deadline->due_day, 0, DEADLINE_STEP_END);
	return STATUS_OK;
}

/* --- all spans --------------------------------------------------------------- */

static enum status
count_span(struct count *count, struct deadline_start_point start)
{
	int64_t number = count->span.count;

	switch (count->span.unit) {
	case SPAN_MINUTES:
		return count_hours(count, start, number * SECONDS_PER_MINUTE);
	case SPAN_HOURS:
		return count_hours(count, start, number * SECONDS_PER_HOUR);
	case SPAN_DAYS:
		return count_days(count, start.date, number);
	case SPAN_WORKING_DAYS:
		return count_working_days(count, start.date);
	case SPAN_WEEKS:
		return count_days(count, start.date, number * DAYS_PER_WEEK);
	case SPAN_MONTHS:
		return count_months(count, start.date, number);
	case SPAN_QUARTERS:
		return count_months(count, start.date, number * MONTHS_PER_QUARTER);
	case SPAN_YEARS:
		return count_months(count, start.date, number * MONTHS_PER_YEAR);
	}
	return STATUS_INVALID;
}

static enum status
check_request(struct date start, struct span span, const struct deadline_options *options)
{
	if (span.count < 1 || span.count > SPAN_COUNT_LAST)
		return STATUS_RANGE;
	if (options->end_of_day_seconds < 0 || options->end_of_day_seconds > SECONDS_PER_DAY)
		return STATUS_RANGE;
	return check_date(start);
}

enum status
deadline_after(const struct calendar *calendar, struct zone zone, struct deadline_start_point start, struct span span,
    const struct deadline_options *options, deadline_step_function *steps, void *context, struct deadline *deadline)
{
	struct count count = {
		.calendar = calendar, .zone = zone, .span = span, .options = options, .steps = steps, .context = context,
	};
	enum status status = check_request(start.date, span, options);

	if (status == STATUS_OK)
		status = count_span(&count, start);
	if (status == STATUS_OK)
		*deadline = count.deadline;
	return status;
}

/* --- fixed dates, same day, minimum duration (rules 4, 6, 7) ----------------- */

enum status
deadline_on(const struct calendar *calendar, struct zone zone, struct date date, const struct deadline_options *options,
    struct deadline *deadline)
{
	struct count count = { .calendar = calendar, .zone = zone, .options = options };
	struct date last_day = date, lenient = date;
	enum status status = check_request(date, (struct span){ 1, SPAN_DAYS }, options);

	if (status == STATUS_OK)
		status = roll(&count, false, &last_day);
	if (status == STATUS_OK && options->roll != DEADLINE_ROLL_NONE)
		status = roll(&count, true, &lenient);
	if (status != STATUS_OK)
		return status;
	set_days(&count, last_day, date);
	count.deadline.due = end_of(&count, lenient);
	*deadline = count.deadline;
	return STATUS_OK;
}

struct deadline
deadline_same_day(struct zone zone, struct date date, const struct deadline_options *options)
{
	struct count count = { .zone = zone, .options = options };

	set_days(&count, date, date);
	return count.deadline;
}

enum status
deadline_minimum(const struct calendar *calendar, struct date start, struct span span, struct date *earliest_close,
    bool *provisional)
{
	struct deadline_options options = deadline_by_law;
	struct deadline deadline;
	enum status status;

	/* No rest day prolongs what has to stay open: its end is no deadline for anybody. */
	options.roll = DEADLINE_ROLL_NONE;
	status = deadline_after(calendar, zone_china, (struct deadline_start_point){ .date = start }, span, &options, NULL,
	    NULL, &deadline);
	if (status != STATUS_OK)
		return status;
	*earliest_close = deadline.due_day;
	*provisional = deadline.provisional;
	return STATUS_OK;
}
