/* Articles: pages in the shapes of the common content management systems, all of an invented city. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/article.h"

#define ADDRESS "http://www.yunze.gov.cn/zwgk/tzgg/content.html"

struct article_case {
	const char *name;      /* what it proves */
	const char *file;
	const char *title;
	const char *published; /* NULL: none may be found */
	const char *issued;
	const char *number;
	const char *organ;
	const char *source;
};

static const struct article_case cases[] = {
	{ "a bare date before the source", "01-trs.html",
	    "云泽市公共停车场管理办法", "2024-03-05", NULL,
	    NULL, "云泽市交通运输局", "云泽市交通运输局" },
	{ "a field table of label and value cells", "02-catalogue-table.html",
	    "云泽市人民政府关于印发停车场管理办法的通知", "2024-03-06", "2024-03-01",
	    "云政发〔2024〕7号", "云泽市人民政府", "本网" },
	{ "发文日期 is the day of the document, 发布日期 of publication", "03-jcms.html",
	    "关于公布停车收费标准的通知", "2024-04-15", "2024-04-11",
	    "云发改价〔2024〕12号", "市发改委", "市发改委" },
	{ "dt and dd, an empty number stays empty", "04-ucap-dl.html",
	    "《云泽市停车场建设规划》政策解读", "2023-11-02", NULL,
	    NULL, "市自然资源局", "市自然资源局" },
	{ "the number at the end of the title", "05-jeecms.html",
	    "云泽市住房公积金管理委员会 关于调整缴存比例的通知（云金管〔2022〕3号）", "2022-07-07", "2022-07-04",
	    "云金管〔2022〕3号", "云泽市住房公积金管理委员会", NULL },
	{ "values that a script fills in come from meta tags", "06-epoint.html",
	    "云泽市国有土地出让公告（云自然资告[2021]11号）", "2021-05-11", NULL,
	    "云自然资告[2021]11号", "云泽市公共资源交易中心", "云泽市公共资源交易中心" },
	{ "PubDate of a site that was moved loses against the visible date", "07-moved-site.html",
	    "云泽市2021年国民经济和社会发展统计公报", "2022-03-18", NULL,
	    NULL, "市统计局", "市统计局" },
	{ "the day of the document is no day of publication, nor is a PubDate long after", "08-document-date-only.html",
	    "云泽市税务局关于发票使用的公告", NULL, "2023-02-09",
	    "云泽市税务局公告2023年第4号", "云泽市税务局", NULL },
	{ "a date split over inline tags, two stamps run together", "09-split-date.html",
	    "关于做好防汛工作的通知", "2021-06-18", NULL,
	    NULL, NULL, "市应急管理局" },
	{ "ArticleTitle that is the column", "10-column-as-title.html",
	    "市水利局关于印发《云泽市河道管理细则》的通知", "2024-07-01", NULL,
	    NULL, "市水利局", "云泽市水利局" },
	{ "a title broken by <br>", "11-title-two-lines.html",
	    "云泽市财政局 云泽市教育局关于下达资金的通知", "2020-09-03", NULL,
	    NULL, "云泽市财政局 云泽市教育局", "市财政局" },
	{ "a repealed number in running text is not the number", "12-number-of-another.html",
	    "云泽市消防救援支队关于停用旧版表格的通知", "2022-08-09", "2022-08-05",
	    NULL, "云泽市消防救援支队", "市消防救援支队" },
	{ "a period of consultation in running text", "13-consultation.html",
	    "关于公开征求《云泽市养犬管理条例（草案）》意见的公告", "2021-03-01", "2021-03-01",
	    NULL, "云泽市司法局", "市司法局" },
	{ "dates of a consultation are no day of publication", "14-consultation-table.html",
	    "关于《云泽市物业管理办法》征求意见的通知", NULL, NULL,
	    NULL, "市住建局", NULL },
	{ "labels in brackets", "15-bracket-labels.html",
	    "云泽市林业局关于林木采伐许可的公示", "2019-12-31", NULL,
	    NULL, "云泽市林业局", "云泽市林业局" },
	{ "labels in a head row", "16-head-row.html",
	    "云泽市人民政府办公室关于加强校车安全管理的通知", "2018-06-11", NULL,
	    "云府办〔2018〕33号", "云泽市人民政府办公室", NULL },
	{ "the clock of the page and the dates of its side bar do not count", "17-news-with-clock.html",
	    "云泽市开展“诚信兴商”宣传活动", "2023-09-18", NULL,
	    NULL, NULL, "云泽日报" },
	{ "no date stays no date", "18-no-date.html",
	    "云泽市档案馆机构职能", NULL, NULL,
	    NULL, NULL, NULL },
	{ "ArticleTitle with the name of the site before it", "19-old-asp.html",
	    "云泽县人民政府关于加强冬季防火的通知", "2017-05-11", NULL,
	    NULL, "云泽县人民政府", "云泽县人民政府网站" },
	{ "the number of a decree", "20-decree.html",
	    "云泽市户外广告管理办法", "2015-08-20", NULL,
	    "云泽市人民政府令第83号", NULL, "市司法局" },
	{ "fields in hidden list items", "21-hidden-fields.html",
	    "云泽市民政局关于提高救助标准的通知", "2021-07-22", NULL,
	    "云民〔2021〕19号", "市民政局", "市民政局" },
	{ "更新时间 gives way to 发布时间", "22-updated.html",
	    "云泽市医疗保障局关于门诊报销的通知", "2023-12-29", NULL,
	    NULL, "云泽市医疗保障局", "市医保局" },
	{ "dashes of another kind, brackets around the date", "23-odd-dates.html",
	    "云泽市文化和旅游局关于景区限流的公告", "2020-11-13", NULL,
	    NULL, "云泽市文化和旅游局", "云泽市文化和旅游局" },
	{ "the number in the title of an interpretation is another document's", "24-interpretation-title.html",
	    "《云泽市人才引进办法》（云政办发〔2020〕5号）政策解读", "2020-04-02", NULL,
	    NULL, NULL, "市人社局" },
	{ "labels in brackets, values behind them in list items", "25-list-of-brackets.html",
	    "云泽市住房和城乡建设委员会关于印发改造方案的通知", "2023-04-20", "2023-04-11",
	    "云建发〔2023〕121号", "云泽市住房和城乡建设委员会", NULL },
	{ "label and value in blocks side by side", "26-blocks.html",
	    "云泽市卫生健康委员会关于疫苗接种的通知", "2021-11-30", NULL,
	    "云卫发〔2021〕55号", "云泽市卫生健康委员会", "市卫健委" },
	{ "cells with labels in brackets", "27-bracketed-cells.html",
	    "云泽市人民政府关于表彰先进单位的决定", "2023-01-12", "2023-01-05",
	    "云府发〔2023〕3号", "市政府", "市政府办公厅" },
	{ "bold labels with blanks inside, the title over two lines in the text", "28-bold-labels.html",
	    "云泽市人民政府办公室关于做好减负工作的通知", "2022-02-11", "2022-01-30",
	    "云政办发〔2022〕2号", "云泽市人民政府办公室", NULL },
	{ "a bare date before the source", "29-date-before-source.html",
	    "关于2023年拟入库项目的公示", "2023-06-01", NULL,
	    NULL, NULL, "市工信局" },
	{ "title, date and source in cells of a layout table", "30-title-in-cell.html",
	    "2022年云泽市义务教育招生公告", "2022-05-06", NULL,
	    NULL, NULL, "市教育局" },
	{ "a time element", "31-time-element.html",
	    "关于年检的通知", "2021-04-05", NULL,
	    NULL, NULL, NULL },
	{ "the time of an event is no date of publication", "32-time-of-event.html",
	    "云泽市举行“放管服”改革新闻发布会", "2021-07-08", NULL,
	    NULL, NULL, "云泽发布" },
	{ "values without labels", "33-no-labels.html",
	    "我市召开优化营商环境工作会议", "2022-08-12", NULL,
	    NULL, NULL, NULL },
	{ "a bold paragraph as title", "34-bold-title.html",
	    "云泽市农业农村局关于印发种粮补贴方案的通知", "2022-08-09", NULL,
	    NULL, "云泽市农业农村局", NULL },
	{ "a field table from top to bottom, the text in its last cell", "35-vertical-table.html",
	    "关于开展消防检查的公告", "2020-11-03", NULL,
	    NULL, "市消防救援支队", NULL },
	{ "a value that touches the next label", "36-value-touches-label.html",
	    "关于加强电动自行车管理的通告", "2024-06-08", NULL,
	    NULL, NULL, "市公安局交警支队" },
	{ "source and date below the text", "37-date-below-text.html",
	    "我市开展禁毒宣传", "2022-06-26", NULL,
	    NULL, NULL, "市禁毒办" },
	{ "dates of a hot list before the title", "38-dates-before-title.html",
	    "云泽市举办赛事活动", "2023-03-03", NULL,
	    NULL, NULL, "市体育局" },
	{ "a heading that is cut, the full title in meta", "39-cut-heading.html",
	    "云泽市人力资源和社会保障局关于做好2023年度职称评审工作的通知", "2023-07-01", NULL,
	    NULL, "云泽市人力资源和社会保障局", NULL },
	{ "a meta title that is cut, the full one shown", "40-cut-meta.html",
	    "云泽市人力资源和社会保障局关于做好2023年度职称评审工作的通知", "2023-07-01", NULL,
	    NULL, "云泽市人力资源和社会保障局", NULL },
};

