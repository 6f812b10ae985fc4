/* Properties of the engine over made-up histories: whatever happens on the websites, these hold.
 * A history is a table of publications and outages drawn from a seed; a failure names its seed. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/explain.h"
#include "store/sqlite.h"
#include "tests/sim/world.h"

enum { HISTORIES = 60, POLICIES = 6, DAYS = 45, PUBLICATIONS_MOST = 3 * POLICIES + 1, OUTAGES = 3 };

static const char rules[] =
    "site a { name \"甲市人民政府\" url \"https://a.example.cn/\" region \"甲市\"\n"
    "  column policy { url \"/p/\" role policy every 1 hour }\n"
    "  column explain { url \"/i/\" role interpretation every 1 hour }\n"
    "  column news { url \"/n/\" role news every 1 hour }\n"
    "  column gazette { url \"/g/\" role gazette every 1 hour } }\n"
    "rule interpret { when published in policy expect publication in interpretation referring to trigger\n"
    "  within 3 working days remind 1 working day before escalate 5 working days after since 2019-09-01 }\n"
    "rule retold { when published in policy expect publication in gazette with the same title within 10 days\n"
    "  since 2019-09-01 }\n"
    "rule weekly { each week expect publication in news since 2019-09-09 }\n"
    "rule fresh { expect newest in news not older than 10 days }\n";

static const char *const subjects[POLICIES] = { "停车", "供水", "绿化", "养犬", "燃气", "消防" };

/* ---- made-up histories ---- */

struct history {
	struct publication publications[PUBLICATIONS_MOST];
	struct outage outages[OUTAGES];
	size_t count, outage_count;
	char text[PUBLICATIONS_MOST * 6][128];
	size_t texts;
	unsigned seed;
};

static unsigned
draw(struct history *history, unsigned below)
{
	history->seed = history->seed * 1103515245u + 12345u;
	return (history->seed >> 16) % below;
}

static const char *
keep(struct history *history, const char *text)
{
	char *kept = history->text[history->texts++];

	snprintf(kept, sizeof(history->text[0]), "%s", text);
	return kept;
}

static const char *
keep_day(struct history *history, const char *instant)
{
	char day[DATE_TEXT_BYTES] = { 0 };

	memcpy(day, instant, DATE_TEXT_BYTES - 1);
	return keep(history, day);
}

/* Day `day` of the history, which begins on 2019-09-10; NULL hour for a date only. */
static const char *
day_text(struct history *history, unsigned day, const char *hour)
{
	struct date start = { 0 };
	char text[DATE_TEXT_BYTES], whole[64];

	assert_int_equal(date_parse("2019-09-10", 10, &start), STATUS_OK);
	date_print(date_plus_days(start, (int32_t)day), text);
	snprintf(whole, sizeof(whole), hour == NULL ? "%s%s" : "%s %s", text, hour == NULL ? "" : hour);
	return keep(history, whole);
}

static void
publish(struct history *history, const char *column, const char *stem, const char *before, const char *after,
    unsigned number, unsigned day)
{
	char url[64], name[128];
	unsigned claims = draw(history, 8);
	struct publication *publication = &history->publications[history->count++];

	snprintf(url, sizeof(url), "https://a.example.cn/%s%u", stem, number);
	snprintf(name, sizeof(name), "%s%s%s", before, subjects[number], after);
	*publication = (struct publication){
		.column = column, .url = keep(history, url), .title = keep(history, name),
		.appears = day_text(history, day, "11:00"),
		/* Most claim their day, some an earlier one, some none. */
		.published = claims == 0 ? NULL : day_text(history, claims == 1 && day > 4 ? day - 4 : day, NULL),
	};
}

