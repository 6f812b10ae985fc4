/* Calendars on disk: finds NAME.cal in a list of folders, and the calendars that it lies over. Reads files, so it is a
 * library of its own; the daemon and gongkaictl share it. */
#ifndef GONGKAI_TIME_CALENDAR_FILES_H
#define GONGKAI_TIME_CALENDAR_FILES_H

#include <stddef.h>

#include "base/status.h"
#include "time/calendar.h"

enum { CALENDAR_PATH_BYTES = 4096, CALENDAR_NAME_BYTES = 64, CALENDAR_DEPTH_LAST = 4 };

/* Why a calendar could not be loaded. */
struct calendar_fault {
	char path[CALENDAR_PATH_BYTES];  /* the file, or the name where no file was found */
	struct calendar_problem problem; /* line 0 where the file as a whole is meant; message translated */
};

/* Loads a calendar by its name ("cn") from the first of `folders` (NULL-terminated) that holds NAME.cal, or by the
 * path of its file where `name` contains a slash or ends in ".cal"; "-" is standard input. What it lies over is
 * looked for beside it and then in the folders. The caller releases the result. STATUS_NOT_FOUND, STATUS_IO and
 * STATUS_INVALID (what the file says) fill *fault. */
MUST_USE enum status calendar_load(const char *name, const char *const *folders, struct calendar **calendar,
    struct calendar_fault *fault);

/* The folders in which programs look for calendars, first to last: `first` (borrowed; NULL for none), the one that
 * GONGKAI_CALENDARS names, the installed ones, and those of the source tree that the program was built in. */
struct calendar_folders {
	const char *list[5]; /* ends in NULL */
	char source[CALENDAR_PATH_BYTES];
};

void calendar_folders_find(const char *first, struct calendar_folders *folders);

#endif
