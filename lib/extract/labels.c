/* Labels and their values. */
#include "labels.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "extract/dom.h"
#include "label_table.h"

enum {
	LABEL_BYTES = 48,        /* longer than the longest label of the table */
	LABELS_A_LINE = 24,
	CELLS_AHEAD = 60,        /* lines looked through for the cell below a head cell */
	HEAD_LINE_BYTES = 600,   /* a longer line is running text */
};

/* A label found in a line: where it begins, where its value begins. */
struct place {
	const struct label *label;
	size_t start;
	size_t value;
};

static bool
is_colon(uint32_t character)
{
	return character == ':' || character == 0xff1a || character == 0xfe55 || character == 0x2236;
}

static bool
is_closing_bracket(uint32_t character)
{
	return character == 0x3011 || character == ']' || character == 0xff3d;
}

static bool
is_opening_bracket(uint32_t character)
{
	return character == 0x3010 || character == '[' || character == 0xff3b;
}

/* The last characters before `end`, without blanks, back to `most` bytes. `offsets[i]` is where byte i came from. */
static size_t
squeeze_tail(struct piece text, size_t end, char tail[LABEL_BYTES], size_t offsets[LABEL_BYTES])
{
	size_t kept = LABEL_BYTES;

	while (end > 0) {
		size_t start = character_before(text.text, end);
		uint32_t character;
		size_t width = utf8_next(text.text + start, end - start, &character);

		if (!is_space(character)) {
			if (width > kept)
				break;
			kept -= width;
			memcpy(tail + kept, text.text + start, width);
			for (size_t i = 0; i < width; i++)
				offsets[kept + i] = start;
		}
		end = start;
	}
	return kept;
}

/* The longest label that the text ends with, at `end`. */
static const struct label *
label_before(struct piece text, size_t end, size_t *start)
{
	char tail[LABEL_BYTES];
	size_t offsets[LABEL_BYTES];
	size_t from = squeeze_tail(text, end, tail, offsets);
	const struct label *longest = NULL;
	size_t longest_length = 0;

	for (size_t i = 0; i < label_table_count; i++) {
		size_t length = strlen(label_table[i].text);

		if (length <= longest_length || length > LABEL_BYTES - from ||
		    memcmp(tail + LABEL_BYTES - length, label_table[i].text, length) != 0)
			continue;
		longest = &label_table[i];
		longest_length = length;
	}
	if (longest != NULL)
		*start = offsets[LABEL_BYTES - longest_length];
	return longest;
}

static struct piece
strip_marks(struct piece text)
{
	for (;;) {
		uint32_t first;
		uint32_t last;
		size_t start;

		text = piece_trim(text);
		if (text.length == 0)
			return text;
		start = character_before(text.text, text.length);
		utf8_next(text.text + start, text.length - start, &last);
		utf8_next(text.text, text.length, &first);
		if (is_colon(last) || is_closing_bracket(last))
			text.length = start;
		else if (is_opening_bracket(first) || first == 0xb7 || first == 0x2022)
			text = (struct piece){ text.text + utf8_next(text.text, text.length, &first),
				text.length - utf8_next(text.text, text.length, &first) };
		else
			return text;
	}
}

const struct label *
label_of(struct piece text)
{
	size_t start;
	const struct label *label;

	text = strip_marks(text);
	if (text.length == 0 || text.length > 3 * LABEL_BYTES)
		return NULL;
	label = label_before(text, text.length, &start);
	return label != NULL && start == 0 ? label : NULL;
}

const struct label *
label_at_end(struct piece text, size_t *start)
{
	struct piece bare = strip_marks(text);

	/* strip_marks() may have moved the start; offsets count from the original. */
	bare.length = (size_t)(bare.text + bare.length - text.text);
	bare.text = text.text;
	return label_before(bare, bare.length, start);
}

/* A short word before a colon that no table knows also ends the value before it. */
static bool
unknown_label_before(struct piece line, size_t colon, size_t *start)
{
	size_t at = colon;
	unsigned characters = 0;

	while (at > 0 && characters < 9) {
		size_t before = character_before(line.text, at);
		uint32_t character;

		utf8_next(line.text + before, at - before, &character);
		if (is_space(character)) {
			*start = at;
			return characters >= 2;
		}
		if (!is_han(character))
			return false;
		at = before;
		characters++;
	}
	*start = at;
	return at == 0 && characters >= 2;
}

