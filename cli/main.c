/* gongkaictl: finds the command and runs it. Each command is a file of its own. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "cli/command.h"

struct command {
	const char *name;
	command_function *run;
	const char *summary;
};

static const struct command commands[] = {
#define COMMAND(name, function, summary) { name, function, summary },
#include "cli/commands.h"
#undef COMMAND
	{ NULL, NULL, NULL },
};

static void
print_help(FILE *stream)
{
	fprintf(stream, _("usage: gongkaictl COMMAND [OPTION...] [ARGUMENT...]\n\n"));
	for (const struct command *command = commands; command->name != NULL; command++)
		fprintf(stream, "  %-10s %s\n", command->name, _(command->summary));
	fprintf(stream, _("\nEach command explains itself with --help; see also gongkaictl(1).\n"));
}

int
main(int argc, char **argv)
{
	message_start();
	if (argc < 2) {
		print_help(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_help(stdout);
		return EXIT_FINE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("gongkaictl %s\n", PACKAGE_VERSION);
		return EXIT_FINE;
	}
	for (const struct command *command = commands; command->name != NULL; command++)
		if (strcmp(command->name, argv[1]) == 0)
			return command->run(argc - 1, argv + 1);
	fprintf(stderr, _("gongkaictl: unknown command '%s'; 'gongkaictl --help' lists them\n"), argv[1]);
	return EXIT_USAGE;
}
