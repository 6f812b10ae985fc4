/* Collecting and printing of diagnostics. */
#include "rules/diagnostic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/utf8.h"

enum {
	MESSAGE_BYTES = 1024, /* longest message or hint */
	WINDOW_BYTES = 120,   /* what is shown of a long line before and behind the fault */
	TAB_COLUMNS = 8,
};

struct diagnostics {
	struct arena *arena;
	struct diagnostic *kept;
	size_t count, capacity;
	bool last_was_kept;
	size_t totals[2]; /* by severity */
};

struct diagnostics *
diagnostics_new(void)
{
	struct diagnostics *diagnostics = calloc(1, sizeof(*diagnostics));

	if (diagnostics == NULL)
		return NULL;
	diagnostics->arena = arena_new();
	if (diagnostics->arena == NULL) {
		free(diagnostics);
		return NULL;
	}
	return diagnostics;
}

void
diagnostics_free(struct diagnostics *diagnostics)
{
	if (diagnostics == NULL)
		return;
	arena_free(diagnostics->arena);
	free(diagnostics->kept);
	free(diagnostics);
}

/* A free place at the end, or NULL where it can only be counted. */
static struct diagnostic *
reserve(struct diagnostics *diagnostics, enum diagnostic_severity severity)
{
	diagnostics->totals[severity]++;
	diagnostics->last_was_kept = false;
	if (diagnostics->count == LIMIT_DIAGNOSTICS)
		return NULL;
	if (diagnostics->count == diagnostics->capacity) {
		size_t capacity = diagnostics->capacity == 0 ? 16 : diagnostics->capacity * 2;
		struct diagnostic *grown = realloc(diagnostics->kept, capacity * sizeof(*grown));

		if (grown == NULL)
			return NULL;
		diagnostics->kept = grown;
		diagnostics->capacity = capacity;
	}
	diagnostics->kept[diagnostics->count] = (struct diagnostic){ .severity = severity };
	return &diagnostics->kept[diagnostics->count];
}

static void
keep(struct diagnostics *diagnostics)
{
	diagnostics->count++;
	diagnostics->last_was_kept = true;
}

static char *PRINTF_LIKE(2, 0)
formatted(struct diagnostics *diagnostics, const char *format, va_list arguments)
{
	char text[MESSAGE_BYTES];
	size_t bad;

	vsnprintf(text, sizeof(text), format, arguments);
	bad = utf8_first_bad(text, strlen(text)); /* a character cut in two */
	for (size_t i = 0; i < bad; i++)
		if (text[i] == '\n' || text[i] == '\r')
			text[i] = ' ';
	return arena_copy(diagnostics->arena, text, bad);
}

static bool
is_inside_character(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* A NUL would end the line too early. */
static char *
visible_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_copy(arena, bytes, length);

	for (size_t i = 0; copy != NULL && i < length; i++)
		if (copy[i] == '\0')
			copy[i] = ' ';
	return copy;
}

/* Line, column and the piece of the line around the range. */
static void
locate(struct diagnostics *diagnostics, const struct source_text *source, size_t start, size_t end,
    struct diagnostic *diagnostic)
{
	const char *bytes = source->bytes;
	size_t line_start, line_end, from, to;

	if (start > source->length)
		start = source->length;
	diagnostic->line = 1;
	line_start = 0;
	for (size_t at = 0; at < start; at++)
		if (bytes[at] == '\n') {
			diagnostic->line++;
			line_start = at + 1;
		}
	for (line_end = start; line_end < source->length && bytes[line_end] != '\n'; line_end++)
		;
	while (line_end > start && bytes[line_end - 1] == '\r')
		line_end--;
	if (end > line_end)
		end = line_end;
	if (end < start)
		end = start;
	diagnostic->column = 1;
	for (size_t at = line_start; at < start; at++)
		diagnostic->column += !is_inside_character(bytes[at]);
	from = start - line_start > WINDOW_BYTES ? start - WINDOW_BYTES : line_start;
	while (from > line_start && is_inside_character(bytes[from]))
		from--;
	to = line_end - start > 2 * WINDOW_BYTES ? start + 2 * WINDOW_BYTES : line_end;
	while (to < line_end && is_inside_character(bytes[to]))
		to++;
	diagnostic->text = visible_copy(diagnostics->arena, bytes + from, to - from);
	diagnostic->caret = start - from;
	diagnostic->caret_length = (end < to ? end : to) - start;
}

void
diagnostics_add(struct diagnostics *diagnostics, enum diagnostic_severity severity,
    const struct source_text *source, size_t start, size_t end, const char *format, ...)
{
	struct diagnostic *diagnostic = reserve(diagnostics, severity);
	va_list arguments;

	if (diagnostic == NULL)
		return;
	va_start(arguments, format);
	diagnostic->message = formatted(diagnostics, format, arguments);
	va_end(arguments);
	diagnostic->file = arena_string(diagnostics->arena, source->name);
	locate(diagnostics, source, start, end, diagnostic);
	if (diagnostic->message != NULL && diagnostic->file != NULL && diagnostic->text != NULL)
		keep(diagnostics);
}

