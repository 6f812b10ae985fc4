/* Evidence: what is needed to redo a decision by hand, as a JSON object. Its members: docs/duties.md. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/engine/engine_private.h"
#include "match/match.h"

struct notices {
	json_t *names; /* of the notices behind days that were not counted */
	int64_t counted, skipped;
};

static json_t *
day_json(struct date day)
{
	char text[DATE_TEXT_BYTES];

	return json_string(date_print(day, text));
}

static json_t *
instant_json(const struct assessment *assessment, struct instant at)
{
	char text[INSTANT_TEXT_BYTES];

	if (at.seconds == 0 || at.seconds == INT64_MIN)
		return json_null();
	return json_string(instant_print(at, assessment->engine->zone, text));
}

/* Leaves out what is not known. */
static void
put_string(json_t *object, const char *name, const char *value)
{
	if (value != NULL)
		json_object_set_new(object, name, json_string(value));
}

static const char *
source_word(enum value_source source)
{
	static const char *const words[] = {
		[VALUE_SOURCE_NONE] = "none", [VALUE_SOURCE_META] = "meta", [VALUE_SOURCE_TABLE] = "table",
		[VALUE_SOURCE_LABEL] = "label", [VALUE_SOURCE_URL] = "url", [VALUE_SOURCE_LIST] = "list",
		[VALUE_SOURCE_TEXT] = "text", [VALUE_SOURCE_OPERATOR] = "operator",
	};

	return (size_t)source < sizeof(words) / sizeof(words[0]) ? words[source] : "none";
}

static const char *
origin_word(enum limit_origin origin)
{
	switch (origin) {
	case ORIGIN_CLAUSE:
		return "clause";
	case ORIGIN_NATIONAL:
		return "national";
	case ORIGIN_LOCAL_DEFAULT:
		return "local-default";
	}
	return "clause";
}

static json_t *
rule_json(const struct rule *rule)
{
	json_t *object = json_object();

	put_string(object, "name", rule->name);
	put_string(object, "title", rule->title);
	put_string(object, "file", rule->file);
	json_object_set_new(object, "line", json_integer((json_int_t)rule->line));
	put_string(object, "basis", rule->basis);
	put_string(object, "origin", origin_word(rule->origin));
	put_string(object, "grade", rule->grade);
	return object;
}

static json_t *
claimed_json(struct claimed_date claimed)
{
	char day[DATE_TEXT_BYTES], text[DATE_TEXT_BYTES + 16];
	size_t length;

	date_print(claimed.date, day);
	switch (claimed.precision) {
	case DATE_PRECISION_NONE:
		return json_null();
	case DATE_PRECISION_YEAR:
	case DATE_PRECISION_MONTH:
		length = claimed.precision == DATE_PRECISION_YEAR ? 4 : 7;
		return json_stringn(day, length);
	case DATE_PRECISION_DAY:
		return json_string(day);
	case DATE_PRECISION_MINUTE:
		snprintf(text, sizeof(text), "%s %02d:%02d", day, claimed.second_of_day / 3600 % 24,
		    claimed.second_of_day / 60 % 60);
		return json_string(text);
	}
	return json_null();
}

static json_t *
item_json(const struct assessment *assessment, const struct item *item)
{
	json_t *object = json_object();

	if (item->id != 0)
		json_object_set_new(object, "id", json_integer(item->id));
	put_string(object, "site", item->site);
	put_string(object, "column", item->column);
	put_string(object, "title", item->title);
	put_string(object, "url", item->url);
	json_object_set_new(object, "published", claimed_json(item->published));
	put_string(object, "published_source", source_word(item->published_source));
	json_object_set_new(object, "first_seen", instant_json(assessment, item->first_seen));
	if (item->has_window)
		json_object_set_new(object, "not_before", instant_json(assessment, item->not_before));
	return object;
}

static json_t *
anchor_json(const struct assessment *assessment)
{
	const struct anchor *anchor = &assessment->anchor;
	json_t *object = json_object();

	put_string(object, "field", anchor->field);
	put_string(object, "source", source_word(anchor->source));
	put_string(object, "why", anchor->why);
	if (anchor->is_known) {
		json_object_set_new(object, "date", day_json(anchor->generous));
		json_object_set_new(object, "strict_date", day_json(anchor->strict));
	}
	return object;
}

/* ---- the count ---- */

static void
note_step(const struct deadline_step *step, void *context)
{
	struct notices *notices = context;
	size_t index;
	json_t *name;

	notices->counted += step->what == DEADLINE_STEP_COUNTED || step->what == DEADLINE_STEP_END;
	notices->skipped += step->what == DEADLINE_STEP_SKIPPED || step->what == DEADLINE_STEP_ROLLED;
	if (step->day.notice == NULL || step->what == DEADLINE_STEP_START)
		return;
	json_array_foreach(notices->names, index, name)
		if (strcmp(json_string_value(name), step->day.notice) == 0)
			return;
	json_array_append_new(notices->names, json_string(step->day.notice));
}

