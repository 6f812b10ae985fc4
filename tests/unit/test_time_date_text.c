/* Unit tests of time/date_text.h: dates as pages write them, and what only looks like one. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "time/date_text.h"

/* "2019-07-25", "2019-07-25 10:56:00", "2019-07", "2019", "07-25" by precision. */
static const char *
print(struct claimed_date claimed, bool has_year, char text[32])
{
	char day[DATE_TEXT_BYTES];
	int32_t second = claimed.second_of_day;

	date_print(claimed.date, day);
	switch (claimed.precision) {
	case DATE_PRECISION_NONE:
		return strcpy(text, "none");
	case DATE_PRECISION_YEAR:
		snprintf(text, 32, "%.4s", day);
		break;
	case DATE_PRECISION_MONTH:
		snprintf(text, 32, "%.7s", day);
		break;
	case DATE_PRECISION_DAY:
		snprintf(text, 32, "%s", has_year ? day : day + 5);
		break;
	case DATE_PRECISION_MINUTE:
		snprintf(text, 32, "%s %02d:%02d:%02d", has_year ? day : day + 5, second / 3600, second / 60 % 60,
		    second % 60);
		break;
	}
	return text;
}

struct find_case {
	const char *text;
	const char *expected; /* as printed; NULL for none, "?" for ambiguous */
};

