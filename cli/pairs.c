/* Pairs in words. */
#include "cli/pairs_private.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/message.h"
#include "match/match.h"

enum status
pair_copy(struct arena *arena, const struct pair *pair, struct pair *copy)
{
	*copy = *pair;
	copy->reason = arena_string(arena, pair->reason);
	copy->runners_up = arena_string(arena, pair->runners_up);
	copy->author = arena_string(arena, pair->author);
	return (pair->reason != NULL && copy->reason == NULL) ||
	    (pair->runners_up != NULL && copy->runners_up == NULL) ||
	    (pair->author != NULL && copy->author == NULL) ? STATUS_NO_MEMORY : STATUS_OK;
}

static bool
is_by_operator(const struct pair *pair)
{
	return pair->origin == PAIR_LINKED || pair->origin == PAIR_UNLINKED;
}

/* What was kept in words was worded for whoever ran the daemon; the evidence is worded for who reads now. */
static const char *
evidence_reason(const struct pair *pair, struct arena *arena)
{
	const struct match_result result = { pair->score, (enum match_confidence)pair->confidence, pair->evidence };
	const char *copy = NULL;
	struct buffer text;

	buffer_start(&text, LIMIT_FIELD_BYTES);
	if (match_reason(&result, &text) == STATUS_OK)
		copy = arena_string(arena, buffer_string(&text));
	buffer_clear(&text);
	return copy == NULL ? "" : copy;
}

const char *
pair_reason(const struct pair *pair, struct arena *arena)
{
	const char *words;

	if (is_by_operator(pair))
		return pair->reason == NULL ? "" : pair->reason;
	words = evidence_reason(pair, arena);
	if (pair->origin != PAIR_RETRACTED)
		return words;
	if (*words == '\0')
		return _("no longer alike");
	if (pair->confidence == MATCH_NO)
		return words;
	words = arena_format(arena, "%s; %s", words, _("but the answer fits another document better"));
	return words == NULL ? "" : words;
}

static const char *
confidence_text(int32_t confidence)
{
	switch ((enum match_confidence)confidence) {
	case MATCH_SURE:
		return _("sure");
	case MATCH_LIKELY:
		return _("likely");
	case MATCH_NO:
		break;
	}
	return _("too little");
}

const char *
pair_verdict(const struct pair *pair, struct arena *arena)
{
	const char *reason = pair_reason(pair, arena);
	const char *author = pair->author == NULL ? "?" : pair->author;
	const char *text = NULL;

	switch (pair->origin) {
	case PAIR_LINKED:
		text = arena_format(arena, _("linked by %s: %s"), author, reason);
		break;
	case PAIR_UNLINKED:
		text = arena_format(arena, _("unlinked by %s: %s"), author, reason);
		break;
	case PAIR_RETRACTED:
		text = arena_format(arena, _("not taken, %.3f: %s"), pair->score / (double)MATCH_SCORE_MAX, reason);
		break;
	case PAIR_AUTOMATIC:
	case PAIR_ORIGIN_COUNT:
		text = arena_format(arena, _("%s, %.3f: %s"), confidence_text(pair->confidence),
		    pair->score / (double)MATCH_SCORE_MAX, reason);
		break;
	}
	return text == NULL ? "" : text;
}

void
pair_set_verdict(json_t *row, const struct pair *pair, struct arena *arena)
{
	json_object_set_new(row, "score", json_real(pair->score / (double)MATCH_SCORE_MAX));
	json_object_set_new(row, "confidence", json_string(match_confidence_word((enum match_confidence)pair->confidence)));
	json_object_set_new(row, "reason", json_string(pair_reason(pair, arena)));
}

static void
set_text(json_t *row, const char *prefix, const char *suffix, const char *value)
{
	char name[64];

	snprintf(name, sizeof(name), "%s_%s", prefix, suffix);
	json_object_set_new(row, name, value == NULL ? json_null() : json_string(value));
}

void
pair_set_item(json_t *row, const char *prefix, const struct item *item)
{
	char day[DATE_TEXT_BYTES];
	bool is_dated = item->published.precision >= DATE_PRECISION_DAY;

	set_text(row, prefix, "title", item->title);
	set_text(row, prefix, "url", item->url);
	set_text(row, prefix, "published", is_dated ? date_print(item->published.date, day) : NULL);
}

void
pair_print_item(const char *label, const struct item *item)
{
	enum { LABEL_COLUMNS = 10 };
	char day[DATE_TEXT_BYTES];

	view_print_padded("", 4);
	view_print_padded(label, LABEL_COLUMNS);
	printf("%lld  %s", (long long)item->id, item->title);
	if (item->published.precision >= DATE_PRECISION_DAY)
		printf(" (%s)", date_print(item->published.date, day));
	putchar('\n');
	view_print_padded("", 4 + LABEL_COLUMNS);
	puts(item->url);
}
