/* The command line of gongkaid. */
#include "config.h"

#include "daemon/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"

enum { OPTION_CHECK = 256, OPTION_ONCE, OPTION_NOW, OPTION_HELP, OPTION_VERSION };

static const struct option long_options[] = {
	{ "config", required_argument, NULL, 'c' },
	{ "foreground", no_argument, NULL, 'f' },
	{ "check", no_argument, NULL, OPTION_CHECK },
	{ "once", no_argument, NULL, OPTION_ONCE },
	{ "now", required_argument, NULL, OPTION_NOW },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ NULL, 0, NULL, 0 },
};

static void
print_help(void)
{
	printf(_("usage: gongkaid [OPTION...]\n"
	    "\n"
	    "  -c, --config PATH   a rule file or a folder of them; may be repeated\n"
	    "                      (default: %s)\n"
	    "  -f, --foreground    stay in the foreground and log to standard error as well\n"
	    "      --check         check the configuration, print what is wrong, and exit\n"
	    "      --once          look at every column once, tell what is to be told, and exit\n"
	    "      --now INSTANT   a fixed clock, for tests and replays: 2026-11-22T14:00:00+08:00\n"
	    "      --help          this text\n"
	    "      --version       the version\n"
	    "\n"
	    "Exit status: 0 fine, 1 findings or errors in the configuration, 2 wrong usage, 3 failure.\n"
	    "See gongkaid(8).\n"), DEFAULT_CONFIG);
}

static bool
wrong(int *exit_status)
{
	fprintf(stderr, _("'gongkaid --help' lists the options\n"));
	*exit_status = EXIT_USAGE;
	return false;
}

static bool
add_path(struct options *options, const char *path)
{
	if (options->path_count == OPTION_PATHS)
		return false;
	options->paths[options->path_count++] = path;
	return true;
}

static bool
take_option(struct options *options, int option, const char *argument, int *exit_status)
{
	switch (option) {
	case 'c':
		return add_path(options, argument) || wrong(exit_status);
	case 'f':
		options->is_foreground = true;
		return true;
	case OPTION_CHECK:
		options->mode = MODE_CHECK;
		return true;
	case OPTION_ONCE:
		options->mode = MODE_ONCE;
		return true;
	case OPTION_NOW:
		options->clock.is_fixed = true;
		if (instant_parse(argument, strlen(argument), zone_china, &options->clock.fixed) == STATUS_OK)
			return true;
		fprintf(stderr, _("gongkaid: '%s' is no instant; write 2026-11-22T14:00:00+08:00\n"), argument);
		return wrong(exit_status);
	case OPTION_HELP:
		print_help();
		*exit_status = EXIT_FINE;
		return false;
	case OPTION_VERSION:
		printf("gongkaid %s\n", PACKAGE_VERSION);
		*exit_status = EXIT_FINE;
		return false;
	default:
		return wrong(exit_status);
	}
}

bool
options_read(int argc, char **argv, struct options *options, int *exit_status)
{
	int option;

	*options = (struct options){ .mode = MODE_RUN };
	while ((option = getopt_long(argc, argv, "c:f", long_options, NULL)) != -1)
		if (!take_option(options, option, optarg, exit_status))
			return false;
	if (optind < argc) {
		fprintf(stderr, _("gongkaid: '%s' is no option\n"), argv[optind]);
		return wrong(exit_status);
	}
	if (options->path_count == 0 && !add_path(options, DEFAULT_CONFIG))
		return wrong(exit_status);
	return true;
}