static const struct find_case found[] = {
	{ "2019-07-25", "2019-07-25" }, { "发布时间：2019-07-25 来源：县政府办", "2019-07-25" },
	{ "发布时间:2019-7-5 浏览", "2019-07-05" }, { "2019/7/25", "2019-07-25" }, { "2019.07.25", "2019-07-25" },
	{ "[2019-07-25]", "2019-07-25" }, { "（2019/07/25）", "2019-07-25" },
	{ "通知2019-07-25", "2019-07-25" }, { "2019-07-25关于", "2019-07-25" },
	{ "2020—11—13", "2020-11-13" }, { "2020——11——13", "2020-11-13" }, { "2020–11–13", "2020-11-13" },
	{ "2020－11－13", "2020-11-13" }, { "２０２０-１１-１３", "2020-11-13" }, { "２０２０年１１月１３日", "2020-11-13" },
	{ "2020 - 11 - 13", "2020-11-13" }, { "2020\xc2\xa0-\xc2\xa0" "11-13", "2020-11-13" },
	{ "2019年7月25日", "2019-07-25" }, { "2019年07月25号", "2019-07-25" }, { "2019 年 7 月 25 日", "2019-07-25" },
	{ "2019\n年7月\n25日", "2019-07-25" }, { "3.2019年7月25日", "2019-07-25" }, { "自2019年7月25日起", "2019-07-25" },
	{ "二〇一九年七月二十五日", "2019-07-25" }, { "二○一九年七月二十五日", "2019-07-25" },
	{ "二O一九年十月一日", "2019-10-01" }, { "二0一九年十二月三十一日", "2019-12-31" },
	{ "二零一九年七月三日", "2019-07-03" }, { "2019年七月二十五日", "2019-07-25" }, { "一九九八年五月十日", "1998-05-10" },
	{ "2019-07-25 10:56", "2019-07-25 10:56:00" }, { "2019-07-25 10:56:07", "2019-07-25 10:56:07" },
	{ "2019-07-25 10:56:07.0", "2019-07-25 10:56:07" }, { "2019-07-25\xc2\xa0" "9:05", "2019-07-25 09:05:00" },
	{ "2019-07-25T10:56:07+08:00", "2019-07-25 10:56:07" }, { "2019-07-25T18:56:07Z", "2019-07-26 02:56:07" },
	{ "2019-07-25T18:56:07.123Z", "2019-07-26 02:56:07" }, { "2019-07-25T23:00:00-05:00", "2019-07-26 12:00:00" },
	{ "2019-07-25 10:56:07+08:00", "2019-07-25 10:56:07" },
	{ "2019-07-25 00:00:00", "2019-07-25" }, { "2019-07-25T00:00:00", "2019-07-25" }, { "2019-07-25 00:00", "2019-07-25" },
	{ "2019/7/25 3:20:00 PM", "2019-07-25 15:20:00" }, { "2019/7/25 12:20:00 AM", "2019-07-25 00:20:00" },
	{ "2019年7月25日 下午3:20", "2019-07-25 15:20:00" }, { "2019年7月25日上午9时30分", "2019-07-25 09:30:00" },
	{ "2019年7月25日10：56", "2019-07-25 10:56:00" }, { "2019年7月25日 17时30分00秒", "2019-07-25 17:30:00" },
	{ "2019-07-25 10:00-11:30", "2019-07-25 10:00:00" }, { "2019-07-25 25:00", "2019-07-25" },
	{ "2019-07-25  星期四", "2019-07-25" },
	{ "[07-25]", "07-25" }, { "(07/25)", "07-25" }, { "【07-25】", "07-25" }, { "07月25日", "07-25" },
	{ "7月25日", "07-25" }, { "七月二十五日", "07-25" }, { "每年3月31日前", "03-31" }, { "07-25", "07-25" },
	{ "关于开展检查的通知 07-25 ", "07-25" }, { "[02-29]", "02-29" }, { "07-25 10:56", "07-25 10:56:00" },
	{ "20190725", "2019-07-25" }, { "日期：20190725 ", "2019-07-25" }, { "20190725-20190825", "2019-07-25" },
	{ "2019年7月", "2019-07" }, { "2019年7月至9月", "2019-07" }, { "二〇一九年七月", "2019-07" },
	{ "2019年", "2019" }, { "2019年度部门决算", "2019" }, { "2019-2020年", "2020" },
	{ "2019年7月25", "2019-07" }, { "2019.07.25-2019.08.25", "2019-07-25" }, { "2019-07-25-2019-08-25", "2019-07-25" },
	{ "2019-07-25至2019-08-25", "2019-07-25" }, { "2019-07-25,来源", "2019-07-25" },
	{ "Date:2019-07-25", "2019-07-25" }, { "2019-07-25。", "2019-07-25" },
	/* what comes before is no date and does not hide the one that is */
	{ "国办发〔2019〕9号 2019-07-25", "2019-07-25" }, { "5.2019-07-25", NULL },
	{ "电话0871-2016125，2019年7月25日", "2019-07-25" }, { "10-12岁 2019-07-25", "2019-07-25" },
	/* a run of digits that reads two ways */
	{ "前于2016125日", "?" }, { "2016125", "?" }, { "2019130", "?" }, { "2019725", "?" }, { "各部门要在2016125前", "?" },
};

static const struct find_case not_found[] = {
	{ "", NULL }, { "没有日期", NULL }, { "国办发〔2019〕9号", NULL }, { "[2019]9号", NULL }, { "第2019号", NULL },
	{ "2019", NULL }, { "0871-2019-07-25", NULL }, { "2019-07-25-001", NULL }, { "ABC2019-07-25", NULL },
	{ "2019-07-25X", NULL }, { "2019-07-25号", NULL }, { "2019.07.25.1", NULL }, { "192.168.10.12", NULL },
	{ "13812345678", NULL }, { "政办函〔2016125", NULL }, { "政办函〔20160125", NULL }, { "0871-2016125", NULL }, { "(0871)2016125", NULL }, { "电话：2016125", NULL },
	{ "电话：20190725", NULL }, { "021-20190725", NULL }, { "邮编：201612", NULL }, { "20190725元", NULL },
	{ "20190725.50", NULL }, { "￥20190725", NULL }, { "2016125元", NULL }, { "530112201907251234", NULL },
	{ "2019072510560012", NULL }, { "20190725105600", NULL }, { "art_20190725", NULL }, { "201907", NULL },
	{ "2019-13-01", NULL }, { "2019-02-29", NULL }, { "2019年2月30日", NULL }, { "2019年13月1日", NULL },
	{ "20191301", NULL }, { "2019999", NULL }, { "1234567", NULL }, { "2019-07", NULL }, { "2011-12赛季", NULL },
	{ "10-12岁", NULL }, { "3-5个工作日", NULL }, { "第10-12条", NULL }, { "1/2", NULL }, { "24/7", NULL },
	{ "07/25", NULL }, { "0.07-25", NULL }, { "7.25", NULL }, { "农历七月十五日", NULL }, { "十五日", NULL },
	{ "3年", NULL }, { "12019年", NULL }, { "1,2019.07.25", NULL }, { "19-07-25", NULL }, { "3000-01-01", NULL },
	{ "一般", NULL }, { "三五月", NULL }, { "/2019/7/25/art_1_2.html", NULL }, { "t20190725_1.html", NULL },
	{ "10:56", NULL }, { "35%", NULL }, { "2019-7-25a", NULL }, { "100-2019-07-25", NULL },
};

