/* Loading of calendars from files. */
#include "config.h"

#include "time/calendar_files.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/message.h"

enum { FOLDERS_LAST = 8 };

static const char extension[] = ".cal";

static enum status
complain(struct calendar_fault *fault, enum status status, const char *path, const char *message)
{
	snprintf(fault->path, sizeof(fault->path), "%s", path);
	fault->problem = (struct calendar_problem){ .line = 0 };
	snprintf(fault->problem.message, sizeof(fault->problem.message), "%s", message);
	return status;
}

static bool
is_path(const char *name)
{
	size_t length = strlen(name);
	size_t tail = strlen(extension);

	return strcmp(name, "-") == 0 || strchr(name, '/') != NULL
	    || (length > tail && strcmp(name + length - tail, extension) == 0);
}

/* A name becomes part of a path: it may not leave the folder or hide in it. */
static bool
is_safe_name(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length < CALENDAR_NAME_BYTES && name[0] != '.' && strchr(name, '/') == NULL;
}

/* cn of /usr/share/gongkai/calendars/cn.cal. */
static void
name_of(const char *path, char name[CALENDAR_NAME_BYTES])
{
	const char *slash = strrchr(path, '/');
	size_t length, tail = strlen(extension);

	path = slash == NULL ? path : slash + 1;
	length = strlen(path);
	if (length > tail && strcmp(path + length - tail, extension) == 0)
		length -= tail;
	snprintf(name, CALENDAR_NAME_BYTES, "%.*s", (int)(length < CALENDAR_NAME_BYTES ? length : 0), path);
	if (*name == '\0')
		snprintf(name, CALENDAR_NAME_BYTES, "-");
}

static enum status
find_file(const char *name, const char *const *folders, char path[CALENDAR_PATH_BYTES], struct calendar_fault *fault)
{
	char message[128];

	for (; *folders != NULL && is_safe_name(name); folders++) {
		int length = snprintf(path, CALENDAR_PATH_BYTES, "%s/%s%s", *folders, name, extension);

		if (length > 0 && length < CALENDAR_PATH_BYTES && access(path, R_OK) == 0)
			return STATUS_OK;
	}
	snprintf(message, sizeof(message), _("there is no such calendar"));
	return complain(fault, STATUS_NOT_FOUND, name, message);
}

static enum status load(const char *name, const char *const *folders, unsigned depth, struct calendar **calendar,
    struct calendar_fault *fault);

/* The calendar that the text says it lies over, or NULL; looked for beside the file first. */
static enum status
load_base(const char *text, size_t length, const char *path, const char *const *folders, unsigned depth,
    struct calendar **base, struct calendar_fault *fault)
{
	char name[CALENDAR_NAME_BYTES], beside[CALENDAR_PATH_BYTES];
	const char *all[FOLDERS_LAST + 2] = { beside };
	const char *slash = strrchr(path, '/');
	size_t count = 1;

	*base = NULL;
	if (calendar_text_base(text, length, name, sizeof(name)) == 0)
		return STATUS_OK;
	if (depth == CALENDAR_DEPTH_LAST || !is_safe_name(name))
		return complain(fault, STATUS_INVALID, path, _("the calendars lie over each other in a circle or too deep"));
	snprintf(beside, sizeof(beside), "%.*s", slash == NULL ? 1 : (int)(slash - path), slash == NULL ? "." : path);
	while (*folders != NULL && count <= FOLDERS_LAST)
		all[count++] = *folders++;
	all[count] = NULL;
	return load(name, all, depth + 1, base, fault);
}

static enum status
parse(const char *path, const char *text, size_t length, struct calendar *base, struct calendar **calendar,
    struct calendar_fault *fault)
{
	char name[CALENDAR_NAME_BYTES];
	enum status status;

	name_of(path, name);
	fault->problem = (struct calendar_problem){ .line = 0 };
	status = calendar_parse(name, text, length, base, calendar, &fault->problem);
	if (status != STATUS_OK && fault->problem.message[0] == '\0')
		return complain(fault, status, path, status_text(status));
	if (status != STATUS_OK)
		snprintf(fault->path, sizeof(fault->path), "%s", path);
	return status;
}

static enum status
load_file(const char *path, const char *const *folders, unsigned depth, struct calendar **calendar,
    struct calendar_fault *fault)
{
	struct calendar *base = NULL;
	char *text = NULL;
	size_t length = 0;
	enum status status = file_read(path, LIMIT_CALENDAR_BYTES, &text, &length);

	if (status == STATUS_IO)
		return complain(fault, status, path, strerror(errno));
	if (status != STATUS_OK)
		return complain(fault, status, path, status_text(status));
	status = load_base(text, length, path, folders, depth, &base, fault);
	if (status == STATUS_OK)
		status = parse(path, text, length, base, calendar, fault);
	calendar_release(base);
	free(text);
	return status;
}

static enum status
load(const char *name, const char *const *folders, unsigned depth, struct calendar **calendar,
    struct calendar_fault *fault)
{
	char path[CALENDAR_PATH_BYTES];
	enum status status;

	if (is_path(name))
		return load_file(name, folders, depth, calendar, fault);
	status = find_file(name, folders, path, fault);
	return status == STATUS_OK ? load_file(path, folders, depth, calendar, fault) : status;
}

enum status
calendar_load(const char *name, const char *const *folders, struct calendar **calendar, struct calendar_fault *fault)
{
	return load(name, folders, 0, calendar, fault);
}

/* Where a program that was built but not installed finds the calendars of its source tree. */
static const char *
source_folder(char folder[CALENDAR_PATH_BYTES])
{
	ssize_t length = readlink("/proc/self/exe", folder, CALENDAR_PATH_BYTES - 1);
	static const char below[] = "/../rules/calendars";
	char *slash;

	if (length <= 0)
		return NULL;
	folder[length] = '\0';
	slash = strrchr(folder, '/');
	if (slash == NULL || (size_t)(slash - folder) + sizeof(below) > CALENDAR_PATH_BYTES)
		return NULL;
	memcpy(slash, below, sizeof(below));
	return folder;
}

void
calendar_folders_find(const char *first, struct calendar_folders *folders)
{
	const char *chosen = getenv("GONGKAI_CALENDARS");
	size_t count = 0;

	*folders = (struct calendar_folders){ .list = { NULL } };
	if (first != NULL)
		folders->list[count++] = first;
	if (chosen != NULL && *chosen != '\0')
		folders->list[count++] = chosen;
	folders->list[count++] = PKGDATADIR "/calendars";
	folders->list[count] = source_folder(folders->source);
}
