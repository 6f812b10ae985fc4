/* Unit tests of time/deadline.h: the worked examples of docs/time.md, readings and limits. */
#include "tests/unit/unit.h"

#include "tests/unit/calendar_file.h"
#include "time/deadline.h"

static int
set_up(void **state)
{
	*state = national_calendar();
	return 0;
}

static int
tear_down(void **state)
{
	calendar_release(*state);
	return 0;
}

static struct span
span_of(const char *text)
{
	struct span span = { 0, SPAN_DAYS };

	if (span_parse(text, strlen(text), &span) != STATUS_OK)
		fail_msg("%s is no span", text);
	return span;
}

struct deadline_case {
	const char *name, *start, *span, *due, *strict; /* strict NULL: not looked at */
	bool provisional;
};

static const struct deadline_case cases[] = {
	{ "a notice of 25 July, 30 working days", "2019-07-25", "30 working days", "2019-09-05", "2019-09-04", false },
	{ "two make-up days and National Day", "2026-09-18", "20 working days", "2026-10-22", "2026-10-21", false },
	{ "14 February works, then nine days off", "2026-02-13", "3 working days", "2026-02-25", "2026-02-24", false },
	{ "the holiday of 2020 was extended", "2020-01-10", "20个工作日", "2020-02-14", NULL, false },
	{ "no 31 September", "2019-08-31", "1 month", "2019-09-30", "2019-09-30", false },
	{ "29 February 2020 is a Saturday", "2020-01-31", "1个月", "2020-03-02", "2020-02-29", false },
	{ "a make-up Saturday is no rest day", "2026-01-14", "一个月", "2026-02-14", "2026-02-13", false },
	{ "31 January 2025 is in the Spring Festival", "2024-12-31", "1 month", "2025-02-05", "2025-01-30", false },
	{ "the 20th day opens the Spring Festival", "2026-01-26", "20日", "2026-02-24", "2026-02-14", false },
	{ "as far as the calendar reaches", "2026-11-22", "20 working days", "2026-12-18", NULL, false },
	{ "the last start that is certain", "2026-12-03", "20 working days", "2026-12-31", NULL, false },
	{ "one day later reaches into 2027", "2026-12-04", "20 working days", "2027-01-01", NULL, true },
	{ "make-up Sunday counts", "2019-09-27", "3 working days", "2019-10-08", "2019-09-30", false },
	{ "a trigger on a rest day", "2019-10-01", "1 working day", "2019-10-08", "2019-10-08", false },
	{ "one working day after the eve of Labour Day", "2026-04-30", "1 working day", "2026-05-06", "2026-04-30", false },
	{ "an ordinary Saturday moves the end", "2019-08-30", "1日", "2019-09-02", "2019-08-30", false },
	{ "a week", "2019-07-25", "1 week", "2019-08-01", "2019-07-31", false },
	{ "a quarter from the end of November", "2019-11-30", "1 个季度", "2020-03-02", "2020-02-29", false },
	{ "half a year", "2019-08-30", "半年", "2020-03-02", "2020-02-29", false },
	{ "half a year to a weekday", "2019-07-25", "半年", "2020-02-03", "2020-01-24", false },
	{ "a year from a leap day", "2024-02-29", "1 year", "2025-02-28", "2025-02-28", false },
	{ "a year", "2023-03-15", "1年", "2024-03-15", "2024-03-14", false },
	{ "a month from the first", "2023-03-01", "1 month", "2023-04-03", "2023-03-31", false },
	{ "beyond the calendar only the week is known", "2027-10-01", "1日", "2027-10-04", "2027-10-01", true },
};

static void
periods_end_on_the_day_of_the_law(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct deadline_start_point start = { .date = day_of(cases[i].start) };
		struct deadline deadline = { 0 };
		char due[DATE_TEXT_BYTES], strict[DATE_TEXT_BYTES];
		enum status status = deadline_after(*state, zone_china, start, span_of(cases[i].span), &deadline_by_law, NULL,
		    NULL, &deadline);

		date_print(deadline.due_day, due);
		date_print(deadline.strict_day, strict);
		if (status != STATUS_OK || strcmp(due, cases[i].due) != 0 || deadline.provisional != cases[i].provisional
		    || (cases[i].strict != NULL && strcmp(strict, cases[i].strict) != 0))
			fail_msg("%s: %s %s %s %d", cases[i].name, status_word(status), due, strict, deadline.provisional);
		assert_int_equal(deadline.due.seconds,
		    instant_of(date_plus_days(deadline.due_day, 1), 0, zone_china).seconds);
		assert_int_equal(deadline.end.seconds, deadline.due.seconds);
		assert_true(deadline.strict.seconds <= deadline.due.seconds);
	}
}

