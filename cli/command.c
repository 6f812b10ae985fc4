/* Shared helpers of the commands. */
#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

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

static enum status
read_stream(FILE *stream, struct buffer *buffer)
{
	char chunk[16384];
	size_t got;

	while ((got = fread(chunk, 1, sizeof(chunk), stream)) > 0) {
		enum status status = buffer_add(buffer, chunk, got);

		if (status != STATUS_OK)
			return status;
	}
	return ferror(stream) ? STATUS_IO : STATUS_OK;
}

enum status
command_read_file(const char *path, size_t limit, char **bytes, size_t *length)
{
	FILE *stream = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	struct buffer buffer;
	enum status status;
	int error;

	if (stream == NULL)
		return STATUS_IO;
	buffer_start(&buffer, limit);
	status = read_stream(stream, &buffer);
	error = errno;
	if (stream != stdin)
		fclose(stream);
	if (status == STATUS_OK) {
		*length = buffer.length;
		*bytes = buffer_take(&buffer);
		if (*bytes == NULL)
			status = STATUS_NO_MEMORY;
	}
	buffer_clear(&buffer);
	errno = error;
	return status;
}
