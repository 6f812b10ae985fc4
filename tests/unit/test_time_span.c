/* Unit tests of time/span.h and time/numeral.h. */
#include "tests/unit/unit.h"

#include <string.h>

#include "time/numeral.h"
#include "time/span.h"

struct numeral_case {
	const char *text;
	enum status status;
	int32_t value;
	size_t used;
};

static void
numerals_are_read_or_refused(void **state)
{
	static const struct numeral_case cases[] = {
		{ "20日", STATUS_OK, 20, 2 }, { "２０日", STATUS_OK, 20, 6 }, { "007", STATUS_OK, 7, 3 },
		{ "三日", STATUS_OK, 3, 3 }, { "两个", STATUS_OK, 2, 3 }, { "十", STATUS_OK, 10, 3 },
		{ "十五", STATUS_OK, 15, 6 }, { "二十", STATUS_OK, 20, 6 }, { "九十九", STATUS_OK, 99, 9 },
		{ "一百", STATUS_OK, 100, 6 }, { "一百零五", STATUS_OK, 105, 12 }, { "一百八十", STATUS_OK, 180, 12 },
		{ "一百一十五", STATUS_OK, 115, 15 }, { "两千零五十", STATUS_OK, 2050, 15 },
		{ "一万二千三百四十五", STATUS_OK, 12345, 27 }, { "十万", STATUS_OK, 100000, 6 },
		{ "九千九百九十九万九千九百九十九", STATUS_OK, 99999999, 45 }, { "零", STATUS_OK, 0, 3 },
		{ "贰拾", STATUS_OK, 20, 6 },
		{ "三五", STATUS_AMBIGUOUS, 0, 0 }, { "一百五", STATUS_AMBIGUOUS, 0, 0 },
		{ "十百", STATUS_INVALID, 0, 0 }, { "百", STATUS_INVALID, 0, 0 }, { "万", STATUS_INVALID, 0, 0 },
		{ "一万一万", STATUS_INVALID, 0, 0 }, { "日", STATUS_NOT_FOUND, 0, 0 }, { "", STATUS_NOT_FOUND, 0, 0 },
		{ "99999999", STATUS_OK, 99999999, 8 }, { "100000000", STATUS_RANGE, 0, 9 },
		{ "99999999999999999999", STATUS_RANGE, 0, 20 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int32_t value = 0;
		size_t used = 0;
		enum status status = numeral_read(cases[i].text, strlen(cases[i].text), &used, &value);

		if (status != cases[i].status || value != cases[i].value || used != cases[i].used)
			fail_msg("%s: %s %d %zu", cases[i].text, status_word(status), value, used);
	}
}

struct span_case {
	const char *text;
	enum status status;
	int32_t count;
	enum span_unit unit;
};

static void
spans_are_read_in_both_languages(void **state)
{
	static const struct span_case cases[] = {
		{ "3 working days", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "1 working day", STATUS_OK, 1, SPAN_WORKING_DAYS },
		{ "  3   Working-Days ", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "3workdays", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "3 business days", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "3个工作日", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "3 个 工作日", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "3工作日", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "三个工作日", STATUS_OK, 3, SPAN_WORKING_DAYS },
		{ "二十个工作日内", STATUS_OK, 20, SPAN_WORKING_DAYS },
		{ "１０个工作日", STATUS_OK, 10, SPAN_WORKING_DAYS },
		{ "１０　个工作日以内", STATUS_OK, 10, SPAN_WORKING_DAYS },
		{ "二十日", STATUS_OK, 20, SPAN_DAYS }, { "30天", STATUS_OK, 30, SPAN_DAYS },
		{ "5 calendar days", STATUS_OK, 5, SPAN_DAYS }, { "5个自然日", STATUS_OK, 5, SPAN_DAYS },
		{ "1 day", STATUS_OK, 1, SPAN_DAYS }, { "20 days", STATUS_OK, 20, SPAN_DAYS },
		{ "两个月", STATUS_OK, 2, SPAN_MONTHS }, { "1 month", STATUS_OK, 1, SPAN_MONTHS },
		{ "1个月", STATUS_OK, 1, SPAN_MONTHS }, { "十二个月", STATUS_OK, 12, SPAN_MONTHS },
		{ "半年", STATUS_OK, 6, SPAN_MONTHS }, { "两个半年", STATUS_OK, 12, SPAN_MONTHS },
		{ "2 half-years", STATUS_OK, 12, SPAN_MONTHS }, { "half a year", STATUS_OK, 6, SPAN_MONTHS },
		{ "1 个季度", STATUS_OK, 1, SPAN_QUARTERS }, { "2 quarters", STATUS_OK, 2, SPAN_QUARTERS },
		{ "一周", STATUS_OK, 1, SPAN_WEEKS }, { "2个星期", STATUS_OK, 2, SPAN_WEEKS },
		{ "2 weeks", STATUS_OK, 2, SPAN_WEEKS },
		{ "24小时", STATUS_OK, 24, SPAN_HOURS }, { "24 小时", STATUS_OK, 24, SPAN_HOURS },
		{ "二十四个小时", STATUS_OK, 24, SPAN_HOURS }, { "24h", STATUS_OK, 24, SPAN_HOURS },
		{ "半小时", STATUS_OK, 30, SPAN_MINUTES }, { "30 minutes", STATUS_OK, 30, SPAN_MINUTES },
		{ "1 year", STATUS_OK, 1, SPAN_YEARS }, { "三年", STATUS_OK, 3, SPAN_YEARS },
		{ "100000 days", STATUS_OK, 100000, SPAN_DAYS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct span span = { 0, SPAN_MINUTES };
		enum status status = span_parse(cases[i].text, strlen(cases[i].text), &span);

		if (status != cases[i].status || span.count != cases[i].count || span.unit != cases[i].unit)
			fail_msg("%s: %s %d %d", cases[i].text, status_word(status), span.count, (int)span.unit);
	}
}

static void
spans_that_say_nothing_clear_are_refused(void **state)
{
	static const struct span_case cases[] = {
		{ .text = "0 working days", .status = STATUS_RANGE }, { .text = "零个工作日", .status = STATUS_RANGE },
		{ .text = "-3 days", .status = STATUS_RANGE }, { .text = "－３日", .status = STATUS_RANGE },
		{ .text = "−3 days", .status = STATUS_RANGE }, { .text = "负三日", .status = STATUS_RANGE },
		{ .text = "100001 days", .status = STATUS_RANGE }, { .text = "99999999999999999999 days", .status = STATUS_RANGE },
		{ .text = "100000个半年", .status = STATUS_RANGE },
		{ .text = "1个月3日", .status = STATUS_INVALID }, { .text = "1 month 3 days", .status = STATUS_INVALID },
		{ .text = "2年半", .status = STATUS_INVALID }, { .text = "1个半月", .status = STATUS_INVALID },
		{ .text = "半个月", .status = STATUS_INVALID }, { .text = "1.5 days", .status = STATUS_INVALID },
		{ .text = "3", .status = STATUS_INVALID }, { .text = "days", .status = STATUS_INVALID },
		{ .text = "", .status = STATUS_INVALID }, { .text = "   ", .status = STATUS_INVALID },
		{ .text = "3 fortnights", .status = STATUS_INVALID }, { .text = "+3 days", .status = STATUS_INVALID },
		{ .text = "三五日", .status = STATUS_AMBIGUOUS }, { .text = "3月", .status = STATUS_AMBIGUOUS },
		{ .text = "\xff 3 days", .status = STATUS_INVALID }, { .text = "0", .status = STATUS_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct span span = { -1, SPAN_MINUTES };
		enum status status = span_parse(cases[i].text, strlen(cases[i].text), &span);

		if (status != cases[i].status || span.count != -1)
			fail_msg("%s: %s", cases[i].text, status_word(status));
	}
}

static void
printed_spans_read_back(void **state)
{
	(void)state;
	for (int unit = SPAN_MINUTES; unit <= SPAN_YEARS; unit++) {
		for (int count = 1; count <= SPAN_COUNT_LAST; count = count * 7 + 1) {
			for (int language = SPAN_ENGLISH; language <= SPAN_CHINESE; language++) {
				struct span span = { count, (enum span_unit)unit };
				struct span back = { 0, SPAN_MINUTES };
				char text[SPAN_TEXT_BYTES];

				span_print(span, (enum span_language)language, text);
				assert_int_equal(span_parse(text, strlen(text), &back), STATUS_OK);
				assert_int_equal(back.count, span.count);
				assert_int_equal(back.unit, span.unit);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numerals_are_read_or_refused),
		cmocka_unit_test(spans_are_read_in_both_languages),
		cmocka_unit_test(spans_that_say_nothing_clear_are_refused),
		cmocka_unit_test(printed_spans_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
