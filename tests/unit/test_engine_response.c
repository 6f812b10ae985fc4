/* The life of a duty that waits for an answer. */
#include "tests/unit/unit.h"

#include <string.h>

#include "tests/sim/world.h"

static const char rules[] =
    "site zs { name \"中山市人民政府\" url \"https://zs.example.cn/\" region \"中山市\"\n"
    "  column policy { url \"/policy/\" role policy every 1 hour }\n"
    "  column explain { url \"/explain/\" role interpretation every 1 hour } }\n"
    "rule interpret {\n"
    "  title \"政策解读3个工作日内发布\" basis \"示例\"\n"
    "  when published in policy where title matches \"办法\"\n"
    "  expect publication in interpretation referring to trigger\n"
    "  within 3 working days  remind 1 working day before  severity major }\n";

#define POLICY(date, appears) { "zs/policy", "https://zs.example.cn/p1", \
	"中山市人民政府办公室关于印发中山市公共停车场管理办法的通知", date, appears, NULL, { { NULL, NULL } } }
#define ANSWER(date, appears) { "zs/explain", "https://zs.example.cn/a1", \
	"《中山市公共停车场管理办法》政策解读", date, appears, NULL, { { NULL, NULL } } }
#define P1 "https://zs.example.cn/p1"

struct step {
	const char *at;
	bool no_look;
	const char *state;
};

struct life {
	const char *name;
	struct publication publications[3];
	size_t count;
	struct outage outages[2];
	size_t outage_count;
	struct step steps[6];
	const char *history;
	int32_t late;
};

/* 2019-09-27 is a Friday; 29 September is a make-up Sunday, 1 to 7 October are off: three working days end on
 * 2019-10-08. */
