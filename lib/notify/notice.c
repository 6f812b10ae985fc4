/* Composition of notices: a list of labelled facts first, then the same facts as plain text and as HTML. */
#include "notify/notice.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/message.h"

enum { FACTS_LAST = 24 };

struct fact {
	const char *label;
	const char *value;
	const char *link; /* NULL, or the address that the value leads to */
};

struct facts {
	struct arena *arena;
	struct fact rows[FACTS_LAST];
	size_t count;
	bool failed; /* an allocation failed */
};

static void
fact_add(struct facts *facts, const char *label, const char *value, const char *link)
{
	if (value == NULL || facts->count == FACTS_LAST)
		return;
	facts->rows[facts->count++] = (struct fact){ label, value, link };
}

/* As fact_add(), for a value just made in the arena. */
static void
fact_add_made(struct facts *facts, const char *label, const char *made)
{
	if (made == NULL)
		facts->failed = true;
	fact_add(facts, label, made, NULL);
}

static const char *
origin_text(enum limit_origin origin)
{
	switch (origin) {
	case ORIGIN_CLAUSE:
		return _("the limit stands in the clause itself");
	case ORIGIN_NATIONAL:
		return _("the limit comes from a national rule behind the clause");
	case ORIGIN_LOCAL_DEFAULT:
		return _("the limit is a local default: the clause names no number");
	}
	return "";
}

static const char *
severity_text(enum severity severity)
{
	switch (severity) {
	case SEVERITY_NOTICE:
		return _("for information");
	case SEVERITY_MINOR:
		return _("minor");
	case SEVERITY_MAJOR:
		return _("major");
	case SEVERITY_CRITICAL:
		return _("critical");
	}
	return "";
}

static const char *
date_source_text(enum value_source source)
{
	switch (source) {
	case VALUE_SOURCE_NONE:
		return _("no date shown");
	case VALUE_SOURCE_META:
		return _("from the page's meta tags");
	case VALUE_SOURCE_TABLE:
		return _("from the page's field table");
	case VALUE_SOURCE_LABEL:
		return _("from a label on the page");
	case VALUE_SOURCE_URL:
		return _("from the address");
	case VALUE_SOURCE_LIST:
		return _("from the list page");
	case VALUE_SOURCE_TEXT:
		return _("from the text");
	case VALUE_SOURCE_OPERATOR:
		return _("entered by an operator");
	}
	return "";
}

static const char *
headline(const struct engine_notice *notice)
{
	switch (notice->kind) {
	case ENGINE_TRANSITION:
		return notice->transition == NULL ? "" : duty_state_text(notice->transition->to);
	case ENGINE_REMINDER:
		return _("due soon");
	case ENGINE_ESCALATION:
		return _("still overdue");
	case ENGINE_DUE_MOVED:
		return _("the last day moved");
	case ENGINE_TROUBLE:
		return _("cannot be read");
	case ENGINE_RECOVERY:
		return _("can be read again");
	case ENGINE_CALENDAR:
		return _("next year's calendar is missing");
	}
	return "";
}

const struct site *
notice_site(const struct engine_notice *notice)
{
	return notice->column == NULL ? NULL : notice->column->site;
}

/* The body that must act, as far as it is known. */
static const char *
responsible(const struct engine_notice *notice)
{
	const struct site *site = notice_site(notice);

	if (notice->duty != NULL && notice->duty->unit != NULL)
		return notice->duty->unit;
	if (site != NULL)
		return site->title != NULL ? site->title : site->name;
	return notice->duty != NULL ? notice->duty->site : NULL;
}

static void
collect_item(struct facts *facts, const char *label, const struct item *item)
{
	char day[DATE_TEXT_BYTES];

	if (item == NULL)
		return;
	fact_add(facts, label, item->title, item->url);
	if (item->published.precision == DATE_PRECISION_NONE)
		fact_add(facts, _("Published"), date_source_text(VALUE_SOURCE_NONE), NULL);
	else
		fact_add_made(facts, _("Published"), arena_format(facts->arena, "%s (%s)",
		    date_print(item->published.date, day), date_source_text(item->published_source)));
}

