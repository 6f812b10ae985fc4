/* Feeds: RSS 2.0 and 1.0, Atom (RFC 4287), sitemaps (sitemaps.org). Dates with a zone become days of China. The day on
 * which a sitemap says a page was changed is no claim of publication and is left out. */
#include "config.h"

#include "list_adapters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "extract/dom.h"

struct feed_kind {
	const char *entry;
	const char *title;
	const char *link;
	const char *dates[3]; /* most telling first */
	enum list_adapter adapter;
};

static const struct feed_kind kinds[] = {
	{ "item", "title", "link", { "pubDate", "dc:date", NULL }, LIST_ADAPTER_RSS },
	{ "entry", "title", "link", { "published", "issued", "updated" }, LIST_ADAPTER_ATOM },
	{ "url", "news:title", "loc", { "news:publication_date", NULL, NULL }, LIST_ADAPTER_SITEMAP },
	{ "sitemap", "loc", "loc", { NULL, NULL, NULL }, LIST_ADAPTER_SITEMAP },
};

struct entry {
	const xmlNode *title;
	const xmlNode *link;
	const xmlNode *dates[3];
};

static bool
is_alternate(const xmlNode *link)
{
	const char *relation = dom_attribute(link, "rel");

	return relation == NULL || strcmp(relation, "alternate") == 0;
}

/* The parts of an entry; what is repeated counts once. */
static void
find_parts(const xmlNode *top, const struct feed_kind *kind, struct entry *entry)
{
	*entry = (struct entry){ .title = NULL };
	for (const xmlNode *node = dom_next(top, top); node != NULL; node = dom_next(node, top)) {
		if (entry->title == NULL && dom_is(node, kind->title))
			entry->title = node;
		if (dom_is(node, kind->link) && is_alternate(node) && entry->link == NULL)
			entry->link = node;
		for (size_t i = 0; i < 3; i++)
			if (kind->dates[i] != NULL && entry->dates[i] == NULL && dom_is(node, kind->dates[i]))
				entry->dates[i] = node;
	}
}

/* "Mon, 20 Jul 2026 08:00:00 GMT" (RFC 5322 section 3.3). */
static bool
read_mail_date(const char *text, struct instant *instant)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *comma = strchr(text, ',');
	char name[4];
	char zone[6] = "";
	int day, year, hour, minute;
	int second = 0;
	long offset = 0;
	const char *month;
	struct date date;

	text = comma == NULL ? text : comma + 1;
	if (sscanf(text, " %2d %3s %4d %2d:%2d:%2d %5s", &day, name, &year, &hour, &minute, &second, zone) < 5 || strlen(name) != 3)
		return false;
	month = strcasestr(months, name);
	if (month == NULL || (month - months) % 3 != 0 || hour > 23 || minute > 59 || second > 60 || hour < 0 || minute < 0 ||
	    second < 0 || date_from_civil(year, (int)(month - months) / 3 + 1, day, &date) != STATUS_OK)
		return false;
	if ((zone[0] == '+' || zone[0] == '-') && strlen(zone) == 5) {
		long number = strtol(zone + 1, NULL, 10);

		offset = (number / 100 * 3600 + number % 100 * 60) * (zone[0] == '-' ? -1 : 1);
	}
	*instant = instant_of(date, hour * 3600 + minute * 60 + second, (struct zone){ (int32_t)offset });
	return true;
}

static void
read_date(const char *text, struct claimed_date *claimed)
{
	struct instant instant;
	struct claimed_date read;

	if (read_mail_date(text, &instant) ||
	    (strchr(text, 'T') != NULL && instant_parse(text, strlen(text), zone_china, &instant) == STATUS_OK)) {
		*claimed = (struct claimed_date){ .precision = DATE_PRECISION_MINUTE, .date = instant_date(instant, zone_china),
			.second_of_day = instant_second_of_day(instant, zone_china) };
		if (claimed->second_of_day == 0)
			claimed->precision = DATE_PRECISION_DAY;
	} else if (date_text_parse(text, strlen(text), &read) == STATUS_OK && !read.year_inferred) {
		*claimed = read;
	}
}

static enum status
take_text(const xmlNode *node, struct buffer *text)
{
	enum status status;

	text->length = 0;
	status = node == NULL ? STATUS_OK : dom_text_line(node, text);
	return status == STATUS_LIMIT ? STATUS_OK : status;
}

/* Titles may hold markup, escaped or in CDATA. */
static enum status
set_title(struct list_builder *builder, struct buffer *text, struct list_item *item)
{
	struct document *piece;
	enum status status = STATUS_OK;

	if (text->length > 0 && strchr(text->bytes, '<') != NULL) {
		status = document_read_fragment(text->bytes, text->length, NULL, &piece);
		if (status != STATUS_OK)
			return status;
		text->length = 0;
		if (piece->root != NULL)
			status = dom_text_line(piece->root, text);
		document_free(piece);
	}
	return status == STATUS_NO_MEMORY ? status : list_set_title(builder->arena, buffer_string(text), NULL, item);
}

static enum status
add_entry(const struct document *document, const struct entry *entry, struct buffer *text, struct list_builder *builder)
{
	const char *href = entry->link == NULL ? NULL : dom_attribute(entry->link, "href");
	struct list_item *item = list_new_item(builder);
	enum status status;

	if (item == NULL)
		return builder->is_cut ? STATUS_OK : STATUS_NO_MEMORY;
	status = take_text(entry->link, text);
	if (status == STATUS_OK && (href != NULL || text->length > 0))
		status = list_set_address(document, builder->arena, href == NULL ? buffer_string(text) : href, item);
	if (status == STATUS_OK)
		status = take_text(entry->title == NULL ? entry->link : entry->title, text);
	if (status == STATUS_OK)
		status = set_title(builder, text, item);
	for (size_t i = 0; i < 3 && status == STATUS_OK && item->published.precision == DATE_PRECISION_NONE; i++) {
		status = take_text(entry->dates[i], text);
		if (status == STATUS_OK && text->length > 0) {
			read_date(buffer_string(text), &item->published);
			item->date_text = list_line(builder->arena, text->bytes, text->length);
		}
	}
	if (status == STATUS_OK && *item->title == '\0')
		builder->count--;
	return status;
}

enum status
list_read_feed(const struct document *document, struct list_builder *builder, struct list_pages *pages,
    enum list_adapter *adapter)
{
	struct buffer text;
	enum status status = STATUS_OK;
	const xmlNode *node = document->root;

	buffer_start(&text, LIMIT_FIELD_BYTES);
	while (node != NULL && status == STATUS_OK && !builder->is_cut) {
		const struct feed_kind *kind = NULL;
		struct entry entry;

		for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
			if (dom_is(node, kinds[i].entry) && node != document->root)
				kind = &kinds[i];
		if (kind == NULL) {
			node = dom_next(node, document->root);
			continue;
		}
		find_parts(node, kind, &entry);
		if (strcmp(kind->entry, "sitemap") == 0) {
			status = take_text(entry.link, &text);
			if (status == STATUS_OK && text.length > 0)
				status = list_add_page(pages, document, buffer_string(&text));
		} else if (entry.link != NULL || entry.title != NULL) {
			status = add_entry(document, &entry, &text, builder);
			*adapter = kind->adapter;
		}
		node = dom_next_outside(node, document->root);
	}
	buffer_clear(&text);
	return status;
}
