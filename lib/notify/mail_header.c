/* Header values of mail: encoded words, dates, addresses. Pure. */
#include "config.h"

#include "notify/mail.h"

#include <resolv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

enum {
	/* "=?UTF-8?B?" and "?=" leave 63 of 75 characters (RFC 2047 section 2): 45 bytes as base64 fill 60. */
	WORD_BYTES = 45,
	WORD_TEXT_BYTES = 64,
	HEADER_BYTES_LAST = 16 * 1024,
};

static bool
is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

/* Bytes of the next word: as many whole characters as fit, since no character may be split. */
static size_t
word_length(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length) {
		uint32_t character;
		size_t width = utf8_next(text + at, length - at, &character);

		if (at + width > WORD_BYTES)
			break;
		at += width;
	}
	return at;
}

static enum status
add_word(struct buffer *buffer, const char *bytes, size_t length)
{
	unsigned char clean[WORD_BYTES];
	char coded[WORD_TEXT_BYTES];

	for (size_t i = 0; i < length; i++)
		clean[i] = (unsigned char)bytes[i] < ' ' || bytes[i] == 0x7f ? ' ' : (unsigned char)bytes[i];
	if (b64_ntop(clean, length, coded, sizeof(coded)) < 0)
		return STATUS_INTERNAL;
	return buffer_add_format(buffer, "%s=?UTF-8?B?%s?=", buffer->length > 0 ? "\r\n " : "", coded);
}

enum status
mail_header_encode(const char *text, char **encoded)
{
	size_t left = strlen(text);
	enum status status = STATUS_OK;
	struct buffer buffer;
	char *taken;

	buffer_start(&buffer, HEADER_BYTES_LAST);
	if (is_plain(text) && left <= 900) /* RFC 5322 section 2.1.1: a line has at most 998 characters */
		status = buffer_add(&buffer, text, left);
	else
		while (left > 0 && status == STATUS_OK) {
			size_t length = word_length(text, left);

			status = add_word(&buffer, text, length);
			text += length;
			left -= length;
		}
	if (status == STATUS_OK) {
		taken = buffer_take(&buffer);
		if (taken == NULL)
			status = STATUS_NO_MEMORY;
		else
			*encoded = taken;
	}
	buffer_clear(&buffer);
	return status;
}

const char *
mail_date(struct instant at, struct zone zone, char text[40])
{
	static const char days[][4] = { "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char months[][4] = { "", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
		"Oct", "Nov", "Dec" };
	struct date date = instant_date(at, zone);
	int seconds = instant_second_of_day(at, zone);
	int offset = zone.offset_seconds / 60;
	int year, month, day;

	date_to_civil(date, &year, &month, &day);
	snprintf(text, 40, "%s, %d %s %d %02d:%02d:%02d %c%02d%02d", days[date_weekday(date)], day,
	    months[month], year, seconds / 3600, seconds / 60 % 60, seconds % 60, offset < 0 ? '-' : '+',
	    (offset < 0 ? -offset : offset) / 60, (offset < 0 ? -offset : offset) % 60);
	return text;
}

enum status
mail_address_check(const char *address)
{
	size_t length = strlen(address);
	const char *at = strchr(address, '@');

	if (at == NULL || at == address || at[1] == '\0' || strchr(at + 1, '@') != NULL)
		return STATUS_INVALID;
	if (length > MAIL_ADDRESS_BYTES_LAST)
		return STATUS_LIMIT;
	for (; *address != '\0'; address++)
		if (*address <= ' ' || *address > '~' || strchr("<>()[]\\,;:\"", *address) != NULL)
			return STATUS_INVALID;
	return STATUS_OK;
}

/* Where the name ends and where the address stands in "name <address>" or "address". */
static void
locate(const char *from, size_t *name_length, const char **address, size_t *address_length)
{
	const char *open = strrchr(from, '<');
	const char *close = open == NULL ? NULL : strchr(open, '>');

	if (close == NULL || close[1] != '\0') {
		*name_length = 0;
		*address = from;
		*address_length = strlen(from);
		return;
	}
	*name_length = (size_t)(open - from);
	while (*name_length > 0 && from[*name_length - 1] == ' ')
		(*name_length)--;
	*address = open + 1;
	*address_length = (size_t)(close - open - 1);
}

enum status
mail_sender_split(const char *from, char **name, char **address)
{
	size_t name_length, address_length;
	const char *start;
	char *name_copy, *address_copy;
	enum status status;

	locate(from, &name_length, &start, &address_length);
	name_copy = strndup(from, name_length);
	address_copy = strndup(start, address_length);
	status = name_copy == NULL || address_copy == NULL ? STATUS_NO_MEMORY
	    : mail_address_check(address_copy);
	if (status != STATUS_OK) {
		free(name_copy);
		free(address_copy);
		return status;
	}
	*name = name_copy;
	*address = address_copy;
	return STATUS_OK;
}
