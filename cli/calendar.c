/* gongkaictl calendar: shows a year or a month as a person looks at it, and checks calendar files. */
#include "cli/command.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/utf8.h"
#include "cli/arguments.h"
#include "time/clock.h"
#include "time/deadline.h"
#include "time/deadline_text.h"

static const char name[] = "calendar";

enum { MONTHS_IN_ROW = 3, WEEKS_IN_MONTH = 6, DAY_COLUMNS = 4, DAYS_IN_WEEK = 7, NOTICES_LAST = 400 };

struct request {
	const char *calendar_name, *known_on, *check;
	bool wants_json;
	struct calendar *calendar;
	struct period period; /* the year or month to show */
};

/* What stands behind the number of a day. */
static char
mark_of(enum day_kind kind)
{
	switch (kind) {
	case DAY_WORKING:
		return ' ';
	case DAY_WEEKEND:
		return '.';
	case DAY_OFF:
		return '*';
	case DAY_MAKE_UP:
		return '+';
	case DAY_UNKNOWN_WORKING:
	case DAY_UNKNOWN_WEEKEND:
		return '?';
	}
	return ' ';
}

/* Prints `word` to the right in `columns` of the terminal. */
static void
print_right(const char *word, size_t columns)
{
	size_t filled = utf8_columns(word, strlen(word));

	printf("%*s%s", (int)(filled < columns ? columns - filled : 0), "", word);
}

