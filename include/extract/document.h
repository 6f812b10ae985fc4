/* Documents: the bytes of a page, decoded and parsed.
 *
 * The tree is a read-only libxml2 tree, so XPath and the usual walking work on it; its nodes live in the
 * document's own arena and must never be unlinked, changed or freed by libxml2 calls. Element and attribute
 * names of HTML are in lower case. Comments are left out; attributes that only paint (bgcolor, cellpadding, ...)
 * are left out unless asked for. Walk it with extract/dom.h, never by recursion: depth comes from outside. */
#ifndef GONGKAI_EXTRACT_DOCUMENT_H
#define GONGKAI_EXTRACT_DOCUMENT_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

enum document_kind {
	DOCUMENT_HTML,
	DOCUMENT_XML,  /* RSS, Atom, sitemap, datastore: names keep their case and prefix ("dc:date") */
	DOCUMENT_JSON, /* also JSONP; no tree, read the text */
};

struct document_options {
	const char *url;            /* absolute address of the page, NULL where unknown */
	const char *content_type;   /* value of the Content-Type header, NULL where there was none */
	bool keep_all_attributes;   /* for XPath selectors of an admin */
};

struct document {
	enum document_kind kind;
	char *text;             /* the whole page as UTF-8 without BOM and NUL; text[length] is '\0' */
	size_t length;
	xmlDoc *tree;           /* NULL for JSON */
	xmlNode *root;          /* its root element; NULL where there is none */
	const char *url;        /* as given, canonical; NULL where unknown */
	const char *base;       /* what links resolve against: <base href> or url; NULL where neither is absolute */
	const char *encoding;   /* name of the encoding that decoded it, in lower case: "utf-8", "gb18030" */
	size_t undecodable;     /* bytes that had no meaning in it; each is U+FFFD in the text */
	bool is_cut;            /* deeper or denser than any honest page: what lies behind the limit is missing */
	struct arena *arena;    /* the nodes; free for strings that live as long as the document */
};

/* Decodes and parses `length` bytes; nothing of them is needed afterwards. Whatever the bytes, the result is a
 * document, perhaps an empty one. STATUS_LIMIT beyond LIMIT_PAGE_BYTES, STATUS_NO_MEMORY. `options` may be NULL. The
 * caller frees it with document_free(). */
MUST_USE enum status document_read(const char *bytes, size_t length, const struct document_options *options,
    struct document **document);

/* Parses a piece of HTML that is UTF-8 already (a CDATA record, a string in JSON); links resolve against `base`. */
MUST_USE enum status document_read_fragment(const char *text, size_t length, const char *base,
    struct document **document);

/* Frees the document and its tree; NULL is fine. */
void document_free(struct document *document);

/* The canonical absolute address of a link on this page, in `arena`: STATUS_INVALID where it is no address
 * (javascript:, mailto:, empty, only a fragment), STATUS_NOT_FOUND where it is relative and the page's address
 * is unknown. */
MUST_USE enum status document_resolve(const struct document *document, const char *href, struct arena *arena,
    const char **url);

#endif
