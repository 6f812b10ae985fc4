/* Answers: which publications count for a duty. Generous wherever there is room. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "lib/engine/engine_private.h"
#include "match/match.h"

struct collection {
	struct assessment *assessment;
	size_t room;
	enum status status;
};

static enum status
collect(struct collection *collection, const struct stored_item *stored, const struct pair *pair)
{
	struct verdict *verdict = &collection->assessment->verdict;
	struct bounds bounds = item_bounds(&stored->item, collection->assessment->engine->zone);
	struct answer *answers;

	if (verdict->answer_count == collection->room) {
		size_t room = collection->room == 0 ? 8 : collection->room * 2;

		answers = arena_take_array(collection->assessment->arena, room, sizeof(*answers));
		if (answers == NULL)
			return STATUS_NO_MEMORY;
		if (verdict->answer_count > 0)
			memcpy(answers, verdict->answers, verdict->answer_count * sizeof(*answers));
		verdict->answers = answers;
		collection->room = room;
	}
	answers = &verdict->answers[verdict->answer_count++];
	*answers = (struct answer){
		.item = stored->item.id, .title = stored->item.title, .url = stored->item.url,
		.published = stored->item.published,
	};
	/* Undated and there at the first import: it may have been in time. */
	answers->earliest.seconds = bounds.is_known ? bounds.earliest.seconds : INT64_MIN;
	answers->latest = bounds.is_known ? bounds.latest : stored->item.first_seen;
	if (pair != NULL)
		answers->pair = *pair;
	return STATUS_OK;
}

static bool
stands_in_a_place(const struct assessment *assessment, const struct item *item)
{
	for (size_t i = 0; i < assessment->place_count; i++) {
		const struct column *column = assessment->places[i].column;

		if (strcmp(column->name, item->column) == 0 && strcmp(column->site->name, item->site) == 0)
			return true;
	}
	return false;
}

/* What a publication must be whatever relates it to the trigger. */
static bool
qualifies(const struct assessment *assessment, const struct item *item)
{
	struct condition_context context = assessment_context(assessment);
	const struct condition *where = assessment->rule->expectation.where;

	if (assessment->has_trigger && item->id == assessment->trigger.item.id)
		return false;
	if (assessment->rule->expectation.kind == EXPECT_REGISTER && assessment->has_trigger &&
	    !role_matches(assessment->rule->trigger.role, assessment->trigger.item.role))
		where = assessment->rule->trigger.where; /* the other way round */
	if (!condition_holds(where, item, &context))
		return false;
	return assessment->unit == NULL || unit_publishes(assessment->engine, assessment->unit, item);
}

/* ---- by pairs ---- */

struct pair_list {
	struct arena *arena;
	struct pair *pairs;
	size_t count, room;
};

static enum status
keep_pair(void *context, const struct pair *pair)
{
	struct pair_list *list = context;

	if (pair->origin != PAIR_LINKED && pair->origin != PAIR_AUTOMATIC)
		return STATUS_OK;
	if (list->count == list->room) {
		size_t room = list->room == 0 ? 8 : list->room * 2;
		struct pair *pairs = arena_take_array(list->arena, room, sizeof(*pairs));

		if (pairs == NULL)
			return STATUS_NO_MEMORY;
		if (list->count > 0)
			memcpy(pairs, list->pairs, list->count * sizeof(*pairs));
		list->pairs = pairs;
		list->room = room;
	}
	list->pairs[list->count] = *pair;
	list->pairs[list->count].reason = arena_string(list->arena, pair->reason);
	list->pairs[list->count].runners_up = arena_string(list->arena, pair->runners_up);
	list->pairs[list->count++].author = arena_string(list->arena, pair->author);
	return STATUS_OK;
}

