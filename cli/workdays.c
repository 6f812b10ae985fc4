/* gongkaictl workdays: how many working days lie between two days. */
#include "cli/command.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/message.h"
#include "cli/arguments.h"
#include "cli/batch.h"

static const char name[] = "workdays";

struct request {
	const char *calendar_name, *known_on, *batch;
	bool wants_json;
	struct calendar *calendar;
	unsigned provisional;
};

static enum status
explain_refusal(const struct request *request, struct buffer *why)
{
	char first[DATE_TEXT_BYTES];
	enum status status = buffer_add_format(why, _("the days leave the calendar, which begins on %s"),
	    date_print(calendar_first(request->calendar), first));

	return status == STATUS_OK ? STATUS_RANGE : status;
}

static enum status
count(struct request *request, struct argument from, struct argument to, int32_t *days, bool *provisional,
    struct buffer *why)
{
	struct date first, last;
	enum status status = argument_date(from, &first, why);

	if (status == STATUS_OK)
		status = argument_date(to, &last, why);
	if (status != STATUS_OK)
		return status;
	if (date_is_before(last, first))
		return buffer_add_string(why, _("TO lies before FROM")) == STATUS_OK ? STATUS_INVALID : STATUS_NO_MEMORY;
	if (calendar_count_working_days(request->calendar, first, last, days, provisional) != STATUS_OK)
		return explain_refusal(request, why);
	request->provisional += *provisional;
	return STATUS_OK;
}

static enum status
answer(struct argument from, struct argument to, void *context, struct buffer *text)
{
	struct request *request = context;
	bool provisional = false;
	int32_t days = 0;
	enum status status = count(request, from, to, &days, &provisional, text);
	json_t *row;
	char *dump;

	if (status != STATUS_OK)
		return status;
	if (!request->wants_json)
		return buffer_add_format(text, "%d", days);
	row = json_pack("{s:s%, s:s%, s:i, s:b, s:s}", "from", from.text, from.length, "to", to.text, to.length, "days",
	    (int)days, "provisional", provisional, "calendar", calendar_version(request->calendar));
	dump = row == NULL ? NULL : json_dumps(row, JSON_COMPACT);
	status = dump == NULL ? STATUS_NO_MEMORY : buffer_add_string(text, dump);
	free(dump);
	json_decref(row);
	return status;
}

static int
answer_one(struct request *request, const char *from, const char *to)
{
	struct buffer text;
	int exit_status = EXIT_FINE;
	enum status status;

	buffer_start(&text, LIMIT_FIELD_BYTES);
	status = answer(argument_of(from), argument_of(to), request, &text);
	if (status == STATUS_OK)
		printf("%s\n", buffer_string(&text));
	else
		exit_status = command_fail(name, status == STATUS_NO_MEMORY ? EXIT_TROUBLE : EXIT_FINDINGS, "%s",
		    buffer_string(&text));
	buffer_clear(&text);
	return exit_status;
}

static void
warn_provisional(const struct request *request)
{
	char last[DATE_TEXT_BYTES];

	if (request->provisional > 0)
		fprintf(stderr, _("gongkaictl workdays: provisional: the calendar is published up to %s; a later notice may "
		    "change this\n"), date_print(calendar_last(request->calendar), last));
}

static const char usage[] = N_(
	"usage: gongkaictl workdays FROM TO [--calendar NAME|FILE] [--as-known DATE] [--json]\n"
	"       gongkaictl workdays --batch FILE [--calendar NAME|FILE] [--as-known DATE] [--json]\n"
	"Prints the number of working days after FROM up to and including TO.\n"
	"  --calendar NAME|FILE  another calendar than the national one\n"
	"  --as-known DATE       the calendar as its notices were known on that day\n"
	"  --batch FILE          one question a line, FROM and TO with a tab between; - for standard input\n"
	"  --json                JSON Lines\n");

/* -1 to go on, else an exit status. */
static int
read_options(int argc, char **argv, struct request *request)
{
	static const struct option options[] = {
		{ "calendar", required_argument, NULL, 'c' }, { "as-known", required_argument, NULL, 'k' },
		{ "json", no_argument, NULL, 'j' }, { "batch", required_argument, NULL, 'b' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
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
			fputs(_(usage), stderr);
			return EXIT_USAGE;
		}
	}
	return -1;
}

int
command_workdays(int argc, char **argv)
{
	struct request request = { 0 };
	int exit_status = read_options(argc, argv, &request);

	if (exit_status != -1)
		return exit_status;
	if (argc - optind != (request.batch == NULL ? 2 : 0)) {
		fputs(_(usage), stderr);
		return EXIT_USAGE;
	}
	request.calendar = argument_calendar(name, request.calendar_name, request.known_on, &exit_status);
	if (request.calendar == NULL)
		return exit_status;
	exit_status = request.batch != NULL ? batch_run(name, request.batch, answer, &request)
	    : answer_one(&request, argv[optind], argv[optind + 1]);
	warn_provisional(&request);
	calendar_release(request.calendar);
	return exit_status;
}
