/* Walking a document's tree without recursion, and reading text as a visitor sees it. */
#ifndef GONGKAI_EXTRACT_DOM_H
#define GONGKAI_EXTRACT_DOM_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

/* The node after `node` in document order within the subtree of `top`; NULL at its end.
 * for (xmlNode *node = top; node != NULL; node = dom_next(node, top)) visits all of it. */
xmlNode *dom_next(const xmlNode *node, const xmlNode *top);

/* The same, leaving out what lies below `node`. */
xmlNode *dom_next_outside(const xmlNode *node, const xmlNode *top);

/* Is it an element of this name? NULL is none. */
bool dom_is(const xmlNode *node, const char *name);

/* Does its end break the line for a visitor (div, p, li, tr, br, ...)? */
bool dom_is_block(const xmlNode *node);

/* Script, style, template and the like: never seen by a visitor. */
bool dom_is_silent(const xmlNode *node);

/* Hidden by its own attributes: hidden, type=hidden, style="display:none". */
bool dom_is_hidden(const xmlNode *node);

/* The value of an attribute, "" where it is empty, NULL where absent. Lives as long as the document. */
const char *dom_attribute(const xmlNode *node, const char *name);

/* Is `word` one of the blank-separated words of the attribute (class)? */
bool dom_has_word(const xmlNode *node, const char *attribute, const char *word);

/* Appends the visible text below `node` with white space collapsed: runs of blanks (also &nbsp; and U+3000) become
 * one space, a block's end one newline; nothing at the ends. STATUS_LIMIT where the buffer is full. */
MUST_USE enum status dom_text(const xmlNode *node, struct buffer *buffer);

/* The same on one line: blocks end with a space. For titles. */
MUST_USE enum status dom_text_line(const xmlNode *node, struct buffer *buffer);

/* The first element of this name below `top`, NULL where there is none. */
xmlNode *dom_find(const xmlNode *top, const char *name);

#endif
