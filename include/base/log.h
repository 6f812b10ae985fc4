/* The programs' log: one event a line, stable words, key=value. Not for libraries. */
#ifndef GONGKAI_BASE_LOG_H
#define GONGKAI_BASE_LOG_H

#include <stdbool.h>

#include "base/status.h"

enum log_level {
	LOG_LEVEL_ERROR,   /* someone must act */
	LOG_LEVEL_WARNING, /* we went on without */
	LOG_LEVEL_INFO,    /* a state changed */
	LOG_LEVEL_DEBUG,
};

/* Opens syslog as `program` with `facility` (a LOG_* constant of syslog.h); to standard error as well when
 * `foreground`. Called once more to change the facility. */
void log_start(const char *program, int facility, bool foreground);

/* Writes one line. Control characters in the formatted text become spaces. */
void log_line(enum log_level level, const char *format, ...) PRINTF_LIKE(2, 3);

void log_stop(void);

#endif
