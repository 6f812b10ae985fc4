/* Readings: what the answer to a request says about a column or an item. Bytes and headers go in, a typed outcome with
 * items or fields comes out; this is where crawl meets extract. Pure. */
#ifndef GONGKAI_CRAWL_READING_H
#define GONGKAI_CRAWL_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "crawl/fetch.h"
#include "engine/engine.h"
#include "model/item.h"
#include "model/site.h"

/* One page of a column's list. */
struct list_reading {
	enum outcome outcome;      /* GOOD: `items` are what the page lists */
	const char *detail;        /* for the operator; NULL for nothing */
	const struct item *items;  /* in the order of the page: url, title, published, fields */
	size_t item_count;
	const char *const *next;   /* further pages, nearest first */
	size_t next_count;
	bool is_cut;               /* items are missing */
	const char *target;        /* not GOOD: where a page that is only a signpost sends its visitor; NULL for none */
};

/* What is known before a page is read. */
struct list_expectation {
	const struct column *column;
	bool had_items;            /* a good look found items there before */
	struct date today;         /* for dates without a year */
};

/* Reads one page of a list. A transfer that failed keeps its outcome. Everything lives in `arena`. */
MUST_USE enum status reading_of_list(const struct fetch_result *result, const struct list_expectation *expectation,
    struct arena *arena, struct list_reading *reading);

/* Reads an item's own page, which was asked for under `asked_url`. Everything lives in `arena`. */
MUST_USE enum status reading_of_article(const struct fetch_result *result, const char *asked_url, struct arena *arena,
    struct article_look *look);

#endif
