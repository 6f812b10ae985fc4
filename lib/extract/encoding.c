/* Encodings of pages: which one, and its conversion to UTF-8. */
#include "extract/encoding.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "convert.h"

/* The standard looks at 1024 bytes; real pages put scripts and comments of some kilobytes before the declaration. */
enum { PRESCAN_BYTES = 16 * 1024 };

struct label {
	const char *label;
	const char *encoding;
};

/* Labels that government pages use, and those a browser maps to the same decoders (WHATWG Encoding, 4.2). */
static const struct label labels[] = {
	{ "utf-8", "utf-8" }, { "utf8", "utf-8" }, { "unicode-1-1-utf-8", "utf-8" }, { "unicode11utf8", "utf-8" },
	{ "unicode20utf8", "utf-8" }, { "x-unicode20utf8", "utf-8" },
	{ "gb2312", "gb18030" }, { "gbk", "gb18030" }, { "x-gbk", "gb18030" }, { "gb18030", "gb18030" },
	{ "gb_2312", "gb18030" }, { "gb_2312-80", "gb18030" }, { "chinese", "gb18030" }, { "csgb2312", "gb18030" },
	{ "csiso58gb231280", "gb18030" }, { "iso-ir-58", "gb18030" }, { "cp936", "gb18030" }, { "ms936", "gb18030" },
	{ "euc-cn", "gb18030" },
	{ "big5", "big5" }, { "big5-hkscs", "big5" }, { "cn-big5", "big5" }, { "csbig5", "big5" }, { "x-x-big5", "big5" },
	{ "utf-16", "utf-16le" }, { "utf-16le", "utf-16le" }, { "ucs-2", "utf-16le" }, { "unicode", "utf-16le" },
	{ "csunicode", "utf-16le" }, { "iso-10646-ucs-2", "utf-16le" }, { "unicodefeff", "utf-16le" },
	{ "utf-16be", "utf-16be" }, { "unicodefffe", "utf-16be" },
	{ "iso-8859-1", "windows-1252" }, { "iso8859-1", "windows-1252" }, { "iso88591", "windows-1252" },
	{ "latin1", "windows-1252" }, { "us-ascii", "windows-1252" }, { "ascii", "windows-1252" },
	{ "windows-1252", "windows-1252" }, { "cp1252", "windows-1252" }, { "x-user-defined", "windows-1252" },
	{ "shift_jis", "shift_jis" }, { "shift-jis", "shift_jis" }, { "sjis", "shift_jis" }, { "ms_kanji", "shift_jis" },
	{ "euc-jp", "euc-jp" }, { "x-euc-jp", "euc-jp" }, { "euc-kr", "euc-kr" }, { "ks_c_5601-1987", "euc-kr" },
};

static bool
is_space(char character)
{
	return character == ' ' || character == '\t' || character == '\n' || character == '\r' || character == '\f';
}

const char *
encoding_of_label(const char *label, size_t length)
{
	while (length > 0 && is_space(label[0])) {
		label++;
		length--;
	}
	while (length > 0 && is_space(label[length - 1]))
		length--;
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strlen(labels[i].label) == length && strncasecmp(labels[i].label, label, length) == 0)
			return labels[i].encoding;
	return NULL;
}

/* Offset of `word` (lower-case ASCII) in the text without regard to case, or `length`. */
static size_t
find_word(const char *text, size_t length, size_t from, const char *word)
{
	size_t word_length = strlen(word);

	for (size_t at = from; at + word_length <= length; at++)
		if (strncasecmp(text + at, word, word_length) == 0)
			return at;
	return length;
}

/* The label behind `attribute` and its equals sign: quoted, or up to a separator. */
static const char *
label_after(const char *text, size_t length, size_t at)
{
	size_t end;
	char quote = '\0';

	while (at < length && is_space(text[at]))
		at++;
	if (at >= length || text[at] != '=')
		return NULL;
	at++;
	while (at < length && is_space(text[at]))
		at++;
	if (at < length && (text[at] == '"' || text[at] == '\''))
		quote = text[at++];
	for (end = at; end < length; end++) {
		if (quote != '\0' && text[end] == quote)
			break;
		if (strchr("\"'>;/?", text[end]) != NULL || (quote == '\0' && is_space(text[end])))
			break;
	}
	return encoding_of_label(text + at, end - at);
}

static const char *
label_named(const char *text, size_t length, const char *attribute)
{
	for (size_t at = find_word(text, length, 0, attribute); at < length;
	     at = find_word(text, length, at + 1, attribute)) {
		const char *encoding = label_after(text, length, at + strlen(attribute));

		if (encoding != NULL)
			return encoding;
	}
	return NULL;
}

/* HTML 13.2.3.2: utf-16 in a meta cannot be true, since the meta itself was read as ASCII. */
static const char *
without_utf16(const char *encoding)
{
	return encoding != NULL && strncmp(encoding, "utf-16", 6) == 0 ? "utf-8" : encoding;
}

static size_t
skip_comment(const char *text, size_t length, size_t at)
{
	size_t end = find_word(text, length, at + 2, "-->");

	return end < length ? end : at;
}