static char *
read_file(const char *folder, const char *name, size_t *length)
{
	const char *source = getenv("srcdir");
	char path[512];
	FILE *stream;
	char *bytes = malloc(1 << 20);

	snprintf(path, sizeof(path), "%s/tests/fixtures/%s/%s", source == NULL ? "." : source, folder, name);
	stream = fopen(path, "rb");
	if (stream == NULL || bytes == NULL)
		fail_msg("cannot read %s", path);
	*length = fread(bytes, 1, 1 << 20, stream);
	fclose(stream);
	return bytes;
}

static struct article *
read_text(const char *bytes, size_t length, const char *url)
{
	struct document_options options = { .url = url };
	struct document *document;
	struct article *article;

	assert_int_equal(document_read(bytes, length, &options, &document), STATUS_OK);
	assert_int_equal(article_extract(document, &article), STATUS_OK);
	document_free(document);
	return article;
}

static struct article *
read_fixture(const char *name)
{
	size_t length;
	char *bytes = read_file("articles", name, &length);
	struct article *article = read_text(bytes, length, ADDRESS);

	free(bytes);
	return article;
}

static void
assert_value(const char *found, const char *wanted)
{
	if (wanted == NULL)
		assert_null(found);
	else if (found == NULL)
		fail_msg("nothing found, wanted %s", wanted);
	else
		assert_string_equal(found, wanted);
}

