/* Shared helpers of the commands. */
#include "cli/command.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/file.h"

static int PRINTF_LIKE(3, 0)
complain(const char *command, int exit_status, const char *format, va_list arguments)
{
	fprintf(stderr, "gongkaictl %s: ", command);
	vfprintf(stderr, format, arguments);
	fputc('\n', stderr);
	return exit_status;
}

int
command_usage(const char *command, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	complain(command, EXIT_USAGE, format, arguments);
	va_end(arguments);
	return EXIT_USAGE;
}

int
command_fail(const char *command, int exit_status, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	complain(command, exit_status, format, arguments);
	va_end(arguments);
	return exit_status;
}

enum status
command_read_file(const char *path, size_t limit, char **bytes, size_t *length)
{
	return file_read(path, limit, bytes, length);
}