static void
collect_deadline(struct facts *facts, const struct duty *duty, struct zone zone)
{
	char due[INSTANT_TEXT_BYTES];
	char day[DATE_TEXT_BYTES];

	if (duty->deadline.due.seconds == 0)
		return;
	fact_add_made(facts, _("Last day"), arena_format(facts->arena, "%s%s",
	    date_print(duty->deadline.due_day, day),
	    duty->deadline.provisional ? _(" (provisional: next year's holidays are not yet published)") : ""));
	fact_add_made(facts, _("Late from"), arena_format(facts->arena, "%s",
	    instant_print(duty->deadline.due, zone, due)));
	fact_add_made(facts, _("Stricter reading"), arena_format(facts->arena, "%s",
	    date_print(duty->deadline.strict_day, day)));
	fact_add(facts, _("Calendar"), duty->calendar, NULL);
	if (duty->late_count > 0)
		fact_add_made(facts, _("Late by"), arena_format(facts->arena, "%" PRId32, duty->late_count));
}

static void
collect_rule(struct facts *facts, const struct rule *rule)
{
	if (rule == NULL)
		return;
	fact_add(facts, _("Rule"), rule->title != NULL ? rule->title : rule->name, NULL);
	fact_add(facts, _("Legal basis"), rule->basis, NULL);
	fact_add(facts, _("Limit"), origin_text(rule->origin), NULL);
	fact_add(facts, _("Severity"), severity_text(rule->severity), NULL);
	if (rule->file != NULL)
		fact_add_made(facts, _("Rule stands in"),
		    arena_format(facts->arena, "%s:%zu (%s)", rule->file, rule->line, rule->name));
}

static void
collect_look(struct facts *facts, const struct engine_notice *notice)
{
	const struct column *column = notice->column;
	const struct site *site = notice_site(notice);

	if (notice->kind == ENGINE_TROUBLE && notice->column_state != NULL)
		fact_add(facts, _("Why"), outcome_text(notice->column_state->last_outcome), NULL);
	if (column != NULL)
		fact_add(facts, _("Column"), column->title != NULL ? column->title : column->name, column->url);
	if (notice->kind == ENGINE_TROUBLE && notice->site_troubles > 1)
		fact_add_made(facts, _("Columns of the site in trouble"),
		    arena_format(facts->arena, "%d", notice->site_troubles));
	if (site != NULL)
		fact_add(facts, _("Site"), site->url, site->url);
	if (notice->kind == ENGINE_TROUBLE)
		fact_add(facts, _("What it means"),
		    _("Nobody is accused: what cannot be read is reported as \"cannot tell\"."), NULL);
}

static void
collect(struct facts *facts, const struct engine_notice *notice, struct zone zone)
{
	char at[INSTANT_TEXT_BYTES];

	fact_add(facts, _("Result"), headline(notice), NULL);
	if (notice->transition != NULL)
		fact_add(facts, _("Why"), cause_text(notice->transition->cause), NULL);
	fact_add(facts, _("Responsible"), responsible(notice), NULL);
	collect_look(facts, notice);
	fact_add(facts, _("Details"), notice->detail, NULL);
	collect_rule(facts, notice->rule);
	collect_item(facts, _("Trigger"), notice->trigger);
	collect_item(facts, _("Answer"), notice->answer);
	if (notice->duty != NULL)
		collect_deadline(facts, notice->duty, zone);
	fact_add_made(facts, _("Found at"),
	    arena_format(facts->arena, "%s", instant_print(notice->at, zone, at)));
	if (notice->duty != NULL)
		fact_add_made(facts, _("To redo it by hand"),
		    arena_format(facts->arena, "gongkaictl explain %" PRId64, notice->duty->id));
}

/* A newline in a title must not end a header or start a new fact. */
static enum status
add_flat(struct buffer *buffer, const char *value)
{
	enum status status = STATUS_OK;

	for (; *value != '\0' && status == STATUS_OK; value++) {
		char byte = (unsigned char)*value < ' ' || *value == 0x7f ? ' ' : *value;

		status = buffer_add(buffer, &byte, 1);
	}
	return status;
}

static enum status
add_escaped(struct buffer *buffer, const char *value)
{
	enum status status = STATUS_OK;

	for (; *value != '\0' && status == STATUS_OK; value++) {
		switch (*value) {
		case '&':
			status = buffer_add_string(buffer, "&amp;");
			break;
		case '<':
			status = buffer_add_string(buffer, "&lt;");
			break;
		case '>':
			status = buffer_add_string(buffer, "&gt;");
			break;
		case '"':
			status = buffer_add_string(buffer, "&quot;");
			break;
		default:
			status = buffer_add(buffer, value, 1);
		}
	}
	return status;
}

