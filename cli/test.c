/* gongkaictl test: runs the rule tests that stand in rule files. */
#include "config.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/rules.h"
#include "cli/view.h"
#include "engine/rule_test.h"

struct tests {
	struct ruleset *ruleset;
	struct calendar *national;
	struct calendar *named;  /* the one that was asked for last */
	const char *named_name;
	bool is_json;
	size_t passed, failed;
};

static void
help(void)
{
	printf(_("usage: gongkaictl test [--json] [PATH...]\n\n"
		"Runs the rule tests of rule files, or folders of them. Without PATH: %s.\n"
		"One line a test; one that fails says what was expected, what came out, and how.\n"
		"Exits 0 where all passed, 1 where one failed or a file has an error.\n"), rules_default_path());
}

/* Tests may name calendars one after the other; the engine holds one at a time. */
static const struct calendar *
find_calendar(void *context, const char *name)
{
	struct tests *tests = context;
	int exit_status = EXIT_FINE;

	if (name == NULL)
		return tests->national;
	if (tests->named != NULL && strcmp(tests->named_name, name) == 0)
		return tests->named;
	calendar_release(tests->named);
	tests->named = argument_calendar("test", name, NULL, &exit_status);
	tests->named_name = name;
	return tests->named;
}

static bool
print_json(const struct rule_test *test, const struct rule_test_result *result)
{
	json_t *object = json_pack("{s:s, s:s, s:I, s:b, s:[]}", "test", test->name, "file", test->file, "line",
	    (json_int_t)test->line, "passed", result->failures == NULL, "failures");
	json_t *list = json_object_get(object, "failures");

	for (const struct rule_test_failure *failure = result->failures; failure != NULL; failure = failure->next)
		json_array_append_new(list, json_pack("{s:I, s:s, s:s, s:s, s:s}", "line",
		    (json_int_t)failure->expectation->line, "rule", failure->expectation->rule, "expected",
		    failure->expected, "got", failure->got, "explanation", failure->explanation));
	return object != NULL && view_print_json(object);
}

/* Of the evidence what a reader checks first: what was counted, and the answer found. All of it: --json. */
static void
print_evidence(const char *text, size_t length)
{
	json_t *evidence = json_loadb(text, length, 0, NULL);
	const char *from = NULL, *last = NULL, *title;
	json_int_t counted = 0, skipped = 0;
	json_t *answer;
	size_t i;

	if (json_unpack(evidence, "{s:{s:s}, s:{s:s, s:I, s:I}}", "anchor", "date", &from, "deadline", "due_day", &last,
	    "counted", &counted, "skipped", &skipped) == 0)
		printf(_("      counted from %s: days counted: %lld, left out: %lld; last day: %s\n"), from,
		    (long long)counted, (long long)skipped, last);
	json_array_foreach(json_object_get(evidence, "answers"), i, answer)
		if (json_unpack(answer, "{s:s}", "title", &title) == 0)
			printf(_("      answer: %s\n"), title);
	json_decref(evidence);
}

/* All changes, and the evidence of the last one. */
static void
print_explanation(const char *text)
{
	const char *evidence = NULL;

	while (*text != '\0') {
		size_t length = strcspn(text, "\n");

		if (*text == '{')
			evidence = text;
		else
			printf("      %.*s\n", (int)length, text);
		text += length + (text[length] != '\0');
	}
	if (evidence != NULL)
		print_evidence(evidence, strcspn(evidence, "\n"));
}

static void
print_text(const struct rule_test *test, const struct rule_test_result *result)
{
	char at[INSTANT_TEXT_BYTES];

	printf("%s  %s:%zu  %s\n", result->failures == NULL ? _("passed") : _("FAILED"), test->file, test->line,
	    test->name);
	for (const struct rule_test_failure *failure = result->failures; failure != NULL; failure = failure->next) {
		const struct test_expectation *expectation = failure->expectation;

		printf(_("    line %zu, at %s, rule %s\n"), expectation->line,
		    instant_print(expectation->at, zone_china, at), expectation->rule);
		printf(_("      expected: %s\n      got:      %s\n"), failure->expected, failure->got);
		print_explanation(failure->explanation);
	}
}

static int
run_one(struct tests *tests, const struct rule_test *test)
{
	struct arena *arena = arena_new();
	struct rule_test_result result;
	enum status status = arena == NULL ? STATUS_NO_MEMORY :
	    rule_test_run(tests->ruleset, test, find_calendar, tests, zone_china, arena, &result);
	bool printed = true;

	if (status == STATUS_OK) {
		tests->passed += result.failures == NULL;
		tests->failed += result.failures != NULL;
		if (tests->is_json)
			printed = print_json(test, &result);
		else
			print_text(test, &result);
	}
	arena_free(arena);
	if (status == STATUS_OK && printed)
		return EXIT_FINE;
	return command_fail("test", EXIT_TROUBLE, "%s:%zu: %s: %s", test->file, test->line, test->name,
	    status_text(status == STATUS_OK ? STATUS_NO_MEMORY : status));
}

static int
run_all(struct tests *tests)
{
	int exit_status = EXIT_FINE;

	tests->national = argument_calendar("test", NULL, NULL, &exit_status);
	if (tests->national == NULL)
		return exit_status;
	for (const struct rule_test *test = ruleset_tests(tests->ruleset); test != NULL && exit_status == EXIT_FINE;
	    test = test->next)
		exit_status = run_one(tests, test);
	calendar_release(tests->national);
	calendar_release(tests->named);
	if (exit_status != EXIT_FINE)
		return exit_status;
	if (!tests->is_json)
		printf(_("%zu passed, %zu failed\n"), tests->passed, tests->failed);
	return tests->failed == 0 ? EXIT_FINE : EXIT_FINDINGS;
}

int
command_test(int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	struct tests tests = { 0 };
	struct diagnostics *diagnostics;
	int exit_status;

	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		switch (option) {
		case 'j': tests.is_json = true; break;
		case 'h': help(); return EXIT_FINE;
		default: return EXIT_USAGE;
		}
	}
	diagnostics = diagnostics_new();
	if (diagnostics == NULL)
		return command_fail("test", EXIT_TROUBLE, "%s", status_text(STATUS_NO_MEMORY));
	exit_status = rules_load_arguments("test", argc - optind, argv + optind, diagnostics, &tests.ruleset);
	rules_print_diagnostics(diagnostics, RULES_OUTPUT_TEXT, false);
	if (exit_status == EXIT_FINE)
		exit_status = run_all(&tests);
	ruleset_release(tests.ruleset);
	diagnostics_free(diagnostics);
	return exit_status;
}
