/* Configurations: rule files and calendar files together. */
#include "config.h"

#include "rules/configuration.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utlist.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/message.h"
#include "rules/load.h"
#include "rules/source_files.h"

struct named_calendar {
	struct calendar *calendar;
	struct named_calendar *next;
};

struct configuration {
	unsigned references;
	struct ruleset *rules;
	struct named_calendar *calendars; /* the national one first */
};

/* The byte range of a line. */
static void
find_line(const struct source_text *source, size_t line, size_t *start, size_t *end)
{
	const char *stop;

	*start = 0;
	for (; line > 1; line--) {
		const char *newline = memchr(source->bytes + *start, '\n', source->length - *start);

		if (newline == NULL)
			break;
		*start = (size_t)(newline - source->bytes) + 1;
	}
	stop = memchr(source->bytes + *start, '\n', source->length - *start);
	*end = stop == NULL ? source->length : (size_t)(stop - source->bytes);
}

static void
report(struct diagnostics *diagnostics, const struct source_text *source, const struct calendar_problem *problem)
{
	size_t start, end;

	find_line(source, problem->line, &start, &end);
	diagnostics_add(diagnostics, DIAGNOSTIC_ERROR, source, start, end, "%s", problem->message);
}

static enum status
add_calendar(struct configuration *configuration, struct calendar *calendar)
{
	struct named_calendar *named = calloc(1, sizeof(*named));

	if (named == NULL) {
		calendar_release(calendar);
		return STATUS_NO_MEMORY;
	}
	named->calendar = calendar;
	LL_APPEND(configuration->calendars, named);
	return STATUS_OK;
}

/* Reads FOLDER/NAME.cal over `base` (NULL for the national calendar). */
static enum status
read_calendar(struct configuration *configuration, const char *name, struct calendar *base, struct arena *arena,
    struct diagnostics *diagnostics)
{
	const char *folder = ruleset_settings(configuration->rules)->calendar_folder;
	struct source_reader reader = file_reader();
	struct calendar_problem problem = { 0 };
	struct source_text source = { .name = arena_format(arena, "%s/%s.cal", folder, name) };
	struct calendar *calendar;
	enum status status;

	if (source.name == NULL)
		return STATUS_NO_MEMORY;
	status = reader.read_file(reader.context, source.name, LIMIT_CALENDAR_BYTES, arena, &source.bytes, &source.length);
	if (status != STATUS_OK) {
		diagnostics_add_file(diagnostics, DIAGNOSTIC_ERROR, source.name, _("the calendar '%s' cannot be read: %s"), name,
		    status_text(status));
		diagnostics_hint(diagnostics, _("put the file there or name another folder in the settings"));
		return STATUS_INVALID;
	}
	status = calendar_parse(name, source.bytes, source.length, base, &calendar, &problem);
	if (status == STATUS_INVALID)
		report(diagnostics, &source, &problem);
	return status == STATUS_OK ? add_calendar(configuration, calendar) : status;
}

static enum status
read_calendars(struct configuration *configuration, struct arena *arena, struct diagnostics *diagnostics)
{
	const struct site *site = ruleset_sites(configuration->rules);
	enum status status;

	status = read_calendar(configuration, ruleset_settings(configuration->rules)->calendar, NULL, arena, diagnostics);
	for (; site != NULL && status == STATUS_OK; site = site->next)
		if (site->calendar != NULL && configuration_calendar(configuration, site->calendar) == NULL)
			status = read_calendar(configuration, site->calendar, configuration->calendars->calendar, arena,
			    diagnostics);
	return status;
}

enum status
configuration_load(const char *const *paths, size_t count, struct diagnostics *diagnostics,
    struct configuration **configuration)
{
	struct source_reader reader = file_reader();
	struct configuration *made = calloc(1, sizeof(*made));
	struct arena *arena = arena_new();
	enum status status = STATUS_NO_MEMORY;

	if (made != NULL)
		made->references = 1;
	if (made == NULL || arena == NULL)
		goto done;
	status = ruleset_load(&reader, paths, count, diagnostics, &made->rules);
	if (status == STATUS_OK)
		status = read_calendars(made, arena, diagnostics);
	if (status == STATUS_OK) {
		*configuration = made;
		made = NULL;
	}
done:
	configuration_release(made);
	arena_free(arena);
	return status;
}

struct configuration *
configuration_retain(struct configuration *configuration)
{
	configuration->references++;
	return configuration;
}

void
configuration_release(struct configuration *configuration)
{
	struct named_calendar *named, *after;

	if (configuration == NULL || --configuration->references > 0)
		return;
	LL_FOREACH_SAFE(configuration->calendars, named, after) {
		calendar_release(named->calendar);
		free(named);
	}
	ruleset_release(configuration->rules);
	free(configuration);
}

struct ruleset *
configuration_rules(const struct configuration *configuration)
{
	return configuration->rules;
}

const struct calendar *
configuration_calendar(void *configuration, const char *name)
{
	const struct configuration *owner = configuration;
	const struct named_calendar *named;

	if (name == NULL)
		return owner->calendars == NULL ? NULL : owner->calendars->calendar;
	LL_FOREACH(owner->calendars, named)
		if (strcmp(calendar_name(named->calendar), name) == 0)
			return named->calendar;
	return NULL;
}
