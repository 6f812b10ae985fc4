/* The tree of a document. libxml2 reports elements as events; the nodes are taken from an arena, because a list page
 * has thousands of them and none is ever freed alone. Attributes that only paint are left out: they are half of all
 * on table pages and cost two nodes each. */
#include "tree.h"

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"

enum {
	TRAIT_CACHE = 64,
	/* Memory for nodes: fourteen bytes for each of the first megabyte, ten for each beyond it, and the arena's last
	 * block. Honest pages need four to twelve and have less than a megabyte; "<b><b><b>" needs forty. */
	NODE_BYTES_PER_BYTE = 14,
	NODE_BYTES_PER_BYTE_BEYOND = 10,
	DENSE_BYTES = 1024 * 1024,
	NODE_BYTES_FLOOR = 1536 * 1024,
};

struct trait_cache {
	const xmlChar *name; /* as interned by the parser */
	unsigned short traits;
};

struct builder {
	struct arena *arena;
	struct tree *tree;
	const struct tree_options *options;
	xmlParserCtxt *parser;
	xmlNode *current; /* open[depth - 1], or the document */
	unsigned depth;
	xmlNode **open;   /* LIMIT_PAGE_DEPTH of them, as the parser has them open */
	size_t memory_limit;
	struct buffer text; /* not yet a node */
	enum status status;
	struct trait_cache cache[TRAIT_CACHE];
};

/* Sorted by name. */
static const struct {
	const char *name;
	unsigned short traits;
} trait_table[] = {
	{ "a", TREE_TRAIT_PART },
	{ "address", TREE_TRAIT_BLOCK },
	{ "article", TREE_TRAIT_BLOCK },
	{ "aside", TREE_TRAIT_BLOCK },
	{ "blockquote", TREE_TRAIT_BLOCK },
	{ "body", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE },
	{ "br", TREE_TRAIT_BLOCK },
	{ "caption", TREE_TRAIT_BLOCK },
	{ "center", TREE_TRAIT_BLOCK },
	{ "dd", TREE_TRAIT_BLOCK | TREE_TRAIT_PART },
	{ "div", TREE_TRAIT_BLOCK },
	{ "dl", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE | TREE_TRAIT_SCOPE },
	{ "dt", TREE_TRAIT_BLOCK | TREE_TRAIT_PART },
	{ "fieldset", TREE_TRAIT_BLOCK },
	{ "figure", TREE_TRAIT_BLOCK },
	{ "footer", TREE_TRAIT_BLOCK },
	{ "form", TREE_TRAIT_BLOCK },
	{ "h1", TREE_TRAIT_BLOCK },
	{ "h2", TREE_TRAIT_BLOCK },
	{ "h3", TREE_TRAIT_BLOCK },
	{ "h4", TREE_TRAIT_BLOCK },
	{ "h5", TREE_TRAIT_BLOCK },
	{ "h6", TREE_TRAIT_BLOCK },
	{ "head", TREE_TRAIT_SILENT | TREE_TRAIT_STRUCTURE },
	{ "header", TREE_TRAIT_BLOCK },
	{ "hr", TREE_TRAIT_BLOCK },
	{ "html", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE },
	{ "iframe", TREE_TRAIT_SILENT },
	{ "li", TREE_TRAIT_BLOCK | TREE_TRAIT_PART },
	{ "main", TREE_TRAIT_BLOCK },
	{ "marquee", TREE_TRAIT_BLOCK },
	{ "nav", TREE_TRAIT_BLOCK },
	{ "noscript", TREE_TRAIT_SILENT },
	{ "object", TREE_TRAIT_SILENT },
	{ "ol", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE | TREE_TRAIT_SCOPE },
	{ "option", TREE_TRAIT_BLOCK },
	{ "p", TREE_TRAIT_BLOCK },
	{ "pre", TREE_TRAIT_BLOCK },
	{ "script", TREE_TRAIT_SILENT },
	{ "section", TREE_TRAIT_BLOCK },
	{ "select", TREE_TRAIT_SILENT | TREE_TRAIT_STRUCTURE },
	{ "style", TREE_TRAIT_SILENT },
	{ "table", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE | TREE_TRAIT_SCOPE },
	{ "tbody", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE },
	{ "td", TREE_TRAIT_BLOCK | TREE_TRAIT_PART },
	{ "template", TREE_TRAIT_SILENT },
	{ "textarea", TREE_TRAIT_SILENT },
	{ "tfoot", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE },
	{ "th", TREE_TRAIT_BLOCK | TREE_TRAIT_PART },
	{ "thead", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE },
	{ "title", TREE_TRAIT_BLOCK },
	{ "tr", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE | TREE_TRAIT_PART },
	{ "ul", TREE_TRAIT_BLOCK | TREE_TRAIT_STRUCTURE | TREE_TRAIT_SCOPE },
};