static json_t *
deadline_json(const struct assessment *assessment)
{
	const struct deadline *deadline = &assessment->duty.deadline;
	struct notices notices = { .names = json_array() };
	json_t *object = json_object();
	struct deadline again;
	char span[SPAN_TEXT_BYTES];

	json_object_set_new(object, "due", instant_json(assessment, deadline->due));
	if (deadline->due.seconds != 0) {
		json_object_set_new(object, "due_day", day_json(deadline->due_day));
		json_object_set_new(object, "strict_day", day_json(deadline->strict_day));
	}
	json_object_set_new(object, "provisional", json_boolean(deadline->provisional));
	if (assessment->due_moved && assessment->old_deadline.due.seconds != 0)
		json_object_set_new(object, "due_day_before", day_json(assessment->old_deadline.due_day));
	if (assessment->rule->limit.kind == LIMIT_SPAN && assessment->anchor.is_known)
		put_string(object, "limit", span_print(assessment->rule->limit.span, SPAN_ENGLISH, span));
	if (assessment->anchor.is_known &&
	    limit_deadline(assessment, note_step, &notices, &again) == STATUS_OK && notices.counted > 0) {
		json_object_set_new(object, "counted", json_integer(notices.counted));
		json_object_set_new(object, "skipped", json_integer(notices.skipped));
		json_object_set(object, "notices", notices.names);
	}
	json_decref(notices.names);
	return object;
}

/* ---- who looked, and what answered ---- */

static json_t *
look_json(const struct assessment *assessment, const struct place *place)
{
	const struct column_state *state = &place->state;
	json_t *object = json_object();
	char hash[17];

	put_string(object, "site", place->column->site->name);
	put_string(object, "column", place->column->name);
	put_string(object, "url", place->column->url);
	put_string(object, "undecided", place->why);
	if (!place->has_state)
		return object;
	if (state->has_looked) {
		json_object_set_new(object, "last_look", instant_json(assessment, state->last_look));
		put_string(object, "outcome", outcome_word(state->last_outcome));
	}
	if (state->has_good) {
		json_object_set_new(object, "last_good", instant_json(assessment, state->last_good));
		snprintf(hash, sizeof(hash), "%016llx", (unsigned long long)state->body_hash);
		put_string(object, "body_hash", hash);
		json_object_set_new(object, "items", json_integer(state->items));
	}
	return object;
}

static json_t *
answer_json(const struct assessment *assessment, const struct answer *answer)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", json_integer(answer->item));
	put_string(object, "title", answer->title);
	put_string(object, "url", answer->url);
	json_object_set_new(object, "published", claimed_json(answer->published));
	json_object_set_new(object, "earliest", instant_json(assessment, answer->earliest));
	json_object_set_new(object, "latest", instant_json(assessment, answer->latest));
	if (answer->pair.id != 0) {
		put_string(object, "paired", pair_origin_word(answer->pair.origin));
		json_object_set_new(object, "score", json_integer(answer->pair.score));
		put_string(object, "confidence", match_confidence_word((enum match_confidence)answer->pair.confidence));
		put_string(object, "reason", answer->pair.reason);
		if (answer->pair.runners_up != NULL)
			json_object_set_new(object, "runners_up", json_loads(answer->pair.runners_up, 0, NULL));
	}
	return object;
}

static void
put_verdict(json_t *object, const struct assessment *assessment)
{
	enum { ANSWERS_TOLD = 8 };
	const struct verdict *verdict = &assessment->verdict;
	json_t *answers = json_array(), *looks = json_array();

	for (size_t i = 0; i < verdict->answer_count && i < ANSWERS_TOLD; i++)
		json_array_append_new(answers, answer_json(assessment, &verdict->answers[i]));
	for (size_t i = 0; i < assessment->place_count; i++)
		json_array_append_new(looks, look_json(assessment, &assessment->places[i]));
	if (verdict->answer_count > 0)
		json_object_set(object, "answers", answers);
	if (verdict->state == DUTY_OVERDUE || verdict->state == DUTY_UNKNOWN)
		json_object_set(object, "looks", looks);
	json_decref(answers);
	json_decref(looks);
	put_string(object, "detail", verdict->detail);
	if (verdict->late_count > 0)
		json_object_set_new(object, "late", json_integer(verdict->late_count));
	if (verdict->has_numbers) {
		json_object_set_new(object, "found", json_integer(verdict->found));
		json_object_set_new(object, "wanted", json_integer(verdict->wanted));
	}
}

static void
put_waiver(json_t *object, const struct assessment *assessment)
{
	json_t *waiver;

	if (!assessment->is_waived)
		return;
	waiver = json_object();
	put_string(waiver, "author", assessment->waiver.author);
	put_string(waiver, "reason", assessment->waiver.reason);
	if (assessment->waiver.has_expiry)
		json_object_set_new(waiver, "expires", instant_json(assessment, assessment->waiver.expires));
	json_object_set_new(object, "waiver", waiver);
}

static json_t *
evidence_json(const struct assessment *assessment, enum cause cause)
{
	const struct item *trigger = assessment_trigger(assessment);
	json_t *object = json_object();

	put_string(object, "cause", cause_word(cause));
	if (assessment->rule != NULL)
		json_object_set_new(object, "rule", rule_json(assessment->rule));
	put_string(object, "unit", assessment->duty.unit);
	if (trigger != NULL)
		json_object_set_new(object, assessment->has_event ? "event" : "trigger", item_json(assessment, trigger));
	if (assessment->rule != NULL) {
		json_object_set_new(object, "anchor", anchor_json(assessment));
		json_object_set_new(object, "deadline", deadline_json(assessment));
	}
	put_string(object, "calendar", assessment->duty.calendar);
	put_verdict(object, assessment);
	put_waiver(object, assessment);
	return object;
}

enum status
evidence_write(const struct assessment *assessment, enum cause cause, const char **text)
{
	json_t *object = evidence_json(assessment, cause);
	char *dump = object == NULL ? NULL : json_dumps(object, JSON_COMPACT);

	json_decref(object);
	if (dump == NULL)
		return STATUS_NO_MEMORY;
	*text = arena_string(assessment->arena, dump);
	free(dump);
	return *text == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}