static void
make_history(struct history *history, unsigned seed)
{
	static const char *const columns[] = { NULL, "a/explain", "a/policy", "a/news", "a/gazette" };

	memset(history, 0, sizeof(*history));
	history->seed = seed;
	for (unsigned i = 0; i < POLICIES; i++) {
		unsigned day = 2 + draw(history, 20);

		publish(history, "a/policy", "p", "甲市", "管理办法", i, day);
		if (draw(history, 3) != 0)
			publish(history, "a/explain", "i", "《甲市", "管理办法》解读", i, day + draw(history, 12));
		if (draw(history, 2) != 0) {
			/* One draw a statement: compilers differ in the order in which they evaluate arguments. */
			unsigned later = day + draw(history, 14);

			publish(history, draw(history, 2) == 0 ? "a/gazette" : "a/news", "g", "甲市", "管理办法", i, later);
		}
	}
	history->outage_count = draw(history, OUTAGES + 1);
	for (size_t i = 0; i < history->outage_count; i++) {
		unsigned from = draw(history, DAYS - 8);

		history->outages[i] = (struct outage){ columns[draw(history, 5)], day_text(history, from, "00:00"),
			day_text(history, from + draw(history, 7), "23:59") };
	}
}

static struct world *
world_of(const struct history *history, size_t publications)
{
	struct world *world = world_new(rules, NULL);

	world_publish(world, history->publications, publications);
	world_fail(world, history->outages, history->outage_count);
	return world;
}

static struct instant
noon(unsigned day)
{
	struct instant start = world_time("2019-09-10 12:00");

	return (struct instant){ start.seconds + (int64_t)day * SECONDS_PER_DAY };
}

static void
live(struct world *world, unsigned days, unsigned restart_every, unsigned order)
{
	for (unsigned day = 0; day < days; day++) {
		world_pass_in_order(world, noon(day), order == 0 ? 0 : order + day);
		if (restart_every != 0 && day % restart_every == restart_every - 1)
			world_restart(world, noon(day));
	}
}

static void
assert_same(const char *what, unsigned seed, const char *expected, const char *got)
{
	if (strcmp(expected, got) != 0)
		fail_msg("%s, seed %u\n--- expected\n%s--- got\n%s", what, seed, expected, got);
}

/* ---- properties ---- */

/* Properties of nothing would always hold: the histories must bring about every kind of end. */
static void
the_histories_are_rich(void **state)
{
	static const char *const rule_names[] = { "interpret", "retold", "weekly", "fresh" };
	uint64_t seen[DUTY_STATE_COUNT] = { 0 }, counts[DUTY_STATE_COUNT];

	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct history history;
		struct world *world;

		make_history(&history, seed);
		world = world_of(&history, history.count);
		live(world, DAYS, 0, 0);
		for (size_t i = 0; i < 4; i++) {
			assert_int_equal(world_store(world)->duty_count(world_store(world), rule_names[i], NULL, counts), STATUS_OK);
			for (size_t j = 0; j < DUTY_STATE_COUNT; j++)
				seen[j] += counts[j];
		}
		world_free(world);
	}
	print_message("waiting %u, met %u, overdue %u, met-late %u, unknown %u\n", (unsigned)seen[DUTY_WAITING],
	    (unsigned)seen[DUTY_MET], (unsigned)seen[DUTY_OVERDUE], (unsigned)seen[DUTY_MET_LATE],
	    (unsigned)seen[DUTY_UNKNOWN]);
	assert_true(seen[DUTY_MET] > 50 && seen[DUTY_OVERDUE] > 50 && seen[DUTY_MET_LATE] > 50);
}

static void
restarts_change_nothing(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct history history;
		struct world *whole, *broken;

		make_history(&history, seed);
		whole = world_of(&history, history.count);
		broken = world_of(&history, history.count);
		live(whole, DAYS, 0, 0);
		live(broken, DAYS, 1 + seed % 4, 0);
		assert_same("with restarts", seed, world_summary(whole), world_summary(broken));
		world_free(whole);
		world_free(broken);
	}
}

static void
the_order_of_looks_within_a_pass_changes_nothing(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct history history;
		struct world *straight, *shuffled;

		make_history(&history, seed);
		straight = world_of(&history, history.count);
		shuffled = world_of(&history, history.count);
		live(straight, DAYS, 0, 0);
		live(shuffled, DAYS, 0, seed * 7919);
		assert_same("in another order", seed, world_summary(straight), world_summary(shuffled));
		world_free(straight);
		world_free(shuffled);
	}
}

