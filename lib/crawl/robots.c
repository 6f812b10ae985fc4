/* robots.txt. One pass over the lines; of all groups only the rules for our product, or those for "*", are kept. */
#include "config.h"

#include "crawl/robots.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/limits.h"

enum { LONGEST_PAUSE_SECONDS = 60 };

struct robots_rule {
	bool allows;
	size_t length; /* of the pattern */
	char *pattern; /* normalised; ends in '$' where anchored */
};

struct rule_list {
	struct robots_rule *rules;
	size_t count, capacity;
	uint32_t pause_ms;
};

struct robots {
	struct rule_list own;    /* of groups that name the product */
	struct rule_list others; /* of groups for "*" */
	bool has_own;
};

/* The lines read so far: which groups the next rule belongs to. */
struct reading {
	struct robots *robots;
	const char *product;
	bool is_own, is_for_all;  /* the current group */
	bool was_agent;           /* the last rule or agent line was an agent line */
	bool is_out_of_memory;
};

struct slice {
	const char *bytes;
	size_t length;
};

/* --- normal form ------------------------------------------------------------ */

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool
is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '.' || c == '_' || c == '~';
}

static bool
add_escaped(struct buffer *buffer, unsigned char c)
{
	return buffer_add_format(buffer, "%%%02X", c) == STATUS_OK;
}

/* Escapes of unreserved characters are undone, all else outside ASCII is escaped (2.2.2). A "*" or "$" of a path is
 * escaped too, so that only those of patterns are special. */
static bool
normalise(struct slice from, bool is_pattern, struct buffer *to)
{
	for (size_t i = 0; i < from.length; i++) {
		unsigned char c = (unsigned char)from.bytes[i];
		bool is_escape = c == '%' && from.length - i > 2 && hex_value(from.bytes[i + 1]) >= 0 &&
		    hex_value(from.bytes[i + 2]) >= 0;
		bool is_added;

		if (is_escape) {
			c = (unsigned char)(hex_value(from.bytes[i + 1]) * 16 + hex_value(from.bytes[i + 2]));
			i += 2;
		}
		if (is_unreserved(c) || (!is_escape && c > ' ' && c < 0x7f && (is_pattern || (c != '*' && c != '$'))))
			is_added = buffer_add(to, (const char *)&c, 1) == STATUS_OK;
		else
			is_added = add_escaped(to, c);
		if (!is_added)
			return false;
	}
	return true;
}

/* --- matching --------------------------------------------------------------- */

/* Leftmost matches of the parts between stars never have to be taken back, so the cost is linear. */
static bool
matches(const struct robots_rule *rule, struct slice path)
{
	const char *pattern = rule->pattern;
	size_t left = rule->length;
	bool is_anchored = left > 0 && pattern[left - 1] == '$';
	bool is_first = true;
	size_t at = 0;

	left -= is_anchored;
	for (;;) {
		const char *star = memchr(pattern, '*', left);
		size_t part = star == NULL ? left : (size_t)(star - pattern);
		const char *found = path.bytes + at;

		if (part > path.length - at)
			return false;
		if (star == NULL && is_anchored && !is_first)
			found = path.bytes + path.length - part;
		if (is_first || (star == NULL && is_anchored)) {
			if (part > 0 && memcmp(found, pattern, part) != 0)
				return false;
		} else if (part > 0) {
			found = memmem(path.bytes + at, path.length - at, pattern, part);
			if (found == NULL)
				return false;
		}
		at = (size_t)(found - path.bytes) + part;
		if (star == NULL)
			return !is_anchored || at == path.length;
		pattern = star + 1;
		left -= part + 1;
		is_first = false;
	}
}

static bool
decide(const struct rule_list *list, struct slice path)
{
	const struct robots_rule *best = NULL;

	for (size_t i = 0; i < list->count; i++) {
		const struct robots_rule *rule = &list->rules[i];
		bool is_better = best == NULL || rule->length > best->length ||
		    (rule->length == best->length && rule->allows);

		if (is_better && matches(rule, path))
			best = rule;
	}
	return best == NULL || best->allows;
}

bool
robots_allows(const struct robots *robots, const char *path)
{
	struct buffer normal;
	bool is_allowed;

	if (robots == NULL || strcmp(path, "/robots.txt") == 0)
		return true;
	buffer_start(&normal, 3 * (size_t)LIMIT_URL_BYTES);
	/* A path too long to be compared is not asked for. */
	is_allowed = normalise((struct slice){ path, strlen(path) }, false, &normal) &&
	    decide(robots->has_own ? &robots->own : &robots->others,
	        (struct slice){ buffer_string(&normal), normal.length });
	buffer_clear(&normal);
	return is_allowed;
}

uint32_t
robots_pause_ms(const struct robots *robots)
{
	if (robots == NULL)
		return 0;
	return robots->has_own ? robots->own.pause_ms : robots->others.pause_ms;
}

/* --- parsing ---------------------------------------------------------------- */