struct hours_case {
	const char *name, *start, *span, *end, *due;
};

static void
hours_run_by_the_clock(void **state)
{
	static const struct hours_case rows[] = {
		{ "from a full hour both readings agree", "2019-07-25T10:00:00+08:00", "24小时", "2019-07-26T10:00:00+08:00",
		    "2019-07-26T10:00:00+08:00" },
		{ "else the lenient one starts with the next", "2019-07-25T10:56:07+08:00", "24 hours",
		    "2019-07-26T10:56:07+08:00", "2019-07-26T11:00:00+08:00" },
		{ "over a year's end", "2019-12-31T23:30:00+08:00", "5 hours", "2020-01-01T04:30:00+08:00",
		    "2020-01-01T05:00:00+08:00" },
		{ "rest days count", "2019-09-30T20:00:00+08:00", "48 hours", "2019-10-02T20:00:00+08:00",
		    "2019-10-02T20:00:00+08:00" },
		{ "minutes", "2019-07-25T10:00:00+08:00", "30 minutes", "2019-07-25T10:30:00+08:00",
		    "2019-07-25T10:30:00+08:00" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct deadline_start_point start = { .has_time = true };
		struct deadline deadline = { 0 };
		char end[INSTANT_TEXT_BYTES], due[INSTANT_TEXT_BYTES];

		assert_int_equal(instant_parse(rows[i].start, strlen(rows[i].start), zone_china, &start.instant), STATUS_OK);
		start.date = instant_date(start.instant, zone_china);
		assert_int_equal(deadline_after(*state, zone_china, start, span_of(rows[i].span), &deadline_by_law, NULL, NULL,
		    &deadline), STATUS_OK);
		instant_print(deadline.end, zone_china, end);
		instant_print(deadline.due, zone_china, due);
		if (strcmp(end, rows[i].end) != 0 || strcmp(due, rows[i].due) != 0)
			fail_msg("%s: %s %s", rows[i].name, end, due);
		start.has_time = false;
		assert_int_equal(deadline_after(*state, zone_china, start, span_of(rows[i].span), &deadline_by_law, NULL, NULL,
		    &deadline), STATUS_INVALID);
	}
}

static void
options_overrule_the_law(void **state)
{
	struct deadline_start_point start = { .date = day_of("2026-01-26") };
	struct deadline_options options = deadline_by_law;
	struct deadline deadline = { 0 };
	char text[INSTANT_TEXT_BYTES];

	options.roll = DEADLINE_ROLL_NONE;
	options.end_of_day_seconds = 17 * 3600 + 30 * 60;
	assert_int_equal(deadline_after(*state, zone_china, start, span_of("20 days"), &options, NULL, NULL, &deadline), STATUS_OK);
	assert_string_equal(instant_print(deadline.due, zone_china, text), "2026-02-15T17:30:00+08:00");
	options.start = DEADLINE_START_SAME_DAY;
	assert_int_equal(deadline_after(*state, zone_china, start, span_of("20 days"), &options, NULL, NULL, &deadline), STATUS_OK);
	assert_string_equal(instant_print(deadline.due, zone_china, text), "2026-02-14T17:30:00+08:00");
	assert_int_equal(deadline_after(*state, zone_china, start, span_of("3 working days"), &options, NULL, NULL, &deadline), STATUS_OK);
	assert_string_equal(instant_print(deadline.due, zone_china, text), "2026-01-28T17:30:00+08:00");
	options.end_of_day_seconds = SECONDS_PER_DAY + 1;
	assert_int_equal(deadline_after(*state, zone_china, start, span_of("20 days"), &options, NULL, NULL, &deadline), STATUS_RANGE);
}

static void
fixed_dates_stay_but_wait_for_the_next_working_day(void **state)
{
	struct deadline deadline = { 0 };
	char day[DATE_TEXT_BYTES], text[INSTANT_TEXT_BYTES];
	struct deadline_options always = deadline_by_law;

	/* 31 January 2026 is a Saturday, 31 March 2026 a Tuesday */
	assert_int_equal(deadline_on(*state, zone_china, day_of("2026-01-31"), &deadline_by_law, &deadline), STATUS_OK);
	assert_string_equal(date_print(deadline.due_day, day), "2026-01-31");
	assert_string_equal(instant_print(deadline.end, zone_china, text), "2026-02-01T00:00:00+08:00");
	assert_string_equal(instant_print(deadline.due, zone_china, text), "2026-02-03T00:00:00+08:00");
	assert_int_equal(deadline_on(*state, zone_china, day_of("2026-03-31"), &deadline_by_law, &deadline), STATUS_OK);
	assert_string_equal(instant_print(deadline.due, zone_china, text), "2026-04-01T00:00:00+08:00");
	always.roll = DEADLINE_ROLL_NEXT;
	assert_int_equal(deadline_on(*state, zone_china, day_of("2026-01-31"), &always, &deadline), STATUS_OK);
	assert_string_equal(date_print(deadline.due_day, day), "2026-02-02");
	always.roll = DEADLINE_ROLL_NONE;
	assert_int_equal(deadline_on(*state, zone_china, day_of("2026-01-31"), &always, &deadline), STATUS_OK);
	assert_string_equal(instant_print(deadline.due, zone_china, text), "2026-02-01T00:00:00+08:00");
	assert_int_equal(deadline_on(*state, zone_china, day_of("2027-12-31"), &deadline_by_law, &deadline), STATUS_OK);
	assert_true(deadline.provisional);
	deadline = deadline_same_day(zone_china, day_of("2019-10-01"), &deadline_by_law);
	assert_string_equal(instant_print(deadline.due, zone_china, text), "2019-10-02T00:00:00+08:00");
}

static void
minimum_durations_are_not_prolonged(void **state)
{
	struct date close = { 0 };
	bool provisional = true;
	char text[DATE_TEXT_BYTES];

	assert_int_equal(deadline_minimum(*state, day_of("2026-03-02"), span_of("30 days"), &close, &provisional), STATUS_OK);
	assert_string_equal(date_print(close, text), "2026-04-01");
	assert_false(provisional);
	assert_int_equal(deadline_minimum(*state, day_of("2026-01-26"), span_of("20 days"), &close, &provisional), STATUS_OK);
	assert_string_equal(date_print(close, text), "2026-02-15");
	assert_int_equal(deadline_minimum(*state, day_of("2018-05-14"), span_of("5 working days"), &close, &provisional), STATUS_OK);
	assert_string_equal(date_print(close, text), "2018-05-21");
	assert_int_equal(deadline_minimum(*state, day_of("2018-05-14"), span_of("24 hours"), &close, &provisional), STATUS_INVALID);
}

static void
what_cannot_be_counted_is_refused(void **state)
{
	struct deadline_start_point start = { .date = day_of("2006-12-28") };
	struct deadline deadline = { .due_day = { -5 } };
	struct span span = { 1, SPAN_WORKING_DAYS };

	assert_int_equal(deadline_after(*state, zone_china, start, span, &deadline_by_law, NULL, NULL, &deadline), STATUS_RANGE);
	start.date = day_of("2026-01-01");
	span.count = 0;
	assert_int_equal(deadline_after(*state, zone_china, start, span, &deadline_by_law, NULL, NULL, &deadline), STATUS_RANGE);
	span.count = -1;
	assert_int_equal(deadline_after(*state, zone_china, start, span, &deadline_by_law, NULL, NULL, &deadline), STATUS_RANGE);
	for (int unit = SPAN_MINUTES; unit <= SPAN_YEARS; unit++) {
		span = (struct span){ SPAN_COUNT_LAST, (enum span_unit)unit };
		if (unit != SPAN_MINUTES && unit != SPAN_HOURS)
			assert_int_equal(deadline_after(*state, zone_china, start, span, &deadline_by_law, NULL, NULL, &deadline), STATUS_RANGE);
	}
	assert_int_equal(deadline.due_day.days, -5);
}

/* --- steps ------------------------------------------------------------------- */

static void
note_step(const struct deadline_step *step, void *context)
{
	static const char marks[] = { 'S', 'c', '-', 'E', 'R' };
	char *text = context;
	size_t length = strlen(text);

	text[length] = marks[step->what];
	text[length + 1] = '\0';
}

struct step_case {
	const char *name, *start, *span, *steps;
};

static void
each_day_is_told(void **state)
{
	static const struct step_case rows[] = {
		{ "working days over National Day", "2019-09-27", "3 working days", "S-cc-------E" },
		{ "calendar days, moved over a weekend", "2019-08-30", "1 day", "SE-R" },
		{ "calendar days, not moved", "2019-07-22", "3 days", "SccE" },
		{ "calendar days, moved from a Sunday", "2019-07-25", "3 days", "SccER" },
		{ "a month, moved", "2020-01-31", "1 month", "SE-R" },
		{ "a month, not moved", "2026-01-14", "1 month", "SE" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct deadline_start_point start = { .date = day_of(rows[i].start) };
		struct deadline deadline;
		char steps[64] = "";

		assert_int_equal(deadline_after(*state, zone_china, start, span_of(rows[i].span), &deadline_by_law, note_step,
		    steps, &deadline), STATUS_OK);
		if (strcmp(steps, rows[i].steps) != 0)
			fail_msg("%s: %s", rows[i].name, steps);
	}
}

/* --- periods ----------------------------------------------------------------- */

struct period_case {
	const char *date;
	enum period_unit unit;
	const char *first, *last;
	int year, number;
};

static void
periods_contain_their_days(void **state)
{
	static const struct period_case rows[] = {
		{ "2024-02-29", PERIOD_MONTH, "2024-02-01", "2024-02-29", 2024, 2 },
		{ "2023-12-31", PERIOD_MONTH, "2023-12-01", "2023-12-31", 2023, 12 },
		{ "2024-02-29", PERIOD_QUARTER, "2024-01-01", "2024-03-31", 2024, 1 },
		{ "2023-12-31", PERIOD_QUARTER, "2023-10-01", "2023-12-31", 2023, 4 },
		{ "2024-06-30", PERIOD_HALF_YEAR, "2024-01-01", "2024-06-30", 2024, 1 },
		{ "2024-07-01", PERIOD_HALF_YEAR, "2024-07-01", "2024-12-31", 2024, 2 },
		{ "2024-07-01", PERIOD_YEAR, "2024-01-01", "2024-12-31", 2024, 1 },
		{ "2021-01-03", PERIOD_WEEK, "2020-12-28", "2021-01-03", 2020, 53 },
		{ "2021-01-04", PERIOD_WEEK, "2021-01-04", "2021-01-10", 2021, 1 },
		{ "2024-12-31", PERIOD_WEEK, "2024-12-30", "2025-01-05", 2025, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct period period = period_containing(rows[i].unit, day_of(rows[i].date));
		struct period next = { .unit = PERIOD_WEEK };
		char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];

		date_print(period.first, first);
		date_print(period.last, last);
		if (strcmp(first, rows[i].first) != 0 || strcmp(last, rows[i].last) != 0 || period.year != rows[i].year
		    || period.number != rows[i].number)
			fail_msg("%s: %s %s %d %d", rows[i].date, first, last, period.year, period.number);
		assert_int_equal(period_next(period, &next), STATUS_OK);
		assert_int_equal(next.first.days, period.last.days + 1);
		assert_int_equal(next.unit, period.unit);
	}
	assert_int_equal(period_next(period_containing(PERIOD_YEAR, day_of("2199-01-01")), &(struct period){ .year = 0 }),
	    STATUS_RANGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(periods_end_on_the_day_of_the_law),
		cmocka_unit_test(hours_run_by_the_clock),
		cmocka_unit_test(options_overrule_the_law),
		cmocka_unit_test(fixed_dates_stay_but_wait_for_the_next_working_day),
		cmocka_unit_test(minimum_durations_are_not_prolonged),
		cmocka_unit_test(what_cannot_be_counted_is_refused),
		cmocka_unit_test(each_day_is_told),
		cmocka_unit_test(periods_contain_their_days),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
