/* gongkaictl match: pairs the documents of two files, so that pairing can be tried and measured without a store. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/message.h"
#include "cli/command.h"
#include "match/assign.h"

/* Documents of one file. Their strings belong to the rows. */
struct document_file {
	const char *path;
	json_t *rows; /* array of objects */
	struct match_document *documents;
	size_t count;
};

struct match_options {
	const char *triggers;
	const char *responses;
	enum match_relation relation;
	bool json;
	bool explain;
};

static const char *
help_text(void)
{
	return _("usage: gongkaictl match --triggers FILE --responses FILE [--relation WORD] [--explain] [--json]\n\n"
	         "Says which document of the second file answers which of the first. Each line of a file is a JSON\n"
	         "object with id and title, and where known date, url, number, place, organ, links, text.\n\n"
	         "  --relation WORD  interpretation (default), feedback, decision, unit-plan, gazette, annual-report\n"
	         "  --explain        also print the triggers that were considered and left\n"
	         "  --json           print one JSON object a line\n");
}

/* ---- reading ---- */

static const char *
string_field(const json_t *row, const char *name, const char *other_name)
{
	const char *value = json_string_value(json_object_get(row, name));

	if (value == NULL && other_name != NULL)
		value = json_string_value(json_object_get(row, other_name));
	return value != NULL && *value != '\0' ? value : NULL;
}

static enum status
read_links(json_t *row, struct match_document *document)
{
	json_t *links = json_object_get(row, "links"), *link;
	const char **list;
	size_t i;

	if (!json_is_array(links) || json_array_size(links) == 0)
		return STATUS_OK;
	list = calloc(json_array_size(links), sizeof(*list));
	if (list == NULL)
		return STATUS_NO_MEMORY;
	json_array_foreach(links, i, link) {
		const char *address = json_is_object(link) ? string_field(link, "url", "href") : json_string_value(link);

		if (address != NULL)
			list[document->link_count++] = address;
	}
	document->links = list;
	return STATUS_OK;
}

static enum status
read_document(json_t *row, int64_t id, struct match_document *document)
{
	const char *date = string_field(row, "date", "published");

	document->id = id;
	document->title = string_field(row, "title", NULL);
	document->url = string_field(row, "url", NULL);
	document->number = string_field(row, "number", "docno");
	document->place = string_field(row, "place", NULL);
	document->organ = string_field(row, "organ", NULL);
	document->site = string_field(row, "site", NULL);
	document->text = string_field(row, "text", NULL);
	/* A date that cannot be read is no date. */
	if (date != NULL && date_text_parse(date, strlen(date), &document->date) != STATUS_OK)
		document->date = (struct claimed_date){ .precision = DATE_PRECISION_NONE };
	return read_links(row, document);
}

/* Says what is wrong with a line; returns the exit status. */
static int
bad_line(const struct document_file *file, size_t line, const char *message)
{
	fprintf(stderr, "%s:%zu: %s\n", file->path, line, message);
	return EXIT_FINDINGS;
}

static int
read_line(struct document_file *file, size_t line, const char *text, size_t length)
{
	json_error_t error;
	json_t *row, *id;

	if (strspn(text, " \t\r\n") >= length)
		return EXIT_FINE;
	row = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
	if (row == NULL)
		return bad_line(file, line, error.text);
	id = json_object_get(row, "id");
	if (json_is_integer(id)) {
		char number[32];

		snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT, json_integer_value(id));
		json_object_set_new(row, "id", json_string(number));
		id = json_object_get(row, "id");
	}
	if (!json_is_string(id)) {
		json_decref(row);
		return bad_line(file, line, _("an object with id and title is expected"));
	}
	return json_array_append_new(file->rows, row) == 0 ? EXIT_FINE : EXIT_TROUBLE;
}

static int
read_lines(struct document_file *file, const char *bytes, size_t length)
{
	int result = EXIT_FINE;
	size_t line = 0;

	for (size_t at = 0; at < length && result == EXIT_FINE;) {
		const char *end = memchr(bytes + at, '\n', length - at);
		size_t width = end == NULL ? length - at : (size_t)(end - bytes) - at;

		result = read_line(file, ++line, bytes + at, width);
		at += width + 1;
	}
	return result;
}

static const char *
row_id(const json_t *row)
{
	return json_string_value(json_object_get(row, "id"));
}

static int
compare_rows(const void *a, const void *b)
{
	return strcmp(row_id(*(const json_t *const *)a), row_id(*(const json_t *const *)b));
}

