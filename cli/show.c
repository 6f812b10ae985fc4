/* gongkaictl show and explain: one duty. Show prints what it is and what became of it; explain adds how its last day
 * was counted and the evidence behind each change. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "cli/command.h"
#include "cli/pairs.h"
#include "cli/view.h"
#include "engine/explain.h"
#include "time/deadline_text.h"

enum { LABEL_COLUMNS = 18, EVIDENCE_DEPTH = 8 };

struct show_options {
	struct view_options view;
	const char *command;
	bool is_explained;
	bool is_json;
};

static void
print_help(const char *command)
{
	printf(_("usage: gongkaictl %s ID [--config PATH] [--database FILE] [--json]\n"
	    "\n"
	    "show prints a duty and the changes of its state; explain adds how its last day was counted and what the\n"
	    "last change rests on, and which documents were held against the trigger: what was taken or refused, why, and\n"
	    "its history; --json tells all of that, and the evidence of every change. IDs are those of 'gongkaictl list'.\n"), command);
}

static void
print_fact(const char *label, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	view_print_padded("", 2);
	view_print_padded(label, LABEL_COLUMNS);
	printf("%s\n", value);
}

static void
print_item(const char *label, bool is_there, const struct item *item)
{
	char day[DATE_TEXT_BYTES];

	if (!is_there)
		return;
	print_fact(label, item->title);
	print_fact("", item->url);
	if (item->published.precision >= DATE_PRECISION_DAY)
		print_fact("", date_print(item->published.date, day));
}

static void
print_rule(const struct rule *rule, struct arena *arena)
{
	if (rule == NULL) {
		print_fact(_("rule"), _("no longer in the rule files"));
		return;
	}
	print_fact(_("rule"), rule->title != NULL ? rule->title : rule->name);
	print_fact(_("basis"), rule->basis);
	print_fact(_("written in"), arena_format(arena, "%s:%zu (%s)", rule->file, rule->line, rule->name));
}

static void
print_duty(const struct duty_view *duty, struct arena *arena)
{
	char day[DATE_TEXT_BYTES], instant[INSTANT_TEXT_BYTES];
	bool has_due = duty->duty.deadline.due.seconds != 0;

	printf("%lld  %s  %s\n", (long long)duty->duty.id, duty_state_text(duty->duty.state),
	    duty_view_subject(duty, arena));
	print_rule(duty->rule, arena);
	print_fact(_("site"), duty->duty.site);
	print_fact(_("unit"), duty->duty.unit);
	print_item(_("trigger"), duty->has_trigger, &duty->trigger.item);
	print_item(_("answer"), duty->has_answer, &duty->answer.item);
	if (has_due) {
		print_fact(_("counted from"), date_print(duty->duty.anchor, day));
		print_fact(_("last day"), date_print(duty->duty.deadline.due_day, day));
		print_fact(_("late after"), instant_print(duty->duty.deadline.due, zone_china, instant));
		print_fact(_("calendar"), duty->duty.calendar);
		if (duty->duty.deadline.provisional)
			print_fact("", _("provisional: the holidays of that year are not published yet"));
	}
}

/* ---- the count of days ---- */

static void
count_step(const struct deadline_step *step, void *context)
{
	struct buffer *text = context;

	if (deadline_step_write(step, text) != STATUS_OK)
		return; /* longer than anybody reads: the rest is left out */
}

/* The engine counts again; limits that are fixed days have nothing to count. */
static void
print_count(const struct view *view, const struct duty_view *duty)
{
	const struct engine_config config = {
		.ruleset = configuration_rules(view->configuration), .store = view->store, .zone = zone_china,
		.calendar = configuration_calendar, .calendar_context = view->configuration,
	};
	struct deadline deadline;
	struct buffer text;

	if (duty->duty.deadline.due.seconds == 0)
		return;
	buffer_start(&text, LIMIT_FIELD_BYTES);
	if (engine_explain_deadline(&config, duty->duty.id, count_step, &text, &deadline) == STATUS_OK
	    && text.length > 0)
		printf("\n%s\n%s", _("How the last day was counted:"), buffer_string(&text));
	buffer_clear(&text);
}

/* ---- changes and evidence ---- */

static void print_evidence(const json_t *value, unsigned depth);

static void
print_value(const char *name, const json_t *value, unsigned depth)
{
	view_print_padded("", 2 + 2 * (size_t)depth);
	if (json_is_object(value) || json_is_array(value)) {
		printf("%s:\n", name);
		print_evidence(value, depth + 1);
	} else if (json_is_string(value)) {
		printf("%s: %s\n", name, json_string_value(value));
	} else {
		char *text = json_dumps(value, JSON_ENCODE_ANY);

		printf("%s: %s\n", name, text == NULL ? "" : text);
		free(text);
	}
}

/* The engine's evidence as indented lines: nothing is left out, nothing is added. */
static void
print_evidence(const json_t *evidence, unsigned depth)
{
	const char *name;
	json_t *value;
	size_t i;

	if (depth > EVIDENCE_DEPTH)
		return;
	if (json_is_array(evidence)) {
		json_array_foreach(evidence, i, value)
			print_value("-", value, depth);
		return;
	}
	json_object_foreach((json_t *)evidence, name, value)
		print_value(name, value, depth);
}

/* The changes so far, and the evidence of the last one. */
struct history {
	struct arena *arena;
	const char *evidence;
};

