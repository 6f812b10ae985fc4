/* gongkaictl items: what a list page lists. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/message.h"
#include "cli/command.h"
#include "cli/list_reading.h"

struct items_options {
	const char *base;
	const char *batch;
	bool is_json;
	bool has_next;
	struct column_selectors selectors;
	struct list_options list;
};

static void
print_help(void)
{
	printf("%s\n", _("usage: gongkaictl items FILE|URL... [OPTION...]\n"
	    "\n"
	    "Prints the items of a list page, feed or JSON list: date, title, address.\n"
	    "  --base URL            the page's address, where it is read from a file\n"
	    "  --next                also the addresses of further pages\n"
	    "  --selector PART=XPATH rows, and in each title, link and date, by XPath; PART is row, title, link or date\n"
	    "  --today DATE          for dates without a year that nothing else tells\n"
	    "  --batch DIR           reads every page of the folder; addresses from its labels.jsonl where there is one\n"
	    "  --json                one JSON object a row"));
}

/* --- output ----------------------------------------------------------------------------------- */

static json_t *
date_value(struct claimed_date claimed)
{
	char text[DATE_TEXT_BYTES];

	return claimed.precision < DATE_PRECISION_DAY ? json_null() : json_string(date_print(claimed.date, text));
}

static void
set_string(json_t *object, const char *key, const char *value)
{
	if (value != NULL)
		json_object_set_new(object, key, json_string(value));
}

static json_t *
related_value(const struct list_item *item)
{
	json_t *array = json_array();

	for (size_t i = 0; i < item->related_count; i++)
		json_array_append_new(array, json_pack("{s:s, s:s}", "title", item->related[i].title, "url", item->related[i].url));
	return array;
}

static void
set_time(json_t *object, struct claimed_date claimed)
{
	char text[INSTANT_TEXT_BYTES];

	if (claimed.precision == DATE_PRECISION_MINUTE)
		json_object_set_new(object, "published_at", json_string(instant_print(
		    instant_of(claimed.date, claimed.second_of_day, zone_china), zone_china, text)));
	if (claimed.year_inferred)
		json_object_set_new(object, "year_inferred", json_true());
}

static json_t *
item_value(const char *file, const struct list_item *item)
{
	json_t *object = json_object();

	set_string(object, "file", file);
	json_object_set_new(object, "title", json_string(item->title));
	json_object_set_new(object, "url", item->url == NULL ? json_null() : json_string(item->url));
	json_object_set_new(object, "date", date_value(item->published));
	set_time(object, item->published);
	set_string(object, "date_text", item->date_text);
	if (item->url_date.precision >= DATE_PRECISION_DAY)
		json_object_set_new(object, "url_date", date_value(item->url_date));
	if (item->issued.precision >= DATE_PRECISION_DAY)
		json_object_set_new(object, "issued", date_value(item->issued));
	if (item->title_shown != item->title)
		set_string(object, "title_shown", item->title_shown);
	if (item->is_cut)
		json_object_set_new(object, "title_is_cut", json_true());
	set_string(object, "number", item->number);
	set_string(object, "badge", item->badge);
	set_string(object, "heading", item->heading);
	if (item->related_count > 0)
		json_object_set_new(object, "related", related_value(item));
	return object;
}

static void
print_json(json_t *object)
{
	char *line = json_dumps(object, JSON_COMPACT);

	if (line != NULL)
		puts(line);
	free(line);
	json_decref(object);
}

static void
print_item(const char *file, const struct list_item *item, const struct items_options *options)
{
	char date[DATE_TEXT_BYTES] = "-";

	if (options->is_json) {
		print_json(item_value(file, item));
		return;
	}
	if (item->published.precision >= DATE_PRECISION_DAY)
		date_print(item->published.date, date);
	printf("%-10s  %s\n            %s\n", date, item->title, item->url == NULL ? "-" : item->url);
	for (size_t i = 0; i < item->related_count; i++)
		printf("            + %s%s%s\n", item->related[i].title, *item->related[i].title == '\0' ? "" : " ",
		    item->related[i].url);
}

