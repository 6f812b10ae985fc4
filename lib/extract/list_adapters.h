/* Lists that are no pages: feeds, datastores, JSON. Inside of extract/list.c. */
#ifndef GONGKAI_EXTRACT_LIST_ADAPTERS_H
#define GONGKAI_EXTRACT_LIST_ADAPTERS_H

#include "list_items.h"
#include "list_next.h"

/* Reads a page, or a piece of one, by its structure; what it finds goes to builder and *adapter. */
MUST_USE enum status list_read_page(const struct document *document, struct list_builder *builder,
    enum list_adapter *adapter);

/* RSS, Atom, sitemap: by the tree of an XML document. No items, no adapter: *adapter stays NONE. */
MUST_USE enum status list_read_feed(const struct document *document, struct list_builder *builder, struct list_pages *pages,
    enum list_adapter *adapter);

/* <record><![CDATA[…]]></record> pieces anywhere in the text, and the <nextgroup> beside them. */
MUST_USE enum status list_read_datastore(const struct document *document, struct list_builder *builder,
    struct list_pages *pages, enum list_adapter *adapter);

/* An array of objects with titles, whatever its keys are called, or a string that holds a list in HTML. */
MUST_USE enum status list_read_json(const struct document *document, struct list_builder *builder, struct list_pages *pages,
    enum list_adapter *adapter);

#endif
