/* Diagnostics: what is wrong in the admins' files, each with its place. Collected, then printed. */
#ifndef GONGKAI_RULES_DIAGNOSTIC_H
#define GONGKAI_RULES_DIAGNOSTIC_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

/* A file's text as the diagnostics need it; kept by the caller as long as it adds to them. */
struct source_text {
	const char *name;
	const char *bytes;
	size_t length;
};

enum diagnostic_severity { DIAGNOSTIC_ERROR, DIAGNOSTIC_WARNING };

struct diagnostic {
	enum diagnostic_severity severity;
	const char *file;
	size_t line;          /* 1-based; 0 where the whole file is meant */
	size_t column;        /* 1-based, in characters */
	const char *text;     /* the source line, or the part of a long one; NULL where `line` is 0 */
	size_t caret;         /* offset of the range in `text`, bytes */
	size_t caret_length;  /* bytes; may be 0 at the end of a line */
	const char *message;  /* translated */
	const char *hint;     /* translated; NULL for none */
};

struct diagnostics;

/* An empty collection, or NULL. The caller frees it. */
MUST_USE struct diagnostics *diagnostics_new(void);
void diagnostics_free(struct diagnostics *diagnostics); /* NULL is fine */

/* Adds one about the bytes [start, end) of `source`. Out of memory, or over LIMIT_DIAGNOSTICS, it is counted
 * but not kept. */
void diagnostics_add(struct diagnostics *diagnostics, enum diagnostic_severity severity,
    const struct source_text *source, size_t start, size_t end, const char *format, ...) PRINTF_LIKE(6, 7);

/* Adds one about a whole file. */
void diagnostics_add_file(struct diagnostics *diagnostics, enum diagnostic_severity severity, const char *file,
    const char *format, ...) PRINTF_LIKE(4, 5);

/* Gives the one added last a hint: what to try. */
void diagnostics_hint(struct diagnostics *diagnostics, const char *format, ...) PRINTF_LIKE(2, 3);

/* Those kept, in the order of file and place after diagnostics_sort(). */
size_t diagnostics_count(const struct diagnostics *diagnostics);
const struct diagnostic *diagnostics_at(const struct diagnostics *diagnostics, size_t index);
void diagnostics_sort(struct diagnostics *diagnostics);

/* All that were added, kept or not. */
size_t diagnostics_errors(const struct diagnostics *diagnostics);
size_t diagnostics_warnings(const struct diagnostics *diagnostics);

/* Appends one as text: place and message, the source line with a caret under the range, the hint. */
MUST_USE enum status diagnostic_print(const struct diagnostic *diagnostic, struct buffer *text);

#endif
