/* Document numbers: read backwards from 号, since what stands before is an organ's code of any length.
 * The forms follow GB/T 9704-2012, 7.2.5, and what pages make of them: 〔〕 [] () 【】 or none at all. */
#include "config.h"

#include "number.h"

#include <string.h>

#include "base/utf8.h"
#include "time/date_text.h"

enum {
	PREFIX_CHARACTERS = 30, /* the longest real one names three organs */
	SERIAL_DIGITS = 6,
	CODE_DIGITS_LEAST = 6,  /* of a code of letters and digits without brackets: year and serial */
};

/* A position that moves backwards over a text. */
struct cursor {
	const char *text;
	size_t at;
};

static uint32_t
peek_before(const struct cursor *cursor, size_t *start)
{
	uint32_t character;

	*start = cursor->at;
	if (cursor->at == 0)
		return 0;
	*start = character_before(cursor->text, cursor->at);
	utf8_next(cursor->text + *start, cursor->at - *start, &character);
	return character;
}

static void
skip_spaces(struct cursor *cursor)
{
	size_t start;

	while (cursor->at > 0 && is_space(peek_before(cursor, &start)))
		cursor->at = start;
}

static bool
take(struct cursor *cursor, const char *word)
{
	size_t length = strlen(word);

	skip_spaces(cursor);
	if (cursor->at < length || memcmp(cursor->text + cursor->at - length, word, length) != 0)
		return false;
	cursor->at -= length;
	return true;
}

static bool
take_one_of(struct cursor *cursor, const char *const *words)
{
	for (; *words != NULL; words++)
		if (take(cursor, *words))
			return true;
	return false;
}

/* Digits with blanks between them, as inline tags leave them; how many. */
static unsigned
take_digits(struct cursor *cursor, unsigned most)
{
	unsigned count = 0;
	size_t start;

	skip_spaces(cursor);
	while (count < most && is_digit(peek_before(cursor, &start))) {
		cursor->at = start;
		count++;
		if (count < most)
			skip_spaces(cursor);
	}
	return count;
}

static bool
take_year(struct cursor *cursor)
{
	struct cursor trial = *cursor;
	size_t start;
	uint32_t character;

	if (take_digits(&trial, 4) != 4)
		return false;
	character = peek_before(&trial, &start);
	if (is_digit(character))
		return false;
	utf8_next(trial.text + trial.at, 4, &character);
	if (character != '1' && character != '2' && character != 0xff11 && character != 0xff12)
		return false;
	*cursor = trial;
	return true;
}

static bool
is_prefix_character(uint32_t character)
{
	return is_han(character) || is_space(character) || (character >= 'A' && character <= 'Z') ||
	    (character >= 'a' && character <= 'z') || (character >= 0xff21 && character <= 0xff5a);
}

/* The organ's code before the year. */
static bool
take_prefix(struct cursor *cursor)
{
	unsigned count = 0;
	size_t start = 0;
	size_t end = cursor->at;

	while (count < PREFIX_CHARACTERS && cursor->at > 0 && is_prefix_character(peek_before(cursor, &start))) {
		cursor->at = start;
		count++;
	}
	while (cursor->at < end && cursor->text[cursor->at] == ' ')
		cursor->at++;
	return count > 0 && cursor->at < end;
}

static bool
take_letters(struct cursor *cursor)
{
	size_t start = 0;
	unsigned count = 0;

	while (cursor->at > 0) {
		uint32_t character = peek_before(cursor, &start);

		if ((character < 'A' || character > 'Z') && (character < 'a' || character > 'z'))
			break;
		cursor->at = start;
		count++;
	}
	return count >= 2 && count <= 12;
}

/* 〔2019〕 before the serial, and the code before that. A lost bracket on one side is no obstacle. */
static bool
take_bracketed_year(struct cursor *cursor)
{
	static const char *const closing[] = { "〕", "]", "］", ")", "）", "】", "﹞", "〉", ">", "}", "」", "』", NULL };
	static const char *const opening[] = { "〔", "[", "［", "(", "（", "【", "﹝", "〈", "<", "{", "「", "『", NULL };
	bool is_closed = take_one_of(cursor, closing);
	bool is_opened;

	if (!take_year(cursor))
		return false;
	is_opened = take_one_of(cursor, opening);
	return (is_closed || is_opened) && take_prefix(cursor);
}

/* 公告2025年第17号 */
static bool
take_year_in_words(struct cursor *cursor)
{
	return take(cursor, "年") && take_year(cursor) && take_prefix(cursor);
}

/* 令第83号, where the kind of document says that this is a number and no house in a street. */
static bool
take_decree(struct cursor *cursor)
{
	static const char *const kinds[] = { "令", "公告", "通告", "公示", NULL };

	if (!take_one_of(cursor, kinds))
		return false;
	take_prefix(cursor);
	return true;
}

