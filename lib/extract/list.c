/* Lists: chooses the adapter and puts the result together. */
#include "extract/list.h"

#include <string.h>

#include "list_adapters.h"
#include "list_groups.h"
#include "list_items.h"
#include "list_next.h"
#include "list_rows.h"
#include "list_scan.h"
#include "list_selectors.h"

static const char *const adapter_words[LIST_ADAPTER_COUNT] = {
	[LIST_ADAPTER_NONE] = "none",
	[LIST_ADAPTER_DATED] = "dated",
	[LIST_ADAPTER_UNDATED] = "undated",
	[LIST_ADAPTER_SELECTORS] = "selectors",
	[LIST_ADAPTER_DATASTORE] = "datastore",
	[LIST_ADAPTER_JSON] = "json",
	[LIST_ADAPTER_JSON_HTML] = "json-html",
	[LIST_ADAPTER_RSS] = "rss",
	[LIST_ADAPTER_ATOM] = "atom",
	[LIST_ADAPTER_SITEMAP] = "sitemap",
};

const char *
list_adapter_word(enum list_adapter adapter)
{
	return adapter < LIST_ADAPTER_COUNT ? adapter_words[adapter] : "none";
}

/* Reads a page; with `pages` also where it goes on. */
static enum status
read_structure(const struct document *document, struct list_builder *builder, struct list_pages *pages, size_t *links,
    enum list_adapter *adapter)
{
	struct arena *work = arena_new();
	struct list_scan scan;
	struct list_rows rows;
	struct list_choice choice;
	enum status status = work == NULL ? STATUS_NO_MEMORY : list_scan(document, work, &scan);

	if (status == STATUS_OK)
		status = list_cut_rows(&scan, &rows);
	if (status == STATUS_OK)
		status = list_choose_rows(&scan, &rows, document->url, &choice);
	if (status == STATUS_OK)
		status = list_read_rows(&scan, &choice, builder);
	if (status == STATUS_OK && choice.count > 0)
		*adapter = choice.is_dated ? LIST_ADAPTER_DATED : LIST_ADAPTER_UNDATED;
	for (size_t i = 0; status == STATUS_OK && i < scan.link_count; i++)
		*links += scan.links[i].href != NULL;
	if (status == STATUS_OK && pages != NULL && pages->count == 0)
		status = list_pages_of_links(&scan, pages);
	arena_free(work);
	return status;
}

enum status
list_read_page(const struct document *document, struct list_builder *builder, enum list_adapter *adapter)
{
	size_t links = 0;

	return read_structure(document, builder, NULL, &links, adapter);
}

/* An HTML page: its records may stand in a datastore that a script shows. */
static enum status
read_html(const struct document *document, struct list_builder *builder, struct list_pages *pages, struct list *list)
{
	enum status status = list_pages_of_scripts(document, pages);

	if (status == STATUS_OK)
		status = list_read_datastore(document, builder, pages, &list->adapter);
	if (status == STATUS_OK && list->adapter == LIST_ADAPTER_NONE)
		status = read_structure(document, builder, pages, &list->links, &list->adapter);
	return status;
}

static bool
has_selectors(const struct list_options *options)
{
	return options->selectors != NULL && options->selectors->row != NULL;
}

static enum status
read_document(const struct document *document, const struct list_options *options, struct list_builder *builder,
    struct list_pages *pages, struct list *list)
{
	enum status status;

	if (has_selectors(options) && document->tree != NULL) {
		list->adapter = LIST_ADAPTER_SELECTORS;
		status = list_select_rows(document, options->selectors, builder);
		if (status == STATUS_OK)
			status = list_pages_of_scripts(document, pages);
		return status;
	}
	if (document->kind == DOCUMENT_HTML)
		return read_html(document, builder, pages, list);
	if (document->kind == DOCUMENT_JSON)
		return list_read_json(document, builder, pages, &list->adapter);
	status = list_read_datastore(document, builder, pages, &list->adapter);
	if (status == STATUS_OK && list->adapter == LIST_ADAPTER_NONE)
		status = list_read_feed(document, builder, pages, &list->adapter);
	return status;
}

/* Words by which scripts fetch lists. */
static bool
has_list_script(const struct document *document)
{
	static const char *const words[] = { "$.ajax(", "$.get(", "$.post(", "$.getJSON(", "axios", "fetch(", ".jpage(", "new Vue(",
		"XMLHttpRequest", "dataproxy" };

	for (size_t i = 0; document->kind == DOCUMENT_HTML && i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(document->text, words[i]) != NULL)
			return true;
	return false;
}

/* What shows no title is nothing that could be published. */
static void
drop_untitled(struct list_builder *builder)
{
	size_t kept = 0;

	for (size_t i = 0; i < builder->count; i++)
		if (builder->items[i].title != NULL && *builder->items[i].title != '\0')
			builder->items[kept++] = builder->items[i];
	builder->count = kept;
}

static void
finish(struct list *list, const struct document *document, const struct list_options *options,
    struct list_builder *builder, const struct list_pages *pages)
{
	drop_untitled(builder);
	list_infer_years(builder, options);
	list->items = builder->items;
	list->count = builder->count;
	list->is_cut = builder->is_cut || document->is_cut;
	list->next = pages->urls;
	list->next_count = pages->count;
	list->page_total = pages->total;
	list->has_list_script = list->count == 0 && has_list_script(document);
	for (size_t i = 0; i < list->count; i++)
		list->dated += list->items[i].published.precision != DATE_PRECISION_NONE;
}

enum status
list_extract(const struct document *document, const struct list_options *options, struct list **list)
{
	static const struct list_options none;
	struct arena *arena = arena_new();
	struct list *new = arena == NULL ? NULL : arena_take(arena, sizeof(*new));
	struct list_builder builder = { .arena = arena };
	struct list_pages pages = { .arena = arena, .own = document->url };
	enum status status = STATUS_NO_MEMORY;

	if (options == NULL)
		options = &none;
	if (new != NULL) {
		new->arena = arena;
		/* Half a list would look as if the other half had been removed. */
		status = document->is_cut ? STATUS_OK : read_document(document, options, &builder, &pages, new);
	}
	if (status == STATUS_OK)
		status = list_page_of_address(document, builder.count > 0, &pages);
	if (status != STATUS_OK) {
		arena_free(arena);
		return status;
	}
	finish(new, document, options, &builder, &pages);
	*list = new;
	return STATUS_OK;
}

void
list_free(struct list *list)
{
	if (list != NULL)
		arena_free(list->arena);
}
