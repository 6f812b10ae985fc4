/* gongkaictl reload: has the running daemon read its configuration again. */
#include "config.h"

#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

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
	printf(_("usage: gongkaictl reload [OPTION...]\n"
	    "\n"
	    "Has the running gongkaid read its configuration again. With one error in it the old one stays in force\n"
	    "and the errors are printed.\n"
	    "\n"
	    "  -c, --config PATH   the configuration that names the control socket\n"
	    "  -s, --socket PATH   the control socket itself: needed where the configuration has an error\n"
	    "      --json          the answer as JSON\n"));
}

static void
print_answer(const json_t *answer, bool as_json)
{
	const char *diagnostics = json_string_value(json_object_get(answer, "diagnostics"));

	if (as_json) {
		json_dumpf(answer, stdout, JSON_COMPACT);
		putchar('\n');
		return;
	}
	if (diagnostics != NULL)
		fputs(diagnostics, stderr); /* warnings */
	printf(_("the new configuration is in force; columns: %lld\n"),
	    (long long)json_integer_value(json_object_get(answer, "columns")));
}

int
command_reload(int argc, char **argv)
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
	if (optind < argc)
		return command_usage("reload", _("'%s' is one argument too many"), argv[optind]);
	exit_status = control_command("reload", socket, config, json_pack("{s:s}", "command", "reload"), &answer);
	if (exit_status != EXIT_FINE)
		return exit_status;
	print_answer(answer, as_json);
	json_decref(answer);
	return EXIT_FINE;
}