/* May a label begin at `start`? A short one inside a word (数据来源) is none. */
static bool
stands_free(struct piece line, const struct label *label, size_t start, size_t previous_value)
{
	uint32_t before;

	if (start == 0 || start == previous_value || strlen(label->text) >= 12)
		return true;
	/* 访问量 right behind a value: inline tags held them apart, and no name ends so. */
	if (label->field[0] == '\0' && strlen(label->text) >= 9)
		return true;
	utf8_next(line.text + character_before(line.text, start), 4, &before);
	return !is_han(before);
}

static size_t
find_places(struct piece line, struct place places[LABELS_A_LINE])
{
	static const struct label unknown = { "", "", 9 };
	size_t count = 0;

	for (size_t at = 0; at < line.length && count < LABELS_A_LINE;) {
		uint32_t character;
		size_t width = utf8_next(line.text + at, line.length - at, &character);
		size_t previous = count == 0 ? 0 : places[count - 1].value;
		const struct label *label;
		size_t start = 0;

		if (is_colon(character) || is_closing_bracket(character)) {
			label = label_before(line, at, &start);
			if (label != NULL && start >= previous && stands_free(line, label, start, previous))
				places[count++] = (struct place){ label, start, at + width };
			else if (is_colon(character) && unknown_label_before(line, at, &start) && start >= previous)
				places[count++] = (struct place){ &unknown, start, at + width };
		}
		at += width;
	}
	return count;
}

static struct piece
value_between(struct piece line, const struct place *places, size_t count, size_t index)
{
	size_t end = index + 1 < count ? places[index + 1].start : line.length;
	struct piece value = { line.text + places[index].value, end - places[index].value };
	uint32_t character;

	value = piece_trim(value);
	while (value.length > 0) { /* the bracket before the next label, a bar between two */
		size_t last = character_before(value.text, value.length);

		utf8_next(value.text + last, value.length - last, &character);
		if (!is_opening_bracket(character) && character != '|' && character != 0xff5c && !is_space(character))
			break;
		value.length = last;
	}
	while (value.length > 0) { /* 【来源】：value, [ 来源 ] | value */
		size_t width = utf8_next(value.text, value.length, &character);

		if (!is_colon(character) && !is_space(character) && character != '|')
			break;
		value.text += width;
		value.length -= width;
	}
	return value;
}

static bool
is_cell(const xmlNode *node)
{
	return dom_is(node, "td") || dom_is(node, "th") || dom_is(node, "dt") || dom_is(node, "dd") || dom_is(node, "li");
}

static const xmlNode *
next_element(const xmlNode *node)
{
	do {
		node = node->next;
	} while (node != NULL && node->type != XML_ELEMENT_NODE);
	return node;
}

/* The largest element that holds this line and nothing else, but no more than a cell. */
static const xmlNode *
element_of_line(const struct lines *lines, size_t index)
{
	const xmlNode *element = lines->line[index].block;

	while (!is_cell(element) && element->parent != NULL && element->parent->type == XML_ELEMENT_NODE) {
		const xmlNode *parent = element->parent;

		if ((index > 0 && node_is_inside(lines->line[index - 1].block, parent)) ||
		    (index + 1 < lines->count && node_is_inside(lines->line[index + 1].block, parent)))
			break;
		element = parent;
	}
	return element;
}

static bool
is_a_label(struct piece text)
{
	uint32_t last;
	size_t start;

	if (label_of(text) != NULL)
		return true;
	if (text.length == 0)
		return false;
	start = character_before(text.text, text.length);
	utf8_next(text.text + start, text.length - start, &last);
	return is_colon(last);
}

static size_t
position_in_row(const xmlNode *cell)
{
	size_t position = 0;

	for (const xmlNode *node = cell->prev; node != NULL; node = node->prev)
		if (node->type == XML_ELEMENT_NODE)
			position++;
	return position;
}

