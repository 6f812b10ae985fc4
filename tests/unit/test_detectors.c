/* Detectors: spam against the texts that use its words for good reason; numbers of persons against other numbers. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/detectors.h"

/* Numbers below are invented; their check digits are right where the case needs it. */
#define IDENTITY "330102199003071230"
#define IDENTITY_X "33010219900307102X"
#define CARD "6222020000000000018"

struct text_case {
	const char *name;
	const char *text;
	const char *detector; /* NULL: nothing may be found */
	const char *reason;
};

static const struct text_case text_cases[] = {
	/* spam */
	{ "a title of a gambling site", "百家乐在线平台_官网首页", "gambling", "title" },
	{ "a title with digits and 彩票", "77彩票", "gambling", "title" },
	{ "a brand of letters and digits before a lure", "xq88手机客户端登录", "gambling", "title" },
	{ "traditional characters", "澳門賭場官網", "gambling", "title" },
	{ "full-width letters", "ｂｅｔ３６５在线", "gambling", "title" },
	{ "signs between the characters", "新*葡*京", "gambling", "title" },
	{ "a brand where a district belongs", "第一行\n新葡京娱乐场区人民政府关于停车的通知\n第二条 本办法适用于本区。", "gambling", "name-replaced" },
	{ "a game where a district belongs, in a law", "第一条 为了管理停车，制定本条例。\n第二条 违反条例的，由百家乐平台区公安局处罚。", "gambling",
	    "name-replaced" },
	{ "a line of keywords before a notice", "首存1元送彩金,棋牌下载,六合彩,真人百家乐\n关于停车的通知\n各单位：请遵照执行。", "gambling", "keywords" },
	{ "one sentence inside a notice", "各部门要及时公开。新葡京娱乐场值得您信赖！\n请遵照执行。", "gambling", "wording" },
	{ "a block of links behind a notice", "关于停车的通知\n各单位：请遵照执行。\n养花 | www.example.com\n365bet官网 | www.example.net", "gambling",
	    "link" },
	{ "obscene titles", "成人视频在线观看", "obscene", "title" },
	{ "two sultry words in a title", "云泽桑拿会所推荐", "obscene", "title" },
	/* no spam */
	{ "a lottery regulation", "第一条 为了加强彩票管理，规范彩票市场发展，制定本条例。\n第二条 彩票发行机构应当公布开奖结果。\n第三条 禁止赊销彩票，不得向未成年人销售彩票。",
	    NULL, NULL },
	{ "a police notice that names sites", "警惕“新葡京”“亚博体育”等网络赌博网站，均为诈骗，请勿下载注册", NULL, NULL },
	{ "a police notice that names games", "公安机关严厉打击利用百家乐、老虎机、六合彩等进行的赌博违法犯罪活动", NULL, NULL },
	{ "the proceeds of lotteries", "2023年福利彩票公益金使用情况公告", NULL, NULL },
	{ "Macau in a customs notice", "澳门输内地肉制品检验检疫要求的公告", NULL, NULL },
	{ "places of amusement", "娱乐场所管理条例实施办法", NULL, NULL },
	{ "a district called 六合", "南京市六合区彩票投注站点分布", NULL, NULL },
	{ "a school whose name holds a brand", "淄博九中招生简章", NULL, NULL },
	{ "an exposition whose name holds a brand", "中国—南亚博览会官方网站", NULL, NULL },
	{ "leaves that hold a brand", "银杏彩叶节官网", NULL, NULL },
	{ "sports and a website", "全民健身体育场馆预约平台", NULL, NULL },
	{ "inspection of bath houses", "云泽市桑拿洗浴场所卫生监督检查结果公示", NULL, NULL },
	{ "a standard's number before a lure", "iso9001认证平台登录", NULL, NULL },
	/* persons */
	{ "an identity number", "申请人身份证号：" IDENTITY "。", "identity-number", "number" },
	{ "an identity number that ends with X", "张某 " IDENTITY_X " 云泽镇", "identity-number", "number" },
	{ "a wrong check digit", "编号：330102199003071231", NULL, NULL },
	{ "a month 13", "编号：330102199013071230", NULL, NULL },
	{ "a masked number", "3301021990****1230", NULL, NULL },
	{ "part of a longer number", "1" IDENTITY, NULL, NULL },
	{ "a credit code", "统一社会信用代码：" IDENTITY, NULL, NULL },
	{ "a mobile number", "王某某，13800138000，云泽镇人", "mobile-number", "number" },
	{ "an office's contact", "联系人：王某某，联系电话：13800138000", NULL, NULL },
	{ "an order number", "订单20240302113800138000号", NULL, NULL },
	{ "a number in an address of a page", "http://www.yunze.gov.cn/t/13800138000.html", NULL, NULL },
	{ "a bank card", "银行卡号：" CARD, "bank-card", "number" },
	{ "a card with a wrong check digit", "银行卡号：6222020000000000019", NULL, NULL },
	{ "an office's account", "保证金缴款账户：" CARD, NULL, NULL },
	/* altered */
	{ "pinyin between the characters", "政zhèng府fǔ信xìn息xī公gōng开kāi工gōng作zuò要yào点diǎn", "altered-text", "wording" },
	{ "pinyin once", "云泽（yún zé）市政府信息公开", NULL, NULL },
	{ "signs between the characters everywhere", "政@@府信@@息公@@开工@@作要@@点的@@通知@@如下@@各单@@位", "altered-text", "wording" },
};

