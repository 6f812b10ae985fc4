/* Duties and their transitions on disk. */
#include <string.h>

#include "lib/store/sqlite_private.h"

/* The states of the partial index duty_open. */
/* What may still change: all but met and withdrawn ones, as the index duty_open has them. */
enum { OPEN_STATES = 1 << DUTY_WAITING | 1 << DUTY_OVERDUE | 1 << DUTY_UNKNOWN | 1 << DUTY_MET_LATE | 1 << DUTY_WAIVED };
_Static_assert(DUTY_WAITING == 0 && DUTY_OVERDUE == 2 && DUTY_UNKNOWN == 4, "see the index duty_open");
_Static_assert(DUTY_MET == 1 && DUTY_MET_LATE == 3 && DUTY_WITHDRAWN == 6, "see the index duty_closed");

static void
bind_duty(struct query *query, const struct duty *duty)
{
	bind_text(query, duty->rule);
	bind_text(query, duty->key);
	bind_text(query, duty->site);
	bind_text(query, duty->unit);
	bind_id(query, duty->trigger_item);
	bind_id(query, duty->trigger_event);
	bind_int(query, (int64_t)duty->state);
	bind_instant(query, duty->since);
	bind_date(query, duty->anchor);
	bind_date(query, duty->deadline.due_day);
	bind_date(query, duty->deadline.strict_day);
	bind_instant(query, duty->deadline.end);
	bind_instant(query, duty->deadline.due);
	bind_instant(query, duty->deadline.strict);
	bind_bool(query, duty->deadline.provisional);
	bind_text(query, duty->calendar);
	bind_id(query, duty->answer_item);
	bind_int(query, duty->late_count);
	bind_instant(query, duty->wake_at);
	bind_int(query, duty->reminded);
	bind_int(query, (int64_t)duty->rule_digest);
}

static struct duty
take_duty(struct query *query)
{
	struct duty duty = { .id = take_int(query) };

	duty.rule = take_text(query);
	duty.key = take_text(query);
	duty.site = take_text(query);
	duty.unit = take_text(query);
	duty.trigger_item = take_int(query);
	duty.trigger_event = take_int(query);
	duty.state = (enum duty_state)take_int(query);
	duty.since = take_instant(query);
	duty.anchor = take_date(query);
	duty.deadline.due_day = take_date(query);
	duty.deadline.strict_day = take_date(query);
	duty.deadline.end = take_instant(query);
	duty.deadline.due = take_instant(query);
	duty.deadline.strict = take_instant(query);
	duty.deadline.provisional = take_bool(query);
	duty.calendar = take_text(query);
	duty.answer_item = take_int(query);
	duty.late_count = (int32_t)take_int(query);
	duty.wake_at = take_instant(query);
	duty.reminded = (uint32_t)take_int(query);
	duty.rule_digest = (uint64_t)take_int(query);
	return duty;
}

static enum status
duty_put(struct store *store, struct duty *duty)
{
	struct query query;
	enum status status;

	query_change(&query, store, duty->id == 0 ? STATEMENT_DUTY_INSERT : STATEMENT_DUTY_UPDATE);
	bind_duty(&query, duty);
	if (duty->id != 0)
		bind_int(&query, duty->id);
	status = query_run_one(&query);
	if (status == STATUS_OK && duty->id == 0)
		duty->id = inserted_id(&query);
	return status;
}

static enum status
read_duty(struct query *query, struct arena *arena, struct duty *duty)
{
	struct duty read = { 0 };
	enum status status;
	bool found;

	query->arena = arena;
	found = query_step(query);
	if (found)
		read = take_duty(query);
	status = query_end_found(query, found);
	if (status == STATUS_OK)
		*duty = read;
	return status;
}

static enum status
duty_get(struct store *store, int64_t id, struct arena *arena, struct duty *duty)
{
	struct query query;

	query_start(&query, store, STATEMENT_DUTY_GET);
	bind_int(&query, id);
	return read_duty(&query, arena, duty);
}