/* Reads a number that ends at `end`; *start is where it begins. */
static bool
read_backwards(const char *text, size_t end, size_t *start)
{
	struct cursor cursor = { text, end };
	struct cursor trial;
	bool has_ordinal;

	if (!take(&cursor, "号"))
		return false;
	trial = cursor;
	if (take_digits(&trial, 16) >= CODE_DIGITS_LEAST && take_letters(&trial)) {
		*start = trial.at;
		return true;
	}
	if (take_digits(&cursor, SERIAL_DIGITS) == 0)
		return false;
	has_ordinal = take(&cursor, "第");
	if (has_ordinal)
		take(&cursor, "字");
	for (unsigned form = 0; form < 3; form++) {
		trial = cursor;
		if ((form == 0 && take_bracketed_year(&trial)) || (form == 1 && take_year_in_words(&trial)) ||
		    (form == 2 && has_ordinal && take_decree(&trial))) {
			*start = trial.at;
			return true;
		}
	}
	return false;
}

/* Words that show a sentence rather than a code. */
static bool
reads_as_sentence(struct piece prefix)
{
	static const char *const words[] = { "根据", "关于", "按照", "依据", "依照", "印发", "转发", "通知", "修订", "废止",
		"同时", "执行", "参见", "详见", "附件", "文件", "电话", "备案", NULL };

	return piece_has_any(prefix, words);
}

static struct piece
strip_brackets(struct piece piece)
{
	static const char *const pairs[][2] = { { "（", "）" }, { "(", ")" }, { "【", "】" }, { "[", "]" }, { "〔", "〕" } };

	piece = piece_trim(piece);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if (piece_starts(piece, pairs[i][0]) && piece_ends(piece, pairs[i][1]) &&
		    piece.length > strlen(pairs[i][0]) + strlen(pairs[i][1])) {
			piece.text += strlen(pairs[i][0]);
			piece.length -= strlen(pairs[i][0]) + strlen(pairs[i][1]);
			return piece_trim(piece);
		}
	}
	return piece;
}

bool
number_is_whole(struct piece piece, struct piece *number)
{
	struct piece inner = strip_brackets(piece);
	size_t start;

	if (inner.length > 240 || !read_backwards(inner.text, inner.length, &start) || start != 0)
		return false;
	if (reads_as_sentence(inner))
		return false;
	*number = inner;
	return true;
}

bool
number_at_end(struct piece piece, struct piece *number)
{
	static const char *const closing[] = { "）", ")", "】", "]", NULL };
	static const char *const opening[] = { "（", "(", "【", "[", NULL };
	size_t start;

	piece = piece_trim(piece);
	for (size_t i = 0; closing[i] != NULL; i++) {
		struct piece inner = piece;
		size_t open = strlen(opening[i]);

		if (!piece_ends(piece, closing[i]))
			continue;
		inner.length -= strlen(closing[i]);
		if (!read_backwards(inner.text, inner.length, &start) || start < open ||
		    memcmp(inner.text + start - open, opening[i], open) != 0)
			return false;
		*number = (struct piece){ inner.text + start, inner.length - start };
		return !reads_as_sentence(*number);
	}
	return false;
}

bool
number_at_start(struct piece piece, struct piece *number)
{
	struct piece rest = piece_trim(piece);
	const char *end;
	size_t start;

	if (piece_starts(rest, "【")) {
		end = memmem(rest.text, rest.length, "】", 3);
		if (end == NULL)
			return false;
		rest.length -= (size_t)(end + 3 - rest.text);
		rest.text = end + 3;
	}
	end = memmem(rest.text, rest.length, "号", 3);
	if (end == NULL || !read_backwards(rest.text, (size_t)(end + 3 - rest.text), &start) || start != 0)
		return false;
	*number = (struct piece){ rest.text, (size_t)(end + 3 - rest.text) };
	return !reads_as_sentence(*number) && piece_characters(*number) <= PREFIX_CHARACTERS;
}

bool
number_is_plausible(struct piece value)
{
	static const char *const sentences[] = { "。", "，", "；", "：", "http", "{{", NULL };
	struct claimed_date date;

	value = piece_trim(value);
	if (value.length < 4 || value.length > 240 || !piece_has_digit(value))
		return false;
	if (date_text_parse(value.text, value.length, &date) == STATUS_OK)
		return false;
	if (piece_has_any(value, sentences))
		return false;
	for (size_t at = 0; at < value.length;) {
		uint32_t character;

		at += utf8_next(value.text + at, value.length - at, &character);
		if (is_han(character) || (character >= 'A' && character <= 'Z'))
			return true;
	}
	return false;
}

const char *
number_tidy(struct arena *arena, struct piece number)
{
	struct piece inner = strip_brackets(number);
	char *copy = arena_take(arena, inner.length + 1);
	size_t kept = 0;
	uint32_t before = 0;

	if (copy == NULL)
		return NULL;
	for (size_t at = 0; at < inner.length;) {
		uint32_t character;
		uint32_t after = 0;
		size_t width = utf8_next(inner.text + at, inner.length - at, &character);

		if (at + width < inner.length)
			utf8_next(inner.text + at + width, inner.length - at - width, &after);
		if (!is_space(character) || (is_han(before) && is_han(after) && after != 0x53f7 && after != 0x7b2c)) {
			memcpy(copy + kept, inner.text + at, width);
			kept += width;
		}
		if (!is_space(character))
			before = character;
		at += width;
	}
	return copy;
}
