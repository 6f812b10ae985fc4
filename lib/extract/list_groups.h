/* Telling the page's list from its menus, side bars and friends' links. Inside of extract/list.c. */
#ifndef GONGKAI_EXTRACT_LIST_GROUPS_H
#define GONGKAI_EXTRACT_LIST_GROUPS_H

#include "list_rows.h"

/* What an address looks like. */
enum address_kind { ADDRESS_OTHER, ADDRESS_ARTICLE, ADDRESS_COLUMN };

enum address_kind list_address_kind(const char *href);

struct list_choice {
	struct list_row **rows; /* the items' rows in document order */
	size_t count;
	bool is_dated;          /* chosen by their dates */
};

/* Chooses the rows that are items; `url` is the page's address or NULL. */
MUST_USE enum status list_choose_rows(const struct list_scan *scan, const struct list_rows *rows, const char *url,
    struct list_choice *choice);

#endif
