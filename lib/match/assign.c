/* Decisions: compares the candidates in full and chooses among them. */
#include "match/assign.h"

#include <stdlib.h>
#include <string.h>

#include "lib/match/likeness.h"
#include "lib/match/score.h"

enum {
	/* Two scores that lie closer than this are equal. */
	SCORE_CLOSE = 30,
	/* One document at several addresses is dated alike: sites copy within weeks. */
	DAYS_COPY = 62,
	SCORE_AMBIGUOUS = 700, /* likely, below every clear answer */
	/* Links to more documents than this, none of them named by the title, are a list of further reading. */
	LINKED_MOST = 1,
};

struct compared {
	struct match_features *features;
	struct match_detail detail;
	int32_t days; /* between the two; large where unknown */
	int64_t id;
	bool chosen;
};

struct comparison {
	struct compared rows[MATCH_CANDIDATES];
	size_t count;
};

static int32_t
days_between(struct claimed_date a, struct claimed_date b)
{
	if (a.precision == DATE_PRECISION_NONE || b.precision == DATE_PRECISION_NONE)
		return INT32_MAX / 2;
	return abs(a.date.days - b.date.days);
}

static int
compare_rows(const void *a, const void *b)
{
	const struct compared *x = a, *y = b;

	if (x->detail.result.score != y->detail.result.score)
		return x->detail.result.score > y->detail.result.score ? -1 : 1;
	if (x->days != y->days)
		return x->days < y->days ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* ---- choosing ---- */

static bool
same_subject(const struct compared *a, const struct compared *b)
{
	const struct subject *x, *y;

	if (a->detail.trigger == NULL || b->detail.trigger == NULL)
		return a->detail.trigger == b->detail.trigger;
	x = &a->detail.trigger->subject;
	y = &b->detail.trigger->subject;
	return subject_likeness(x, y).equal && x->editions == y->editions && x->batch_count == y->batch_count &&
	    memcmp(x->batches, y->batches, x->batch_count * sizeof(x->batches[0])) == 0;
}

static const struct place *
place_shown(const struct compared *row)
{
	return match_place_shown(row->features, row->detail.trigger == NULL ? NULL : &row->detail.trigger->subject);
}

/* The same document at another address. */
static bool
is_copy(const struct compared *a, const struct compared *b)
{
	int32_t days = days_between(a->features->date, b->features->date);

	return same_subject(a, b) && place_compare(place_shown(a), place_shown(b)) != PLACE_OTHER &&
	    (days <= DAYS_COPY || days == INT32_MAX / 2);
}

static bool
same_answer(const struct compared *a, const struct compared *b)
{
	return a->detail.response == b->detail.response;
}

/* Another trigger that is no copy fits as well: reviewed by people, or nothing where even the place is open. */
static void
doubt(struct compared *best, const struct compared *rival)
{
	struct match_result *result = &best->detail.result;

	result->evidence |= MATCH_AMBIGUOUS;
	if (place_compare(place_shown(best), place_shown(rival)) == PLACE_OTHER &&
	    (result->evidence & (MATCH_SAME_SITE | MATCH_SAME_PLACE | MATCH_SAME_ORGAN)) == 0)
		result->score = 0;
	else if (result->score > SCORE_AMBIGUOUS)
		result->score = SCORE_AMBIGUOUS;
	result->confidence = match_confidence_of(result->score);
}

static bool
is_decided(const struct match_result *result)
{
	return (result->evidence & (MATCH_BY_LINK | MATCH_BY_NUMBER)) != 0;
}

/* Chooses the best of those that answer one title of the response, and its copies. */
static void
choose_from(struct comparison *comparison, size_t first)
{
	struct compared *best = &comparison->rows[first];
	int score = best->detail.result.score;
	bool decided = is_decided(&best->detail.result);

	for (size_t i = first + 1; i < comparison->count; i++) {
		struct compared *row = &comparison->rows[i];
		bool close = score - row->detail.result.score < SCORE_CLOSE;

		if (row->detail.result.confidence == MATCH_NO || !same_answer(best, row))
			continue;
		if (is_copy(best, row))
			row->chosen = row->detail.result.score > score - 2 * SCORE_CLOSE || close;
		else if (close && !decided)
			doubt(best, row);
		else if (close && is_decided(&row->detail.result))
			row->chosen = true;
	}
	best->chosen = best->detail.result.confidence != MATCH_NO;
	for (size_t i = first + 1; !best->chosen && i < comparison->count; i++)
		if (same_answer(best, &comparison->rows[i]))
			comparison->rows[i].chosen = false;
}

/* A page that links to many documents and names none of them refers to all and answers none. */
static void
drop_further_reading(struct comparison *comparison)
{
	const uint32_t named = MATCH_BY_NUMBER | MATCH_BY_TITLE | MATCH_BY_SHORTENED | MATCH_BY_SIMILAR | MATCH_BY_TEXT;
	size_t linked = 0;
	bool one_named = false;

	for (size_t i = 0; i < comparison->count; i++) {
		const struct match_result *result = &comparison->rows[i].detail.result;

		one_named = one_named || ((result->evidence & named) != 0 && result->confidence != MATCH_NO);
		linked += (result->evidence & MATCH_BY_LINK) != 0 && (result->evidence & named) == 0;
	}
	if (linked == 0 || (linked <= LINKED_MOST && !one_named))
		return;
	for (size_t i = 0; i < comparison->count; i++) {
		struct match_result *result = &comparison->rows[i].detail.result;

		if ((result->evidence & MATCH_BY_LINK) != 0 && (result->evidence & named) == 0) {
			result->score /= 2;
			result->confidence = match_confidence_of(result->score);
		}
	}
}

static void
choose(struct comparison *comparison)
{
	drop_further_reading(comparison);
	qsort(comparison->rows, comparison->count, sizeof(comparison->rows[0]), compare_rows);
	for (size_t i = 0; i < comparison->count; i++) {
		bool answered = comparison->rows[i].detail.result.confidence == MATCH_NO;

		/* One title of the response, one choice; two titles in it may be two answers, but only quotes are titles. */
		for (size_t j = 0; j < i && !answered; j++)
			answered = same_answer(&comparison->rows[j], &comparison->rows[i]) ||
			    comparison->rows[i].detail.response == NULL ||
			    comparison->rows[i].detail.response->origin != SUBJECT_QUOTE;
		if (!answered)
			choose_from(comparison, i);
	}
}

/* Chosen ones first, each part in the order of the rows. */
static void
report(const struct comparison *comparison, struct match_decision *decision)
{
	*decision = (struct match_decision){ .count = 0 };
	for (int chosen = 1; chosen >= 0; chosen--)
		for (size_t i = 0; i < comparison->count && decision->count < MATCH_CHOICES; i++) {
			const struct compared *row = &comparison->rows[i];

			if (row->chosen != (chosen == 1))
				continue;
			decision->choices[decision->count++] = (struct match_choice){ .id = row->id,
				.chosen = row->chosen, .result = row->detail.result };
			decision->chosen += row->chosen;
		}
}

/* ---- comparing ---- */

/* A row keeps features after their document is gone: choosing looks at nothing that is borrowed from it. */
static enum status
compare_one(enum match_relation relation, const struct match_features *mine, bool is_response,
    const struct match_document *document, struct comparison *comparison)
{
	struct compared *row = &comparison->rows[comparison->count];
	enum status status = match_features_new(document, &row->features);

	if (status != STATUS_OK)
		return status;
	row->id = document->id;
	row->chosen = false;
	row->detail = is_response ? match_compare_detail(relation, row->features, mine)
	                          : match_compare_detail(relation, mine, row->features);
	row->days = days_between(mine->date, row->features->date);
	comparison->count++;
	return STATUS_OK;
}

static enum status
compare_all(enum match_relation relation, struct match_index *index, match_lookup_function *lookup, void *context,
    const struct match_features *mine, bool is_response, struct comparison *comparison)
{
	struct match_candidate candidates[MATCH_CANDIDATES];
	size_t count;
	enum status status = match_index_candidates(index, mine, candidates, MATCH_CANDIDATES, &count);

	comparison->count = 0;
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		const struct match_document *document;

		/* The document itself may stand in the index, where one column holds triggers and responses. */
		if (candidates[i].id == mine->document->id)
			continue;
		status = lookup(context, candidates[i].id, &document);
		if (status == STATUS_OK)
			status = compare_one(relation, mine, is_response, document, comparison);
		else if (status == STATUS_NOT_FOUND)
			status = STATUS_OK;
	}
	return status;
}

