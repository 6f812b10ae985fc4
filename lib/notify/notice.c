/* Composition of notices: the same facts as one subject line, as plain text and as HTML. */
#include "notify/notice.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "lib/notify/facts.h"

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
		facts_headline(notice),
		facts_responsible(notice),
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
	facts_collect(&facts, notice, zone);
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