/* Rows by id, so that the order of the file decides no tie. */
static int
sort_rows(struct document_file *file)
{
	size_t count = json_array_size(file->rows);
	json_t **sorted = calloc(count + 1, sizeof(*sorted)), *rows = json_array();
	int result = EXIT_FINE;

	if (sorted == NULL || rows == NULL) {
		free(sorted);
		json_decref(rows);
		return EXIT_TROUBLE;
	}
	for (size_t i = 0; i < count; i++)
		sorted[i] = json_array_get(file->rows, i);
	qsort(sorted, count, sizeof(*sorted), compare_rows);
	for (size_t i = 0; i < count && result == EXIT_FINE; i++) {
		if (i > 0 && compare_rows(&sorted[i - 1], &sorted[i]) == 0) {
			fprintf(stderr, _("%s: id '%s' stands twice\n"), file->path, row_id(sorted[i]));
			result = EXIT_FINDINGS;
		} else if (json_array_append(rows, sorted[i]) != 0) {
			result = EXIT_TROUBLE;
		}
	}
	free(sorted);
	json_decref(file->rows);
	file->rows = rows;
	return result;
}

/* The two files are numbered apart, as no document answers itself. */
static int
make_documents(struct document_file *file, bool negative)
{
	file->count = json_array_size(file->rows);
	file->documents = calloc(file->count + 1, sizeof(*file->documents));
	if (file->documents == NULL)
		return EXIT_TROUBLE;
	for (size_t i = 0; i < file->count; i++)
		if (read_document(json_array_get(file->rows, i), negative ? -1 - (int64_t)i : (int64_t)i,
		    &file->documents[i]) != STATUS_OK)
			return EXIT_TROUBLE;
	return EXIT_FINE;
}

static int
open_file(struct document_file *file, const char *path, bool sorted)
{
	size_t length;
	char *bytes;
	enum status status = command_read_file(path, LIMIT_JSON_FILE_BYTES, &bytes, &length);
	int result;

	*file = (struct document_file){ .path = path };
	if (status != STATUS_OK)
		return command_fail("match", EXIT_TROUBLE, _("cannot read '%s': %s"), path,
		    status == STATUS_IO ? strerror(errno) : status_text(status));
	file->rows = json_array();
	result = file->rows == NULL ? EXIT_TROUBLE : read_lines(file, bytes, length);
	free(bytes);
	if (result == EXIT_FINE && sorted)
		result = sort_rows(file);
	if (result == EXIT_FINE)
		result = make_documents(file, !sorted);
	return result;
}

static void
close_file(struct document_file *file)
{
	for (size_t i = 0; i < file->count && file->documents != NULL; i++)
		free((void *)file->documents[i].links);
	free(file->documents);
	json_decref(file->rows);
}

/* ---- printing ---- */

static const char *
trigger_id(const struct document_file *triggers, int64_t id)
{
	return row_id(json_array_get(triggers->rows, (size_t)id));
}

static json_t *
score_json(int score)
{
	return json_real((double)score / MATCH_SCORE_MAX);
}

static json_t *
choices_json(const struct document_file *triggers, const struct match_decision *decision)
{
	json_t *list = json_array();

	for (size_t i = 0; i < decision->count; i++) {
		const struct match_choice *choice = &decision->choices[i];
		struct buffer reason;

		buffer_start(&reason, LIMIT_FIELD_BYTES);
		if (match_reason(&choice->result, &reason) == STATUS_OK)
			json_array_append_new(list, json_pack("{s:s, s:b, s:o, s:s, s:s}", "trigger",
			    trigger_id(triggers, choice->id), "chosen", choice->chosen, "score",
			    score_json(choice->result.score), "confidence",
			    match_confidence_word(choice->result.confidence), "reason", buffer_string(&reason)));
		buffer_clear(&reason);
	}
	return list;
}

static json_t *
chosen_json(const struct document_file *triggers, const struct match_decision *decision)
{
	json_t *list = json_array();

	for (size_t i = 0; i < decision->chosen; i++)
		json_array_append_new(list, json_string(trigger_id(triggers, decision->choices[i].id)));
	return list;
}

static bool
print_json(const struct match_options *options, const struct document_file *triggers, const char *response,
    const struct match_decision *decision, const char *reason)
{
	bool found = decision->chosen > 0;
	const struct match_result *best = &decision->choices[0].result;
	json_t *row = json_pack("{s:s, s:s?, s:o, s:s, s:s, s:o}", "response", response, "trigger",
	    found ? trigger_id(triggers, decision->choices[0].id) : NULL, "score",
	    score_json(decision->count > 0 ? best->score : 0), "confidence",
	    match_confidence_word(found ? best->confidence : MATCH_NO), "reason", reason, "triggers",
	    chosen_json(triggers, decision));
	bool printed;

	if (row != NULL && options->explain)
		json_object_set_new(row, "candidates", choices_json(triggers, decision));
	printed = row != NULL && json_dumpf(row, stdout, JSON_COMPACT | JSON_REAL_PRECISION(4)) == 0;
	json_decref(row);
	putchar('\n');
	return printed;
}