static enum status
duty_find(struct store *store, const char *rule, const char *key, struct arena *arena, struct duty *duty)
{
	struct query query;

	query_start(&query, store, STATEMENT_DUTY_FIND);
	bind_text(&query, rule);
	bind_text(&query, key);
	return read_duty(&query, arena, duty);
}

/* The statement whose index narrows most. */
static enum statement_name
duty_statement(const struct duty_filter *filter)
{
	bool only_open = filter->states != 0 && (filter->states & ~(uint32_t)OPEN_STATES) == 0;

	if (filter->trigger_item != 0)
		return STATEMENT_DUTY_SELECT_TRIGGER_ITEM;
	if (filter->trigger_event != 0)
		return STATEMENT_DUTY_SELECT_TRIGGER_EVENT;
	if (filter->answer_item != 0)
		return STATEMENT_DUTY_SELECT_ANSWER;
	if (filter->rule != NULL)
		return filter->site != NULL && only_open ? STATEMENT_DUTY_SELECT_OPEN : STATEMENT_DUTY_SELECT_RULE;
	return filter->site != NULL ? STATEMENT_DUTY_SELECT_SITE : STATEMENT_DUTY_SELECT_ALL;
}

static enum status
duty_select(struct store *store, const struct duty_filter *filter, int64_t after, int64_t *ids, size_t room,
    size_t *count)
{
	struct query query;

	query_start(&query, store, duty_statement(filter));
	bind_text(&query, filter->rule);
	bind_text(&query, filter->site);
	bind_text(&query, filter->unit);
	bind_text(&query, filter->key_prefix);
	bind_int(&query, filter->states);
	bind_id(&query, filter->trigger_item);
	bind_id(&query, filter->trigger_event);
	bind_id(&query, filter->answer_item);
	bind_instant_if(&query, filter->has_due_by, filter->due_by);
	bind_instant_if(&query, filter->has_due_from, filter->due_from);
	bind_int(&query, after);
	bind_int(&query, (int64_t)room);
	return query_page(&query, ids, room, count);
}

static enum status
duty_due(struct store *store, struct instant now, int64_t *ids, size_t room, size_t *count)
{
	struct query query;

	query_start(&query, store, STATEMENT_DUTY_DUE);
	bind_instant(&query, now);
	bind_int(&query, (int64_t)room);
	return query_page(&query, ids, room, count);
}

static enum status
duty_next_wake(struct store *store, struct instant *wake_at)
{
	struct instant read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_DUTY_NEXT_WAKE);
	found = query_step(&query);
	if (found)
		read = take_instant(&query);
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*wake_at = read;
	return status;
}

static enum status
duty_count(struct store *store, const char *rule, const char *site, uint64_t counts[DUTY_STATE_COUNT])
{
	uint64_t read[DUTY_STATE_COUNT] = { 0 };
	struct query query;
	enum status status;

	query_start(&query, store, STATEMENT_DUTY_COUNT);
	bind_text(&query, rule);
	bind_text(&query, site);
	while (query_step(&query)) {
		uint64_t state = (uint64_t)take_int(&query);

		if (state < DUTY_STATE_COUNT)
			read[state] = (uint64_t)take_int(&query);
	}
	status = query_end(&query);
	if (status == STATUS_OK)
		memcpy(counts, read, sizeof(read));
	return status;
}

static enum status
transition_add(struct store *store, struct transition *transition)
{
	struct query query;
	enum status status;

	query_change(&query, store, STATEMENT_TRANSITION_ADD);
	bind_int(&query, transition->duty);
	bind_int(&query, (int64_t)transition->from);
	bind_int(&query, (int64_t)transition->to);
	bind_int(&query, (int64_t)transition->cause);
	bind_instant(&query, transition->at);
	bind_text(&query, transition->evidence);
	status = query_run(&query);
	if (status == STATUS_OK)
		transition->id = inserted_id(&query);
	return status;
}

