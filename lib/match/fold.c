/* Folding of titles. */
#include "lib/match/fold.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "lib/match/simplified.h"

/* Each string: the shapes, then what they become. Quotation marks vanish (0): titles drop them freely. */
static const struct {
	const char32_t *shapes;
	char32_t becomes;
} shapes[] = {
	{ U"《〈<«≪⟪‹", FOLD_OPEN },
	{ U"》〉>»≫⟫›", FOLD_CLOSE },
	{ U"【〔[〖{", FOLD_TAG },
	{ U"】〕]〗}", FOLD_TAG_END },
	{ U"—–-‐‑‒―─━~〜", FOLD_DASH },
	{ U"、", U',' },
	{ U"〇○", U'零' },
	{ U"\u200b\u200c\u200d\ufeff\u00ad“”\"'‘’「」『』`", 0 },
	{ U"。·•●◆■★▲►▪◎※\u00a0\u3000\t\r\n\ufffd", FOLD_BLANK },
};

bool
fold_is_digit(char32_t character)
{
	return character >= U'0' && character <= U'9';
}

bool
fold_is_han(char32_t character)
{
	return (character >= 0x4e00 && character <= 0x9fff) || (character >= 0x3400 && character <= 0x4dbf);
}

int
fold_digit(char32_t character)
{
	static const char32_t digits[] = U"零一二三四五六七八九";

	if (fold_is_digit(character))
		return (int)(character - U'0');
	for (int i = 0; i < 10; i++)
		if (digits[i] == character)
			return i;
	return -1;
}

static char32_t
fold_shape(char32_t character)
{
	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
		for (const char32_t *shape = shapes[i].shapes; *shape != 0; shape++)
			if (*shape == character)
				return shapes[i].becomes;
	return character < 0x20 ? FOLD_BLANK : character;
}

static char32_t
fold_character(char32_t character)
{
	if (fold_is_han(character))
		return simplified(character);
	if (character >= U'A' && character <= U'Z')
		return character - U'A' + U'a';
	if (fold_is_digit(character) || (character >= U'a' && character <= U'z'))
		return character;
	return fold_shape(character);
}

/* Is the text its own NFKC form, as far as a quick look tells? Most titles are, but for full-width signs. */
static bool
is_plain(char32_t character)
{
	return character < 0x80 || (character >= 0x4e00 && character <= 0x9fff) ||
	    (character >= 0x3001 && character <= 0x3017) || (character >= 0x2010 && character <= 0x201d) ||
	    (character >= 0xff01 && character <= 0xff5e);
}

static bool
needs_normalising(const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		uint32_t character;

		at += utf8_next(text + at, length - at, &character);
		if (!is_plain(character))
			return true;
	}
	return false;
}

static bool
is_letter(char32_t character)
{
	return fold_is_digit(character) || (character >= U'a' && character <= U'z');
}

/* A blank parts foreign words only: between Chinese characters it is a slip, or stands for a line's end. */
static size_t
add(char32_t *folded, size_t count, char32_t character)
{
	bool after_blank = count > 0 && folded[count - 1] == FOLD_BLANK;

	if (character == FOLD_BLANK && (count == 0 || !is_letter(folded[count - 1])))
		return count;
	if (after_blank && !is_letter(character))
		count--;
	folded[count] = character;
	return count + 1;
}

static size_t
fold_plain(const char *text, size_t length, char32_t *folded, size_t limit)
{
	size_t count = 0;

	for (size_t at = 0; at < length && count < limit;) {
		uint32_t character;

		at += utf8_next(text + at, length - at, &character);
		if (character >= 0xff01 && character <= 0xff5e)
			character -= 0xff01 - 0x21;
		character = fold_character(character);
		if (character != 0)
			count = add(folded, count, character);
	}
	while (count > 0 && folded[count - 1] == FOLD_BLANK)
		count--;
	return count;
}

enum status
fold(const char *text, size_t length, char32_t *folded, size_t limit, size_t *count)
{
	size_t most = limit * 12; /* NFKC of what fills the limit: longer input is not looked at */
	char *normal = NULL;

	if (length > most)
		length = most;
	if (needs_normalising(text, length) && utf8_first_bad(text, length) == length) {
		normal = utf8_compatible(text, length, &length);
		if (normal == NULL)
			return STATUS_NO_MEMORY;
		text = normal;
	}
	*count = fold_plain(text, length, folded, limit);
	free(normal);
	return STATUS_OK;
}
