/* Arenas: memory that is freed at once. One per parsed file or page. */
#ifndef GONGKAI_BASE_ARENA_H
#define GONGKAI_BASE_ARENA_H

#include <stddef.h>

#include "base/status.h"

struct arena;

/* A new empty arena, or NULL. The caller frees it with arena_free(). */
MUST_USE struct arena *arena_new(void);

/* Frees the arena and all that was taken from it; NULL is fine. */
void arena_free(struct arena *arena);

/* `size` zeroed bytes aligned for any type, or NULL. Lives as long as the arena. */
MUST_USE void *arena_take(struct arena *arena, size_t size);

/* `count` zeroed elements of `size` bytes; NULL also where the product overflows. */
MUST_USE void *arena_take_array(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `length` bytes, or NULL. */
MUST_USE char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/* A copy of a string, or NULL (also where `string` is NULL). */
MUST_USE char *arena_string(struct arena *arena, const char *string);

/* A formatted string, or NULL. */
MUST_USE char *arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Bytes held from the system so far. */
size_t arena_size(const struct arena *arena);

#endif
