/* Folding and cutting of text for detectors; excerpts. */
#include "scan_text.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text.h"

enum { EXCERPT_CONTEXT = 16 }; /* characters on either side */

/* Traditional forms that occur in words of spam; copies of pages swap them in so that search fails. */
static uint32_t
simplified(uint32_t character)
{
	static const uint32_t pairs[][2] = { { 0x8ced, 0x8d4c }, { 0x5834, 0x573a }, { 0x9580, 0x95e8 }, { 0x9cef, 0x51e4 },
		{ 0x9cf3, 0x51e4 }, { 0x5a1b, 0x5a31 }, { 0x6a02, 0x4e50 }, { 0x9ad4, 0x4f53 }, { 0x7db2, 0x7f51 },
		{ 0x904a, 0x6e38 }, { 0x6232, 0x620f }, { 0x958b, 0x5f00 }, { 0x734e, 0x5956 }, { 0x767c, 0x53d1 },
		{ 0x8ca1, 0x8d22 }, { 0x96fb, 0x7535 }, { 0x5716, 0x56fe }, { 0x7dda, 0x7ebf }, { 0x8996, 0x89c6 },
		{ 0x983b, 0x9891 }, { 0x5340, 0x533a }, { 0x7e23, 0x53bf }, { 0x570b, 0x56fd }, { 0x8cc7, 0x8d44 },
		{ 0x6e96, 0x51c6 }, { 0x78bc, 0x7801 }, { 0x9f8d, 0x9f99 }, { 0x76e4, 0x76d8 }, { 0x8a3b, 0x6ce8 },
		{ 0x518a, 0x518c }, { 0x8f09, 0x8f7d }, { 0x6a5f, 0x673a }, { 0x7121, 0x65e0 }, { 0x984c, 0x9898 },
		{ 0x5c08, 0x4e13 }, { 0x6771, 0x4e1c }, { 0x8eca, 0x8f66 }, { 0x9ede, 0x70b9 }, { 0x8056, 0x5723 },
		{ 0x8072, 0x58f0 }, { 0x6fc0, 0x6fc0 }, { 0x7378, 0x517d }, { 0x5f69, 0x5f69 }, { 0x8acb, 0x8bf7 },
		{ 0x7d93, 0x7ecf }, { 0x71df, 0x8425 }, { 0x5165, 0x5165 }, { 0x865f, 0x53f7 }, { 0x9580, 0x95e8 },
		{ 0x5f37, 0x5f3a }, { 0x9805, 0x9879 }, { 0x6578, 0x6570 }, { 0x64da, 0x636e }, { 0x5be6, 0x5b9e },
		{ 0x6230, 0x6218 }, { 0x512a, 0x4f18 }, { 0x9001, 0x9001 }, { 0x9322, 0x94b1 }, { 0x9280, 0x94f6 },
		{ 0x6c38, 0x6c38 }, { 0x5229, 0x5229 }, { 0x842c, 0x4e07 }, { 0x96d9, 0x53cc }, { 0x8cfd, 0x8d5b },
		{ 0x99ac, 0x9a6c }, { 0x5ff5, 0x5ff5 }, { 0x6176, 0x5e86 }, { 0x84bc, 0x82cd }, { 0x8805, 0x8747 }, { 0x904b, 0x8fd0 },
		{ 0x85a6, 0x8350 }, { 0x8cf4, 0x8d56 }, { 0x85e5, 0x836f }, { 0x4e9e, 0x4e9a }, { 0x54c1, 0x54c1 }, { 0x8207, 0x4e0e } };

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (pairs[i][0] == character)
			return pairs[i][1];
	return character;
}

static uint32_t
folded(uint32_t character)
{
	if (character >= 0xff01 && character <= 0xff5e)
		character -= 0xfee0;
	if (character >= 'A' && character <= 'Z')
		character += 'a' - 'A';
	if (character == 0x3000 || character == 0xa0 || character == '\t' || character == '\r')
		return ' ';
	return character < 0x4e00 ? character : simplified(character);
}

static bool
has_no_width(uint32_t character)
{
	return (character >= 0x200b && character <= 0x200f) || character == 0x2060 || character == 0xfeff ||
	    character == 0xad || character == 0x180e;
}

static enum status
cut_lines(struct arena *arena, struct scan_text *scan)
{
	size_t count = 1;
	size_t start = 0;

	for (size_t i = 0; i < scan->count; i++)
		count += scan->folded[i] == '\n';
	scan->line = arena_take_array(arena, count, sizeof(*scan->line));
	if (scan->line == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i <= scan->count; i++) {
		if (i < scan->count && scan->folded[i] != '\n')
			continue;
		scan->line[scan->line_count++] = (struct scan_line){ .start = start, .end = i };
		start = i + 1;
	}
	return STATUS_OK;
}

