/* Damerau-Levenshtein distance by characters, so that one wrong Chinese character counts one. */
#include "lib/rules/suggest.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { SUGGEST_CHARACTERS = 48 }; /* longer names are not compared */

static size_t
characters(const char *bytes, size_t length, uint32_t text[SUGGEST_CHARACTERS])
{
	size_t count = 0;

	for (size_t at = 0; at < length; count++) {
		uint32_t character;

		if (count == SUGGEST_CHARACTERS)
			return SUGGEST_CHARACTERS + 1;
		at += utf8_next(bytes + at, length - at, &character);
		text[count] = character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
	}
	return count;
}

static size_t
least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

size_t
edit_distance(const char *a, size_t a_length, const char *b, size_t b_length, size_t most)
{
	uint32_t left[SUGGEST_CHARACTERS], right[SUGGEST_CHARACTERS];
	size_t table[3][SUGGEST_CHARACTERS + 1];
	size_t rows = characters(a, a_length, left), columns = characters(b, b_length, right);

	if (rows > SUGGEST_CHARACTERS || columns > SUGGEST_CHARACTERS ||
	    (rows > columns ? rows - columns : columns - rows) > most)
		return most + 1;
	for (size_t j = 0; j <= columns; j++)
		table[0][j] = j;
	for (size_t i = 1; i <= rows; i++) {
		size_t *now = table[i % 3], *above = table[(i + 2) % 3], *two_above = table[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= columns; j++) {
			now[j] = least(above[j] + 1, now[j - 1] + 1, above[j - 1] + (left[i - 1] != right[j - 1]));
			if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] &&
			    two_above[j - 2] + 1 < now[j])
				now[j] = two_above[j - 2] + 1;
		}
	}
	return table[rows % 3][columns] > most ? most + 1 : table[rows % 3][columns];
}

/* Edits that a word of this length may have and still be recognised. */
static size_t
tolerance(const char *wrong, size_t length)
{
	uint32_t text[SUGGEST_CHARACTERS];
	size_t count = characters(wrong, length, text);

	return count <= 1 ? 0 : count <= 4 ? 1 : count <= 8 ? 2 : 3;
}

void
suggestion_offer(struct suggestion *suggestion, const char *candidate, size_t length)
{
	size_t wrong_length = strlen(suggestion->wrong);
	size_t most = tolerance(suggestion->wrong, wrong_length);
	size_t distance;

	if (length >= sizeof(suggestion->best) || most == 0)
		return;
	distance = edit_distance(suggestion->wrong, wrong_length, candidate, length, most);
	if (distance > most || distance == 0 || (suggestion->best[0] != '\0' && distance >= suggestion->distance))
		return;
	memcpy(suggestion->best, candidate, length);
	suggestion->best[length] = '\0';
	suggestion->distance = distance;
}
