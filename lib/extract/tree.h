/* Building a document's tree: libxml2's parsers as a stream of events, the nodes in an arena.
 * Inside of extract/document.c; everybody else includes extract/document.h and extract/dom.h. */
#ifndef GONGKAI_EXTRACT_TREE_H
#define GONGKAI_EXTRACT_TREE_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/* What an element does to the text around it; kept in xmlNode.extra. */
enum tree_trait {
	TREE_TRAIT_BLOCK = 1,     /* its end breaks the line */
	TREE_TRAIT_SILENT = 2,    /* a visitor never sees its text */
	TREE_TRAIT_STRUCTURE = 4, /* blanks between its children mean nothing */
	TREE_TRAIT_SCOPE = 8,     /* list or table: what is open outside of it stays open */
	TREE_TRAIT_PART = 16,     /* li, td, ...: ends an open one of its kind in the same scope */
};

struct tree_options {
	bool is_xml;
	bool keep_all_attributes;
};

struct tree {
	xmlDoc *document;      /* freed by tree_free(), its nodes with the arena */
	xmlNode *root;         /* NULL where the text holds no element */
	const char *base_href; /* of the first <base href>, NULL where there is none */
	bool is_cut;
};

/* Parses UTF-8 text without NUL. STATUS_NO_MEMORY. */
MUST_USE enum status tree_build(const char *text, size_t length, const struct tree_options *options,
    struct arena *arena, struct tree *tree);

void tree_free(struct tree *tree);

#endif
