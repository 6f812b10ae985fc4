/* Items: published entries, with what is known of their time. */
#ifndef GONGKAI_MODEL_ITEM_H
#define GONGKAI_MODEL_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "time/date.h"
#include "time/date_text.h"

/* Where a value on a page was read, most trusted first. */
enum value_source {
	VALUE_SOURCE_NONE,
	VALUE_SOURCE_META,  /* government meta tags */
	VALUE_SOURCE_TABLE, /* the field table of the article */
	VALUE_SOURCE_LABEL, /* labelled text: 发布日期：… */
	VALUE_SOURCE_URL,
	VALUE_SOURCE_LIST,  /* the row of the list page */
	VALUE_SOURCE_TEXT,  /* running text */
	VALUE_SOURCE_OPERATOR, /* entered by an admin */
};

/* One named value of an item. Names are the words of docs/fields.md: `number` (文号), `index-number` (索引号),
 * `organ`, `source`, `issued` (成文日期), `effective`, `consult-from`, `consult-until`, `disclosure`,
 * `links`, `attachments`, `pictures`, `videos`, `text`, ... */
struct field {
	const char *name;
	const char *value;
	struct claimed_date date; /* where the value is a date */
	enum value_source source;
};

struct item {
	int64_t id;         /* in the store; 0 before it is stored */
	const char *site;   /* identifiers in the configuration */
	const char *column;
	const char *role;
	const char *unit;   /* NULL where unknown */
	const char *url;    /* canonical, absolute */
	const char *title;
	struct claimed_date published; /* as claimed */
	enum value_source published_source;

	/* True publication lies in (not_before, first_seen]; has_window is false for a first import. */
	bool has_window;
	struct instant not_before; /* last good crawl without it */
	struct instant first_seen; /* first good crawl with it */
	bool is_gone;              /* no longer there at the last good crawl that reached its place */
	struct instant gone_seen;  /* where is_gone */
	bool is_baseline;          /* came with the first import of its column */

	const struct field *fields;
	size_t field_count;
};

/* The value of a field, or NULL. `title`, `url`, `role`, `column`, `site`, `unit` are fields too. */
const char *item_field(const struct item *item, const char *name);

/* The date of a field; `published` is one too. Precision NONE where absent. */
struct claimed_date item_date(const struct item *item, const char *name);

#endif
