/* Readers of single values of an article page. Each says whether there was one. */
#ifndef GONGKAI_LIB_EXTRACT_PAGE_FIELDS_H
#define GONGKAI_LIB_EXTRACT_PAGE_FIELDS_H

#include "page_parts.h"

/* Precision NONE and source NONE where the page tells no date of publication. */
void page_published(const struct page *page, struct claimed_date issued, struct claimed_date *published,
    enum value_source *source);

bool page_issued(const struct page *page, struct claimed_date *issued, enum value_source *source);
bool page_effective(const struct page *page, struct claimed_date *effective, enum value_source *source);
bool page_expires(const struct page *page, struct claimed_date *expires, enum value_source *source);

/* Organ and date at the end of a notice. */
bool page_signature(const struct page *page, struct piece *organ, struct claimed_date *date);

/* Does the text look like the name of an organ? */
bool reads_as_organ(struct piece text);

/* The period of a consultation, from labels and running text; precision NONE for what is not said. */
struct consultation {
	struct claimed_date from;
	struct claimed_date until;
	enum value_source from_source;
	enum value_source until_source;
};

void page_consultation(const struct page *page, struct consultation *consultation);

/* Links and media of the article; strings in page->arena, counts as numbers. */
struct page_links {
	const char *attachments; /* one a line: address, blank, name; NULL for none */
	const char *related;     /* one address a line; NULL for none */
	unsigned attachment_count;
	unsigned pictures;
	unsigned videos;
};

MUST_USE enum status page_read_links(const struct page *page, struct page_links *links);

#endif
