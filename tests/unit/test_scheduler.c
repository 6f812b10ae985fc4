/* The scheduler in virtual time: intervals, spread, back-off, urgency, and two hundred thousand columns. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "crawl/scheduler.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, START = 1760000000 };

static const struct instant start = { START };

static struct instant
at(int64_t seconds)
{
	return (struct instant){ START + seconds };
}

static scheduler_slot
add(struct scheduler *scheduler, const char *identity, int64_t interval)
{
	struct scheduler_look look = { .identity = identity, .interval_seconds = interval, .spread_seconds = interval };
	scheduler_slot slot;

	assert_int_equal(scheduler_add(scheduler, &look, start, &slot), STATUS_OK);
	return slot;
}

/* Waits until the only column is due, looks, and returns the wait that follows. */
static int64_t
look(struct scheduler *scheduler, enum outcome outcome, int64_t retry_after)
{
	struct instant due, next;
	scheduler_slot slot;
	void *context;

	assert_true(scheduler_next(scheduler, &due));
	if (due.seconds < START)
		due = start;
	assert_true(scheduler_take(scheduler, due, &slot, &context));
	assert_false(scheduler_due(scheduler, slot, &next));
	scheduler_done(scheduler, slot, outcome, retry_after, due);
	assert_true(scheduler_next(scheduler, &next));
	return next.seconds - due.seconds;
}

static void
assert_about(const char *name, int64_t wait, int64_t expected)
{
	int64_t width = expected * SCHEDULER_JITTER_PERCENT / 100;

	if (wait < expected - width || wait > expected + width)
		fail_msg("%s: %lld, not about %lld", name, (long long)wait, (long long)expected);
}