enum status
scan_text_fold(const char *text, size_t length, struct arena *arena, struct scan_text *scan)
{
	size_t characters = piece_characters((struct piece){ text, length });
	uint32_t index = 0;

	/* A malformed byte counts as a character of its own, so there may be as many as bytes. */
	if (utf8_first_bad(text, length) < length)
		characters = length;
	*scan = (struct scan_text){ .original = text, .original_length = length };
	scan->folded = arena_take_array(arena, characters + 1, sizeof(*scan->folded));
	scan->offset = arena_take_array(arena, characters + 1, sizeof(*scan->offset));
	if (scan->folded == NULL || scan->offset == NULL)
		return STATUS_NO_MEMORY;
	for (size_t at = 0; at < length; index++) {
		uint32_t character;

		at += utf8_next(text + at, length - at, &character);
		if (has_no_width(character))
			continue;
		scan->folded[scan->count] = folded(character);
		scan->offset[scan->count++] = index;
	}
	scan->offset[scan->count] = index;
	return cut_lines(arena, scan);
}

/* Byte offset of character number `wanted` at or after a known one. */
static size_t
byte_of(const struct scan_text *scan, size_t wanted, size_t character, size_t byte)
{
	while (character < wanted && byte < scan->original_length) {
		uint32_t ignored;

		byte += utf8_next(scan->original + byte, scan->original_length - byte, &ignored);
		character++;
	}
	return byte;
}

static enum status
add_excerpt(struct buffer *buffer, const struct scan_text *scan, size_t from, size_t to, size_t mask_from,
    size_t mask_to)
{
	size_t byte = byte_of(scan, from, 0, 0);
	enum status status = STATUS_OK;

	for (size_t character = from; character < to && status == STATUS_OK; character++) {
		uint32_t value;
		size_t width;

		if (byte >= scan->original_length)
			break;
		width = utf8_next(scan->original + byte, scan->original_length - byte, &value);
		if (character >= mask_from && character < mask_to)
			status = buffer_add(buffer, "*", 1);
		else if (value < ' ' || (width == 1 && value == 0xfffd))
			status = buffer_add(buffer, " ", 1);
		else
			status = buffer_add(buffer, scan->original + byte, width);
		byte += width;
	}
	return status;
}

/* Context ends at a line feed and before a long run of digits: that may be somebody else's number. */
enum { DIGITS_SHOWN = 4 };

static size_t
context_before(const struct scan_text *scan, size_t start)
{
	size_t digits = 0;
	size_t at = start;

	while (at > 0 && start - at < EXCERPT_CONTEXT && scan->folded[at - 1] != '\n') {
		digits = is_digit(scan->folded[at - 1]) ? digits + 1 : 0;
		if (digits > DIGITS_SHOWN)
			return at + DIGITS_SHOWN;
		at--;
	}
	return at;
}

static size_t
context_after(const struct scan_text *scan, size_t end)
{
	size_t digits = 0;
	size_t at = end;

	while (at < scan->count && at - end < EXCERPT_CONTEXT && scan->folded[at] != '\n') {
		digits = is_digit(scan->folded[at]) ? digits + 1 : 0;
		if (digits > DIGITS_SHOWN)
			return at - DIGITS_SHOWN;
		at++;
	}
	return at;
}

enum status
detection_add(struct detection_list *list, const struct scan_text *scan, size_t start, size_t end,
    struct detection finding, bool mask)
{
	size_t from = context_before(scan, start);
	size_t to = context_after(scan, end);
	size_t first = scan->offset[start];
	size_t past = end > start ? (size_t)scan->offset[end - 1] + 1 : first;
	struct buffer excerpt;
	enum status status;

	if (list->count >= LIMIT_PAGE_DETECTIONS) {
		list->is_cut = true;
		return STATUS_LIMIT;
	}
	buffer_start(&excerpt, LIMIT_FIELD_BYTES);
	status = add_excerpt(&excerpt, scan, scan->offset[from], to > end ? (size_t)scan->offset[to - 1] + 1 : past,
	    mask ? first + 2 : 0, mask ? past - 2 : 0);
	if (status == STATUS_LIMIT)
		status = STATUS_OK;
	finding.offset = first;
	finding.length = past - first;
	finding.excerpt = status == STATUS_OK ? arena_string(list->arena, buffer_string(&excerpt)) : NULL;
	buffer_clear(&excerpt);
	if (finding.excerpt == NULL)
		return STATUS_NO_MEMORY;
	list->entry[list->count++] = finding;
	return STATUS_OK;
}