static bool
list_add(struct rule_list *list, bool allows, struct slice pattern)
{
	struct buffer normal;

	if (list->count >= LIMIT_ROBOTS_RULES)
		return true;
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
		struct robots_rule *rules = realloc(list->rules, capacity * sizeof(*rules));

		if (rules == NULL)
			return false;
		list->rules = rules;
		list->capacity = capacity;
	}
	buffer_start(&normal, 3 * (size_t)LIMIT_ROBOTS_BYTES);
	if (!normalise(pattern, true, &normal)) {
		buffer_clear(&normal);
		return false;
	}
	list->rules[list->count] = (struct robots_rule){ allows, normal.length, buffer_take(&normal) };
	if (list->rules[list->count].pattern == NULL)
		return false;
	list->count++;
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct slice
trim(struct slice slice)
{
	while (slice.length > 0 && is_blank(slice.bytes[0])) {
		slice.bytes++;
		slice.length--;
	}
	while (slice.length > 0 && is_blank(slice.bytes[slice.length - 1]))
		slice.length--;
	return slice;
}

static bool
is_word(struct slice slice, const char *word)
{
	return slice.length == strlen(word) && strncasecmp(slice.bytes, word, slice.length) == 0;
}

/* A new agent after rules begins a new group; several in a row share one (2.2.1). */
static void
read_agent(struct reading *reading, struct slice value)
{
	size_t length = 0;

	if (!reading->was_agent)
		reading->is_own = reading->is_for_all = false;
	reading->was_agent = true;
	if (is_word(value, "*"))
		reading->is_for_all = true;
	/* A version behind the name is no part of it: "gongkai/1.0". */
	while (length < value.length && (is_unreserved((unsigned char)value.bytes[length]) && value.bytes[length] != '.'))
		length++;
	if (is_word((struct slice){ value.bytes, length }, reading->product))
		reading->is_own = reading->robots->has_own = true;
}

static void
read_rule(struct reading *reading, bool allows, struct slice pattern)
{
	bool is_kept = true;

	reading->was_agent = false;
	if (pattern.length == 0)
		return;
	if (reading->is_own)
		is_kept = list_add(&reading->robots->own, allows, pattern);
	if (reading->is_for_all && is_kept)
		is_kept = list_add(&reading->robots->others, allows, pattern);
	if (!is_kept)
		reading->is_out_of_memory = true;
}

static void
read_pause(struct reading *reading, struct slice value)
{
	uint32_t seconds = 0;
	size_t i = 0;

	for (; i < value.length && value.bytes[i] >= '0' && value.bytes[i] <= '9'; i++)
		if (seconds < LONGEST_PAUSE_SECONDS)
			seconds = seconds * 10 + (uint32_t)(value.bytes[i] - '0');
	if (i < value.length && value.bytes[i] == '.')
		seconds++; /* a fraction rounds up */
	if (seconds > LONGEST_PAUSE_SECONDS)
		seconds = LONGEST_PAUSE_SECONDS;
	if (reading->is_own)
		reading->robots->own.pause_ms = seconds * 1000;
	if (reading->is_for_all)
		reading->robots->others.pause_ms = seconds * 1000;
}

static void
read_line(struct reading *reading, struct slice line)
{
	const char *comment = memchr(line.bytes, '#', line.length);
	const char *colon;
	struct slice key, value;

	if (comment != NULL)
		line.length = (size_t)(comment - line.bytes);
	colon = memchr(line.bytes, ':', line.length);
	if (colon == NULL)
		return;
	key = trim((struct slice){ line.bytes, (size_t)(colon - line.bytes) });
	value = trim((struct slice){ colon + 1, line.length - (size_t)(colon - line.bytes) - 1 });
	if (is_word(key, "user-agent"))
		read_agent(reading, value);
	else if (is_word(key, "allow"))
		read_rule(reading, true, value);
	else if (is_word(key, "disallow"))
		read_rule(reading, false, value);
	else if (is_word(key, "crawl-delay"))
		read_pause(reading, value);
}

struct robots *
robots_parse(const char *text, size_t length, const char *product)
{
	struct robots *robots = calloc(1, sizeof(*robots));
	struct reading reading = { .robots = robots, .product = product };
	size_t start = 0;

	if (robots == NULL)
		return NULL;
	if (length > LIMIT_ROBOTS_BYTES)
		length = LIMIT_ROBOTS_BYTES;
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		start = 3;
	for (size_t i = start; i <= length; i++)
		if (i == length || text[i] == '\n' || text[i] == '\r') {
			read_line(&reading, (struct slice){ text + start, i - start });
			start = i + 1;
		}
	if (reading.is_out_of_memory) {
		robots_free(robots);
		return NULL;
	}
	return robots;
}

static void
list_clear(struct rule_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->rules[i].pattern);
	free(list->rules);
}

void
robots_free(struct robots *robots)
{
	if (robots == NULL)
		return;
	list_clear(&robots->own);
	list_clear(&robots->others);
	free(robots);
}