/* An operator's link counts wherever the item stands and whatever the condition says. */
static enum status
collect_pairs(struct collection *collection, bool only_linked)
{
	struct assessment *assessment = collection->assessment;
	struct store *store = assessment->engine->store;
	struct pair_list list = { .arena = assessment->arena };
	enum status status;

	if (!assessment->has_trigger)
		return STATUS_OK;
	status = store->pair_each(store, assessment->trigger.item.id, 0, keep_pair, &list);
	for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
		struct stored_item response;

		if (only_linked && list.pairs[i].origin != PAIR_LINKED)
			continue;
		status = store->item_get(store, list.pairs[i].response, assessment->arena, &response);
		if (status == STATUS_NOT_FOUND) {
			status = STATUS_OK;
			continue;
		}
		if (status == STATUS_OK && (list.pairs[i].origin == PAIR_LINKED ?
		    assessment->unit == NULL || unit_publishes(assessment->engine, assessment->unit, &response.item) :
		    stands_in_a_place(assessment, &response.item) && qualifies(assessment, &response.item)))
			status = collect(collection, &response, &list.pairs[i]);
	}
	return status;
}

/* ---- by relation ---- */

/* Letters and digits of the NFKC form: what is left of a title once spaces and punctuation are gone. */
static bool
titles_equal(const char *a, const char *b)
{
	char *left = utf8_compatible(a, strlen(a), NULL);
	char *right = utf8_compatible(b, strlen(b), NULL);
	const unsigned char *l = (const unsigned char *)left, *r = (const unsigned char *)right;
	bool equal = left != NULL && right != NULL;

	while (equal && (*l != '\0' || *r != '\0')) {
		if (*l != '\0' && (*l <= ' ' || strchr(".,;:!?()[]<>\"'-_/", *l) != NULL))
			l++;
		else if (*r != '\0' && (*r <= ' ' || strchr(".,;:!?()[]<>\"'-_/", *r) != NULL))
			r++;
		else
			equal = *l++ == *r++;
	}
	free(left);
	free(right);
	return equal;
}