/* Attributes that only paint. Sorted. */
static const char *const paint_attributes[] = {
	"align", "allowfullscreen", "background", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing",
	"clear", "color", "face", "frameborder", "height", "hspace", "link", "marginheight", "marginwidth", "noshade",
	"nowrap", "onblur", "onfocus", "onkeydown", "onkeyup", "onload", "onmouseout", "onmouseover", "onsubmit",
	"scrolling", "size", "tabindex", "target", "topmargin", "valign", "vlink", "vspace", "width",
};

static unsigned short
find_traits(const char *name)
{
	size_t low = 0;
	size_t high = sizeof(trait_table) / sizeof(trait_table[0]);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, trait_table[middle].name);

		if (order == 0)
			return trait_table[middle].traits;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* The parser interns names, so equal names are equal pointers. */
static unsigned short
traits_of(struct builder *builder, const xmlChar *name)
{
	struct trait_cache *entry = &builder->cache[((uintptr_t)name >> 3) % TRAIT_CACHE];

	if (entry->name != name) {
		entry->name = name;
		entry->traits = builder->options->is_xml ? 0 : find_traits((const char *)name);
	}
	return entry->traits;
}

static bool
is_paint(const char *name)
{
	size_t low = 0;
	size_t high = sizeof(paint_attributes) / sizeof(paint_attributes[0]);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, paint_attributes[middle]);

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static void
stop(struct builder *builder, enum status status)
{
	builder->status = status;
	builder->tree->is_cut = true;
	xmlStopParser(builder->parser);
}

static xmlNode *
new_node(struct builder *builder, xmlElementType type, const xmlChar *name)
{
	xmlNode *node = arena_take(builder->arena, sizeof(*node));

	if (node == NULL) {
		stop(builder, STATUS_NO_MEMORY);
		return NULL;
	}
	if (arena_size(builder->arena) > builder->memory_limit)
		stop(builder, STATUS_OK);
	node->type = type;
	node->name = name;
	node->doc = builder->tree->document;
	return node;
}

static void
append(xmlNode *parent, xmlNode *node)
{
	node->parent = parent;
	node->prev = parent->last;
	if (parent->last != NULL)
		parent->last->next = node;
	else
		parent->children = node;
	parent->last = node;
}

static bool
is_blank_text(const struct buffer *text)
{
	for (size_t i = 0; i < text->length; i++)
		if (strchr(" \t\r\n\f", text->bytes[i]) == NULL)
			return false;
	return true;
}

