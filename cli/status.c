/* gongkaictl status: is everything watched, and how many duties are in which state? */
#include "config.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/message.h"
#include "cli/command.h"
#include "cli/view.h"

struct status_options {
	struct view_options view;
	bool is_json;
};

struct tally {
	unsigned columns, readable, troubled, never;
};

static void
print_help(void)
{
	printf("%s\n", _("usage: gongkaictl status [--config PATH] [--database FILE] [--json]\n"
	    "\n"
	    "Columns that can be read and those that cannot, duties by state, messages that wait to be sent.\n"
	    "The exit status is 1 where a column could not be read the last time."));
}

static void
set_instant(json_t *object, const char *name, bool is_there, struct instant instant)
{
	char text[INSTANT_TEXT_BYTES];

	json_object_set_new(object, name, is_there ? json_string(instant_print(instant, zone_china, text)) : json_null());
}

static bool
print_column_json(const struct column *column, const struct column_state *state)
{
	json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s?, s:i, s:i}", "kind", "column", "site", column->site->name,
	    "column", column->name, "url", column->url, "outcome",
	    state->has_looked ? outcome_word(state->last_outcome) : NULL, "failures", (int)state->failures, "items",
	    (int)state->items);

	if (object == NULL)
		return false;
	set_instant(object, "last_look", state->has_looked, state->last_look);
	set_instant(object, "last_good", state->has_good, state->last_good);
	return view_print_json(object);
}

static void
print_column_text(const struct column *column, const struct column_state *state)
{
	char good[INSTANT_TEXT_BYTES];

	printf("  %s/%s  %s\n", column->site->name, column->name, column->url);
	printf(_("      %s; %" PRIu32 " failed looks; last good one: %s\n"), outcome_text(state->last_outcome),
	    state->failures, state->has_good ? instant_print(state->last_good, zone_china, good) : _("none yet"));
}

static void
count_column(const struct column_state *state, struct tally *tally)
{
	tally->columns++;
	if (!state->has_looked)
		tally->never++;
	else if (outcome_is_good(state->last_outcome))
		tally->readable++;
	else
		tally->troubled++;
}

static enum status
print_columns(const struct view *view, const struct status_options *options, struct tally *tally)
{
	struct store *store = view->store;

	for (const struct site *site = ruleset_sites(configuration_rules(view->configuration)); site != NULL;
	    site = site->next) {
		for (const struct column *column = site->columns; column != NULL; column = column->next) {
			struct column_state state = { .has_looked = false };
			enum status status = store->column_get(store, site->name, column->name, view->arena, &state);

			if (status != STATUS_OK && status != STATUS_NOT_FOUND)
				return status;
			count_column(&state, tally);
			if (options->is_json && !print_column_json(column, &state))
				return STATUS_NO_MEMORY;
			if (!options->is_json && state.has_looked && !outcome_is_good(state.last_outcome))
				print_column_text(column, &state);
		}
	}
	return STATUS_OK;
}

static enum status
print_duties(const struct view *view, const struct status_options *options)
{
	uint64_t counts[DUTY_STATE_COUNT], waiting;
	json_t *object = json_pack("{s:s}", "kind", "duties");
	enum status status = view->store->duty_count(view->store, NULL, NULL, counts);

	if (status == STATUS_OK)
		status = view->store->outbox_waiting(view->store, &waiting);
	if (status == STATUS_OK && object == NULL)
		status = STATUS_NO_MEMORY;
	for (int state = 0; status == STATUS_OK && state < DUTY_STATE_COUNT; state++) {
		if (options->is_json)
			json_object_set_new(object, duty_state_word((enum duty_state)state), json_integer((json_int_t)counts[state]));
		else if (counts[state] > 0)
			printf("%6" PRIu64 "  %s\n", counts[state], duty_state_text((enum duty_state)state));
	}
	if (status == STATUS_OK && options->is_json) {
		json_object_set_new(object, "messages_waiting", json_integer((json_int_t)waiting));
		return view_print_json(object) ? STATUS_OK : STATUS_NO_MEMORY;
	}
	json_decref(object);
	if (status == STATUS_OK && waiting > 0)
		printf(_("%" PRIu64 " messages wait to be sent\n"), waiting);
	return status;
}

static enum status
print_status(const struct view *view, const struct status_options *options, struct tally *tally)
{
	enum status status = print_columns(view, options, tally);

	if (status == STATUS_OK && !options->is_json)
		printf(_("columns: %u; can be read: %u; cannot: %u; not looked at yet: %u\n"), tally->columns, tally->readable,
		    tally->troubled, tally->never);
	return status == STATUS_OK ? print_duties(view, options) : status;
}

static int
run(const struct status_options *options)
{
	struct tally tally = { 0 };
	struct view view;
	enum status status;
	int exit_status = view_open("status", &options->view, &view);

	if (exit_status == EXIT_FINE) {
		status = print_status(&view, options, &tally);
		if (status != STATUS_OK)
			exit_status = command_fail("status", EXIT_TROUBLE, "%s: %s", view.database, status_text(status));
		else if (tally.troubled > 0)
			exit_status = EXIT_FINDINGS;
	}
	view_close(&view);
	return exit_status;
}

int
command_status(int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "database", required_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct status_options options = { .is_json = false };
	int choice;

	while ((choice = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (choice) {
		case 'c':
			options.view.config = optarg;
			break;
		case 'd':
			options.view.database = optarg;
			break;
		case 'j':
			options.is_json = true;
			break;
		case 'h':
			print_help();
			return EXIT_FINE;
		default:
			return command_usage("status", "%s", _("see 'gongkaictl status --help'"));
		}
	}
	if (optind < argc)
		return command_usage("status", "%s", _("see 'gongkaictl status --help'"));
	return run(&options);
}