static void
free_rows(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->count; i++)
		match_features_free(comparison->rows[i].features);
}

enum status
match_best(enum match_relation relation, struct match_index *triggers, match_lookup_function *lookup, void *context,
    const struct match_document *response, struct match_decision *decision)
{
	struct match_features *mine;
	struct comparison comparison;
	enum status status = match_features_new(response, &mine);

	if (status != STATUS_OK)
		return status;
	status = compare_all(relation, triggers, lookup, context, mine, true, &comparison);
	if (status == STATUS_OK) {
		choose(&comparison);
		report(&comparison, decision);
	}
	free_rows(&comparison);
	match_features_free(mine);
	return status;
}

enum status
match_responses(enum match_relation relation, struct match_index *responses, match_lookup_function *lookup, void *context,
    const struct match_document *trigger, struct match_decision *decision)
{
	struct match_features *mine;
	struct comparison comparison;
	enum status status = match_features_new(trigger, &mine);

	if (status != STATUS_OK)
		return status;
	status = compare_all(relation, responses, lookup, context, mine, false, &comparison);
	if (status == STATUS_OK) {
		qsort(comparison.rows, comparison.count, sizeof(comparison.rows[0]), compare_rows);
		for (size_t i = 0; i < comparison.count; i++)
			comparison.rows[i].chosen = comparison.rows[i].detail.result.confidence != MATCH_NO;
		report(&comparison, decision);
	}
	free_rows(&comparison);
	match_features_free(mine);
	return status;
}