static struct transition
take_transition(struct query *query)
{
	struct transition transition = { .id = take_int(query) };

	transition.duty = take_int(query);
	transition.from = (enum duty_state)take_int(query);
	transition.to = (enum duty_state)take_int(query);
	transition.cause = (enum cause)take_int(query);
	transition.at = take_instant(query);
	transition.evidence = take_text(query);
	return transition;
}

static enum status
transition_get(struct store *store, int64_t id, struct arena *arena, struct transition *transition)
{
	struct transition read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_TRANSITION_GET);
	query.arena = arena;
	bind_int(&query, id);
	found = query_step(&query);
	if (found)
		read = take_transition(&query);
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*transition = read;
	return status;
}

static enum status
walk_transitions(struct store *store, enum statement_name name, int64_t number, transition_function *function,
    void *context)
{
	enum status status = STATUS_OK, end;
	struct query query;

	query_start(&query, store, name);
	bind_int(&query, number);
	while (status == STATUS_OK && query_step(&query)) {
		struct transition transition = take_transition(&query);

		status = function(context, &transition);
	}
	end = query_end(&query);
	return status != STATUS_OK ? status : end;
}

static enum status
transition_each(struct store *store, int64_t duty, transition_function *function, void *context)
{
	return walk_transitions(store, STATEMENT_TRANSITIONS_DUTY, duty, function, context);
}

static enum status
transition_since(struct store *store, int64_t after, transition_function *function, void *context)
{
	return walk_transitions(store, STATEMENT_TRANSITIONS_SINCE, after, function, context);
}

static enum status
drop_duty(struct store *store, int64_t id)
{
	static const enum statement_name drops[] = {
		STATEMENT_DUTY_TRANSITIONS_DROP, STATEMENT_DUTY_MESSAGES_DROP, STATEMENT_DUTY_DROP,
	};
	enum status status = STATUS_OK;

	for (size_t i = 0; i < sizeof(drops) / sizeof(drops[0]) && status == STATUS_OK; i++) {
		struct query query;

		query_change(&query, store, drops[i]);
		bind_int(&query, id);
		status = query_run(&query);
	}
	return status;
}

enum { TRIMMED_AT_ONCE = 256 };

static enum status
trim_some(struct store *store, struct instant before, size_t room, size_t *count)
{
	int64_t ids[TRIMMED_AT_ONCE];
	struct query query;
	enum status status;

	query_start(&query, store, STATEMENT_DUTY_CLOSED);
	bind_instant(&query, before);
	bind_int(&query, (int64_t)room);
	status = query_page(&query, ids, room, count);
	for (size_t i = 0; status == STATUS_OK && i < *count; i++)
		status = drop_duty(store, ids[i]);
	return status;
}

static enum status
closed_trim(struct store *store, struct instant before, size_t room, size_t *count)
{
	size_t trimmed = 0, some = 1; /* of the last walk */
	enum status status = STATUS_OK;

	while (status == STATUS_OK && some > 0 && trimmed < room) {
		size_t left = room - trimmed;

		status = trim_some(store, before, left < TRIMMED_AT_ONCE ? left : TRIMMED_AT_ONCE, &some);
		trimmed += some;
	}
	if (status == STATUS_OK)
		*count = trimmed;
	return status;
}

void
sqlite_duties_start(struct store *store)
{
	store->duty_put = duty_put;
	store->duty_get = duty_get;
	store->duty_find = duty_find;
	store->duty_select = duty_select;
	store->duty_due = duty_due;
	store->duty_next_wake = duty_next_wake;
	store->duty_count = duty_count;
	store->transition_add = transition_add;
	store->transition_get = transition_get;
	store->transition_each = transition_each;
	store->transition_since = transition_since;
	store->closed_trim = closed_trim;
}
