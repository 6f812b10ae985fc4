/* Unit tests of time/date.h. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "time/date.h"

static struct date
day(const char *text)
{
	struct date date = { 0 };

	if (date_parse(text, strlen(text), &date) != STATUS_OK)
		fail_msg("%s is no date", text);
	return date;
}

struct parse_case {
	const char *name, *text;
	enum status status;
};

static void
dates_are_read_strictly(void **state)
{
	static const struct parse_case cases[] = {
		{ "an ordinary day", "2019-07-25", STATUS_OK },
		{ "the leap day of a leap year", "2024-02-29", STATUS_OK },
		{ "2000 was a leap year", "2000-02-29", STATUS_OK },
		{ "1900 was none", "1900-02-29", STATUS_RANGE },
		{ "no leap day in 2023", "2023-02-29", STATUS_RANGE },
		{ "month 13", "2026-13-01", STATUS_RANGE },
		{ "month 0", "2026-00-01", STATUS_RANGE },
		{ "day 0", "2026-01-00", STATUS_RANGE },
		{ "day 32", "2026-01-32", STATUS_RANGE },
		{ "first year", "1900-01-01", STATUS_OK },
		{ "below the first year", "1899-12-31", STATUS_RANGE },
		{ "last year", "2199-12-31", STATUS_OK },
		{ "above the last year", "2200-01-01", STATUS_RANGE },
		{ "one digit", "2019-7-25", STATUS_INVALID },
		{ "other separators", "2019/07/25", STATUS_INVALID },
		{ "something behind", "2019-07-25 ", STATUS_INVALID },
		{ "nothing", "", STATUS_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct date date = { -7 };
		enum status status = date_parse(cases[i].text, strlen(cases[i].text), &date);

		if (status != cases[i].status)
			fail_msg("%s: %s", cases[i].name, status_word(status));
		if (status != STATUS_OK)
			assert_int_equal(date.days, -7);
	}
}

/* Walks every day of the supported years beside a naive calendar. */
static void
every_day_agrees_with_a_naive_walk(void **state)
{
	struct date date = day("1900-01-01");
	int weekday = MONDAY; /* 1 January 1900 */

	(void)state;
	for (int year = DATE_YEAR_FIRST; year <= DATE_YEAR_LAST; year++) {
		bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

		for (int month = 1; month <= 12; month++) {
			int days = month == 2 ? 28 + is_leap : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;

			for (int number = 1; number <= days; number++) {
				struct date built = { 0 };
				int y, m, d;

				date_to_civil(date, &y, &m, &d);
				assert_int_equal(y * 10000 + m * 100 + d, year * 10000 + month * 100 + number);
				assert_int_equal(date_from_civil(year, month, number, &built), STATUS_OK);
				assert_int_equal(built.days, date.days);
				assert_int_equal(date_weekday(date), weekday);
				weekday = weekday == SUNDAY ? MONDAY : weekday + 1;
				date = date_plus_days(date, 1);
			}
		}
	}
	assert_int_equal(day("1970-01-01").days, 0);
}

struct month_case {
	const char *name, *from;
	int months;
	const char *to; /* NULL: out of range */
};