static void
test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(text_cases) / sizeof(text_cases[0]); i++) {
		const struct text_case *row = &text_cases[i];
		struct detection_list list;

		print_message("%s\n", row->name);
		assert_int_equal(detectors_scan_text(row->text, strlen(row->text), &list), STATUS_OK);
		if (row->detector == NULL) {
			if (list.count > 0)
				fail_msg("found %s: %s", detector_word(list.entry[0].detector), list.entry[0].excerpt);
		} else {
			assert_true(list.count > 0);
			assert_string_equal(detector_word(list.entry[0].detector), row->detector);
			assert_string_equal(detection_reason_word(list.entry[0].reason), row->reason);
		}
		detections_clear(&list);
	}
}

/* Nobody learns a number from what is printed about it. */
static void
test_excerpts_are_masked(void **state)
{
	static const char text[] = "甲 " IDENTITY "，乙 " IDENTITY_X "，卡号 " CARD;
	struct detection_list list;

	(void)state;
	assert_int_equal(detectors_scan_text(text, sizeof(text) - 1, &list), STATUS_OK);
	assert_int_equal(list.count, 3);
	for (size_t i = 0; i < list.count; i++) {
		unsigned digits = 0;

		for (const char *at = list.entry[i].excerpt; *at != '\0'; at++) {
			digits = *at >= '0' && *at <= '9' ? digits + 1 : 0;
			assert_true(digits <= 4);
		}
		assert_non_null(strstr(list.entry[i].excerpt, "****"));
	}
	detections_clear(&list);
}

/* Offsets count characters, so that a person finds the place in any editor. */
static void
test_offsets_count_characters(void **state)
{
	static const char text[] = "身份证号" IDENTITY;
	struct detection_list list;

	(void)state;
	assert_int_equal(detectors_scan_text(text, sizeof(text) - 1, &list), STATUS_OK);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.entry[0].offset, 4);
	assert_int_equal(list.entry[0].length, 18);
	detections_clear(&list);
}

struct page_case {
	const char *name;
	const char *page;
	const char *reason; /* NULL: nothing may be found */
};

static const struct page_case page_cases[] = {
	{ "in the title alone", "<title>新葡京娱乐_官网</title><body><p>各单位要做好工作。</p>", "title" },
	{ "a hidden block", "<title>通知</title><body><p>各单位要做好工作。</p><div style='display:none'>棋牌下载平台</div>", "hidden" },
	{ "a link among friendly links", "<title>通知</title><body><p>各单位要做好工作。</p><a href=http://x.example>百家乐平台</a>", "link" },
	{ "Macau in a menu of provinces", "<title>通知</title><body><ul><li><a href=/>澳门</a><li><a href=/>香港</a></ul>", NULL },
	{ "the lottery in a menu", "<title>省体育局</title><body><ul><li><a href=/>彩票</a><li><a href=/>体育彩票公益金</a></ul>", NULL },
	{ "a hidden menu", "<title>通知</title><body><p>各单位要做好工作。</p><div style='display:none'><a href=/>首页</a></div>", NULL },
};

static void
test_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(page_cases) / sizeof(page_cases[0]); i++) {
		struct detection_list list;
		struct document *document;

		print_message("%s\n", page_cases[i].name);
		assert_int_equal(document_read(page_cases[i].page, strlen(page_cases[i].page), NULL, &document), STATUS_OK);
		assert_int_equal(detectors_scan_document(document, &list), STATUS_OK);
		if (page_cases[i].reason == NULL) {
			assert_int_equal(list.count, 0);
		} else {
			assert_true(list.count > 0);
			assert_string_equal(detection_reason_word(list.entry[0].reason), page_cases[i].reason);
		}
		detections_clear(&list);
		document_free(document);
	}
}

static void
count_findings(size_t numbers, size_t wanted, bool is_cut)
{
	char *text = malloc(numbers * 20 + 1);
	struct detection_list list;

	assert_non_null(text);
	text[0] = '\0';
	for (size_t i = 0; i < numbers; i++)
		memcpy(text + i * 20, "," IDENTITY "\n", 21);
	assert_int_equal(detectors_scan_text(text, numbers * 20, &list), STATUS_OK);
	assert_int_equal(list.count, wanted);
	assert_int_equal(list.is_cut, is_cut);
	detections_clear(&list);
	free(text);
}

static void
test_limit_of_findings(void **state)
{
	(void)state;
	count_findings(LIMIT_PAGE_DETECTIONS - 1, LIMIT_PAGE_DETECTIONS - 1, false);
	count_findings(LIMIT_PAGE_DETECTIONS, LIMIT_PAGE_DETECTIONS, false);
	count_findings(LIMIT_PAGE_DETECTIONS + 1, LIMIT_PAGE_DETECTIONS, true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_excerpts_are_masked),
		cmocka_unit_test(test_offsets_count_characters),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_limit_of_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
