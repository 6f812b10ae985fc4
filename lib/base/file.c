/* Reading of whole files. */
#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"

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
file_read(const char *path, size_t limit, char **bytes, size_t *length)
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
		size_t read = buffer.length;
		char *taken = buffer_take(&buffer);

		if (taken == NULL) {
			status = STATUS_NO_MEMORY;
		} else {
			*length = read;
			*bytes = taken;
		}
	}
	buffer_clear(&buffer);
	errno = error;
	return status;
}
