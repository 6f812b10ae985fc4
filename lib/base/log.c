/* The log: syslog(3), and standard error in the foreground. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <syslog.h>

static bool to_standard_error;

static const int priorities[] = {
	[LOG_LEVEL_ERROR] = LOG_ERR,
	[LOG_LEVEL_WARNING] = LOG_WARNING,
	[LOG_LEVEL_INFO] = LOG_INFO,
	[LOG_LEVEL_DEBUG] = LOG_DEBUG,
};

void
log_start(const char *program, int facility, bool foreground)
{
	to_standard_error = foreground;
	openlog(program, LOG_PID | LOG_NDELAY, facility);
}

/* A newline inside a value would forge a second event. */
static void
flatten(char *line)
{
	for (; *line != '\0'; line++)
		if ((unsigned char)*line < ' ' || *line == 0x7f)
			*line = ' ';
}

void
log_line(enum log_level level, const char *format, ...)
{
	char line[8192];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	flatten(line);
	if (to_standard_error)
		fprintf(stderr, "%s\n", line);
	syslog(priorities[level], "%s", line);
}

void
log_stop(void)
{
	closelog();
}