static void
print_next(const char *file, const struct list *list, const struct items_options *options)
{
	for (size_t i = 0; i < list->next_count; i++) {
		json_t *object;

		if (!options->is_json) {
			printf("%-10s  %s\n", _("next"), list->next[i]);
			continue;
		}
		object = json_object();
		set_string(object, "file", file);
		set_string(object, "next", list->next[i]);
		print_json(object);
	}
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Prints the items of one page. `file` is named in the rows of a batch, else NULL. */
static int
run_one(const char *argument, const char *base, const char *file, const struct items_options *options)
{
	struct list_reading reading;
	int exit_status = list_reading_open("items", argument, base, &options->list, &reading);

	if (exit_status == EXIT_FINE) {
		const char *trouble = list_reading_trouble(&reading);

		for (size_t i = 0; i < reading.list->count; i++)
			print_item(file, &reading.list->items[i], options);
		if (options->has_next)
			print_next(file, reading.list, options);
		if (trouble != NULL)
			exit_status = command_fail("items", EXIT_FINDINGS, "%s: %s%s%s", argument, trouble,
			    reading.health.detail == NULL ? "" : ": ", reading.health.detail == NULL ? "" : reading.health.detail);
	}
	list_reading_clear(&reading);
	return exit_status;
}

static int
is_page(const struct dirent *entry)
{
	static const char *const extensions[] = { ".html", ".htm", ".shtml", ".json", ".xml" };
	const char *dot = strrchr(entry->d_name, '.');

	for (size_t i = 0; dot != NULL && i < sizeof(extensions) / sizeof(extensions[0]); i++)
		if (strcasecmp(dot, extensions[i]) == 0)
			return 1;
	return 0;
}

/* The addresses that labels.jsonl gives the files of the folder: {"file": ..., "url": ...} a line. */
static json_t *
read_addresses(const char *folder)
{
	json_t *addresses = json_object();
	char path[4096];
	char *line = NULL;
	size_t size = 0;
	FILE *stream;

	snprintf(path, sizeof(path), "%s/labels.jsonl", folder);
	stream = fopen(path, "r");
	while (stream != NULL && getline(&line, &size, stream) > 0) {
		json_t *row = json_loads(line, 0, NULL);
		const char *file = json_string_value(json_object_get(row, "file"));

		if (file != NULL)
			json_object_set(addresses, file, json_object_get(row, "url"));
		json_decref(row);
	}
	free(line);
	if (stream != NULL)
		fclose(stream);
	return addresses;
}

static int
run_batch(const char *folder, const struct items_options *options)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_page, alphasort);
	json_t *addresses;
	int worst = EXIT_FINE;

	if (count < 0)
		return command_fail("items", EXIT_FINDINGS, "%s: %s", folder, strerror(errno));
	addresses = read_addresses(folder);
	for (int i = 0; i < count; i++) {
		const char *base = json_string_value(json_object_get(addresses, entries[i]->d_name));
		char path[4096];
		int exit_status;

		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		exit_status = run_one(path, base == NULL ? options->base : base, entries[i]->d_name, options);
		worst = exit_status > worst ? exit_status : worst;
		free(entries[i]);
	}
	free(entries);
	json_decref(addresses);
	return worst;
}

/* --- options ---------------------------------------------------------------------------------- */

static int
set_selector(const char *argument, struct column_selectors *selectors)
{
	const struct {
		const char *name;
		const char **place;
	} parts[] = { { "row=", &selectors->row }, { "title=", &selectors->title }, { "link=", &selectors->link },
		{ "date=", &selectors->date } };

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (strncmp(argument, parts[i].name, strlen(parts[i].name)) != 0)
			continue;
		*parts[i].place = argument + strlen(parts[i].name);
		if (list_selector_is_valid(*parts[i].place))
			return EXIT_FINE;
		return command_usage("items", _("no XPath: %s"), *parts[i].place);
	}
	return command_usage("items", _("'%s': write row=XPATH, title=XPATH, link=XPATH or date=XPATH"), argument);
}

static int
set_today(const char *argument, struct list_options *list)
{
	list->has_today = true;
	if (date_parse(argument, strlen(argument), &list->today) == STATUS_OK)
		return EXIT_FINE;
	return command_usage("items", _("'%s': write the day as YYYY-MM-DD"), argument);
}

static int
set_option(int choice, struct items_options *options)
{
	switch (choice) {
	case 'b':
		options->base = optarg;
		return EXIT_FINE;
	case 'd':
		options->batch = optarg;
		return EXIT_FINE;
	case 'j':
		options->is_json = true;
		return EXIT_FINE;
	case 'n':
		options->has_next = true;
		return EXIT_FINE;
	case 's':
		return set_selector(optarg, &options->selectors);
	case 't':
		return set_today(optarg, &options->list);
	default:
		return command_usage("items", "%s", _("see 'gongkaictl items --help'"));
	}
}

static int
read_options(int argc, char **argv, struct items_options *options, bool *is_help)
{
	static const struct option long_options[] = {
		{ "base", required_argument, NULL, 'b' },
		{ "batch", required_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ "next", no_argument, NULL, 'n' },
		{ "selector", required_argument, NULL, 's' },
		{ "today", required_argument, NULL, 't' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int choice;

	while ((choice = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		int exit_status;

		*is_help = choice == 'h';
		if (*is_help)
			return EXIT_FINE;
		exit_status = set_option(choice, options);
		if (exit_status != EXIT_FINE)
			return exit_status;
	}
	if (options->selectors.row == NULL && (options->selectors.title != NULL || options->selectors.link != NULL ||
	    options->selectors.date != NULL))
		return command_usage("items", "%s", _("the other selectors start at a row: give --selector row=XPATH as well"));
	options->list.selectors = &options->selectors;
	return EXIT_FINE;
}

int
command_items(int argc, char **argv)
{
	struct items_options options = { .base = NULL };
	bool is_help = false;
	int worst = read_options(argc, argv, &options, &is_help);

	if (worst != EXIT_FINE)
		return worst;
	if (is_help) {
		print_help();
		return EXIT_FINE;
	}
	if (options.batch != NULL)
		worst = run_batch(options.batch, &options);
	else if (optind == argc)
		return command_usage("items", "%s", _("name a file or an address; see 'gongkaictl items --help'"));
	for (; optind < argc; optind++) {
		int exit_status = run_one(argv[optind], options.base, NULL, &options);

		worst = exit_status > worst ? exit_status : worst;
	}
	return worst;
}
