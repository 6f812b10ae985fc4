/* gongkaictl list: the duties that the daemon keeps. */
#include "config.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/pairs.h"
#include "cli/view.h"

enum { LIST_PAGE = 256 };

struct list_options {
	struct view_options view;
	struct duty_filter filter;
	bool is_json;
	bool is_review;
	bool is_narrowed; /* by an option that pairs do not have */
	bool is_by_rule;
};

/* What was printed so far. */
struct listing {
	uint64_t count;
	bool has_overdue;
	const struct rule *rule; /* whose duties stand together under its heading; NULL where each row names its own */
	bool has_heading;
};

static void
print_help(void)
{
	printf("%s\n", _("usage: gongkaictl list [OPTION...]\n"
	    "\n"
	    "Lists duties. The exit status is 1 where one of them is overdue.\n"
	    "  --review             in place of duties the likely pairs, best first, for people to confirm or break by\n"
	    "                       'gongkaictl link' and 'unlink'; the exit status is 1 where there are any\n"
	    "  --state WORD,...     only these states: waiting, met, overdue, met-late, unknown, waived, withdrawn\n"
	    "  --rule NAME          only of this rule\n"
	    "  --site NAME          only of this site\n"
	    "  --unit NAME          only of this unit\n"
	    "  --due-from DATE      only with a last day from this one on\n"
	    "  --due-by DATE        only with a last day up to this one\n"
	    "  --by-rule            grouped by the rules there are, in the order of the rule files\n"
	    "  --config PATH        rule file or folder\n"
	    "  --database FILE      another database than that of the settings\n"
	    "  --json               one JSON object a duty"));
}

/* "overdue,met-late" to bits; false where a word is none. */
static bool
read_states(const char *text, uint32_t *states)
{
	while (*text != '\0') {
		size_t length = strcspn(text, ",");
		enum duty_state state;
		char word[32];

		snprintf(word, sizeof(word), "%.*s", (int)length, text);
		if (!duty_state_from_word(word, &state))
			return false;
		*states |= UINT32_C(1) << state;
		text += length + (text[length] == ',');
	}
	return true;
}

/* The last day `text` as the instant at which it ends; a filter's bounds are of due instants. */
static bool
read_due(const char *text, struct instant *due)
{
	struct date date;

	if (date_parse(text, strlen(text), &date) != STATUS_OK)
		return false;
	*due = instant_of(date_plus_days(date, 1), 0, zone_china);
	return true;
}

/* Columns of the table; the rule stands below the subject. */
enum { ID_COLUMNS = 6, STATE_COLUMNS = 14, DAY_COLUMNS = 12 };

static const char *
rule_title(const struct rule *rule)
{
	return rule->title != NULL ? rule->title : rule->name;
}

static void
print_head(void)
{
	view_print_padded(_("ID"), ID_COLUMNS);
	view_print_padded(_("state"), STATE_COLUMNS);
	view_print_padded(_("last day"), DAY_COLUMNS);
	puts(_("about, and the rule"));
}

static bool
print_row(const struct duty_view *duty, struct listing *listing, struct arena *arena)
{
	char number[32], day[DATE_TEXT_BYTES];

	if (listing->rule != NULL && !listing->has_heading)
		printf("\n%s (%s)\n", rule_title(listing->rule), listing->rule->name);
	listing->has_heading = true;
	snprintf(number, sizeof(number), "%lld", (long long)duty->duty.id);
	view_print_padded(number, ID_COLUMNS);
	view_print_padded(duty_state_text(duty->duty.state), STATE_COLUMNS);
	view_print_padded(duty->duty.deadline.due.seconds == 0 ? "" : date_print(duty->duty.deadline.due_day, day),
	    DAY_COLUMNS);
	printf("%s\n", duty_view_subject(duty, arena));
	if (listing->rule != NULL)
		return true;
	view_print_padded("", ID_COLUMNS + STATE_COLUMNS + DAY_COLUMNS);
	printf("%s\n", duty->rule != NULL ? rule_title(duty->rule) : duty->duty.rule);
	return true;
}

static enum status
print_duty(const struct view *view, int64_t id, bool is_json, struct listing *listing)
{
	struct arena *arena = arena_new();
	struct duty_view duty;
	enum status status = STATUS_NO_MEMORY;

	if (arena != NULL)
		status = view_duty(view, id, arena, &duty);
	if (status == STATUS_OK) {
		if (listing->count++ == 0 && !is_json)
			print_head();
		listing->has_overdue = listing->has_overdue || duty.duty.state == DUTY_OVERDUE;
		if (!(is_json ? view_print_json(duty_view_json(&duty)) : print_row(&duty, listing, arena)))
			status = STATUS_NO_MEMORY;
	}
	arena_free(arena);
	return status;
}

