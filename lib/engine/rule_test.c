/* Rule tests: the history that an admin wrote down is played, and each expectation is held against the duty. */
#include "engine/rule_test.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/message.h"
#include "lib/engine/period_name.h"
#include "lib/engine/test_world.h"
#include "store/memory.h"

/* ---- the instants at which something happens ---- */

struct moments {
	struct arena *arena;
	struct instant *at;
	size_t count, room;
};

static enum status
add_moment(struct moments *moments, struct instant at)
{
	if (moments->count == moments->room) {
		size_t room = moments->room == 0 ? 32 : moments->room * 2;
		struct instant *grown = arena_take_array(moments->arena, room, sizeof(*grown));

		if (grown == NULL)
			return STATUS_NO_MEMORY;
		if (moments->count > 0)
			memcpy(grown, moments->at, moments->count * sizeof(*grown));
		moments->at = grown;
		moments->room = room;
	}
	moments->at[moments->count++] = at;
	return STATUS_OK;
}

static int
compare_instants(const void *left, const void *right)
{
	const struct instant *a = left, *b = right;

	return a->seconds < b->seconds ? -1 : a->seconds > b->seconds;
}

static enum status
list_moments(const struct test_world *world, struct moments *moments)
{
	const struct rule_test *test = world->test;
	enum status status = STATUS_OK;

	for (const struct test_item *item = test->items; item != NULL && status == STATUS_OK; item = item->next) {
		if (!item->item.is_baseline)
			status = add_moment(moments, test_item_seen(item, world->zone));
		if (status == STATUS_OK && item->has_gone)
			status = add_moment(moments, item->gone);
	}
	for (const struct test_event *event = test->events; event != NULL && status == STATUS_OK; event = event->next)
		status = add_moment(moments, event->at);
	for (const struct test_attestation *said = test->attestations; said != NULL && status == STATUS_OK; said = said->next)
		status = add_moment(moments, said->at);
	for (const struct test_look *look = test->looks; look != NULL && status == STATUS_OK; look = look->next)
		status = add_moment(moments, look->from);
	for (const struct test_expectation *at = test->expectations; at != NULL && status == STATUS_OK; at = at->next)
		status = add_moment(moments, at->at);
	if (status == STATUS_OK && moments->count > 0)
		qsort(moments->at, moments->count, sizeof(*moments->at), compare_instants);
	return status;
}

/* The day before the first thing happens; earlier where an expectation names an earlier period. */
static void
set_start(struct test_world *world, const struct moments *moments)
{
	struct instant first = moments->count == 0 ? (struct instant){ 0 } : moments->at[0];

	for (const struct test_expectation *at = world->test->expectations; at != NULL; at = at->next) {
		const struct rule *rule = ruleset_find_rule(world->ruleset, at->rule);
		struct period period;
		struct instant begin;

		if (at->period == NULL || rule == NULL || rule->trigger.kind != TRIGGER_PERIOD ||
		    period_from_name(rule->trigger.period, at->period, &period) != STATUS_OK)
			continue;
		begin = instant_of(period.first, 0, world->zone);
		first = instant_is_before(begin, first) ? begin : first;
	}
	world->start.seconds = first.seconds - SECONDS_PER_DAY;
}

static bool
has_good_looks(const struct rule_test *test)
{
	for (const struct test_look *look = test->looks; look != NULL; look = look->next)
		if (!look->failed)
			return true;
	return false;
}

static bool
looks_at(const struct test_world *world, struct instant at)
{
	if (at.seconds == world->start.seconds || !has_good_looks(world->test))
		return true;
	for (const struct test_look *look = world->test->looks; look != NULL; look = look->next)
		if (look->from.seconds == at.seconds)
			return true;
	return false;
}

/* ---- what happens ---- */

static enum status
enter_event(struct test_world *world, const struct test_event *entry)
{
	struct store *store = world->store;
	struct event event = {
		.name = entry->event, .unit = entry->unit == NULL ? world->test->unit : entry->unit,
		.site = entry->site == NULL ? world->sites->name : entry->site, .title = entry->name,
		.date = instant_date(entry->at, world->zone), .has_time = entry->has_time, .instant = entry->at,
		.fields = entry->fields, .field_count = entry->field_count, .author = "test", .entered = entry->at,
	};
	enum status status = store->begin(store);

	if (status != STATUS_OK)
		return status;
	status = store->event_add(store, &event);
	return store_end(store, status == STATUS_OK ? trigger_event(world->engine, event.id, entry->at) : status);
}

