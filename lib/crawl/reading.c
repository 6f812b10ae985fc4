/* Readings of lists and articles. */
#include "crawl/reading.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "extract/article.h"
#include "extract/detected.h"
#include "extract/document.h"
#include "extract/health.h"
#include "extract/list.h"

/* --- documents -------------------------------------------------------------- */

static enum status
read_document(const struct fetch_result *result, bool keep_all_attributes, struct document **document)
{
	struct document_options options = {
		.url = result->url,
		.content_type = result->content_type,
		.keep_all_attributes = keep_all_attributes,
	};

	return document_read(result->body == NULL ? "" : result->body, result->body_length, &options, document);
}

/* --- lists ------------------------------------------------------------------ */

static const struct field *
copy_fields(const struct list_item *from, struct arena *arena, size_t *count)
{
	struct field *fields = arena_take_array(arena, 2, sizeof(*fields));

	*count = 0;
	if (fields == NULL)
		return NULL;
	if (from->number != NULL)
		fields[(*count)++] = (struct field){ .name = "number", .value = arena_string(arena, from->number),
			.source = VALUE_SOURCE_LIST };
	if (from->issued.precision != DATE_PRECISION_NONE) {
		char *text = arena_take(arena, DATE_TEXT_BYTES);

		if (text != NULL)
			fields[(*count)++] = (struct field){ .name = "issued", .value = date_print(from->issued.date, text),
				.date = from->issued, .source = VALUE_SOURCE_LIST };
	}
	return fields;
}

/* A link that only a script knows gives no address. The list's own, with the title behind it, then identifies the
 * entry and still leads a person to where it stands. */
static const char *
address_of(const struct list_item *from, const struct column *column, struct arena *arena)
{
	if (from->url != NULL)
		return arena_string(arena, from->url);
	return arena_format(arena, "%s#%016llx", column->url,
	    (unsigned long long)fetch_hash(from->title, strlen(from->title)));
}

static bool
copy_item(const struct list_item *from, const struct column *column, struct arena *arena, struct item *to)
{
	to->url = address_of(from, column, arena);
	to->title = arena_string(arena, from->title);
	to->published = from->published;
	to->published_source = VALUE_SOURCE_LIST;
	/* Where the row shows no date, the address may: weaker, but it is what the site says. */
	if (from->published.precision == DATE_PRECISION_NONE) {
		to->published = from->url_date;
		to->published_source = VALUE_SOURCE_URL;
	}
	if (to->published.precision == DATE_PRECISION_NONE)
		to->published_source = VALUE_SOURCE_NONE;
	to->fields = copy_fields(from, arena, &to->field_count);
	return to->url != NULL && to->title != NULL && to->fields != NULL;
}

static enum status
copy_list(const struct list *list, const struct column *column, struct arena *arena, struct list_reading *reading)
{
	struct item *items = arena_take_array(arena, list->count, sizeof(*items));
	const char **next = arena_take_array(arena, list->next_count, sizeof(*next));

	if (items == NULL || next == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < list->count; i++)
		if (!copy_item(&list->items[i], column, arena, &items[i]))
			return STATUS_NO_MEMORY;
	for (size_t i = 0; i < list->next_count; i++) {
		next[i] = arena_string(arena, list->next[i]);
		if (next[i] == NULL)
			return STATUS_NO_MEMORY;
	}
	reading->items = items;
	reading->item_count = list->count;
	reading->next = next;
	reading->next_count = list->next_count;
	reading->is_cut = list->is_cut;
	return STATUS_OK;
}

static enum status
take_list(const struct document *document, const struct list_expectation *expectation, struct arena *arena,
    struct list_reading *reading)
{
	struct list_options options = {
		.selectors = &expectation->column->selectors,
		.has_today = true,
		.today = expectation->today,
	};
	struct list *list;
	enum status status = list_extract(document, &options, &list);

	if (status != STATUS_OK)
		return status;
	status = copy_list(list, expectation->column, arena, reading);
	if (status == STATUS_OK && list->count == 0 && list->has_list_script) {
		reading->outcome = OUTCOME_EMPTY_SHELL;
		reading->detail = _("a script fetches the list");
	}
	list_free(list);
	return status;
}

/* --- health ----------------------------------------------------------------- */

/* What the page itself says of its state. */
struct verdict {
	enum outcome outcome;
	bool is_blank;      /* it is empty and says so */
	const char *detail;
	const char *target;
};

static enum status
judge(const struct fetch_result *result, const char *asked_url, enum health_expectation expects,
    const struct document *document, struct arena *arena, struct verdict *verdict)
{
	struct answer answer = {
		.http_status = result->http_status,
		.content_type = result->content_type,
		.server = result->server,
		.set_cookie = result->set_cookie,
		.asked_url = asked_url,
		.final_url = result->url,
		.expects = expects,
	};
	struct health health;
	enum status status = health_check(&answer, document, &health);

	if (status != STATUS_OK)
		return status;
	*verdict = (struct verdict){ health.outcome, health.is_blank, arena_string(arena, health.detail),
		arena_string(arena, health.target) };
	health_clear(&health);
	return STATUS_OK;
}

