/* Titles: folding, document numbers, places and the subjects that are left. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "lib/match/features.h"
#include "lib/match/fold.h"
#include "lib/match/number.h"
#include "lib/match/place.h"
#include "lib/match/words.h"

#define NO_PLACE UINT32_MAX
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static size_t
folded(const char *text, char32_t *out)
{
	size_t count = 0;

	assert_int_equal(fold(text, strlen(text), out, MATCH_TITLE_CHARACTERS, &count), STATUS_OK);
	return count;
}

static void
assert_text(const char *name, const char32_t *text, size_t length, const char *wanted)
{
	char32_t expected[MATCH_TITLE_CHARACTERS];
	size_t count = folded(wanted, expected);

	if (count != length || (length > 0 && memcmp(text, expected, length * sizeof(*text)) != 0))
		fail_msg("%s: not '%s'", name, wanted);
}

static void
folding_makes_one_of_many_shapes(void **state)
{
	static const struct {
		const char *name, *a, *b;
	} rows[] = {
		{ "full-width digits and letters", "２０１９年５Ｇ", "2019年5g" },
		{ "traditional characters", "關於廈門市臺灣", "关于厦门市台湾" },
		{ "brackets of books", "〈甲〉<乙>⟪丙⟫«丁»", "《甲》《乙》《丙》《丁》" },
		{ "square brackets", "〔2021〕【图解】［附］", "[2021][图解][附]" },
		{ "quotation marks vanish", "“房票”安置『一』「二」", "房票安置一二" },
		{ "dashes", "2022—2024 ～ 2025", "2022-2024 - 2025" },
		{ "blanks are one, and none at the ends", " 甲　 乙\t\n", "甲 乙" },
		{ "zeros of dates", "二〇一九 二○一九", "二零一九 二零一九" },
		{ "compatibility characters", "㈠①㎡…", "(一)1m2..." },
		{ "a bullet is no text", "● 解读", "解读" },
	};
	char32_t a[MATCH_TITLE_CHARACTERS], b[MATCH_TITLE_CHARACTERS];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t a_count = folded(rows[i].a, a), b_count = folded(rows[i].b, b);

		if (a_count != b_count || memcmp(a, b, a_count * sizeof(*a)) != 0)
			fail_msg("%s", rows[i].name);
	}
}

static void
folding_stops_at_its_limit(void **state)
{
	char32_t out[4];
	size_t count;

	(void)state;
	assert_int_equal(fold("一二三", 9, out, 4, &count), STATUS_OK);
	assert_int_equal(count, 3);
	assert_int_equal(fold("一二三四", 12, out, 4, &count), STATUS_OK);
	assert_int_equal(count, 4);
	assert_int_equal(fold("一二三四五", 15, out, 4, &count), STATUS_OK);
	assert_int_equal(count, 4);
	assert_int_equal(fold("\xff\xfe甲\xe4", 6, out, 4, &count), STATUS_OK);
	assert_int_equal(count, 1);
}

static void
numbers_are_read(void **state)
{
	static const struct {
		const char *name, *text, *prefix;
		unsigned year, serial;
		bool particular;
	} rows[] = {
		{ "square brackets of numbers", "沪教委规〔2021〕2号", "沪教委规", 2021, 2, true },
		{ "in round brackets behind a title", "关于印发某办法的通知(渝府办发〔2022〕65号)", "渝府办发", 2022, 65, true },
		{ "directly behind a title", "关于调控的通知长住建发〔2017〕151号", "长住建发", 2017, 151, true },
		{ "round brackets", "苏政发(2020)第15号", "苏政发", 2020, 15, true },
		{ "announcement of a year", "海关总署公告2021年第5号", "关总署公告", 2021, 5, true },
		{ "announcement behind the number", "2021年第114号公告", "公告", 2021, 114, false },
		{ "announcement without organ", "公告〔2024〕138号", "公告", 2024, 138, false },
		{ "order", "国务院令第711号", "国务院令", 0, 711, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char32_t text[MATCH_TITLE_CHARACTERS];
		struct document_number number;
		size_t start, end, length = folded(rows[i].text, text), wanted = 0;
		char32_t prefix[MATCH_TITLE_CHARACTERS];

		if (!number_find(text, length, 0, &number, &start, &end))
			fail_msg("%s: not found", rows[i].name);
		assert_int_equal(number.year, rows[i].year);
		assert_int_equal(number.serial, rows[i].serial);
		wanted = folded(rows[i].prefix, prefix);
		if (wanted > number.prefix_length)
			fail_msg("%s: prefix", rows[i].name);
		if (number_is_particular(&number) != rows[i].particular)
			fail_msg("%s: particular", rows[i].name);
	}
}

static void
what_is_no_number_is_not_read(void **state)
{
	static const char *const rows[] = { "2021年第二批", "〔2021〕", "(2026-2028年)", "第5号", "令第号", "1234567890年第3号", "[3021]5号", "" };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char32_t text[MATCH_TITLE_CHARACTERS];
		struct document_number number;
		size_t start, end, length = folded(rows[i], text);

		if (number_find(text, length, 0, &number, &start, &end))
			fail_msg("'%s'", rows[i]);
	}
}

static void
places_are_read(void **state)
{
	static const struct {
		const char *text;
		size_t length;
		uint32_t code;
	} rows[] = {
		{ "福建省明溪县人民政府", 6, 350421 }, { "四川雅安石棉", 6, 511824 }, { "沈阳城市更新", 2, 210100 },
		{ "恩施州住房", 3, 422800 }, { "大理州教育局", 3, 532900 }, { "重庆市提振", 3, 500000 },
		{ "长沙县房地产", 3, 430121 }, { "湖北咸宁", 4, 421200 }, { "日照标准", 0, 0 }, { "长治久安", 0, 0 }, { "浏阳", 0, 0 },
		{ "某某局", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char32_t text[64];
		struct place place = { .count = 0 };
		size_t length = folded(rows[i].text, text), got = place_read_chain(text, length, &place);

		if (got != rows[i].length || (got > 0 && place.codes[0] != rows[i].code))
			fail_msg("%s: %zu %u", rows[i].text, got, place.count > 0 ? place.codes[0] : 0);
	}
}

static void
hosts_tell_places(void **state)
{
	static const struct {
		const char *host;
		uint32_t code;
	} rows[] = {
		{ "fcj.shenyang.gov.cn", 210100 }, { "ghzyj.gz.gov.cn", 440100 }, { "www.cq.gov.cn", 500000 },
		{ "zfgjj.weihai.cn", 371000 }, { "qingdao.pbc.gov.cn", 370200 }, { "www.mohurd.gov.cn", PLACE_NATION },
		{ "www.gov.cn", PLACE_NATION }, { ".gov.cn", NO_PLACE }, { "", NO_PLACE }, { "www.example.com", NO_PLACE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct place place;

		place_of_host(rows[i].host, strlen(rows[i].host), &place);
		if ((place.count == 0) != (rows[i].code == NO_PLACE) || (place.count > 0 && place.codes[0] != rows[i].code))
			fail_msg("%s", rows[i].host);
	}
}

static struct place
place_named(const char *name)
{
	char32_t text[64];
	struct place place = { .count = 0 };

	place_read_chain(text, folded(name, text), &place);
	return place;
}

static void
places_compare(void **state)
{
	static const struct {
		const char *a, *b;
		enum place_relation relation;
	} rows[] = {
		{ "沈阳", "沈阳市", PLACE_SAME }, { "辽宁省沈阳市", "沈阳市", PLACE_SAME }, { "长沙县", "长沙市", PLACE_WITHIN },
		{ "湖南省", "长沙市", PLACE_WITHIN }, { "安阳县", "殷都区", PLACE_OTHER }, { "沈阳市", "某地", PLACE_UNKNOWN },
		{ "朝阳区", "北京市朝阳区", PLACE_SAME }, { "朝阳区", "长春市", PLACE_WITHIN }, { "朝阳区", "上海市", PLACE_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct place a = place_named(rows[i].a), b = place_named(rows[i].b);

		if (place_compare(&a, &b) != rows[i].relation || place_compare(&b, &a) != rows[i].relation)
			fail_msg("%s %s", rows[i].a, rows[i].b);
	}
}

static void
tables_are_in_order(void **state)
{
	(void)state;
	for (size_t i = 1; i < place_name_count; i++)
		assert_true(strcmp(place_names[i - 1].name, place_names[i].name) <= 0);
	for (size_t i = 1; i < place_host_count; i++)
		assert_true(strcmp(place_hosts[i - 1].label, place_hosts[i].label) <= 0);
	assert_true(word_tables_are_sorted());
}

/* What is left of a title, and its facts. */
static void
subjects_are_found(void **state)
{
	static const struct {
		const char *name, *title, *subject;
		enum subject_origin origin;
		int year, batch;
		unsigned editions;
	} rows[] = {
		{ "printed by a notice", "沈阳市房产局关于印发《沈阳市历史建筑修缮管理办法》的通知", "历史建筑修缮管理办法", SUBJECT_WHOLE, 0, 0, 0 },
		{ "several organs", "甲市公安局 甲市教育局关于印发校园安全管理办法的通知", "校园安全管理办法", SUBJECT_WHOLE, 0, 0, 0 },
		{ "place in a tag", "【四川省宜宾市】关于调整缴存比例的通知", "调整缴存比例", SUBJECT_WHOLE, 0, 0, 0 },
		{ "organ in a tag", "【上海市教育委员会】关于印发《招生办法》的通知(沪教委规〔2021〕2号)", "招生办法", SUBJECT_WHOLE, 0, 0, 0 },
		{ "marker behind", "历史建筑修缮管理办法政策图文解读", "历史建筑修缮管理办法", SUBJECT_PART, 0, 0, 0 },
		{ "marker before", "一图读懂历史建筑修缮管理办法", "历史建筑修缮管理办法", SUBJECT_PART, 0, 0, 0 },
		{ "quoted", "局长答记者问：《历史建筑修缮管理办法》", "历史建筑修缮管理办法", SUBJECT_QUOTE, 0, 0, 0 },
		{ "quoted notice", "《关于印发〈修缮办法〉的通知》解读", "修缮办法", SUBJECT_QUOTE, 0, 0, 0 },
		{ "year", "关于印发2024年度防汛工作要点的通知", "防汛工作要点", SUBJECT_WHOLE, 2024, 0, 0 },
		{ "year in Chinese digits", "二〇二四年防汛工作要点", "防汛工作要点", SUBJECT_WHOLE, 2024, 0, 0 },
		{ "years in brackets", "装备制造业行动方案（2026-2028年）", "装备制造业行动方案", SUBJECT_WHOLE, 2026, 0, 0 },
		{ "batch before", "关于公布第二批非遗名录的通知", "非遗名录", SUBJECT_WHOLE, 0, 2, 0 },
		{ "batch in brackets", "行政处罚裁量基准（三）", "行政处罚裁量基准", SUBJECT_WHOLE, 0, 3, 0 },
		{ "number of the interpretation is not the document's", "修缮管理办法解读（三）", "修缮管理办法", SUBJECT_PART, 0, 0, 0 },
		{ "part of a series of articles", "专家解读文章之二 修缮管理办法", "修缮管理办法", SUBJECT_PART, 0, 0, 0 },
		{ "plan of five years", "“十四五”水利发展规划", "水利发展规划", SUBJECT_WHOLE, 0, 4, 0 },
		{ "draft", "修缮管理办法（征求意见稿）", "修缮管理办法", SUBJECT_WHOLE, 0, 0, EDITION_DRAFT },
		{ "on trial", "修缮管理办法(试行)", "修缮管理办法", SUBJECT_WHOLE, 0, 0, EDITION_TRIAL },
		{ "revised", "修缮管理办法（2022年修订）", "修缮管理办法", SUBJECT_WHOLE, 2022, 0, EDITION_REVISED },
		{ "amending", "关于修改《修缮办法》的决定", "修改修缮办法决定", SUBJECT_WHOLE, 0, 0, EDITION_AMENDS },
		{ "consultation", "关于公开征求《修缮办法（征求意见稿）》意见的公告", "修缮办法", SUBJECT_WHOLE, 0, 0, EDITION_DRAFT },
		{ "fillers", "关于调整贷款和提取的规定", "调整贷款提取规定", SUBJECT_WHOLE, 0, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct match_document document = { .title = rows[i].title };
		const struct titled_subject *found = NULL;
		struct match_features *features;

		assert_int_equal(match_features_new(&document, &features), STATUS_OK);
		for (size_t j = 0; j < features->subject_count; j++)
			if (found == NULL && features->subjects[j].origin == rows[i].origin)
				found = &features->subjects[j];
		if (found == NULL)
			fail_msg("%s: none", rows[i].name);
		assert_text(rows[i].name, found->subject.content, found->subject.count, rows[i].subject);
		if ((found->subject.year_count > 0 ? found->subject.years[0] : 0) != rows[i].year)
			fail_msg("%s: year", rows[i].name);
		if ((found->subject.batch_count > 0 ? (int)found->subject.batches[0].value : 0) != rows[i].batch)
			fail_msg("%s: batch", rows[i].name);
		if (found->subject.editions != rows[i].editions)
			fail_msg("%s: editions %x", rows[i].name, found->subject.editions);
		match_features_free(features);
	}
}

/* Nothing that a page sends may lead outside: lengths at the limits, brackets that never close. */
static void
odd_titles_are_read(void **state)
{
	static const char *const pieces[] = { "《", "》", "【", "】", "（", "）", "关于", "解读", "第", "二〇二四年", "2024", "〔2021〕", "号", "...", "\xff", "长",
		" ", "的通知" };

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++)
		for (size_t j = 0; j < COUNT(pieces); j++) {
			char title[8 * MATCH_TITLE_CHARACTERS] = "";
			struct match_document document = { .title = title };
			struct match_features *features;

			for (size_t k = 0; strlen(title) + 32 < sizeof(title); k++)
				strcat(title, pieces[k % 2 == 0 ? i : j]);
			assert_int_equal(match_features_new(&document, &features), STATUS_OK);
			match_features_free(features);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folding_makes_one_of_many_shapes),
		cmocka_unit_test(folding_stops_at_its_limit),
		cmocka_unit_test(numbers_are_read),
		cmocka_unit_test(what_is_no_number_is_not_read),
		cmocka_unit_test(places_are_read),
		cmocka_unit_test(hosts_tell_places),
		cmocka_unit_test(places_compare),
		cmocka_unit_test(tables_are_in_order),
		cmocka_unit_test(subjects_are_found),
		cmocka_unit_test(odd_titles_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
