/* Folding: one title written in two ways becomes one sequence of characters.
 * NFKC, simplified characters, small letters; brackets, quotes, dashes and dots of every shape become one each. */
#ifndef GONGKAI_LIB_MATCH_FOLD_H
#define GONGKAI_LIB_MATCH_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <uchar.h>

#include "base/status.h"

/* What the shapes become. */
#define FOLD_OPEN U'《'   /* 《〈<«≪⟪ */
#define FOLD_CLOSE U'》'
#define FOLD_TAG U'['     /* 【〔［〖{ */
#define FOLD_TAG_END U']'
#define FOLD_DASH U'-'
#define FOLD_BLANK U' '   /* blanks, dots and bullets; they stay between foreign words and numbers only */

/* Folds UTF-8 into at most `limit` characters. Malformed bytes become blanks. */
MUST_USE enum status fold(const char *text, size_t length, char32_t *folded, size_t limit, size_t *count);

bool fold_is_digit(char32_t character);
bool fold_is_han(char32_t character);

/* 0-9 of 0-9, 〇 (folded to 零) and 一 to 九; -1 for another character. */
int fold_digit(char32_t character);

#endif
