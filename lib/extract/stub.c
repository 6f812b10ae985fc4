/* Where a stub sends its visitor. Scripts are not run: an address is read where it is written as a string, directly
 * or through one variable. */
#include "config.h"

#include "stub.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "extract/dom.h"
#include "text.h"

enum { DELAY_SECONDS = 30 }; /* a longer refresh shows its page first */

static const char *
skip_blanks(const char *text)
{
	return text + strspn(text, " \t\r\n\f");
}

/* "0; url=/index.html" */
static bool
refresh_target(const char *content, struct arena *arena, const char **target)
{
	const char *at = skip_blanks(content);
	unsigned delay = 0;
	char quote;
	size_t length;

	for (; *at >= '0' && *at <= '9' && delay < 100000; at++)
		delay = delay * 10 + (unsigned)(*at - '0');
	at += strspn(at, ".0123456789 \t\r\n;,");
	if (strncasecmp(at, "url", 3) != 0 || delay > DELAY_SECONDS)
		return false;
	at = skip_blanks(at + 3);
	if (*at != '=')
		return false;
	at = skip_blanks(at + 1);
	quote = *at;
	if (quote == '"' || quote == '\'')
		length = strcspn(++at, quote == '"' ? "\"" : "'");
	else
		length = strcspn(at, " \t\r\n");
	if (length == 0 || length > LIMIT_URL_BYTES)
		return false;
	*target = arena_copy(arena, at, length);
	return true;
}

static bool
meta_refresh(const struct document *document, struct arena *arena, const char **target)
{
	for (const xmlNode *node = document->root; node != NULL; node = dom_next(node, document->root)) {
		const char *kind;
		const char *content;

		if (!dom_is(node, "meta"))
			continue;
		kind = dom_attribute(node, "http-equiv");
		content = dom_attribute(node, "content");
		if (kind != NULL && content != NULL && strcasecmp(kind, "refresh") == 0 &&
		    refresh_target(content, arena, target))
			return true;
	}
	return false;
}

static bool
is_name_character(char character)
{
	return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
	    (character >= '0' && character <= '9') || character == '_' || character == '$';
}

/* A string in quotes at `at`. */
static const char *
quoted(const char *at, struct arena *arena)
{
	size_t length;

	if (*at != '"' && *at != '\'')
		return NULL;
	length = strcspn(at + 1, *at == '"' ? "\"\n" : "'\n");
	if (length == 0 || length > LIMIT_URL_BYTES || at[1 + length] != *at)
		return NULL;
	return arena_copy(arena, at + 1, length);
}

/* The last string that the script assigns to the variable before `end`. */
static const char *
value_of_variable(const char *script, const char *end, const char *name, size_t length, struct arena *arena)
{
	const char *value = NULL;

	for (const char *at = script; (at = memmem(at, (size_t)(end - at), name, length)) != NULL; at += length) {
		const char *behind = skip_blanks(at + length);
		const char *text;

		if ((at > script && is_name_character(at[-1])) || *behind != '=' || behind[1] == '=')
			continue;
		text = quoted(skip_blanks(behind + 1), arena);
		if (text != NULL)
			value = text;
	}
	return value;
}

/* What an assignment or call at `at` ("= x", "(x)") goes to. */
static const char *
target_at(const char *script, const char *at, struct arena *arena)
{
	const char *start = skip_blanks(at);
	const char *text = quoted(start, arena);
	size_t length = 0;

	if (text != NULL)
		return text;
	while (is_name_character(start[length]))
		length++;
	return length == 0 ? NULL : value_of_variable(script, start, start, length, arena);
}

/* location = x, location.href = x, location.replace(x), location.assign(x) */
static bool
location_change(const char *script, const char *at, struct arena *arena, const char **target)
{
	const char *behind = skip_blanks(at + strlen("location"));

	if (at > script && (is_name_character(at[-1])))
		return false;
	if (strncmp(behind, ".href", 5) == 0)
		behind = skip_blanks(behind + 5);
	else if (strncmp(behind, ".replace", 8) == 0)
		behind = skip_blanks(behind + 8);
	else if (strncmp(behind, ".assign", 7) == 0)
		behind = skip_blanks(behind + 7);
	if (*behind != '=' && *behind != '(')
		return false;
	if (*behind == '=' && behind[1] == '=')
		return false;
	*target = target_at(script, behind + 1, arena);
	return true;
}

bool
stub_sends_away(const struct document *document, struct arena *arena, const char **target)
{
	const char *script = document->text;

	*target = NULL;
	if (meta_refresh(document, arena, target))
		return true;
	for (const char *at = script; (at = strstr(at, "location")) != NULL; at += strlen("location"))
		if (location_change(script, at, arena, target))
			return true;
	return false;
}
