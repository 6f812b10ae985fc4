/* Articles: what one page of a published document says about itself: title, dates, organ, number and so on,
 * each with the place where it was read. Reads no list pages and judges no content. The names of the fields and where
 * each is read are listed in docs/fields.md. */
#ifndef GONGKAI_EXTRACT_ARTICLE_H
#define GONGKAI_EXTRACT_ARTICLE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "extract/document.h"
#include "model/item.h"

struct article {
	const char *title;               /* NULL where the page tells none */
	enum value_source title_source;
	struct claimed_date published;   /* what a reader is told; precision NONE where the page tells nothing */
	enum value_source published_source;
	const char *site_name;           /* meta SiteName and ColumnName, NULL where absent: they prove which page it is */
	const char *column_name;
	const struct field *fields;      /* in the order of docs/fields.md, each name at most once */
	size_t field_count;
	struct arena *arena;             /* all strings live here, not in the document */
};

/* Reads an article. A page that is no article gives an article with little in it; whether the page is what was wanted is
 * decided by extract/health.h. The caller frees it with article_free(). STATUS_INVALID where the document has no tree,
 * STATUS_NO_MEMORY. */
MUST_USE enum status article_extract(const struct document *document, struct article **article);

/* NULL is fine. */
void article_free(struct article *article);

/* The field of that name, or NULL. */
const struct field *article_field(const struct article *article, const char *name);

/* Its value, or NULL. */
const char *article_value(const struct article *article, const char *name);

#endif
