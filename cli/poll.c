/* gongkaictl poll: has the running daemon look at columns now. */
#include "config.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "cli/command.h"
#include "cli/control.h"

static const struct option options[] = {
	{ "config", required_argument, NULL, 'c' },
	{ "socket", required_argument, NULL, 's' },
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static void
print_help(void)
{
	printf(_("usage: gongkaictl poll [OPTION...] [SITE[/COLUMN]]\n"
	    "\n"
	    "Has the running gongkaid look now: at one column, at all of a site, or at all columns.\n"
	    "\n"
	    "  -c, --config PATH   the configuration that names the control socket\n"
	    "  -s, --socket PATH   the control socket itself\n"
	    "      --json          the answer as JSON\n"));
}

/* {"command":"poll"} with the site and column that are asked for. */
static json_t *
request_for(char *place)
{
	json_t *request = json_pack("{s:s}", "command", "poll");
	char *column = place == NULL ? NULL : strchr(place, '/');

	if (column != NULL)
		*column++ = '\0';
	if (place != NULL)
		json_object_set_new(request, "site", json_string(place));
	if (column != NULL)
		json_object_set_new(request, "column", json_string(column));
	return request;
}

int
command_poll(int argc, char **argv)
{
	const char *socket = NULL, *config = NULL;
	bool as_json = false;
	json_t *answer;
	int option, exit_status;

	while ((option = getopt_long(argc, argv, "c:s:", options, NULL)) != -1)
		switch (option) {
		case 'c': config = optarg; break;
		case 's': socket = optarg; break;
		case 'j': as_json = true; break;
		case 'h': print_help(); return EXIT_FINE;
		default: return EXIT_USAGE;
		}
	if (argc - optind > 1)
		return command_usage("poll", _("one SITE or SITE/COLUMN at most"));
	exit_status = control_command("poll", socket, config, request_for(argv[optind]), &answer);
	if (exit_status != EXIT_FINE)
		return exit_status;
	if (as_json)
		json_dumpf(answer, stdout, JSON_COMPACT);
	else
		printf(_("columns that are looked at now: %lld"), (long long)json_integer_value(json_object_get(answer, "columns")));
	putchar('\n');
	json_decref(answer);
	return EXIT_FINE;
}
