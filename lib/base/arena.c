/* Arenas: blocks of growing size, bump allocation, freed together. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK_BYTES = 4096, LARGEST_BLOCK_BYTES = 1 << 20 };

struct block {
	struct block *previous;
	size_t used;
	size_t size;
	max_align_t bytes[];
};

struct arena {
	struct block *current;
	size_t next_block_bytes;
	size_t total_bytes;
};

struct arena *
arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (arena != NULL)
		arena->next_block_bytes = FIRST_BLOCK_BYTES;
	return arena;
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	while (arena->current != NULL) {
		struct block *previous = arena->current->previous;

		free(arena->current);
		arena->current = previous;
	}
	free(arena);
}

static struct block *
block_add(struct arena *arena, size_t at_least)
{
	size_t size = arena->next_block_bytes > at_least ? arena->next_block_bytes : at_least;
	struct block *block;

	if (size > SIZE_MAX - sizeof(*block))
		return NULL;
	block = malloc(sizeof(*block) + size);
	if (block == NULL)
		return NULL;
	block->previous = arena->current;
	block->used = 0;
	block->size = size;
	arena->current = block;
	arena->total_bytes += sizeof(*block) + size;
	if (arena->next_block_bytes < LARGEST_BLOCK_BYTES)
		arena->next_block_bytes *= 2;
	return block;
}

void *
arena_take(struct arena *arena, size_t size)
{
	const size_t alignment = _Alignof(max_align_t);
	struct block *block = arena->current;
	void *taken;

	if (size > SIZE_MAX - alignment)
		return NULL;
	size = (size + alignment - 1) / alignment * alignment;
	if (block == NULL || block->size - block->used < size)
		block = block_add(arena, size);
	if (block == NULL)
		return NULL;
	taken = (char *)block->bytes + block->used;
	block->used += size;
	return memset(taken, 0, size);
}

void *
arena_take_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		return NULL;
	return arena_take(arena, count * size);
}

char *
arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy;

	if (length == SIZE_MAX)
		return NULL;
	copy = arena_take(arena, length + 1);
	if (copy != NULL && length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

char *
arena_string(struct arena *arena, const char *string)
{
	return string == NULL ? NULL : arena_copy(arena, string, strlen(string));
}

char *
arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	char *copy = NULL;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return NULL;
	copy = arena_take(arena, (size_t)length + 1);
	if (copy == NULL)
		return NULL;
	va_start(arguments, format);
	vsnprintf(copy, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return copy;
}

size_t
arena_size(const struct arena *arena)
{
	return arena->total_bytes;
}
