/* Reading of dates, periods and calendars for the commands. */
#include "config.h"

#include "cli/arguments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "time/calendar_files.h"
#include "time/date_text.h"

enum { QUOTED_CHARACTERS = 60, QUOTED_BYTES = 4 * QUOTED_CHARACTERS + 1 };

struct argument
argument_of(const char *text)
{
	return (struct argument){ text, strlen(text) };
}

/* The argument for a message, cut where it is long. */
static const char *
quote(struct argument argument, char quoted[QUOTED_BYTES])
{
	size_t end = 0;

	for (int i = 0; i < QUOTED_CHARACTERS && end < argument.length; i++) {
		uint32_t character;

		end += utf8_next(argument.text + end, argument.length - end, &character);
	}
	snprintf(quoted, QUOTED_BYTES, "%.*s", (int)end, argument.text);
	return quoted;
}

static enum status
explain_date(enum status status, struct argument argument, struct buffer *why)
{
	char quoted[QUOTED_BYTES];
	enum status said;

	quote(argument, quoted);
	if (status == STATUS_RANGE)
		said = buffer_add_format(why, _("there is no day '%s' between 1900 and 2199"), quoted);
	else if (status == STATUS_AMBIGUOUS)
		said = buffer_add_format(why, _("'%s' can be read as two dates; write it as 2026-10-01"), quoted);
	else
		said = buffer_add_format(why, _("'%s' is not a date; write it as 2026-10-01"), quoted);
	return said == STATUS_OK ? status : STATUS_NO_MEMORY;
}

/* 2019-07-25, an instant, or a full date as pages write it. */
static enum status
read_start(struct argument argument, struct deadline_start_point *start)
{
	struct claimed_date claimed = { 0 };
	enum status status = date_parse(argument.text, argument.length, &start->date);

	start->has_time = false;
	if (status != STATUS_INVALID)
		return status;
	status = instant_parse(argument.text, argument.length, zone_china, &start->instant);
	if (status == STATUS_OK) {
		start->has_time = true;
		start->date = instant_date(start->instant, zone_china);
	}
	if (status != STATUS_INVALID)
		return status;
	status = date_text_parse(argument.text, argument.length, &claimed);
	if (status != STATUS_OK)
		return status;
	if (claimed.precision < DATE_PRECISION_DAY || claimed.year_inferred)
		return STATUS_INVALID;
	start->date = claimed.date;
	start->has_time = claimed.precision == DATE_PRECISION_MINUTE;
	start->instant = instant_of(claimed.date, claimed.second_of_day, zone_china);
	return STATUS_OK;
}

enum status
argument_start(struct argument argument, struct deadline_start_point *start, struct buffer *why)
{
	enum status status = read_start(argument, start);

	return status == STATUS_OK ? STATUS_OK : explain_date(status, argument, why);
}

enum status
argument_date(struct argument argument, struct date *date, struct buffer *why)
{
	struct deadline_start_point start;
	enum status status = argument_start(argument, &start, why);

	if (status == STATUS_OK)
		*date = start.date;
	return status;
}

enum status
argument_span(struct argument argument, struct span *span, struct buffer *why)
{
	enum status status = span_parse(argument.text, argument.length, span);
	char quoted[QUOTED_BYTES];
	enum status said;

	if (status == STATUS_OK)
		return STATUS_OK;
	quote(argument, quoted);
	if (status == STATUS_RANGE)
		said = buffer_add_format(why, _("'%s' is out of range; the number goes from 1 to 100000"), quoted);
	else if (status == STATUS_AMBIGUOUS)
		said = buffer_add_format(why, _("'%s' can be read in two ways; write it as 3 months or 3个月"), quoted);
	else
		said = buffer_add_format(why,
		    _("'%s' is not a period of one number and one unit; write it as 3 working days or 3个工作日"), quoted);
	return said == STATUS_OK ? status : STATUS_NO_MEMORY;
}

/* --- calendars --------------------------------------------------------------- */

/* The line of a file as a problem names it, with a caret under the column. */
static void
print_line(const char *path, const struct calendar_problem *problem)
{
	char *text = NULL;
	size_t length = 0, at = 0;
	const char *line, *end;

	if (strcmp(path, "-") == 0 || file_read(path, LIMIT_CALENDAR_BYTES, &text, &length) != STATUS_OK)
		return;
	line = text;
	for (size_t number = 1; number < problem->line && line != NULL; number++) {
		line = memchr(line, '\n', length - (size_t)(line - text));
		line = line == NULL ? NULL : line + 1;
	}
	if (line != NULL) {
		end = memchr(line, '\n', length - (size_t)(line - text));
		if (end == NULL)
			end = text + length;
		fprintf(stderr, "%5zu | %.*s\n      | ", problem->line, (int)(end - line), line);
		for (size_t column = 1; column < problem->column && line + at < end; column++) {
			uint32_t character;
			size_t width = utf8_next(line + at, (size_t)(end - line) - at, &character);
			size_t columns = utf8_columns(line + at, width);

			fprintf(stderr, "%*s", (int)columns, character == '\t' ? "\t" : columns > 0 ? " " : "");
			at += width;
		}
		fputs("^\n", stderr);
	}
	free(text);
}

void
argument_print_problem(const char *path, const struct calendar_problem *problem)
{
	if (problem->line == 0) {
		fprintf(stderr, _("%s: error: %s\n"), path, problem->message);
		return;
	}
	fprintf(stderr, _("%s:%zu:%zu: error: %s\n"), path, problem->line, problem->column, problem->message);
	print_line(path, problem);
}

static struct calendar *
as_known(const char *command, struct calendar *calendar, const char *known_on, int *exit_status)
{
	struct calendar *earlier = NULL;
	struct date date;
	struct buffer why;
	enum status status;

	buffer_start(&why, LIMIT_FIELD_BYTES);
	status = argument_date(argument_of(known_on), &date, &why);
	if (status != STATUS_OK) {
		*exit_status = command_fail(command, EXIT_FINDINGS, "%s", buffer_string(&why));
	} else {
		status = calendar_as_known(calendar, date, &earlier);
		if (status == STATUS_NOT_FOUND)
			*exit_status = command_fail(command, EXIT_FINDINGS, _("no notice was known on %s"), known_on);
		else if (status != STATUS_OK)
			*exit_status = command_fail(command, EXIT_TROUBLE, "%s", status_text(status));
	}
	buffer_clear(&why);
	calendar_release(calendar);
	return earlier;
}

struct calendar *
argument_calendar(const char *command, const char *name, const char *known_on, int *exit_status)
{
	struct calendar_folders folders;
	struct calendar *calendar = NULL;
	struct calendar_fault fault;
	enum status status;

	calendar_folders_find(NULL, &folders);
	status = calendar_load(name == NULL ? "cn" : name, folders.list, &calendar, &fault);
	if (status != STATUS_OK) {
		argument_print_problem(fault.path, &fault.problem);
		*exit_status = name == NULL || status == STATUS_NO_MEMORY ? EXIT_TROUBLE : EXIT_FINDINGS;
		return NULL;
	}
	return known_on == NULL ? calendar : as_known(command, calendar, known_on, exit_status);
}
