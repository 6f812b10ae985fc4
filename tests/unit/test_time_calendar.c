/* Unit tests of time/calendar.h: the national calendar day by day, counting against a naive walk, faults in files. */
#include "config.h"

#include "tests/unit/unit.h"

#include <stdbool.h>

#include "base/limits.h"
#include "tests/unit/calendar_file.h"

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

/* --- every day of 2007-2026 -------------------------------------------------- */

enum { TABLE_FIRST_YEAR = 2006, TABLE_YEARS = 21 };

/* '-' off, '+' working, 0 by the week; by year and MMDD. */
static char declared[TABLE_YEARS][1232];

static void
read_declared_days(void)
{
	size_t length;
	char *text = read_source_file("tests/data/declared-days.txt", &length);
	char *line_state, *word_state;

	memset(declared, 0, sizeof(declared));
	for (char *line = strtok_r(text, "\n", &line_state); line != NULL; line = strtok_r(NULL, "\n", &line_state)) {
		char *word = strtok_r(line, " ", &word_state);
		int year = atoi(word) - TABLE_FIRST_YEAR;

		if (*word == '#')
			continue;
		while ((word = strtok_r(NULL, " ", &word_state)) != NULL)
			declared[year][atoi(word + 1)] = *word;
	}
	free(text);
}

static char
declared_on(struct date date)
{
	int year, month, day;

	date_to_civil(date, &year, &month, &day);
	return year < TABLE_FIRST_YEAR || year >= TABLE_FIRST_YEAR + TABLE_YEARS ? 0
	    : declared[year - TABLE_FIRST_YEAR][month * 100 + day];
}

static void
every_day_is_what_the_notices_say(void **state)
{
	struct calendar *calendar = *state;
	int off = 0, working = 0;

	read_declared_days();
	for (struct date date = day_of("2006-12-30"); !date_is_before(day_of("2026-12-31"), date);
	     date = date_plus_days(date, 1)) {
		bool is_weekend = date_weekday(date) >= SATURDAY;
		char what = declared_on(date);
		struct day_info day = calendar_day(calendar, date);
		enum day_kind expected = what == '-' ? DAY_OFF : what == '+' ? DAY_MAKE_UP : is_weekend ? DAY_WEEKEND : DAY_WORKING;
		char text[DATE_TEXT_BYTES];

		if (day.kind != expected)
			fail_msg("%s: %d", date_print(date, text), (int)day.kind);
		assert_int_equal(calendar_is_working_day(calendar, date), what == '+' || (what == 0 && !is_weekend));
		assert_int_equal(what != 0, day.notice != NULL);
		off += what == '-';
		working += what == '+';
	}
	assert_int_equal(off, 545);
	assert_int_equal(working, 132);
}

static void
the_calendar_tells_its_limits(void **state)
{
	struct calendar *calendar = *state;
	char text[DATE_TEXT_BYTES];

	assert_string_equal(calendar_name(calendar), "cn");
	assert_string_equal(date_print(calendar_first(calendar), text), "2006-12-30");
	assert_string_equal(date_print(calendar_last(calendar), text), "2026-12-31");
	assert_int_equal(strncmp(calendar_version(calendar), "cn@2026-10-10+", 14), 0);
	assert_int_equal(calendar_day(calendar, day_of("2027-01-01")).kind, DAY_UNKNOWN_WORKING);
	assert_int_equal(calendar_day(calendar, day_of("2027-01-02")).kind, DAY_UNKNOWN_WEEKEND);
	assert_int_equal(calendar_day(calendar, day_of("2006-12-29")).kind, DAY_UNKNOWN_WORKING);
	assert_string_equal(calendar_day(calendar, day_of("2019-05-02")).notice, "国办发明电〔2019〕3号");
	assert_string_equal(calendar_day(calendar, day_of("2026-02-14")).name, "春节");
	assert_int_equal(calendar_notices(calendar, NULL, 0), 23);
}

