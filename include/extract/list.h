/* Lists: from a list page, feed or list answer to its items.
 *
 * Without selectors the repeated record with a link and a date is found by its structure; nothing is known of any
 * site. Says also where the list goes on, and what lets a caller judge whether the reading can be trusted.
 * How it is done is told in docs/extract.md. Pure: no clock; a year that the page does not show is taken from what
 * stands beside it, or from `today` where the caller gives one. */
#ifndef GONGKAI_EXTRACT_LIST_H
#define GONGKAI_EXTRACT_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "extract/document.h"
#include "model/item.h"
#include "model/site.h"
#include "time/date.h"
#include "time/date_text.h"

/* Where the items stood. */
enum list_adapter {
	LIST_ADAPTER_NONE,      /* no items */
	LIST_ADAPTER_DATED,     /* rows of a page, most with a date */
	LIST_ADAPTER_UNDATED,   /* rows of a page without any date */
	LIST_ADAPTER_SELECTORS, /* rows that the caller's XPath names */
	LIST_ADAPTER_DATASTORE, /* <record> pieces of HTML in a datastore: in the page or as an answer of its own */
	LIST_ADAPTER_JSON,
	LIST_ADAPTER_JSON_HTML, /* HTML inside JSON */
	LIST_ADAPTER_RSS,
	LIST_ADAPTER_ATOM,
	LIST_ADAPTER_SITEMAP,
	LIST_ADAPTER_COUNT,
};

struct list_options {
	const struct column_selectors *selectors; /* NULL or all-NULL: found by structure */
	bool has_today;
	struct date today; /* last resort for dates without a year: the latest such day not after tomorrow */
};

/* Another link of an item's row: its interpretation, attachment, gazette. */
struct list_link {
	const char *url;   /* canonical, absolute where possible */
	const char *title; /* "" where the link shows a picture or nothing */
};

struct list_item {
	const char *title;       /* whole title: of @title where the shown one is cut */
	const char *title_shown; /* as shown; the same pointer where equal */
	bool is_cut;             /* even the best title ends in an ellipsis */
	const char *url;         /* canonical, absolute; as written where no base is known; NULL where only a script knows */
	const char *href;        /* as written */
	struct claimed_date published; /* as the row shows it; NONE where it shows none */
	const char *date_text;   /* what was read, NULL where none */
	struct claimed_date url_date;  /* what the address says: evidence, not a claim of the page */
	struct claimed_date issued;    /* 成文日期 of the row, where it is labelled so */
	const char *number;      /* 文号 of the row, NULL where none */
	const char *badge;       /* 置顶, 新, [图]; NULL where none */
	const char *heading;     /* of the block it stands in, NULL where none was found */
	const struct list_link *related;
	size_t related_count;
};

struct list {
	const struct list_item *items; /* in the order of the page */
	size_t count;
	enum list_adapter adapter;
	const char *const *next; /* addresses of further pages, nearest first */
	size_t next_count;
	unsigned page_total;     /* pages of the whole list, 0 where the page does not say */

	/* Health. */
	size_t dated;            /* items with a date */
	size_t links;            /* links of the page that lead anywhere */
	bool is_cut;             /* items are missing: LIMIT_PAGE_ITEMS, or the document itself is cut; then there are none */
	bool has_list_script;    /* no items, but a script that fetches something: no items here does not mean none there */
	struct arena *arena;
};

/* Reads the items of `document`, which may be freed afterwards. `options` may be NULL. A page without items gives
 * STATUS_OK and count 0. STATUS_INVALID where a selector is no XPath; STATUS_NO_MEMORY. The caller frees *list. */
MUST_USE enum status list_extract(const struct document *document, const struct list_options *options,
    struct list **list);

void list_free(struct list *list);

/* Stable English word: "dated", "rss". Never NULL. */
const char *list_adapter_word(enum list_adapter adapter);

/* Is `expression` an XPath? For checks of rule files. */
bool list_selector_is_valid(const char *expression);

#endif