static void
assert_published(const struct article *article, const char *wanted)
{
	char text[DATE_TEXT_BYTES];

	if (wanted == NULL)
		assert_int_equal(article->published.precision, DATE_PRECISION_NONE);
	else if (article->published.precision < DATE_PRECISION_DAY)
		fail_msg("no date, wanted %s", wanted);
	else
		assert_string_equal(date_print(article->published.date, text), wanted);
}

static void
test_shapes_of_systems(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct article *article = read_fixture(cases[i].file);

		print_message("%s: %s\n", cases[i].file, cases[i].name);
		assert_value(article->title, cases[i].title);
		assert_published(article, cases[i].published);
		assert_value(article_value(article, "issued"), cases[i].issued);
		assert_value(article_value(article, "number"), cases[i].number);
		assert_value(article_value(article, "organ"), cases[i].organ);
		assert_value(article_value(article, "source"), cases[i].source);
		assert_non_null(strstr(article_value(article, "text"), "制定本办法"));
		assert_null(strstr(article_value(article, "text"), "ICP备"));
		article_free(article);
	}
}

/* A head of a page around one piece of markup. */
static struct article *
read_piece(const char *title, const char *head, const char *text)
{
	char page[8192];
	int length = snprintf(page, sizeof(page), "<html><head><title>%s</title></head><body><h1>%s</h1><div>%s</div>"
	    "<div class=c><p>为做好有关工作，现将有关事项公告如下，请各有关单位认真贯彻执行，并将执行中的情况及时报告。</p>%s</div>"
	    "<p>主办单位：云泽市人民政府 浙ICP备00000001号</p></body></html>", title, title, head, text);

	return read_text(page, (size_t)length, ADDRESS);
}

