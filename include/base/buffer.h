/* Buffers: bytes that grow up to a limit. Always NUL-terminated behind the length. */
#ifndef GONGKAI_BASE_BUFFER_H
#define GONGKAI_BASE_BUFFER_H

#include <stddef.h>

#include "base/status.h"

struct buffer {
	char *bytes;    /* NULL while empty and never grown; else bytes[length] is NUL */
	size_t length;
	size_t capacity;
	size_t limit;   /* longest length allowed */
};

/* An empty buffer that may grow to `limit` bytes. Allocates nothing. */
void buffer_start(struct buffer *buffer, size_t limit);

/* Frees what the buffer holds; it is then empty and can be used again. */
void buffer_clear(struct buffer *buffer);

/* Appends. STATUS_LIMIT or STATUS_NO_MEMORY leave the buffer as it was. */
MUST_USE enum status buffer_add(struct buffer *buffer, const char *bytes, size_t length);
MUST_USE enum status buffer_add_string(struct buffer *buffer, const char *string);
MUST_USE enum status buffer_add_format(struct buffer *buffer, const char *format, ...)
    PRINTF_LIKE(2, 3);

/* What it holds as a string; "" while empty. Valid until the next change. */
const char *buffer_string(const struct buffer *buffer);

/* Hands the bytes over: the caller frees them; the buffer is then empty. NULL if out of memory. */
MUST_USE char *buffer_take(struct buffer *buffer);

#endif