/* An answer that arrived whole, though perhaps with an error status: its body may tell more. */
static bool
has_page(const struct fetch_result *result)
{
	return result->http_status != 0 && (result->outcome == OUTCOME_GOOD || result->outcome == OUTCOME_CLIENT_ERROR ||
	    result->outcome == OUTCOME_SERVER_ERROR);
}

static const char *
detail_of(const struct fetch_result *result, struct arena *arena)
{
	return result->detail[0] == '\0' ? NULL : arena_string(arena, result->detail);
}

/* --- the two readings ------------------------------------------------------- */

static bool
has_selectors(const struct column *column)
{
	return column->selectors.row != NULL || column->selectors.title != NULL || column->selectors.link != NULL ||
	    column->selectors.date != NULL;
}

/* A list that is empty and says so is a good look at an empty list, but only where there never was anything: a column
 * that lost all its items at once is more likely broken than emptied. */
static void
judge_emptiness(const struct list_expectation *expectation, bool is_blank, struct list_reading *reading)
{
	if (!outcome_is_good(reading->outcome) || reading->item_count > 0)
		return;
	if (!is_blank || expectation->had_items) {
		reading->outcome = OUTCOME_NO_ITEMS;
		if (reading->detail == NULL && expectation->had_items)
			reading->detail = _("there were items before");
	}
}

enum status
reading_of_list(const struct fetch_result *result, const struct list_expectation *expectation, struct arena *arena,
    struct list_reading *reading)
{
	struct document *document;
	struct verdict verdict;
	enum status status;

	*reading = (struct list_reading){ .outcome = result->outcome, .detail = detail_of(result, arena) };
	if (!has_page(result))
		return STATUS_OK;
	status = read_document(result, has_selectors(expectation->column), &document);
	if (status != STATUS_OK)
		return status;
	status = judge(result, expectation->column->url, HEALTH_LIST, document, arena, &verdict);
	if (status == STATUS_OK) {
		reading->outcome = verdict.outcome;
		reading->target = verdict.target;
		if (verdict.detail != NULL)
			reading->detail = verdict.detail;
		if (outcome_is_good(verdict.outcome))
			status = take_list(document, expectation, arena, reading);
		judge_emptiness(expectation, verdict.is_blank, reading);
	}
	document_free(document);
	return status;
}

static enum status
copy_article(const struct article *article, struct arena *arena, struct article_look *look)
{
	/* One more, for what the detectors found. */
	struct field *fields = arena_take_array(arena, article->field_count + 1, sizeof(*fields));

	if (fields == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < article->field_count; i++) {
		fields[i] = article->fields[i];
		fields[i].name = arena_string(arena, fields[i].name);
		fields[i].value = arena_string(arena, fields[i].value);
		if (fields[i].name == NULL || fields[i].value == NULL)
			return STATUS_NO_MEMORY;
		if (strcmp(fields[i].name, "text") == 0)
			look->text_hash = fetch_hash(fields[i].value, strlen(fields[i].value));
	}
	look->fields = fields;
	look->field_count = article->field_count;
	look->title = arena_string(arena, article->title);
	look->published = article->published;
	look->published_source = article->published_source;
	return STATUS_OK;
}

/* Rules on what a page must never contain read this field; empty means "looked, and found nothing". */
static enum status
add_detected(const struct document *document, struct arena *arena, struct article_look *look)
{
	struct field *field = (struct field *)(uintptr_t)&look->fields[look->field_count];
	enum status status = detected_words(document, arena, &field->value);

	if (status != STATUS_OK)
		return status;
	field->name = "detected";
	look->field_count++;
	return STATUS_OK;
}

enum status
reading_of_article(const struct fetch_result *result, const char *asked_url, struct arena *arena,
    struct article_look *look)
{
	struct document *document;
	struct article *article;
	struct verdict verdict;
	enum status status;

	*look = (struct article_look){ .outcome = result->outcome };
	if (!has_page(result))
		return STATUS_OK;
	status = read_document(result, false, &document);
	if (status != STATUS_OK)
		return status;
	status = judge(result, asked_url, HEALTH_ARTICLE, document, arena, &verdict);
	if (status == STATUS_OK)
		look->outcome = verdict.outcome;
	if (status == STATUS_OK && outcome_is_good(look->outcome)) {
		status = article_extract(document, &article);
		if (status == STATUS_OK) {
			status = copy_article(article, arena, look);
			article_free(article);
			if (status == STATUS_OK)
				status = add_detected(document, arena, look);
		} else if (status == STATUS_INVALID) {
			look->outcome = OUTCOME_UNREADABLE;
			status = STATUS_OK;
		}
	}
	document_free(document);
	return status;
}
