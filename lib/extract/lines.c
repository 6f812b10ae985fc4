/* Lines of a page. */
#include "lines.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "extract/dom.h"

enum { LINES_AT_FIRST = 2 }; /* most elements that are read for themselves, such as links, have one */

struct reader {
	struct arena *arena;
	struct lines *lines;
	size_t capacity;
	struct buffer text;      /* of the line that is being read */
	size_t link_length;
	const xmlNode *block;    /* where its first text stood */
	const xmlNode *start;
	int heading;
	const xmlNode *hidden;   /* outermost hidden element around the position */
	const xmlNode *link;     /* outermost <a> around the position */
	const xmlNode *heading_element;
	const xmlNode *hidden_by; /* of the line that is being read */
	bool space_pending;
	bool is_out_of_memory;
};

static bool
make_room(struct reader *reader)
{
	struct lines *lines = reader->lines;
	size_t capacity = reader->capacity == 0 ? LINES_AT_FIRST : reader->capacity * 2;
	struct line *grown;

	if (lines->count < reader->capacity)
		return true;
	if (lines->count >= LIMIT_PAGE_LINES) {
		lines->is_cut = true;
		return false;
	}
	grown = arena_take_array(reader->arena, capacity, sizeof(*grown));
	if (grown == NULL) {
		reader->is_out_of_memory = true;
		return false;
	}
	if (lines->count > 0)
		memcpy(grown, lines->line, lines->count * sizeof(*grown));
	lines->line = grown;
	reader->capacity = capacity;
	return true;
}

static void
end_line(struct reader *reader, bool is_continued)
{
	struct line *line;
	const char *text;

	reader->space_pending = false;
	if (reader->text.length == 0)
		return;
	if (make_room(reader)) {
		text = arena_copy(reader->arena, reader->text.bytes, reader->text.length);
		if (text == NULL) {
			reader->is_out_of_memory = true;
			return;
		}
		line = &reader->lines->line[reader->lines->count++];
		*line = (struct line){
			.text = text,
			.length = reader->text.length,
			.block = reader->block,
			.start = reader->start,
			.link_length = reader->link_length,
			.heading = reader->heading,
			.hidden_by = reader->hidden_by,
			.is_hidden = reader->hidden_by != NULL,
			.is_continued = is_continued,
		};
	}
	reader->text.length = 0;
	reader->link_length = 0;
}

/* Blanks of every kind, characters without width that editors leave behind, and the icons of web fonts, which stand in
 * the private use area. */
static bool
is_blank(uint32_t character)
{
	return character <= ' ' || character == 0xa0 || (character >= 0x2000 && character <= 0x200f) ||
	    character == 0x2028 || character == 0x2029 || character == 0x202f || character == 0x2060 ||
	    character == 0x3000 || character == 0xfeff || (character >= 0x7f && character < 0xa0) ||
	    (character >= 0xe600 && character <= 0xf000);
}

static const xmlNode *
block_around(const xmlNode *node)
{
	while (node->parent != NULL && node->parent->type == XML_ELEMENT_NODE && !dom_is_block(node))
		node = node->parent;
	return node;
}

static void
start_line(struct reader *reader, const xmlNode *node)
{
	reader->block = block_around(node->parent != NULL ? node->parent : node);
	reader->start = node;
	reader->hidden_by = reader->hidden;
	reader->heading = reader->heading_element != NULL ? reader->heading_element->name[1] - '0' : 0;
}

static void
add_text(struct reader *reader, const xmlNode *node)
{
	const char *text = (const char *)node->content;
	size_t length = text == NULL ? 0 : strlen(text);
	size_t before = reader->text.length;

	for (size_t at = 0; at < length;) {
		uint32_t character;
		size_t width = utf8_next(text + at, length - at, &character);

		if (is_blank(character)) {
			reader->space_pending = reader->space_pending || reader->text.length > 0;
			at += width;
			continue;
		}
		if (reader->text.length == 0)
			start_line(reader, node);
		if (reader->space_pending && buffer_add(&reader->text, " ", 1) != STATUS_OK)
			return;
		reader->space_pending = false;
		if (buffer_add(&reader->text, text + at, width) != STATUS_OK)
			return;
		at += width;
	}
	if (reader->link != NULL && reader->text.length > before)
		reader->link_length += reader->text.length - before;
}

