/* Hostile pages: whatever the bytes, reading ends soon, holds little memory, and yields well-formed text. */
#include "config.h"

#include "unit.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "extract/article.h"
#include "extract/detectors.h"
#include "extract/health.h"

/* A page made of a start, a piece repeated, and an end. */
struct hostile_case {
	const char *name;
	const char *start;
	const char *piece;
	size_t piece_length; /* 0: the piece is a string */
	size_t count;
	const char *end;
};

#define PIECE(bytes) (bytes), sizeof(bytes) - 1
#define TEXT(text) (text), 0

static const struct hostile_case cases[] = {
	{ "nothing", "", TEXT(""), 0, "" },
	{ "one byte", "<", TEXT(""), 0, "" },
	{ "one NUL", "", PIECE("\0"), 1, "" },
	{ "NULs", "", PIECE("\0"), 100000, "" },
	{ "NULs in a tag", "<p ", PIECE("\0"), 1000, ">text</p>" },
	{ "NULs between characters", "<p>", PIECE("\xe5\x85\xac\0"), 10000, "</p>" },
	{ "FF bytes", "", PIECE("\xff"), 100000, "" },
	{ "FE FF mark and odd length", "\xfe\xff", PIECE("\x51"), 1, "" },
	{ "half a UTF-8 character at the end", "<p>公", PIECE("\xe5\x85"), 1, "" },
	{ "half UTF-8 characters everywhere", "<meta charset=utf-8><p>", PIECE("\xe5\x85"), 20000, "</p>" },
	{ "half GBK characters", "<meta charset=gbk><p>", PIECE("\xb9<"), 20000, "</p>" },
	{ "overlong forms", "<meta charset=utf-8>公公公公", PIECE("\xc0\xaf\xe0\x80\xaf"), 10000, "" },
	{ "surrogates in UTF-8", "<meta charset=utf-8>公公公公", PIECE("\xed\xa0\x80"), 10000, "" },
	{ "four-byte GB 18030 without end", "<meta charset=gb18030>", PIECE("\x81\x30\x81"), 20000, "" },
	{ "wrong declaration: UTF-16", "<meta charset=utf-16><p>", TEXT("公开"), 1000, "" },
	{ "wrong declaration: EUC-JP", "<meta charset=euc-jp><p>", TEXT("公开"), 1000, "" },
	{ "wrong declaration: unknown", "<meta charset=x-none><p>", TEXT("公开"), 1000, "" },
	{ "a thousand declarations", "", TEXT("<meta charset=gbk>"), 1000, "公开" },
	{ "unfinished declaration", "<meta charset=", TEXT("\""), 10000, "" },
	{ "unfinished comment", "<!--", TEXT("-"), 100000, "" },
	{ "comments", "", TEXT("<!-- <meta charset=big5> -->"), 3000, "公开" },
	{ "unclosed tables", "", TEXT("<table><tr><td>"), 50, "公开" },
	{ "unclosed tables, thousands", "", TEXT("<table><tr><td>"), 20000, "公开" },
	{ "unclosed divs", "", TEXT("<div>"), 50000, "公开" },
	{ "unclosed spans in a title", "<h1>", TEXT("<span>"), 20000, "公开</h1>" },
	{ "unclosed anchors", "", TEXT("<a href=/1.html>公开"), 10000, "" },
	{ "unclosed lists", "", TEXT("<ul><li>公开"), 10000, "" },
	{ "unclosed fonts", "", TEXT("<font><b><i>x"), 10000, "" },
	{ "closing tags alone", "", TEXT("</div></table></p>"), 20000, "" },
	{ "crossed tags", "", TEXT("<b><i></b></i><p></div>"), 10000, "" },
	{ "a long attribute", "<p title=\"", TEXT("a"), 2000000, "\">公开</p>" },
	{ "a long attribute without quotes", "<p title=", TEXT("a"), 500000, ">公开</p>" },
	{ "a long attribute without end", "<p title=\"", TEXT("公"), 300000, "" },
	{ "many attributes", "<p ", TEXT("a=b c "), 50000, ">公开</p>" },
	{ "many different attributes", "<p ", TEXT("onclick=1 data-x=2 title=3 class=4 id=5 "), 5000, ">公开</p>" },
	{ "a long element name", "<", TEXT("a"), 500000, ">公开" },
	{ "a long class", "<h1 class=\"", TEXT("title "), 50000, "\">关于停车的通知</h1>" },
	{ "a long href", "<h1>关于停车的通知</h1><p>公开。</p><a href=\"", TEXT("../"), 50000, "\">附件.pdf</a>" },
	{ "a script bomb", "<script>", TEXT("location.href="), 20000, "</script>" },
	{ "a script of variables", "<script>", TEXT("a=a;location=a;"), 5000, "</script>" },
	{ "a script of strings", "<script>", TEXT("u='/a';location.href=u;"), 3000, "</script>" },
	{ "scripts", "", TEXT("<script>document.write('x')</script>"), 5000, "" },
	{ "a script without end", "<script>", TEXT("<p>公开"), 20000, "" },
	{ "a style without end", "<style>", TEXT("p{}"), 30000, "" },
	{ "a title without end", "<title>", TEXT("公开"), 30000, "" },
	{ "a textarea without end", "<textarea>", TEXT("公开"), 30000, "" },
	{ "titles", "", TEXT("<title>公开</title>"), 5000, "" },
	{ "headings", "", TEXT("<h1 class=title>关于停车的通知</h1>"), 5000, "" },
	{ "heads of articles", "", TEXT("<h1>关于停车的通知</h1><p>发布时间：2024-01-01 来源：市政府</p>"), 3000, "" },
	{ "labels in one line", "<h1>关于停车的通知</h1><p>", TEXT("发布时间："), 20000, "</p>" },
	{ "labels in many lines", "<h1>关于停车的通知</h1>", TEXT("<p>来源：</p>"), 10000, "" },
	{ "labels in many cells", "<table><tr>", TEXT("<td>文号</td>"), 10000, "</tr></table>" },
	{ "cells in many rows", "<table>", TEXT("<tr><th>文号<th>来源<tr><td>1<td>2"), 5000, "</table>" },
	{ "colons", "<h1>关于停车的通知</h1><p>", TEXT("："), 50000, "</p>" },
	{ "brackets", "<h1>关于停车的通知</h1><p>", TEXT("【〔（[("), 20000, "号</p>" },
	{ "dates in one line", "<h1>关于停车的通知</h1><p>", TEXT("2024-01-01 "), 20000, "</p>" },
	{ "dates in many lines", "<h1>征求意见的公告</h1>", TEXT("<p>2024年1月1日至</p>"), 10000, "" },
	{ "digits", "<h1>关于停车的通知</h1><p>", TEXT("1"), 200000, "号</p>" },
	{ "numbers", "<h1>关于停车的通知</h1>", TEXT("<p>〔2024〕1号</p>"), 10000, "" },
	{ "号 alone", "<h1>关于停车的通知</h1><p>", TEXT("号"), 50000, "</p>" },
	{ "line breaks", "<p>", TEXT("<br>"), 100000, "公开" },
	{ "lines", "<p>", TEXT("公开<br>"), 120000, "" },
	{ "blanks", "<p>", TEXT("&nbsp; \t"), 50000, "公开</p>" },
	{ "entities", "<p>", TEXT("&#20844;"), 50000, "</p>" },
	{ "broken entities", "<p>", TEXT("&#x;&#;&amp&nosuch;&#99999999999;"), 10000, "</p>" },
	{ "entities beyond Unicode", "<p>", TEXT("&#x110000;&#xd800;&#0;"), 10000, "</p>" },
	{ "hidden in hidden", "", TEXT("<div style='display:none'>公开"), 5000, "" },
	{ "hidden siblings", "", TEXT("<p hidden>公开</p>"), 20000, "" },
	{ "links", "<h1>关于停车的通知</h1><p>公开。</p>", TEXT("<a href=/1.pdf>附件</a>"), 10000, "" },
	{ "different links", "<h1>关于停车的通知</h1><p>公开。</p>", TEXT("<p>解读：<a href=?>《办法》</a></p>"), 10000, "" },
	{ "pictures", "<h1>关于停车的通知</h1><p>公开。</p>", TEXT("<img src=1.jpg>"), 50000, "" },
	{ "meta tags", "", TEXT("<meta name=ArticleTitle content=公开>"), 10000, "" },
	{ "refreshes", "", TEXT("<meta http-equiv=refresh content='0;url=/'>"), 10000, "" },
	{ "CDATA", "<p><![CDATA[", TEXT("公开"), 20000, "]]></p>" },
	{ "an XML bomb", "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><r>",
	    TEXT("&b;"), 10000, "</r>" },
	{ "an external entity", "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><r>", TEXT("&a;"), 10, "</r>" },
	{ "JSON", "{\"a\":", TEXT("["), 50000, "" },
	{ "gambling everywhere", "<p>", TEXT("澳门新葡京娱乐场官网"), 10000, "</p>" },
	{ "halves of gambling", "<p>", TEXT("新*葡*新*"), 20000, "</p>" },
	{ "identity numbers", "<p>", TEXT("330102199003071230 "), 5000, "</p>" },
	{ "pinyin", "<p>", TEXT("政zhèng"), 20000, "</p>" },
	{ "plain text", "", TEXT("公开\r\n"), 50000, "" },
	{ "private use and noncharacters", "<p>", PIECE("\xee\x98\x93\xef\xbf\xbe\xef\xbf\xbf"), 10000, "</p>" },
	{ "control characters", "<p>", PIECE("\x01\x02\x1b\x7f"), 20000, "</p>" },
	{ "frames in frames", "", TEXT("<iframe src=/>"), 10000, "" },
	{ "forms and selects", "", TEXT("<form><select><option>2024-01-01"), 5000, "" },
};

