/* Fuzz target: documents and their lists. What comes out is well-formed and within the limits. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "extract/list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const char *text)
{
	if (text != NULL && utf8_first_bad(text, strlen(text)) != strlen(text))
		abort();
}

static void
check_item(const struct list_item *item)
{
	check_text(item->title);
	check_text(item->title_shown);
	check_text(item->date_text);
	check_text(item->number);
	if (item->title == NULL || *item->title == '\0' || strlen(item->title) > LIMIT_TITLE_BYTES)
		abort();
	if (item->related_count > LIMIT_ROW_LINKS)
		abort();
	for (size_t i = 0; i < item->related_count; i++)
		check_text(item->related[i].title);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct column_selectors selectors = { .row = "//li", .title = "a", .link = "a/@href", .date = "span" };
	struct document_options options = { .url = "https://www.yunling.example/zwgk/index.html?page=1" };
	struct list_options list_options = { .has_today = true, .today = { 20000 } };
	struct document *document;
	struct list *list;

	if (document_read((const char *)data, size, &options, &document) != STATUS_OK)
		return 0;
	check_text(document->text);
	for (int pass = 0; pass < 2; pass++) {
		if (list_extract(document, &list_options, &list) == STATUS_OK) {
			if (list->count > LIMIT_PAGE_ITEMS || list->next_count > LIMIT_NEXT_PAGES)
				abort();
			for (size_t i = 0; i < list->count; i++)
				check_item(&list->items[i]);
			list_free(list);
		}
		list_options.selectors = &selectors;
	}
	document_free(document);
	return 0;
}