struct piece_case {
	const char *name;
	const char *title;
	const char *head;
	const char *text;
	const char *field;
	const char *value; /* NULL: must not be found */
};

static const struct piece_case piece_cases[] = {
	{ "a number on a line of its own", "关于停车的通知", "来源：市政府", "<p>云政办〔2020〕5号</p>", "number", "云政办〔2020〕5号" },
	{ "square brackets stay as written", "关于停车的通知", "文号：云政办[2020]5号", "", "number", "云政办[2020]5号" },
	{ "brackets of a title", "关于停车的通知", "<p>文 号：云政办（2020）5号</p>", "", "number", "云政办（2020）5号" },
	{ "black brackets", "关于停车的通知", "<p>文号：云政办【2020】5号</p>", "", "number", "云政办【2020】5号" },
	{ "digits torn apart by tags", "关于停车的通知", "<p>文号：云政办〔<b>20</b><i>20</i>〕 <u>5</u> 号</p>", "", "number",
	    "云政办〔2020〕5号" },
	{ "a lost bracket", "关于停车的通知", "来源：市政府", "<p>云政办2020〕5号</p>", "number", "云政办2020〕5号" },
	{ "无 is no number", "关于停车的通知", "<p>文号：无</p>", "", "number", NULL },
	{ "a date is no number", "关于停车的通知", "<p>文号：2020-05-06</p>", "", "number", NULL },
	{ "a licence number is none", "关于停车的通知", "来源：市政府", "<p>浙公网安备33000002000001号</p>", "number", NULL },
	{ "a house number is none", "关于停车的通知", "来源：市政府", "<p>云泽市人民路187号</p>", "number", NULL },
	{ "a number in a sentence is another's", "关于停车的通知", "来源：市政府", "<p>根据云政办〔2020〕5号</p>", "number", NULL },
	{ "a repealed number in a title is another's", "关于废止停车办法的通知（云政办〔2010〕5号）", "来源：市政府", "", "number", NULL },
	{ "公告 with year and ordinal", "关于停车的公告", "来源：市政府", "<p>2024年第12号</p><p>云泽市税务局公告2024年第12号</p>", "number",
	    "云泽市税务局公告2024年第12号" },
	{ "the mark below the text", "关于停车的通知", "来源：市政府", "<p>公开方式：依申请公开</p>", "disclosure", "依申请公开" },
	{ "the mark in brackets", "关于停车的通知", "来源：市政府", "<p>（此件公开发布）</p>", "disclosure", "此件公开发布" },
	{ "公开 in a sentence is no mark", "关于停车的通知", "来源：市政府", "<p>各单位应当主动公开停车收费标准，并将收费依据、标准在现场公示，接受社会监督。</p>",
	    "disclosure", NULL },
	{ "effective in running text", "关于停车的通知", "来源：市政府", "<p>本通知自2024年5月1日起施行，有效期五年。</p>", "effective", "2024-05-01" },
	{ "another document's day of effect", "关于停车的通知", "来源：市政府", "<p>《条例》自2024年5月1日起施行。</p>", "effective", NULL },
	{ "a period in words", "关于征求停车办法意见的公告", "来源：市政府", "<p>征求意见时间：自2021年12月20日至1月10日。</p>", "consult-until", "2022-01-10" },
	{ "the beginning of that period", "关于征求停车办法意见的公告", "来源：市政府", "<p>征求意见时间：自2021年12月20日至1月10日。</p>", "consult-from",
	    "2021-12-20" },
	{ "an end alone", "关于征求停车办法意见的公告", "来源：市政府", "<p>请于2021年3月5日前将意见反馈至我局。</p>", "consult-until", "2021-03-05" },
	{ "an end behind 截止", "停车办法（征求意见稿）", "来源：市政府", "<p>意见反馈截止时间为2021年3月5日。</p>", "consult-until", "2021-03-05" },
	{ "from publication to a day", "停车办法公开征求意见", "来源：市政府", "<p>自公布之日起至2023年9月7日，可提出意见。</p>", "consult-until",
	    "2023-09-07" },
	{ "a day in a notice that asks nobody", "关于停车的通知", "来源：市政府", "<p>请于2021年3月5日前将意见反馈至我局。</p>", "consult-until", NULL },
	{ "an attachment by its extension", "关于停车的通知", "来源：市政府", "<p><a href=/f/1.PDF?x=1>附件1</a></p>", "attachments",
	    "http://www.yunze.gov.cn/f/1.PDF?x=1 附件1" },
	{ "an attachment by its name", "关于停车的通知", "来源：市政府", "<p><a href=/down?id=1>停车表.xlsx</a></p>", "attachments",
	    "http://www.yunze.gov.cn/down?id=1 停车表.xlsx" },
	{ "a link to the interpretation", "关于停车的通知", "来源：市政府", "<p>相关解读：<a href=../zcjd/2.html>停车新规有哪些变化</a></p>", "links",
	    "http://www.yunze.gov.cn/zwgk/zcjd/2.html" },
	{ "a source with a date behind it", "关于停车的通知", "来源：市交通局 2024-03-02 【字体：大 中 小】", "", "source", "市交通局" },
	{ "a source that is no word", "关于停车的通知", "来源：　发布时间：2024-03-02", "", "source", NULL },
	{ "a template that was not filled", "关于停车的通知", "来源：{{source}} 发布时间：2024-03-02", "", "source", NULL },
};