_Static_assert(sizeof(cases) / sizeof(cases[0]) >= 80, "the table holds eighty pages");

static char *
build(const struct hostile_case *row, size_t *length)
{
	size_t piece = row->piece_length == 0 ? strlen(row->piece) : row->piece_length;
	size_t start = strlen(row->start);
	size_t end = strlen(row->end);
	char *page = malloc(start + piece * row->count + end + 1);

	assert_non_null(page);
	memcpy(page, row->start, start);
	for (size_t i = 0; i < row->count; i++)
		memcpy(page + start + i * piece, row->piece, piece);
	memcpy(page + start + piece * row->count, row->end, end + 1);
	*length = start + piece * row->count + end;
	return page;
}

static void
assert_text(const char *text)
{
	if (text != NULL)
		assert_int_equal(utf8_first_bad(text, strlen(text)), strlen(text));
}

static void
read_all(const char *page, size_t length)
{
	struct document_options options = { .url = "http://www.yunze.gov.cn/a/b.html" };
	struct answer answer = { .http_status = 200, .expects = HEALTH_ANY };
	struct document *document;
	struct article *article = NULL;
	struct detection_list list;
	struct health health;

	assert_int_equal(document_read(page, length, &options, &document), STATUS_OK);
	assert_int_equal(health_check(&answer, document, &health), STATUS_OK);
	health_clear(&health);
	if (document->tree != NULL) {
		assert_int_equal(article_extract(document, &article), STATUS_OK);
		assert_text(article->title);
		for (size_t i = 0; i < article->field_count; i++)
			assert_text(article->fields[i].value);
		article_free(article);
	}
	assert_int_equal(detectors_scan_document(document, &list), STATUS_OK);
	for (size_t i = 0; i < list.count; i++)
		assert_text(list.entry[i].excerpt);
	detections_clear(&list);
	document_free(document);
}

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* What an honest page of a size costs is the measure, so that a slow, busy or watched machine does not fail and a fast one
 * does not hide growth beyond the input's own. */
