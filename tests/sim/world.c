/* A world for tests of the engine. */
#include "tests/unit/unit.h"

#include "tests/sim/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "rules/load.h"
#include "rules/source_memory.h"
#include "store/memory.h"
#include "tests/unit/calendar_file.h"

struct world {
	struct arena *arena;
	struct ruleset *ruleset;
	struct calendar *national;
	struct calendar *calendar;
	struct store *store;
	bool owns_store;
	struct engine *engine;
	struct instant now;
	const struct publication *publications;
	size_t publication_count;
	const struct outage *outages;
	size_t outage_count;
	unsigned told[ENGINE_CALENDAR + 1];
};

static void
must(enum status status, const char *what)
{
	if (status != STATUS_OK)
		fail_msg("%s: %s", what, status_word(status));
}

struct instant
world_time(const char *text)
{
	struct instant instant = { 0 };

	must(instant_parse(text, strlen(text), zone_china, &instant), text);
	return instant;
}

static struct ruleset *
load(const char *text)
{
	struct memory_file file = { "world.rules", text, strlen(text) };
	struct memory_files files = { &file, 1 };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	struct ruleset *ruleset = NULL;
	const char *path = "world.rules";
	struct buffer message;

	assert_non_null(diagnostics);
	if (ruleset_load(&reader, &path, 1, diagnostics, &ruleset) != STATUS_OK) {
		buffer_start(&message, 1 << 20);
		for (size_t i = 0; i < diagnostics_count(diagnostics); i++)
			must(diagnostic_print(diagnostics_at(diagnostics, i), &message), "diagnostic");
		fail_msg("rules: %s", buffer_string(&message));
	}
	diagnostics_free(diagnostics);
	return ruleset;
}

static const struct calendar *
find_calendar(void *context, const char *name)
{
	return name == NULL ? ((struct world *)context)->calendar : NULL;
}

static enum status
note(void *context, const struct engine_notice *notice)
{
	struct world *world = context;

	world->told[notice->kind]++;
	return STATUS_OK;
}

struct engine_config
world_config(struct world *world)
{
	return (struct engine_config){
		.ruleset = world->ruleset, .calendar = find_calendar, .calendar_context = world, .zone = zone_china,
		.store = world->store, .sink = note, .sink_context = world,
	};
}

static void
start(struct world *world, struct instant now)
{
	const struct engine_config config = world_config(world);

	world->now = now;
	must(engine_new(&config, now, &world->engine), "engine_new");
}

struct world *
world_new(const char *rules, struct store *store)
{
	struct world *world = calloc(1, sizeof(*world));

	assert_non_null(world);
	world->arena = arena_new();
	world->ruleset = load(rules);
	world->national = national_calendar();
	world->calendar = world->national;
	world->store = store;
	if (store == NULL) {
		must(store_memory_new(&world->store), "store");
		world->owns_store = true;
	}
	return world;
}

void
world_free(struct world *world)
{
	engine_free(world->engine);
	if (world->owns_store)
		store_close(world->store);
	ruleset_release(world->ruleset);
	calendar_release(world->national);
	arena_free(world->arena);
	free(world);
}

void
world_publish(struct world *world, const struct publication *publications, size_t count)
{
	world->publications = publications;
	world->publication_count = count;
}

void
world_fail(struct world *world, const struct outage *outages, size_t count)
{
	world->outages = outages;
	world->outage_count = count;
}

void
world_calendar(struct world *world, struct calendar *calendar)
{
	world->calendar = calendar;
	must(engine_use_calendars(world->engine, world->now), "calendars");
}

/* ---- looks ---- */

static bool
is_of(const char *place, const struct column *column)
{
	size_t length = strlen(column->site->name);

	return strncmp(place, column->site->name, length) == 0 && place[length] == '/' &&
	    strcmp(place + length + 1, column->name) == 0;
}

