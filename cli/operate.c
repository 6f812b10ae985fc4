/* gongkaictl ack, waive, attest, event, link and unlink: what an operator decides. Each appends a row, with author and
 * reason, that the engine applies; nothing is decided here. */
#include "config.h"

#include <getopt.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/message.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/view.h"
#include "time/clock.h"

struct operate_options {
	struct view_options view;
	const char *command;
	const char *author;
	const char *reason;
	const char *day;         /* --on, --at, --until, as typed */
	const char *site, *unit, *title;
	struct buffer fields;
};

static void
print_help(const char *command)
{
	printf(_("usage: gongkaictl %s\n\n"), command);
	fputs(_("  ack DUTY...             seen: no more reminders and escalations of its present state\n"
	    "  waive DUTY...           [--until DATE] nobody has to do it, or not before that day; needs --reason\n"
	    "  attest DUTY...          [--on DATE] it was done, though no page shows it\n"
	    "  event NAME              [--at DATE|INSTANT] [--site SITE] [--unit UNIT] [--title TEXT] [--field NAME=VALUE]...\n"
	    "                          something happened that rules wait for\n"
	    "  link TRIGGER ANSWER     these items belong together\n"
	    "  unlink TRIGGER ANSWER   they do not\n\n"
	    "  --reason TEXT           why; kept for ever\n"
	    "  --by NAME               who decides; the login name where this is left out\n"
	    "  --config PATH, --database FILE\n\n"
	    "Items and duties are named by the numbers that list, show and explain print. The daemon applies what is entered\n"
	    "within a minute and notes a refusal with its reason.\n"), stdout);
}

/* ---- options ---- */

static enum status
add_field(struct operate_options *options, const char *text)
{
	if (strchr(text, '=') == NULL || strchr(text, '\n') != NULL)
		return STATUS_INVALID;
	return buffer_add_format(&options->fields, "%s\n", text);
}

