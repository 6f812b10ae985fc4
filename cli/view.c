/* Loading of what the store holds, for the commands that show it. */
#include "cli/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/rules.h"
#include "store/sqlite.h"

static int
open_configuration(const char *command, const char *path, struct view *view)
{
	const char *paths[] = { path == NULL ? rules_default_path() : path };
	struct diagnostics *diagnostics = diagnostics_new();
	enum status status = STATUS_NO_MEMORY;

	if (diagnostics != NULL)
		status = configuration_load(paths, 1, NULL, diagnostics, &view->configuration);
	if (status == STATUS_INVALID)
		rules_print_diagnostics(diagnostics, RULES_OUTPUT_TEXT, false);
	diagnostics_free(diagnostics);
	if (status == STATUS_OK || status == STATUS_INVALID)
		return status == STATUS_OK ? EXIT_FINE : EXIT_FINDINGS;
	return command_fail(command, EXIT_TROUBLE, _("%s: %s"), paths[0], status_text(status));
}

int
view_open(const char *command, const struct view_options *options, struct view *view)
{
	char trouble[STORE_TROUBLE_BYTES] = "";
	const char *database;
	int exit_status;

	*view = (struct view){ .arena = arena_new() };
	if (view->arena == NULL)
		return command_fail(command, EXIT_TROUBLE, "%s", status_text(STATUS_NO_MEMORY));
	exit_status = open_configuration(command, options->config, view);
	if (exit_status != EXIT_FINE)
		return exit_status;
	database = options->database;
	if (database == NULL)
		database = ruleset_settings(configuration_rules(view->configuration))->database;
	snprintf(view->database, sizeof(view->database), "%s", database);
	if (store_sqlite_open(database, false, &view->store, trouble) != STATUS_OK)
		return command_fail(command, EXIT_TROUBLE, "%s", trouble);
	return EXIT_FINE;
}

void
view_close(struct view *view)
{
	store_close(view->store);
	configuration_release(view->configuration);
	arena_free(view->arena);
}

