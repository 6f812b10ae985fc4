/* Lists: chooses the adapter and puts the result together. */
#include "extract/list.h"

#include <stdlib.h>

#include "list_groups.h"
#include "list_items.h"
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

static enum status
read_page(const struct document *document, struct arena *work, struct list_builder *builder, struct list *list)
{
	struct list_scan scan;
	struct list_rows rows;
	struct list_choice choice;
	enum status status = list_scan(document, work, &scan);

	if (status == STATUS_OK)
		status = list_cut_rows(&scan, &rows);
	if (status == STATUS_OK)
		status = list_choose_rows(&scan, &rows, document->url, &choice);
	if (status == STATUS_OK)
		status = list_read_rows(&scan, &choice, builder);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < scan.link_count; i++)
		list->links += scan.links[i].href != NULL;
	list->adapter = choice.count == 0 ? LIST_ADAPTER_NONE : choice.is_dated ? LIST_ADAPTER_DATED : LIST_ADAPTER_UNDATED;
	return STATUS_OK;
}

static bool
has_selectors(const struct list_options *options)
{
	return options->selectors != NULL && options->selectors->row != NULL;
}

static enum status
read_document(const struct document *document, const struct list_options *options, struct arena *work,
    struct list_builder *builder, struct list *list)
{
	if (has_selectors(options) && document->tree != NULL) {
		list->adapter = LIST_ADAPTER_SELECTORS;
		return list_select_rows(document, options->selectors, builder);
	}
	return read_page(document, work, builder, list);
}

static void
finish(struct list *list, struct list_builder *builder, const struct list_options *options, const struct document *document)
{
	list_infer_years(builder, options);
	list->items = builder->items;
	list->count = builder->count;
	list->is_cut = builder->is_cut || document->is_cut;
	for (size_t i = 0; i < list->count; i++)
		list->dated += list->items[i].published.precision != DATE_PRECISION_NONE;
}

enum status
list_extract(const struct document *document, const struct list_options *options, struct list **list)
{
	static const struct list_options none;
	struct arena *arena = arena_new();
	struct arena *work = arena_new();
	struct list *new = arena == NULL || work == NULL ? NULL : arena_take(arena, sizeof(*new));
	struct list_builder builder = { .arena = arena };
	enum status status = STATUS_NO_MEMORY;

	if (options == NULL)
		options = &none;
	if (new != NULL) {
		new->arena = arena;
		status = read_document(document, options, work, &builder, new);
	}
	arena_free(work);
	if (status != STATUS_OK) {
		arena_free(arena);
		return status;
	}
	finish(new, &builder, options, document);
	*list = new;
	return STATUS_OK;
}

void
list_free(struct list *list)
{
	if (list != NULL)
		arena_free(list->arena);
}
