/* What a calendar file says, as the parser hands it to the calendar: notices in the order of the file and the days
 * that each declares. */
#ifndef GONGKAI_LIB_TIME_CALENDAR_DATA_H
#define GONGKAI_LIB_TIME_CALENDAR_DATA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "time/calendar.h"
#include "time/date.h"

/* A block of the file. A change overrules the notice of its year and earlier changes. */
struct calendar_notice {
	int year;
	bool is_change;
	const char *number;  /* 国办发明电〔2025〕7号 */
	struct date known;   /* day on which it was published */
};

/* A day that a notice declares off or working. */
struct calendar_entry {
	struct date date;
	bool is_off;
	const char *name;    /* 春节, or NULL */
	uint32_t notice;     /* index into notices */
};

/* All strings and arrays live in the arena. */
struct calendar_data {
	struct arena *arena;
	struct calendar_notice *notices;
	size_t notice_count;
	struct calendar_entry *entries;
	size_t entry_count;
};

/* Reads a file. `base` is NULL or what the file overlays: then single years may be without days. Fills *problem
 * where STATUS_INVALID or STATUS_LIMIT is returned; arrays in *data are taken from data->arena. */
MUST_USE enum status calendar_text_read(const char *text, size_t length, const struct calendar *base,
    struct calendar_data *data, struct calendar_problem *problem);

#endif