static const struct test_item *
find_item(const struct rule_test *test, const char *name)
{
	for (const struct test_item *item = test->items; item != NULL; item = item->next)
		if (name != NULL && strcmp(item->name, name) == 0)
			return item;
	return NULL;
}

static enum status
operate(struct test_world *world, struct operation operation, struct instant at)
{
	struct store *store = world->store;
	enum status status = store->begin(store);

	operation.author = operation.reason = "test";
	operation.entered = at;
	if (status == STATUS_OK)
		status = store_end(store, store->operation_add(store, &operation));
	return status == STATUS_OK ? engine_operate(world->engine, at, NULL) : status;
}

/* "Refers to" is said once both are known; saying it again changes nothing. */
static enum status
link_item(struct test_world *world, const struct test_item *response, struct instant at)
{
	const struct test_item *trigger = find_item(world->test, response->refers_to);
	struct operation operation = { .kind = OPERATION_LINK };
	struct pair there;
	enum status status;

	if (trigger == NULL)
		return STATUS_OK;
	status = test_item_id(world, trigger, &operation.trigger);
	if (status == STATUS_OK)
		status = test_item_id(world, response, &operation.response);
	if (status != STATUS_OK || operation.trigger == 0 || operation.response == 0)
		return status;
	status = world->store->pair_find(world->store, operation.trigger, operation.response, world->arena, &there);
	if (status == STATUS_OK && there.origin == PAIR_LINKED)
		return STATUS_OK;
	return status == STATUS_OK || status == STATUS_NOT_FOUND ? operate(world, operation, at) : status;
}

/* ---- the duty that an expectation speaks of ---- */

struct wanted {
	const char *rule, *subject, *unit, *period;
	struct instant at;
};

static int64_t
event_id(const struct test_world *world, const char *name)
{
	int64_t id = 0, place = 0;

	for (const struct test_event *event = world->test->events; event != NULL; event = event->next) {
		place += instant_is_before(world->now, event->at) ? 0 : 1;
		if (event->name != NULL && strcmp(event->name, name) == 0)
			id = place;
	}
	return id;
}

static enum status
filter_for(const struct test_world *world, const struct wanted *wanted, struct duty_filter *filter, bool *impossible)
{
	const struct test_item *item = find_item(world->test, wanted->subject);
	enum status status = STATUS_OK;

	*filter = (struct duty_filter){ .rule = wanted->rule, .unit = wanted->unit };
	if (item != NULL) {
		status = test_item_id(world, item, &filter->trigger_item);
		*impossible = filter->trigger_item == 0;
	} else if (wanted->subject != NULL) {
		filter->trigger_event = event_id(world, wanted->subject);
		*impossible = filter->trigger_event == 0;
	}
	return status;
}

static bool
is_of_period(const struct wanted *wanted, const struct duty *duty)
{
	const char *name = duty->key + strlen("period:");
	size_t length;

	if (wanted->period == NULL)
		return true;
	length = strlen(wanted->period);
	return strncmp(duty->key, "period:", strlen("period:")) == 0 && strncmp(name, wanted->period, length) == 0 &&
	    strchr("/@", name[length]) != NULL;
}

/* Of several the one whose deadline passed last; before any did, the first; a violated one before all others. */
static bool
is_better(const struct duty *candidate, const struct duty *best, struct instant at)
{
	bool passed = candidate->deadline.due.seconds <= at.seconds, best_passed = best->deadline.due.seconds <= at.seconds;

	if (strncmp(candidate->key, "period:", strlen("period:")) != 0)
		return candidate->state == DUTY_OVERDUE && best->state != DUTY_OVERDUE;
	if (passed != best_passed)
		return passed;
	return passed && candidate->deadline.due.seconds > best->deadline.due.seconds;
}

