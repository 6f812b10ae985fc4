/* Documents: kinds, trees of bad markup, text as seen, and pages that want to hurt. */
#include "config.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "extract/document.h"
#include "extract/dom.h"

static struct document *
read_page(const char *bytes, size_t length, const char *url)
{
	struct document_options options = { .url = url };
	struct document *document = NULL;

	assert_int_equal(document_read(bytes, length, &options, &document), STATUS_OK);
	assert_non_null(document);
	return document;
}

struct kind_case {
	const char *name;
	const char *text;
	enum document_kind kind;
};

static void
kinds_are_told_by_content(void **state)
{
	static const struct kind_case cases[] = {
		{ "page", "<!DOCTYPE html><html></html>", DOCUMENT_HTML },
		{ "page of XHTML", "<?xml version=\"1.0\"?><!DOCTYPE html><html/>", DOCUMENT_HTML },
		{ "page of XHTML without type", "<?xml version=\"1.0\"?><!-- x --><html/>", DOCUMENT_HTML },
		{ "feed", "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"/>", DOCUMENT_XML },
		{ "datastore without declaration", "<datastore><recordset/></datastore>", DOCUMENT_XML },
		{ "object", " {\"a\":1}", DOCUMENT_JSON },
		{ "array", "[1]", DOCUMENT_JSON },
		{ "callback", "jQuery1.cb_2( {\"a\":1});", DOCUMENT_JSON },
		{ "text", "hello", DOCUMENT_HTML },
		{ "nothing", "", DOCUMENT_HTML },
		{ "a piece of a page", "<li><a href=x>y</a></li>", DOCUMENT_HTML },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct document *document = read_page(cases[i].text, strlen(cases[i].text), NULL);

		if (document->kind != cases[i].kind)
			fail_msg("%s: kind %d", cases[i].name, document->kind);
		document_free(document);
	}
}

static void
text_is_as_a_visitor_sees_it(void **state)
{
	static const char page[] = "<title>x</title><body><p>one\n  <b>t</b>wo&nbsp;\xe3\x80\x80three</p><script>var a</script>"
	    "<div>four<br>fi\xe2\x80\x8bve</div><style>b{}</style></body>";
	struct document *document = read_page(page, sizeof(page) - 1, NULL);
	struct buffer text;

	(void)state;
	buffer_start(&text, 1000);
	assert_int_equal(dom_text(dom_find(document->root, "body"), &text), STATUS_OK);
	assert_string_equal(buffer_string(&text), "one two three\nfour\nfive");
	text.length = 0;
	assert_int_equal(dom_text_line(dom_find(document->root, "body"), &text), STATUS_OK);
	assert_string_equal(buffer_string(&text), "one two three four five");
	buffer_clear(&text);
	document_free(document);
}

static size_t
children_named(const xmlNode *parent, const char *name)
{
	size_t count = 0;

	for (const xmlNode *node = parent->children; node != NULL; node = node->next)
		count += dom_is(node, name);
	return count;
}

static void
open_cells_end_where_the_next_begins(void **state)
{
	static const char page[] = "<ul><li><font><a href=1>a<li><font><a href=2>b<li>c</ul>"
	    "<table><tr><td><b>1<td><b>2<tr><td>3</table>";
	struct document *document = read_page(page, sizeof(page) - 1, NULL);
	const xmlNode *table = dom_find(document->root, "table");

	(void)state;
	assert_int_equal(children_named(dom_find(document->root, "ul"), "li"), 3);
	assert_int_equal(children_named(table, "tr"), 2);
	assert_int_equal(children_named(dom_find(table, "tr"), "td"), 2);
	document_free(document);
}

static void
hidden_is_told_from_attributes(void **state)
{
	static const char page[] = "<p style='DISPLAY : none'>a</p><p style='color:red;visibility:hidden'>b</p><p hidden>c</p>"
	    "<p style='display:block'>d</p><p class='x  y'>e</p>";
	struct document *document = read_page(page, sizeof(page) - 1, NULL);
	size_t hidden = 0;
	size_t worded = 0;

	(void)state;
	for (const xmlNode *node = document->root; node != NULL; node = dom_next(node, document->root)) {
		hidden += dom_is_hidden(node);
		worded += dom_has_word(node, "class", "y") && !dom_has_word(node, "class", "z");
	}
	assert_int_equal(hidden, 3);
	assert_int_equal(worded, 1);
	document_free(document);
}

static void
links_resolve_against_base(void **state)
{
	static const char page[] = "<html><head><base target=_blank><base href='/site/'></head><body></body></html>";
	struct document *document = read_page(page, sizeof(page) - 1, "https://www.yunling.example/a/b.html");
	const char *url = NULL;

	(void)state;
	assert_int_equal(document_resolve(document, "x/1.html", document->arena, &url), STATUS_OK);
	assert_string_equal(url, "https://www.yunling.example/site/x/1.html");
	assert_int_equal(document_resolve(document, "#top", document->arena, &url), STATUS_INVALID);
	assert_int_equal(document_resolve(document, " ", document->arena, &url), STATUS_INVALID);
	document_free(document);
}

/* --- pages that want to hurt ------------------------------------------------------------------ */

enum { HOSTILE_BYTES = 1000 * 1000 };

struct hostile_case {
	const char *name;
	const char *start;
	const char *repeated;
	bool may_be_cut;
};

static const struct hostile_case hostile_cases[] = {
	{ "unclosed tables", "", "<table><tr><td>", true },
	{ "unclosed lists", "", "<ul><li><a href=x>", true },
	{ "one tag of many attributes", "<a ", "b ", true },
	{ "attributes of distinct names", "<a ", NULL, true },
	{ "attributes behind a quote that is no quote", "<a =\" ", "c ", true },
	{ "tags of two attributes", "", "<p a b>", true },
	{ "smallest tags", "", "<b>", true },
	{ "empty pairs", "", "<b></b>", true },
	{ "end tags only", "<div><div><div>", "</b>", false },
	{ "script openers", "", "<script>", false },
	{ "comment openers", "", "<!-- ", false },
	{ "end tags in a deep page", "<b><b><b><b><b><b><b><b>", "</i>", false },
	{ "entities", "", "&lt;&#1;&bogus;", false },
	{ "less-than signs", "", "<", false },
	{ "half characters", "", "\xe4\xb8", false },
	{ "NULs", "", "a\0b", false },
	{ "line ends", "", "\r\n\r", false },
	{ "dates", "<p>", "2019-07-25 ", false },
	{ "nested JSON", "", "[", false },
	{ "declared entities", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'cc'>]><rss>", "&b;", false },
};

static char *
build_hostile(const struct hostile_case *hostile, size_t *length)
{
	char *page = malloc(HOSTILE_BYTES + 64);
	size_t repeated = hostile->repeated == NULL ? 0 : strcmp(hostile->name, "NULs") == 0 ? 3 : strlen(hostile->repeated);
	unsigned number = 0;

	assert_non_null(page);
	*length = strlen(hostile->start);
	memcpy(page, hostile->start, *length);
	while (*length < HOSTILE_BYTES) {
		if (hostile->repeated == NULL) {
			*length += (size_t)sprintf(page + *length, "a%u ", number++);
		} else {
			memcpy(page + *length, hostile->repeated, repeated);
			*length += repeated;
		}
	}
	return page;
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* 50 ms for 100 KB is the rule; sanitizers and valgrind are given ten times that. */
static void
hostile_pages_cost_little(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(hostile_cases) / sizeof(hostile_cases[0]); i++) {
		size_t length;
		char *page = build_hostile(&hostile_cases[i], &length);
		double start = seconds();
		struct document *document = read_page(page, length, NULL);
		double spent = seconds() - start;

		if (spent > 5.0)
			fail_msg("%s: %.2f s", hostile_cases[i].name, spent);
		if (arena_size(document->arena) > 20 * length)
			fail_msg("%s: %zu bytes of memory", hostile_cases[i].name, arena_size(document->arena));
		if (document->is_cut && !hostile_cases[i].may_be_cut)
			fail_msg("%s: cut", hostile_cases[i].name);
		document_free(document);
		free(page);
	}
}

static struct document *
read_deep(unsigned depth)
{
	static char page[5 * LIMIT_PAGE_DEPTH + 64];
	size_t length = 0;

	/* html and body are two of the levels */
	for (unsigned i = 0; i < depth - 2; i++)
		length += (size_t)sprintf(page + length, "<div>");
	return read_page(page, length, NULL);
}

static void
depth_is_limited(void **state)
{
	static const struct {
		unsigned depth;
		bool is_cut;
	} cases[] = { { LIMIT_PAGE_DEPTH - 1, false }, { LIMIT_PAGE_DEPTH, true }, { LIMIT_PAGE_DEPTH + 1, true } };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct document *document = read_deep(cases[i].depth);

		assert_int_equal(document->is_cut, cases[i].is_cut);
		document_free(document);
	}
}