/* The declaration inside the page: the first <meta> with a charset that is known, or the XML declaration. */
static const char *
declared_inside(const char *bytes, size_t length)
{
	const char *encoding;

	if (length > PRESCAN_BYTES)
		length = PRESCAN_BYTES;
	if (length > 5 && memcmp(bytes, "<?xml", 5) == 0) {
		size_t end = find_word(bytes, length, 5, "?>");

		encoding = label_named(bytes, end, "encoding");
		if (encoding != NULL)
			return without_utf16(encoding);
	}
	for (size_t at = 0; at < length; at++) {
		size_t end = at;

		if (bytes[at] != '<')
			continue;
		if (length - at >= 4 && memcmp(bytes + at, "<!--", 4) == 0) {
			at = skip_comment(bytes, length, at);
			continue;
		}
		if (length - at < 6 || strncasecmp(bytes + at, "<meta", 5) != 0 || (!is_space(bytes[at + 5]) && bytes[at + 5] != '/'))
			continue;
		while (end < length && bytes[end] != '>')
			end++;
		encoding = label_named(bytes + at, end - at, "charset");
		if (encoding != NULL)
			return without_utf16(encoding);
		at = end;
	}
	return NULL;
}

static const char *
declared_in_header(const char *content_type)
{
	return content_type == NULL ? NULL : label_named(content_type, strlen(content_type), "charset");
}

struct mark {
	const char *bytes;
	size_t length;
	const char *encoding;
};

static const struct mark marks[] = {
	{ "\xef\xbb\xbf", 3, "utf-8" },
	{ "\xff\xfe", 2, "utf-16le" },
	{ "\xfe\xff", 2, "utf-16be" },
};

static const struct mark *
mark_of(const char *bytes, size_t length)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (length >= marks[i].length && memcmp(bytes, marks[i].bytes, marks[i].length) == 0)
			return &marks[i];
	return NULL;
}

/* UTF-16 without a mark: markup is ASCII, so every other byte of it is NUL. */
static const char *
utf16_by_nuls(const char *bytes, size_t length)
{
	size_t nuls[2] = { 0, 0 };
	size_t seen = length < 2048 ? length : 2048;

	for (size_t i = 0; i < seen; i++)
		if (bytes[i] == '\0')
			nuls[i % 2]++;
	if (seen < 16)
		return NULL;
	if (nuls[1] > seen / 5 && nuls[0] <= seen / 50)
		return "utf-16le";
	if (nuls[0] > seen / 5 && nuls[1] <= seen / 50)
		return "utf-16be";
	return NULL;
}

/* How the bytes read as UTF-8 and as double-byte text. */
static bool
reads_as_utf8(const struct byte_survey *survey, const char *declared)
{
	/* Two-byte sequences alone (Latin, Cyrillic) hardly occur on a Chinese page, but a handful of GBK
	 * characters can look like them: then the declaration decides. */
	if (survey->utf8_bad == 0)
		return survey->utf8_wide > 0 || declared == NULL || strcmp(declared, "utf-8") == 0;
	/* A few bad bytes among many good characters: titles cut in the middle of one. */
	return survey->utf8_wide > 2 * survey->utf8_bad;
}

static const char *
encoding_by_validity(const char *declared, const struct byte_survey *survey)
{
	bool is_double_byte;

	if (reads_as_utf8(survey, declared))
		return "utf-8";
	is_double_byte = survey->double_bytes > 0 && survey->double_bad * 8 <= survey->double_bytes;
	if (declared != NULL && strcmp(declared, "utf-8") != 0 && strcmp(declared, "windows-1252") != 0)
		return declared;
	if (!is_double_byte)
		return declared == NULL ? "utf-8" : declared;
	/* GB 2312 text has no second byte below A1; of Big5 text about a third has. */
	return survey->double_low * 5 > survey->double_bytes ? "big5" : "gb18030";
}

static void
choose(const char *bytes, size_t length, const char *content_type, struct decoded *decoded)
{
	const char *in_header = declared_in_header(content_type);
	const char *declared = in_header != NULL ? in_header : declared_inside(bytes, length);
	const char *utf16 = utf16_by_nuls(bytes, length);
	struct byte_survey survey = { 0 };

	decoded->declared = declared;
	decoded->source = in_header != NULL ? ENCODING_SOURCE_HEADER : declared != NULL ? ENCODING_SOURCE_META :
	    ENCODING_SOURCE_NONE;
	if (utf16 != NULL) {
		decoded->encoding = utf16;
	} else {
		if (declared != NULL && strncmp(declared, "utf-16", 6) == 0)
			declared = NULL; /* no NULs: it cannot be */
		survey_bytes(bytes, length, &survey);
		decoded->encoding = survey.is_ascii ? (declared == NULL ? "utf-8" : declared) :
		    encoding_by_validity(declared, &survey);
	}
	if (decoded->declared == NULL ? strcmp(decoded->encoding, "utf-8") != 0 :
	    strcmp(decoded->encoding, decoded->declared) != 0)
		decoded->source = ENCODING_SOURCE_DETECTED;
}

enum status
encoding_decode(const char *bytes, size_t length, const char *content_type, struct decoded *decoded)
{
	const struct mark *mark;
	struct decoded result = { 0 };
	enum status status;

	if (length > LIMIT_PAGE_BYTES)
		return STATUS_LIMIT;
	mark = mark_of(bytes, length);
	if (mark != NULL) {
		bytes += mark->length;
		length -= mark->length;
		result.encoding = mark->encoding;
		result.declared = mark->encoding;
		result.source = ENCODING_SOURCE_MARK;
	} else {
		choose(bytes, length, content_type, &result);
	}
	status = convert_to_utf8(bytes, length, &result);
	if (status == STATUS_OK)
		*decoded = result;
	return status;
}