static enum status
print_transition(void *context, const struct transition *transition)
{
	struct history *history = context;
	char instant[INSTANT_TEXT_BYTES];

	printf("  %s  ", instant_print(transition->at, zone_china, instant));
	if (transition->from != transition->to)
		printf("%s → ", duty_state_text(transition->from));
	printf("%s: %s\n", duty_state_text(transition->to), cause_text(transition->cause));
	history->evidence = arena_string(history->arena, transition->evidence);
	return STATUS_OK;
}

static void
print_last_evidence(const char *text)
{
	json_t *evidence = text == NULL ? NULL : json_loads(text, JSON_DECODE_ANY, NULL);

	if (evidence == NULL)
		return;
	printf("\n%s\n", _("What the last change rests on:"));
	print_evidence(evidence, 0);
	json_decref(evidence);
}

static enum status
collect_transition(void *context, const struct transition *transition)
{
	char instant[INSTANT_TEXT_BYTES];
	json_t *evidence = transition->evidence == NULL ? NULL : json_loads(transition->evidence, JSON_DECODE_ANY, NULL);
	json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:o?}", "from", duty_state_word(transition->from), "to",
	    duty_state_word(transition->to), "cause", cause_word(transition->cause), "at",
	    instant_print(transition->at, zone_china, instant), "evidence", evidence);

	return json_array_append_new(context, row) == 0 ? STATUS_OK : STATUS_NO_MEMORY;
}

/* Rules whose answers need not refer to the trigger have no pairs. */
static bool
has_pairs(const struct duty_view *duty)
{
	return duty->has_trigger && duty->rule != NULL && duty->rule->expectation.relation == RELATION_REFERS;
}

static enum status
add_pairs(const struct view *view, const struct duty_view *duty, json_t *object)
{
	json_t *pairs = NULL;
	enum status status = has_pairs(duty) ? pairs_json(view, duty->duty.trigger_item, &pairs) : STATUS_OK;

	if (status == STATUS_OK && pairs != NULL && json_object_set_new(object, "pairs", pairs) != 0)
		status = STATUS_NO_MEMORY;
	return status;
}

static enum status
show_json(const struct view *view, const struct duty_view *duty)
{
	json_t *object = duty_view_json(duty);
	json_t *transitions = json_array();
	enum status status;

	if (object == NULL || json_object_set_new(object, "transitions", transitions) != 0) {
		json_decref(object);
		return STATUS_NO_MEMORY;
	}
	status = view->store->transition_each(view->store, duty->duty.id, collect_transition, transitions);
	if (status == STATUS_OK)
		status = add_pairs(view, duty, object);
	if (status != STATUS_OK)
		json_decref(object);
	else if (!view_print_json(object))
		status = STATUS_NO_MEMORY;
	return status;
}

static enum status
show_text(const struct view *view, const struct show_options *options, const struct duty_view *duty)
{
	struct history history = { .arena = view->arena };
	enum status status;

	print_duty(duty, view->arena);
	if (options->is_explained)
		print_count(view, duty);
	printf("\n%s\n", _("What became of it:"));
	status = view->store->transition_each(view->store, duty->duty.id, print_transition, &history);
	if (status == STATUS_OK && options->is_explained)
		print_last_evidence(history.evidence);
	if (status == STATUS_OK && options->is_explained && has_pairs(duty))
		status = pairs_explain(view, duty->duty.trigger_item);
	return status;
}

static int
show(const struct show_options *options, int64_t id)
{
	struct duty_view duty;
	struct view view;
	enum status status;
	int exit_status = view_open(options->command, &options->view, &view);

	if (exit_status == EXIT_FINE) {
		status = view_duty(&view, id, view.arena, &duty);
		if (status == STATUS_OK)
			status = options->is_json ? show_json(&view, &duty) : show_text(&view, options, &duty);
		if (status == STATUS_NOT_FOUND)
			exit_status = command_fail(options->command, EXIT_FINDINGS,
			    _("there is no duty %lld; 'gongkaictl list' shows them"), (long long)id);
		else if (status != STATUS_OK)
			exit_status = command_fail(options->command, EXIT_TROUBLE, "%s: %s", view.database, status_text(status));
	}
	view_close(&view);
	return exit_status;
}

static bool
read_id(const char *text, int64_t *id)
{
	char *end;

	errno = 0;
	*id = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && *id > 0;
}

static int
run(int argc, char **argv, struct show_options *options)
{
	static const struct option long_options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "database", required_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int64_t id;
	int choice;

	while ((choice = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (choice) {
		case 'c':
			options->view.config = optarg;
			break;
		case 'd':
			options->view.database = optarg;
			break;
		case 'j':
			options->is_json = true;
			break;
		case 'h':
			print_help(options->command);
			return EXIT_FINE;
		default:
			return command_usage(options->command, _("see 'gongkaictl %s --help'"), options->command);
		}
	}
	if (optind + 1 != argc || !read_id(argv[optind], &id))
		return command_usage(options->command, "%s", _("name one duty by its number; 'gongkaictl list' shows them"));
	return show(options, id);
}

int
command_show(int argc, char **argv)
{
	struct show_options options = { .command = "show" };

	return run(argc, argv, &options);
}

int
command_explain(int argc, char **argv)
{
	struct show_options options = { .command = "explain", .is_explained = true };

	return run(argc, argv, &options);
}
