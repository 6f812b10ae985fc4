/* gongkaictl page: what an article page says about itself. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "cli/command.h"
#include "cli/page_input.h"
#include "extract/article.h"
#include "extract/health.h"

struct page_options {
	const char *base;
	const char *batch;
	bool is_json;
};

static const char *const source_words[] = {
	[VALUE_SOURCE_NONE] = "none",
	[VALUE_SOURCE_META] = "meta",
	[VALUE_SOURCE_TABLE] = "table",
	[VALUE_SOURCE_LABEL] = "label",
	[VALUE_SOURCE_URL] = "address",
	[VALUE_SOURCE_LIST] = "list",
	[VALUE_SOURCE_TEXT] = "text",
	[VALUE_SOURCE_OPERATOR] = "operator",
};

static void
print_help(void)
{
	printf("%s\n", _("usage: gongkaictl page FILE|URL... [--base URL] [--batch DIR] [--json]\n"
	    "\n"
	    "Reads an article: title, dates, organ, number, source, main text, each with the place where it was read.\n"
	    "  --base URL   the page's address, where it is read from a file\n"
	    "  --batch DIR  reads every file of the folder\n"
	    "  --json       one JSON object a page"));
}

/* A field that holds one entry a line becomes an array. */
static json_t *
field_value(const struct field *field)
{
	json_t *array;

	if (strcmp(field->name, "attachments") != 0 && strcmp(field->name, "links") != 0)
		return json_string(field->value);
	array = json_array();
	for (const char *at = field->value; *at != '\0';) {
		size_t length = strcspn(at, "\n");

		json_array_append_new(array, json_stringn(at, length));
		at += length + (at[length] == '\n');
	}
	return array;
}

static void
set_field(json_t *object, const struct article *article, const char *name)
{
	const char *value = article_value(article, name);

	json_object_set_new(object, name, value == NULL ? json_null() : json_string(value));
}

static void
set_published(json_t *object, const struct article *article)
{
	char text[DATE_TEXT_BYTES];
	char instant_text[INSTANT_TEXT_BYTES];
	const struct claimed_date *published = &article->published;

	if (published->precision < DATE_PRECISION_DAY) {
		json_object_set_new(object, "published", json_null());
		return;
	}
	json_object_set_new(object, "published", json_string(date_print(published->date, text)));
	if (published->precision == DATE_PRECISION_MINUTE)
		json_object_set_new(object, "published_at", json_string(instant_print(
		    instant_of(published->date, published->second_of_day, zone_china), zone_china, instant_text)));
	json_object_set_new(object, "published_source", json_string(source_words[article->published_source]));
}

