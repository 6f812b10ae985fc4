/* Rule files on disk. */
#include "rules/source_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

static enum status
status_of_errno(void)
{
	return errno == ENOENT || errno == ENOTDIR ? STATUS_NOT_FOUND : errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_IO;
}

static enum status
read_file(void *context, const char *path, size_t limit, struct arena *arena, const char **bytes, size_t *length)
{
	char *read = NULL;
	enum status status = file_read(path, limit, &read, length);

	(void)context;
	if (status != STATUS_OK)
		return status == STATUS_IO ? status_of_errno() : status;
	*bytes = arena_copy(arena, read, *length);
	free(read);
	return *bytes == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

static bool
is_folder(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Hidden files and backups are none of ours. */
static bool
is_rule_file(const char *name)
{
	size_t length = strlen(name);

	return name[0] != '.' && length > 6 && strcmp(name + length - 6, ".rules") == 0;
}

static enum status
add_entry(const char *folder, const char *name, struct arena *arena, const char ***list, size_t *count)
{
	size_t length = strlen(folder);
	const char *joint = length > 0 && folder[length - 1] == '/' ? "" : "/";
	char *path = arena_format(arena, "%s%s%s", folder, joint, name);
	const char **grown;

	if (path == NULL)
		return STATUS_NO_MEMORY;
	if (name[0] != '.' && is_folder(path))
		path = arena_format(arena, "%s/", path);
	else if (!is_rule_file(name))
		return STATUS_OK;
	grown = realloc(*list, (*count + 2) * sizeof(*grown));
	if (path == NULL || grown == NULL) {
		*list = grown == NULL ? *list : grown;
		return STATUS_NO_MEMORY;
	}
	grown[(*count)++] = path;
	*list = grown;
	return STATUS_OK;
}

static int
by_text(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static enum status
keep_list(struct arena *arena, const char **list, size_t count, const char *const **paths)
{
	const char **kept = arena_take_array(arena, count + 1, sizeof(*kept));

	if (kept == NULL)
		return STATUS_NO_MEMORY;
	if (count > 0)
		qsort(list, count, sizeof(*list), by_text);
	for (size_t i = 0; i < count; i++)
		kept[i] = list[i];
	*paths = kept;
	return STATUS_OK;
}

static enum status
list_folder(void *context, const char *path, struct arena *arena, const char *const **paths)
{
	enum status status = STATUS_OK;
	const char **list = NULL;
	size_t count = 0;
	DIR *folder;

	(void)context;
	if (!is_folder(path))
		return STATUS_NOT_FOUND;
	folder = opendir(path);
	if (folder == NULL)
		return status_of_errno();
	for (struct dirent *entry; status == STATUS_OK && (entry = readdir(folder)) != NULL;)
		if (entry->d_name[0] != '.')
			status = add_entry(path, entry->d_name, arena, &list, &count);
	closedir(folder);
	if (status == STATUS_OK)
		status = keep_list(arena, list, count, paths);
	free(list);
	return status;
}

struct source_reader
file_reader(void)
{
	return (struct source_reader){ .read_file = read_file, .list_folder = list_folder };
}
