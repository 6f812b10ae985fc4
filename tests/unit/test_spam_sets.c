/* The spam detector on two sets of invented titles and short texts: tests/fixtures/spam/spam.jsonl, as injected pages and
 * taken-over sites have them, and clean.jsonl, which offices write with the same words. The figures are the least that
 * is accepted; gongkaictl scan with `make eval` tells them for real pages. */
#include "config.h"

#include "unit.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/detectors.h"

enum {
	ROWS_LEAST = 400,
	RECALL_LEAST = 97,    /* per cent */
	PRECISION_LEAST = 99,
	PATH_BYTES = 4096,
};

struct tally {
	size_t rows;
	size_t found;
};

static bool
has_spam(const char *text)
{
	struct detection_list list;
	bool is_spam = false;

	assert_int_equal(detectors_scan_text(text, strlen(text), &list), STATUS_OK);
	for (size_t i = 0; i < list.count; i++)
		is_spam = is_spam || list.entry[i].detector == DETECTOR_GAMBLING || list.entry[i].detector == DETECTOR_OBSCENE;
	detections_clear(&list);
	return is_spam;
}

static void
scan_row(const char *line, bool is_wanted, struct tally *tally)
{
	json_t *row = json_loads(line, 0, NULL);
	const char *text = json_string_value(json_object_get(row, "text"));
	bool is_spam;

	assert_non_null(text);
	is_spam = has_spam(text);
	if (is_spam != is_wanted)
		print_message("%s: %s\n", is_spam ? "wrongly accused" : "missed", text);
	tally->rows++;
	tally->found += is_spam;
	json_decref(row);
}

static struct tally
scan_file(const char *name, bool is_wanted)
{
	const char *source = getenv("srcdir");
	struct tally tally = { 0, 0 };
	char path[PATH_BYTES], *line = NULL;
	size_t room = 0;
	FILE *stream;

	snprintf(path, sizeof(path), "%s/tests/fixtures/spam/%s", source == NULL ? "." : source, name);
	stream = fopen(path, "r");
	assert_non_null(stream);
	while (getline(&line, &room, stream) > 0)
		scan_row(line, is_wanted, &tally);
	free(line);
	fclose(stream);
	assert_true(tally.rows >= ROWS_LEAST);
	return tally;
}

static void
test_spam_sets(void **state)
{
	struct tally spam = scan_file("spam.jsonl", true), clean = scan_file("clean.jsonl", false);

	(void)state;
	print_message("spam %zu of %zu found, clean %zu of %zu accused\n", spam.found, spam.rows, clean.found, clean.rows);
	assert_true(spam.found * 100 >= spam.rows * RECALL_LEAST);
	assert_true(spam.found * 100 >= (spam.found + clean.found) * PRECISION_LEAST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spam_sets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
