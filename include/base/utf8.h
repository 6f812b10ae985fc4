/* UTF-8 helpers for what libunistring does not say in one call. */
#ifndef GONGKAI_BASE_UTF8_H
#define GONGKAI_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* Offset of the first byte that is not well-formed UTF-8, or `length` where all is. */
size_t utf8_first_bad(const char *bytes, size_t length);

/* Reads one character at `bytes` (length >= 1) and returns its width in bytes.
 * A malformed byte reads as U+FFFD of width 1, so loops always advance. */
size_t utf8_next(const char *bytes, size_t length, uint32_t *character);

/* Columns of a terminal that the text fills: CJK and full-width characters count two. */
size_t utf8_columns(const char *bytes, size_t length);

/* The NFKC form (full-width to half-width, compatibility characters unified). The caller frees.
 * NULL out of memory or where the input is not UTF-8. */
MUST_USE char *utf8_compatible(const char *bytes, size_t length, size_t *result_length);

#endif
