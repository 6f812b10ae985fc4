/* Meta tags, lines and main text of an article page. */
#include "page_parts.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "extract/dom.h"

enum {
	PROSE_BYTES = 90,       /* thirty characters: a line of running text rather than of a table */
	HEAD_LINES = 60,        /* a field table and what stands between title and text */
	TEXT_SHARE = 80,        /* per cent of the text behind the title that its element holds */
};

static struct piece *
meta_slot(struct page_meta *meta, struct piece name)
{
	static const struct {
		const char *name;
		size_t offset;
	} slots[] = {
		{ "SiteName", offsetof(struct page_meta, site_name) },
		{ "ColumnName", offsetof(struct page_meta, column_name) },
		{ "ArticleTitle", offsetof(struct page_meta, title) },
		{ "ArticleTite", offsetof(struct page_meta, title) }, /* a widespread slip */
		{ "PubDate", offsetof(struct page_meta, published) },
		{ "PublishDate", offsetof(struct page_meta, published) },
		{ "article:published_time", offsetof(struct page_meta, published) },
		{ "publishtime", offsetof(struct page_meta, published) },
		{ "ContentSource", offsetof(struct page_meta, source) },
	};

	for (size_t i = 0; i < sizeof(slots) / sizeof(slots[0]); i++)
		if (strlen(slots[i].name) == name.length && strncasecmp(slots[i].name, name.text, name.length) == 0)
			return (struct piece *)(void *)((char *)meta + slots[i].offset);
	return NULL;
}

static enum status
one_line(const xmlNode *node, struct arena *arena, struct piece *piece)
{
	struct lines lines;
	enum status status = lines_read(node, arena, &lines);

	if (status == STATUS_OK && lines.count > 0)
		*piece = piece_of(lines.line[0].text);
	return status;
}

static enum status
collapse(const char *text, struct arena *arena, struct piece *piece)
{
	xmlNode node = { .type = XML_TEXT_NODE, .content = (xmlChar *)(uintptr_t)text };

	return one_line(&node, arena, piece);
}

static enum status
read_meta(const xmlNode *root, struct page *page)
{
	for (const xmlNode *node = root; node != NULL; node = dom_next(node, root)) {
		const char *name;
		const char *content;
		struct piece *slot;
		enum status status;

		if (dom_is(node, "title") && page->meta.head_title.length == 0) {
			status = one_line(node, page->arena, &page->meta.head_title);
			if (status != STATUS_OK)
				return status;
		}
		if (!dom_is(node, "meta"))
			continue;
		name = dom_attribute(node, "name");
		if (name == NULL)
			name = dom_attribute(node, "property");
		content = dom_attribute(node, "content");
		if (name == NULL || content == NULL)
			continue;
		slot = meta_slot(&page->meta, piece_trim(piece_of(name)));
		if (slot == NULL || slot->length > 0)
			continue;
		status = collapse(content, page->arena, slot);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

enum status
page_read(const struct document *document, struct arena *arena, struct page *page)
{
	xmlNode *body = document->root == NULL ? NULL : dom_find(document->root, "body");
	const struct piece none = { "", 0 };
	enum status status;

	*page = (struct page){ .document = document, .arena = arena,
		.meta = { none, none, none, none, none, none } };
	if (document->root == NULL)
		return STATUS_OK;
	status = read_meta(document->root, page);
	if (status == STATUS_OK)
		status = lines_read(body != NULL ? body : document->root, arena, &page->lines);
	page->title_line = page->lines.count;
	return status;
}

bool
line_is_foot(const struct line *line)
{
	static const char *const words[] = { "ICP备", "版权所有", "公网安备", "网站标识码", "Copyright", "copyright", "COPYRIGHT",
		"备案号", "网站地图", "技术支持", "All Rights", "扫一扫在手机", "网站主办", "维护单位", NULL };
	struct piece text = { line->text, line->length };

	return line->length < 400 && (piece_has_any(text, words) || piece_starts(text, "主办单位") ||
	    piece_starts(text, "主办：") || piece_starts(text, "上一篇") || piece_starts(text, "下一篇"));
}

static bool
is_prose(const struct line *line)
{
	struct piece text = { line->text, line->length };

	if (line->link_length * 2 > line->length)
		return false;
	return (line->length >= PROSE_BYTES && !line_has_label(line)) || piece_has(text, "。") || piece_ends(text, "：");
}

/* The head ends where running text begins: a sentence, a salutation ("各有关单位："). */
static void
find_head(struct page *page)
{
	size_t from = page->title_line < page->lines.count ? page->title_past : 0;
	size_t last_label = from;
	bool found = false;

	for (size_t i = from; i < page->lines.count && i < from + HEAD_LINES; i++) {
		const struct line *line = &page->lines.line[i];
		bool has_label = line_has_label(line);

		if (has_label) {
			last_label = i + 1;
			found = true;
		} else if (found && is_prose(line)) {
			break;
		} else if (!found && page->title_line < page->lines.count && is_prose(line) && line->length >= PROSE_BYTES) {
			break;
		}
	}
	page->head_past = found ? last_label : from;
}

/* Bytes of text that count when the main text is weighed. */
static size_t
weight(const struct line *line)
{
	if (line->is_hidden || line->link_length * 2 > line->length || line_is_foot(line))
		return 0;
	return line->length - line->link_length;
}

/* The line at which half of the weight behind the head is reached. */
static size_t
middle_line(const struct page *page, size_t total)
{
	size_t sum = 0;

	for (size_t i = page->head_past; i < page->lines.count; i++) {
		sum += weight(&page->lines.line[i]);
		if (sum * 2 >= total)
			return i;
	}
	return page->lines.count;
}

static size_t
weight_of_range(const struct page *page, size_t first, size_t past)
{
	size_t sum = 0;

	for (size_t i = first > page->head_past ? first : page->head_past; i < past; i++)
		sum += weight(&page->lines.line[i]);
	return sum;
}

/* Whatever element holds most of the text holds its middle line, so climb from there until enough is inside. */
static void
climb(struct page *page, size_t total)
{
	size_t first = middle_line(page, total);
	size_t past = first + 1;
	size_t counted_first;
	size_t counted_past;
	size_t inside;
	const xmlNode *element;

	if (first >= page->lines.count)
		return;
	element = page->lines.line[first].block;
	counted_first = first;
	counted_past = past;
	inside = weight(&page->lines.line[first]);
	for (;;) {
		lines_inside(&page->lines, element, &first, &past);
		inside += weight_of_range(page, first, counted_first) + weight_of_range(page, counted_past, past);
		counted_first = first;
		counted_past = past;
		if (element->parent == NULL || element->parent->type != XML_ELEMENT_NODE)
			break;
		/* One paragraph is not yet the element that holds the paragraphs. */
		if (inside * 100 >= total * TEXT_SHARE && (past - first > 1 || dom_is(element->parent, "body")))
			break;
		element = element->parent;
	}
	page->text_element = element;
	page->text_first = first > page->head_past ? first : page->head_past;
	page->text_past = past;
}

/* Some pages put source and date below the text. */
static bool
line_is_behind_text(const struct line *line)
{
	return line_is_foot(line) || (line->length < 300 && line_has_label(line));
}

void
page_find_text(struct page *page)
{
	size_t total;

	find_head(page);
	page->text_first = page->text_past = page->head_past;
	total = weight_of_range(page, page->head_past, page->lines.count);
	if (total > 0)
		climb(page, total);
	while (page->text_past > page->text_first && line_is_behind_text(&page->lines.line[page->text_past - 1]))
		page->text_past--;
}
