/* Lists: invented pages in the shapes of many systems, each with what a careful reader notes; selectors; limits. */
#include "unit.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "extract/list.h"

/* --- invented pages --------------------------------------------------------------------------- */

static char *
read_fixture(const char *name, size_t *length)
{
	const char *source = getenv("srcdir");
	char path[4096];
	FILE *stream;
	char *bytes;

	snprintf(path, sizeof(path), "%s/tests/fixtures/lists/%s", source == NULL ? "." : source, name);
	stream = fopen(path, "rb");
	if (stream == NULL)
		fail_msg("%s cannot be opened", path);
	bytes = calloc(1, 1 << 20);
	assert_non_null(bytes);
	*length = fread(bytes, 1, (1 << 20) - 1, stream);
	fclose(stream);
	return bytes;
}

static struct list *
extract(const char *bytes, size_t length, const char *url, const struct list_options *list_options)
{
	struct document_options options = { .url = url, .keep_all_attributes = true };
	struct document *document;
	struct list *list = NULL;

	assert_int_equal(document_read(bytes, length, &options, &document), STATUS_OK);
	assert_int_equal(list_extract(document, list_options, &list), STATUS_OK);
	document_free(document);
	return list;
}

static bool
same(const char *name, size_t index, const char *what, const char *got, const char *wanted)
{
	if ((got == NULL && wanted == NULL) || (got != NULL && wanted != NULL && strcmp(got, wanted) == 0))
		return true;
	print_error("%s, item %zu: %s is \"%s\", not \"%s\"\n", name, index, what, got, wanted);
	return false;
}

static const char *
day(struct claimed_date claimed, char text[DATE_TEXT_BYTES])
{
	return claimed.precision < DATE_PRECISION_DAY ? NULL : date_print(claimed.date, text);
}

static bool
same_item(const char *name, size_t index, const struct list_item *item, const json_t *label)
{
	const json_t *related = json_object_get(label, "related");
	const char *number = json_string_value(json_object_get(label, "number"));
	const char *issued = json_string_value(json_object_get(label, "issued"));
	char text[DATE_TEXT_BYTES];
	bool is_same = same(name, index, "title", item->title, json_string_value(json_object_get(label, "title")));

	is_same &= same(name, index, "url", item->url, json_string_value(json_object_get(label, "url")));
	is_same &= same(name, index, "date", day(item->published, text), json_string_value(json_object_get(label, "date")));
	if (number != NULL)
		is_same &= same(name, index, "number", item->number, number);
	if (issued != NULL)
		is_same &= same(name, index, "issued", day(item->issued, text), issued);
	if (related != NULL && json_integer_value(related) != (json_int_t)item->related_count) {
		print_error("%s, item %zu: %zu related links\n", name, index, item->related_count);
		is_same = false;
	}
	return is_same;
}

static bool
same_next(const char *name, const struct list *list, const json_t *labels)
{
	bool is_same = labels == NULL || json_array_size(labels) == list->next_count;

	if (!is_same)
		print_error("%s: %zu further pages\n", name, list->next_count);
	for (size_t i = 0; is_same && i < json_array_size(labels); i++)
		is_same &= same(name, i, "further page", list->next[i], json_string_value(json_array_get(labels, i)));
	return is_same;
}

static bool
check_page(const json_t *label)
{
	const char *name = json_string_value(json_object_get(label, "file"));
	const json_t *items = json_object_get(label, "items");
	size_t length;
	char *bytes = read_fixture(name, &length);
	struct list *list = extract(bytes, length, json_string_value(json_object_get(label, "url")), NULL);
	bool is_same = list->count == json_array_size(items);

	if (!is_same)
		print_error("%s (%s): %zu items, not %zu\n", name, json_string_value(json_object_get(label, "proves")), list->count,
		    json_array_size(items));
	for (size_t i = 0; i < list->count && i < json_array_size(items); i++)
		is_same &= same_item(name, i, &list->items[i], json_array_get(items, i));
	is_same &= same_next(name, list, json_object_get(label, "next"));
	list_free(list);
	free(bytes);
	return is_same;
}

