/* Notices as syslog events: one a line, stable words, key=value. */
#include "notify/notice.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#include "base/utf8.h"

struct line {
	char *text;
	size_t size;
	size_t length;
};

static const char *const kind_words[] = {
	[ENGINE_TRANSITION] = "transition",
	[ENGINE_REMINDER] = "reminder",
	[ENGINE_ESCALATION] = "escalation",
	[ENGINE_DUE_MOVED] = "due-moved",
	[ENGINE_TROUBLE] = "trouble",
	[ENGINE_RECOVERY] = "recovery",
	[ENGINE_CALENDAR] = "calendar",
};

static const char *const severity_words[] = {
	[SEVERITY_NOTICE] = "notice",
	[SEVERITY_MINOR] = "minor",
	[SEVERITY_MAJOR] = "major",
	[SEVERITY_CRITICAL] = "critical",
};

/* Appends what fits. */
static void
add(struct line *line, const char *bytes, size_t length)
{
	size_t room = line->size - line->length - 1;

	if (length > room)
		length = room;
	memcpy(line->text + line->length, bytes, length);
	line->length += length;
	line->text[line->length] = '\0';
}

static void
add_string(struct line *line, const char *string)
{
	add(line, string, strlen(string));
}

/* Quotes where needed; control characters, quotes and backslashes could forge a field or an event. */
static void
add_value(struct line *line, const char *value)
{
	size_t length = strlen(value);

	add(line, "\"", 1);
	for (size_t at = 0; at < length;) {
		uint32_t character;
		size_t width = utf8_next(value + at, length - at, &character);

		if (line->size - line->length < width + 3)
			break;
		if (character < ' ' || character == 0x7f || character == 0xfffd)
			add(line, " ", 1);
		else if (character == '"' || character == '\\')
			add(line, "'", 1);
		else
			add(line, value + at, width);
		at += width;
	}
	add(line, "\"", 1);
}

static void
add_pair(struct line *line, const char *key, const char *value)
{
	if (value == NULL)
		return;
	add(line, " ", 1);
	add_string(line, key);
	add(line, "=", 1);
	add_value(line, value);
}

static void PRINTF_LIKE(3, 4)
add_plain(struct line *line, const char *key, const char *format, ...)
{
	char value[64];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(value, sizeof(value), format, arguments);
	va_end(arguments);
	add(line, " ", 1);
	add_string(line, key);
	add(line, "=", 1);
	add_string(line, value);
}

static void
add_duty(struct line *line, const struct engine_notice *notice, struct zone zone)
{
	const struct duty *duty = notice->duty;
	char day[DATE_TEXT_BYTES];
	char instant[INSTANT_TEXT_BYTES];

	if (duty == NULL)
		return;
	add_plain(line, "duty", "%" PRId64, duty->id);
	if (notice->transition != NULL) {
		add_plain(line, "from", "%s", duty_state_word(notice->transition->from));
		add_plain(line, "to", "%s", duty_state_word(notice->transition->to));
		add_plain(line, "cause", "%s", cause_word(notice->transition->cause));
	} else {
		add_plain(line, "state", "%s", duty_state_word(duty->state));
	}
	if (duty->deadline.due.seconds != 0) {
		add_plain(line, "due", "%s", date_print(duty->deadline.due_day, day));
		add_plain(line, "due_instant", "%s", instant_print(duty->deadline.due, zone, instant));
	}
	if (duty->deadline.provisional)
		add_plain(line, "provisional", "yes");
	if (duty->state == DUTY_OVERDUE || duty->state == DUTY_MET_LATE)
		add_plain(line, "late", "%" PRId32, duty->late_count);
	add_pair(line, "unit", duty->unit);
}

static void
add_rule(struct line *line, const struct rule *rule)
{
	if (rule == NULL)
		return;
	add_pair(line, "rule", rule->name);
	add_plain(line, "severity", "%s", severity_words[rule->severity]);
	if (rule->file != NULL) {
		char place[512];

		snprintf(place, sizeof(place), "%s:%zu", rule->file, rule->line);
		add_pair(line, "at", place);
	}
}

static void
add_place(struct line *line, const struct engine_notice *notice)
{
	const struct site *site = notice->site;

	if (site != NULL)
		add_pair(line, "site", site->name);
	else if (notice->duty != NULL)
		add_pair(line, "site", notice->duty->site);
	if (notice->column != NULL)
		add_pair(line, "column", notice->column->name);
	if (notice->column_state != NULL)
		add_plain(line, "outcome", "%s", outcome_word(notice->column_state->last_outcome));
}

const char *
notice_log_line(const struct engine_notice *notice, struct zone zone, char *text, size_t size)
{
	struct line line = { .text = text, .size = size };

	if (size == 0)
		return "";
	text[0] = '\0';
	add_string(&line, "event=");
	add_string(&line, kind_words[notice->kind]);
	add_duty(&line, notice, zone);
	add_rule(&line, notice->rule);
	add_place(&line, notice);
	if (notice->trigger != NULL) {
		add_pair(&line, "trigger", notice->trigger->title);
		add_pair(&line, "url", notice->trigger->url);
	}
	if (notice->answer != NULL)
		add_pair(&line, "answer", notice->answer->url);
	add_pair(&line, "detail", notice->detail);
	return text;
}

int
notice_log_priority(const struct engine_notice *notice)
{
	switch (notice->kind) {
	case ENGINE_ESCALATION:
		return LOG_ERR;
	case ENGINE_TROUBLE:
	case ENGINE_REMINDER:
	case ENGINE_CALENDAR:
		return LOG_WARNING;
	case ENGINE_RECOVERY:
	case ENGINE_DUE_MOVED:
		return LOG_INFO;
	case ENGINE_TRANSITION:
		break;
	}
	if (notice->transition == NULL || notice->transition->to != DUTY_OVERDUE)
		return LOG_INFO;
	return notice->rule != NULL && notice->rule->severity >= SEVERITY_MAJOR ? LOG_ERR : LOG_WARNING;
}
