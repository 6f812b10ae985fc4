/* Speaking to a running gongkaid: one JSON object a line each way. */
#include "config.h"

#include "cli/control.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/message.h"
#include "cli/command.h"
#include "cli/rules.h"
#include "rules/configuration.h"

enum { PATIENCE_SECONDS = 60 }; /* a reload of a large configuration takes its time */

enum status
control_path(const char *socket, const char *config, struct arena *arena, const char **path)
{
	const char *const paths[] = { config != NULL ? config : rules_default_path() };
	struct configuration *configuration;
	struct diagnostics *diagnostics;
	const char *found;
	enum status status;

	if (socket != NULL) {
		*path = socket;
		return STATUS_OK;
	}
	diagnostics = diagnostics_new();
	if (diagnostics == NULL)
		return STATUS_NO_MEMORY;
	status = configuration_load(paths, 1, NULL, diagnostics, &configuration);
	if (status != STATUS_OK)
		rules_print_diagnostics(diagnostics, RULES_OUTPUT_TEXT, false);
	diagnostics_free(diagnostics);
	if (status != STATUS_OK)
		return status;
	found = arena_string(arena, ruleset_settings(configuration_rules(configuration))->socket);
	configuration_release(configuration);
	if (found == NULL)
		return STATUS_NO_MEMORY;
	*path = found;
	return STATUS_OK;
}

static enum status
connect_to(const char *path, FILE **stream)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timeval patience = { PATIENCE_SECONDS, 0 };
	int fd;

	if (strlen(path) >= sizeof(address.sun_path))
		return STATUS_LIMIT;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return STATUS_IO;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (connect(fd, (const struct sockaddr *)&address, sizeof(address)) != 0) {
		int error = errno;

		close(fd);
		errno = error;
		return error == ENOENT || error == ECONNREFUSED ? STATUS_NOT_FOUND : STATUS_IO;
	}
	*stream = fdopen(fd, "r+");
	if (*stream != NULL)
		return STATUS_OK;
	close(fd);
	return STATUS_NO_MEMORY;
}

static enum status
exchange(FILE *stream, const json_t *request, json_t **answer)
{
	char *line = NULL;
	size_t room = 0;
	json_t *parsed = NULL;

	if (json_dumpf(request, stream, JSON_COMPACT) != 0 || fputc('\n', stream) == EOF || fflush(stream) != 0)
		return STATUS_IO;
	errno = 0;
	if (getline(&line, &room, stream) > 0)
		parsed = json_loads(line, 0, NULL);
	else if (errno != 0) {
		free(line);
		return STATUS_IO;
	}
	free(line);
	if (parsed == NULL)
		return STATUS_INVALID;
	*answer = parsed;
	return STATUS_OK;
}

enum status
control_ask(const char *path, json_t *request, json_t **answer)
{
	FILE *stream;
	enum status status = request == NULL ? STATUS_NO_MEMORY : connect_to(path, &stream);

	if (status == STATUS_OK) {
		status = exchange(stream, request, answer);
		fclose(stream);
	}
	json_decref(request);
	return status;
}

static int
complain(const char *command, const char *path, enum status status)
{
	if (status == STATUS_NOT_FOUND)
		return command_fail(command, EXIT_TROUBLE, _("no gongkaid listens at %s; is it running?"), path);
	if (status == STATUS_IO)
		return command_fail(command, EXIT_TROUBLE, "%s: %s", path, strerror(errno));
	return command_fail(command, EXIT_TROUBLE, "%s: %s", path, status_text(status));
}

/* What the daemon refused, with the diagnostics where it gives some. */
static int
refused(const char *command, const json_t *answer)
{
	const char *diagnostics = json_string_value(json_object_get(answer, "diagnostics"));
	const char *error = json_string_value(json_object_get(answer, "error"));

	if (diagnostics != NULL)
		fputs(diagnostics, stderr);
	return command_fail(command, EXIT_FINDINGS, "%s", error != NULL ? error : _("the daemon refused"));
}

int
control_command(const char *command, const char *socket, const char *config, json_t *request, json_t **answer)
{
	struct arena *arena = arena_new();
	const char *path = "";
	enum status status = arena == NULL ? STATUS_NO_MEMORY : control_path(socket, config, arena, &path);
	int exit_status = EXIT_FINE;

	if (status != STATUS_OK) {
		json_decref(request);
		exit_status = command_fail(command, status == STATUS_INVALID ? EXIT_FINDINGS : EXIT_TROUBLE, "%s",
		    status_text(status));
	} else {
		status = control_ask(path, request, answer);
		if (status != STATUS_OK)
			exit_status = complain(command, path, status);
		else if (!json_is_true(json_object_get(*answer, "ok"))) {
			exit_status = refused(command, *answer);
			json_decref(*answer);
		}
	}
	arena_free(arena);
	return exit_status;
}
