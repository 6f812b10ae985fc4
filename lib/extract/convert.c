/* Conversion to UTF-8 by iconv(3), with the error handling of the WHATWG decoders. */
#include "config.h"

#include "convert.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/utf8.h"

/* No byte of an input becomes more than three of UTF-8 (a single undecodable one becomes U+FFFD). */
enum { LARGEST_GROWTH = 3 };

static const char replacement[] = "\xef\xbf\xbd";
static const char euro[] = "\xe2\x82\xac";

struct output {
	char *bytes;
	size_t length;
	size_t capacity;
};

static void
output_add(struct output *output, const char *bytes, size_t length)
{
	if (length > output->capacity - output->length)
		length = output->capacity - output->length;
	memcpy(output->bytes + output->length, bytes, length);
	output->length += length;
}

static void
survey_double_bytes(const unsigned char *bytes, size_t length, struct byte_survey *survey)
{
	for (size_t at = 0; at < length; at++) {
		if (bytes[at] < 0x80)
			continue;
		if (bytes[at] > 0x80 && bytes[at] < 0xff && at + 1 < length &&
		    bytes[at + 1] >= 0x40 && bytes[at + 1] != 0x7f && bytes[at + 1] != 0xff) {
			survey->double_bytes++;
			if (bytes[at + 1] < 0xa1)
				survey->double_low++;
			at++;
		} else {
			survey->double_bad++;
		}
	}
}

static void
survey_utf8(const char *bytes, size_t length, struct byte_survey *survey)
{
	for (size_t at = 0; at < length;) {
		uint32_t character;
		size_t width;

		if ((unsigned char)bytes[at] < 0x80) {
			at++;
			continue;
		}
		width = utf8_next(bytes + at, length - at, &character);
		if (width >= 3)
			survey->utf8_wide++;
		else if (width == 1)
			survey->utf8_bad++;
		at += width;
	}
}

void
survey_bytes(const char *bytes, size_t length, struct byte_survey *survey)
{
	*survey = (struct byte_survey){ 0 };
	survey_utf8(bytes, length, survey);
	if (survey->utf8_bad > 0)
		survey_double_bytes((const unsigned char *)bytes, length, survey);
	survey->is_ascii = survey->utf8_bad == 0 && survey->utf8_wide == 0;
	for (size_t at = 0; survey->is_ascii && at < length; at++)
		survey->is_ascii = (unsigned char)bytes[at] < 0x80;
}

static bool
is_ascii_text(const char *bytes, size_t length)
{
	for (size_t at = 0; at < length; at++)
		if ((unsigned char)bytes[at] >= 0x80 || bytes[at] == '\0')
			return false;
	return true;
}

/* Whether the bytes can stand as they are. */
static bool
is_clean(const char *bytes, size_t length, const char *encoding)
{
	if (strcmp(encoding, "utf-8") == 0)
		return utf8_first_bad(bytes, length) == length && memchr(bytes, '\0', length) == NULL;
	return strncmp(encoding, "utf-16", 6) != 0 && is_ascii_text(bytes, length);
}

static size_t
count_nuls(const char *bytes, size_t length)
{
	size_t count = 0;

	for (const char *at = bytes; (at = memchr(at, '\0', length - (size_t)(at - bytes))) != NULL; at++)
		count++;
	return count;
}

static size_t
drop_nuls(char *bytes, size_t length)
{
	size_t kept = 0;

	for (size_t at = 0; at < length; at++)
		if (bytes[at] != '\0')
			bytes[kept++] = bytes[at];
	return kept;
}

/* Copies UTF-8, each maximal part of a broken sequence as one U+FFFD (Unicode 3.9, as WHATWG asks). */
static void
repair_utf8(const char *bytes, size_t length, struct output *output, size_t *undecodable)
{
	for (size_t at = 0; at < length;) {
		size_t good = utf8_first_bad(bytes + at, length - at);
		ucs4_t character;
		int width;

		output_add(output, bytes + at, good);
		at += good;
		if (at >= length)
			return;
		width = u8_mbtouc(&character, (const uint8_t *)bytes + at, length - at);
		if (width < 1)
			width = 1;
		output_add(output, replacement, 3);
		*undecodable += (size_t)width;
		at += (size_t)width;
	}
}

/* How many bytes a decoder gives up at an error: WHATWG puts an ASCII byte behind a broken lead back. */
static size_t
bytes_to_skip(const char *encoding, const char *bytes, size_t length)
{
	const unsigned char *at = (const unsigned char *)bytes;

	if (strncmp(encoding, "utf-16", 6) == 0)
		return length < 2 ? length : 2;
	if (strcmp(encoding, "windows-1252") == 0 || length < 2 || at[0] <= 0x80 || at[0] == 0xff || at[1] < 0x80)
		return 1;
	return 2;
}

