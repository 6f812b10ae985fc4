/* Reads the script anew for each request: tests change it while the server runs. */
#include "script.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct behaviour_name {
	const char *name;
	enum behaviour behaviour;
	bool has_number;
};

static const struct behaviour_name names[] = {
	{ "status", BEHAVE_STATUS, true },
	{ "hang", BEHAVE_HANG, false },
	{ "challenge", BEHAVE_CHALLENGE, false },
	{ "gate", BEHAVE_GATE, false },
	{ "home", BEHAVE_HOME, false },
	{ "shell", BEHAVE_SHELL, false },
	{ "slow", BEHAVE_SLOW, true },
	{ "truncate", BEHAVE_TRUNCATE, true },
};

static bool
fits(const char *prefix, const char *target)
{
	if (prefix[0] == '=')
		return strcmp(prefix + 1, target) == 0;
	return strncmp(prefix, target, strlen(prefix)) == 0;
}

static enum status
take_behaviour(const char *word, const char *argument, struct behaviour_of_path *result)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i].name, word) != 0)
			continue;
		if (names[i].has_number && argument[0] == '\0')
			return STATUS_INVALID;
		if (result->behaviour == BEHAVE_WELL) {
			result->behaviour = names[i].behaviour;
			result->number = atoi(argument);
		}
		return STATUS_OK;
	}
	return STATUS_INVALID;
}

/* One line; what is said first stands. */
static enum status
take_line(const char *line, const char *target, struct behaviour_of_path *result)
{
	char prefix[512], word[32], argument[128] = "";
	struct behaviour_of_path other = { .behaviour = BEHAVE_WELL };
	int words;

	words = sscanf(line, "%511s %31s %127[^\n]", prefix, word, argument);
	if (words <= 0 || prefix[0] == '#')
		return STATUS_OK;
	if (words == 1)
		return STATUS_INVALID;
	if (!fits(prefix, target))
		result = &other;
	if (strcmp(word, "type") != 0)
		return take_behaviour(word, argument, result);
	if (result->content_type[0] == '\0')
		snprintf(result->content_type, sizeof(result->content_type), "%s", argument);
	return STATUS_OK;
}

enum status
script_read(const char *path, const char *target, struct behaviour_of_path *result, unsigned *line)
{
	FILE *file = path == NULL ? NULL : fopen(path, "r");
	enum status status = STATUS_OK;
	char text[1024];

	*result = (struct behaviour_of_path){ .behaviour = BEHAVE_WELL };
	*line = 0;
	if (file == NULL)
		return STATUS_OK;
	while (status == STATUS_OK && fgets(text, sizeof(text), file) != NULL) {
		++*line;
		status = take_line(text, target, result);
	}
	fclose(file);
	return status;
}