static bool
is_down(const struct world *world, const struct column *column, struct instant at)
{
	for (size_t i = 0; i < world->outage_count; i++) {
		const struct outage *outage = &world->outages[i];

		if ((outage->column == NULL || is_of(outage->column, column)) &&
		    at.seconds >= world_time(outage->from).seconds && at.seconds <= world_time(outage->to).seconds)
			return true;
	}
	return false;
}

static bool
is_shown(const struct publication *publication, struct instant at)
{
	return world_time(publication->appears).seconds <= at.seconds &&
	    (publication->disappears == NULL || at.seconds < world_time(publication->disappears).seconds);
}

static struct claimed_date
claim(const char *text)
{
	struct claimed_date claimed = { 0 };
	int year, month;

	if (text == NULL)
		return claimed;
	if (strlen(text) == 7 && sscanf(text, "%d-%d", &year, &month) == 2) {
		claimed.precision = DATE_PRECISION_MONTH;
		must(date_from_civil(year, month, 1, &claimed.date), text);
		return claimed;
	}
	must(date_text_parse(text, strlen(text), &claimed), text);
	return claimed;
}

static struct item
item_of(const struct publication *publication)
{
	return (struct item){
		.url = publication->url, .title = publication->title, .published = claim(publication->published),
		.published_source = publication->published == NULL ? VALUE_SOURCE_NONE : VALUE_SOURCE_LIST,
	};
}

static uint64_t
hash_of(const struct item *items, size_t count)
{
	uint64_t hash = 1469598103934665603ULL;

	for (size_t i = 0; i < count; i++)
		for (const char *at = items[i].title; *at != '\0'; at++)
			hash = (hash ^ (unsigned char)*at) * 1099511628211ULL;
	return hash;
}

static void
look_at(struct world *world, const struct column *column, struct instant at)
{
	struct item *items = calloc(world->publication_count + 1, sizeof(*items));
	struct look look = { .items = items, .is_complete = true, .asked = at };

	assert_non_null(items);
	for (size_t i = 0; i < world->publication_count; i++)
		if (is_of(world->publications[i].column, column) && is_shown(&world->publications[i], at))
			items[look.item_count++] = item_of(&world->publications[i]);
	look.observation = (struct observation){
		.site = column->site->name, .column = column->name, .at = at, .outcome = OUTCOME_GOOD,
		.http_status = 200, .body_hash = hash_of(items, look.item_count), .items = (uint32_t)look.item_count,
	};
	if (is_down(world, column, at)) {
		look.observation.outcome = OUTCOME_SERVER_ERROR;
		look.observation.http_status = 503;
		look.observation.body_hash = 0;
		look.observation.items = 0;
		look.item_count = 0;
	}
	must(engine_look(world->engine, &look, at), "engine_look");
	free(items);
}

void
world_look(struct world *world, const char *place, struct instant at)
{
	for (const struct site *site = ruleset_sites(world->ruleset); site != NULL; site = site->next)
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			if (is_of(place, column))
				look_at(world, column, at);
	world->now = at;
}

static enum value_source
source_of(const char *name)
{
	return strcmp(name, "published") == 0 ? VALUE_SOURCE_META : VALUE_SOURCE_TABLE;
}

static void
read_article(struct world *world, int64_t id, struct instant at)
{
	struct arena *arena = arena_new();
	struct stored_item stored;
	struct field fields[WORLD_FIELDS] = { 0 };
	struct article_look article = { .outcome = OUTCOME_GOOD, .fields = fields, .text_hash = 1 };

	must(world->store->item_get(world->store, id, arena, &stored), "item_get");
	for (size_t i = 0; i < world->publication_count; i++) {
		const struct publication *publication = &world->publications[i];

		if (strcmp(publication->url, stored.item.url) != 0)
			continue;
		for (size_t j = 0; j < WORLD_FIELDS && publication->fields[j].name != NULL; j++) {
			struct field *field = &fields[article.field_count++];

			field->name = publication->fields[j].name;
			field->value = publication->fields[j].value;
			field->source = source_of(field->name);
			if (date_text_parse(field->value, strlen(field->value), &field->date) != STATUS_OK)
				field->date = (struct claimed_date){ 0 };
		}
	}
	must(engine_article(world->engine, id, &article, at), "engine_article");
	arena_free(arena);
}

