/* Small reading helpers for UTF-8 text of pages: characters, words, white space. */
#ifndef GONGKAI_LIB_EXTRACT_TEXT_H
#define GONGKAI_LIB_EXTRACT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* A piece of a longer text; not terminated. */
struct piece {
	const char *text;
	size_t length;
};

struct piece piece_of(const char *text);

/* Without white space, full-width too, at both ends. */
struct piece piece_trim(struct piece piece);

/* Is it exactly this word? */
bool piece_is(struct piece piece, const char *word);
bool piece_starts(struct piece piece, const char *word);
bool piece_ends(struct piece piece, const char *word);

/* Does it hold the word anywhere? */
bool piece_has(struct piece piece, const char *word);

/* Does it hold one of the words? The list ends with NULL. */
bool piece_has_any(struct piece piece, const char *const *words);

/* Number of characters. */
size_t piece_characters(struct piece piece);

/* Is one of its characters a Chinese one? */
bool piece_has_han(struct piece piece);
bool piece_has_digit(struct piece piece);

/* A Chinese character: CJK ideographs of all planes, and the numeral zero 〇. */
bool is_han(uint32_t character);
bool is_digit(uint32_t character);

/* Blanks as pages use them: ASCII, no-break, full-width, thin ones. */
bool is_space(uint32_t character);

/* Start of the character that ends at `at` (at > 0). */
size_t character_before(const char *text, size_t at);

/* A copy without any white space, or NULL. For comparing. */
char *text_squeezed(struct arena *arena, struct piece piece);

/* If `label` stands at the start of the piece, blanks between its characters allowed ("文 号"), the bytes it takes; else 0. */
size_t label_length(struct piece piece, const char *label);

#endif