static void
months_end_on_the_last_day_of_shorter_ones(void **state)
{
	static const struct month_case cases[] = {
		{ "no 31 September", "2019-08-31", 1, "2019-09-30" },
		{ "leap February", "2020-01-31", 1, "2020-02-29" },
		{ "plain February", "2021-01-31", 1, "2021-02-28" },
		{ "over the year's end", "2024-12-31", 1, "2025-01-31" },
		{ "a leap day a year on", "2024-02-29", 12, "2025-02-28" },
		{ "a leap day four years on", "2024-02-29", 48, "2028-02-29" },
		{ "backwards", "2024-03-31", -1, "2024-02-29" },
		{ "backwards over a year's end", "2024-01-15", -13, "2022-12-15" },
		{ "the last month", "2199-11-30", 1, "2199-12-30" },
		{ "behind the last month", "2199-12-01", 1, NULL },
		{ "before the first", "1900-01-31", -1, NULL },
		{ "the largest count", "2024-01-01", INT32_MAX, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct date result = { 0 };
		char text[DATE_TEXT_BYTES] = "";
		enum status status = date_plus_months(day(cases[i].from), cases[i].months, &result);

		assert_int_equal(status, cases[i].to == NULL ? STATUS_RANGE : STATUS_OK);
		if (cases[i].to != NULL && strcmp(date_print(result, text), cases[i].to) != 0)
			fail_msg("%s: %s", cases[i].name, text);
	}
}

static void
days_stop_at_the_ends_of_their_type(void **state)
{
	(void)state;
	assert_int_equal(date_plus_days((struct date){ INT32_MAX }, 1).days, INT32_MAX);
	assert_int_equal(date_plus_days((struct date){ INT32_MIN }, -1).days, INT32_MIN);
}

struct instant_case {
	const char *name, *text;
	enum status status;
	int64_t seconds;
};

static void
instants_are_read_in_all_forms_of_rfc_3339(void **state)
{
	static const struct instant_case cases[] = {
		{ "the epoch", "1970-01-01T00:00:00Z", STATUS_OK, 0 },
		{ "an offset", "1970-01-01T08:00:00+08:00", STATUS_OK, 0 },
		{ "a negative offset", "1969-12-31T19:00:00-05:00", STATUS_OK, 0 },
		{ "no offset is the zone", "1970-01-01T08:00:01", STATUS_OK, 1 },
		{ "a space, no seconds", "1970-01-01 08:01", STATUS_OK, 60 },
		{ "a fraction is dropped", "1970-01-01T00:00:09.999Z", STATUS_OK, 9 },
		{ "small letters", "1970-01-01t00:00:00z", STATUS_OK, 0 },
		{ "before the epoch", "1969-12-31T23:59:59Z", STATUS_OK, -1 },
		{ "hour 24", "2019-07-25T24:00:00Z", STATUS_RANGE, 0 },
		{ "minute 60", "2019-07-25T10:60:00Z", STATUS_RANGE, 0 },
		{ "second 60", "2019-07-25T10:00:60Z", STATUS_RANGE, 0 },
		{ "no such day", "2019-02-30T10:00:00Z", STATUS_RANGE, 0 },
		{ "offset of 24 hours", "2019-07-25T10:00:00+24:00", STATUS_RANGE, 0 },
		{ "a day only", "2019-07-25", STATUS_INVALID, 0 },
		{ "an empty fraction", "2019-07-25T10:00:00.Z", STATUS_INVALID, 0 },
		{ "something behind", "2019-07-25T10:00:00Zx", STATUS_INVALID, 0 },
		{ "half an offset", "2019-07-25T10:00:00+08", STATUS_INVALID, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct instant instant = { -77 };
		enum status status = instant_parse(cases[i].text, strlen(cases[i].text), zone_china, &instant);

		if (status != cases[i].status || instant.seconds != (status == STATUS_OK ? cases[i].seconds : -77))
			fail_msg("%s: %s %lld", cases[i].name, status_word(status), (long long)instant.seconds);
	}
}

static void
instants_and_days_agree_around_midnight(void **state)
{
	struct date date = day("2019-07-25");
	struct instant midnight = instant_of(date, 0, zone_china);
	struct zone west = { -5 * 3600 };
	char text[INSTANT_TEXT_BYTES];

	(void)state;
	assert_string_equal(instant_print(midnight, zone_china, text), "2019-07-25T00:00:00+08:00");
	assert_string_equal(instant_print(midnight, west, text), "2019-07-24T11:00:00-05:00");
	assert_true(date_equals(instant_date(midnight, zone_china), date));
	midnight.seconds--;
	assert_string_equal(instant_print(midnight, zone_china, text), "2019-07-24T23:59:59+08:00");
	assert_int_equal(instant_second_of_day(midnight, zone_china), 86399);
	assert_int_equal(instant_of(date, SECONDS_PER_DAY, zone_china).seconds,
	    instant_of(date_plus_days(date, 1), 0, zone_china).seconds);
	assert_true(date_equals(instant_date((struct instant){ -1 }, (struct zone){ 0 }), day("1969-12-31")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_read_strictly),
		cmocka_unit_test(every_day_agrees_with_a_naive_walk),
		cmocka_unit_test(months_end_on_the_last_day_of_shorter_ones),
		cmocka_unit_test(days_stop_at_the_ends_of_their_type),
		cmocka_unit_test(instants_are_read_in_all_forms_of_rfc_3339),
		cmocka_unit_test(instants_and_days_agree_around_midnight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
