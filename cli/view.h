/* What the commands share that look into the store: the files and the database, and a duty with all that belongs to
 * it. They only read; every decision was the engine's. */
#ifndef GONGKAI_CLI_VIEW_H
#define GONGKAI_CLI_VIEW_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/duty.h"
#include "model/item.h"
#include "rules/configuration.h"
#include "store/store.h"

/* Options that all of them take. */
struct view_options {
	const char *config;   /* rule file or folder; NULL: the installed one */
	const char *database; /* NULL: the one of the settings */
};

struct view {
	struct configuration *configuration;
	struct store *store;
	struct arena *arena;
	char database[4096];
};

/* A duty and what it is about; pointers live as long as the arena it was loaded into and the view. */
struct duty_view {
	struct duty duty;
	const struct rule *rule;   /* NULL: the rules no longer have it */
	const struct column *column; /* of duties about one column, else of the trigger; NULL where none */
	bool has_trigger, has_answer, has_event;
	struct stored_item trigger, answer;
	struct event event;        /* that made the duty */
};

/* Opens what the options name. Complaints go to standard error; returns an exit status. Closed in any case by
 * view_close(). */
int view_open(const char *command, const struct view_options *options, struct view *view);
void view_close(struct view *view);

MUST_USE enum status view_duty(const struct view *view, int64_t id, struct arena *arena, struct duty_view *duty);

/* The duty as a JSON object with the documented field names; NULL out of memory. */
json_t *duty_view_json(const struct duty_view *duty);

/* In one line what the duty is about: the trigger's title, the event, the column, or the period; and the unit. */
const char *duty_view_subject(const struct duty_view *duty, struct arena *arena);

/* Prints an object as one line and releases it; false out of memory. */
bool view_print_json(json_t *object);

/* Prints the text and fills up to `columns` of the terminal. */
void view_print_padded(const char *text, size_t columns);

#endif