enum {
	HONEST_PARAGRAPHS = 1500,
	HONEST_RUNS = 3,
	COST_MOST = 8,         /* times an honest page of the same length */
	MEMORY_MOST = 28,      /* times the page; a page of tiny lines needs most */
	MEMORY_ALWAYS = 4 << 20, /* what libraries and the allocator keep whatever the page */
};

static const struct hostile_case honest = { "an honest page",
	"<html><head><title>关于停车的通知</title></head><body><h1>关于停车的通知</h1><p>发布时间：2024-01-01 来源：市政府</p><div>",
	TEXT("<p>各县、区人民政府，市政府各部门：请认真贯彻执行《停车管理办法》，2024年1月1日起施行。</p>\n"), HONEST_PARAGRAPHS,
	"</div></body></html>" };

/* CPU seconds, the best of some runs: what disturbs only adds. */
static double
cost_of(const char *page, size_t length, unsigned runs)
{
	double best = 0;

	for (unsigned run = 0; run < runs; run++) {
		double start = seconds_now(), taken;

		read_all(page, length);
		taken = seconds_now() - start;
		if (run == 0 || taken < best)
			best = taken;
	}
	return best;
}

static void
test_time(void **state)
{
	size_t honest_length, length;
	char *page = build(&honest, &honest_length);
	double honest_cost = cost_of(page, honest_length, HONEST_RUNS);

	(void)state;
	free(page);
	print_message("%s: %zu bytes, %.1f ms\n", honest.name, honest_length, honest_cost * 1000);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double allowed, taken;

		page = build(&cases[i], &length);
		allowed = honest_cost * (1 + COST_MOST * (double)length / (double)honest_length);
		taken = cost_of(page, length, 1);
		if (taken >= allowed)
			taken = cost_of(page, length, HONEST_RUNS);
		print_message("%s: %zu bytes, %.0f ms, %.0f %% of what is allowed\n", cases[i].name, length, taken * 1000,
		    100 * taken / allowed);
		assert_true(taken < allowed);
		free(page);
	}
}

