/* Rows by XPath. Each of title, link and date may name an element, an attribute or a string; what it does not find, or
 * where it is not given, is read from the row by its structure. */
#include "config.h"

#include "list_selectors.h"

#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "extract/dom.h"
#include "list_rows.h"

struct selector {
	xmlXPathContext *context;
	xmlXPathCompExpr *row;
	xmlXPathCompExpr *title;
	xmlXPathCompExpr *link;
	xmlXPathCompExpr *date;
};

/* Errors are reported by status, not on standard error. */
static void
keep_silent(void *context, xmlError *error)
{
	(void)context;
	(void)error;
}

static bool
compile(struct selector *selector, const char *expression, xmlXPathCompExpr **compiled)
{
	if (expression == NULL)
		return true;
	*compiled = xmlXPathCtxtCompile(selector->context, (const xmlChar *)expression);
	return *compiled != NULL;
}

static void
selector_stop(struct selector *selector)
{
	xmlXPathCompExpr *all[] = { selector->row, selector->title, selector->link, selector->date };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i] != NULL)
			xmlXPathFreeCompExpr(all[i]);
	xmlXPathFreeContext(selector->context);
}

static enum status
selector_start(struct selector *selector, const struct document *document, const struct column_selectors *selectors)
{
	*selector = (struct selector){ .context = xmlXPathNewContext(document->tree) };
	if (selector->context == NULL)
		return STATUS_NO_MEMORY;
	selector->context->error = keep_silent;
	selector->context->opLimit = LIMIT_SELECTOR_STEPS;
	if (compile(selector, selectors->row, &selector->row) && compile(selector, selectors->title, &selector->title) &&
	    compile(selector, selectors->link, &selector->link) && compile(selector, selectors->date, &selector->date))
		return STATUS_OK;
	selector_stop(selector);
	return STATUS_INVALID;
}

bool
list_selector_is_valid(const char *expression)
{
	struct selector selector = { .context = xmlXPathNewContext(NULL) };
	bool is_valid;

	if (selector.context == NULL)
		return false;
	selector.context->error = keep_silent;
	is_valid = compile(&selector, expression, &selector.row) && expression != NULL;
	selector_stop(&selector);
	return is_valid;
}

/* The text of what an expression finds at `row`: of an element its visible text, of an attribute its value. *text stays
 * empty where it finds nothing. *element is the element itself, for its href. */
static enum status
find_text(struct selector *selector, xmlXPathCompExpr *expression, xmlNode *row, struct buffer *text, xmlNode **element)
{
	xmlXPathObject *found;
	xmlNode *node = NULL;
	enum status status = STATUS_OK;

	text->length = 0;
	selector->context->node = row;
	found = xmlXPathCompiledEval(expression, selector->context);
	if (found == NULL)
		return STATUS_INVALID;
	if (found->type == XPATH_STRING)
		status = buffer_add_string(text, (const char *)found->stringval);
	else if (found->type == XPATH_NODESET && found->nodesetval != NULL && found->nodesetval->nodeNr > 0)
		node = found->nodesetval->nodeTab[0];
	if (node != NULL && node->type == XML_ATTRIBUTE_NODE)
		status = buffer_add_string(text, (const char *)node->children->content);
	else if (node != NULL)
		status = dom_text_line(node, text);
	if (element != NULL)
		*element = node;
	xmlXPathFreeObject(found);
	return status == STATUS_LIMIT ? STATUS_OK : status;
}

/* Reads what the row shows by its structure, so that selectors have only to correct it. Rows come in the order of the
 * page, so the search goes on where the last row was found. */
static enum status
read_structure(const struct list_scan *scan, const xmlNode *node, size_t *cursor, struct list_builder *builder)
{
	struct list_row row = { .link = SCAN_NONE };
	struct list_row *rows[1] = { &row };
	struct list_choice choice = { .rows = rows, .count = 1 };

	for (size_t step = 0; step < scan->element_count; step++) {
		uint32_t i = (uint32_t)((*cursor + step) % scan->element_count);
		const struct scan_element *element = &scan->elements[i];

		if (element->node != node)
			continue;
		*cursor = i;
		row = (struct list_row){ .element = i, .outer = i, .text_start = element->text_start, .text_end = element->text_end,
			.link_start = element->link_start, .link_end = element->link_end, .link = SCAN_NONE };
		if (element->link_end > element->link_start)
			row.link = list_choose_link(scan, element->link_start, element->link_end);
		break;
	}
	return row.link == SCAN_NONE ? STATUS_OK : list_read_rows(scan, &choice, builder);
}

