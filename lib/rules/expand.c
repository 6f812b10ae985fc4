/* Replacing of variables. */
#include "lib/rules/expand.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "model/item.h"

static const struct {
	const char *name;
	enum variable_kind kind;
} variables[] = {
	{ "year", VARIABLE_YEAR }, { "年", VARIABLE_YEAR }, { "half", VARIABLE_HALF }, { "半年", VARIABLE_HALF },
	{ "quarter", VARIABLE_QUARTER }, { "季度", VARIABLE_QUARTER }, { "month", VARIABLE_MONTH },
	{ "月", VARIABLE_MONTH }, { "week", VARIABLE_WEEK }, { "周", VARIABLE_WEEK }, { "unit", VARIABLE_UNIT },
	{ "单位", VARIABLE_UNIT },
};

static const char *const chinese_numbers[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一",
	"十二" };

static enum variable_kind
kind_of(const char *name, size_t length, struct variable *variable)
{
	static const char *const trigger = "trigger.";

	for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
		if (strlen(variables[i].name) == length && memcmp(variables[i].name, name, length) == 0)
			return variables[i].kind;
	if (length > strlen(trigger) && memcmp(name, trigger, strlen(trigger)) == 0) {
		variable->field = name + strlen(trigger);
		variable->field_length = length - strlen(trigger);
		return VARIABLE_TRIGGER;
	}
	return VARIABLE_UNKNOWN;
}

/* A backslash before the brace means the sign itself, and \p{Han}, \x{4e00} and the like belong to the pattern. */
static bool
is_escaped(const char *text, const char *brace)
{
	return (brace > text && brace[-1] == '\\') ||
	    (brace > text + 1 && brace[-2] == '\\' && strchr("pPxoNgk", brace[-1]) != NULL);
}

/* What stands in the braces reads as a word. */
static bool
is_word(const char *text, const char *end)
{
	for (; text < end; text++)
		if (!isalnum((unsigned char)*text) && strchr(".-_", *text) == NULL && (unsigned char)*text < 0x80)
			return false;
	return true;
}

const char *
variable_find(const char *text, struct variable *variable)
{
	for (const char *brace = strchr(text, '{'); brace != NULL; brace = strchr(brace + 1, '{')) {
		const char *end = strchr(brace, '}');

		if (end == NULL)
			return NULL;
		if (is_escaped(text, brace) || end == brace + 1 || isdigit((unsigned char)brace[1]) ||
		    !is_word(brace + 1, end))
			continue;
		variable->start = brace;
		variable->end = end + 1;
		variable->kind = kind_of(brace + 1, (size_t)(end - brace - 1), variable);
		return brace;
	}
	return NULL;
}

/* The text as it stands, whatever signs it holds. */
static enum status
add_quoted(struct buffer *result, const char *text)
{
	enum status status = STATUS_OK;

	for (; *text != '\0' && status == STATUS_OK; text++) {
		if (strchr("\\^$.[]|()?*+{}#-", *text) != NULL)
			status = buffer_add(result, "\\", 1);
		if (status == STATUS_OK)
			status = buffer_add(result, text, 1);
	}
	return status;
}

static enum status
add_number_pattern(struct buffer *result, int number)
{
	if (number < 1 || number > 12)
		return buffer_add_format(result, "0?%d", number);
	return buffer_add_format(result, "(?:0?%d|%s)", number, chinese_numbers[number]);
}

static enum status
add_unit_pattern(struct buffer *result, const struct condition_context *context)
{
	enum status status = buffer_add_string(result, "(?:");

	if (status == STATUS_OK)
		status = add_quoted(result, context->unit);
	for (const char *const *alias = context->aliases; alias != NULL && *alias != NULL && status == STATUS_OK; alias++) {
		status = buffer_add(result, "|", 1);
		if (status == STATUS_OK)
			status = add_quoted(result, *alias);
	}
	return status == STATUS_OK ? buffer_add(result, ")", 1) : status;
}

