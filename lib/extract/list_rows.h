/* Cutting a page into rows: which parts of it are one record each. Inside of extract/list.c. */
#ifndef GONGKAI_EXTRACT_LIST_ROWS_H
#define GONGKAI_EXTRACT_LIST_ROWS_H

#include "list_scan.h"

struct list_row {
	uint32_t element;    /* innermost element that holds link and date */
	uint32_t outer;      /* outermost element that holds no other link: what repeats */
	uint32_t text_start; /* the row's texts and links: [start, end) */
	uint32_t text_end;
	uint32_t link_start;
	uint32_t link_end;
	uint32_t link;       /* the item's own link */
	bool is_dated;
	bool is_flat;        /* link and date are neighbours without an element around both */
};

struct list_rows {
	struct list_row *rows; /* in document order */
	size_t count;
};

/* Cuts the page into rows, undated links included. */
MUST_USE enum status list_cut_rows(const struct list_scan *scan, struct list_rows *rows);

/* The item's own link among links [start, end), which is not empty: the first whose text is not much shorter than the
 * longest. The title stands before its interpretations; a short link before it is a category. */
uint32_t list_choose_link(const struct list_scan *scan, uint32_t start, uint32_t end);

#endif