static enum status
load_item(struct store *store, int64_t id, struct arena *arena, struct stored_item *item, bool *is_there)
{
	enum status status;

	if (id == 0)
		return STATUS_OK;
	status = store->item_get(store, id, arena, item);
	*is_there = status == STATUS_OK;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status
load_event(struct store *store, struct arena *arena, struct duty_view *duty)
{
	enum status status;

	if (duty->duty.trigger_event == 0)
		return STATUS_OK;
	status = store->event_get(store, duty->duty.trigger_event, arena, &duty->event);
	duty->has_event = status == STATUS_OK;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Keys of standing rules read "column:SITE/COLUMN". */
static const struct column *
column_of(const struct ruleset *ruleset, const struct duty_view *duty)
{
	static const char prefix[] = "column:";
	const char *key = duty->duty.key;
	const char *slash;
	char site[256], column[256];

	if (duty->has_trigger)
		return ruleset_find_column(ruleset, duty->trigger.item.site, duty->trigger.item.column);
	if (strncmp(key, prefix, strlen(prefix)) != 0)
		return NULL;
	key += strlen(prefix);
	slash = strchr(key, '/');
	if (slash == NULL)
		return NULL;
	snprintf(site, sizeof(site), "%.*s", (int)(slash - key), key);
	snprintf(column, sizeof(column), "%.*s", (int)strcspn(slash + 1, "@"), slash + 1);
	return ruleset_find_column(ruleset, site, column);
}

enum status
view_duty(const struct view *view, int64_t id, struct arena *arena, struct duty_view *duty)
{
	struct ruleset *ruleset = configuration_rules(view->configuration);
	enum status status;

	*duty = (struct duty_view){ .rule = NULL };
	status = view->store->duty_get(view->store, id, arena, &duty->duty);
	if (status == STATUS_OK)
		status = load_item(view->store, duty->duty.trigger_item, arena, &duty->trigger, &duty->has_trigger);
	if (status == STATUS_OK)
		status = load_item(view->store, duty->duty.answer_item, arena, &duty->answer, &duty->has_answer);
	if (status == STATUS_OK)
		status = load_event(view->store, arena, duty);
	if (status != STATUS_OK)
		return status;
	duty->rule = ruleset_find_rule(ruleset, duty->duty.rule);
	duty->column = column_of(ruleset, duty);
	return STATUS_OK;
}

/* The part of a key behind its kind: "2025" of "period:2025@市教育局". NULL where it is no period. */
static const char *
period_of(const char *key, char text[64])
{
	static const char prefix[] = "period:";

	if (strncmp(key, prefix, strlen(prefix)) != 0)
		return NULL;
	key += strlen(prefix);
	snprintf(text, 64, "%.*s", (int)strcspn(key, "@/"), key);
	return text;
}

/* Keys of gaps in a series of document numbers read "number:SITE NUMBER". */
static const char *
number_of(const char *key)
{
	const char *number = strncmp(key, "number:", strlen("number:")) == 0 ? strchr(key, ' ') : NULL;

	return number == NULL ? NULL : number + 1;
}

/* The trigger's title, the event's (its name where it has none), the number that is missing; NULL where none. */
static const char *
trigger_of(const struct duty_view *duty)
{
	const char *number = number_of(duty->duty.key);

	if (number != NULL)
		return number;
	if (duty->has_trigger)
		return duty->trigger.item.title;
	if (!duty->has_event)
		return NULL;
	return duty->event.title != NULL ? duty->event.title : duty->event.name;
}

const char *
duty_view_subject(const struct duty_view *duty, struct arena *arena)
{
	const char *about = trigger_of(duty);
	const char *unit = duty->duty.unit;
	const char *made;
	char period[64];

	if (about == NULL && duty->column != NULL)
		about = duty->column->title != NULL ? duty->column->title : duty->column->name;
	if (about == NULL)
		about = period_of(duty->duty.key, period);
	if (about == NULL && unit != NULL && duty->duty.site == NULL)
		return unit; /* a unit's standing duty is about the unit */
	if (about == NULL)
		about = duty->duty.site != NULL ? duty->duty.site : duty->duty.key;
	made = unit == NULL ? arena_string(arena, about) : arena_format(arena, "%s — %s", unit, about);
	return made == NULL ? "" : made;
}

static void
set_text(json_t *object, const char *name, const char *value)
{
	json_object_set_new(object, name, value == NULL ? json_null() : json_string(value));
}

/* PREFIX, PREFIX_url, PREFIX_published. */
static void
set_item(json_t *object, const char *prefix, bool is_there, const struct item *item)
{
	char name[64], day[DATE_TEXT_BYTES];

	set_text(object, prefix, is_there ? item->title : NULL);
	snprintf(name, sizeof(name), "%s_url", prefix);
	set_text(object, name, is_there ? item->url : NULL);
	snprintf(name, sizeof(name), "%s_published", prefix);
	set_text(object, name, is_there && item->published.precision >= DATE_PRECISION_DAY ?
	    date_print(item->published.date, day) : NULL);
}

json_t *
duty_view_json(const struct duty_view *duty)
{
	json_t *object = json_object();
	char text[INSTANT_TEXT_BYTES], day[DATE_TEXT_BYTES], period[64];
	bool has_due = duty->duty.deadline.due.seconds != 0;

	if (object == NULL)
		return NULL;
	json_object_set_new(object, "id", json_integer(duty->duty.id));
	set_text(object, "rule", duty->duty.rule);
	set_text(object, "title", duty->rule == NULL ? NULL : duty->rule->title);
	set_text(object, "state", duty_state_word(duty->duty.state));
	set_text(object, "since", instant_print(duty->duty.since, zone_china, text));
	set_text(object, "due", has_due ? date_print(duty->duty.deadline.due_day, day) : NULL);
	set_text(object, "late_from", has_due ? instant_print(duty->duty.deadline.due, zone_china, text) : NULL);
	json_object_set_new(object, "provisional", json_boolean(duty->duty.deadline.provisional));
	json_object_set_new(object, "late_by", json_integer(duty->duty.late_count));
	set_text(object, "site", duty->duty.site);
	set_text(object, "unit", duty->duty.unit);
	set_text(object, "column", duty->column == NULL ? NULL : duty->column->name);
	set_text(object, "period", period_of(duty->duty.key, period));
	set_item(object, "trigger", duty->has_trigger, &duty->trigger.item);
	set_text(object, "trigger", trigger_of(duty));
	set_item(object, "answer", duty->has_answer, &duty->answer.item);
	set_text(object, "key", duty->duty.key);
	return object;
}

bool
view_print_json(json_t *object)
{
	char *line = object == NULL ? NULL : json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(15));

	if (line != NULL)
		puts(line);
	json_decref(object);
	free(line);
	return line != NULL;
}

void
view_print_padded(const char *text, size_t columns)
{
	size_t width = utf8_columns(text, strlen(text));

	fputs(text, stdout);
	for (; width < columns; width++)
		putchar(' ');
}
