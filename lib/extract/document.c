/* Documents: decoding, telling HTML from XML and JSON, and the tree. */
#include "extract/document.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/url.h"
#include "extract/encoding.h"

#include "attribute_guard.h"
#include "tree.h"

static const char *
skip_blanks(const char *text)
{
	return text + strspn(text, " \t\r\n\f");
}

/* Behind XML declaration, comments and white space; *has_declaration tells whether there was one. */
static const char *
skip_prolog(const char *text, bool *has_declaration)
{
	for (text = skip_blanks(text);; text = skip_blanks(text)) {
		const char *end;

		if (strncmp(text, "<?", 2) == 0) {
			*has_declaration |= strncmp(text, "<?xml", 5) == 0;
			end = strstr(text, "?>");
			text = end == NULL ? "" : end + 2;
		} else if (strncmp(text, "<!--", 4) == 0) {
			end = strstr(text, "-->");
			text = end == NULL ? "" : end + 3;
		} else {
			return text;
		}
	}
}

static bool
starts_tag(const char *text, const char *name)
{
	size_t length = strlen(name);

	return text[0] == '<' && strncasecmp(text + 1, name, length) == 0 && strchr(" \t\r\n>/:", text[length + 1]) != NULL;
}

/* `callback({` and `var data = [` are how scripts deliver lists. */
static bool
looks_like_json(const char *text)
{
	size_t name;

	if (*text == '{' || *text == '[')
		return text[1] != '\0';
	name = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$.");
	if (name == 0 || name > 100)
		return false;
	text = skip_blanks(text + name);
	if (*text != '(')
		return false;
	text = skip_blanks(text + 1);
	return *text == '{' || *text == '[';
}

static enum document_kind
kind_of(const char *text)
{
	static const char *const roots[] = { "rss", "feed", "urlset", "sitemapindex", "datastore", "rdf" };
	bool has_declaration = false;

	text = skip_prolog(text, &has_declaration);
	for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++)
		if (starts_tag(text, roots[i]))
			return DOCUMENT_XML;
	if (has_declaration && text[0] == '<' && text[1] != '!' && !starts_tag(text, "html"))
		return DOCUMENT_XML;
	return looks_like_json(text) ? DOCUMENT_JSON : DOCUMENT_HTML;
}

static enum status
add_tree(struct document *document, bool keep_all_attributes)
{
	struct tree_options options = { document->kind == DOCUMENT_XML, keep_all_attributes };
	struct tree tree;
	enum status status;

	if (document->kind == DOCUMENT_HTML)
		document->is_cut = attribute_guard(document->text, document->length);
	status = tree_build(document->text, document->length, &options, document->arena, &tree);
	if (status != STATUS_OK)
		return status;
	document->tree = tree.document;
	document->root = tree.root;
	document->is_cut |= tree.is_cut;
	if (tree.base_href != NULL)
		status = url_resolve(document->base, tree.base_href, document->arena, &document->base);
	return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status
set_address(struct document *document, const char *url)
{
	enum status status = url == NULL ? STATUS_OK : url_canonical(url, document->arena, &document->url);

	document->base = document->url;
	return status == STATUS_NO_MEMORY ? status : STATUS_OK;
}

static enum status
new_document(const char *text, size_t length, struct document **document)
{
	struct arena *arena = arena_new();
	struct document *new = arena == NULL ? NULL : arena_take(arena, sizeof(*new));

	if (new == NULL) {
		arena_free(arena);
		return STATUS_NO_MEMORY;
	}
	new->arena = arena;
	new->text = arena_copy(arena, text, length);
	new->length = length;
	if (new->text == NULL) {
		arena_free(arena);
		return STATUS_NO_MEMORY;
	}
	*document = new;
	return STATUS_OK;
}

enum status
document_read(const char *bytes, size_t length, const struct document_options *options, struct document **document)
{
	static const struct document_options none;
	struct decoded decoded;
	struct document *new;
	enum status status;

	if (options == NULL)
		options = &none;
	status = encoding_decode(bytes, length, options->content_type, &decoded);
	if (status != STATUS_OK)
		return status;
	status = new_document(decoded.bytes, decoded.length, &new);
	decoded_clear(&decoded);
	if (status != STATUS_OK)
		return status;
	new->encoding = decoded.encoding;
	new->undecodable = decoded.undecodable;
	new->kind = kind_of(new->text);
	status = set_address(new, options->url);
	if (status == STATUS_OK && new->kind != DOCUMENT_JSON)
		status = add_tree(new, options->keep_all_attributes);
	if (status == STATUS_OK)
		*document = new;
	else
		document_free(new);
	return status;
}

enum status
document_read_fragment(const char *text, size_t length, const char *base, struct document **document)
{
	struct document *new;
	enum status status;

	if (length > LIMIT_PAGE_BYTES)
		return STATUS_LIMIT;
	status = new_document(text, length, &new);
	if (status != STATUS_OK)
		return status;
	new->encoding = "utf-8";
	new->kind = DOCUMENT_HTML;
	status = set_address(new, base);
	if (status == STATUS_OK)
		status = add_tree(new, false);
	if (status == STATUS_OK)
		*document = new;
	else
		document_free(new);
	return status;
}

void
document_free(struct document *document)
{
	struct tree tree = { .document = document == NULL ? NULL : document->tree };

	tree_free(&tree);
	if (document != NULL)
		arena_free(document->arena);
}

enum status
document_resolve(const struct document *document, const char *href, struct arena *arena, const char **url)
{
	const char *start = href + strspn(href, " \t\r\n");

	if (*start == '\0' || *start == '#')
		return STATUS_INVALID;
	return url_resolve(document->base, start, arena, url);
}