static void
check_find(const struct find_case *row)
{
	/* a heap copy without a NUL: a byte read behind the end is seen by the sanitizer */
	size_t length = strlen(row->text);
	char *copy = malloc(length + 1);
	struct date_match match = { 0 };
	char text[32] = "";
	const char *got = NULL;
	enum status status;

	assert_non_null(copy);
	memmove(copy + 1, row->text, length);
	status = date_text_find(copy + 1, length, 0, &match);
	if (status == STATUS_OK)
		got = print(match.claimed, match.has_year, text);
	else if (status == STATUS_AMBIGUOUS)
		got = "?";
	free(copy);
	if ((got == NULL) != (row->expected == NULL) || (got != NULL && strcmp(got, row->expected) != 0))
		fail_msg("%s: expected %s, got %s", row->text, row->expected == NULL ? "nothing" : row->expected,
		    got == NULL ? "nothing" : got);
	if (status == STATUS_OK)
		assert_true(match.start < match.end && match.end <= length);
}

static void
dates_are_found_in_every_usual_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(found) / sizeof(found[0]); i++)
		check_find(&found[i]);
}

static void
numbers_are_not_read_as_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(not_found) / sizeof(not_found[0]); i++)
		check_find(&not_found[i]);
}

static void
all_dates_of_a_text_are_found_in_order(void **state)
{
	static const char *const texts[] = {
		"征求意见自2019年7月25日起至2019年8月25日止，2019-07-25。",
		"2019.07.25-2019.08.25 2019-09-01",
		"2019-07-25-2019-08-25 20190901",
		"20190725-20190825 [2019/9/1]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct date_match match = { 0 };
		int count = 0;

		while (date_text_find(texts[i], strlen(texts[i]), match.end, &match) == STATUS_OK)
			count++;
		if (count != 3)
			fail_msg("%s: %d", texts[i], count);
	}
}

static const struct find_case parsed[] = {
	{ "发布时间：2019-07-25", "2019-07-25" }, { " [2019-07-25] ", "2019-07-25" }, { "日期: 2019年7月25日 星期四", "2019-07-25" },
	{ "2019-07-25(周四)", "2019-07-25" }, { "20190725105600", "2019-07-25 10:56:00" }, { "201907251056", "2019-07-25 10:56:00" },
	{ "20190725000000", "2019-07-25" }, { "2019-07", "2019-07" }, { "2019/07", "2019-07" }, { "7-25", "07-25" }, { "(7/25)", "07-25" },
	{ "2019年", "2019" }, { "2016125", "?" }, { "201611", "?" }, { "2019-07-25 来源", NULL }, { "", NULL }, { "来源", NULL },
	{ "2019-13-01", NULL }, { "2019", NULL },
};

