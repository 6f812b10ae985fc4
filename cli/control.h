/* Speaking to a running gongkaid through its control socket. */
#ifndef GONGKAI_CLI_CONTROL_H
#define GONGKAI_CLI_CONTROL_H

#include <jansson.h>

#include "base/status.h"

/* Where the daemon listens: `socket` as given, or what the configuration at `config` (NULL for the installed one)
 * says. Taken from `arena`; STATUS_INVALID after the diagnostics went to standard error. */
struct arena;
MUST_USE enum status control_path(const char *socket, const char *config, struct arena *arena, const char **path);

/* Sends `request` (one object; released here) and waits for the answer, which the caller releases.
 * STATUS_NOT_FOUND: no daemon listens there; STATUS_IO with errno set; STATUS_INVALID: not an answer. */
MUST_USE enum status control_ask(const char *path, json_t *request, json_t **answer);

/* The same, with every message on standard error. Returns an exit status; with EXIT_FINE *answer says "ok". */
int control_command(const char *command, const char *socket, const char *config, json_t *request, json_t **answer);

#endif
