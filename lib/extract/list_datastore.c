/* Datastores: records that are pieces of HTML in CDATA sections, in a script of the page or as an answer of their own:
 *   <datastore><nextgroup><![CDATA[<a href="…page=2…"></a>]]></nextgroup>
 *   <recordset><record><![CDATA[<li><a href="…">…</a><span>2019-07-25</span></li>]]></record>…
 * The records are put into one document, each in an element of its own, and read as rows. */
#include "config.h"

#include "list_adapters.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "extract/dom.h"
#include "list_rows.h"

/* The next CDATA section within <tag>…</tag> at or behind *at; false where there is none. */
static bool
next_section(const char **at, const char *tag, const char **start, size_t *length)
{
	const char *open = strstr(*at, tag);
	const char *close;

	if (open == NULL)
		return false;
	open += strlen(tag);
	open += strspn(open, " \t\r\n");
	*at = open;
	*length = 0;
	if (strncmp(open, "<![CDATA[", 9) != 0)
		return true;
	*start = open + 9;
	close = strstr(*start, "]]>");
	if (close == NULL)
		return false;
	*length = (size_t)(close - *start);
	*at = close + 3;
	return true;
}

/* One document of all records. */
static enum status
join_records(const char *text, struct buffer *html)
{
	const char *at = text;
	const char *start;
	size_t length;
	enum status status = STATUS_OK;

	while (status == STATUS_OK && next_section(&at, "<record>", &start, &length)) {
		if (length == 0)
			continue;
		status = buffer_add_string(html, "<div class=\"record\">");
		if (status == STATUS_OK)
			status = buffer_add(html, start, length);
		if (status == STATUS_OK)
			status = buffer_add_string(html, "</div>\n");
	}
	return status;
}

static bool
is_record(const struct scan_element *element)
{
	return dom_is(element->node, "div") && dom_has_word(element->node, "class", "record");
}

/* Each record with a link is one row. */
static enum status
read_records(const struct document *records, struct arena *work, struct list_builder *builder)
{
	struct list_scan scan;
	struct list_choice choice = { .is_dated = true };
	struct list_row *rows;
	enum status status = list_scan(records, work, &scan);

	if (status != STATUS_OK)
		return status;
	rows = arena_take_array(work, scan.link_count + 1, sizeof(*rows));
	choice.rows = arena_take_array(work, scan.link_count + 1, sizeof(*choice.rows));
	if (rows == NULL || choice.rows == NULL)
		return STATUS_NO_MEMORY;
	for (uint32_t i = 0; i < scan.element_count; i++) {
		const struct scan_element *element = &scan.elements[i];

		if (!is_record(element) || element->link_start == element->link_end)
			continue;
		rows[choice.count] = (struct list_row){ .element = i, .outer = i, .text_start = element->text_start,
			.text_end = element->text_end, .link_start = element->link_start, .link_end = element->link_end,
			.link = list_choose_link(&scan, element->link_start, element->link_end), .is_dated = true };
		choice.rows[choice.count] = &rows[choice.count];
		choice.count++;
		i = element->end - 1;
	}
	return list_read_rows(&scan, &choice, builder);
}

static enum status
add_next(const struct document *document, struct list_pages *pages)
{
	const char *at = document->text;
	const char *start;
	struct document *piece;
	const xmlNode *link;
	const char *href;
	size_t length;
	enum status status;

	if (!next_section(&at, "<nextgroup>", &start, &length) || length == 0)
		return STATUS_OK;
	status = document_read_fragment(start, length, document->base, &piece);
	if (status != STATUS_OK)
		return status;
	link = piece->root == NULL ? NULL : dom_find(piece->root, "a");
	href = link == NULL ? NULL : dom_attribute(link, "href");
	if (href != NULL)
		status = list_add_page(pages, document, href);
	document_free(piece);
	return status;
}

enum status
list_read_datastore(const struct document *document, struct list_builder *builder, struct list_pages *pages,
    enum list_adapter *adapter)
{
	struct buffer html;
	struct document *records = NULL;
	struct arena *work = NULL;
	size_t before = builder->count;
	enum status status;

	if (strstr(document->text, "<record>") == NULL)
		return STATUS_OK;
	buffer_start(&html, LIMIT_PAGE_BYTES);
	status = join_records(document->text, &html);
	if (status == STATUS_OK && html.length > 0)
		status = document_read_fragment(html.bytes, html.length, document->base, &records);
	buffer_clear(&html);
	if (status != STATUS_OK || records == NULL)
		return status == STATUS_LIMIT ? STATUS_OK : status;
	work = arena_new();
	status = work == NULL ? STATUS_NO_MEMORY : read_records(records, work, builder);
	arena_free(work);
	document_free(records);
	if (status != STATUS_OK || builder->count == before)
		return status;
	*adapter = LIST_ADAPTER_DATASTORE;
	return add_next(document, pages);
}
