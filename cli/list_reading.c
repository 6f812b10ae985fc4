/* Reading list pages for commands. */
#include "config.h"

#include "cli/list_reading.h"

#include <string.h>

#include "base/message.h"
#include "cli/command.h"
#include "time/clock.h"

static bool
has_selectors(const struct list_options *options)
{
	return options->selectors != NULL && options->selectors->row != NULL;
}

static int
read_list(const char *command, const char *argument, const struct list_options *options, struct list_reading *reading)
{
	static const struct system_clock system_clock;
	struct document_options document_options = { .url = reading->input.url, .content_type = reading->input.content_type,
		.keep_all_attributes = has_selectors(options) };
	struct list_options now = *options;
	struct answer answer = { .http_status = reading->input.http_status, .content_type = reading->input.content_type,
		.asked_url = page_input_is_url(argument) ? argument : NULL, .final_url = reading->input.url, .expects = HEALTH_LIST };
	enum status status = document_read(reading->input.bytes, reading->input.length, &document_options, &reading->document);

	if (reading->input.is_fetched && !now.has_today) {
		now.has_today = true;
		now.today = instant_date(clock_now(&system_clock), zone_china);
	}
	if (status == STATUS_OK)
		status = health_check(&answer, reading->document, &reading->health);
	if (status == STATUS_OK)
		status = list_extract(reading->document, &now, &reading->list);
	if (status == STATUS_INVALID)
		return command_fail(command, EXIT_USAGE, "%s", _("a selector is no XPath that names rows of the page"));
	return status == STATUS_OK ? EXIT_FINE : command_fail(command, EXIT_TROUBLE, "%s: %s", argument, status_text(status));
}

int
list_reading_open(const char *command, const char *argument, const char *base, const struct list_options *options,
    struct list_reading *reading)
{
	int exit_status;

	*reading = (struct list_reading){ .document = NULL };
	exit_status = page_input_read(command, argument, base, &reading->input);
	return exit_status == EXIT_FINE ? read_list(command, argument, options, reading) : exit_status;
}

void
list_reading_clear(struct list_reading *reading)
{
	list_free(reading->list);
	health_clear(&reading->health);
	document_free(reading->document);
	page_input_clear(&reading->input);
}

const char *
list_reading_trouble(const struct list_reading *reading)
{
	if (!outcome_is_good(reading->health.outcome))
		return outcome_text(reading->health.outcome);
	if (reading->list->is_cut)
		return _("the page is larger than can be read: items are missing");
	if (reading->list->count > 0)
		return NULL;
	if (reading->list->has_list_script)
		return _("no items in the page; a script may fetch them: look for the address it asks");
	return _("no items: no repeated rows with a link and a date, or titles, were found");
}
