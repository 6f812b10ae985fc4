/* Operators, reminders, and changes of rules and calendars. */
#include "tests/unit/unit.h"

#include <string.h>

#include "tests/sim/world.h"
#include "tests/unit/calendar_file.h"

#define SITE "site zs { name \"中山市人民政府\" url \"https://zs.example.cn/\" region \"中山市\"\n" \
	"column policy { url \"/policy/\" role policy every 1 hour }\n" \
	"column explain { url \"/explain/\" role interpretation every 1 hour } }\n"
#define RULE(days) "rule interpret { when published in policy where title matches \"办法\"\n" \
	"expect publication in interpretation referring to trigger within " days " working days\n" \
	"remind 2 working days before remind 1 working day before escalate 5 working days after }\n"
#define P1 "https://zs.example.cn/p1"
#define A1 "https://zs.example.cn/a1"

static const struct publication policy[] = {
	{ "zs/policy", P1, "中山市公共停车场管理办法", "2019-09-27", "2019-09-27 10:00", NULL, { { NULL, NULL } } },
	{ "zs/explain", A1, "一图读懂新政策", "2019-09-30", "2019-09-30 10:00", NULL, { { NULL, NULL } } },
};

static struct world *
watched(const char *rules)
{
	struct world *world = world_new(rules, NULL);

	world_publish(world, policy, 2);
	world_pass(world, "2019-09-26 12:00");
	world_pass(world, "2019-09-27 12:00");
	assert_string_equal(world_state(world, "interpret", P1), "waiting");
	return world;
}

static void
an_operators_link_answers_and_unlink_takes_it_back(void **state)
{
	struct world *world = watched(SITE RULE("3"));
	struct operation link = { .kind = OPERATION_LINK };

	(void)state;
	world_pass(world, "2019-10-09 00:00");
	assert_string_equal(world_state(world, "interpret", P1), "overdue");
	link.trigger = world_item(world, P1);
	link.response = world_item(world, A1);
	world_operate(world, link);
	assert_string_equal(world_state(world, "interpret", P1), "met");
	link.kind = OPERATION_UNLINK;
	world_operate(world, link);
	assert_string_equal(world_state(world, "interpret", P1), "overdue");
	assert_string_equal(world_history(world, "interpret", P1),
	    "waiting>overdue deadline; overdue>met operator; met>overdue operator");
	world_free(world);
}

static void
a_waiver_ends_with_its_day(void **state)
{
	struct world *world = watched(SITE RULE("3"));
	struct operation waive = { .kind = OPERATION_WAIVE, .has_expiry = true };

	(void)state;
	waive.duty = world_duty(world, "interpret", P1).id;
	waive.expires = world_time("2019-11-01 00:00");
	world_operate(world, waive);
	assert_string_equal(world_state(world, "interpret", P1), "waived");
	world_pass(world, "2019-10-20 00:00");
	assert_string_equal(world_state(world, "interpret", P1), "waived");
	world_pass(world, "2019-11-01 00:00");
	assert_string_equal(world_state(world, "interpret", P1), "overdue");
	assert_non_null(strstr(world_history(world, "interpret", P1), "expired"));
	world_free(world);
}

static enum status
expect_refusal(void *context, const struct operation *operation)
{
	assert_true(operation->is_applied);
	*(bool *)context = operation->refusal != NULL;
	return STATUS_OK;
}

static void
must_refuse(struct world *world, struct operation operation)
{
	struct store *store = world_store(world);
	struct arena *arena = arena_new();
	struct operation read;
	bool refused = operation.duty == 0;

	world_operate(world, operation);
	assert_int_equal(store->operation_next(store, arena, &read), STATUS_NOT_FOUND);
	if (operation.duty != 0)
		assert_int_equal(store->operation_each(store, operation.duty, expect_refusal, &refused), STATUS_OK);
	assert_true(refused);
	arena_free(arena);
}

