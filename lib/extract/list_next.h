/* Where a list goes on: the addresses of its further pages. Inside of extract/list.c. */
#ifndef GONGKAI_EXTRACT_LIST_NEXT_H
#define GONGKAI_EXTRACT_LIST_NEXT_H

#include "extract/list.h"
#include "list_scan.h"

struct list_pages {
	struct arena *arena; /* for the addresses */
	const char *own;     /* the page's own address, never proposed; NULL where unknown */
	const char **urls;
	size_t count;
	size_t capacity;
	size_t found;        /* of them, those not counted up in a row: only these can repeat */
	unsigned total;      /* pages of the whole list, 0 where unknown */
};

/* Adds an address unless it is the page's own or there already. STATUS_NO_MEMORY. */
MUST_USE enum status list_add_page(struct list_pages *pages, const struct document *document, const char *href);

/* Adds the pages `first` to `last`: `format` is the address with the number missing at `number_at`, where `digits`
 * characters are replaced. */
MUST_USE enum status list_count_pages(struct list_pages *pages, const struct document *document, const char *format,
    size_t number_at, size_t digits, unsigned first, unsigned last);

/* From the page's scripts: createPageHTML(5, 0, "index", "html") and its relatives. */
MUST_USE enum status list_pages_of_scripts(const struct document *document, struct list_pages *pages);

/* From its page links: "下一页", "尾页", numbers. */
MUST_USE enum status list_pages_of_links(const struct list_scan *scan, struct list_pages *pages);

/* From a page number in its own address ("?page=2"), where `total` pages are known or the page had items. */
MUST_USE enum status list_page_of_address(const struct document *document, bool has_items, struct list_pages *pages);

#endif