/* The line of /proc/self/status in bytes; 0 where the system does not tell. */
static size_t
memory_line(const char *label)
{
	FILE *stream = fopen("/proc/self/status", "r");
	char line[256];
	size_t kilobytes = 0;

	while (stream != NULL && fgets(line, sizeof(line), stream) != NULL)
		if (strncmp(line, label, strlen(label)) == 0)
			kilobytes = strtoul(line + strlen(label), NULL, 10);
	if (stream != NULL)
		fclose(stream);
	return kilobytes * 1024;
}

/* Starts the count of the greatest memory anew. */
static bool
forget_peak(void)
{
	FILE *stream = fopen("/proc/self/clear_refs", "w");
	bool is_written = stream != NULL && fputs("5", stream) >= 0;

	return stream != NULL && fclose(stream) == 0 && is_written;
}

#if defined(__SANITIZE_ADDRESS__) /* gcc */
#define HAS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) /* clang */
#define HAS_ADDRESS_SANITIZER 1
#endif
#endif

static bool
is_watched(void)
{
#ifdef HAS_ADDRESS_SANITIZER
	return true;
#else
	const char *preloaded = getenv("LD_PRELOAD");

	return preloaded != NULL && strstr(preloaded, "vgpreload") != NULL;
#endif
}

static void
test_memory(void **state)
{
	(void)state;
	if (is_watched() || !forget_peak() || memory_line("VmHWM:") == 0) {
		print_message("memory cannot be measured here\n");
		skip();
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t length, before, peak;
		char *page = build(&cases[i], &length);

		malloc_trim(0);
		before = memory_line("VmRSS:");
		assert_true(forget_peak());
		read_all(page, length);
		peak = memory_line("VmHWM:");
		peak = peak > before ? peak - before : 0;
		print_message("%s: %zu bytes, %zu KiB, %.1f times\n", cases[i].name, length, peak / 1024,
		    length == 0 ? 0 : (double)peak / (double)length);
		assert_true(peak <= MEMORY_ALWAYS + MEMORY_MOST * length);
		free(page);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_time),
		cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