static void
what_makes_no_sense_is_refused_and_stops_nothing(void **state)
{
	struct world *world = watched(SITE RULE("3"));
	const struct operation senseless[] = {
		{ .kind = OPERATION_ACK, .duty = 999 },
		{ .kind = OPERATION_ATTEST, .duty = world_duty(world, "interpret", P1).id },
		{ .kind = OPERATION_EVENT, .name = "nobody-waits-for-it" },
		{ .kind = OPERATION_LINK, .trigger = 1, .response = 1 },
		{ .kind = OPERATION_WAIVE, .duty = world_duty(world, "interpret", P1).id, .has_expiry = true, .expires = { 1 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(senseless) / sizeof(senseless[0]); i++)
		must_refuse(world, senseless[i]);
	assert_string_equal(world_state(world, "interpret", P1), "waiting");
	assert_string_equal(world_history(world, "interpret", P1), "");
	world_free(world);
}

static void
reminders_and_escalations_come_once(void **state)
{
	struct world *world = watched(SITE RULE("3"));

	(void)state;
	world_wait(world, "2019-09-29 23:59");
	assert_int_equal(world_told(world, ENGINE_REMINDER), 1); /* two working days before 8 October is 29 September */
	world_wait(world, "2019-09-30 00:00");
	world_wait(world, "2019-10-03 00:00");
	world_restart(world, world_time("2019-10-04 00:00"));
	world_wait(world, "2019-10-05 00:00");
	assert_int_equal(world_told(world, ENGINE_REMINDER), 2);
	world_pass(world, "2019-10-09 00:30");
	assert_int_equal(world_told(world, ENGINE_ESCALATION), 0);
	world_wait(world, "2019-10-15 00:00");
	world_wait(world, "2019-12-15 00:00");
	assert_int_equal(world_told(world, ENGINE_ESCALATION), 1);
	world_free(world);
}

static void
of_reminders_missed_together_only_the_last_is_told(void **state)
{
	struct world *world = watched(SITE RULE("3"));

	(void)state;
	world_wait(world, "2019-10-08 12:00");
	assert_int_equal(world_told(world, ENGINE_REMINDER), 1);
	world_free(world);
}

static void
who_acknowledges_is_left_in_peace(void **state)
{
	struct world *world = watched(SITE RULE("3"));

	(void)state;
	world_operate(world, (struct operation){ .kind = OPERATION_ACK, .duty = world_duty(world, "interpret", P1).id });
	world_wait(world, "2019-10-08 12:00");
	assert_int_equal(world_told(world, ENGINE_REMINDER), 0);
	world_free(world);
}

static void
another_rule_moves_the_due_day_and_keeps_the_old_one(void **state)
{
	struct world *world = watched(SITE RULE("3"));

	(void)state;
	world_rules(world, SITE RULE("5"));
	assert_int_equal(world_duty(world, "interpret", P1).deadline.due_day.days, day_of("2019-10-10").days);
	assert_int_equal(world_told(world, ENGINE_DUE_MOVED), 1);
	assert_non_null(strstr(world_evidence(world, "interpret", P1), "\"due_day_before\":\"2019-10-08\""));
	world_rules(world, SITE RULE("5") "rule other { expect newest in policy not older than 1 year }\n");
	assert_int_equal(world_told(world, ENGINE_DUE_MOVED), 1);
	world_rules(world, SITE);
	assert_string_equal(world_state(world, "interpret", P1), "withdrawn");
	world_free(world);
}

static void
another_calendar_moves_open_duties(void **state)
{
	/* On 26 January 2020 the Spring Festival was made longer: twenty working days after 10 January end on 14 February,
	 * not on 12 February. */
	static const struct publication published[] = {
		{ "zs/policy", P1, "中山市公共停车场管理办法", "2020-01-10", "2020-01-10 10:00", NULL, { { NULL, NULL } } },
	};
	struct calendar *now = national_calendar(), *before = NULL;
	struct world *world = world_new(SITE RULE("20"), NULL);

	(void)state;
	assert_int_equal(calendar_as_known(now, day_of("2020-01-10"), &before), STATUS_OK);
	world_publish(world, published, 1);
	world_pass(world, "2020-01-09 12:00");
	world_calendar(world, before);
	world_pass(world, "2020-01-10 12:00");
	assert_int_equal(world_duty(world, "interpret", P1).deadline.due_day.days, day_of("2020-02-12").days);
	world_calendar(world, now);
	assert_int_equal(world_duty(world, "interpret", P1).deadline.due_day.days, day_of("2020-02-14").days);
	assert_non_null(strstr(world_evidence(world, "interpret", P1), "\"due_day_before\":\"2020-02-12\""));
	assert_int_equal(world_told(world, ENGINE_DUE_MOVED), 1);
	world_free(world);
	calendar_release(before);
	calendar_release(now);
}

static void
a_corrected_trigger_is_judged_again(void **state)
{
	static const struct publication corrected[] = {
		{ "zs/policy", P1, "中山市公共停车场管理办法", "2019-10-08", "2019-09-27 10:00", NULL, { { NULL, NULL } } },
	};
	struct world *world = watched(SITE RULE("3"));

	(void)state;
	world_pass(world, "2019-10-09 00:30");
	assert_string_equal(world_state(world, "interpret", P1), "overdue");
	world_publish(world, corrected, 1);
	world_pass(world, "2019-10-09 12:00");
	/* It claims a day after it was first seen: the first look with it counts. */
	assert_int_equal(world_duty(world, "interpret", P1).deadline.due_day.days, day_of("2019-10-08").days);
	assert_string_equal(world_state(world, "interpret", P1), "overdue");
	world_free(world);
}

static void
the_missing_calendar_is_told_once_a_month_from_november(void **state)
{
	struct world *world = watched(SITE RULE("3"));

	(void)state;
	world_wait(world, "2026-10-31 12:00");
	assert_int_equal(world_told(world, ENGINE_CALENDAR), 0);
	world_wait(world, "2026-11-01 12:00");
	world_wait(world, "2026-11-20 12:00");
	assert_int_equal(world_told(world, ENGINE_CALENDAR), 1);
	world_wait(world, "2026-12-01 12:00");
	assert_int_equal(world_told(world, ENGINE_CALENDAR), 2);
	world_free(world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_operators_link_answers_and_unlink_takes_it_back),
		cmocka_unit_test(a_waiver_ends_with_its_day),
		cmocka_unit_test(what_makes_no_sense_is_refused_and_stops_nothing),
		cmocka_unit_test(reminders_and_escalations_come_once),
		cmocka_unit_test(of_reminders_missed_together_only_the_last_is_told),
		cmocka_unit_test(who_acknowledges_is_left_in_peace),
		cmocka_unit_test(another_rule_moves_the_due_day_and_keeps_the_old_one),
		cmocka_unit_test(another_calendar_moves_open_duties),
		cmocka_unit_test(a_corrected_trigger_is_judged_again),
		cmocka_unit_test(the_missing_calendar_is_told_once_a_month_from_november),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