static enum status
write_subject(const struct engine_notice *notice, struct buffer *buffer)
{
	const char *parts[] = {
		headline(notice),
		responsible(notice),
		notice->rule == NULL ? NULL : notice->rule->title != NULL ? notice->rule->title : notice->rule->name,
		notice->trigger == NULL ? NULL : notice->trigger->title,
	};
	enum status status = buffer_add_string(buffer, "[gongkai]");

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && status == STATUS_OK; i++) {
		if (parts[i] == NULL)
			continue;
		status = buffer_add_string(buffer, i < 1 ? " " : " - ");
		if (status == STATUS_OK)
			status = add_flat(buffer, parts[i]);
	}
	return status;
}

static enum status
write_plain(const struct facts *facts, struct buffer *buffer)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < facts->count && status == STATUS_OK; i++) {
		const struct fact *fact = &facts->rows[i];

		status = buffer_add_format(buffer, "%s: ", fact->label);
		if (status == STATUS_OK)
			status = add_flat(buffer, fact->value);
		if (status == STATUS_OK)
			status = buffer_add_string(buffer, "\n");
		if (status == STATUS_OK && fact->link != NULL && strcmp(fact->link, fact->value) != 0) {
			status = buffer_add_string(buffer, "  ");
			if (status == STATUS_OK)
				status = add_flat(buffer, fact->link);
			if (status == STATUS_OK)
				status = buffer_add_string(buffer, "\n");
		}
	}
	return status;
}

/* Only web addresses become links: a javascript: address from a hostile page must not. */
static bool
is_web_address(const char *link)
{
	return link != NULL && (strncmp(link, "http://", 7) == 0 || strncmp(link, "https://", 8) == 0);
}

static enum status
write_html_row(const struct fact *fact, struct buffer *buffer)
{
	bool is_linked = is_web_address(fact->link);
	enum status status = buffer_add_format(buffer, "<tr><th align=\"left\">%s</th><td>", fact->label);

	if (status == STATUS_OK && is_linked)
		status = buffer_add_string(buffer, "<a href=\"");
	if (status == STATUS_OK && is_linked)
		status = add_escaped(buffer, fact->link);
	if (status == STATUS_OK && is_linked)
		status = buffer_add_string(buffer, "\">");
	if (status == STATUS_OK)
		status = add_escaped(buffer, fact->value);
	if (status == STATUS_OK)
		status = buffer_add_string(buffer, is_linked ? "</a></td></tr>\n" : "</td></tr>\n");
	return status;
}

static enum status
write_html(const struct facts *facts, struct buffer *buffer)
{
	enum status status = buffer_add_string(buffer,
	    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n<table>\n");

	for (size_t i = 0; i < facts->count && status == STATUS_OK; i++)
		status = write_html_row(&facts->rows[i], buffer);
	if (status == STATUS_OK)
		status = buffer_add_string(buffer, "</table>\n</body></html>\n");
	return status;
}

void
notice_text_clear(struct notice_text *text)
{
	free(text->subject);
	free(text->plain);
	free(text->html);
	*text = (struct notice_text){ 0 };
}

static enum status
take_all(struct buffer *subject, struct buffer *plain, struct buffer *html, struct notice_text *text)
{
	struct notice_text taken = { buffer_take(subject), buffer_take(plain), buffer_take(html) };

	if (taken.subject == NULL || taken.plain == NULL || taken.html == NULL) {
		notice_text_clear(&taken);
		return STATUS_NO_MEMORY;
	}
	*text = taken;
	return STATUS_OK;
}

enum status
notice_compose(const struct engine_notice *notice, struct zone zone, struct notice_text *text)
{
	struct facts facts = { .arena = arena_new() };
	struct buffer subject, plain, html;
	enum status status;

	if (facts.arena == NULL)
		return STATUS_NO_MEMORY;
	buffer_start(&subject, NOTICE_TEXT_BYTES_LAST);
	buffer_start(&plain, NOTICE_TEXT_BYTES_LAST);
	buffer_start(&html, NOTICE_TEXT_BYTES_LAST);
	collect(&facts, notice, zone);
	status = facts.failed ? STATUS_NO_MEMORY : write_subject(notice, &subject);
	if (status == STATUS_OK)
		status = write_plain(&facts, &plain);
	if (status == STATUS_OK)
		status = write_html(&facts, &html);
	if (status == STATUS_OK)
		status = take_all(&subject, &plain, &html, text);
	buffer_clear(&html);
	buffer_clear(&plain);
	buffer_clear(&subject);
	arena_free(facts.arena);
	return status;
}
