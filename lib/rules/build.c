/* The builder: memory, messages and names while a ruleset is made. */
#define _GNU_SOURCE /* tdestroy */
#include "lib/rules/build.h"

#include <search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "base/limits.h"
#include "base/message.h"
#include "lib/rules/expand.h"

struct pattern_entry {
	const char *text;
	struct pattern *pattern;
};

static const struct settings default_settings = {
	.database = "/var/lib/gongkai/gongkai.db",
	.socket = "/run/gongkai/control",
	.syslog_facility = LOG_DAEMON,
	.language = MESSAGE_LANGUAGE_LOCALE,
	.calendar_folder = "/etc/gongkai/calendars",
	.calendar = "cn",
	.mail = { .tls = MAIL_TLS_REQUIRED, .hourly_limit = 60 },
	.poll_every = { 1, SPAN_HOURS },
	.pages = 0,
	.connections = 64,
	.connections_per_host = 2,
	.pause_ms = 500,
	.timeout_ms = 30000,
	.obey_robots = true,
	.digest_second = 9 * 3600,
	.long_overdue_days = 20,
	.keep_observations = { 3, SPAN_YEARS },
	.keep_closed = { 10, SPAN_YEARS },
};

enum status
builder_start(struct builder *builder, struct diagnostics *diagnostics)
{
	*builder = (struct builder){ .diagnostics = diagnostics, .arena = arena_new(), .scratch = arena_new() };
	if (builder->arena != NULL)
		builder->ruleset = arena_take(builder->arena, sizeof(*builder->ruleset));
	if (builder->scratch == NULL || builder->ruleset == NULL) {
		builder_clear(builder);
		return STATUS_NO_MEMORY;
	}
	builder->ruleset->arena = builder->arena;
	builder->ruleset->references = 1;
	builder->ruleset->settings = default_settings;
	builder->last_site = &builder->ruleset->sites;
	builder->last_roster = &builder->ruleset->rosters;
	builder->last_route = &builder->ruleset->routes;
	builder->last_test = &builder->ruleset->tests;
	builder->last_reference = &builder->references;
	builder->last_definition = &builder->definitions;
	return STATUS_OK;
}

static void
keep_entry(void *entry)
{
	(void)entry; /* it lives in the scratch */
}

void
builder_clear(struct builder *builder)
{
	tdestroy(builder->pattern_tree, keep_entry);
	builder->pattern_tree = NULL;
	if (builder->ruleset != NULL)
		ruleset_release(builder->ruleset);
	else
		arena_free(builder->arena);
	builder->ruleset = NULL;
	builder->arena = NULL;
	arena_free(builder->scratch);
	builder->scratch = NULL;
}

void *
builder_take(struct builder *builder, size_t size)
{
	void *memory = builder->status == STATUS_OK ? arena_take(builder->arena, size) : NULL;

	if (memory == NULL)
		builder->status = STATUS_NO_MEMORY;
	return memory;
}

const char *
builder_text(struct builder *builder, const char *text)
{
	const char *copy = builder->status == STATUS_OK ? arena_string(builder->arena, text) : NULL;

	if (copy == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return "";
	}
	return copy;
}

/* --- messages --------------------------------------------------------------------------------------------------- */

static void PRINTF_LIKE(4, 0)
complain(struct builder *builder, enum diagnostic_severity severity, const struct term *term, const char *format,
    va_list arguments)
{
	char text[512];

	vsnprintf(text, sizeof(text), format, arguments);
	diagnostics_add(builder->diagnostics, severity, builder->source, term->start, term->end, "%s", text);
}

void
builder_error(struct builder *builder, const struct term *term, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	complain(builder, DIAGNOSTIC_ERROR, term, format, arguments);
	va_end(arguments);
}

void
builder_warning(struct builder *builder, const struct term *term, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	complain(builder, DIAGNOSTIC_WARNING, term, format, arguments);
	va_end(arguments);
}

void
builder_hint(struct builder *builder, const char *hint)
{
	diagnostics_hint(builder->diagnostics, "%s", hint);
}

/* --- names ------------------------------------------------------------------------------------------------------- */

struct place
builder_place(const struct builder *builder, const struct term *term)
{
	return (struct place){ builder->source, term->start, term->end };
}

void
builder_refer(struct builder *builder, enum reference_kind kind, const char *name, const struct term *term)
{
	struct reference *reference = arena_take(builder->scratch, sizeof(*reference));

	if (reference == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return;
	}
	*reference = (struct reference){ kind, name, builder_place(builder, term), NULL };
	*builder->last_reference = reference;
	builder->last_reference = &reference->next;
}

