/* From rows to items: titles, addresses, dates. Inside of extract/list.c. */
#ifndef GONGKAI_EXTRACT_LIST_ITEMS_H
#define GONGKAI_EXTRACT_LIST_ITEMS_H

#include "extract/list.h"
#include "list_groups.h"

/* Items under construction; strings live in `arena`, which outlives the page. */
struct list_builder {
	struct arena *arena;
	struct list_item *items;
	size_t count;
	size_t capacity;
	bool is_cut;
};

/* One more item, zeroed; NULL out of memory or beyond LIMIT_PAGE_ITEMS (then is_cut is set). */
struct list_item *list_new_item(struct list_builder *builder);

/* Adds an item for each chosen row; dates without a year keep year_inferred and stand in 1972. */
MUST_USE enum status list_read_rows(const struct list_scan *scan, const struct list_choice *choice,
    struct list_builder *builder);

/* Gives a date without a year that of its group's heading; nothing where `year` is 0 or the date has one. */
void list_set_year(struct list_item *item, int year);

/* Gives dates without a year one, or takes the date away where nothing tells the year. */
void list_infer_years(struct list_builder *builder, const struct list_options *options);

/* A copy on one line: blanks collapsed, invisible characters dropped, cut at LIMIT_TITLE_BYTES. NULL out of memory. */
MUST_USE char *list_line(struct arena *arena, const char *text, size_t length);

/* Sets title and title_shown from what is shown and from @title (either may be NULL). STATUS_NO_MEMORY. */
MUST_USE enum status list_set_title(struct arena *arena, const char *shown, const char *attribute, struct list_item *item);

/* Sets url, href and url_date from an address as written. STATUS_NO_MEMORY. */
MUST_USE enum status list_set_address(const struct document *document, struct arena *arena, const char *href,
    struct list_item *item);

#endif