/* Makes a node of the text gathered so far. Blanks are kept, as one space, only where they part two words. */
static void
flush_text(struct builder *builder)
{
	xmlNode *parent = builder->current;
	const char *content;
	xmlNode *node;

	if (builder->text.length == 0 || builder->tree->is_cut)
		return;
	content = builder->text.bytes;
	if (is_blank_text(&builder->text)) {
		builder->text.length = 0;
		if ((parent->extra & TREE_TRAIT_STRUCTURE) != 0 || parent->last == NULL ||
		    (parent->last->extra & TREE_TRAIT_BLOCK) != 0)
			return;
		content = " ";
	}
	node = new_node(builder, XML_TEXT_NODE, xmlStringText);
	if (node == NULL)
		return;
	node->content = (xmlChar *)(content[0] == ' ' && content[1] == '\0' ? arena_string(builder->arena, " ") :
	    arena_copy(builder->arena, content, builder->text.length));
	builder->text.length = 0;
	if (node->content == NULL)
		stop(builder, STATUS_NO_MEMORY);
	else
		append(parent, node);
}

static bool
add_attribute(struct builder *builder, xmlNode *node, xmlAttr **last, const xmlChar *name, const xmlChar *value)
{
	xmlAttr *attribute = arena_take(builder->arena, sizeof(*attribute));
	xmlNode *text = attribute == NULL ? NULL : new_node(builder, XML_TEXT_NODE, xmlStringText);

	if (text == NULL)
		return false;
	attribute->name = xmlDictLookup(builder->parser->dict, name, -1);
	text->content = (xmlChar *)arena_string(builder->arena, value == NULL ? "" : (const char *)value);
	if (attribute->name == NULL || text->content == NULL)
		return false;
	attribute->type = XML_ATTRIBUTE_NODE;
	attribute->parent = node;
	attribute->doc = node->doc;
	attribute->children = attribute->last = text;
	text->parent = (xmlNode *)attribute;
	attribute->prev = *last;
	if (*last != NULL)
		(*last)->next = attribute;
	else
		node->properties = attribute;
	*last = attribute;
	return true;
}

static void
add_attributes(struct builder *builder, xmlNode *node, const xmlChar **pairs)
{
	xmlAttr *last = NULL;

	for (; pairs != NULL && pairs[0] != NULL; pairs += 2) {
		if (!builder->options->keep_all_attributes && is_paint((const char *)pairs[0]))
			continue;
		if (!add_attribute(builder, node, &last, pairs[0], pairs[1])) {
			stop(builder, STATUS_NO_MEMORY);
			return;
		}
		if (builder->tree->base_href == NULL && pairs[1] != NULL && strcmp((const char *)node->name, "base") == 0 &&
		    strcmp((const char *)pairs[0], "href") == 0)
			builder->tree->base_href = (const char *)last->children->content;
	}
}

static bool
is_same_kind(const xmlChar *a, const xmlChar *b)
{
	if (a == b)
		return true;
	/* td and th, dt and dd */
	return a[0] == b[0] && a[1] != '\0' && b[1] != '\0' && a[2] == '\0' && b[2] == '\0' && (a[0] == 't' || a[0] == 'd') &&
	    a[1] != 'r' && b[1] != 'r';
}

/* Where a new li, td or a belongs: beside the open one of its kind, even where <font> or <span> was left open in that, as
 * browsers do. libxml2 would nest it. */
static xmlNode *
parent_for(const struct builder *builder, const xmlChar *name, unsigned traits)
{
	bool is_link = name[0] == 'a';
	bool is_cell = name[0] == 't' && name[1] != 'r';

	if ((traits & TREE_TRAIT_PART) == 0)
		return builder->current;
	for (unsigned i = builder->depth; i-- > 0;) {
		const xmlNode *node = builder->open[i];

		if ((node->extra & TREE_TRAIT_PART) != 0 && is_same_kind(node->name, name))
			return node->parent;
		if ((node->extra & TREE_TRAIT_SCOPE) != 0 || (is_link && (node->extra & TREE_TRAIT_PART) != 0) ||
		    (is_cell && node->name[0] == 't' && node->name[1] == 'r'))
			break;
	}
	return builder->current;
}

