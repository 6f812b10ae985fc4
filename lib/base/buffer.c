/* Growing byte buffers. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
buffer_start(struct buffer *buffer, size_t limit)
{
	*buffer = (struct buffer){ .limit = limit };
}

void
buffer_clear(struct buffer *buffer)
{
	free(buffer->bytes);
	buffer_start(buffer, buffer->limit);
}

static enum status
make_room(struct buffer *buffer, size_t length)
{
	size_t needed;
	size_t capacity;
	char *bytes;

	if (length > buffer->limit - buffer->length)
		return STATUS_LIMIT;
	needed = buffer->length + length + 1;
	if (needed <= buffer->capacity)
		return STATUS_OK;
	capacity = buffer->capacity < 256 ? 256 : buffer->capacity * 2;
	if (capacity < needed)
		capacity = needed;
	bytes = realloc(buffer->bytes, capacity);
	if (bytes == NULL)
		return STATUS_NO_MEMORY;
	buffer->bytes = bytes;
	buffer->capacity = capacity;
	return STATUS_OK;
}

enum status
buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
	enum status status = make_room(buffer, length);

	if (status != STATUS_OK)
		return status;
	if (length > 0)
		memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
	buffer->bytes[buffer->length] = '\0';
	return STATUS_OK;
}

enum status
buffer_add_string(struct buffer *buffer, const char *string)
{
	return buffer_add(buffer, string, strlen(string));
}

enum status
buffer_add_format(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	enum status status;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		return STATUS_INTERNAL;
	status = make_room(buffer, (size_t)length);
	if (status != STATUS_OK)
		return status;
	va_start(arguments, format);
	vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
	return STATUS_OK;
}

const char *
buffer_string(const struct buffer *buffer)
{
	return buffer->bytes == NULL ? "" : buffer->bytes;
}

char *
buffer_take(struct buffer *buffer)
{
	char *bytes = buffer->bytes;

	if (bytes == NULL)
		bytes = calloc(1, 1);
	buffer_start(buffer, buffer->limit);
	return bytes;
}
