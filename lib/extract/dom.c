/* Walking trees and reading their text. */
#include "extract/dom.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "tree.h"

xmlNode *
dom_next_outside(const xmlNode *node, const xmlNode *top)
{
	while (node != NULL && node != top) {
		if (node->next != NULL)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

xmlNode *
dom_next(const xmlNode *node, const xmlNode *top)
{
	if (node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	return dom_next_outside(node, top);
}

bool
dom_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool
has_trait(const xmlNode *node, unsigned trait)
{
	return node->type == XML_ELEMENT_NODE && (node->extra & trait) != 0;
}

bool
dom_is_block(const xmlNode *node)
{
	return has_trait(node, TREE_TRAIT_BLOCK);
}

bool
dom_is_silent(const xmlNode *node)
{
	return has_trait(node, TREE_TRAIT_SILENT);
}

const char *
dom_attribute(const xmlNode *node, const char *name)
{
	if (node->type != XML_ELEMENT_NODE)
		return NULL;
	for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
		if (strcmp((const char *)attribute->name, name) == 0)
			return (const char *)attribute->children->content;
	return NULL;
}

/* Does the style hold "display:none" or "visibility:hidden", with blanks wherever CSS allows them? */
static bool
style_hides(const char *style)
{
	static const char *const hiding[] = { "display:none", "visibility:hidden" };

	for (size_t i = 0; i < sizeof(hiding) / sizeof(hiding[0]); i++) {
		const char *wanted = hiding[i];

		for (const char *at = style; *at != '\0' && *wanted != '\0'; at++) {
			char byte = (char)(*at >= 'A' && *at <= 'Z' ? *at + 32 : *at);

			if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r')
				continue;
			if (byte == *wanted)
				wanted++;
			else
				wanted = byte == hiding[i][0] ? hiding[i] + 1 : hiding[i];
		}
		if (*wanted == '\0')
			return true;
	}
	return false;
}

bool
dom_is_hidden(const xmlNode *node)
{
	if (node->type != XML_ELEMENT_NODE)
		return false;
	for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
		const char *name = (const char *)attribute->name;
		const char *value = (const char *)attribute->children->content;

		if (strcmp(name, "hidden") == 0)
			return true;
		if (strcmp(name, "style") == 0 && style_hides(value))
			return true;
		if (strcmp(name, "type") == 0 && strcasecmp(value, "hidden") == 0)
			return true;
	}
	return false;
}

bool
dom_has_word(const xmlNode *node, const char *attribute, const char *word)
{
	const char *value = dom_attribute(node, attribute);
	size_t length = strlen(word);

	while (value != NULL && *value != '\0') {
		size_t blanks = strspn(value, " \t\r\n\f");
		size_t span = strcspn(value + blanks, " \t\r\n\f");

		if (span == length && memcmp(value + blanks, word, length) == 0)
			return true;
		value += blanks + span;
	}
	return false;
}

/* What has to be written before the next visible character. */
enum gap { GAP_NONE, GAP_SPACE, GAP_LINE };

struct text_writer {
	struct buffer *buffer;
	size_t start;
	enum gap gap;
	bool is_one_line;
};

static void
widen(struct text_writer *writer, enum gap gap)
{
	if (writer->is_one_line && gap == GAP_LINE)
		gap = GAP_SPACE;
	if (gap > writer->gap)
		writer->gap = gap;
}

/* Width of a blank at `text`: ASCII blanks, U+00A0, U+2000-200A, U+202F, U+3000; 0 for another character. */
static size_t
blank_width(const unsigned char *text)
{
	if (text[0] <= ' ')
		return text[0] == '\0' ? 0 : 1;
	if (text[0] == 0xc2 && text[1] == 0xa0)
		return 2;
	if (text[0] == 0xe3 && text[1] == 0x80 && text[2] == 0x80)
		return 3;
	if (text[0] == 0xe2 && text[1] == 0x80 && ((text[2] >= 0x80 && text[2] <= 0x8a) || text[2] == 0xaf))
		return 3;
	return 0;
}

/* U+200B-200F, U+2060, U+FEFF: characters without width, often pasted from word processors. */
static size_t
invisible_width(const unsigned char *text)
{
	if (text[0] == 0xe2 && text[1] == 0x80 && text[2] >= 0x8b && text[2] <= 0x8f)
		return 3;
	if (text[0] == 0xe2 && text[1] == 0x81 && text[2] == 0xa0)
		return 3;
	if (text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf)
		return 3;
	return 0;
}

static enum status
add_run(struct text_writer *writer, const char *text, size_t length)
{
	enum status status = STATUS_OK;

	if (writer->gap != GAP_NONE && writer->buffer->length > writer->start)
		status = buffer_add(writer->buffer, writer->gap == GAP_LINE ? "\n" : " ", 1);
	writer->gap = GAP_NONE;
	return status == STATUS_OK ? buffer_add(writer->buffer, text, length) : status;
}

static enum status
add_text(struct text_writer *writer, const char *text)
{
	while (*text != '\0') {
		size_t blank = blank_width((const unsigned char *)text);
		size_t skipped = blank > 0 ? blank : invisible_width((const unsigned char *)text);
		const char *run = text;
		enum status status;

		if (blank > 0)
			widen(writer, GAP_SPACE);
		text += skipped;
		if (skipped > 0)
			continue;
		while (*text != '\0' && blank_width((const unsigned char *)text) == 0 &&
		    invisible_width((const unsigned char *)text) == 0)
			text++;
		status = add_run(writer, run, (size_t)(text - run));
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

/* Goes to the next node and widens the gap for each block that ends on the way. */
static const xmlNode *
step(struct text_writer *writer, const xmlNode *node, const xmlNode *top, bool enter)
{
	if (enter && node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != NULL) {
		if (dom_is_block(node))
			widen(writer, GAP_LINE);
		if (node == top)
			return NULL;
		if (node->next != NULL)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

static enum status
write_text(const xmlNode *top, struct text_writer *writer)
{
	const xmlNode *node = top;

	while (node != NULL) {
		bool is_silent = dom_is_silent(node) && node != top;

		if (node->type == XML_TEXT_NODE) {
			enum status status = add_text(writer, (const char *)node->content);

			if (status != STATUS_OK)
				return status;
		} else if (dom_is_block(node)) {
			widen(writer, GAP_LINE);
		}
		node = step(writer, node, top, !is_silent);
	}
	return STATUS_OK;
}

enum status
dom_text(const xmlNode *node, struct buffer *buffer)
{
	struct text_writer writer = { .buffer = buffer, .start = buffer->length };

	return write_text(node, &writer);
}

enum status
dom_text_line(const xmlNode *node, struct buffer *buffer)
{
	struct text_writer writer = { .buffer = buffer, .start = buffer->length, .is_one_line = true };

	return write_text(node, &writer);
}

xmlNode *
dom_find(const xmlNode *top, const char *name)
{
	for (const xmlNode *node = top; node != NULL; node = dom_next(node, top))
		if (dom_is(node, name))
			return (xmlNode *)(uintptr_t)node;
	return NULL;
}