static void
print_heads(void)
{
	static const char *const heads[] = { N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su") };

	for (size_t i = 0; i < DAYS_IN_WEEK; i++) {
		print_right(_(heads[i]), DAY_COLUMNS - 1);
		putchar(' ');
	}
}

/* The `week`-th line of a month's block. */
static void
print_week(const struct calendar *calendar, struct period month, int week)
{
	int32_t monday = month.first.days - ((int32_t)date_weekday(month.first) - MONDAY) + week * DAYS_IN_WEEK;

	for (int32_t days = monday; days < monday + DAYS_IN_WEEK; days++) {
		struct date date = { days };
		int day;

		if (date_is_before(date, month.first) || date_is_before(month.last, date)) {
			printf("%*s", DAY_COLUMNS, "");
			continue;
		}
		date_to_civil(date, NULL, NULL, &day);
		printf("%*d%c", DAY_COLUMNS - 1, day, mark_of(calendar_day(calendar, date).kind));
	}
}

/* Up to three months side by side. */
static void
print_months(const struct calendar *calendar, const struct period *months, int count)
{
	for (int i = 0; i < count; i++) {
		char title[16];

		snprintf(title, sizeof(title), "%d-%02d", months[i].year, months[i].number);
		printf("%s%*s", i == 0 ? "" : "  ", -DAYS_IN_WEEK * DAY_COLUMNS, title);
	}
	putchar('\n');
	for (int i = 0; i < count; i++) {
		fputs(i == 0 ? "" : "  ", stdout);
		print_heads();
	}
	putchar('\n');
	for (int week = 0; week < WEEKS_IN_MONTH; week++) {
		for (int i = 0; i < count; i++) {
			fputs(i == 0 ? "" : "  ", stdout);
			print_week(calendar, months[i], week);
		}
		putchar('\n');
	}
}

static void
print_declared_day(struct date date, struct day_info day)
{
	char text[DATE_TEXT_BYTES];

	printf("%s %c ", date_print(date, text), mark_of(day.kind));
	printf("%s  %s  %s  %s\n", weekday_text(date_weekday(date)), day_kind_text(day.kind),
	    day.name == NULL ? "" : day.name, day.notice);
}

static void
print_list(const struct calendar *calendar, struct period period)
{
	for (struct date date = period.first; !date_is_before(period.last, date); date = date_plus_days(date, 1)) {
		struct day_info day = calendar_day(calendar, date);

		if (day.notice != NULL)
			print_declared_day(date, day);
	}
}

static void
print_notices(const struct calendar *calendar, int year)
{
	struct calendar_notice_info notices[NOTICES_LAST];
	size_t count = calendar_notices(calendar, notices, NOTICES_LAST);

	for (size_t i = 0; i < count && i < NOTICES_LAST; i++) {
		char known[DATE_TEXT_BYTES];

		if (notices[i].year == year)
			printf(notices[i].is_change ? _("%s, change known since %s\n") : _("%s, known since %s\n"),
			    notices[i].number, date_print(notices[i].known, known));
	}
}

static void
print_summary(const struct calendar *calendar, struct period period)
{
	int32_t days = 0;
	bool provisional = false;
	char last[DATE_TEXT_BYTES];

	if (calendar_count_working_days(calendar, date_plus_days(period.first, -1), period.last, &days, &provisional)
	    == STATUS_OK)
		printf(_("%d working days\n"), days);
	if (date_is_before(calendar_last(calendar), period.last))
		printf(_("provisional: the calendar is published up to %s\n"), date_print(calendar_last(calendar), last));
	printf(_("calendar: %s\n"), calendar_version(calendar));
}

static enum status
print_period(const struct calendar *calendar, struct period period)
{
	struct period months[MONTHS_IN_ROW];
	struct period month = period_containing(PERIOD_MONTH, period.first);
	enum status status = STATUS_OK;

	while (status == STATUS_OK && !date_is_before(period.last, month.first)) {
		int count = 0;

		while (count < MONTHS_IN_ROW && status == STATUS_OK && !date_is_before(period.last, month.first)) {
			months[count++] = month;
			status = period_next(month, &month);
		}
		print_months(calendar, months, count);
	}
	fputs(_("* day off   + make-up working day   . weekend   ? not published\n\n"), stdout);
	print_list(calendar, period);
	print_notices(calendar, period.year);
	print_summary(calendar, period);
	return STATUS_OK;
}

static enum status
print_json(const struct calendar *calendar, struct period period)
{
	for (struct date date = period.first; !date_is_before(period.last, date); date = date_plus_days(date, 1)) {
		struct day_info day = calendar_day(calendar, date);
		char text[DATE_TEXT_BYTES];
		json_t *row = json_pack("{s:s, s:i, s:s, s:b, s:s?, s:s?}", "date", date_print(date, text), "weekday",
		    (int)date_weekday(date), "day", day_kind_word(day.kind), "working", calendar_is_working_day(calendar, date),
		    "name", day.name, "notice", day.notice);

		if (row == NULL || json_dumpf(row, stdout, JSON_COMPACT) != 0) {
			json_decref(row);
			return STATUS_NO_MEMORY;
		}
		putchar('\n');
		json_decref(row);
	}
	return STATUS_OK;
}

/* "2026" or "2026-02". */
static bool
read_period(const char *text, struct period *period)
{
	char day[] = "0000-01-01";
	size_t length = strlen(text);
	struct date date;

	if (length != strlen("2026") && length != strlen("2026-02"))
		return false;
	memcpy(day, text, length);
	if (date_parse(day, strlen(day), &date) != STATUS_OK)
		return false;
	*period = period_containing(length == strlen("2026") ? PERIOD_YEAR : PERIOD_MONTH, date);
	return true;
}

static int
check_file(struct request *request)
{
	int exit_status = EXIT_FINE;
	char first[DATE_TEXT_BYTES], last[DATE_TEXT_BYTES];

	request->calendar = argument_calendar(name, request->check, NULL, &exit_status);
	if (request->calendar == NULL)
		return exit_status;
	printf(_("%s: fine, from %s to %s, version %s\n"), request->check,
	    date_print(calendar_first(request->calendar), first), date_print(calendar_last(request->calendar), last),
	    calendar_version(request->calendar));
	calendar_release(request->calendar);
	return EXIT_FINE;
}

static int
show(struct request *request)
{
	int exit_status = EXIT_FINE;
	enum status status;

	request->calendar = argument_calendar(name, request->calendar_name, request->known_on, &exit_status);
	if (request->calendar == NULL)
		return exit_status;
	status = (request->wants_json ? print_json : print_period)(request->calendar, request->period);
	calendar_release(request->calendar);
	if (status != STATUS_OK || fflush(stdout) != 0)
		return command_fail(name, EXIT_TROUBLE, "%s", status != STATUS_OK ? status_text(status) : strerror(errno));
	return EXIT_FINE;
}

static const char usage[] = N_(
	"usage: gongkaictl calendar [YEAR|YYYY-MM] [--file FILE|--calendar NAME] [--as-known DATE] [--json]\n"
	"       gongkaictl calendar --check FILE\n"
	"Shows a year or a month with its days off, make-up working days and the notices behind them.\n"
	"  --file FILE        a calendar file\n"
	"  --calendar NAME    an installed calendar; the national one is cn\n"
	"  --as-known DATE    the calendar as its notices were known on that day\n"
	"  --check FILE       only says whether the file is right, and where it is not\n"
	"  --json             JSON Lines, one row a day\n");

/* -1 to go on, else an exit status. */
static int
read_options(int argc, char **argv, struct request *request)
{
	static const struct option options[] = {
		{ "file", required_argument, NULL, 'c' }, { "calendar", required_argument, NULL, 'c' },
		{ "as-known", required_argument, NULL, 'k' }, { "check", required_argument, NULL, 'x' },
		{ "json", no_argument, NULL, 'j' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
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
		case 'x':
			request->check = optarg;
			break;
		case 'j':
			request->wants_json = true;
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
command_calendar(int argc, char **argv)
{
	struct request request = { 0 };
	struct system_clock clock = { 0 };
	int exit_status = read_options(argc, argv, &request);
	int arguments = argc - optind;

	if (exit_status != -1)
		return exit_status;
	if (arguments > 1 || (request.check != NULL && arguments > 0)) {
		fputs(_(usage), stderr);
		return EXIT_USAGE;
	}
	if (request.check != NULL)
		return check_file(&request);
	request.period = period_containing(PERIOD_YEAR, instant_date(clock_now(&clock), zone_china));
	if (arguments == 1 && !read_period(argv[optind], &request.period))
		return command_fail(name, EXIT_FINDINGS, _("'%s' is neither a year nor a month; write 2026 or 2026-02"),
		    argv[optind]);
	return show(&request);
}
