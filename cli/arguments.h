/* Dates and periods as people type them after a command, with messages that say what to write instead. */
#ifndef GONGKAI_CLI_ARGUMENTS_H
#define GONGKAI_CLI_ARGUMENTS_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "time/calendar.h"
#include "time/deadline.h"

/* A piece of text that need not end with a NUL. */
struct argument {
	const char *text;
	size_t length;
};

struct argument argument_of(const char *text);

/* Each reads one argument; where it cannot, the reason is appended to `why` and the status tells its kind. */
MUST_USE enum status argument_start(struct argument argument, struct deadline_start_point *start, struct buffer *why);
MUST_USE enum status argument_date(struct argument argument, struct date *date, struct buffer *why);
MUST_USE enum status argument_span(struct argument argument, struct span *span, struct buffer *why);

/* The calendar of that name or file (NULL for the national one) as it was known on a day (NULL for now), from the
 * folder of GONGKAI_CALENDARS, the installed ones or those of the source tree that the program was built in. NULL after
 * a message to standard error; *exit_status is then set. */
struct calendar *argument_calendar(const char *command, const char *name, const char *known_on, int *exit_status);

/* "FILE:LINE:COLUMN: error: MESSAGE" with the line and a caret, to standard error. */
void argument_print_problem(const char *path, const struct calendar_problem *problem);

#endif
