/* Every kind of rule, as rule tests: tests/unit/engine/kinds.rules. */
#include "tests/unit/unit.h"

#include <string.h>

#include "engine/rule_test.h"
#include "rules/load.h"
#include "rules/source_memory.h"
#include "tests/unit/calendar_file.h"

static const struct calendar *
find_calendar(void *context, const char *name)
{
	return name == NULL ? context : NULL;
}

static struct ruleset *
load(void)
{
	static const char *const path = "kinds.rules";
	size_t length = 0;
	char *text = read_source_file("tests/unit/engine/kinds.rules", &length);
	struct memory_file file = { path, text, length };
	struct memory_files files = { &file, 1 };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	struct ruleset *ruleset = NULL;

	assert_int_equal(ruleset_load(&reader, &path, 1, diagnostics, &ruleset), STATUS_OK);
	diagnostics_free(diagnostics);
	free(text);
	return ruleset;
}

static void
every_kind_is_judged_as_its_tests_say(void **state)
{
	struct calendar *calendar = national_calendar();
	struct ruleset *ruleset = load();
	size_t expectations = 0;

	(void)state;
	for (const struct rule_test *test = ruleset_tests(ruleset); test != NULL; test = test->next) {
		struct arena *arena = arena_new();
		struct rule_test_result result;

		assert_int_equal(rule_test_run(ruleset, test, find_calendar, calendar, zone_china, arena, &result), STATUS_OK);
		if (result.failures != NULL)
			fail_msg("%s: line %zu: expected %s, got %s\n%s", test->name, result.failures->expectation->line,
			    result.failures->expected, result.failures->got, result.failures->explanation);
		expectations += result.expectations;
		arena_free(arena);
	}
	assert_true(expectations > 80);
	ruleset_release(ruleset);
	calendar_release(calendar);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_judged_as_its_tests_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
