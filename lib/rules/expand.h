/* Variables in the values of conditions: {year}, {unit}, {trigger.number}. */
#ifndef GONGKAI_RULES_EXPAND_H
#define GONGKAI_RULES_EXPAND_H

#include "base/buffer.h"
#include "base/status.h"
#include "rules/condition.h"

enum variable_kind {
	VARIABLE_UNKNOWN, /* a word in braces that is no variable */
	VARIABLE_YEAR, VARIABLE_HALF, VARIABLE_QUARTER, VARIABLE_MONTH, VARIABLE_WEEK, VARIABLE_UNIT, VARIABLE_TRIGGER,
};

struct variable {
	enum variable_kind kind;
	const char *start, *end;  /* with the braces */
	const char *field;        /* TRIGGER: the name behind the dot */
	size_t field_length;
};

/* The first word in braces at or after `text`; returns its start, or NULL for none. Counts as in {2,3} are none. */
const char *variable_find(const char *text, struct variable *variable);

enum expand_mode {
	EXPAND_VALUE,   /* STATUS_NOT_FOUND where a variable has no value */
	EXPAND_EXAMPLE, /* examples for those, to check a pattern */
};

/* A pattern with the variables replaced. Numbers match their Chinese forms too: {quarter} is 1 or 一; a unit also
 * by its other names; values of fields as they stand. */
MUST_USE enum status expand_pattern(const char *text, const struct condition_context *context,
    enum expand_mode mode, struct buffer *result);

/* A plain text with the variables replaced. */
MUST_USE enum status expand_text(const char *text, const struct condition_context *context, struct buffer *result);

#endif
