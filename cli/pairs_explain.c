/* What was held against a duty's trigger, for show and explain. */
#include "cli/pairs_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "match/match.h"

enum {
	/* Of those that were refused the nearest are told. */
	REFUSED_TOLD = 5,
	/* Other documents that an answer could belong to. */
	RIVALS_TOLD = 3,
};

struct pair_list {
	struct arena *arena;
	struct pair *pairs;
	size_t count, room;
};

static enum status
keep_pair(void *context, const struct pair *pair)
{
	struct pair_list *list = context;

	if (list->count == list->room) {
		size_t room = list->room == 0 ? 16 : list->room * 2;
		struct pair *pairs = arena_take_array(list->arena, room, sizeof(*pairs));

		if (pairs == NULL)
			return STATUS_NO_MEMORY;
		if (list->count > 0)
			memcpy(pairs, list->pairs, list->count * sizeof(*pairs));
		list->pairs = pairs;
		list->room = room;
	}
	return pair_copy(list->arena, pair, &list->pairs[list->count++]);
}

/* Answers, then those that an operator broke, then the refused; each part best first, ties by id. */
static int
rank(const struct pair *pair)
{
	static const int ranks[PAIR_ORIGIN_COUNT] = {
		[PAIR_LINKED] = 0, [PAIR_AUTOMATIC] = 1, [PAIR_UNLINKED] = 2, [PAIR_RETRACTED] = 3,
	};

	return ranks[pair->origin];
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static enum status
load_pairs(const struct view *view, int64_t trigger, struct pair_list *list)
{
	enum status status = view->store->pair_each(view->store, trigger, 0, keep_pair, list);
	size_t kept = 0, refused = 0;

	if (status != STATUS_OK || list->count == 0)
		return status;
	qsort(list->pairs, list->count, sizeof(*list->pairs), compare_pairs);
	for (size_t i = 0; i < list->count; i++)
		if (list->pairs[i].origin != PAIR_RETRACTED || refused++ < REFUSED_TOLD)
			list->pairs[kept++] = list->pairs[i];
	list->count = kept;
	return STATUS_OK;
}

static enum status
load_history(const struct view *view, const struct pair *pair, struct pair_list *history)
{
	return view->store->pair_history(view->store, pair->trigger, pair->response, keep_pair, history);
}

/* ---- rivals: the other documents that an answer could belong to ---- */

/* A row of the engine's list of runners-up as a pair; false at the end or where it is none. */
static bool
read_rival(const json_t *list, size_t at, int64_t response, struct pair *rival)
{
	const json_t *row = at < RIVALS_TOLD ? json_array_get(list, at) : NULL;

	if (row == NULL)
		return false;
	*rival = (struct pair){ .response = response, .trigger = json_integer_value(json_object_get(row, "trigger")),
		.score = (int32_t)json_integer_value(json_object_get(row, "score")),
		.evidence = (uint32_t)json_integer_value(json_object_get(row, "evidence")) };
	return rival->trigger > 0;
}

static json_t *
load_rivals(const struct pair *pair)
{
	return pair->runners_up == NULL ? NULL : json_loads(pair->runners_up, 0, NULL);
}

static void
print_rivals(const struct view *view, const struct pair *pair, struct arena *arena)
{
	json_t *list = load_rivals(pair);
	struct stored_item item;
	struct pair rival;

	for (size_t i = 0; read_rival(list, i, pair->response, &rival); i++) {
		if (view->store->item_get(view->store, rival.trigger, arena, &item) != STATUS_OK)
			continue;
		if (i == 0)
			printf("      %s\n", _("other documents that it could answer:"));
		printf("        %.3f  %lld  %s: %s\n", rival.score / (double)MATCH_SCORE_MAX, (long long)rival.trigger,
		    item.item.title, pair_reason(&rival, arena));
	}
	json_decref(list);
}

static json_t *
rivals_json(const struct view *view, const struct pair *pair, struct arena *arena)
{
	json_t *list = load_rivals(pair), *array = json_array();
	struct stored_item item;
	struct pair rival;

	for (size_t i = 0; read_rival(list, i, pair->response, &rival); i++) {
		bool is_there = view->store->item_get(view->store, rival.trigger, arena, &item) == STATUS_OK;

		json_array_append_new(array, json_pack("{s:I, s:s?, s:f, s:s}", "trigger", (json_int_t)rival.trigger, "title",
		    is_there ? item.item.title : NULL, "score", rival.score / (double)MATCH_SCORE_MAX, "reason",
		    pair_reason(&rival, arena)));
	}
	json_decref(list);
	return array;
}

/* ---- in words ---- */

static enum status
print_history(const struct view *view, const struct pair *pair, struct arena *arena)
{
	struct pair_list history = { .arena = arena };
	enum status status = load_history(view, pair, &history);
	char instant[INSTANT_TEXT_BYTES];

	for (size_t i = 0; i < history.count && status == STATUS_OK; i++)
		printf("      %s  %s\n", instant_print(history.pairs[i].at, zone_china, instant),
		    pair_verdict(&history.pairs[i], arena));
	return status;
}

static enum status
print_pair(const struct view *view, const struct pair *pair, struct arena *arena)
{
	bool is_taken = pair->origin == PAIR_LINKED || pair->origin == PAIR_AUTOMATIC;
	struct stored_item item;
	enum status status = view->store->item_get(view->store, pair->response, arena, &item);

	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	pair_print_item(is_taken ? _("answer") : _("not taken"), &item.item);
	status = print_history(view, pair, arena);
	if (status == STATUS_OK)
		print_rivals(view, pair, arena);
	return status;
}

enum status
pairs_explain(const struct view *view, int64_t trigger)
{
	struct arena *arena = arena_new();
	struct pair_list list = { .arena = arena };
	enum status status = arena == NULL ? STATUS_NO_MEMORY : load_pairs(view, trigger, &list);

	if (status == STATUS_OK)
		printf(_("\nWhat was held against the trigger (%lld):\n"), (long long)trigger);
	if (status == STATUS_OK && list.count == 0)
		printf("  %s\n", _("nothing that is like it"));
	for (size_t i = 0; i < list.count && status == STATUS_OK; i++)
		status = print_pair(view, &list.pairs[i], arena);
	arena_free(arena);
	return status;
}

/* ---- as JSON ---- */

static json_t *
decision_json(const struct pair *pair, struct arena *arena)
{
	char instant[INSTANT_TEXT_BYTES];
	json_t *row = json_pack("{s:s, s:s, s:s?}", "origin", pair_origin_word(pair->origin), "at",
	    instant_print(pair->at, zone_china, instant), "author", pair->author);

	if (row != NULL)
		pair_set_verdict(row, pair, arena);
	return row;
}

static enum status
history_json(const struct view *view, const struct pair *pair, struct arena *arena, json_t *array)
{
	struct pair_list history = { .arena = arena };
	enum status status = load_history(view, pair, &history);

	for (size_t i = 0; i < history.count && status == STATUS_OK; i++)
		if (json_array_append_new(array, decision_json(&history.pairs[i], arena)) != 0)
			status = STATUS_NO_MEMORY;
	return status;
}

static enum status
add_pair(const struct view *view, const struct pair *pair, struct arena *arena, json_t *array)
{
	json_t *row = decision_json(pair, arena), *history = json_array();
	struct stored_item item;
	enum status status = view->store->item_get(view->store, pair->response, arena, &item);

	if (status == STATUS_OK) {
		json_object_set_new(row, "trigger", json_integer(pair->trigger));
		json_object_set_new(row, "response", json_integer(pair->response));
		pair_set_item(row, "response", &item.item);
		json_object_set_new(row, "runners_up", rivals_json(view, pair, arena));
		status = history_json(view, pair, arena, history);
	}
	if (status == STATUS_OK && (json_object_set(row, "history", history) != 0 || json_array_append(array, row) != 0))
		status = STATUS_NO_MEMORY;
	json_decref(history);
	json_decref(row);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status
pairs_json(const struct view *view, int64_t trigger, json_t **array)
{
	struct arena *arena = arena_new();
	struct pair_list list = { .arena = arena };
	enum status status = arena == NULL ? STATUS_NO_MEMORY : load_pairs(view, trigger, &list);
	json_t *rows = json_array();

	for (size_t i = 0; i < list.count && status == STATUS_OK; i++)
		status = add_pair(view, &list.pairs[i], arena, rows);
	arena_free(arena);
	if (status == STATUS_OK)
		*array = rows;
	else
		json_decref(rows);
	return status;
}