void
diagnostics_add_file(struct diagnostics *diagnostics, enum diagnostic_severity severity, const char *file,
    const char *format, ...)
{
	struct diagnostic *diagnostic = reserve(diagnostics, severity);
	va_list arguments;

	if (diagnostic == NULL)
		return;
	va_start(arguments, format);
	diagnostic->message = formatted(diagnostics, format, arguments);
	va_end(arguments);
	diagnostic->file = arena_string(diagnostics->arena, file);
	if (diagnostic->message != NULL && diagnostic->file != NULL)
		keep(diagnostics);
}

void
diagnostics_hint(struct diagnostics *diagnostics, const char *format, ...)
{
	va_list arguments;

	if (!diagnostics->last_was_kept)
		return;
	va_start(arguments, format);
	diagnostics->kept[diagnostics->count - 1].hint = formatted(diagnostics, format, arguments);
	va_end(arguments);
}

size_t
diagnostics_count(const struct diagnostics *diagnostics)
{
	return diagnostics->count;
}

const struct diagnostic *
diagnostics_at(const struct diagnostics *diagnostics, size_t index)
{
	return &diagnostics->kept[index];
}

size_t
diagnostics_errors(const struct diagnostics *diagnostics)
{
	return diagnostics->totals[DIAGNOSTIC_ERROR];
}

size_t
diagnostics_warnings(const struct diagnostics *diagnostics)
{
	return diagnostics->totals[DIAGNOSTIC_WARNING];
}

static int
compare_size(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int
by_place(const void *left, const void *right)
{
	const struct diagnostic *a = left, *b = right;
	int order = strcmp(a->file, b->file);

	if (order == 0)
		order = compare_size(a->line, b->line);
	if (order == 0)
		order = compare_size(a->column, b->column);
	if (order == 0)
		order = (int)a->severity - (int)b->severity;
	return order != 0 ? order : strcmp(a->message, b->message);
}

void
diagnostics_sort(struct diagnostics *diagnostics)
{
	if (diagnostics->count > 1)
		qsort(diagnostics->kept, diagnostics->count, sizeof(*diagnostics->kept), by_place);
}

/* Appends the line with tabs as spaces, so that the caret below stands right on any terminal. */
static enum status
add_expanded(struct buffer *buffer, const char *bytes, size_t length, size_t *columns)
{
	enum status status = STATUS_OK;

	for (size_t at = 0; at < length && status == STATUS_OK;) {
		uint32_t character;
		size_t width = utf8_next(bytes + at, length - at, &character);

		if (character == '\t') {
			do {
				status = buffer_add(buffer, " ", 1);
				++*columns;
			} while (status == STATUS_OK && *columns % TAB_COLUMNS != 0);
		} else if (character >= 0x20 && character != 0x7f) {
			status = buffer_add(buffer, bytes + at, width);
			*columns += utf8_columns(bytes + at, width);
		}
		at += width;
	}
	return status;
}

static enum status
add_repeated(struct buffer *buffer, char character, size_t count)
{
	enum status status = STATUS_OK;

	while (count-- > 0 && status == STATUS_OK)
		status = buffer_add(buffer, &character, 1);
	return status;
}

static enum status
add_line_and_caret(struct buffer *buffer, const struct diagnostic *diagnostic)
{
	size_t length = strlen(diagnostic->text);
	size_t range_end = diagnostic->caret + diagnostic->caret_length;
	size_t columns = 0, before, carets;
	enum status status = buffer_add_format(buffer, "%6zu | ", diagnostic->line);

	if (status == STATUS_OK)
		status = add_expanded(buffer, diagnostic->text, diagnostic->caret, &columns);
	before = columns;
	if (status == STATUS_OK)
		status = add_expanded(buffer, diagnostic->text + diagnostic->caret, diagnostic->caret_length, &columns);
	carets = columns > before ? columns - before : 1;
	if (status == STATUS_OK)
		status = add_expanded(buffer, diagnostic->text + range_end, length - range_end, &columns);
	if (status == STATUS_OK)
		status = buffer_add_string(buffer, "\n       | ");
	if (status == STATUS_OK)
		status = add_repeated(buffer, ' ', before);
	if (status == STATUS_OK)
		status = add_repeated(buffer, '^', carets);
	return status == STATUS_OK ? buffer_add_string(buffer, "\n") : status;
}

static enum status
add_head(struct buffer *buffer, const struct diagnostic *diagnostic, const char *kind, const char *message)
{
	if (diagnostic->line == 0)
		return buffer_add_format(buffer, "%s: %s: %s\n", diagnostic->file, kind, message);
	return buffer_add_format(buffer, "%s:%zu:%zu: %s: %s\n", diagnostic->file, diagnostic->line, diagnostic->column,
	    kind, message);
}

enum status
diagnostic_print(const struct diagnostic *diagnostic, struct buffer *text)
{
	const char *kind = diagnostic->severity == DIAGNOSTIC_ERROR ? _("error") : _("warning");
	enum status status = add_head(text, diagnostic, kind, diagnostic->message);

	if (status == STATUS_OK && diagnostic->line > 0)
		status = add_line_and_caret(text, diagnostic);
	if (status == STATUS_OK && diagnostic->hint != NULL)
		status = add_head(text, diagnostic, _("hint"), diagnostic->hint);
	return status;
}