static void
invented_pages_read_as_labelled(void **state)
{
	size_t length;
	char *labels = read_fixture("labels.jsonl", &length);
	unsigned pages = 0;
	unsigned failed = 0;

	(void)state;
	for (char *line = strtok(labels, "\n"); line != NULL; line = strtok(NULL, "\n")) {
		json_t *label = json_loads(line, 0, NULL);

		assert_non_null(label);
		failed += !check_page(label);
		pages++;
		json_decref(label);
	}
	free(labels);
	assert_int_equal(failed, 0);
	assert_true(pages >= 60);
}

/* --- selectors, years, limits ----------------------------------------------------------------- */

#define PAGE "https://www.yunling.example/zwgk/"

static const char selected_page[] = "<div data-k='r'><h5>Plan of 2026</h5><a href='1.html'>read on here now</a><i>3 July 2026</i>"
    "<u>2026-07-03</u></div><div data-k='r'><h5>Plan of 2025</h5><a href='2.html'>read on here now</a><u>2025-07-04</u></div>"
    "<div><a href='3.html'>something else entirely</a><u>2025-07-05</u></div>";

static void
selectors_decide(void **state)
{
	static const struct column_selectors selectors = { .row = "//div[@data-k='r']", .title = "h5", .link = "a/@href",
		.date = "string(u)" };
	struct list_options options = { .selectors = &selectors };
	struct list *list = extract(selected_page, sizeof(selected_page) - 1, PAGE, &options);
	char text[DATE_TEXT_BYTES];

	(void)state;
	assert_int_equal(list->adapter, LIST_ADAPTER_SELECTORS);
	assert_int_equal(list->count, 2);
	assert_string_equal(list->items[0].title, "Plan of 2026");
	assert_string_equal(list->items[0].url, PAGE "1.html");
	assert_string_equal(day(list->items[0].published, text), "2026-07-03");
	assert_string_equal(list->items[1].title, "Plan of 2025");
	list_free(list);
}

static void
bad_selectors_are_refused(void **state)
{
	static const struct column_selectors selectors = { .row = "//div[" };
	struct list_options options = { .selectors = &selectors };
	struct document *document;
	struct list *list = NULL;

	(void)state;
	assert_true(list_selector_is_valid("//li[a]"));
	assert_false(list_selector_is_valid("//li["));
	assert_false(list_selector_is_valid(NULL));
	assert_int_equal(document_read("<p>", 3, NULL, &document), STATUS_OK);
	assert_int_equal(list_extract(document, &options, &list), STATUS_INVALID);
	assert_null(list);
	document_free(document);
}

static void
today_tells_the_year_last(void **state)
{
	static const char page[] = "<ul><li><a href=content_10001.html>a title long enough</a> [12-31]</li>"
	    "<li><a href=content_10002.html>another title here</a> [01-02]</li></ul>";
	struct list_options options = { .has_today = true };
	struct list *list;
	char text[DATE_TEXT_BYTES];

	(void)state;
	assert_int_equal(date_from_civil(2026, 1, 2, &options.today), STATUS_OK);
	list = extract(page, sizeof(page) - 1, PAGE, &options);
	assert_int_equal(list->count, 2);
	assert_string_equal(day(list->items[0].published, text), "2025-12-31");
	assert_string_equal(day(list->items[1].published, text), "2026-01-02");
	assert_true(list->items[0].published.year_inferred);
	list_free(list);
	list = extract(page, sizeof(page) - 1, PAGE, NULL);
	assert_int_equal(list->dated, 0);
	list_free(list);
}

static struct list *
extract_rows(unsigned rows)
{
	size_t length = 0;
	char *page = malloc((size_t)rows * 96 + 64);
	struct list *list;

	assert_non_null(page);
	length += (size_t)sprintf(page, "<ul>");
	for (unsigned i = 0; i < rows; i++)
		length += (size_t)sprintf(page + length, "<li><a href=/content_%u.html>title number %u</a><i>2026-07-03</i></li>", i + 10000, i);
	list = extract(page, length, PAGE, NULL);
	free(page);
	return list;
}

