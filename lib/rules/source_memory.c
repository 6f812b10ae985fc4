/* Rule files in memory. */
#include "rules/source_memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static enum status
read_file(void *context, const char *path, size_t limit, struct arena *arena, const char **bytes, size_t *length)
{
	const struct memory_files *memory = context;

	(void)arena;
	for (size_t i = 0; i < memory->count; i++) {
		if (strcmp(memory->files[i].path, path) != 0)
			continue;
		if (memory->files[i].length > limit)
			return STATUS_LIMIT;
		*bytes = memory->files[i].bytes;
		*length = memory->files[i].length;
		return STATUS_OK;
	}
	return STATUS_NOT_FOUND;
}

/* The file lies in the folder or below it. */
static bool
is_inside(const char *file, const char *folder)
{
	size_t length = strlen(folder);

	if (strcmp(folder, ".") == 0)
		return true;
	while (length > 0 && folder[length - 1] == '/')
		length--;
	return strncmp(file, folder, length) == 0 && file[length] == '/';
}

static int
by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static enum status
list_folder(void *context, const char *path, struct arena *arena, const char *const **paths)
{
	const struct memory_files *memory = context;
	const char **list = arena_take_array(arena, memory->count + 1, sizeof(*list));
	size_t count = 0;

	if (list == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < memory->count; i++)
		if (is_inside(memory->files[i].path, path))
			list[count++] = memory->files[i].path;
	if (count == 0)
		return STATUS_NOT_FOUND;
	qsort(list, count, sizeof(*list), by_text);
	*paths = list;
	return STATUS_OK;
}

struct source_reader
memory_reader(struct memory_files *files)
{
	return (struct source_reader){ .read_file = read_file, .list_folder = list_folder, .context = files };
}