static enum status
select_link(struct selector *selector, const struct document *document, xmlNode *row, struct buffer *text,
    struct list_builder *builder, struct list_item *item)
{
	xmlNode *element = NULL;
	enum status status = find_text(selector, selector->link, row, text, &element);
	const char *href = element == NULL ? NULL : dom_attribute(element, "href");

	if (status != STATUS_OK || (href == NULL && text->length == 0))
		return status;
	return list_set_address(document, builder->arena, href == NULL ? buffer_string(text) : href, item);
}

static enum status
select_title(struct selector *selector, xmlNode *row, struct buffer *text, struct list_builder *builder, struct list_item *item)
{
	xmlNode *element = NULL;
	enum status status = find_text(selector, selector->title, row, text, &element);

	if (status != STATUS_OK || text->length == 0)
		return status;
	return list_set_title(builder->arena, buffer_string(text), element == NULL ? NULL : dom_attribute(element, "title"), item);
}

static enum status
select_date(struct selector *selector, xmlNode *row, struct buffer *text, struct list_builder *builder, struct list_item *item)
{
	enum status status = find_text(selector, selector->date, row, text, NULL);
	struct date_match match;

	item->published = (struct claimed_date){ .precision = DATE_PRECISION_NONE };
	item->date_text = NULL;
	if (status != STATUS_OK || text->length == 0)
		return status;
	item->date_text = list_line(builder->arena, buffer_string(text), text->length);
	if (item->date_text == NULL)
		return STATUS_NO_MEMORY;
	if (date_text_parse(item->date_text, strlen(item->date_text), &item->published) == STATUS_OK)
		return STATUS_OK;
	item->published = (struct claimed_date){ .precision = DATE_PRECISION_NONE };
	if (date_text_find(item->date_text, strlen(item->date_text), 0, &match) == STATUS_OK) {
		item->published = match.claimed;
		item->published.year_inferred = !match.has_year;
	}
	return STATUS_OK;
}

static enum status
select_row(struct selector *selector, const struct document *document, const struct list_scan *scan, xmlNode *row,
    struct buffer *text, size_t *cursor, struct list_builder *builder)
{
	size_t before = builder->count;
	enum status status = read_structure(scan, row, cursor, builder);
	struct list_item *item;

	if (status != STATUS_OK)
		return status;
	item = builder->count > before ? &builder->items[before] : list_new_item(builder);
	if (item == NULL)
		return builder->is_cut ? STATUS_OK : STATUS_NO_MEMORY;
	if (selector->link != NULL)
		status = select_link(selector, document, row, text, builder, item);
	if (status == STATUS_OK && selector->title != NULL)
		status = select_title(selector, row, text, builder, item);
	if (status == STATUS_OK && selector->date != NULL)
		status = select_date(selector, row, text, builder, item);
	if (status == STATUS_OK && (item->title == NULL || *item->title == '\0'))
		builder->count = before;
	return status;
}

enum status
list_select_rows(const struct document *document, const struct column_selectors *selectors, struct list_builder *builder)
{
	struct arena *work = arena_new();
	struct selector selector;
	struct list_scan scan;
	struct buffer text;
	xmlXPathObject *rows;
	size_t cursor = 0;
	enum status status = work == NULL ? STATUS_NO_MEMORY : list_scan(document, work, &scan);

	if (status == STATUS_OK)
		status = selector_start(&selector, document, selectors);
	if (status != STATUS_OK) {
		arena_free(work);
		return status;
	}
	buffer_start(&text, LIMIT_FIELD_BYTES);
	rows = xmlXPathCompiledEval(selector.row, selector.context);
	if (rows == NULL || rows->type != XPATH_NODESET)
		status = STATUS_INVALID;
	for (int i = 0; status == STATUS_OK && rows->nodesetval != NULL && i < rows->nodesetval->nodeNr; i++)
		if (rows->nodesetval->nodeTab[i]->type == XML_ELEMENT_NODE)
			status = select_row(&selector, document, &scan, rows->nodesetval->nodeTab[i], &text, &cursor, builder);
	xmlXPathFreeObject(rows);
	buffer_clear(&text);
	selector_stop(&selector);
	arena_free(work);
	return status;
}
