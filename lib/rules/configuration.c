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
#include "time/calendar_files.h"

struct named_calendar {
	const char *name; /* as the rules write it; theirs */
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

/* Where a line of the file is wrong it is shown; else the file as a whole is meant. */
static void
report(struct diagnostics *diagnostics, const char *name, const struct calendar_fault *fault, struct arena *arena)
{
	struct source_reader reader = file_reader();
	struct source_text source = { .name = fault->path };
	size_t start, end;

	if (fault->problem.line > 0 && reader.read_file(reader.context, fault->path, LIMIT_CALENDAR_BYTES, arena,
	    &source.bytes, &source.length) == STATUS_OK) {
		find_line(&source, fault->problem.line, &start, &end);
		diagnostics_add(diagnostics, DIAGNOSTIC_ERROR, &source, start, end, "%s", fault->problem.message);
		return;
	}
	diagnostics_add_file(diagnostics, DIAGNOSTIC_ERROR, fault->path, _("the calendar '%s' cannot be read: %s"), name,
	    fault->problem.message);
	diagnostics_hint(diagnostics, _("name the folder that holds %s.cal with 'calendar folder' in the settings"),
	    name);
}

static enum status
add_calendar(struct configuration *configuration, const char *name, struct calendar *calendar)
{
	struct named_calendar *named = calloc(1, sizeof(*named));

	if (named == NULL) {
		calendar_release(calendar);
		return STATUS_NO_MEMORY;
	}
	named->name = name;
	named->calendar = calendar;
	LL_APPEND(configuration->calendars, named);
	return STATUS_OK;
}

static enum status
read_calendar(struct configuration *configuration, const char *name, struct arena *arena,
    struct diagnostics *diagnostics)
{
	struct calendar_folders folders;
	struct calendar_fault fault = { 0 };
	struct calendar *calendar;
	enum status status;

	calendar_folders_find(ruleset_settings(configuration->rules)->calendar_folder, &folders);
	status = calendar_load(name, folders.list, &calendar, &fault);
	if (status == STATUS_OK)
		return add_calendar(configuration, name, calendar);
	if (status == STATUS_NO_MEMORY)
		return status;
	report(diagnostics, name, &fault, arena);
	return STATUS_INVALID;
}

static enum status
read_calendars(struct configuration *configuration, struct arena *arena, struct diagnostics *diagnostics)
{
	const struct site *site = ruleset_sites(configuration->rules);
	enum status status;

	status = read_calendar(configuration, ruleset_settings(configuration->rules)->calendar, arena, diagnostics);
	for (; site != NULL && status == STATUS_OK; site = site->next)
		if (site->calendar != NULL && configuration_calendar(configuration, site->calendar) == NULL)
			status = read_calendar(configuration, site->calendar, arena, diagnostics);
	return status;
}

enum status
configuration_load(const char *const *paths, size_t count, const struct date *today,
    struct diagnostics *diagnostics, struct configuration **configuration)
{
	struct source_reader reader = file_reader();
	struct configuration *made = calloc(1, sizeof(*made));
	struct arena *arena = arena_new();
	enum status status = STATUS_NO_MEMORY;

	if (made != NULL)
		made->references = 1;
	if (made == NULL || arena == NULL)
		goto done;
	reader.today = today;
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
		if (strcmp(named->name, name) == 0)
			return named->calendar;
	return NULL;
}