/* What only the days between could show (windows, late outages) is out of the picture here: every publication claims its
 * day and nothing fails. Then one pass at the end says what daily passes said. */
static void
one_pass_says_what_daily_passes_say(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct history history;
		struct world *daily, *once;

		make_history(&history, seed);
		history.outage_count = 0;
		for (size_t i = 0; i < history.count; i++)
			history.publications[i].published = keep_day(&history, history.publications[i].appears);
		daily = world_of(&history, history.count);
		once = world_of(&history, history.count);
		live(daily, DAYS, 0, 0);
		world_pass_in_order(once, noon(0), 0);
		world_pass_in_order(once, noon(DAYS - 1), seed);
		assert_same("in one pass", seed, world_summary(daily), world_summary(once));
		world_free(daily);
		world_free(once);
	}
}

static int
badness(enum duty_state state)
{
	switch (state) {
	case DUTY_MET:
	case DUTY_WITHDRAWN:
	case DUTY_WAIVED:
		return 0;
	case DUTY_WAITING:
		return 1;
	case DUTY_UNKNOWN:
		return 2;
	case DUTY_MET_LATE:
		return 3;
	case DUTY_OVERDUE:
		return 4;
	case DUTY_STATE_COUNT:
		break;
	}
	return 5;
}

static void
an_answer_more_never_makes_a_duty_worse(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct history history;
		struct world *without, *with;
		unsigned number = seed % POLICIES;
		char policy[64], title[128];

		make_history(&history, seed);
		snprintf(policy, sizeof(policy), "https://a.example.cn/p%u", number);
		without = world_of(&history, history.count);
		live(without, DAYS, 0, 0);
		snprintf(title, sizeof(title), "《甲市%s管理办法》政策解读", subjects[number]);
		history.publications[history.count++] = (struct publication){
			"a/explain", "https://a.example.cn/more", title, "2019-09-30", "2019-09-30 11:00", NULL, { { NULL, NULL } } };
		with = world_of(&history, history.count);
		live(with, DAYS, 0, 0);
		if (badness(world_duty(with, "interpret", policy).state) > badness(world_duty(without, "interpret", policy).state))
			fail_msg("seed %u: %s was %s, with one more answer it is %s", seed, policy,
			    world_state(without, "interpret", policy), world_state(with, "interpret", policy));
		world_free(without);
		world_free(with);
	}
}

/* ---- time alone ---- */

static enum status
refuse_met(void *context, const struct transition *transition)
{
	if (transition->from == DUTY_OVERDUE && transition->to == DUTY_MET && transition->cause != CAUSE_ANSWER &&
	    transition->cause != CAUSE_OPERATOR)
		fail_msg("seed %u: duty %lld went from overdue to met by %s", *(const unsigned *)context, (long long)transition->duty,
		    cause_word(transition->cause));
	return STATUS_OK;
}

static void
time_passing_never_turns_overdue_into_met(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct history history;
		struct world *world;
		struct store *store;
		uint64_t before[DUTY_STATE_COUNT], after[DUTY_STATE_COUNT];

		make_history(&history, seed);
		world = world_of(&history, history.count);
		live(world, DAYS, 0, 0);
		store = world_store(world);
		assert_int_equal(store->transition_since(store, 0, refuse_met, &seed), STATUS_OK);
		assert_int_equal(store->duty_count(store, "interpret", NULL, before), STATUS_OK);
		world_wait(world, "2021-01-01 00:00");
		assert_int_equal(store->duty_count(store, "interpret", NULL, after), STATUS_OK);
		assert_int_equal(before[DUTY_MET], after[DUTY_MET]);
		assert_int_equal(before[DUTY_OVERDUE], after[DUTY_OVERDUE]);
		world_free(world);
	}
}

/* ---- failed looks ---- */

static enum status
refuse_overdue(void *context, const struct transition *transition)
{
	if (transition->to == DUTY_OVERDUE)
		fail_msg("seed %u: accused without a look: %s", *(const unsigned *)context, transition->evidence);
	return STATUS_OK;
}

