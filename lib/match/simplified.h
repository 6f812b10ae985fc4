/* Traditional characters to simplified ones, so that one title written either way is one title. */
#ifndef GONGKAI_MATCH_SIMPLIFIED_H
#define GONGKAI_MATCH_SIMPLIFIED_H

#include <stddef.h>
#include <uchar.h>

/* The simplified form of a character, or the character itself. */
char32_t simplified(char32_t character);

#endif