static void
print_text(const struct match_options *options, const struct document_file *triggers, const char *response,
    const struct match_decision *decision, const char *reason)
{
	size_t shown = options->explain ? decision->count : decision->chosen;

	if (decision->chosen == 0)
		printf("%s\t-\t%s\t%s\n", response, match_confidence_word(MATCH_NO), reason);
	for (size_t i = 0; i < shown; i++) {
		const struct match_choice *choice = &decision->choices[i];
		struct buffer words;

		buffer_start(&words, LIMIT_FIELD_BYTES);
		if (match_reason(&choice->result, &words) == STATUS_OK)
			printf("%s\t%s%s\t%s %d\t%s\n", response, choice->chosen ? "" : "? ",
			    trigger_id(triggers, choice->id), match_confidence_word(choice->result.confidence),
			    choice->result.score, buffer_string(&words));
		buffer_clear(&words);
	}
}

static int
print_decision(const struct match_options *options, const struct document_file *triggers, const char *response,
    const struct match_decision *decision)
{
	struct buffer reason;
	enum status status;
	bool printed = true;

	buffer_start(&reason, LIMIT_FIELD_BYTES);
	status = decision->count > 0 ? match_reason(&decision->choices[0].result, &reason)
	                             : buffer_add_string(&reason, _("nothing like it"));
	if (status == STATUS_OK && options->json)
		printed = print_json(options, triggers, response, decision, buffer_string(&reason));
	else if (status == STATUS_OK)
		print_text(options, triggers, response, decision, buffer_string(&reason));
	buffer_clear(&reason);
	return status == STATUS_OK && printed ? EXIT_FINE : EXIT_TROUBLE;
}

/* ---- the command ---- */

static int
pair_files(const struct match_options *options, const struct document_file *triggers,
    const struct document_file *responses)
{
	struct match_decision *decisions = calloc(responses->count + 1, sizeof(*decisions));
	int result = EXIT_FINE;
	enum status status = STATUS_NO_MEMORY;

	if (decisions != NULL)
		status = match_all(options->relation, triggers->documents, triggers->count, responses->documents,
		    responses->count, decisions);
	if (status != STATUS_OK)
		result = command_fail("match", EXIT_TROUBLE, "%s", status_text(status));
	for (size_t i = 0; i < responses->count && result == EXIT_FINE; i++)
		result = print_decision(options, triggers, row_id(json_array_get(responses->rows, i)), &decisions[i]);
	free(decisions);
	return result;
}

static bool
read_relation(const char *word, enum match_relation *relation)
{
	for (int i = 0; i < MATCH_RELATION_COUNT; i++)
		if (strcmp(match_relation_word((enum match_relation)i), word) == 0) {
			*relation = (enum match_relation)i;
			return true;
		}
	return false;
}

static int
run(const struct match_options *options)
{
	struct document_file triggers = { .path = NULL }, responses = { .path = NULL };
	int result = open_file(&triggers, options->triggers, true);

	if (result == EXIT_FINE)
		result = open_file(&responses, options->responses, false);
	if (result == EXIT_FINE)
		result = pair_files(options, &triggers, &responses);
	close_file(&responses);
	close_file(&triggers);
	return result;
}

int
command_match(int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "triggers", required_argument, NULL, 't' }, { "responses", required_argument, NULL, 'r' },
		{ "relation", required_argument, NULL, 'k' }, { "explain", no_argument, NULL, 'e' },
		{ "json", no_argument, NULL, 'j' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	struct match_options options = { .relation = MATCH_INTERPRETATION };
	int option;

	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (option) {
		case 't':
			options.triggers = optarg;
			break;
		case 'r':
			options.responses = optarg;
			break;
		case 'k':
			if (!read_relation(optarg, &options.relation))
				return command_usage("match", _("unknown relation '%s'"), optarg);
			break;
		case 'e':
			options.explain = true;
			break;
		case 'j':
			options.json = true;
			break;
		case 'h':
			fputs(help_text(), stdout);
			return EXIT_FINE;
		default:
			return EXIT_USAGE;
		}
	}
	if (options.triggers == NULL || options.responses == NULL || optind < argc)
		return command_usage("match", _("give --triggers FILE and --responses FILE"));
	return run(&options);
}