struct definition *
builder_define(struct builder *builder, const char *word, const char *name, const void *what, const struct term *term)
{
	struct definition *definition = arena_take(builder->scratch, sizeof(*definition));

	if (definition == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return NULL;
	}
	if (++builder->entries > LIMIT_RULE_ENTRIES)
		builder->status = STATUS_LIMIT;
	definition->word = word;
	definition->name = name;
	definition->what = what;
	definition->place = builder_place(builder, term);
	*builder->last_definition = definition;
	builder->last_definition = &definition->next;
	return definition;
}

size_t
builder_line(struct builder *builder, uint32_t offset)
{
	const char *at, *end = builder->source->bytes + offset;

	if (builder->line_mark.source != builder->source || builder->line_mark.offset > offset) {
		builder->line_mark.source = builder->source;
		builder->line_mark.offset = 0;
		builder->line_mark.line = 1;
	}
	for (at = builder->source->bytes + builder->line_mark.offset;
	    at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		builder->line_mark.line++;
	builder->line_mark.offset = offset;
	return builder->line_mark.line;
}

/* --- patterns ---------------------------------------------------------------------------------------------------- */

static int
by_text(const void *left, const void *right)
{
	return strcmp(((const struct pattern_entry *)left)->text, ((const struct pattern_entry *)right)->text);
}

static bool
keep_pattern(struct builder *builder, struct pattern *pattern)
{
	struct ruleset *ruleset = builder->ruleset;

	if (ruleset->pattern_count == builder->pattern_capacity) {
		size_t capacity = builder->pattern_capacity == 0 ? 64 : builder->pattern_capacity * 2;
		struct pattern **grown = realloc(ruleset->patterns, capacity * sizeof(struct pattern *));

		if (grown == NULL)
			return false;
		ruleset->patterns = grown;
		builder->pattern_capacity = capacity;
	}
	ruleset->patterns[ruleset->pattern_count++] = pattern;
	return true;
}

/* The fault's place inside the quotes, where the text stands there as it is. */
static void
report_pattern(struct builder *builder, const char *text, const struct term *term,
    const struct pattern_problem *problem)
{
	size_t quote = builder->source->bytes[term->start] == '"' ? 1 : 3;
	size_t start = term->start, end = term->end;

	if (end - start == strlen(text) + 2 * quote) {
		start += quote + problem->offset;
		if (start + 1 < end)
			end = start + 1;
		else
			start = end - 1;
	}
	diagnostics_add(builder->diagnostics, DIAGNOSTIC_ERROR, builder->source, start, end,
	    _("this pattern cannot be understood: %s"), problem->message);
	builder_hint(builder, _("put a backslash before a sign that is meant as it stands: \\( \\) \\. \\* \\+ \\?"));
}

static struct pattern *
compile(struct builder *builder, const char *text, const struct term *term)
{
	bool quick = builder->ruleset->pattern_count < LIMIT_PATTERN_QUICK;
	struct pattern *pattern = NULL;
	struct pattern_problem problem;
	enum status status = pattern_compile(text, strlen(text), quick, &pattern, &problem);

	if (status == STATUS_INVALID)
		report_pattern(builder, text, term, &problem);
	else if (status != STATUS_OK || !keep_pattern(builder, pattern))
		builder->status = STATUS_NO_MEMORY;
	if (builder->status != STATUS_OK) {
		pattern_free(pattern);
		return NULL;
	}
	return pattern;
}

const struct pattern *
builder_pattern(struct builder *builder, const char *text, const struct term *term)
{
	struct pattern_entry wanted = { text, NULL };
	struct pattern_entry **found = tfind(&wanted, &builder->pattern_tree, by_text);
	struct pattern_entry *entry;
	struct pattern *pattern;

	if (found != NULL)
		return (*found)->pattern;
	pattern = compile(builder, text, term);
	if (pattern == NULL)
		return NULL;
	entry = arena_take(builder->scratch, sizeof(*entry));
	if (entry != NULL)
		*entry = (struct pattern_entry){ builder_text(builder, text), pattern };
	if (entry == NULL || tsearch(entry, &builder->pattern_tree, by_text) == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return pattern;
	}
	return pattern;
}

void
pattern_check_expanded(struct builder *builder, const char *text, const struct term *term)
{
	struct condition_context nothing = { 0 };
	struct pattern_problem problem;
	struct pattern *pattern = NULL;
	struct buffer buffer;
	enum status status;

	buffer_start(&buffer, LIMIT_RULE_LINE_BYTES * 2);
	status = expand_pattern(text, &nothing, EXPAND_EXAMPLE, &buffer);
	if (status == STATUS_OK)
		status = pattern_compile(buffer_string(&buffer), buffer.length, false, &pattern, &problem);
	if (status == STATUS_INVALID) {
		builder_error(builder, term, _("this pattern cannot be understood: %s"), problem.message);
		builder_hint(builder, _("put a backslash before a sign that is meant as it stands: \\( \\) \\. \\* \\+ \\?"));
	} else if (status == STATUS_NO_MEMORY) {
		builder->status = status;
	}
	pattern_free(pattern);
	buffer_clear(&buffer);
}