static bool
is_heading(const xmlNode *node)
{
	const char *name = (const char *)node->name;

	return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0';
}

static void
enter(struct reader *reader, const xmlNode *node)
{
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
		add_text(reader, node);
		return;
	}
	if (node->type != XML_ELEMENT_NODE)
		return;
	if (dom_is_block(node))
		end_line(reader, dom_is(node, "br"));
	if (reader->hidden == NULL && dom_is_hidden(node))
		reader->hidden = node;
	if (reader->link == NULL && dom_is(node, "a"))
		reader->link = node;
	if (reader->heading_element == NULL && is_heading(node))
		reader->heading_element = node;
}

static void
leave(struct reader *reader, const xmlNode *node)
{
	if (node->type != XML_ELEMENT_NODE)
		return;
	if (dom_is_block(node) && !dom_is(node, "br"))
		end_line(reader, false);
	if (reader->hidden == node)
		reader->hidden = NULL;
	if (reader->link == node)
		reader->link = NULL;
	if (reader->heading_element == node)
		reader->heading_element = NULL;
}

static bool
has_visible_children(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE && node->children != NULL && !dom_is_silent(node);
}

static void
walk(struct reader *reader, const xmlNode *top)
{
	const xmlNode *node = top;

	while (!reader->is_out_of_memory) {
		enter(reader, node);
		if (has_visible_children(node)) {
			node = node->children;
			continue;
		}
		leave(reader, node);
		while (node != top && node->next == NULL) {
			node = node->parent;
			leave(reader, node);
		}
		if (node == top)
			return;
		node = node->next;
	}
}

/* Some pages hide their whole body until a script has run: nobody hides a page from its readers, so what holds more
 * than half of the text counts as shown. */
static void
show_hidden_body(struct lines *lines)
{
	size_t total = 0;
	size_t hidden = 0;

	for (size_t i = 0; i < lines->count; i++)
		total += lines->line[i].length;
	for (size_t i = 0; i < lines->count; i++) {
		const struct line *line = &lines->line[i];

		if (i == 0 || line->hidden_by != lines->line[i - 1].hidden_by)
			hidden = 0;
		hidden += line->length;
		if (line->hidden_by == NULL || hidden * 2 <= total)
			continue;
		for (size_t k = 0; k < lines->count; k++)
			if (lines->line[k].hidden_by == line->hidden_by)
				lines->line[k].is_hidden = false;
		return;
	}
}

enum status
lines_read(const xmlNode *top, struct arena *arena, struct lines *lines)
{
	struct reader reader = { .arena = arena, .lines = lines };

	*lines = (struct lines){ 0 };
	if (top == NULL)
		return STATUS_OK;
	buffer_start(&reader.text, LIMIT_LINE_BYTES);
	walk(&reader, top);
	end_line(&reader, false);
	buffer_clear(&reader.text);
	show_hidden_body(lines);
	return reader.is_out_of_memory ? STATUS_NO_MEMORY : STATUS_OK;
}

bool
node_is_inside(const xmlNode *node, const xmlNode *ancestor)
{
	while (node != NULL && node != ancestor)
		node = node->parent;
	return node != NULL;
}

void
lines_inside(const struct lines *lines, const xmlNode *ancestor, size_t *first, size_t *past)
{
	while (*first > 0 && node_is_inside(lines->line[*first - 1].block, ancestor))
		(*first)--;
	while (*past < lines->count && node_is_inside(lines->line[*past].block, ancestor))
		(*past)++;
}
