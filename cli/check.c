/* gongkaictl check: what is wrong in configuration and rules. The same code as the daemon's loader. */
#include "config.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "cli/command.h"
#include "cli/rules.h"

static void
help(void)
{
	printf(_("usage: gongkaictl check [--json] [--no-warnings] [PATH...]\n\n"
		"Checks configuration and rule files, or folders of them. Without PATH: %s.\n"
		"Exits 0 where nothing is wrong, 1 where there is an error.\n"), rules_default_path());
}

int
command_check(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' }, { "no-warnings", no_argument, NULL, 'w' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	enum rules_output output = RULES_OUTPUT_TEXT;
	struct diagnostics *diagnostics;
	struct ruleset *ruleset = NULL;
	bool warnings = true;
	int exit_status;

	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		switch (option) {
		case 'j': output = RULES_OUTPUT_JSON; break;
		case 'w': warnings = false; break;
		case 'h': help(); return EXIT_FINE;
		default: return EXIT_USAGE;
		}
	}
	diagnostics = diagnostics_new();
	if (diagnostics == NULL)
		return command_fail("check", EXIT_TROUBLE, "%s", status_text(STATUS_NO_MEMORY));
	exit_status = rules_load_arguments("check", argc - optind, argv + optind, diagnostics, &ruleset);
	rules_print_diagnostics(diagnostics, output, warnings);
	if (exit_status == EXIT_FINE && output == RULES_OUTPUT_TEXT)
		rules_print_summary(ruleset, diagnostics);
	ruleset_release(ruleset);
	diagnostics_free(diagnostics);
	return exit_status;
}