/* The C library's name of the converter. */
static const char *
converter_name(const char *encoding)
{
	if (strcmp(encoding, "big5") == 0)
		return "BIG5-HKSCS";
	if (strcmp(encoding, "shift_jis") == 0)
		return "CP932";
	if (strcmp(encoding, "euc-kr") == 0)
		return "CP949";
	return encoding;
}

static void
take_bad_bytes(const char *encoding, const char **input, size_t *left, struct output *output, size_t *undecodable)
{
	size_t skipped = bytes_to_skip(encoding, *input, *left);

	/* Windows writes the euro sign of code page 936 as the single byte 80, and so does WHATWG read it. */
	if (strcmp(encoding, "gb18030") == 0 && (*input)[0] == '\x80') {
		output_add(output, euro, 3);
	} else {
		output_add(output, replacement, 3);
		*undecodable += skipped;
	}
	*input += skipped;
	*left -= skipped;
}

static void
run_converter(iconv_t converter, const char *bytes, size_t length, const char *encoding, struct output *output,
    size_t *undecodable)
{
	const char *input = bytes;
	size_t left = length;

	while (left > 0) {
		char *at = output->bytes + output->length;
		size_t room = output->capacity - output->length;
		/* iconv(3) takes char ** for historical reasons and does not change the input. */
		union { const char **input; char **inout; } argument = { .input = &input };
		size_t result = iconv(converter, argument.inout, &left, &at, &room);

		output->length = output->capacity - room;
		if (result != (size_t)-1)
			break;
		if (errno == E2BIG)
			break; /* cannot happen: LARGEST_GROWTH */
		if (errno == EINVAL) { /* the text ends inside a character */
			output_add(output, replacement, 3);
			*undecodable += left;
			break;
		}
		take_bad_bytes(encoding, &input, &left, output, undecodable);
		iconv(converter, NULL, NULL, NULL, NULL);
	}
}

/* GB 18030 puts A3A0 into the private use area (U+E5E5); pages mean the full-width space, and WHATWG reads it so. */
static void
mend_spaces(char *bytes, size_t length)
{
	char *at = bytes;

	while ((at = memmem(at, length - (size_t)(at - bytes), "\xee\x97\xa5", 3)) != NULL) {
		memcpy(at, "\xe3\x80\x80", 3);
		at += 3;
	}
}

static enum status
convert_by_iconv(const char *bytes, size_t length, struct decoded *decoded, struct output *output)
{
	iconv_t converter = iconv_open("UTF-8", converter_name(decoded->encoding));

	if (converter == (iconv_t)-1)
		return errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_IO;
	run_converter(converter, bytes, length, decoded->encoding, output, &decoded->undecodable);
	iconv_close(converter);
	if (strcmp(decoded->encoding, "gb18030") == 0)
		mend_spaces(output->bytes, output->length);
	return STATUS_OK;
}

enum status
convert_to_utf8(const char *bytes, size_t length, struct decoded *decoded)
{
	struct output output = { 0 };
	enum status status = STATUS_OK;
	char *shrunk;

	if (is_clean(bytes, length, decoded->encoding)) {
		decoded->bytes = bytes;
		decoded->length = length;
		return STATUS_OK;
	}
	output.capacity = length * LARGEST_GROWTH + 1;
	output.bytes = malloc(output.capacity + 1);
	if (output.bytes == NULL)
		return STATUS_NO_MEMORY;
	if (strcmp(decoded->encoding, "utf-8") == 0)
		repair_utf8(bytes, length, &output, &decoded->undecodable);
	else
		status = convert_by_iconv(bytes, length, decoded, &output);
	if (status != STATUS_OK) {
		free(output.bytes);
		return status;
	}
	decoded->nul_bytes = count_nuls(output.bytes, output.length);
	if (decoded->nul_bytes > 0)
		output.length = drop_nuls(output.bytes, output.length);
	output.bytes[output.length] = '\0';
	shrunk = realloc(output.bytes, output.length + 1);
	decoded->owned = shrunk != NULL ? shrunk : output.bytes;
	decoded->bytes = decoded->owned;
	decoded->length = output.length;
	return STATUS_OK;
}

void
decoded_clear(struct decoded *decoded)
{
	free(decoded->owned);
	decoded->owned = NULL;
	decoded->bytes = "";
	decoded->length = 0;
}
