/* Columns that duties wait for. */
#include "crawl/urgency.h"

#include <string.h>

struct search {
	struct store *store;
	const struct ruleset *rules;
	struct arena *arena;
	urgency_function *function;
	void *context;
};

/* Where an answer could stand: the expectation's role, or the trigger's where the item itself is to change. */
static const char *
role_of(const struct rule *rule)
{
	return rule->expectation.role != NULL ? rule->expectation.role : rule->trigger.role;
}

/* A column that was read well since the deadline has had its say. */
static enum status
look_is_wanted(const struct search *search, const struct column *column, struct instant due, bool *is_wanted)
{
	struct column_state state = { 0 };
	enum status status = search->store->column_get(search->store, column->site->name, column->name, search->arena,
	    &state);

	*is_wanted = !state.has_good || instant_is_before(state.last_good, due);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status
tell_columns(const struct search *search, const struct site *site, const char *role, struct instant due)
{
	for (const struct column *column = site->columns; column != NULL; column = column->next) {
		bool is_wanted = false;
		enum status status = STATUS_OK;

		if (role == NULL || strcmp(column->role, role) == 0)
			status = look_is_wanted(search, column, due, &is_wanted);
		if (status != STATUS_OK)
			return status;
		if (is_wanted)
			search->function(search->context, site->name, column->name);
	}
	return STATUS_OK;
}

static enum status
tell_duty(const struct search *search, int64_t id)
{
	const struct rule *rule;
	struct duty duty;
	enum status status = search->store->duty_get(search->store, id, search->arena, &duty);

	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	rule = ruleset_find_rule(search->rules, duty.rule);
	if (rule == NULL)
		return STATUS_OK;
	for (const struct site *site = ruleset_sites(search->rules); site != NULL && status == STATUS_OK; site = site->next)
		if (duty.site == NULL || strcmp(duty.site, site->name) == 0)
			status = tell_columns(search, site, role_of(rule), duty.deadline.due);
	return status;
}

enum status
urgency_find(struct store *store, const struct ruleset *rules, struct instant now, int64_t *cursor,
    urgency_function *function, void *context)
{
	struct duty_filter filter = {
		.states = 1u << DUTY_WAITING | 1u << DUTY_UNKNOWN,
		.has_due_by = true,
		.due_by = now,
	};
	struct search search = { store, rules, arena_new(), function, context };
	int64_t ids[URGENCY_DUTIES];
	size_t count = 0;
	enum status status = STATUS_NO_MEMORY;

	if (search.arena != NULL)
		status = store->duty_select(store, &filter, *cursor, ids, URGENCY_DUTIES, &count);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = tell_duty(&search, ids[i]);
	if (status == STATUS_OK)
		*cursor = count == URGENCY_DUTIES ? ids[count - 1] : 0;
	arena_free(search.arena);
	return status;
}
