/* The page that a command is to read: a file, standard input, or a URL that is fetched. */
#ifndef GONGKAI_CLI_PAGE_INPUT_H
#define GONGKAI_CLI_PAGE_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "extract/document.h"
#include "model/observation.h"

struct page_input {
	char *bytes;
	size_t length;
	char *url;            /* where it came from or was said to come from; NULL where unknown */
	char *content_type;   /* as the server sent it, NULL for a file */
	bool is_fetched;
	unsigned redirects;
	enum outcome outcome; /* of the fetch; GOOD for a file */
	int http_status;      /* 0 for a file */
	char detail[256];     /* what went wrong with the fetch, "" for nothing */
};

/* Reads `argument`: fetched where it begins with http:// or https://, else a file, "-" for standard input. `base` is the
 * page's address where it is a file; NULL where unknown. Complaints go to standard error as those of `command`.
 * Returns EXIT_FINE, EXIT_FINDINGS (no such file, or the fetch brought no page), EXIT_TROUBLE. Cleared by
 * page_input_clear() in any case. */
int page_input_read(const char *command, const char *argument, const char *base, struct page_input *input);

void page_input_clear(struct page_input *input);

/* Is the argument an address rather than the name of a file? */
bool page_input_is_url(const char *argument);

/* The document of an input; complains as above. The caller frees *document with document_free(). */
int page_input_document(const char *command, const struct page_input *input, struct document **document);

#endif