static int
read_options(int argc, char **argv, struct operate_options *options)
{
	static const struct option choices[] = {
		{ "reason", required_argument, NULL, 'r' }, { "by", required_argument, NULL, 'b' },
		{ "until", required_argument, NULL, 'd' }, { "on", required_argument, NULL, 'd' },
		{ "at", required_argument, NULL, 'd' }, { "site", required_argument, NULL, 's' },
		{ "unit", required_argument, NULL, 'u' }, { "title", required_argument, NULL, 't' },
		{ "field", required_argument, NULL, 'f' }, { "config", required_argument, NULL, 'c' },
		{ "database", required_argument, NULL, 'D' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};

	for (int choice; (choice = getopt_long(argc, argv, "", choices, NULL)) != -1;) {
		switch (choice) {
		case 'r': options->reason = optarg; break;
		case 'b': options->author = optarg; break;
		case 'd': options->day = optarg; break;
		case 's': options->site = optarg; break;
		case 'u': options->unit = optarg; break;
		case 't': options->title = optarg; break;
		case 'c': options->view.config = optarg; break;
		case 'D': options->view.database = optarg; break;
		case 'f':
			if (add_field(options, optarg) != STATUS_OK)
				return command_usage(options->command, _("--field: write NAME=VALUE, not '%s'"), optarg);
			break;
		case 'h': print_help(options->command); return -1;
		default: return EXIT_USAGE;
		}
	}
	return EXIT_FINE;
}

static const char *
login_name(void)
{
	const struct passwd *entry = getpwuid(getuid());

	return entry == NULL ? "root" : entry->pw_name;
}

/* ---- operations ---- */

static bool
read_id(const char *text, int64_t *id)
{
	char *end;

	*id = strtoll(text, &end, 10);
	return *id > 0 && *end == '\0';
}

/* The day of --until, --on or --at. A waiver lasts until the end of its day. */
static int
read_day(const struct operate_options *options, enum operation_kind kind, struct operation *operation)
{
	struct deadline_start_point point;
	struct buffer why;
	int exit_status = EXIT_FINE;

	if (options->day == NULL)
		return EXIT_FINE;
	buffer_start(&why, LIMIT_FIELD_BYTES);
	if (argument_start(argument_of(options->day), &point, &why) != STATUS_OK)
		exit_status = command_usage(options->command, "%s", buffer_string(&why));
	buffer_clear(&why);
	if (exit_status != EXIT_FINE)
		return exit_status;
	operation->has_date = kind != OPERATION_WAIVE;
	operation->date = point.date;
	operation->has_time = operation->has_date && point.has_time;
	operation->instant = point.instant;
	operation->has_expiry = kind == OPERATION_WAIVE;
	operation->expires = point.has_time ? point.instant : instant_of(point.date, SECONDS_PER_DAY, zone_china);
	return EXIT_FINE;
}

static int
append(struct view *view, const struct operate_options *options, struct operation operation)
{
	enum status status = view->store->begin(view->store);

	if (status == STATUS_OK)
		status = store_end(view->store, view->store->operation_add(view->store, &operation));
	if (status != STATUS_OK)
		return command_fail(options->command, EXIT_TROUBLE, "%s: %s", view->database, status_text(status));
	printf(_("entered as %lld; the daemon applies it within a minute\n"), (long long)operation.id);
	return EXIT_FINE;
}

static int
append_for_duties(struct view *view, const struct operate_options *options, struct operation operation, int count,
    char **arguments)
{
	int exit_status = EXIT_FINE;

	for (int i = 0; i < count && exit_status == EXIT_FINE; i++) {
		struct duty duty;

		if (!read_id(arguments[i], &operation.duty))
			return command_usage(options->command, _("'%s' is no number of a duty; 'gongkaictl list' prints them"),
			    arguments[i]);
		if (view->store->duty_get(view->store, operation.duty, view->arena, &duty) != STATUS_OK)
			return command_fail(options->command, EXIT_FINDINGS, _("there is no duty %s"), arguments[i]);
		exit_status = append(view, options, operation);
	}
	return exit_status;
}

static int
append_link(struct view *view, const struct operate_options *options, struct operation operation, char **arguments)
{
	if (!read_id(arguments[0], &operation.trigger) || !read_id(arguments[1], &operation.response))
		return command_usage(options->command, _("write the numbers of two items"));
	return append(view, options, operation);
}

static bool
has_right_count(enum operation_kind kind, int count)
{
	switch (kind) {
	case OPERATION_ACK:
	case OPERATION_WAIVE:
	case OPERATION_ATTEST:
		return count >= 1;
	case OPERATION_EVENT:
		return count == 1;
	case OPERATION_LINK:
	case OPERATION_UNLINK:
		return count == 2;
	case OPERATION_KIND_COUNT:
		break;
	}
	return false;
}

static int
enter(const struct operate_options *options, struct operation operation, int count, char **arguments)
{
	const struct system_clock clock = { .is_fixed = false };
	struct view view;
	int exit_status = view_open(options->command, &options->view, &view);

	operation.entered = clock_now(&clock);
	if (exit_status == EXIT_FINE) {
		if (operation.kind == OPERATION_LINK || operation.kind == OPERATION_UNLINK)
			exit_status = append_link(&view, options, operation, arguments);
		else if (operation.kind == OPERATION_EVENT)
			exit_status = append(&view, options, operation);
		else
			exit_status = append_for_duties(&view, options, operation, count, arguments);
	}
	view_close(&view);
	return exit_status;
}

static int
run(enum operation_kind kind, int argc, char **argv)
{
	struct operate_options options = { .command = argv[0] };
	struct operation operation = { .kind = kind };
	int exit_status;

	buffer_start(&options.fields, LIMIT_FIELD_BYTES);
	exit_status = read_options(argc, argv, &options);
	argc -= optind;
	argv += optind;
	if (exit_status == EXIT_FINE && !has_right_count(kind, argc))
		exit_status = command_usage(options.command, _("wrong number of arguments; see --help"));
	if (exit_status == EXIT_FINE && kind == OPERATION_WAIVE && options.reason == NULL)
		exit_status = command_usage(options.command, _("a waiver needs --reason TEXT"));
	if (exit_status == EXIT_FINE)
		exit_status = read_day(&options, kind, &operation);
	if (exit_status == EXIT_FINE) {
		operation.author = options.author == NULL ? login_name() : options.author;
		operation.reason = options.reason == NULL ? "" : options.reason;
		if (kind == OPERATION_EVENT) {
			operation.name = argv[0];
			operation.site = options.site;
			operation.unit = options.unit;
			operation.title = options.title;
			operation.fields = options.fields.length == 0 ? NULL : buffer_string(&options.fields);
		}
		exit_status = enter(&options, operation, argc, argv);
	}
	buffer_clear(&options.fields);
	return exit_status == -1 ? EXIT_FINE : exit_status;
}

int
command_ack(int argc, char **argv)
{
	return run(OPERATION_ACK, argc, argv);
}

int
command_waive(int argc, char **argv)
{
	return run(OPERATION_WAIVE, argc, argv);
}

int
command_attest(int argc, char **argv)
{
	return run(OPERATION_ATTEST, argc, argv);
}

int
command_event(int argc, char **argv)
{
	return run(OPERATION_EVENT, argc, argv);
}

int
command_link(int argc, char **argv)
{
	return run(OPERATION_LINK, argc, argv);
}

int
command_unlink(int argc, char **argv)
{
	return run(OPERATION_UNLINK, argc, argv);
}