/* --- counting against a naive walk ------------------------------------------- */

/* Knows only the table of declared days, not the calendar. */
static bool
naive_is_working(struct date date)
{
	char what = declared_on(date);

	return what == '+' || (what == 0 && date_weekday(date) < SATURDAY);
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
counting_agrees_with_a_naive_walk(void **state)
{
	struct calendar *calendar = *state;
	struct date first = day_of("2006-12-29");
	uint32_t seed = 20261122;

	read_declared_days();
	for (int i = 0; i < 20000; i++) {
		struct date from = date_plus_days(first, (int32_t)(next_random(&seed) % 8000));
		int32_t wanted = (int32_t)(next_random(&seed) % 90) + 1, left = wanted, count = 0;
		bool provisional = false, counted_provisional = false;
		struct date walked = from, added = { 0 };

		while (left > 0) {
			walked = date_plus_days(walked, 1);
			left -= naive_is_working(walked);
		}
		assert_int_equal(calendar_add_working_days(calendar, from, wanted, &added, &provisional), STATUS_OK);
		assert_int_equal(added.days, walked.days);
		assert_int_equal(provisional, date_is_before(day_of("2026-12-31"), walked));
		assert_int_equal(calendar_count_working_days(calendar, from, added, &count, &counted_provisional), STATUS_OK);
		assert_int_equal(count, wanted);
		assert_int_equal(counted_provisional, provisional);
		assert_int_equal(calendar_count_working_days(calendar, added, from, &count, &counted_provisional), STATUS_OK);
		assert_int_equal(count, -wanted);
	}
}

static void
later_starts_and_longer_spans_never_end_earlier(void **state)
{
	struct calendar *calendar = *state;
	uint32_t seed = 7;

	for (int i = 0; i < 20000; i++) {
		struct date from = date_plus_days(day_of("2007-01-01"), (int32_t)(next_random(&seed) % 9000));
		int32_t count = (int32_t)(next_random(&seed) % 300) + 1;
		struct date end = { 0 }, later = { 0 }, longer = { 0 }, rolled = { 0 };
		bool provisional;

		assert_int_equal(calendar_add_working_days(calendar, from, count, &end, &provisional), STATUS_OK);
		assert_int_equal(calendar_add_working_days(calendar, date_plus_days(from, 1), count, &later, &provisional), STATUS_OK);
		assert_int_equal(calendar_add_working_days(calendar, from, count + 1, &longer, &provisional), STATUS_OK);
		assert_true(end.days <= later.days);
		assert_true(end.days < longer.days);
		assert_true(calendar_is_working_day(calendar, end));
		assert_int_equal(calendar_roll(calendar, from, &rolled, &provisional), STATUS_OK);
		assert_true(rolled.days >= from.days && calendar_is_working_day(calendar, rolled));
		assert_int_equal(rolled.days == from.days, calendar_is_working_day(calendar, from));
	}
}

static void
counting_stops_at_the_limits(void **state)
{
	struct calendar *calendar = *state;
	struct date result = { -9 };
	bool provisional = false;
	int32_t count = -9;

	assert_int_equal(calendar_add_working_days(calendar, day_of("2006-12-28"), 1, &result, &provisional), STATUS_RANGE);
	assert_int_equal(calendar_add_working_days(calendar, day_of("2019-01-01"), 0, &result, &provisional), STATUS_RANGE);
	assert_int_equal(calendar_add_working_days(calendar, day_of("2019-01-01"), -1, &result, &provisional), STATUS_RANGE);
	assert_int_equal(calendar_add_working_days(calendar, day_of("2026-01-01"), 100000, &result, &provisional), STATUS_RANGE);
	assert_int_equal(calendar_add_working_days(calendar, day_of("2026-01-01"), INT32_MAX, &result, &provisional), STATUS_RANGE);
	assert_int_equal(calendar_add_working_days(calendar, day_of("2199-12-31"), 1, &result, &provisional), STATUS_RANGE);
	assert_int_equal(calendar_count_working_days(calendar, day_of("2006-12-28"), day_of("2019-01-01"), &count, &provisional), STATUS_RANGE);
	assert_int_equal(calendar_roll(calendar, day_of("2006-12-29"), &result, &provisional), STATUS_RANGE);
	assert_int_equal(result.days, -9);
	assert_int_equal(count, -9);
	assert_int_equal(calendar_add_working_days(calendar, day_of("2006-12-29"), 1, &result, &provisional), STATUS_OK);
	assert_int_equal(result.days, day_of("2006-12-30").days);
	assert_int_equal(calendar_count_working_days(calendar, day_of("2027-03-01"), day_of("2027-03-01"), &count, &provisional), STATUS_OK);
	assert_int_equal(count, 0);
	assert_false(provisional);
}

/* --- earlier states ---------------------------------------------------------- */

struct known_case {
	const char *name, *known_on, *from;
	int32_t count;
	const char *end;
};

static void
earlier_arrangements_come_back(void **state)
{
	static const struct known_case cases[] = {
		{ "the day before the extension of 2020", "2020-01-25", "2020-01-10", 20, "2020-02-12" },
		{ "the day of the extension of 2020", "2020-01-26", "2020-01-10", 20, "2020-02-14" },
		{ "1 February 2020 was to be worked", "2020-01-25", "2020-01-31", 1, "2020-02-01" },
		{ "Labour Day 2019 had one day", "2019-03-21", "2019-04-30", 1, "2019-05-02" },
		{ "and then four", "2019-03-22", "2019-04-30", 1, "2019-05-05" },
		{ "3 September 2015 was a Thursday", "2015-05-12", "2015-09-02", 1, "2015-09-03" },
		{ "and then a holiday", "2015-05-13", "2015-09-02", 1, "2015-09-06" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct calendar *earlier = NULL;
		struct date end = { 0 };
		char text[DATE_TEXT_BYTES];
		bool provisional;

		assert_int_equal(calendar_as_known(*state, day_of(cases[i].known_on), &earlier), STATUS_OK);
		assert_int_equal(calendar_add_working_days(earlier, day_of(cases[i].from), cases[i].count, &end, &provisional), STATUS_OK);
		if (strcmp(date_print(end, text), cases[i].end) != 0)
			fail_msg("%s: %s", cases[i].name, text);
		assert_string_not_equal(calendar_version(earlier), calendar_version(*state));
		calendar_release(earlier);
	}
}

static void
a_year_not_yet_published_is_provisional(void **state)
{
	struct calendar *earlier = NULL;
	struct date end = { 0 };
	char text[DATE_TEXT_BYTES];
	bool provisional = false;

	assert_int_equal(calendar_as_known(*state, day_of("2025-11-03"), &earlier), STATUS_OK);
	assert_string_equal(date_print(calendar_last(earlier), text), "2025-12-31");
	assert_int_equal(calendar_add_working_days(earlier, day_of("2025-12-31"), 1, &end, &provisional), STATUS_OK);
	assert_string_equal(date_print(end, text), "2026-01-01");
	assert_true(provisional);
	calendar_release(earlier);
	assert_int_equal(calendar_as_known(*state, day_of("2006-12-01"), &earlier), STATUS_NOT_FOUND);
	assert_int_equal(calendar_as_known(*state, day_of("2026-11-22"), &earlier), STATUS_OK);
	assert_string_equal(calendar_version(earlier), calendar_version(*state));
	calendar_release(earlier);
}

/* --- overlays ---------------------------------------------------------------- */

/* Invented days: no region's real holidays. */
static const char overlay_text[] =
    "over cn\n"
    "year 2025\n\tnotice 某地通知1号\n\tknown 2025-01-02\n\toff 2025-03-31 to 2025-04-01 某节\n"
    "year 2026\n\tnotice 某地通知2号\n\tknown 2026-01-05\n\twork 2026-05-05 某节\n";

static void
a_region_adds_its_days(void **state)
{
	struct calendar_problem problem;
	struct calendar *region = NULL, *earlier = NULL;
	struct date end = { 0 };
	char text[DATE_TEXT_BYTES], name[16];
	bool provisional = false;

	assert_int_equal(calendar_text_base(overlay_text, strlen(overlay_text), name, sizeof(name)), 2);
	assert_string_equal(name, "cn");
	assert_int_equal(calendar_text_base(overlay_text, strlen(overlay_text), name, 2), 0);
	assert_int_equal(calendar_parse("region", overlay_text, strlen(overlay_text), *state, &region, &problem), STATUS_OK);
	assert_int_equal(calendar_add_working_days(region, day_of("2025-03-28"), 1, &end, &provisional), STATUS_OK);
	assert_string_equal(date_print(end, text), "2025-04-02");
	assert_string_equal(calendar_day(region, day_of("2025-04-01")).notice, "某地通知1号");
	assert_true(calendar_is_working_day(region, day_of("2026-05-05")));
	assert_int_equal(calendar_day(region, day_of("2019-09-29")).kind, DAY_MAKE_UP);
	assert_int_equal(calendar_first(region).days, calendar_first(*state).days);
	assert_int_equal(calendar_as_known(region, day_of("2025-06-01"), &earlier), STATUS_OK);
	assert_string_equal(date_print(calendar_last(earlier), text), "2025-12-31");
	calendar_release(earlier);
	calendar_release(region);
}

/* --- faults ------------------------------------------------------------------ */

struct fault_case {
	const char *name, *text;
	size_t line, column;
	const char *message; /* a part of it, in English */
};

#define HEAD "year 2026\n\tnotice 一号\n\tknown 2025-11-04\n"

static const struct fault_case faults[] = {
	{ "a weekend off twice", HEAD "\toff 2026-01-03\n\toff 2026-01-03\n", 5, 6, "2026-01-03 is declared off twice" },
	{ "in overlapping ranges", HEAD "\toff 2026-01-01 to 2026-01-03, 2026-01-03\n", 4, 32, "declared off twice" },
	{ "in two years", HEAD "\toff 2026-12-31\nyear 2027\n\tnotice 二号\n\tknown 2026-11-01\n\toff 2026-12-31\n", 8, 6, "declared off twice" },
	{ "off and working", HEAD "\toff 2026-01-04\n\twork 2026-01-04\n", 5, 7, "both off and working" },
	{ "a make-up day twice", HEAD "\twork 2026-01-04\n\twork 2026-01-04\n", 5, 7, "declared working twice" },
	{ "a make-up day on a weekday", HEAD "\twork 2026-01-05\n", 4, 7, "working day without being declared" },
	{ "a gap year", HEAD "\toff 2026-01-01\nyear 2028\n", 5, 1, "2027 is missing" },
	{ "years out of order", HEAD "\toff 2026-01-01\nyear 2025\n", 5, 1, "write the years in order" },
	{ "a year twice", HEAD "\toff 2026-01-01\nyear 2026\n", 5, 1, "there already" },
	{ "a change without its year", HEAD "\toff 2026-01-01\nchange 2025\n", 5, 1, "stands before 'year 2025'" },
	{ "a change known too early", HEAD "\toff 2026-01-01\nchange 2026\n\tnotice 二号\n\tknown 2025-11-03\n", 7, 2, "known before the notice" },
	{ "a day of another year", HEAD "\toff 2025-10-01\n", 4, 6, "does not belong to the year 2026" },
	{ "a day behind January of the next", HEAD "\toff 2027-02-01\n", 4, 6, "does not belong" },
	{ "month 13", HEAD "\toff 2026-13-01\n", 4, 6, "there is no day 2026-13-01" },
	{ "29 February 2026", HEAD "\toff 2026-02-29\n", 4, 6, "there is no day" },
	{ "another form of date", HEAD "\toff 1月1日\n", 4, 6, "is not a date" },
	{ "no date", HEAD "\toff\n", 4, 5, "is not a date" },
	{ "a range backwards", HEAD "\toff 2026-01-03 to 2026-01-01\n", 4, 20, "ends before it begins" },
	{ "a range too long", HEAD "\toff 2026-01-01 to 2026-02-01\n", 4, 20, "more than 31 days" },
	{ "more dates than a line may hold", HEAD "\toff 2026-01-01, 2026-01-02, 2026-01-03, 2026-01-04, 2026-01-05, 2026-01-06, "
	    "2026-01-07, 2026-01-08, 2026-01-09, 2026-01-10, 2026-01-11, 2026-01-12, 2026-01-13, 2026-01-14, 2026-01-15, "
	    "2026-01-16, 2026-01-17\n", 4, 2, "more than 16 dates" },
	{ "an unknown word", HEAD "\toof 2026-01-01\n", 4, 2, "unknown word 'oof'" },
	{ "an unknown Chinese word", HEAD "\t放价 2026-01-01\n", 4, 2, "unknown word '放价'" },
	{ "column counts characters", HEAD "\t放假　2026-01-01 至 2026-1-3\n", 4, 18, "is not a date" },
	{ "no notice", "year 2026\n\tknown 2025-11-04\n\toff 2026-01-01\n", 3, 2, "stand before the first day" },
	{ "a block without known", "year 2026\n\tnotice 一号\nyear 2027\n", 3, 1, "has no line 'known'" },
	{ "an empty block", HEAD, 4, 1, "declares no days" },
	{ "a second notice", HEAD "\tnotice 二号\n", 4, 2, "second 'notice'" },
	{ "an empty notice", "year 2026\n\tnotice  # nothing\n", 2, 2, "needs the number" },
	{ "days before any year", "off 2026-01-01\n", 1, 1, "a line 'year' is missing" },
	{ "a year in words", "year next\n", 1, 6, "is not a year" },
	{ "a year too far", "year 2200\n", 1, 6, "is not a year" },
	{ "more behind the date", "year 2026\n\tnotice 一号\n\tknown 2025-11-04 maybe\n", 3, 19, "nothing more is expected" },
	{ "nothing at all", "", 1, 1, "no year is described" },
	{ "only comments", "# nothing\n", 2, 1, "no year is described" },
	{ "not UTF-8", "# \xff\n", 1, 3, "not UTF-8" },
	{ "an overlay without its base", "over cn\n", 1, 1, "which is not there" },
};

static void
faults_are_told_with_their_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		struct calendar_problem problem = { 0 };
		struct calendar *calendar = NULL;
		enum status status = calendar_parse("x", faults[i].text, strlen(faults[i].text), NULL, &calendar, &problem);

		if (status != STATUS_INVALID || problem.line != faults[i].line || problem.column != faults[i].column
		    || strstr(problem.message, faults[i].message) == NULL)
			fail_msg("%s: %s %zu:%zu: %s", faults[i].name, status_word(status), problem.line, problem.column,
			    problem.message);
		assert_null(calendar);
	}
}

