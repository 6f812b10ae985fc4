/* Pairs over time: triggers that come after their answers, evidence that comes later, corrected titles, and an operator's
 * word, which outlives all of it. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "match/match.h"
#include "tests/sim/world.h"

/* Titles are those of the lists: articles are read where a test says so. */
#define SITE "site zs { name \"中山市人民政府\" url \"https://zs.example.cn/\" region \"中山市\"\n" \
	"column policy { url \"/policy/\" role policy every 1 hour do not read articles }\n" \
	"column explain { url \"/explain/\" role interpretation every 1 hour do not read articles } }\n"
#define RULE "rule interpret { when published in policy where title matches \"办法\"\n" \
	"expect publication in interpretation referring to trigger within 3 working days }\n"
#define OTHER_RULE "rule other { expect newest in policy not older than 1 year }\n"
#define P1 "https://zs.example.cn/p1"
#define P2 "https://zs.example.cn/p2"
#define A1 "https://zs.example.cn/a1"
#define TITLE "中山市公共停车场管理办法"
#define POLICY(url, title, day) { "zs/policy", url, title, day, day " 10:00", NULL, { { NULL, NULL } } }
#define EXPLAIN(title, day) { "zs/explain", A1, title, day, day " 10:00", NULL, { { NULL, NULL } } }
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* "automatic sure; unlinked": all that was decided on a pair. */
struct words {
	char text[512];
};

static enum status
note_decision(void *context, const struct pair *pair)
{
	struct words *words = context;
	size_t length = strlen(words->text);

	snprintf(words->text + length, sizeof(words->text) - length, "%s%s %s", length == 0 ? "" : "; ",
	    pair_origin_word(pair->origin), match_confidence_word((enum match_confidence)pair->confidence));
	return STATUS_OK;
}

static void
expect_decisions(struct world *world, const char *trigger, const char *wanted)
{
	struct store *store = world_store(world);
	struct words words = { "" };

	assert_int_equal(store->pair_history(store, world_item(world, trigger), world_item(world, A1), note_decision, &words),
	    STATUS_OK);
	assert_string_equal(words.text, wanted);
}

static void
expect_state(struct world *world, const char *trigger, const char *wanted)
{
	assert_string_equal(world_state(world, "interpret", trigger), wanted);
}

static void
decide(struct world *world, enum operation_kind kind, const char *trigger)
{
	world_operate(world, (struct operation){ .kind = kind, .trigger = world_item(world, trigger),
		.response = world_item(world, A1) });
}

static struct world *
watched(const char *rules, const struct publication *publications, size_t count)
{
	struct world *world = world_new(rules, NULL);

	world_publish(world, publications, count);
	world_pass(world, "2019-09-26 12:00");
	world_pass(world, "2019-09-27 12:00");
	return world;
}

/* Everything that happens to a pair in the years after somebody decided on it. */
static void
live_on(struct world *world, const struct publication *corrected, size_t count, const char *wanted)
{
	world_rules(world, SITE RULE OTHER_RULE);
	expect_state(world, P1, wanted);
	world_pass(world, "2019-10-11 12:00");
	expect_state(world, P1, wanted);
	world_publish(world, corrected, count);
	world_pass(world, "2019-10-12 12:00");
	expect_state(world, P1, wanted);
	world_restart(world, world_time("2019-10-13 00:00"));
	world_pass(world, "2019-10-13 12:00");
	expect_state(world, P1, wanted);
}

static const struct publication answered[] = { POLICY(P1, TITLE, "2019-09-27"),
	EXPLAIN("《" TITLE "》政策解读", "2019-09-29") };
static const struct publication answered_corrected[] = { POLICY(P1, TITLE "（修正）", "2019-09-27"),
	EXPLAIN("一图读懂《" TITLE "》", "2019-09-29") };

static void
an_unlink_outlives_all_that_comes_later(void **state)
{
	struct world *world = watched(SITE RULE, answered, COUNT(answered));

	(void)state;
	world_pass(world, "2019-09-29 12:00");
	expect_state(world, P1, "met");
	world_pass(world, "2019-10-10 00:30");
	decide(world, OPERATION_UNLINK, P1);
	expect_state(world, P1, "overdue");
	live_on(world, answered_corrected, COUNT(answered_corrected), "overdue");
	expect_decisions(world, P1, "automatic sure; unlinked no");
	assert_string_equal(world_history(world, "interpret", P1), "waiting>met answer; met>overdue operator");
	world_free(world);
}

