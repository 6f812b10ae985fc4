/* Fuzz target: pairs of documents. Lines are trigger title, response title, trigger URL, response URL, number, link and
 * text. Scores lie in their range, the confidence follows the score, and what the scorer finds sure the whole decision
 * of a set of one must choose unless people have to look. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "match/assign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 7 };

/* Cuts `text` into lines; what is missing is "". */
static void
cut(char *text, const char *lines[LINES])
{
	for (int i = 0; i < LINES; i++) {
		char *end = strchr(text, '\n');

		lines[i] = text;
		if (end == NULL) {
			text += strlen(text);
			continue;
		}
		*end = '\0';
		text = end + 1;
	}
}

static const char *
given(const char *line)
{
	return *line == '\0' ? NULL : line;
}

static void
check_pair(enum match_relation relation, const struct match_document *trigger, const struct match_document *response)
{
	struct match_result result, again;
	struct match_decision decision;
	struct buffer reason;

	if (match_score(relation, trigger, response, &result) != STATUS_OK ||
	    match_score(relation, trigger, response, &again) != STATUS_OK ||
	    match_all(relation, trigger, 1, response, 1, &decision) != STATUS_OK)
		return;
	if (result.score < 0 || result.score > MATCH_SCORE_MAX || result.score != again.score ||
	    result.evidence != again.evidence)
		abort();
	if (decision.count > 1 || decision.chosen > decision.count)
		abort();
	if (decision.chosen == 1 && (decision.choices[0].id != trigger->id || decision.choices[0].result.confidence == MATCH_NO))
		abort();
	/* One trigger alone is never ambiguous: a choice must be the pair's own score. */
	if (decision.chosen == 1 && decision.choices[0].result.score != result.score)
		abort();
	buffer_start(&reason, 4096);
	if (match_reason(&result, &reason) != STATUS_OK)
		abort();
	buffer_clear(&reason);
}

static void
check_lines(const char *lines[LINES], enum match_relation relation)
{
	const struct match_document trigger = { .id = 1, .title = lines[0], .url = given(lines[2]), .number = given(lines[4]) };
	const struct match_document response = { .id = 2, .title = lines[1], .url = given(lines[3]), .links = &lines[5],
		.link_count = 1, .text = given(lines[6]) };

	check_pair(relation, &trigger, &response);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 1);
	const char *lines[LINES];

	if (copy == NULL)
		return 0;
	if (size > 0)
		memcpy(copy, data, size);
	copy[size] = '\0';
	cut(copy, lines);
	check_lines(lines, (enum match_relation)(size % MATCH_RELATION_COUNT));
	free(copy);
	return 0;
}