static const char *
trigger_field(const struct variable *variable, const struct condition_context *context)
{
	char name[128];

	if (context->trigger == NULL || variable->field_length >= sizeof(name))
		return NULL;
	memcpy(name, variable->field, variable->field_length);
	name[variable->field_length] = '\0';
	return item_field(context->trigger, name);
}

/* The number behind a period variable; false where the period is of another kind. */
static bool
period_number(enum variable_kind kind, const struct period *period, int *number)
{
	int month;

	if (period == NULL)
		return false;
	date_to_civil(period->first, NULL, &month, NULL);
	switch (kind) {
	case VARIABLE_YEAR: *number = period->year; return true;
	case VARIABLE_WEEK: *number = period->number; return period->unit == PERIOD_WEEK;
	case VARIABLE_MONTH: *number = month; return period->unit == PERIOD_MONTH;
	case VARIABLE_QUARTER: *number = (month + 2) / 3; return period->unit == PERIOD_MONTH || period->unit == PERIOD_QUARTER;
	case VARIABLE_HALF: *number = month <= 6 ? 1 : 2; return period->unit != PERIOD_YEAR && period->unit != PERIOD_WEEK;
	case VARIABLE_UNIT: case VARIABLE_TRIGGER: case VARIABLE_UNKNOWN: return false;
	}
	return false;
}

static enum status
add_pattern_variable(struct buffer *result, const struct variable *variable, const struct condition_context *context)
{
	const char *value;
	int number;

	switch (variable->kind) {
	case VARIABLE_UNIT:
		return context->unit == NULL ? STATUS_NOT_FOUND : add_unit_pattern(result, context);
	case VARIABLE_TRIGGER:
		value = trigger_field(variable, context);
		return value == NULL || *value == '\0' ? STATUS_NOT_FOUND : add_quoted(result, value);
	case VARIABLE_UNKNOWN:
		return STATUS_NOT_FOUND;
	case VARIABLE_YEAR: case VARIABLE_HALF: case VARIABLE_QUARTER: case VARIABLE_MONTH: case VARIABLE_WEEK:
		break;
	}
	if (!period_number(variable->kind, context->period, &number))
		return STATUS_NOT_FOUND;
	return variable->kind == VARIABLE_YEAR ? buffer_add_format(result, "%d", number) :
	    add_number_pattern(result, number);
}

enum status
expand_pattern(const char *text, const struct condition_context *context, enum expand_mode mode, struct buffer *result)
{
	struct variable variable;
	enum status status = STATUS_OK;

	for (const char *next; (next = variable_find(text, &variable)) != NULL && status == STATUS_OK;
	    text = variable.end) {
		status = buffer_add(result, text, (size_t)(next - text));
		if (status == STATUS_OK)
			status = add_pattern_variable(result, &variable, context);
		if (status == STATUS_NOT_FOUND && mode == EXPAND_EXAMPLE)
			status = buffer_add_string(result, "(?:1)");
	}
	return status == STATUS_OK ? buffer_add_string(result, text) : status;
}

static enum status
add_text_variable(struct buffer *result, const struct variable *variable, const struct condition_context *context)
{
	const char *value = NULL;
	int number;

	if (period_number(variable->kind, context->period, &number))
		return buffer_add_format(result, "%d", number);
	if (variable->kind == VARIABLE_UNIT)
		value = context->unit;
	else if (variable->kind == VARIABLE_TRIGGER)
		value = trigger_field(variable, context);
	return value == NULL || *value == '\0' ? STATUS_NOT_FOUND : buffer_add_string(result, value);
}

enum status
expand_text(const char *text, const struct condition_context *context, struct buffer *result)
{
	struct variable variable;
	enum status status = STATUS_OK;

	for (const char *next; (next = variable_find(text, &variable)) != NULL && status == STATUS_OK;
	    text = variable.end) {
		status = buffer_add(result, text, (size_t)(next - text));
		if (status == STATUS_OK)
			status = add_text_variable(result, &variable, context);
	}
	return status == STATUS_OK ? buffer_add_string(result, text) : status;
}