static void
read_articles(struct world *world, struct instant at)
{
	const struct item_filter filter = { .only_pending = true };
	int64_t ids[64];
	size_t count;

	do {
		must(world->store->item_select(world->store, &filter, 0, ids, 64, &count), "item_select");
		for (size_t i = 0; i < count; i++)
			read_article(world, ids[i], at);
	} while (count > 0);
}

/* ---- passes ---- */

static void
tick(struct world *world, struct instant at)
{
	bool more = true;

	if (world->engine == NULL)
		start(world, at);
	world->now = at;
	while (more)
		must(engine_tick(world->engine, at, &more), "engine_tick");
}

void
world_pass_in_order(struct world *world, struct instant at, unsigned order)
{
	const struct column *columns[64];
	size_t count = 0;

	tick(world, at);
	for (const struct site *site = ruleset_sites(world->ruleset); site != NULL; site = site->next)
		for (const struct column *column = site->columns; column != NULL && count < 64; column = column->next)
			columns[count++] = column;
	for (size_t i = count; order != 0 && i > 1; i--) {
		size_t other = (order = order * 1103515245u + 12345u, (order >> 16) % i);
		const struct column *swap = columns[i - 1];

		columns[i - 1] = columns[other];
		columns[other] = swap;
	}
	for (size_t i = 0; i < count; i++)
		look_at(world, columns[i], at);
	read_articles(world, at);
	must(engine_operate(world->engine, at, NULL), "engine_operate");
	tick(world, at);
}

void
world_pass(struct world *world, const char *at)
{
	world_pass_in_order(world, world_time(at), 0);
}

void
world_wait(struct world *world, const char *at)
{
	tick(world, world_time(at));
}

void
world_restart(struct world *world, struct instant at)
{
	engine_free(world->engine);
	world->engine = NULL;
	start(world, at);
}

void
world_operate(struct world *world, struct operation operation)
{
	must(world->store->begin(world->store), "begin");
	operation.author = "王敏";
	operation.reason = "测试";
	operation.entered = world->now;
	must(world->store->operation_add(world->store, &operation), "operation_add");
	must(world->store->commit(world->store), "commit");
	must(engine_operate(world->engine, world->now, NULL), "engine_operate");
}

void
world_rules(struct world *world, const char *rules)
{
	struct ruleset *ruleset = load(rules);

	must(engine_use_rules(world->engine, ruleset, world->now), "engine_use_rules");
	ruleset_release(world->ruleset);
	world->ruleset = ruleset;
}

struct engine *
world_engine(struct world *world)
{
	return world->engine;
}

struct store *
world_store(struct world *world)
{
	return world->store;
}

unsigned
world_told(const struct world *world, enum engine_notice_kind kind)
{
	return world->told[kind];
}

/* ---- what came of it ---- */

int64_t
world_item(struct world *world, const char *url)
{
	const struct item_filter all = { 0 };
	int64_t ids[64], after = 0, found = 0;
	size_t count;

	do {
		must(world->store->item_select(world->store, &all, after, ids, 64, &count), "item_select");
		for (size_t i = 0; i < count; i++) {
			struct stored_item stored;

			after = ids[i];
			must(world->store->item_get(world->store, ids[i], world->arena, &stored), "item_get");
			if (strcmp(stored.item.url, url) == 0)
				found = stored.item.id;
		}
	} while (count == 64);
	return found;
}

