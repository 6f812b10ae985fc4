/* A page laid out flat for list extraction: its elements, visible texts, links and dates in document order, each
 * with the range it covers, so that "how many links and dates lie in here" is a subtraction.
 * Inside of extract/list.c. */
#ifndef GONGKAI_EXTRACT_LIST_SCAN_H
#define GONGKAI_EXTRACT_LIST_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "extract/document.h"
#include "time/date_text.h"

enum { SCAN_NONE = UINT32_MAX };

struct scan_element {
	const xmlNode *node;
	uint32_t parent;     /* SCAN_NONE for the root */
	uint32_t end;        /* one past its last descendant */
	uint32_t text_start; /* texts and links below it: [start, end) */
	uint32_t text_end;
	uint32_t link_start;
	uint32_t link_end;
};

struct scan_text {
	const char *content;
	uint32_t element;
	uint32_t link;   /* index of the link it stands in, or SCAN_NONE */
	uint32_t run;    /* texts of one run stand on one line for a visitor */
	bool has_digit;  /* a date could be in it */
};

struct scan_link {
	uint32_t element;
	const char *href;  /* what to resolve: the attribute, or the address out of a script; NULL where only a script knows */
	const char *written; /* the attribute */
	uint32_t width;    /* columns of its visible text without dates: two for a Chinese character */
	bool is_titled;    /* wide enough for the title of a publication */
};

enum date_label {
	DATE_LABEL_NONE,
	DATE_LABEL_PUBLISHED,
	DATE_LABEL_ISSUED,
	DATE_LABEL_OTHER, /* effective, until, updated by a machine: never the publication */
};

struct scan_date {
	uint32_t text_start; /* the texts it was read from: [start, end) */
	uint32_t text_end;
	uint32_t link;       /* of these texts, or SCAN_NONE */
	const char *text;    /* what was read */
	struct claimed_date claimed;
	bool has_year;
	bool in_title;       /* written into the link's own text, not in an element of its own */
	enum date_label label;
};

struct list_scan {
	struct arena *arena;
	const struct document *document;
	struct scan_element *elements;
	size_t element_count;
	struct scan_text *texts;
	size_t text_count;
	struct scan_link *links;
	size_t link_count;
	struct scan_date *dates; /* in the order of text_start */
	size_t date_count;
	uint32_t pager;          /* element of the page links: "下一页", createPageHTML(); SCAN_NONE for none */
	uint32_t *dates_before;  /* [text_count + 1]: dates outside of titles that begin before this text */
	uint32_t *titled_before; /* [link_count + 1]: titled links before this one */
};

/* Lays the page out in `arena`; *scan refers to the document. */
MUST_USE enum status list_scan(const struct document *document, struct arena *arena, struct list_scan *scan);

/* Finds the dates of the texts; called by list_scan(). */
MUST_USE enum status list_scan_dates(struct list_scan *scan);

/* The address a script would open: the first quoted string that looks like a path. NULL where there is none. */
const char *list_script_address(const char *script, struct arena *arena);

static inline uint32_t
scan_links_in(const struct list_scan *scan, uint32_t element)
{
	return scan->elements[element].link_end - scan->elements[element].link_start;
}

static inline uint32_t
scan_titled_in(const struct list_scan *scan, uint32_t element)
{
	return scan->titled_before[scan->elements[element].link_end] -
	    scan->titled_before[scan->elements[element].link_start];
}

static inline uint32_t
scan_dates_in(const struct list_scan *scan, uint32_t element)
{
	return scan->dates_before[scan->elements[element].text_end] -
	    scan->dates_before[scan->elements[element].text_start];
}

#endif