static void
whole_texts_are_read_with_label_and_frame(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(parsed) / sizeof(parsed[0]); i++) {
		struct claimed_date claimed = { 0 };
		char text[32] = "";
		const char *got = NULL;
		enum status status = date_text_parse(parsed[i].text, strlen(parsed[i].text), &claimed);

		if (status == STATUS_OK)
			got = print(claimed, !claimed.year_inferred, text);
		else if (status == STATUS_AMBIGUOUS)
			got = "?";
		if ((got == NULL) != (parsed[i].expected == NULL) || (got != NULL && strcmp(got, parsed[i].expected) != 0))
			fail_msg("%s: %s", parsed[i].text, got == NULL ? status_word(status) : got);
	}
}

static const struct find_case urls[] = {
	{ "https://www.example.gov.cn/zwgk/202507/t20250725_123456.html", "2025-07-25" },
	{ "http://www.example.gov.cn/art/2025/7/25/art_123_456.html", "2025-07-25" },
	{ "/20250725/abc.html", "2025-07-25" }, { "/2025-07/25/content_123.htm", "2025-07-25" },
	{ "/2025/07-25/1234567.html", "2025-07-25" }, { "/2025/0725/c1-2.html", "2025-07-25" },
	{ "/202507/25/content.html", "2025-07-25" }, { "/202507/content_7042.html", "2025-07" },
	{ "/2025-07/content.html", "2025-07" }, { "/2025/07/x.html", "2025-07" },
	{ "./t20250725_1.html", "2025-07-25" }, { "/a/20250725/t20250801_1.html", "?" },
	{ "/content/post_1234567.html", NULL }, { "/art_20251301_1.html", NULL }, { "/x?date=20250725", NULL },
	{ "/c20250725/x.html", NULL }, { "/P020250725123456789012.pdf", NULL }, { "https://20250725.example.cn/", NULL },
	{ "", NULL }, { "/", NULL }, { "/19640101/x", NULL }, { "/120250725/x", NULL },
};

static void
urls_tell_their_date(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct claimed_date claimed = { 0 };
		char text[32] = "";
		const char *got = NULL;
		enum status status = date_text_from_url(urls[i].text, &claimed);

		if (status == STATUS_OK)
			got = print(claimed, true, text);
		else if (status == STATUS_AMBIGUOUS)
			got = "?";
		if ((got == NULL) != (urls[i].expected == NULL) || (got != NULL && strcmp(got, urls[i].expected) != 0))
			fail_msg("%s: %s", urls[i].text, got == NULL ? status_word(status) : got);
	}
}

static void
a_claim_allows_all_its_days(void **state)
{
	struct claimed_date claimed = { 0 };
	char text[DATE_TEXT_BYTES];

	(void)state;
	assert_int_equal(date_text_parse("2020年2月", strlen("2020年2月"), &claimed), STATUS_OK);
	assert_string_equal(date_print(claimed_first_day(claimed), text), "2020-02-01");
	assert_string_equal(date_print(claimed_last_day(claimed), text), "2020-02-29");
	assert_int_equal(date_text_parse("2199年", strlen("2199年"), &claimed), STATUS_OK);
	assert_string_equal(date_print(claimed_last_day(claimed), text), "2199-12-31");
	assert_int_equal(date_text_parse("2199年12月", strlen("2199年12月"), &claimed), STATUS_OK);
	assert_string_equal(date_print(claimed_last_day(claimed), text), "2199-12-31");
	assert_int_equal(date_text_parse("2019-07-25", 10, &claimed), STATUS_OK);
	assert_string_equal(date_print(claimed_last_day(claimed), text), "2019-07-25");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_found_in_every_usual_form),
		cmocka_unit_test(numbers_are_not_read_as_dates),
		cmocka_unit_test(all_dates_of_a_text_are_found_in_order),
		cmocka_unit_test(whole_texts_are_read_with_label_and_frame),
		cmocka_unit_test(urls_tell_their_date),
		cmocka_unit_test(a_claim_allows_all_its_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