/* ---- whole sets ---- */

struct set {
	const struct match_document **by_id; /* sorted */
	size_t count;
};

static int
compare_ids(const void *a, const void *b)
{
	const struct match_document *x = *(const struct match_document *const *)a;
	const struct match_document *y = *(const struct match_document *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static enum status
look_up(void *context, int64_t id, const struct match_document **document)
{
	const struct set *set = context;
	const struct match_document wanted = { .id = id }, *key = &wanted;
	const struct match_document *const *found = bsearch(&key, set->by_id, set->count, sizeof(*set->by_id), compare_ids);

	if (found == NULL)
		return STATUS_NOT_FOUND;
	*document = *found;
	return STATUS_OK;
}

static enum status
add_document(struct match_index *index, const struct match_document *document)
{
	struct match_features *features;
	enum status status = match_features_new(document, &features);

	if (status != STATUS_OK)
		return status;
	status = match_index_add(index, features);
	match_features_free(features);
	return status;
}

enum status
match_all(enum match_relation relation, const struct match_document *triggers, size_t trigger_count,
    const struct match_document *responses, size_t response_count, struct match_decision *decisions)
{
	struct match_index *index = match_index_new();
	struct set set = { .by_id = calloc(trigger_count + 1, sizeof(*set.by_id)), .count = trigger_count };
	enum status status = index == NULL || set.by_id == NULL ? STATUS_NO_MEMORY : STATUS_OK;

	for (size_t i = 0; i < trigger_count && status == STATUS_OK; i++) {
		set.by_id[i] = &triggers[i];
		status = add_document(index, &triggers[i]);
	}
	if (status == STATUS_OK)
		qsort(set.by_id, set.count, sizeof(*set.by_id), compare_ids);
	for (size_t i = 0; i < response_count && status == STATUS_OK; i++)
		status = match_best(relation, index, look_up, &set, &responses[i], &decisions[i]);
	free(set.by_id);
	match_index_free(index);
	return status;
}
