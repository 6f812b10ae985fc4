/* Reading helpers for text of pages. */
#include "config.h"

#include "text.h"

#include <string.h>

#include "base/utf8.h"

struct piece
piece_of(const char *text)
{
	return (struct piece){ text == NULL ? "" : text, text == NULL ? 0 : strlen(text) };
}

bool
is_han(uint32_t character)
{
	return (character >= 0x4e00 && character <= 0x9fff) || (character >= 0x3400 && character <= 0x4dbf) ||
	    (character >= 0x20000 && character <= 0x3ffff) || (character >= 0xf900 && character <= 0xfaff) ||
	    character == 0x3007;
}

bool
is_digit(uint32_t character)
{
	return (character >= '0' && character <= '9') || (character >= 0xff10 && character <= 0xff19);
}

bool
is_space(uint32_t character)
{
	return character <= ' ' || character == 0xa0 || (character >= 0x2000 && character <= 0x200b) ||
	    character == 0x3000 || character == 0xfeff;
}

size_t
character_before(const char *text, size_t at)
{
	at--;
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

struct piece
piece_trim(struct piece piece)
{
	uint32_t character;

	while (piece.length > 0) {
		size_t width = utf8_next(piece.text, piece.length, &character);

		if (!is_space(character))
			break;
		piece.text += width;
		piece.length -= width;
	}
	while (piece.length > 0) {
		size_t last = character_before(piece.text, piece.length);

		utf8_next(piece.text + last, piece.length - last, &character);
		if (!is_space(character))
			break;
		piece.length = last;
	}
	return piece;
}

bool
piece_is(struct piece piece, const char *word)
{
	return piece.length == strlen(word) && memcmp(piece.text, word, piece.length) == 0;
}

bool
piece_starts(struct piece piece, const char *word)
{
	size_t length = strlen(word);

	return piece.length >= length && memcmp(piece.text, word, length) == 0;
}

bool
piece_ends(struct piece piece, const char *word)
{
	size_t length = strlen(word);

	return piece.length >= length && memcmp(piece.text + piece.length - length, word, length) == 0;
}

bool
piece_has(struct piece piece, const char *word)
{
	return piece.length > 0 && memmem(piece.text, piece.length, word, strlen(word)) != NULL;
}

bool
piece_has_any(struct piece piece, const char *const *words)
{
	for (; *words != NULL; words++)
		if (piece_has(piece, *words))
			return true;
	return false;
}

static bool
piece_holds(struct piece piece, bool (*wanted)(uint32_t character))
{
	for (size_t at = 0; at < piece.length;) {
		uint32_t character;

		at += utf8_next(piece.text + at, piece.length - at, &character);
		if (wanted(character))
			return true;
	}
	return false;
}

bool
piece_has_han(struct piece piece)
{
	return piece_holds(piece, is_han);
}

bool
piece_has_digit(struct piece piece)
{
	return piece_holds(piece, is_digit);
}

size_t
piece_characters(struct piece piece)
{
	size_t count = 0;

	for (size_t at = 0; at < piece.length; at++)
		if (((unsigned char)piece.text[at] & 0xc0) != 0x80)
			count++;
	return count;
}

char *
text_squeezed(struct arena *arena, struct piece piece)
{
	char *copy = arena_take(arena, piece.length + 1);
	size_t kept = 0;

	if (copy == NULL)
		return NULL;
	for (size_t at = 0; at < piece.length;) {
		uint32_t character;
		size_t width = utf8_next(piece.text + at, piece.length - at, &character);

		if (!is_space(character)) {
			memcpy(copy + kept, piece.text + at, width);
			kept += width;
		}
		at += width;
	}
	return copy;
}

size_t
label_length(struct piece piece, const char *label)
{
	size_t at = 0;
	size_t label_at = 0;
	size_t label_bytes = strlen(label);

	while (label_at < label_bytes) {
		uint32_t wanted;
		uint32_t found;
		size_t wanted_width = utf8_next(label + label_at, label_bytes - label_at, &wanted);
		size_t width;

		if (at >= piece.length)
			return 0;
		width = utf8_next(piece.text + at, piece.length - at, &found);
		if (found == wanted)
			label_at += wanted_width;
		else if (label_at == 0 || !is_space(found))
			return 0;
		at += width;
	}
	return at;
}
