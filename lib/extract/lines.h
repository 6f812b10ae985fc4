/* Lines: a page as a visitor reads it, one line a block, each knowing where in the tree it stands. */
#ifndef GONGKAI_LIB_EXTRACT_LINES_H
#define GONGKAI_LIB_EXTRACT_LINES_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

struct line {
	const char *text;      /* white space collapsed, never empty; NUL-terminated */
	size_t length;
	const xmlNode *block;  /* the block element it stands in */
	const xmlNode *start;  /* the text node that it begins in */
	size_t link_length;    /* bytes of the text that are inside <a> */
	int heading;           /* 1 to 6 inside <h1> to <h6>, else 0 */
	const xmlNode *hidden_by; /* the outermost element around it that is not shown, NULL where it is shown */
	bool is_hidden;        /* hidden_by is not NULL, but for an element that hides most of the page: a script shows it */
	bool is_continued;     /* ended by <br>: the block goes on */
};

struct lines {
	struct line *line;
	size_t count;
	bool is_cut;           /* more than LIMIT_PAGE_LINES */
};

/* Reads the lines below `top` into `arena`. Only STATUS_NO_MEMORY can go wrong. `top` may be NULL: no lines. */
MUST_USE enum status lines_read(const xmlNode *top, struct arena *arena, struct lines *lines);

/* Does `node` stand below `ancestor`, or is it the same? */
bool node_is_inside(const xmlNode *node, const xmlNode *ancestor);

/* Widens [*first, *past) to all lines that stand inside `ancestor`, starting from a range known to be inside. */
void lines_inside(const struct lines *lines, const xmlNode *ancestor, size_t *first, size_t *past);

#endif