static const struct publication silent[] = { POLICY(P1, TITLE, "2019-09-27"), EXPLAIN("政策一览", "2019-09-29") };
static const struct publication silent_corrected[] = { POLICY(P1, TITLE "（修正）", "2019-09-27"),
	EXPLAIN("新政策一览", "2019-09-29") };

static void
a_link_outlives_all_that_comes_later(void **state)
{
	struct world *world = watched(SITE RULE, silent, COUNT(silent));

	(void)state;
	world_pass(world, "2019-10-10 00:30");
	expect_state(world, P1, "overdue");
	decide(world, OPERATION_LINK, P1);
	expect_state(world, P1, "met");
	live_on(world, silent_corrected, COUNT(silent_corrected), "met");
	expect_decisions(world, P1, "linked no");
	decide(world, OPERATION_UNLINK, P1);
	decide(world, OPERATION_LINK, P1);
	expect_decisions(world, P1, "linked no; unlinked no; linked no");
	expect_state(world, P1, "met");
	world_free(world);
}

static void
unlinked_before_its_deadline_it_waits_for_another(void **state)
{
	struct world *world = watched(SITE RULE, answered, COUNT(answered));

	(void)state;
	world_pass(world, "2019-09-29 12:00");
	decide(world, OPERATION_UNLINK, P1);
	expect_state(world, P1, "waiting");
	world_pass(world, "2019-10-10 00:30");
	expect_state(world, P1, "overdue");
	world_free(world);
}

/* One title, months apart: the nearer one is likely, no more. */
static const struct publication twice[] = { POLICY(P1, TITLE, "2019-09-27"), POLICY(P2, TITLE, "2019-06-27"),
	EXPLAIN("《" TITLE "》政策解读", "2019-09-29") };

static struct world *
in_doubt(void)
{
	struct world *world = watched(SITE RULE, twice, COUNT(twice));

	world_pass(world, "2019-09-29 12:00");
	expect_decisions(world, P1, "automatic likely");
	expect_decisions(world, P2, "retracted sure");
	expect_state(world, P1, "met");
	return world;
}

static void
what_was_unlinked_may_answer_the_second_best(void **state)
{
	struct world *world = in_doubt();

	(void)state;
	decide(world, OPERATION_UNLINK, P1);
	expect_state(world, P1, "waiting");
	expect_decisions(world, P1, "automatic likely; unlinked no");
	expect_decisions(world, P2, "retracted sure; automatic sure");
	world_free(world);
}

/* ---- evidence that comes later ---- */

/* Its own page is read and found to link there. */
static void
read_links(struct world *world, const char *url, const char *links, const char *at)
{
	struct field field = { .name = "links", .value = links, .source = VALUE_SOURCE_TABLE };
	struct article_look article = { .outcome = OUTCOME_GOOD, .fields = &field, .field_count = 1, .text_hash = 1 };

	assert_int_equal(engine_article(world_engine(world), world_item(world, url), &article, world_time(at)), STATUS_OK);
}

