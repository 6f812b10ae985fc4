/* Guard before the HTML parser: libxml2 compares each attribute of a tag with all before it, so a tag with a
 * million attributes takes minutes. Inside of extract/document.c. */
#ifndef GONGKAI_EXTRACT_ATTRIBUTE_GUARD_H
#define GONGKAI_EXTRACT_ATTRIBUTE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* Blanks out all attributes of a tag behind the first LIMIT_TAG_ATTRIBUTES, in place. Returns whether there
 * were any. Reads tags as libxml2's HTML parser does. */
bool attribute_guard(char *text, size_t length);

#endif