static json_t *
page_object(const char *name, const struct document *document, const struct article *article,
    const struct health *health)
{
	json_t *object = json_object();
	json_t *fields = json_object();

	json_object_set_new(object, "file", json_string(name));
	json_object_set_new(object, "url", document->url == NULL ? json_null() : json_string(document->url));
	json_object_set_new(object, "health", json_string(outcome_word(health->outcome)));
	if (health->detail != NULL)
		json_object_set_new(object, "detail", json_string(health->detail));
	if (health->target != NULL)
		json_object_set_new(object, "target", json_string(health->target));
	json_object_set_new(object, "title", article->title == NULL ? json_null() : json_string(article->title));
	set_published(object, article);
	set_field(object, article, "issued");
	set_field(object, article, "organ");
	set_field(object, article, "number");
	set_field(object, article, "source");
	json_object_set_new(object, "encoding", json_string(document->encoding));
	json_object_set_new(object, "undecodable", json_integer((json_int_t)document->undecodable));
	for (size_t i = 0; i < article->field_count; i++)
		if (strcmp(article->fields[i].name, "text") != 0)
			json_object_set_new(fields, article->fields[i].name, field_value(&article->fields[i]));
	json_object_set_new(object, "fields", fields);
	set_field(object, article, "text");
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
print_text(const char *name, const struct document *document, const struct article *article,
    const struct health *health)
{
	char date[DATE_TEXT_BYTES];

	printf("%s\n  %-20s %s%s%s\n", name, _("health"), outcome_text(health->outcome),
	    health->detail == NULL ? "" : ": ", health->detail == NULL ? "" : health->detail);
	if (health->target != NULL)
		printf("  %-20s %s\n", _("goes to"), health->target);
	printf("  %-20s %s\n", "title", article->title == NULL ? "-" : article->title);
	if (article->published.precision >= DATE_PRECISION_DAY)
		printf("  %-20s %s (%s)\n", "published", date_print(article->published.date, date),
		    source_words[article->published_source]);
	printf("  %-20s %s\n", "encoding", document->encoding);
	for (size_t i = 0; i < article->field_count; i++) {
		const struct field *field = &article->fields[i];

		if (strcmp(field->name, "text") == 0)
			printf("\n%s\n", field->value);
		else
			printf("  %-20s %s (%s)\n", field->name, field->value, source_words[field->source]);
	}
}

/* Of a page that is no content nothing is taken. */
static int
print_page(const char *name, const struct document *document, const struct health *health,
    const struct page_options *options)
{
	static const struct article nothing;
	struct article *article = NULL;
	enum status status = STATUS_OK;

	if (outcome_is_good(health->outcome) && document->tree != NULL)
		status = article_extract(document, &article);
	if (status != STATUS_OK)
		return command_fail("page", EXIT_TROUBLE, "%s: %s", name, status_text(status));
	if (options->is_json)
		print_json(page_object(name, document, article == NULL ? &nothing : article, health));
	else
		print_text(name, document, article == NULL ? &nothing : article, health);
	article_free(article);
	return outcome_is_good(health->outcome) ? EXIT_FINE : EXIT_FINDINGS;
}

static int
run_one(const char *argument, const struct page_options *options)
{
	struct page_input input;
	struct document *document = NULL;
	int exit_status = page_input_read("page", argument, options->base, &input);

	if (exit_status == EXIT_FINE)
		exit_status = page_input_document("page", &input, &document);
	if (exit_status == EXIT_FINE) {
		struct answer answer = {
			.http_status = input.http_status,
			.content_type = input.content_type,
			.asked_url = page_input_is_url(argument) ? argument : NULL,
			.final_url = input.url,
			.expects = HEALTH_ARTICLE,
		};
		struct health health;
		enum status status = health_check(&answer, document, &health);

		if (status == STATUS_OK)
			exit_status = print_page(argument, document, &health, options);
		else
			exit_status = command_fail("page", EXIT_TROUBLE, "%s: %s", argument, status_text(status));
		health_clear(&health);
	}
	document_free(document);
	page_input_clear(&input);
	return exit_status;
}

static int
worse(int a, int b)
{
	return a > b ? a : b;
}

static int
is_visible_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && entry->d_type != DT_DIR;
}

static int
run_batch(const char *folder, const struct page_options *options)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_visible_file, alphasort);
	int exit_status = EXIT_FINE;

	if (count < 0)
		return command_fail("page", EXIT_FINDINGS, "%s: %s", folder, strerror(errno));
	for (int i = 0; i < count; i++) {
		char path[4096];

		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		exit_status = worse(exit_status, run_one(path, options));
		free(entries[i]);
	}
	free(entries);
	return exit_status;
}

int
command_page(int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "base", required_argument, NULL, 'b' },
		{ "batch", required_argument, NULL, 'd' },
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	struct page_options options = { 0 };
	int exit_status = EXIT_FINE;
	int choice;

	while ((choice = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (choice) {
		case 'b':
			options.base = optarg;
			break;
		case 'd':
			options.batch = optarg;
			break;
		case 'j':
			options.is_json = true;
			break;
		case 'h':
			print_help();
			return EXIT_FINE;
		default:
			return command_usage("page", "%s", _("see 'gongkaictl page --help'"));
		}
	}
	if (options.batch != NULL)
		exit_status = run_batch(options.batch, &options);
	else if (optind == argc)
		return command_usage("page", "%s", _("name a file or an address; see 'gongkaictl page --help'"));
	for (; optind < argc; optind++)
		exit_status = worse(exit_status, run_one(argv[optind], &options));
	return exit_status;
}