/* The line in the same column of the next row, for tables with their labels in a head row. */
static size_t
line_below(const struct lines *lines, size_t index, const xmlNode *cell)
{
	const xmlNode *row = cell->parent == NULL ? NULL : next_element(cell->parent);
	size_t position = position_in_row(cell);
	const xmlNode *below;

	if (row == NULL || !dom_is(row, "tr"))
		return lines->count;
	below = row->children;
	while (below != NULL && (below->type != XML_ELEMENT_NODE || position > 0)) {
		if (below->type == XML_ELEMENT_NODE)
			position--;
		below = below->next;
	}
	for (size_t at = index + 1; below != NULL && at < lines->count && at < index + CELLS_AHEAD; at++)
		if (node_is_inside(lines->line[at].block, below))
			return at;
	return lines->count;
}

/* Does a cell stand in a row of labels: is the cell beside it one as well? */
static bool
is_in_head_row(const struct lines *lines, size_t index, const xmlNode *cell)
{
	const xmlNode *after = next_element(cell);
	const xmlNode *before = cell->prev;

	if (!dom_is(cell, "td") && !dom_is(cell, "th"))
		return false;
	if (after != NULL)
		return node_is_inside(lines->line[index + 1].block, after) && is_a_label(piece_of(lines->line[index + 1].text));
	while (before != NULL && before->type != XML_ELEMENT_NODE)
		before = before->prev;
	return before != NULL && index > 0 && node_is_inside(lines->line[index - 1].block, before) &&
	    is_a_label(piece_of(lines->line[index - 1].text));
}

/* The line that holds the value of a label which fills line `index`; lines->count for an empty value. */
static size_t
value_line(const struct lines *lines, size_t index)
{
	const struct line *next = &lines->line[index + 1];
	const xmlNode *element;
	const xmlNode *sibling;

	if (index + 1 >= lines->count)
		return lines->count;
	if (node_is_inside(next->block, lines->line[index].block))
		return is_a_label(piece_of(next->text)) ? lines->count : index + 1;
	element = element_of_line(lines, index);
	if (is_in_head_row(lines, index, element)) {
		index = line_below(lines, index, element);
		return index < lines->count && is_a_label(piece_of(lines->line[index].text)) ? lines->count : index;
	}
	sibling = next_element(element);
	if (sibling == NULL || (dom_is(element, "li") && dom_is(sibling, "li")) || !node_is_inside(next->block, sibling))
		return lines->count;
	return is_a_label(piece_of(next->text)) ? lines->count : index + 1;
}

static void
add(struct labelled_list *list, const struct label *label, struct piece value, size_t line, enum value_source source,
    bool is_hidden)
{
	if (label->field[0] == '\0' || list->count >= LIMIT_PAGE_LABELS)
		return;
	list->entry[list->count++] = (struct labelled){ label, value, line, source, is_hidden };
}

static void
read_line(const struct lines *lines, size_t index, struct labelled_list *list)
{
	const struct line *line = &lines->line[index];
	struct piece text = { line->text, line->length };
	const struct label *whole = label_of(text);
	struct place places[LABELS_A_LINE];
	size_t count;

	if (whole != NULL) {
		size_t at = value_line(lines, index);
		struct piece value = at < lines->count ? piece_of(lines->line[at].text) : piece_of("");

		add(list, whole, piece_trim(value), index, VALUE_SOURCE_TABLE, line->is_hidden);
		return;
	}
	if (line->length > HEAD_LINE_BYTES)
		return;
	count = find_places(text, places);
	for (size_t i = 0; i < count; i++) {
		enum value_source source = count == 1 && places[i].start == 0 && is_cell(line->block) ?
		    VALUE_SOURCE_TABLE : VALUE_SOURCE_LABEL;

		add(list, places[i].label, value_between(text, places, count, i), index, source, line->is_hidden);
	}
}

enum status
labels_read(const struct lines *lines, size_t first, size_t past, struct arena *arena, struct labelled_list *list)
{
	list->count = 0;
	list->entry = arena_take_array(arena, LIMIT_PAGE_LABELS, sizeof(*list->entry));
	if (list->entry == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = first; i < past; i++)
		read_line(lines, i, list);
	return STATUS_OK;
}

bool
line_has_label(const struct line *line)
{
	struct place places[LABELS_A_LINE];
	struct piece text = { line->text, line->length };
	size_t count;

	if (line->length > HEAD_LINE_BYTES)
		return false;
	if (label_of(text) != NULL)
		return true;
	count = find_places(text, places);
	for (size_t i = 0; i < count; i++)
		if (places[i].label->text[0] != '\0')
			return true;
	return false;
}
