/* gongkaictl deadline: the last day of a period, and why. */
#include "cli/command.h"

#include <ctype.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "cli/arguments.h"
#include "cli/batch.h"
#include "time/deadline_text.h"

static const char name[] = "deadline";

/* One call of the command. */
struct request {
	const char *calendar_name, *known_on, *batch;
	bool wants_explanation, wants_json;
	struct calendar *calendar;
	unsigned provisional; /* answers that a later notice may change */
};

/* One question on its way to an answer. */
struct question {
	struct deadline_start_point start;
	struct span span;
	struct deadline deadline;
	struct buffer *explanation;
	json_t *steps;
	enum status status;
};

static bool
runs_by_the_clock(struct span span)
{
	return span.unit == SPAN_HOURS || span.unit == SPAN_MINUTES;
}

/* The end as the command prints it: a day, or an instant for hours. */
static const char *
print_end(const struct question *question, struct date day, struct instant instant, char text[INSTANT_TEXT_BYTES])
{
	return runs_by_the_clock(question->span) ? instant_print(instant, zone_china, text) : date_print(day, text);
}

static void
note_text(const struct deadline_step *step, void *context)
{
	struct question *question = context;

	if (question->status == STATUS_OK)
		question->status = deadline_step_write(step, question->explanation);
}

static void
note_json(const struct deadline_step *step, void *context)
{
	struct question *question = context;
	char date[DATE_TEXT_BYTES];
	json_t *row = json_pack("{s:s, s:s, s:s, s:i, s:s?, s:s?}", "date", date_print(step->date, date), "step",
	    deadline_step_word(step->what), "day", day_kind_word(step->day.kind), "number", (int)step->number, "name",
	    step->day.name, "notice", step->day.notice);

	if (row == NULL || json_array_append_new(question->steps, row) != 0)
		question->status = STATUS_NO_MEMORY;
}

static enum status
explain_refusal(const struct request *request, const struct question *question, enum status status, struct buffer *why)
{
	char first[DATE_TEXT_BYTES];

	if (status == STATUS_INVALID && runs_by_the_clock(question->span))
		return buffer_add_string(why, _("hours run from a time; write START as 2026-10-01T10:30"));
	if (status == STATUS_RANGE)
		return buffer_add_format(why, _("the period leaves the calendar, which begins on %s and ends with the year %d"),
		    date_print(calendar_first(request->calendar), first), DATE_YEAR_LAST);
	return buffer_add_string(why, status_text(status));
}

static enum status
ask(struct request *request, struct argument start, struct argument limit, struct question *question,
    deadline_step_function *steps, struct buffer *why)
{
	enum status status = argument_start(start, &question->start, why);

	if (status == STATUS_OK)
		status = argument_span(limit, &question->span, why);
	if (status != STATUS_OK)
		return status;
	question->status = STATUS_OK;
	status = deadline_after(request->calendar, zone_china, question->start, question->span, &deadline_by_law, steps,
	    question, &question->deadline);
	if (status == STATUS_OK)
		status = question->status;
	if (status != STATUS_OK)
		return explain_refusal(request, question, status, why) == STATUS_OK ? status : STATUS_NO_MEMORY;
	request->provisional += question->deadline.provisional;
	return STATUS_OK;
}

static enum status
answer_text(struct argument start, struct argument limit, void *context, struct buffer *answer)
{
	struct request *request = context;
	struct question question = { .status = STATUS_OK };
	char text[INSTANT_TEXT_BYTES];
	enum status status = ask(request, start, limit, &question, NULL, answer);

	if (status != STATUS_OK)
		return status;
	return buffer_add_string(answer, print_end(&question, question.deadline.due_day, question.deadline.end, text));
}

/* Each day of the count, the readings, and the answer last. */
static enum status
answer_explanation(struct argument start, struct argument limit, void *context, struct buffer *answer)
{
	struct request *request = context;
	struct question question = { .explanation = answer, .status = STATUS_OK };
	struct buffer why;
	char strict[INSTANT_TEXT_BYTES], due[INSTANT_TEXT_BYTES], end[INSTANT_TEXT_BYTES];
	enum status status;

	buffer_start(&why, LIMIT_FIELD_BYTES);
	status = ask(request, start, limit, &question, note_text, &why);
	if (status != STATUS_OK) {
		buffer_clear(answer);
		status = buffer_add_string(answer, buffer_string(&why)) == STATUS_OK ? status : STATUS_NO_MEMORY;
	} else {
		print_end(&question, question.deadline.strict_day, question.deadline.strict, strict);
		print_end(&question, question.deadline.due_day, question.deadline.end, end);
		status = buffer_add_format(answer, _("calendar: %s\nstrict reading (first day counted, end not moved): %s\n"
		    "late after: %s\n%s"), calendar_version(request->calendar), strict,
		    instant_print(question.deadline.due, zone_china, due), end);
	}
	buffer_clear(&why);
	return status;
}