static void
items_are_limited(void **state)
{
	(void)state;
	for (unsigned rows = LIMIT_PAGE_ITEMS - 1; rows <= LIMIT_PAGE_ITEMS + 1; rows++) {
		struct list *list = extract_rows(rows);

		assert_int_equal(list->count, rows > LIMIT_PAGE_ITEMS ? LIMIT_PAGE_ITEMS : rows);
		assert_int_equal(list->is_cut, rows > LIMIT_PAGE_ITEMS);
		list_free(list);
	}
}

static void
further_pages_are_limited(void **state)
{
	char page[200];

	(void)state;
	for (int pages = LIMIT_NEXT_PAGES; pages <= LIMIT_NEXT_PAGES + 2; pages++) {
		int length = snprintf(page, sizeof(page), "<script>createPageHTML(%d, 0, \"index\", \"html\")</script>", pages);
		struct list *list = extract(page, (size_t)length, PAGE, NULL);

		assert_int_equal(list->next_count, pages - 1 > LIMIT_NEXT_PAGES ? LIMIT_NEXT_PAGES : pages - 1);
		assert_int_equal(list->page_total, pages);
		list_free(list);
	}
}

struct script_case {
	const char *name;
	const char *script;
	size_t count;
	const char *first;
};

static void
page_scripts_are_understood(void **state)
{
	static const struct script_case cases[] = {
		{ "pages and current", "createPageHTML(3, 1, \"index\", \"shtml\")", 1, PAGE "index_2.shtml" },
		{ "records before pages", "createPageHTML(191, 13, 0, \"index\", \"html\")", 12, PAGE "index_1.html" },
		{ "counted from one", "createPageHTML('page-div',3,1,'list','html',40);", 2, PAGE "list_2.html" },
		{ "object", "Pager({size:2, current:0, prefix:'index',suffix:'html'});", 1, PAGE "index_1.html" },
		{ "variables", "var currentPage = 0;var countPage = 3;document.write('<a href=\"index_'+n+'.htm\">')", 2, PAGE "index_1.htm" },
		{ "a definition is no call", "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", 0, NULL },
		{ "one page", "createPageHTML(1, 0, \"index\", \"html\")", 0, NULL },
		{ "no pages", "createPageHTML(0, 0, \"index\", \"html\")", 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char page[400];
		int length = snprintf(page, sizeof(page), "<script>%s</script>", cases[i].script);
		struct list *list = extract(page, (size_t)length, PAGE, NULL);

		if (list->next_count != cases[i].count || (cases[i].first != NULL && strcmp(list->next[0], cases[i].first) != 0))
			fail_msg("%s: %zu pages, first %s", cases[i].name, list->next_count, list->next_count == 0 ? "-" : list->next[0]);
		list_free(list);
	}
}

static void
broken_answers_hold_nothing(void **state)
{
	static const char *const answers[] = { "", "{", "{\"a\":[{\"title\":1}]}", "[[[[[[", "<rss>", "<datastore><record><![CDATA[",
		"<?xml version='1.0'?><feed><entry></entry></feed>", "cb(", "{\"html\":\"<a \"}", "<record></record>", "<a", "\xff\xfe" };

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		struct list *list = extract(answers[i], strlen(answers[i]), NULL, NULL);

		assert_int_equal(list->count, 0);
		list_free(list);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(invented_pages_read_as_labelled),
		cmocka_unit_test(selectors_decide),
		cmocka_unit_test(bad_selectors_are_refused),
		cmocka_unit_test(today_tells_the_year_last),
		cmocka_unit_test(items_are_limited),
		cmocka_unit_test(further_pages_are_limited),
		cmocka_unit_test(page_scripts_are_understood),
		cmocka_unit_test(broken_answers_hold_nothing),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