static void
test_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(piece_cases) / sizeof(piece_cases[0]); i++) {
		const struct piece_case *row = &piece_cases[i];
		struct article *article = read_piece(row->title, row->head, row->text);

		print_message("%s\n", row->name);
		assert_value(article_value(article, row->field), row->value);
		article_free(article);
	}
}

struct date_case {
	const char *name;
	const char *head;
	const char *published;
};

static const struct date_case date_cases[] = {
	{ "labelled with full-width colon", "发布日期：2024-03-02", "2024-03-02" },
	{ "blanks inside the label", "发 布 日 期 : 2024年3月2日", "2024-03-02" },
	{ "without colon", "发布时间 2024-03-02", "2024-03-02" },
	{ "time behind the date", "时间：2024/3/2 8:05:00", "2024-03-02" },
	{ "label directly behind a value", "浏览次数：12发布时间：2024-03-02来源：市政府", "2024-03-02" },
	{ "bare date", "<span>2024.03.02</span>", "2024-03-02" },
	{ "the day of the document", "成文日期：2024-03-02", NULL },
	{ "the day of effect", "实施日期：2024-03-02", NULL },
	{ "an ambiguous run of digits", "发布日期：2016125", NULL },
	{ "a clock", "今天是2024年3月2日 星期六", NULL },
	{ "nothing", "来源：市政府", NULL },
	{ "a day that does not exist", "发布日期：2024-02-31", NULL },
};

static void
test_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(date_cases) / sizeof(date_cases[0]); i++) {
		struct article *article = read_piece("关于停车的通知", date_cases[i].head, "");

		print_message("%s\n", date_cases[i].name);
		assert_published(article, date_cases[i].published);
		article_free(article);
	}
}

/* The address of a page is no publication date: sites put the day of upload there. */
static void
test_address_gives_no_date(void **state)
{
	static const char page[] = "<h1>关于停车的通知</h1><p>现将有关事项通知如下，请各有关单位认真贯彻执行。</p>";
	struct article *article = read_text(page, sizeof(page) - 1, "http://www.yunze.gov.cn/202403/t20240302_1.html");

	(void)state;
	assert_published(article, NULL);
	article_free(article);
}

static void
test_empty_page(void **state)
{
	struct article *article = read_text("<html></html>", 13, NULL);

	(void)state;
	assert_null(article->title);
	assert_published(article, NULL);
	assert_null(article_value(article, "text"));
	article_free(article);
	article_free(NULL);
}

static void
test_json_is_no_article(void **state)
{
	struct document *document;
	struct article *article;

	(void)state;
	assert_int_equal(document_read("{\"a\":1}", 7, NULL, &document), STATUS_OK);
	assert_int_equal(article_extract(document, &article), STATUS_INVALID);
	document_free(document);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes_of_systems),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_address_gives_no_date),
		cmocka_unit_test(test_empty_page),
		cmocka_unit_test(test_json_is_no_article),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