static const struct life lives[] = {
	{ "waits until the last day is over, then is overdue at the first good look",
	    { POLICY("2019-09-27", "2019-09-27 10:00") }, 1, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-09-27 12:00", false, "waiting" },
	      { "2019-10-08 23:59", false, "waiting" }, { "2019-10-09 00:00", false, "overdue" } },
	    "waiting>overdue deadline", 0 },
	{ "time alone accuses nobody: without a look after the deadline it cannot be told",
	    { POLICY("2019-09-27", "2019-09-27 10:00") }, 1, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-09-27 12:00", false, "waiting" },
	      { "2019-10-09 00:00", true, "waiting" }, { "2019-10-09 02:00", true, "unknown" },
	      { "2019-10-09 03:00", false, "overdue" } },
	    "waiting>unknown no-look; unknown>overdue look", 0 },
	{ "a failed look makes it unknown, a good one then finds the answer that stood there in time",
	    { POLICY("2019-09-27", "2019-09-27 10:00"), ANSWER("2019-10-08", "2019-10-08 16:00") }, 2,
	    { { "zs/explain", "2019-10-08 10:00", "2019-10-10 12:00" } }, 1,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-09-27 12:00", false, "waiting" },
	      { "2019-10-09 00:00", false, "unknown" }, { "2019-10-10 13:00", false, "met" } },
	    "waiting>unknown no-look; unknown>met answer", 0 },
	{ "a look at one of the places that failed keeps it unknown though the other one was read",
	    { POLICY("2019-09-27", "2019-09-27 10:00") }, 1,
	    { { "zs/explain", "2019-10-09 00:00", "2019-10-09 12:00" } }, 1,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-09-27 12:00", false, "waiting" },
	      { "2019-10-09 06:00", false, "unknown" }, { "2019-10-09 13:00", false, "overdue" } },
	    "waiting>unknown no-look; unknown>overdue look", 0 },
	{ "an answer on the last day is in time",
	    { POLICY("2019-09-27", "2019-09-27 10:00"), ANSWER("2019-10-08", "2019-10-08 16:00") }, 2, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-10-08 12:00", false, "waiting" },
	      { "2019-10-08 23:00", false, "met" }, { "2019-11-01 00:00", false, "met" } },
	    "waiting>met answer", 0 },
	{ "an answer after the last day is late, counted in working days",
	    { POLICY("2019-09-27", "2019-09-27 10:00"), ANSWER("2019-10-14", "2019-10-14 09:00") }, 2, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-10-08 12:00", false, "waiting" },
	      { "2019-10-09 00:00", false, "overdue" }, { "2019-10-14 12:00", false, "met-late" } },
	    "waiting>overdue deadline; overdue>met-late answer", 5 },
	{ "an answer that claims a day in time, but was not there for days, is late all the same",
	    { POLICY("2019-09-27", "2019-09-27 10:00"), ANSWER("2019-10-08", "2019-10-14 09:00") }, 2, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-10-08 12:00", false, "waiting" },
	      { "2019-10-09 00:30", false, "overdue" }, { "2019-10-12 00:00", false, "overdue" },
	      { "2019-10-14 12:00", false, "met-late" } },
	    "waiting>overdue deadline; overdue>met-late answer", 4 },
	{ "a list that is a few hours behind is believed",
	    { POLICY("2019-09-27", "2019-09-27 10:00"), ANSWER("2019-10-08", "2019-10-09 09:00") }, 2, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-10-08 12:00", false, "waiting" },
	      { "2019-10-09 01:00", false, "overdue" }, { "2019-10-09 12:00", false, "met" } },
	    "waiting>overdue deadline; overdue>met answer", 0 },
	{ "what was over before anybody watched makes no duty",
	    { POLICY("2019-09-20", "2019-09-20 10:00") }, 1, { { 0 } }, 0,
	    { { "2019-10-10 12:00", false, "none" }, { "2019-10-20 12:00", false, "none" } }, "", 0 },
	{ "what was there at the first look, but is still in time, makes one",
	    { POLICY("2019-09-27", "2019-09-27 10:00") }, 1, { { 0 } }, 0,
	    { { "2019-09-28 12:00", false, "waiting" }, { "2019-10-09 00:00", false, "overdue" } },
	    "waiting>overdue deadline", 0 },
	{ "a trigger that says only its month is dated to the month's last day",
	    { POLICY("2019-09", "2019-09-10 10:00") }, 1, { { 0 } }, 0,
	    { { "2019-09-09 12:00", false, "none" }, { "2019-09-10 12:00", false, "waiting" },
	      { "2019-09-17 00:00", false, "overdue" } },
	    "waiting>overdue deadline", 0 },
	{ "a trigger without a date counts from the look that showed it first",
	    { POLICY(NULL, "2019-09-27 10:00") }, 1, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-09-27 12:00", false, "waiting" },
	      { "2019-10-08 23:00", false, "waiting" }, { "2019-10-09 00:00", false, "overdue" } },
	    "waiting>overdue deadline", 0 },
	{ "a trigger that is taken down takes its duty with it",
	    { { "zs/policy", P1, "关于印发中山市公共停车场管理办法的通知", "2019-09-27", "2019-09-27 10:00",
	      "2019-09-30 10:00", { { NULL, NULL } } } }, 1, { { 0 } }, 0,
	    { { "2019-09-26 12:00", false, "none" }, { "2019-09-27 12:00", false, "waiting" },
	      { "2019-09-30 12:00", false, "withdrawn" }, { "2019-10-20 12:00", false, "withdrawn" } },
	    "waiting>withdrawn trigger-gone", 0 },
};

static void
live(const struct life *life)
{
	struct world *world = world_new(rules, NULL);
	const char *history;

	world_publish(world, life->publications, life->count);
	world_fail(world, life->outages, life->outage_count);
	for (const struct step *step = life->steps; step->at != NULL; step++) {
		const char *state;

		if (step->no_look)
			world_wait(world, step->at);
		else
			world_pass(world, step->at);
		state = world_state(world, "interpret", P1);
		if (strcmp(state, step->state) != 0)
			fail_msg("%s: at %s expected %s, got %s\n%s", life->name, step->at, step->state, state,
			    world_evidence(world, "interpret", P1));
	}
	history = world_history(world, "interpret", P1);
	if (strcmp(history, life->history) != 0)
		fail_msg("%s: expected %s, got %s", life->name, life->history, history);
	if (life->late != 0)
		assert_int_equal(world_duty(world, "interpret", P1).late_count, life->late);
	world_free(world);
}

static void
duties_live_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(lives) / sizeof(lives[0]); i++)
		live(&lives[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(duties_live_as_the_table_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