static json_t *
json_of(const struct request *request, const struct question *question, struct argument start, struct argument limit)
{
	char due[INSTANT_TEXT_BYTES], strict[INSTANT_TEXT_BYTES], late[INSTANT_TEXT_BYTES];
	const struct deadline *deadline = &question->deadline;

	return json_pack("{s:s%, s:s%, s:s, s:s, s:s, s:b, s:s, s:O*}", "start", start.text, start.length, "limit",
	    limit.text, limit.length, "due", print_end(question, deadline->due_day, deadline->end, due), "strict",
	    print_end(question, deadline->strict_day, deadline->strict, strict), "late_after",
	    instant_print(deadline->due, zone_china, late), "provisional", deadline->provisional, "calendar",
	    calendar_version(request->calendar), "steps", question->steps);
}

static enum status
answer_json(struct argument start, struct argument limit, void *context, struct buffer *answer)
{
	struct request *request = context;
	struct question question = { .status = STATUS_OK };
	enum status status;
	json_t *row;
	char *text;

	question.steps = request->wants_explanation ? json_array() : NULL;
	status = ask(request, start, limit, &question, request->wants_explanation ? note_json : NULL, answer);
	if (status == STATUS_OK) {
		row = json_of(request, &question, start, limit);
		text = row == NULL ? NULL : json_dumps(row, JSON_COMPACT);
		status = text == NULL ? STATUS_NO_MEMORY : buffer_add_string(answer, text);
		free(text);
		json_decref(row);
	}
	json_decref(question.steps);
	return status;
}

static batch_function *
answerer(const struct request *request)
{
	if (request->wants_json)
		return answer_json;
	return request->wants_explanation ? answer_explanation : answer_text;
}

static void
warn_provisional(const struct request *request)
{
	char last[DATE_TEXT_BYTES];

	if (request->provisional > 0)
		fprintf(stderr, _("gongkaictl deadline: provisional: the calendar is published up to %s; a later notice may "
		    "change this\n"), date_print(calendar_last(request->calendar), last));
}

static int
answer_one(struct request *request, const char *start, const char *limit)
{
	struct buffer answer;
	int exit_status = EXIT_FINE;
	enum status status;

	buffer_start(&answer, LIMIT_ANSWER_BYTES);
	status = answerer(request)(argument_of(start), argument_of(limit), request, &answer);
	if (status == STATUS_OK)
		printf("%s\n", buffer_string(&answer));
	else
		exit_status = command_fail(name, status == STATUS_NO_MEMORY ? EXIT_TROUBLE : EXIT_FINDINGS, "%s",
		    buffer_string(&answer));
	buffer_clear(&answer);
	return exit_status;
}

static const char usage[] = N_(
	"usage: gongkaictl deadline START LIMIT [--calendar NAME|FILE] [--as-known DATE] [--explain] [--json]\n"
	"       gongkaictl deadline --batch FILE [--calendar NAME|FILE] [--as-known DATE] [--json]\n"
	"Prints the last day of a period: deadline 2019-09-27 \"3 working days\" -> 2019-10-08.\n"
	"START is a date or a date with a time, LIMIT like 3 working days, 20个工作日, 1 month, 24小时.\n"
	"  --calendar NAME|FILE  another calendar than the national one\n"
	"  --as-known DATE       the calendar as its notices were known on that day\n"
	"  --explain             each day counted or skipped, and by which notice\n"
	"  --batch FILE          one question a line, START and LIMIT with a tab between; - for standard input\n"
	"  --json                JSON Lines\n");

/* -1 to go on, else an exit status. */
static int
read_options(int argc, char **argv, struct request *request)
{
	static const struct option options[] = {
		{ "calendar", required_argument, NULL, 'c' }, { "as-known", required_argument, NULL, 'k' },
		{ "explain", no_argument, NULL, 'e' }, { "json", no_argument, NULL, 'j' },
		{ "batch", required_argument, NULL, 'b' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	int option;

	opterr = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			request->calendar_name = optarg;
			break;
		case 'k':
			request->known_on = optarg;
			break;
		case 'e':
			request->wants_explanation = true;
			break;
		case 'j':
			request->wants_json = true;
			break;
		case 'b':
			request->batch = optarg;
			break;
		case 'h':
			fputs(_(usage), stdout);
			return EXIT_FINE;
		default:
			/* "-3 days" looks like an option to getopt */
			if (isdigit(optopt))
				return command_fail(name, EXIT_FINDINGS, _("a period cannot be negative"));
			fputs(_(usage), stderr);
			return EXIT_USAGE;
		}
	}
	return -1;
}

int
command_deadline(int argc, char **argv)
{
	struct request request = { 0 };
	int exit_status = read_options(argc, argv, &request);

	if (exit_status != -1)
		return exit_status;
	if (argc - optind != (request.batch == NULL ? 2 : 0)
	    || (request.batch != NULL && request.wants_explanation && !request.wants_json)) {
		fputs(_(usage), stderr);
		return EXIT_USAGE;
	}
	request.calendar = argument_calendar(name, request.calendar_name, request.known_on, &exit_status);
	if (request.calendar == NULL)
		return exit_status;
	exit_status = request.batch != NULL ? batch_run(name, request.batch, answerer(&request), &request)
	    : answer_one(&request, argv[optind], argv[optind + 1]);
	warn_provisional(&request);
	calendar_release(request.calendar);
	return exit_status;
}
