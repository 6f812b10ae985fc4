/* The command line of gongkaid. */
#ifndef GONGKAI_DAEMON_OPTIONS_H
#define GONGKAI_DAEMON_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "time/clock.h"

/* Exit statuses, the same as gongkaictl's. */
enum { EXIT_FINE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_TROUBLE = 3 };

enum { OPTION_PATHS = 64 };

enum mode { MODE_RUN, MODE_CHECK, MODE_ONCE };

struct options {
	const char *paths[OPTION_PATHS]; /* rule files and folders */
	size_t path_count;
	enum mode mode;
	bool is_foreground;
	struct system_clock clock;
};

/* Reads the command line. True: go on with *options. False: leave with *exit_status; --help, --version or what is wrong was
 * printed. */
bool options_read(int argc, char **argv, struct options *options, int *exit_status);

#endif