/* A file of one year and changes that declare `days` days in all. */
static char *
make_long_file(size_t days, size_t *length)
{
	static const char head[] = HEAD "\toff 2026-01-01\n";
	char *text = malloc(LIMIT_CALENDAR_BYTES);
	size_t at;

	assert_non_null(text);
	memcpy(text, head, sizeof(head));
	at = sizeof(head) - 1;
	for (days--; days > 0;) {
		size_t count = days < 31 ? days : 31;

		at += (size_t)sprintf(text + at, "change 2026\nnotice x\nknown 2026-01-01\noff 2026-01-01 to 2026-01-%02zu\n", count);
		days -= count;
	}
	*length = at;
	return text;
}

static void
long_files_stop_at_their_limits(void **state)
{
	static const size_t counts[] = { LIMIT_CALENDAR_DAYS - 1, LIMIT_CALENDAR_DAYS, LIMIT_CALENDAR_DAYS + 1 };
	struct calendar_problem problem;
	struct calendar *calendar = NULL;
	char *text;
	size_t length;

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		text = make_long_file(counts[i], &length);
		assert_int_equal(calendar_parse("x", text, length, NULL, &calendar, &problem),
		    counts[i] > LIMIT_CALENDAR_DAYS ? STATUS_LIMIT : STATUS_OK);
		if (counts[i] <= LIMIT_CALENDAR_DAYS)
			calendar_release(calendar);
		else
			assert_non_null(strstr(problem.message, "days are declared"));
		free(text);
	}
	text = calloc(1, LIMIT_CALENDAR_BYTES + 1);
	assert_non_null(text);
	memset(text, ' ', LIMIT_CALENDAR_BYTES + 1);
	length = strlen(HEAD "\toff 2026-01-01\n");
	memcpy(text, HEAD "\toff 2026-01-01\n", length);
	assert_int_equal(calendar_parse("x", text, LIMIT_CALENDAR_BYTES + 1, NULL, &calendar, &problem), STATUS_LIMIT);
	assert_non_null(strstr(problem.message, "larger than"));
	assert_int_equal(calendar_parse("x", text, LIMIT_CALENDAR_BYTES, NULL, &calendar, &problem), STATUS_OK);
	calendar_release(calendar);
	free(text);
}

