/* Rows by an admin's XPath. Inside of extract/list.c. */
#ifndef GONGKAI_EXTRACT_LIST_SELECTORS_H
#define GONGKAI_EXTRACT_LIST_SELECTORS_H

#include "list_items.h"

/* Adds an item for each node that selectors->row names. The other expressions start at the row; where one is NULL, the row
 * is read as without selectors. STATUS_INVALID where one is no XPath or names no nodes or strings. */
MUST_USE enum status list_select_rows(const struct document *document, const struct column_selectors *selectors,
    struct list_builder *builder);

#endif