static bool
are_known_and_equal(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
is_related(const struct assessment *assessment, const struct item *item)
{
	const struct item *trigger = assessment_trigger(assessment);

	switch (assessment->rule->expectation.relation) {
	case RELATION_NONE:
		return true;
	case RELATION_REFERS:
		return !assessment->has_trigger; /* items by pairs only; nothing refers to an event by name */
	case RELATION_SAME_UNIT:
		return trigger != NULL && are_known_and_equal(trigger->unit, item->unit);
	case RELATION_SAME_NUMBER:
		return trigger != NULL && are_known_and_equal(item_field(trigger, "number"), item_field(item, "number"));
	case RELATION_ITSELF:
		return false; /* see answers_find() */
	case RELATION_SAME_TITLE:
		return trigger != NULL && trigger->title != NULL && item->title != NULL &&
		    titles_equal(trigger->title, item->title);
	}
	return false;
}

static bool
has_variables(const struct condition *condition)
{
	for (; condition != NULL; condition = condition->next)
		if ((condition->value != NULL && strchr(condition->value, '{') != NULL) || has_variables(condition->first))
			return true;
	return false;
}

/* A publication of a later period is that period's, unless the rule says how to tell whose it is. */
static bool
is_of_later_period(const struct assessment *assessment, struct bounds bounds)
{
	struct instant end = instant_of(assessment->period.last, SECONDS_PER_DAY, assessment->engine->zone);

	if (!assessment->has_period || has_variables(assessment->rule->expectation.where))
		return false;
	if (end.seconds < assessment->duty.deadline.due.seconds)
		end = assessment->duty.deadline.due;
	return bounds.earliest.seconds >= end.seconds;
}

/* Where a period's publication may come some days after its end, what comes in those days is the period's before. */
static struct instant
first_instant(const struct assessment *assessment)
{
	const struct rule_limit *limit = &assessment->rule->limit;
	struct assessment before = *assessment;
	struct deadline deadline;

	if (!assessment->has_period || limit->kind != LIMIT_PERIOD_END || limit->span.count == 0 ||
	    has_variables(assessment->rule->expectation.where))
		return instant_of(assessment->anchor.strict, 0, assessment->engine->zone);
	before.period = period_containing(assessment->period.unit, date_plus_days(assessment->period.first, -1));
	before.anchor.generous = before.period.last;
	if (limit_deadline(&before, NULL, NULL, &deadline) != STATUS_OK)
		return instant_of(assessment->anchor.strict, 0, assessment->engine->zone);
	return deadline.due;
}

/* Without a relation that ties the two together, only what was published in the right time can be meant. */
static bool
is_timely(const struct assessment *assessment, const struct item *item)
{
	const struct rule *rule = assessment->rule;
	struct bounds bounds = item_bounds(item, assessment->engine->zone);
	struct instant start;

	if (rule->expectation.relation == RELATION_SAME_NUMBER || rule->expectation.relation == RELATION_SAME_TITLE ||
	    !assessment->anchor.is_known || rule->limit.kind == LIMIT_BEFORE || rule->limit.kind == LIMIT_DATE)
		return true;
	if (!bounds.is_known || is_of_later_period(assessment, bounds))
		return false;
	start = first_instant(assessment);
	return !instant_is_before(bounds.latest, start) && bounds.latest.seconds != start.seconds;
}

static enum status
collect_from(struct collection *collection, const struct item_filter *filter)
{
	struct assessment *assessment = collection->assessment;
	struct store *store = assessment->engine->store;
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status = STATUS_OK;
	size_t count;

	do {
		status = store->item_select(store, filter, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++) {
			struct stored_item stored;

			after = ids[i];
			status = store->item_get(store, ids[i], assessment->arena, &stored);
			if (status == STATUS_OK && is_related(assessment, &stored.item) &&
			    is_timely(assessment, &stored.item) && qualifies(assessment, &stored.item))
				status = collect(collection, &stored, NULL);
		}
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}

/* Claimed dates before this cannot count, with room for coarse dates and for what is dated by the looks. */
static bool
earliest_claim(const struct assessment *assessment, struct date *from)
{
	enum rule_relation relation = assessment->rule->expectation.relation;

	if (relation == RELATION_SAME_NUMBER || relation == RELATION_SAME_TITLE || !assessment->anchor.is_known ||
	    assessment->rule->limit.kind == LIMIT_BEFORE || assessment->rule->limit.kind == LIMIT_DATE)
		return false;
	*from = date_plus_days(assessment->anchor.strict, -366);
	return true;
}

static enum status
collect_places(struct collection *collection)
{
	struct assessment *assessment = collection->assessment;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < assessment->place_count && status == STATUS_OK; i++) {
		const struct column *column = assessment->places[i].column;
		struct item_filter filter = { .site = column->site->name, .column = column->name };

		filter.has_from = earliest_claim(assessment, &filter.from);
		status = collect_from(collection, &filter);
	}
	return status;
}

static int
compare_answers(const void *left, const void *right)
{
	const struct answer *a = left, *b = right;

	if (a->earliest.seconds != b->earliest.seconds)
		return a->earliest.seconds < b->earliest.seconds ? -1 : 1;
	return a->item < b->item ? -1 : a->item > b->item;
}

enum status
answers_find(struct assessment *assessment)
{
	struct collection collection = { .assessment = assessment };
	bool by_pairs = assessment->rule->expectation.relation == RELATION_REFERS && assessment->has_trigger;
	enum status status;

	if (assessment->rule->expectation.relation == RELATION_ITSELF && assessment->has_trigger)
		return collect(&collection, &assessment->trigger, NULL);
	status = collect_pairs(&collection, !by_pairs);
	if (status == STATUS_OK && !by_pairs)
		status = collect_places(&collection);
	if (status == STATUS_OK && assessment->verdict.answer_count > 1)
		qsort(assessment->verdict.answers, assessment->verdict.answer_count, sizeof(struct answer),
		    compare_answers);
	return status;
}
