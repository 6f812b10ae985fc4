/* Loading of rule files and printing of diagnostics, for all commands that need them. */
#include "config.h"

#include "cli/rules.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/message.h"
#include "cli/command.h"
#include "rules/configuration.h"
#include "time/clock.h"

const char *
rules_default_path(void)
{
	const char *path = getenv("GONGKAI_RULES");

	return path != NULL && *path != '\0' ? path : SYSCONFDIR "/gongkai";
}

static struct date
today(void)
{
	const struct system_clock clock = { 0 };

	return instant_date(clock_now(&clock), zone_china);
}

int
rules_load_arguments(const char *command, int count, char **paths, struct diagnostics *diagnostics,
    struct ruleset **ruleset)
{
	const char *standard = rules_default_path();
	const char *const *list = count > 0 ? (const char *const *)paths : &standard;
	struct configuration *configuration;
	struct date day = today();
	enum status status;

	status = configuration_load(list, count > 0 ? (size_t)count : 1, &day, diagnostics, &configuration);
	if (status == STATUS_OK) {
		*ruleset = ruleset_retain(configuration_rules(configuration));
		configuration_release(configuration);
		return EXIT_FINE;
	}
	if (status == STATUS_INVALID)
		return EXIT_FINDINGS;
	return command_fail(command, EXIT_TROUBLE, "%s", status_text(status));
}

static void
print_text(const struct diagnostic *diagnostic)
{
	struct buffer text;

	buffer_start(&text, 64 * 1024);
	if (diagnostic_print(diagnostic, &text) == STATUS_OK)
		fputs(buffer_string(&text), stderr);
	buffer_clear(&text);
}

static void
print_json(const struct diagnostic *diagnostic)
{
	json_t *row = json_pack("{s:s, s:I, s:I, s:s, s:s, s:s?}", "file", diagnostic->file,
	    "line", (json_int_t)diagnostic->line, "column", (json_int_t)diagnostic->column,
	    "severity", diagnostic->severity == DIAGNOSTIC_ERROR ? "error" : "warning",
	    "message", diagnostic->message, "hint", diagnostic->hint);

	if (row == NULL)
		return;
	json_dumpf(row, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(row);
}

void
rules_print_diagnostics(const struct diagnostics *diagnostics, enum rules_output output, bool warnings)
{
	size_t all = diagnostics_errors(diagnostics) + diagnostics_warnings(diagnostics);

	for (size_t i = 0; i < diagnostics_count(diagnostics); i++) {
		const struct diagnostic *diagnostic = diagnostics_at(diagnostics, i);

		if (diagnostic->severity == DIAGNOSTIC_WARNING && !warnings)
			continue;
		if (output == RULES_OUTPUT_JSON)
			print_json(diagnostic);
		else
			print_text(diagnostic);
	}
	if (output == RULES_OUTPUT_TEXT && all > diagnostics_count(diagnostics))
		fprintf(stderr, _("… and %zu more\n"), all - diagnostics_count(diagnostics));
	if (output == RULES_OUTPUT_TEXT && diagnostics_errors(diagnostics) > 0)
		fprintf(stderr, _("errors: %zu, warnings: %zu\n"), diagnostics_errors(diagnostics),
		    diagnostics_warnings(diagnostics));
}

void
rules_print_summary(const struct ruleset *ruleset, const struct diagnostics *diagnostics)
{
	size_t rules, sites = 0, columns = 0, tests = 0;

	(void)ruleset_rules(ruleset, &rules);
	for (const struct site *site = ruleset_sites(ruleset); site != NULL; site = site->next, sites++)
		for (const struct column *column = site->columns; column != NULL; column = column->next)
			columns++;
	for (const struct rule_test *test = ruleset_tests(ruleset); test != NULL; test = test->next)
		tests++;
	printf(_("fine. rules: %zu, sites: %zu, columns: %zu, tests: %zu; warnings: %zu\n"), rules, sites, columns, tests,
	    diagnostics_warnings(diagnostics));
}