static enum status
print_all(const struct view *view, const struct list_options *options, struct listing *listing)
{
	int64_t ids[LIST_PAGE];
	int64_t after = 0;
	size_t count = LIST_PAGE;
	enum status status = STATUS_OK;

	while (status == STATUS_OK && count == LIST_PAGE) {
		status = view->store->duty_select(view->store, &options->filter, after, ids, LIST_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++)
			status = print_duty(view, ids[i], options->is_json, listing);
		if (count > 0)
			after = ids[count - 1];
	}
	return status;
}

static enum status
print_by_rule(const struct view *view, const struct list_options *options, struct listing *listing)
{
	struct list_options one = *options;
	size_t count;
	const struct rule *const *rules = ruleset_rules(configuration_rules(view->configuration), &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		if (options->filter.rule != NULL && strcmp(options->filter.rule, rules[i]->name) != 0)
			continue;
		one.filter.rule = rules[i]->name;
		listing->rule = rules[i];
		listing->has_heading = false;
		status = print_all(view, &one, listing);
	}
	return status;
}

static enum status
list_pairs(const struct view *view, const struct list_options *options, int *exit_status)
{
	size_t count = 0;
	enum status status = pairs_review(view, options->filter.site, options->is_json, &count);

	if (status != STATUS_OK)
		return status;
	*exit_status = count > 0 ? EXIT_FINDINGS : EXIT_FINE;
	if (!options->is_json)
		puts(count > 0 ? _("'gongkaictl link TRIGGER ANSWER' confirms a pair, 'gongkaictl unlink TRIGGER ANSWER' breaks it") :
		    _("no pair waits for review"));
	return STATUS_OK;
}

static enum status
list_duties(const struct view *view, const struct list_options *options, int *exit_status)
{
	struct listing listing = { .count = 0 };
	enum status status = (options->is_by_rule ? print_by_rule : print_all)(view, options, &listing);

	if (status != STATUS_OK)
		return status;
	if (listing.has_overdue)
		*exit_status = EXIT_FINDINGS;
	if (listing.count == 0 && !options->is_json)
		puts(_("no such duty"));
	return STATUS_OK;
}

static int
run(const struct list_options *options)
{
	struct view view;
	enum status status;
	int exit_status = view_open("list", &options->view, &view);

	if (exit_status == EXIT_FINE) {
		status = options->is_review ? list_pairs(&view, options, &exit_status) :
		    list_duties(&view, options, &exit_status);
		if (status != STATUS_OK)
			exit_status = command_fail("list", EXIT_TROUBLE, "%s: %s", view.database, status_text(status));
	}
	view_close(&view);
	return exit_status;
}

/* False where the option or its value is wrong. */
static bool
take_option(int choice, struct list_options *options)
{
	options->is_narrowed = options->is_narrowed || strchr("srufbg", choice) != NULL;
	switch (choice) {
	case 's':
		return read_states(optarg, &options->filter.states);
	case 'r':
		options->filter.rule = optarg;
		return true;
	case 'i':
		options->filter.site = optarg;
		return true;
	case 'u':
		options->filter.unit = optarg;
		return true;
	case 'f':
		options->filter.has_due_from = true;
		return read_due(optarg, &options->filter.due_from);
	case 'b':
		options->filter.has_due_by = true;
		return read_due(optarg, &options->filter.due_by);
	case 'c':
		options->view.config = optarg;
		return true;
	case 'd':
		options->view.database = optarg;
		return true;
	case 'g':
		options->is_by_rule = true;
		return true;
	case 'j':
		options->is_json = true;
		return true;
	case 'R':
		options->is_review = true;
		return true;
	default:
		return false;
	}
}

int
command_list(int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "state", required_argument, NULL, 's' },
		{ "rule", required_argument, NULL, 'r' },
		{ "site", required_argument, NULL, 'i' },
		{ "unit", required_argument, NULL, 'u' },
		{ "due-from", required_argument, NULL, 'f' },
		{ "due-by", required_argument, NULL, 'b' },
		{ "config", required_argument, NULL, 'c' },
		{ "database", required_argument, NULL, 'd' },
		{ "review", no_argument, NULL, 'R' },
		{ "by-rule", no_argument, NULL, 'g' },
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct list_options options = { .is_json = false };
	int choice;

	while ((choice = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		if (choice == 'h') {
			print_help();
			return EXIT_FINE;
		}
		if (!take_option(choice, &options))
			return command_usage("list", "%s", _("see 'gongkaictl list --help'"));
	}
	if (options.is_review && options.is_narrowed)
		return command_usage("list", "%s", _("--review takes --site, --json, --config and --database only"));
	if (optind < argc)
		return command_usage("list", "%s", _("see 'gongkaictl list --help'"));
	return run(&options);
}
