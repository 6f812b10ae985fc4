/* Evaluation of conditions. */
#include "rules/condition.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "lib/rules/expand.h"
#include "rules/pattern.h"

static enum truth
truth_of(bool value)
{
	return value ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum truth
truth_of_match(enum pattern_result result)
{
	return result == PATTERN_TOO_COSTLY ? TRUTH_UNKNOWN : truth_of(result == PATTERN_YES);
}

/* A pattern with variables is compiled for each use: they are few, and each period and unit makes another. */
static enum truth
match_expanded(const struct condition *condition, const char *value, const struct condition_context *context)
{
	enum truth truth = TRUTH_UNKNOWN;
	struct pattern_problem problem;
	struct pattern *pattern = NULL;
	struct buffer text;

	buffer_start(&text, LIMIT_FIELD_BYTES * 4);
	if (expand_pattern(condition->value, context, EXPAND_VALUE, &text) == STATUS_OK &&
	    pattern_compile(buffer_string(&text), text.length, false, &pattern, &problem) == STATUS_OK)
		truth = truth_of_match(pattern_match(pattern, value, strlen(value)));
	pattern_free(pattern);
	buffer_clear(&text);
	return truth;
}

static enum truth
compare_texts(const char *value, const char *wanted, enum condition_kind kind)
{
	char *left = utf8_compatible(value, strlen(value), NULL);
	char *right = utf8_compatible(wanted, strlen(wanted), NULL);
	enum truth truth = TRUTH_UNKNOWN;

	if (left != NULL && right != NULL)
		truth = truth_of(kind == CONDITION_EQUALS ? strcmp(left, right) == 0 : strstr(left, right) != NULL);
	free(left);
	free(right);
	return truth;
}

/* A unit answers to its other names as well. */
static enum truth
compare_aliases(const struct condition *condition, const char *value, const struct condition_context *context)
{
	enum truth truth = TRUTH_FALSE;

	if (strcmp(condition->value, "{unit}") != 0 && strcmp(condition->value, "{单位}") != 0)
		return TRUTH_FALSE;
	for (const char *const *alias = context->aliases; alias != NULL && *alias != NULL && truth == TRUTH_FALSE; alias++)
		truth = compare_texts(value, *alias, condition->kind);
	return truth;
}

static enum truth
compare_expanded(const struct condition *condition, const char *value, const struct condition_context *context)
{
	enum truth truth = TRUTH_UNKNOWN;
	struct buffer text;

	buffer_start(&text, LIMIT_FIELD_BYTES * 4);
	if (expand_text(condition->value, context, &text) == STATUS_OK)
		truth = compare_texts(value, buffer_string(&text), condition->kind);
	buffer_clear(&text);
	return truth == TRUTH_FALSE ? compare_aliases(condition, value, context) : truth;
}

/* Lists hold one entry a line; a number counts as itself. */
static int64_t
number_of(const char *value)
{
	char *end;
	long long number = strtoll(value, &end, 10);
	int64_t entries = 0;

	if (end != value && (*end == '\0' || *end == ' '))
		return number;
	for (const char *line = value; *line != '\0';) {
		size_t length = strcspn(line, "\n");

		entries += length > 0;
		line += length + (line[length] == '\n');
	}
	return entries;
}

static enum truth
compare_dates(const struct condition *condition, const struct item *item)
{
	struct claimed_date claimed = item_date(item, condition->field);
	struct date first, last;

	if (claimed.precision == DATE_PRECISION_NONE)
		return TRUTH_UNKNOWN;
	first = claimed_first_day(claimed);
	last = claimed_last_day(claimed);
	if (condition->kind == CONDITION_ON_OR_AFTER)
		return !date_is_before(first, condition->date) ? TRUTH_TRUE :
		    date_is_before(last, condition->date) ? TRUTH_FALSE : TRUTH_UNKNOWN;
	return !date_is_before(condition->date, last) ? TRUTH_TRUE :
	    date_is_before(condition->date, first) ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static enum truth
evaluate_value(const struct condition *condition, const char *value, const struct condition_context *context)
{
	switch (condition->kind) {
	case CONDITION_EXISTS:
		return truth_of(value != NULL && *value != '\0' && strcmp(value, "0") != 0); /* a count of none */
	case CONDITION_MATCHES:
		if (value == NULL)
			return TRUTH_FALSE;
		return condition->pattern != NULL ? truth_of_match(pattern_match(condition->pattern, value, strlen(value))) :
		    match_expanded(condition, value, context);
	case CONDITION_CONTAINS:
	case CONDITION_EQUALS:
		return value == NULL ? TRUTH_FALSE : compare_expanded(condition, value, context);
	case CONDITION_AT_LEAST:
		return truth_of((value == NULL ? 0 : number_of(value)) >= condition->number);
	case CONDITION_AT_MOST:
		return truth_of((value == NULL ? 0 : number_of(value)) <= condition->number);
	case CONDITION_ALL: case CONDITION_ANY: case CONDITION_NOT: case CONDITION_ON_OR_AFTER:
	case CONDITION_ON_OR_BEFORE:
		break;
	}
	return TRUTH_UNKNOWN;
}

/* All: false beats unknown beats true; any: true beats unknown beats false. */
static enum truth
evaluate_children(const struct condition *condition, const struct item *item, const struct condition_context *context)
{
	enum truth decisive = condition->kind == CONDITION_ALL ? TRUTH_FALSE : TRUTH_TRUE;
	enum truth truth = condition->kind == CONDITION_ALL ? TRUTH_TRUE : TRUTH_FALSE;

	for (const struct condition *child = condition->first; child != NULL && truth != decisive; child = child->next) {
		enum truth one = condition_evaluate(child, item, context);

		if (one == decisive || one == TRUTH_UNKNOWN)
			truth = one;
	}
	return truth;
}

enum truth
condition_evaluate(const struct condition *condition, const struct item *item,
    const struct condition_context *context)
{
	static const struct condition_context nothing = { 0 };
	enum truth truth;

	if (condition == NULL)
		return TRUTH_TRUE;
	if (context == NULL)
		context = &nothing;
	switch (condition->kind) {
	case CONDITION_ALL:
	case CONDITION_ANY:
		return evaluate_children(condition, item, context);
	case CONDITION_NOT:
		truth = condition_evaluate(condition->first, item, context);
		return truth == TRUTH_UNKNOWN ? truth : truth_of(truth == TRUTH_FALSE);
	case CONDITION_ON_OR_AFTER:
	case CONDITION_ON_OR_BEFORE:
		return compare_dates(condition, item);
	case CONDITION_MATCHES: case CONDITION_CONTAINS: case CONDITION_EQUALS: case CONDITION_EXISTS:
	case CONDITION_AT_LEAST: case CONDITION_AT_MOST:
		break;
	}
	return evaluate_value(condition, item_field(item, condition->field), context);
}

bool
condition_holds(const struct condition *condition, const struct item *item, const struct condition_context *context)
{
	return condition_evaluate(condition, item, context) == TRUTH_TRUE;
}