static void
on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct builder *builder = context;
	xmlNode *node;

	if (builder->tree->is_cut)
		return;
	flush_text(builder);
	name = xmlDictLookup(builder->parser->dict, name, -1);
	node = name == NULL ? NULL : new_node(builder, XML_ELEMENT_NODE, name);
	if (node == NULL)
		return;
	node->extra = traits_of(builder, name);
	append(parent_for(builder, name, node->extra), node);
	if (builder->tree->root == NULL)
		builder->tree->root = node;
	add_attributes(builder, node, attributes);
	builder->current = builder->open[builder->depth] = node;
	if (++builder->depth >= LIMIT_PAGE_DEPTH)
		stop(builder, STATUS_OK);
}

static void
on_end(void *context, const xmlChar *name)
{
	struct builder *builder = context;

	(void)name;
	flush_text(builder);
	if (builder->depth == 0 || builder->tree->is_cut)
		return;
	builder->depth--;
	builder->current = builder->depth == 0 ? (xmlNode *)builder->tree->document : builder->open[builder->depth - 1];
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct builder *builder = context;

	/* Text outside of the root element: nothing to hang it on. */
	if (builder->depth == 0 || builder->tree->is_cut)
		return;
	if (buffer_add(&builder->text, (const char *)text, (size_t)length) != STATUS_OK)
		stop(builder, STATUS_NO_MEMORY);
}

static void
listen(xmlSAXHandler *handler)
{
	memset(handler, 0, sizeof(*handler));
	handler->startElement = on_start;
	handler->endElement = on_end;
	handler->characters = on_text;
	handler->ignorableWhitespace = on_text;
	handler->cdataBlock = on_text;
}

static void
parse(struct builder *builder)
{
	xmlParserCtxt *parser = builder->parser;

	listen(parser->sax);
	parser->userData = builder;
	parser->charset = XML_CHAR_ENCODING_UTF8;
	if (builder->options->is_xml) {
		xmlCtxtUseOptions(parser, XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
		    XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
		parser->replaceEntities = 1; /* &amp; in attributes; no entity is declared, so none grows */
		xmlParseDocument(parser);
	} else {
		htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
		    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
		htmlParseDocument(parser);
	}
}

static size_t
memory_for(size_t length)
{
	if (length <= DENSE_BYTES)
		return NODE_BYTES_FLOOR + length * NODE_BYTES_PER_BYTE;
	return memory_for(DENSE_BYTES) + (length - DENSE_BYTES) * NODE_BYTES_PER_BYTE_BEYOND;
}

enum status
tree_build(const char *text, size_t length, const struct tree_options *options, struct arena *arena,
    struct tree *tree)
{
	struct builder builder = { .arena = arena, .tree = tree, .options = options };
	xmlNode *open[LIMIT_PAGE_DEPTH];

	*tree = (struct tree){ .document = options->is_xml ? xmlNewDoc(NULL) : htmlNewDocNoDtD(NULL, NULL) };
	if (tree->document == NULL)
		return STATUS_NO_MEMORY;
	if (length == 0)
		return STATUS_OK;
	builder.parser = options->is_xml ? xmlCreateMemoryParserCtxt(text, (int)length) :
	    htmlCreateMemoryParserCtxt(text, (int)length);
	if (builder.parser == NULL) {
		tree_free(tree);
		return STATUS_NO_MEMORY;
	}
	builder.open = open;
	buffer_start(&builder.text, LIMIT_PAGE_BYTES);
	builder.current = (xmlNode *)tree->document;
	builder.memory_limit = arena_size(arena) + memory_for(length);
	tree->document->dict = builder.parser->dict;
	xmlDictReference(tree->document->dict);
	parse(&builder);
	buffer_clear(&builder.text);
	xmlFreeParserCtxt(builder.parser);
	if (builder.status != STATUS_OK)
		tree_free(tree);
	return builder.status;
}

void
tree_free(struct tree *tree)
{
	if (tree->document == NULL)
		return;
	/* The nodes belong to the arena: libxml2 must not see them. */
	tree->document->children = tree->document->last = NULL;
	xmlFreeDoc(tree->document);
	tree->document = NULL;
	tree->root = NULL;
}
