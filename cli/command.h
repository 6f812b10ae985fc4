/* What every command of gongkaictl shares: the table, exit statuses and output helpers. */
#ifndef GONGKAI_CLI_COMMAND_H
#define GONGKAI_CLI_COMMAND_H

#include <stddef.h>

#include "base/status.h"

/* The documented exit statuses. */
enum exit_status {
	EXIT_FINE = 0,
	EXIT_FINDINGS = 1, /* findings, or errors in the user's input */
	EXIT_USAGE = 2,    /* wrong usage */
	EXIT_TROUBLE = 3,  /* failure of the tool */
};

/* argv[0] is the command's name; returns an exit status. Each reads its options with getopt_long(). */
typedef int command_function(int argc, char **argv);

#define COMMAND(name, function, summary) command_function function;
#include "cli/commands.h"
#undef COMMAND

/* Prints "gongkaictl COMMAND: message" to standard error and returns EXIT_USAGE. */
int command_usage(const char *command, const char *format, ...) PRINTF_LIKE(2, 3);

/* The same for another failure; returns `exit_status`. */
int command_fail(const char *command, int exit_status, const char *format, ...) PRINTF_LIKE(3, 4);

/* Reads a file whole, "-" for standard input, up to `limit` bytes. The caller frees *bytes (NUL-terminated).
 * STATUS_LIMIT beyond the limit; STATUS_IO with errno set. */
MUST_USE enum status command_read_file(const char *path, size_t limit, char **bytes, size_t *length);

#endif