static enum status
find_duty(struct test_world *world, const struct wanted *wanted, struct duty *found)
{
	struct store *store = world->store;
	struct duty_filter filter;
	int64_t ids[ENGINE_PAGE], after = 0;
	bool impossible = false;
	enum status status = filter_for(world, wanted, &filter, &impossible);
	size_t count;

	found->id = 0;
	if (status != STATUS_OK || impossible)
		return status;
	do {
		status = store->duty_select(store, &filter, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++) {
			struct duty duty;

			after = ids[i];
			status = store->duty_get(store, ids[i], world->arena, &duty);
			if (status == STATUS_OK && is_of_period(wanted, &duty) &&
			    (found->id == 0 || is_better(&duty, found, wanted->at)))
				*found = duty;
		}
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}

static enum status
attest(struct test_world *world, const struct test_attestation *said)
{
	struct wanted wanted = { said->rule, said->subject, said->unit, NULL, said->at };
	struct duty duty = { 0 };
	enum status status;

	if (said->subject != NULL && said->subject[0] >= '1' && said->subject[0] <= '9') {
		wanted.period = said->subject;
		wanted.subject = NULL;
	}
	status = find_duty(world, &wanted, &duty);
	if (status != STATUS_OK || duty.id == 0)
		return status;
	return operate(world, (struct operation){ .kind = OPERATION_ATTEST, .duty = duty.id, .has_date = true,
		.date = instant_date(said->at, world->zone) }, said->at);
}

/* ---- one instant ---- */

static enum status
tick(struct test_world *world, struct instant at)
{
	bool more = true;
	enum status status = STATUS_OK;

	while (more && status == STATUS_OK)
		status = engine_tick(world->engine, at, &more);
	return status;
}

static enum status
play(struct test_world *world, struct instant at)
{
	const struct rule_test *test = world->test;
	enum status status = tick(world, at);

	world->now = at;
	for (const struct test_event *event = test->events; event != NULL && status == STATUS_OK; event = event->next)
		if (event->at.seconds == at.seconds)
			status = enter_event(world, event);
	if (status == STATUS_OK && looks_at(world, at))
		status = test_look(world, at);
	for (const struct test_item *item = test->items; item != NULL && status == STATUS_OK; item = item->next)
		if (item->refers_to != NULL)
			status = link_item(world, item, at);
	for (const struct test_attestation *said = test->attestations; said != NULL && status == STATUS_OK; said = said->next)
		if (said->at.seconds == at.seconds)
			status = attest(world, said);
	return status == STATUS_OK ? tick(world, at) : status;
}

/* ---- expectations ---- */

static const char *
describe(struct arena *arena, const char *state, bool has_due, struct date due)
{
	char day[DATE_TEXT_BYTES];

	return has_due ? arena_format(arena, _("%s, due %s"), state, date_print(due, day)) : arena_string(arena, state);
}

struct story {
	struct buffer text;
	struct zone zone;
};

static enum status
tell_change(void *context, const struct transition *transition)
{
	struct story *story = context;
	char at[INSTANT_TEXT_BYTES];
	bool is_new = transition->from == transition->to;

	return buffer_add_format(&story->text, "%s  %s%s%s: %s\n%s\n", instant_print(transition->at, story->zone, at),
	    is_new ? "" : duty_state_text(transition->from), is_new ? "" : " → ", duty_state_text(transition->to),
	    cause_text(transition->cause), transition->evidence);
}

static enum status
explain(struct test_world *world, const struct duty *duty, const char **text)
{
	struct story story = { .zone = world->zone };
	enum status status;

	buffer_start(&story.text, LIMIT_PAGE_BYTES);
	status = duty->id == 0 ? STATUS_OK :
	    world->store->transition_each(world->store, duty->id, tell_change, &story);
	if (status == STATUS_OK) {
		*text = arena_string(world->arena, buffer_string(&story.text));
		status = *text == NULL ? STATUS_NO_MEMORY : STATUS_OK;
	}
	buffer_clear(&story.text);
	return status;
}

/* Detectors and integrity keep no duty where there is nothing to find. */
static bool
is_kept_without_duty(const struct test_world *world, const struct test_expectation *expectation)
{
	const struct rule *rule = ruleset_find_rule(world->ruleset, expectation->rule);

	return rule != NULL && expectation->state == DUTY_MET && !expectation->no_duty &&
	    (rule->expectation.kind == EXPECT_CLEAN || rule->expectation.kind == EXPECT_INTEGRITY);
}

static bool
comes_true(const struct test_world *world, const struct test_expectation *expectation, const struct duty *duty)
{
	if (duty->id == 0)
		return expectation->no_duty || is_kept_without_duty(world, expectation);
	return !expectation->no_duty && duty->state == expectation->state &&
	    (!expectation->has_due || date_equals(duty->deadline.due_day, expectation->due));
}

static enum status
check(struct test_world *world, const struct test_expectation *expectation,
    const struct rule_test_failure ***last)
{
	const struct wanted wanted = {
		expectation->rule, expectation->subject, expectation->unit, expectation->period, expectation->at,
	};
	struct rule_test_failure *failure;
	struct duty duty = { 0 };
	enum status status = find_duty(world, &wanted, &duty);

	if (status != STATUS_OK || comes_true(world, expectation, &duty))
		return status;
	failure = arena_take(world->arena, sizeof(*failure));
	if (failure == NULL)
		return STATUS_NO_MEMORY;
	failure->expectation = expectation;
	failure->expected = expectation->no_duty ? _("no duty") :
	    describe(world->arena, duty_state_text(expectation->state), expectation->has_due, expectation->due);
	failure->got = duty.id == 0 ? _("no duty") :
	    describe(world->arena, duty_state_text(duty.state), duty.deadline.due.seconds != 0, duty.deadline.due_day);
	**last = failure;
	*last = &failure->next;
	return explain(world, &duty, &failure->explanation);
}

/* ---- the whole ---- */

static const struct calendar *
give_calendar(void *context, const char *name)
{
	return name == NULL ? ((struct test_world *)context)->used : NULL;
}

static enum status
choose_calendar(struct test_world *world, engine_calendar_function *calendar, void *context)
{
	const struct calendar *named = calendar(context, world->test->calendar);

	if (named == NULL)
		return STATUS_NOT_FOUND;
	world->used = named;
	if (!world->test->has_known_on)
		return STATUS_OK;
	world->calendar = NULL;
	/* Calendars are counted; being known earlier makes a new one that is ours. */
	if (calendar_as_known((struct calendar *)(uintptr_t)named, world->test->known_on, &world->calendar) != STATUS_OK)
		return STATUS_NO_MEMORY;
	world->used = world->calendar;
	return STATUS_OK;
}

static enum status
start_engine(struct test_world *world)
{
	const struct engine_config config = {
		.ruleset = world->ruleset, .sites = world->sites, .calendar = give_calendar, .calendar_context = world,
		.zone = world->zone, .store = world->store,
	};

	return engine_new(&config, world->start, &world->engine);
}

static enum status
play_all(struct test_world *world, struct rule_test_result *result)
{
	struct moments moments = { .arena = world->arena };
	const struct rule_test_failure **last = &result->failures;
	enum status status = list_moments(world, &moments);

	if (status != STATUS_OK)
		return status;
	set_start(world, &moments);
	status = start_engine(world);
	if (status == STATUS_OK)
		status = play(world, world->start);
	for (size_t i = 0; i < moments.count && status == STATUS_OK; i++) {
		if (i > 0 && moments.at[i].seconds == moments.at[i - 1].seconds)
			continue;
		status = play(world, moments.at[i]);
		for (const struct test_expectation *at = world->test->expectations; at != NULL && status == STATUS_OK;
		    at = at->next)
			if (at->at.seconds == moments.at[i].seconds)
				status = check(world, at, &last);
	}
	return status;
}

enum status
rule_test_run(struct ruleset *ruleset, const struct rule_test *test, engine_calendar_function *calendar,
    void *calendar_context, struct zone zone, struct arena *arena, struct rule_test_result *result)
{
	struct test_world world = { .ruleset = ruleset, .test = test, .arena = arena, .zone = zone };
	struct rule_test_result fresh = { 0 };
	enum status status = choose_calendar(&world, calendar, calendar_context);

	for (const struct test_expectation *at = test->expectations; at != NULL; at = at->next)
		fresh.expectations++;
	if (status == STATUS_OK)
		status = test_sites_make(&world);
	if (status == STATUS_OK)
		status = store_memory_new(&world.store);
	if (status == STATUS_OK)
		status = play_all(&world, &fresh);
	engine_free(world.engine);
	store_close(world.store);
	calendar_release(world.calendar);
	if (status == STATUS_OK)
		*result = fresh;
	return status;
}