static void
a_link_read_later_makes_a_likely_pair_sure(void **state)
{
	static const struct {
		const char *name, *page, *link;
	} rows[] = {
		{ "the answer links to its trigger", A1, P1 },
		{ "the trigger links to its answer", P1, A1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct world *world = in_doubt();

		print_message("%s\n", rows[i].name);
		read_links(world, rows[i].page, rows[i].link, "2019-09-29 13:00");
		expect_decisions(world, P1, "automatic likely; automatic sure");
		expect_state(world, P1, "met");
		world_free(world);
	}
}

static void
a_link_read_later_breaks_a_likely_pair(void **state)
{
	struct world *world = in_doubt();

	(void)state;
	world_pass(world, "2019-10-10 00:30");
	read_links(world, A1, P2, "2019-10-10 01:00");
	expect_decisions(world, P1, "automatic likely; retracted sure");
	expect_decisions(world, P2, "retracted sure; automatic sure");
	expect_state(world, P1, "overdue");
	world_free(world);
}

static void
a_link_read_later_does_not_overrule_an_operator(void **state)
{
	struct world *world = in_doubt();

	(void)state;
	decide(world, OPERATION_UNLINK, P1);
	read_links(world, A1, P1, "2019-09-29 13:00");
	expect_decisions(world, P1, "automatic likely; unlinked no");
	expect_state(world, P1, "waiting");
	world_free(world);
}

static void
a_corrected_title_takes_its_answer_along_or_gives_it_up(void **state)
{
	static const struct publication another[] = { POLICY(P1, "中山市城市绿化管理办法", "2019-09-27"),
		EXPLAIN("《" TITLE "》政策解读", "2019-09-29") };
	struct world *world = watched(SITE RULE, answered, COUNT(answered));

	(void)state;
	world_pass(world, "2019-09-29 12:00");
	world_publish(world, another, COUNT(another));
	world_pass(world, "2019-10-10 00:30");
	expect_decisions(world, P1, "automatic sure; retracted no");
	expect_state(world, P1, "overdue");
	world_publish(world, answered, COUNT(answered));
	world_pass(world, "2019-10-10 12:00");
	expect_state(world, P1, "met");
	expect_decisions(world, P1, "automatic sure; retracted no; automatic sure");
	world_free(world);
}

/* ---- triggers that come after their answers ---- */

static void
a_late_trigger_finds_its_answer(void **state)
{
	static const struct publication late[] = {
		{ "zs/policy", P1, TITLE, "2019-09-27", "2019-09-30 10:00", NULL, { { NULL, NULL } } },
		EXPLAIN("《" TITLE "》政策解读", "2019-09-29") };

	(void)state;
	for (int restart = 0; restart < 2; restart++) {
		struct world *world = watched(SITE RULE, late, COUNT(late));

		world_pass(world, "2019-09-29 12:00");
		expect_state(world, P1, "none");
		if (restart)
			world_restart(world, world_time("2019-09-30 00:00"));
		world_pass(world, "2019-09-30 12:00");
		expect_state(world, P1, "met");
		expect_decisions(world, P1, "automatic sure");
		world_free(world);
	}
}

static void
a_better_trigger_that_comes_late_takes_the_answer(void **state)
{
	static const struct publication late[] = { POLICY(P2, TITLE, "2019-06-27"),
		{ "zs/policy", P1, TITLE, "2019-09-27", "2019-09-30 10:00", NULL, { { NULL, NULL } } },
		EXPLAIN("《" TITLE "》政策解读", "2019-09-29") };
	struct world *world = watched(SITE RULE, late, COUNT(late));

	(void)state;
	world_pass(world, "2019-09-29 12:00");
	expect_decisions(world, P2, "automatic sure");
	world_pass(world, "2019-09-30 12:00");
	expect_decisions(world, P2, "automatic sure; retracted sure");
	expect_decisions(world, P1, "automatic likely");
	world_free(world);
}

/* ---- what an explanation can name ---- */

static void
near_candidates_are_kept_with_what_spoke_against_them(void **state)
{
	static const struct publication other_year[] = { POLICY(P1, "中山市2019年最低工资管理办法", "2019-09-27"),
		EXPLAIN("《中山市2018年最低工资管理办法》解读", "2019-09-29") };
	struct world *world = watched(SITE RULE, other_year, COUNT(other_year));
	struct store *store = world_store(world);
	struct arena *arena = arena_new();
	struct pair pair;

	(void)state;
	world_pass(world, "2019-09-29 12:00");
	expect_state(world, P1, "waiting");
	expect_decisions(world, P1, "retracted no");
	assert_int_equal(store->pair_find(store, world_item(world, P1), world_item(world, A1), arena, &pair), STATUS_OK);
	assert_true((pair.evidence & MATCH_OTHER_YEAR) != 0);
	arena_free(arena);
	world_free(world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_unlink_outlives_all_that_comes_later),
		cmocka_unit_test(a_link_outlives_all_that_comes_later),
		cmocka_unit_test(unlinked_before_its_deadline_it_waits_for_another),
		cmocka_unit_test(what_was_unlinked_may_answer_the_second_best),
		cmocka_unit_test(a_link_read_later_makes_a_likely_pair_sure),
		cmocka_unit_test(a_link_read_later_breaks_a_likely_pair),
		cmocka_unit_test(a_link_read_later_does_not_overrule_an_operator),
		cmocka_unit_test(a_corrected_title_takes_its_answer_along_or_gives_it_up),
		cmocka_unit_test(a_late_trigger_finds_its_answer),
		cmocka_unit_test(a_better_trigger_that_comes_late_takes_the_answer),
		cmocka_unit_test(near_candidates_are_kept_with_what_spoke_against_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
