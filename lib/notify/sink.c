/* From notices to outbox rows. */
#include "notify/sink.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include "base/message.h"
#include "notify/notice.h"
#include "notify/route.h"

enum { REFERENCE_BYTES = 768 };

/* A name for the notice that is the same when the same thing is told again after a crash. */
static void
write_reference(const struct engine_notice *notice, char reference[REFERENCE_BYTES])
{
	int64_t duty = notice->duty == NULL ? 0 : notice->duty->id;

	switch (notice->kind) {
	case ENGINE_TRANSITION:
	case ENGINE_DUE_MOVED:
		snprintf(reference, REFERENCE_BYTES, "transition:%" PRId64, notice->transition->id);
		break;
	case ENGINE_REMINDER:
		snprintf(reference, REFERENCE_BYTES, "reminder:%" PRId64 ":%u:%" PRId64, duty, notice->moment_index,
		    notice->duty->deadline.due.seconds);
		break;
	case ENGINE_ESCALATION:
		snprintf(reference, REFERENCE_BYTES, "escalation:%" PRId64 ":%u:%" PRId64, duty, notice->moment_index,
		    notice->duty->since.seconds);
		break;
	case ENGINE_TROUBLE:
	case ENGINE_RECOVERY:
		snprintf(reference, REFERENCE_BYTES, "%s:%.250s/%.250s@%" PRId64,
		    notice->kind == ENGINE_TROUBLE ? "trouble" : "recovery", notice->site->name,
		    notice->column->name, notice->at.seconds);
		break;
	case ENGINE_CALENDAR:
		snprintf(reference, REFERENCE_BYTES, "calendar:%.500s", notice->detail == NULL ? "" : notice->detail);
		break;
	}
}

static enum status
add_row(const struct notify_sink *sink, const struct engine_notice *notice, const char *channel,
    const char *recipient, int severity, const struct notice_text *text)
{
	char reference[REFERENCE_BYTES];
	struct outbox_message message = {
		.reference = reference,
		.transition = notice->transition == NULL ? 0 : notice->transition->id,
		.duty = notice->duty == NULL ? 0 : notice->duty->id,
		.recipient = recipient,
		.channel = channel,
		.severity = severity,
		.subject = text->subject,
		.plain = text->plain,
		.html = text->html,
		.created = notice->at,
		.next_attempt = notice->at,
	};
	enum status status;

	write_reference(notice, reference);
	status = sink->store->outbox_add(sink->store, &message);
	return status == STATUS_CONFLICT ? STATUS_OK : status;
}

/* Duties that come into being are no event for the log: a first import would flood it. */
static bool
is_for_the_log(const struct engine_notice *notice)
{
	return notice->kind != ENGINE_TRANSITION || notice->transition->cause != CAUSE_CREATED
	    || notice->transition->to == DUTY_OVERDUE;
}

static enum status
add_log_row(const struct notify_sink *sink, const struct engine_notice *notice)
{
	char line[NOTICE_LINE_BYTES];
	struct notice_text text = { .subject = line };

	if (!is_for_the_log(notice))
		return STATUS_OK;
	notice_log_line(notice, sink->zone, line, sizeof(line));
	return add_row(sink, notice, OUTBOX_CHANNEL_SYSLOG, "syslog", notice_log_priority(notice), &text);
}

static int
severity_of(const struct engine_notice *notice)
{
	return notice->rule == NULL ? SEVERITY_MAJOR : (int)notice->rule->severity;
}

static enum status
add_route_rows(const struct notify_sink *sink, const struct engine_notice *notice, const struct route *route)
{
	struct notice_text text;
	enum status status;

	if (route->to == NULL || route->to[0] == NULL)
		return STATUS_OK;
	message_use_language(route->language);
	status = notice_compose(notice, sink->zone, &text);
	message_use_language(ruleset_settings(sink->ruleset)->language);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; route->to[i] != NULL && status == STATUS_OK; i++)
		status = add_row(sink, notice, OUTBOX_CHANNEL_MAIL, route->to[i], severity_of(notice), &text);
	notice_text_clear(&text);
	return status;
}

/* An escalation may name an address instead of a route. */
static enum status
add_direct_row(const struct notify_sink *sink, const struct engine_notice *notice)
{
	const char *recipient = notice->moment == NULL ? NULL : notice->moment->recipient;
	struct notice_text text;
	enum status status;

	if (recipient == NULL || strchr(recipient, '@') == NULL)
		return STATUS_OK;
	status = notice_compose(notice, sink->zone, &text);
	if (status != STATUS_OK)
		return status;
	status = add_row(sink, notice, OUTBOX_CHANNEL_MAIL, recipient, severity_of(notice), &text);
	notice_text_clear(&text);
	return status;
}

enum status
notify_sink(void *context, const struct engine_notice *notice)
{
	const struct notify_sink *sink = context;
	enum status status = add_log_row(sink, notice);

	if (status != STATUS_OK || !notice_is_news(notice))
		return status;
	status = add_direct_row(sink, notice);
	for (const struct route *route = ruleset_routes(sink->ruleset); route != NULL && status == STATUS_OK;
	    route = route->next)
		if (route_wants(route, notice))
			status = add_route_rows(sink, notice, route);
	return status;
}
