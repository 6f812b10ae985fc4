/* Duties and their transitions in memory. */
#include <string.h>

#include "lib/store/memory_private.h"

static const struct record_string duty_strings[] = {
	NAME(struct duty, rule), NAME(struct duty, site), NAME(struct duty, unit), NAME(struct duty, calendar),
	STRING(struct duty, key),
};
static const struct record_type duty_type = {
	sizeof(struct duty), offsetof(struct duty, id), duty_strings, COUNT_OF(duty_strings), NO_MEMBER, NO_MEMBER,
};
static const struct record_string transition_strings[] = { STRING(struct transition, evidence) };
static const struct record_type transition_type = {
	sizeof(struct transition), offsetof(struct transition, id), transition_strings,
	COUNT_OF(transition_strings), NO_MEMBER, NO_MEMBER,
};

/* What may still change: all but met and withdrawn ones. */
enum { OPEN_STATES = 1 << DUTY_WAITING | 1 << DUTY_OVERDUE | 1 << DUTY_UNKNOWN | 1 << DUTY_MET_LATE | 1 << DUTY_WAIVED };

static uint64_t
key_of_pair(const char *first, const char *second)
{
	return key_string(key_string(0, first), second);
}

static void
keys_of_duty(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct duty *duty = row;
	bool is_open = (OPEN_STATES & 1 << duty->state) != 0;
	const struct index_entry entries[] = {
		{ &memory->duty_key, key_of_pair(duty->rule, duty->key), true },
		{ &memory->duty_rule, key_string(0, duty->rule), true },
		{ &memory->duty_open, key_of_pair(duty->rule, duty->site), is_open },
		{ &memory->duty_site, key_string(0, duty->site), true },
		{ &memory->duty_trigger_item, key_number(0, duty->trigger_item), duty->trigger_item != 0 },
		{ &memory->duty_trigger_event, key_number(0, duty->trigger_event), duty->trigger_event != 0 },
		{ &memory->duty_answer, key_number(0, duty->answer_item), duty->answer_item != 0 },
	};

	for (size_t i = 0; i < COUNT_OF(entries); i++)
		row_keys_add(keys, entries[i]);
	keys->heap = &memory->duty_wake;
	keys->wakes = duty->wake_at.seconds != duty_never_wakes.seconds;
	keys->wake_at = duty->wake_at.seconds;
}

static int64_t
duty_id(struct memory_store *memory, const char *rule, const char *key)
{
	struct id_list list = index_find(&memory->duty_key, key_of_pair(rule, key));

	for (size_t i = 0; i < list.count; i++) {
		const struct duty *row = table_row(&memory->duties, list.ids[i]);

		if (same(row->rule, rule) && same(row->key, key))
			return list.ids[i];
	}
	return 0;
}

static enum status
duty_put(struct store *store, struct duty *duty)
{
	struct memory_store *memory = memory_of(store);
	int64_t there = duty_id(memory, duty->rule, duty->key);
	int64_t id = duty->id;

	if (there != 0 && there != id)
		return STATUS_CONFLICT;
	return table_put(&memory->duties, duty, &id);
}

static enum status
duty_get(struct store *store, int64_t id, struct arena *arena, struct duty *duty)
{
	return table_read(&memory_of(store)->duties, id, arena, duty);
}

static enum status
duty_find(struct store *store, const char *rule, const char *key, struct arena *arena, struct duty *duty)
{
	struct memory_store *memory = memory_of(store);

	return table_read(&memory->duties, duty_id(memory, rule, key), arena, duty);
}

static bool
site_matches(const char *wanted, const char *site)
{
	if (wanted == NULL)
		return true;
	return wanted[0] == '\0' ? site == NULL : same(wanted, site);
}

static bool
duty_matches(const void *row, const void *context)
{
	const struct duty *duty = row;
	const struct duty_filter *filter = context;

	return (filter->rule == NULL || same(filter->rule, duty->rule)) &&
	    site_matches(filter->site, duty->site) &&
	    (filter->unit == NULL || same(filter->unit, duty->unit)) &&
	    (filter->key_prefix == NULL || strncmp(duty->key, filter->key_prefix, strlen(filter->key_prefix)) == 0) &&
	    (filter->states == 0 || (filter->states & 1U << duty->state) != 0) &&
	    (filter->trigger_item == 0 || filter->trigger_item == duty->trigger_item) &&
	    (filter->trigger_event == 0 || filter->trigger_event == duty->trigger_event) &&
	    (filter->answer_item == 0 || filter->answer_item == duty->answer_item) &&
	    (!filter->has_due_by || duty->deadline.due.seconds <= filter->due_by.seconds) &&
	    (!filter->has_due_from || duty->deadline.due.seconds >= filter->due_from.seconds);
}

static struct id_list
duty_candidates(struct memory_store *memory, const struct duty_filter *filter, bool *all)
{
	const char *site = filter->site != NULL && filter->site[0] == '\0' ? NULL : filter->site;
	bool only_open = filter->states != 0 && (filter->states & ~(uint32_t)OPEN_STATES) == 0;

	*all = false;
	if (filter->trigger_item != 0)
		return index_find(&memory->duty_trigger_item, key_number(0, filter->trigger_item));
	if (filter->trigger_event != 0)
		return index_find(&memory->duty_trigger_event, key_number(0, filter->trigger_event));
	if (filter->answer_item != 0)
		return index_find(&memory->duty_answer, key_number(0, filter->answer_item));
	if (filter->rule != NULL && filter->site != NULL && only_open)
		return index_find(&memory->duty_open, key_of_pair(filter->rule, site));
	if (filter->rule != NULL)
		return index_find(&memory->duty_rule, key_string(0, filter->rule));
	if (filter->site != NULL)
		return index_find(&memory->duty_site, key_string(0, site));
	*all = true;
	return (struct id_list){ NULL, 0 };
}

