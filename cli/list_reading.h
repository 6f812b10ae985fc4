/* A list page read for a command: its bytes, its document, its items, and whether it is what it seems. */
#ifndef GONGKAI_CLI_LIST_READING_H
#define GONGKAI_CLI_LIST_READING_H

#include "cli/page_input.h"
#include "extract/document.h"
#include "extract/health.h"
#include "extract/list.h"

struct list_reading {
	struct page_input input;
	struct document *document;
	struct list *list;
	struct health health;
};

/* Reads a file or fetches an address and takes the list out of it; complaints go to standard error as those of
 * `command`. A page fetched now has `today` from the clock where the options give none. Returns an exit status; cleared by
 * list_reading_clear() in any case. */
int list_reading_open(const char *command, const char *argument, const char *base, const struct list_options *options,
    struct list_reading *reading);

void list_reading_clear(struct list_reading *reading);

/* Why there is nothing to take from it, as a translated phrase; NULL where it has items and is healthy. */
const char *list_reading_trouble(const struct list_reading *reading);

#endif
