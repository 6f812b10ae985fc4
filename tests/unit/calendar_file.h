/* Reading of the shipped calendar by tests. */
#ifndef GONGKAI_TESTS_CALENDAR_FILE_H
#define GONGKAI_TESTS_CALENDAR_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "time/calendar.h"

/* A file below the source tree, NUL-terminated; the caller frees it. Fails the test where it is not there. */
static inline char *
read_source_file(const char *name, size_t *length)
{
	const char *folder = getenv("srcdir");
	char path[4096];
	FILE *stream;
	char *bytes;

	snprintf(path, sizeof(path), "%s/%s", folder == NULL ? "." : folder, name);
	stream = fopen(path, "rb");
	if (stream == NULL)
		fail_msg("cannot read %s; set srcdir to the source tree", path);
	bytes = calloc(1, 1 << 20);
	assert_non_null(bytes);
	*length = fread(bytes, 1, (1 << 20) - 1, stream);
	fclose(stream);
	return bytes;
}

/* The national calendar as it is shipped; the caller releases it. */
static inline struct calendar *
national_calendar(void)
{
	struct calendar_problem problem = { 0 };
	struct calendar *calendar = NULL;
	size_t length = 0;
	char *text = read_source_file("rules/calendars/cn.cal", &length);

	if (calendar_parse("cn", text, length, NULL, &calendar, &problem) != STATUS_OK)
		fail_msg("cn.cal:%zu:%zu: %s", problem.line, problem.column, problem.message);
	free(text);
	return calendar;
}

static inline struct date
day_of(const char *text)
{
	struct date date = { 0 };

	if (date_parse(text, strlen(text), &date) != STATUS_OK)
		fail_msg("%s is no date", text);
	return date;
}

#endif