static void
test_waits(void **state)
{
	static const struct {
		const char *name;
		int64_t interval;
		enum outcome outcome;
		int64_t waits[6];
	} rows[] = {
		{ "good looks keep the interval", HOUR, OUTCOME_GOOD, { HOUR, HOUR, HOUR, HOUR, HOUR, HOUR } },
		{ "a timeout is tried again soon, then more rarely", HOUR, OUTCOME_TIMEOUT,
		    { 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE, 80 * MINUTE, 160 * MINUTE } },
		{ "never sooner than the interval", MINUTE, OUTCOME_CONNECT,
		    { MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 16 * MINUTE, 32 * MINUTE } },
		{ "a challenge is not pressed", HOUR, OUTCOME_CHALLENGE,
		    { HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 6 * HOUR, 6 * HOUR } },
		{ "the cap is never below the interval", DAY, OUTCOME_CLIENT_ERROR, { DAY, DAY, DAY, DAY, DAY, DAY } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct scheduler *scheduler = scheduler_new(7);

		add(scheduler, "zs/policy", rows[i].interval);
		for (size_t n = 0; n < 6; n++)
			assert_about(rows[i].name, look(scheduler, rows[i].outcome, 0), rows[i].waits[n]);
		scheduler_free(scheduler);
	}
}

static void
test_never_given_up(void **state)
{
	struct scheduler *scheduler = scheduler_new(7);
	scheduler_slot slot = add(scheduler, "zs/policy", HOUR);

	(void)state;
	for (int i = 0; i < 5000; i++)
		assert_in_range(look(scheduler, OUTCOME_DNS, 0), 1, 7 * HOUR);
	assert_int_equal(scheduler_failures(scheduler, slot), 5000);
	assert_about("one good look is enough", look(scheduler, OUTCOME_GOOD, 0), HOUR);
	assert_int_equal(scheduler_failures(scheduler, slot), 0);
	scheduler_free(scheduler);
}

static void
test_retry_after(void **state)
{
	struct scheduler *scheduler = scheduler_new(7);

	(void)state;
	add(scheduler, "zs/policy", HOUR);
	assert_int_equal(look(scheduler, OUTCOME_SERVER_ERROR, 2 * HOUR), 2 * HOUR);
	assert_about("a shorter wish changes nothing", look(scheduler, OUTCOME_GOOD, 10), HOUR);
	assert_int_equal(look(scheduler, OUTCOME_CLIENT_ERROR, INT64_MAX), DAY);
	scheduler_free(scheduler);
}

static void
test_urgent(void **state)
{
	struct scheduler *scheduler = scheduler_new(7);
	scheduler_slot slot = add(scheduler, "zs/policy", HOUR);
	struct instant due;

	(void)state;
	look(scheduler, OUTCOME_GOOD, 0);
	scheduler_hasten(scheduler, slot);
	assert_true(scheduler_due(scheduler, slot, &due));
	assert_true(due.seconds <= START);
	for (int i = 0; i < 10; i++)
		assert_in_range(look(scheduler, OUTCOME_TIMEOUT, 0), 1,
		    SCHEDULER_LONGEST_URGENT_SECONDS * (100 + SCHEDULER_JITTER_PERCENT) / 100);
	assert_about("urgency ends with a good look", look(scheduler, OUTCOME_GOOD, 0), HOUR);
	for (int i = 0; i < 10; i++)
		look(scheduler, OUTCOME_TIMEOUT, 0);
	assert_about("and does not come back", look(scheduler, OUTCOME_TIMEOUT, 0), 6 * HOUR);
	scheduler_free(scheduler);
}

static void
test_urgent_first(void **state)
{
	struct scheduler *scheduler = scheduler_new(7);
	scheduler_slot slot, late;
	void *context;

	(void)state;
	for (int i = 0; i < 100; i++) {
		char identity[16];

		snprintf(identity, sizeof(identity), "zs/%d", i);
		slot = add(scheduler, identity, HOUR);
	}
	late = slot;
	scheduler_hasten(scheduler, late);
	assert_true(scheduler_take(scheduler, at(DAY), &slot, &context));
	assert_int_equal(slot, late);
	late = (slot + 50) % 100;
	scheduler_poll_now(scheduler, late);
	assert_true(scheduler_take(scheduler, start, &slot, &context));
	assert_int_equal(slot, late);
	scheduler_free(scheduler);
}

static void
test_spread(void **state)
{
	struct scheduler *scheduler = scheduler_new(7);
	int in_quarter[4] = { 0 };

	(void)state;
	for (int i = 0; i < 1000; i++) {
		char identity[16];
		struct instant due;

		snprintf(identity, sizeof(identity), "zs/%d", i);
		assert_true(scheduler_due(scheduler, add(scheduler, identity, HOUR), &due));
		assert_in_range(due.seconds, START, START + HOUR - 1);
		in_quarter[(due.seconds - START) / (HOUR / 4)]++;
	}
	for (int i = 0; i < 4; i++)
		assert_in_range(in_quarter[i], 200, 300);
	scheduler_free(scheduler);
}

static void
test_same_seed_same_plan(void **state)
{
	struct scheduler *first = scheduler_new(7);
	struct scheduler *second = scheduler_new(7);
	struct scheduler *other = scheduler_new(8);
	int equal = 0;

	(void)state;
	add(first, "zs/policy", HOUR);
	add(second, "zs/policy", HOUR);
	add(other, "zs/policy", HOUR);
	for (int i = 0; i < 20; i++) {
		int64_t wait = look(first, OUTCOME_GOOD, 0);

		assert_int_equal(wait, look(second, OUTCOME_GOOD, 0));
		equal += wait == look(other, OUTCOME_GOOD, 0);
	}
	assert_true(equal < 10);
	scheduler_free(first);
	scheduler_free(second);
	scheduler_free(other);
}

/* What a restart restores: the last look and the failures. */
static void
test_restore(void **state)
{
	struct scheduler *scheduler = scheduler_new(7);
	struct scheduler_look seen = { .identity = "zs/policy", .interval_seconds = HOUR, .was_looked_at = true,
		.last_look = at(-30 * MINUTE) };
	struct scheduler_look failing = { .identity = "zs/plan", .interval_seconds = HOUR, .was_looked_at = true,
		.last_look = at(-30 * MINUTE), .failures = 5 };
	scheduler_slot slot;
	struct instant due;

	(void)state;
	assert_int_equal(scheduler_add(scheduler, &seen, start, &slot), STATUS_OK);
	assert_true(scheduler_due(scheduler, slot, &due));
	assert_about("an hour after the last look", due.seconds - seen.last_look.seconds, HOUR);
	assert_int_equal(scheduler_add(scheduler, &failing, start, &slot), STATUS_OK);
	assert_true(scheduler_due(scheduler, slot, &due));
	assert_about("the fifth wait", due.seconds - failing.last_look.seconds, 80 * MINUTE);
	scheduler_free(scheduler);
}

static void
test_remove_and_change(void **state)
{
	struct scheduler *scheduler = scheduler_new(7);
	scheduler_slot a = add(scheduler, "zs/a", HOUR);
	scheduler_slot b = add(scheduler, "zs/b", HOUR);
	scheduler_slot taken;
	struct instant due;
	void *context;

	(void)state;
	scheduler_remove(scheduler, a);
	assert_int_equal(scheduler_count(scheduler), 1);
	assert_true(scheduler_take(scheduler, at(DAY), &taken, &context));
	assert_int_equal(taken, b);
	scheduler_done(scheduler, b, OUTCOME_GOOD, 0, at(DAY));
	scheduler_set_interval(scheduler, b, DAY);
	assert_true(scheduler_due(scheduler, b, &due));
	assert_about("the new interval counts from the last look", due.seconds - START - DAY, DAY);
	assert_int_equal(add(scheduler, "zs/c", HOUR), a);
	assert_true(scheduler_take(scheduler, at(10 * DAY), &taken, &context));
	scheduler_remove(scheduler, taken);
	assert_int_equal(scheduler_count(scheduler), 1);
	scheduler_free(scheduler);
}

/* Every column of a large set is looked at once an interval, in the order of their times. */
static void
test_large(void **state)
{
	enum { COLUMNS = 200000 };
	struct scheduler *scheduler = scheduler_new(7);
	unsigned *looks = calloc(COLUMNS, sizeof(*looks));
	struct instant due, previous = start;

	(void)state;
	for (int i = 0; i < COLUMNS; i++) {
		struct scheduler_look column = { .interval_seconds = HOUR, .spread_seconds = HOUR, .context = &looks[i] };
		char identity[16];
		scheduler_slot slot;

		snprintf(identity, sizeof(identity), "%d", i);
		column.identity = identity;
		assert_int_equal(scheduler_add(scheduler, &column, start, &slot), STATUS_OK);
	}
	while (scheduler_next(scheduler, &due) && due.seconds < START + 4 * HOUR) {
		scheduler_slot slot;
		void *context;

		assert_true(due.seconds >= previous.seconds);
		previous = due;
		assert_true(scheduler_take(scheduler, due, &slot, &context));
		++*(unsigned *)context;
		scheduler_done(scheduler, slot, OUTCOME_GOOD, 0, due);
	}
	for (int i = 0; i < COLUMNS; i++)
		assert_in_range(looks[i], 3, 5);
	free(looks);
	scheduler_free(scheduler);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_never_given_up),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_urgent),
		cmocka_unit_test(test_urgent_first),
		cmocka_unit_test(test_spread),
		cmocka_unit_test(test_same_seed_same_plan),
		cmocka_unit_test(test_restore),
		cmocka_unit_test(test_remove_and_change),
		cmocka_unit_test(test_large),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
