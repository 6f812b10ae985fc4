/* Runs the rule tests that admins write: a small world is made for each, with the sites and columns that its rules
 * need, a store in memory and a clock of its own. Pure. How a test is read: docs/duties.md. */
#ifndef GONGKAI_ENGINE_RULE_TEST_H
#define GONGKAI_ENGINE_RULE_TEST_H

#include "base/arena.h"
#include "base/status.h"
#include "engine/engine.h"
#include "rules/ruleset.h"

/* One expectation that did not come true. Strings live in the arena. */
struct rule_test_failure {
	const struct test_expectation *expectation;
	const char *expected;    /* "overdue, due 2019-10-08" */
	const char *got;         /* the same, or "no duty" */
	const char *explanation; /* how it came to be: a line for each change, then its evidence in JSON; "" for none */
	const struct rule_test_failure *next;
};

struct rule_test_result {
	size_t expectations;
	const struct rule_test_failure *failures; /* in the order of the test; NULL: it passed */
};

/* `calendar` as in struct engine_config; the test may name another than the national one, and ask for it as it was known
 * on some day. STATUS_NOT_FOUND: there is no such calendar. */
MUST_USE enum status rule_test_run(struct ruleset *ruleset, const struct rule_test *test,
    engine_calendar_function *calendar, void *calendar_context, struct zone zone, struct arena *arena,
    struct rule_test_result *result);

#endif