static struct document *
read_attributes(unsigned count)
{
	static char page[LIMIT_TAG_ATTRIBUTES * 8];
	size_t length = (size_t)sprintf(page, "<p");

	for (unsigned i = 0; i < count; i++)
		length += (size_t)sprintf(page + length, " a%u", i);
	length += (size_t)sprintf(page + length, ">x</p>");
	return read_page(page, length, NULL);
}

static void
attributes_are_limited(void **state)
{
	(void)state;
	for (unsigned count = LIMIT_TAG_ATTRIBUTES - 1; count <= LIMIT_TAG_ATTRIBUTES + 1; count++) {
		struct document *document = read_attributes(count);
		const xmlNode *node = dom_find(document->root, "p");
		unsigned found = 0;

		for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
			found++;
		assert_int_equal(found, count > LIMIT_TAG_ATTRIBUTES ? LIMIT_TAG_ATTRIBUTES : count);
		assert_int_equal(document->is_cut, count > LIMIT_TAG_ATTRIBUTES);
		document_free(document);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_by_content),
		cmocka_unit_test(text_is_as_a_visitor_sees_it),
		cmocka_unit_test(open_cells_end_where_the_next_begins),
		cmocka_unit_test(hidden_is_told_from_attributes),
		cmocka_unit_test(links_resolve_against_base),
		cmocka_unit_test(hostile_pages_cost_little),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(attributes_are_limited),
	};

	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