static enum status
duty_select(struct store *store, const struct duty_filter *filter, int64_t after, int64_t *ids, size_t room,
    size_t *count)
{
	struct memory_store *memory = memory_of(store);
	bool all;
	struct id_list list = duty_candidates(memory, filter, &all);

	page_of(&memory->duties, list, all, after, duty_matches, filter, ids, room, count);
	return STATUS_OK;
}

static enum status
duty_due(struct store *store, struct instant now, int64_t *ids, size_t room, size_t *count)
{
	return wake_due(&memory_of(store)->duty_wake, now.seconds, ids, room, count);
}

static enum status
duty_next_wake(struct store *store, struct instant *wake_at)
{
	const struct wake_heap *heap = &memory_of(store)->duty_wake;

	if (heap->count == 0)
		return STATUS_NOT_FOUND;
	wake_at->seconds = heap->entries[0].at;
	return STATUS_OK;
}

static enum status
duty_count(struct store *store, const char *rule, const char *site, uint64_t counts[DUTY_STATE_COUNT])
{
	struct memory_store *memory = memory_of(store);
	const struct duty_filter filter = { .rule = rule, .site = site };

	memset(counts, 0, DUTY_STATE_COUNT * sizeof(*counts));
	for (int64_t id = 1; id <= memory->duties.last_id; id++) {
		const struct duty *duty = table_row(&memory->duties, id);

		if (duty != NULL && duty_matches(duty, &filter))
			counts[duty->state]++;
	}
	return STATUS_OK;
}

/* ---- transitions ---- */

static void
keys_of_transition(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct transition *transition = row;

	row_keys_add(keys, (struct index_entry){ &memory->transition_duty, key_number(0, transition->duty), true });
}

static enum status
transition_add(struct store *store, struct transition *transition)
{
	int64_t id = 0;

	return table_put(&memory_of(store)->transitions, transition, &id);
}

static enum status
transition_get(struct store *store, int64_t id, struct arena *arena, struct transition *transition)
{
	return table_read(&memory_of(store)->transitions, id, arena, transition);
}

static enum status
transition_each(struct store *store, int64_t duty, transition_function *function, void *context)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->transition_duty, key_number(0, duty));
	enum status status = STATUS_OK;

	for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
		const struct transition *row = table_row(&memory->transitions, list.ids[i]);

		if (row->duty == duty)
			status = function(context, row);
	}
	return status;
}

static enum status
transition_since(struct store *store, int64_t after, transition_function *function, void *context)
{
	struct memory_store *memory = memory_of(store);
	enum status status = STATUS_OK;

	for (int64_t id = after + 1; id <= memory->transitions.last_id && status == STATUS_OK; id++) {
		const struct transition *row = table_row(&memory->transitions, id);

		if (row != NULL)
			status = function(context, row);
	}
	return status;
}

/* ---- trimming ---- */

static enum status
drop_all(struct table *table, struct id_list list)
{
	enum status status = STATUS_OK;

	/* Each drop takes the last id out of the list that is walked. */
	for (size_t i = list.count; i-- > 0 && status == STATUS_OK;)
		status = table_drop(table, list.ids[i]);
	return status;
}

static enum status
drop_sent(struct memory_store *memory, int64_t duty)
{
	struct id_list list = index_find(&memory->message_duty, key_number(0, duty));
	enum status status = STATUS_OK;

	for (size_t i = list.count; i-- > 0 && status == STATUS_OK;) {
		const struct outbox_message *message = table_row(&memory->messages, list.ids[i]);

		if (message->duty == duty && message->is_sent)
			status = table_drop(&memory->messages, list.ids[i]);
	}
	return status;
}

static enum status
closed_trim(struct store *store, struct instant before, size_t room, size_t *count)
{
	const uint32_t closed = 1 << DUTY_MET | 1 << DUTY_MET_LATE | 1 << DUTY_WITHDRAWN;
	struct memory_store *memory = memory_of(store);
	enum status status = STATUS_OK;
	size_t dropped = 0;

	for (int64_t id = 1; id <= memory->duties.last_id && dropped < room && status == STATUS_OK; id++) {
		const struct duty *duty = table_row(&memory->duties, id);

		if (duty == NULL || (closed & 1U << duty->state) == 0 || !instant_is_before(duty->since, before) ||
		    duty->wake_at.seconds != duty_never_wakes.seconds)
			continue;
		status = drop_all(&memory->transitions, index_find(&memory->transition_duty, key_number(0, id)));
		if (status == STATUS_OK)
			status = drop_sent(memory, id);
		if (status == STATUS_OK)
			status = table_drop(&memory->duties, id);
		dropped++;
	}
	if (status == STATUS_OK)
		*count = dropped;
	return status;
}

void
memory_duties_start(struct memory_store *memory)
{
	struct store *store = &memory->store;

	memory_table_start(memory, &memory->duties, &duty_type, keys_of_duty);
	memory_table_start(memory, &memory->transitions, &transition_type, keys_of_transition);
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

void
memory_duties_clear(struct memory_store *memory)
{
	table_clear(&memory->duties);
	table_clear(&memory->transitions);
	index_clear(&memory->duty_key);
	index_clear(&memory->duty_rule);
	index_clear(&memory->duty_open);
	index_clear(&memory->duty_site);
	index_clear(&memory->duty_trigger_item);
	index_clear(&memory->duty_trigger_event);
	index_clear(&memory->duty_answer);
	wake_clear(&memory->duty_wake);
	index_clear(&memory->transition_duty);
}
