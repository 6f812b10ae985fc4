/* Counting attributes in one pass over the text. Between tags memchr() jumps; the reading of a tag follows the
 * HTML parser of libxml2 2.9 (what is a name, where a value ends), because a difference would let tags through. */
#include "config.h"

#include "attribute_guard.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"

/* Longest name libxml2 reads in one piece; the rest counts as another attribute. */
enum { NAME_BYTES = 100 };

struct scan {
	char *at;
	char *end;
};

static bool
is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool
is_name_start(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == ':' || byte == '.';
}

static bool
is_name(char byte)
{
	return is_name_start(byte) || (byte >= '0' && byte <= '9') || byte == '-';
}

static void
skip_blanks(struct scan *scan)
{
	while (scan->at < scan->end && is_blank(*scan->at))
		scan->at++;
}

static bool
at_tag_end(const struct scan *scan)
{
	return scan->at >= scan->end || *scan->at == '>' ||
	    (*scan->at == '/' && scan->at + 1 < scan->end && scan->at[1] == '>');
}

static void
skip_past(struct scan *scan, const char *word)
{
	char *found = memmem(scan->at, (size_t)(scan->end - scan->at), word, strlen(word));

	scan->at = found == NULL ? scan->end : found + strlen(word);
}

static size_t
skip_name(struct scan *scan)
{
	char *start = scan->at;

	if (scan->at >= scan->end || !is_name_start(*scan->at))
		return 0;
	while (scan->at < scan->end && scan->at - start < NAME_BYTES && is_name(*scan->at))
		scan->at++;
	return (size_t)(scan->at - start);
}

static void
skip_value(struct scan *scan)
{
	skip_blanks(scan);
	if (scan->at < scan->end && (*scan->at == '"' || *scan->at == '\'')) {
		char *close = memchr(scan->at + 1, *scan->at, (size_t)(scan->end - scan->at - 1));

		scan->at = close == NULL ? scan->end : close + 1;
		return;
	}
	while (scan->at < scan->end && !is_blank(*scan->at) && *scan->at != '>')
		scan->at++;
}

static void
skip_attribute(struct scan *scan)
{
	if (skip_name(scan) == 0) {
		while (!at_tag_end(scan) && !is_blank(*scan->at))
			scan->at++;
		return;
	}
	skip_blanks(scan);
	if (scan->at < scan->end && *scan->at == '=') {
		scan->at++;
		skip_value(scan);
	}
}

/* Reads the attributes of one tag; returns whether some had to go. */
static bool
guard_tag(struct scan *scan)
{
	char *cut = NULL;
	unsigned count = 0;

	skip_blanks(scan);
	while (!at_tag_end(scan)) {
		char *before = scan->at;

		if (count++ == LIMIT_TAG_ATTRIBUTES)
			cut = scan->at;
		skip_attribute(scan);
		skip_blanks(scan);
		if (scan->at == before)
			scan->at++;
	}
	if (cut != NULL)
		memset(cut, ' ', (size_t)(scan->at - cut));
	return cut != NULL;
}

/* The content of script and style is no markup; `name` is where the tag's name begins. */
static void
skip_raw_text(struct scan *scan, const char *name, size_t length)
{
	bool is_script = length == 6 && strncasecmp(name, "script", 6) == 0;
	bool is_style = length == 5 && strncasecmp(name, "style", 5) == 0;

	if (!is_script && !is_style)
		return;
	while (scan->at < scan->end) {
		skip_past(scan, "</");
		if ((size_t)(scan->end - scan->at) >= length && strncasecmp(scan->at, name, length) == 0)
			return;
	}
}

bool
attribute_guard(char *text, size_t length)
{
	struct scan scan = { text, text + length };
	bool has_cut = false;

	while (scan.at < scan.end && (scan.at = memchr(scan.at, '<', (size_t)(scan.end - scan.at))) != NULL) {
		char *name = ++scan.at;
		size_t name_length = skip_name(&scan);

		if (name_length == 0) {
			if (scan.end - name >= 3 && memcmp(name, "!--", 3) == 0)
				skip_past(&scan, "-->");
			continue;
		}
		has_cut |= guard_tag(&scan);
		skip_raw_text(&scan, name, name_length);
	}
	return has_cut;
}