static void
chinese_and_english_files_read_alike(void **state)
{
	static const char english[] = HEAD "\toff 2026-01-01 to 2026-01-03  元旦 # comment\n\twork 2026-01-04 元旦\n"
	    "change 2026\n\tnotice 二号\n\tknown 2026-01-01\n\twork 2026-01-02\n\toff 2026-01-04\n";
	static const char chinese[] = "\xef\xbb\xbf# 注释\r\n年度 2026\r\n通知 一号\r\n公布 2025-11-04\r\n"
	    "放假　2026-01-01 至 2026-01-03　元旦\r\n上班 2026-01-04 元旦\r\n"
	    "调整 2026\r\n通知 二号\r\n公布 2026-01-01\r\n上班 2026-01-02\r\n放假 2026-01-04\r\n";
	struct calendar_problem problem = { 0 };
	struct calendar *a = NULL, *b = NULL;

	(void)state;
	assert_int_equal(calendar_parse("x", english, strlen(english), NULL, &a, &problem), STATUS_OK);
	if (calendar_parse("x", chinese, strlen(chinese), NULL, &b, &problem) != STATUS_OK)
		fail_msg("%zu:%zu: %s", problem.line, problem.column, problem.message);
	assert_string_equal(calendar_version(a), calendar_version(b));
	assert_int_equal(calendar_day(a, day_of("2026-01-02")).kind, DAY_WORKING);
	assert_int_equal(calendar_day(a, day_of("2026-01-04")).kind, DAY_OFF);
	assert_string_equal(calendar_day(b, day_of("2026-01-01")).name, "元旦");
	calendar_release(a);
	calendar_release(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_is_what_the_notices_say),
		cmocka_unit_test(the_calendar_tells_its_limits),
		cmocka_unit_test(counting_agrees_with_a_naive_walk),
		cmocka_unit_test(later_starts_and_longer_spans_never_end_earlier),
		cmocka_unit_test(counting_stops_at_the_limits),
		cmocka_unit_test(earlier_arrangements_come_back),
		cmocka_unit_test(a_year_not_yet_published_is_provisional),
		cmocka_unit_test(a_region_adds_its_days),
		cmocka_unit_test(faults_are_told_with_their_place),
		cmocka_unit_test(long_files_stop_at_their_limits),
		cmocka_unit_test(chinese_and_english_files_read_alike),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