static void
failed_looks_never_accuse(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES; seed++) {
		struct history history;
		struct world *world;
		struct store *store;

		make_history(&history, seed);
		history.outage_count = 1; /* from the day on which the first trigger may appear, for ever */
		history.outages[0] = (struct outage){ "a/explain", "2019-09-12 00:00", "2030-01-01 00:00" };
		for (size_t i = 0; i < history.count; i++)
			if (strcmp(history.publications[i].column, "a/policy") != 0)
				history.publications[i].column = "a/explain";
		world = world_new("site a { name \"甲市\" url \"https://a.example.cn/\"\n"
		    "  column policy { url \"/p/\" role policy } column explain { url \"/i/\" role interpretation } }\n"
		    "rule interpret { when published in policy expect publication in interpretation referring to trigger\n"
		    "  within 3 working days }", NULL);
		world_publish(world, history.publications, history.count);
		world_fail(world, history.outages, 1);
		live(world, DAYS, 0, 0);
		store = world_store(world);
		assert_int_equal(store->transition_since(store, 0, refuse_overdue, &seed), STATUS_OK);
		assert_true(world_told(world, ENGINE_TROUBLE) == 1);
		world_free(world);
	}
}

/* ---- another store ---- */

static void
the_store_on_disk_says_the_same(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES / 4; seed++) {
		char trouble[STORE_TROUBLE_BYTES];
		struct store *store = NULL;
		struct history history;
		struct world *memory, *disk;

		make_history(&history, seed);
		assert_int_equal(store_sqlite_open(":memory:", true, &store, trouble), STATUS_OK);
		memory = world_of(&history, history.count);
		disk = world_new(rules, store);
		world_publish(disk, history.publications, history.count);
		world_fail(disk, history.outages, history.outage_count);
		live(memory, DAYS, 0, 0);
		live(disk, DAYS, 7, seed);
		assert_same("in the store on disk", seed, world_summary(memory), world_summary(disk));
		world_free(memory);
		world_free(disk);
		store_close(store);
	}
}

/* ---- explanations ---- */

static void
count_counted(const struct deadline_step *step, void *context)
{
	unsigned *counted = context;

	*counted += step->number > 0;
}

/* What is explained is what was decided; a limit of three working days shows three counted days. */
static void
explanations_count_what_the_engine_counted(void **state)
{
	unsigned explained = 0;

	(void)state;
	for (unsigned seed = 1; seed <= HISTORIES / 4; seed++) {
		struct history history;
		struct world *world;
		struct engine_config config;

		make_history(&history, seed);
		world = world_of(&history, history.count);
		live(world, DAYS, 0, 0);
		config = world_config(world);
		for (int64_t id = 1; id <= 4 * POLICIES; id++) {
			struct deadline deadline = { 0 };
			struct arena *arena = arena_new();
			unsigned counted = 0;
			struct duty duty;

			if (config.store->duty_get(config.store, id, arena, &duty) == STATUS_OK &&
			    strcmp(duty.rule, "interpret") == 0 && duty.state != DUTY_WITHDRAWN) {
				assert_int_equal(engine_explain_deadline(&config, id, count_counted, &counted, &deadline),
				    STATUS_OK);
				assert_int_equal(deadline.due.seconds, duty.deadline.due.seconds);
				assert_int_equal(deadline.due_day.days, duty.deadline.due_day.days);
				assert_int_equal(counted, 3);
				explained++;
			}
			arena_free(arena);
		}
		world_free(world);
	}
	assert_true(explained > HISTORIES / 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_histories_are_rich),
		cmocka_unit_test(restarts_change_nothing),
		cmocka_unit_test(the_order_of_looks_within_a_pass_changes_nothing),
		cmocka_unit_test(one_pass_says_what_daily_passes_say),
		cmocka_unit_test(an_answer_more_never_makes_a_duty_worse),
		cmocka_unit_test(time_passing_never_turns_overdue_into_met),
		cmocka_unit_test(failed_looks_never_accuse),
		cmocka_unit_test(the_store_on_disk_says_the_same),
		cmocka_unit_test(explanations_count_what_the_engine_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
