/* Reload: builds a new configuration, checks all of it, swaps, and lets the old one go; or keeps the old one and says what is
 * wrong with the new. */
#include "config.h"

#include <string.h>

#include "base/log.h"
#include "base/message.h"
#include "daemon/daemon.h"

/* Each on a line of its own in the log, all of them in the report. */
static void
tell_diagnostics(const struct diagnostics *diagnostics, struct buffer *report)
{
	for (size_t i = 0; i < diagnostics_count(diagnostics); i++) {
		const struct diagnostic *diagnostic = diagnostics_at(diagnostics, i);
		bool is_error = diagnostic->severity == DIAGNOSTIC_ERROR;

		log_line(is_error ? LOG_LEVEL_ERROR : LOG_LEVEL_WARNING, "reload file=%s line=%zu column=%zu %s=\"%s\"",
		    diagnostic->file, diagnostic->line, diagnostic->column, is_error ? "error" : "warning",
		    diagnostic->message);
		if (report != NULL && diagnostic_print(diagnostic, report) != STATUS_OK)
			report = NULL; /* full: the log has the rest */
	}
}

static bool
differs(const char *a, const char *b)
{
	return (a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0);
}

/* Settings that only a start can take over. */
static void
tell_what_needs_a_restart(const struct settings *before, const struct settings *after)
{
	if (differs(before->database, after->database))
		log_line(LOG_LEVEL_WARNING, "reload setting=database effect=after-restart");
	if (differs(before->socket, after->socket))
		log_line(LOG_LEVEL_WARNING, "reload setting=socket effect=after-restart");
}

/* Goes over to `configuration`; on failure the engine still has the old rules, and so has all else. */
static enum status
use(struct gongkaid *daemon, struct configuration *configuration)
{
	struct configuration *before = daemon->configuration;
	enum status status;

	daemon->configuration = configuration;
	daemon->sink.ruleset = configuration_rules(configuration);
	status = engine_use_rules(daemon->engine, configuration_rules(configuration), daemon_now(daemon));
	if (status != STATUS_OK) {
		daemon->configuration = before;
		daemon->sink.ruleset = configuration_rules(before);
	}
	return status;
}

/* What follows from the new configuration. Nothing of it can put the old one back; what fails is told. */
static void
follow(struct gongkaid *daemon)
{
	struct fetcher_options fetching = setup_fetching(daemon_settings(daemon));
	enum status status = engine_use_calendars(daemon->engine, daemon_now(daemon));

	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "reload step=calendars error=%s", status_word(status));
	fetcher_set_options(daemon->fetcher, &fetching);
	setup_log(daemon_settings(daemon), daemon->options.is_foreground);
	status = setup_mail(daemon);
	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "reload step=mail error=%s", status_word(status));
	status = columns_update(daemon);
	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "reload step=columns error=%s", status_word(status));
	daemon_wake_now(daemon->tick_timer);
	daemon_wake_now(daemon->poll_timer);
	daemon_wake_now(daemon->outbox_timer);
}

static enum status
load_and_use(struct gongkaid *daemon, struct diagnostics *diagnostics)
{
	struct configuration *before = daemon->configuration;
	struct configuration *configuration;
	enum status status;

	status = check_load(&daemon->options, diagnostics, &configuration);
	if (status != STATUS_OK)
		return status;
	status = use(daemon, configuration);
	if (status != STATUS_OK) {
		configuration_release(configuration);
		return status;
	}
	tell_what_needs_a_restart(ruleset_settings(configuration_rules(before)), daemon_settings(daemon));
	follow(daemon);
	configuration_release(before);
	return STATUS_OK;
}

enum status
reload(struct gongkaid *daemon, struct buffer *report)
{
	struct diagnostics *diagnostics = diagnostics_new();
	enum status status = STATUS_NO_MEMORY;

	ready_reloading();
	if (diagnostics != NULL) {
		status = load_and_use(daemon, diagnostics);
		tell_diagnostics(diagnostics, report);
	}
	if (status == STATUS_OK)
		log_line(LOG_LEVEL_INFO, "reload result=done columns=%zu", (size_t)HASH_COUNT(daemon->columns));
	else
		log_line(LOG_LEVEL_ERROR, "reload result=refused error=%s kept=old", status_word(status));
	diagnostics_free(diagnostics);
	ready_tell(daemon);
	return status;
}