struct duty
world_duty(struct world *world, const char *rule, const char *subject)
{
	struct duty duty = { 0 };
	const char *at = strchr(subject, '@');
	const char *url = arena_copy(world->arena, subject, at == NULL ? strlen(subject) : (size_t)(at - subject));
	int64_t item = world_item(world, url);
	const char *key = item == 0 ? subject :
	    arena_format(world->arena, "item:%lld%s", (long long)item, at == NULL ? "" : at);
	enum status status = world->store->duty_find(world->store, rule, key, world->arena, &duty);

	if (status != STATUS_NOT_FOUND)
		must(status, "duty_find");
	return duty;
}

const char *
world_state(struct world *world, const char *rule, const char *subject)
{
	struct duty duty = world_duty(world, rule, subject);

	return duty.id == 0 ? "none" : duty_state_word(duty.state);
}

struct history {
	struct buffer text;
	struct world *world;
	const char *evidence;
};

static enum status
add_change(void *context, const struct transition *transition)
{
	struct history *history = context;

	history->evidence = arena_string(history->world->arena, transition->evidence);
	if (transition->cause == CAUSE_CREATED)
		return STATUS_OK;
	return buffer_add_format(&history->text, "%s%s>%s %s", history->text.length == 0 ? "" : "; ",
	    duty_state_word(transition->from), duty_state_word(transition->to), cause_word(transition->cause));
}

static struct history
history_of(struct world *world, const char *rule, const char *subject)
{
	struct history history = { .world = world };
	struct duty duty = world_duty(world, rule, subject);

	buffer_start(&history.text, 1 << 20);
	must(world->store->transition_each(world->store, duty.id, add_change, &history), "transition_each");
	return history;
}

const char *
world_history(struct world *world, const char *rule, const char *subject)
{
	struct history history = history_of(world, rule, subject);
	const char *text = arena_string(world->arena, buffer_string(&history.text));

	buffer_clear(&history.text);
	return text;
}

const char *
world_evidence(struct world *world, const char *rule, const char *subject)
{
	struct history history = history_of(world, rule, subject);

	buffer_clear(&history.text);
	return history.evidence;
}

static int
compare_lines(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* By URLs, not by ids: those depend on the order of arrival. */
static const char *
line_of(struct world *world, const struct duty *duty)
{
	struct stored_item trigger, answer;
	char day[DATE_TEXT_BYTES];
	const char *subject = duty->key, *by = "-";

	if (duty->trigger_item != 0 && strncmp(duty->key, "item:", 5) == 0) {
		must(world->store->item_get(world->store, duty->trigger_item, world->arena, &trigger), "trigger");
		subject = trigger.item.url;
	}
	if (duty->answer_item != 0) {
		must(world->store->item_get(world->store, duty->answer_item, world->arena, &answer), "answer");
		by = answer.item.url;
	}
	return arena_format(world->arena, "%s %s %s %s %d %s %s\n", duty->rule, subject,
	    duty->unit == NULL ? "-" : duty->unit, duty_state_word(duty->state),
	    duty->state == DUTY_MET_LATE ? duty->late_count : 0, by,
	    duty->deadline.due.seconds == 0 ? "-" : date_print(duty->deadline.due_day, day));
}

const char *
world_summary(struct world *world)
{
	const struct duty_filter all = { 0 };
	const char *lines[1024];
	int64_t ids[64], after = 0;
	size_t count, line_count = 0;
	struct buffer text;
	const char *summary;

	do {
		must(world->store->duty_select(world->store, &all, after, ids, 64, &count), "duty_select");
		for (size_t i = 0; i < count && line_count < 1024; i++) {
			struct duty duty;

			after = ids[i];
			must(world->store->duty_get(world->store, ids[i], world->arena, &duty), "duty_get");
			lines[line_count++] = line_of(world, &duty);
		}
	} while (count == 64);
	qsort(lines, line_count, sizeof(lines[0]), compare_lines);
	buffer_start(&text, 1 << 20);
	for (size_t i = 0; i < line_count; i++)
		must(buffer_add_string(&text, lines[i]), "summary");
	summary = arena_string(world->arena, buffer_string(&text));
	buffer_clear(&text);
	return summary;
}
