/* --check: loads the configuration as a start would and prints what is wrong with it. */
#include "config.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/message.h"
#include "daemon/daemon.h"

void
check_report(const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics_count(diagnostics); i++) {
		struct buffer text;

		buffer_start(&text, LIMIT_RULE_LINE_BYTES);
		if (diagnostic_print(diagnostics_at(diagnostics, i), &text) == STATUS_OK)
			fputs(buffer_string(&text), stderr);
		buffer_clear(&text);
	}
}

enum status
check_load(const struct options *options, struct diagnostics *diagnostics, struct configuration **configuration)
{
	struct date today = instant_date(clock_now(&options->clock), zone_china);

	return configuration_load(options->paths, options->path_count, &today, diagnostics, configuration);
}

int
check_configuration(const struct options *options)
{
	struct diagnostics *diagnostics = diagnostics_new();
	struct configuration *configuration = NULL;
	enum status status = STATUS_NO_MEMORY;

	if (diagnostics != NULL)
		status = check_load(options, diagnostics, &configuration);
	if (diagnostics != NULL)
		check_report(diagnostics);
	if (status == STATUS_OK)
		printf(_("gongkaid: the configuration is fine\n"));
	else
		fprintf(stderr, "gongkaid: %s\n", status_text(status));
	configuration_release(configuration);
	diagnostics_free(diagnostics);
	return status == STATUS_OK ? EXIT_FINE : status == STATUS_INVALID ? EXIT_FINDINGS : EXIT_TROUBLE;
}
