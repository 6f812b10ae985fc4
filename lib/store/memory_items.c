/* Items and their revisions in memory. */
#include <string.h>

#include "lib/store/memory_private.h"

static const struct record_string item_strings[] = {
	NAME(struct stored_item, item.site), NAME(struct stored_item, item.column),
	NAME(struct stored_item, item.role), NAME(struct stored_item, item.unit),
	STRING(struct stored_item, item.url), STRING(struct stored_item, item.title),
};

static const struct record_type item_type = {
	.size = sizeof(struct stored_item),
	.id_offset = offsetof(struct stored_item, item.id),
	.strings = item_strings, .string_count = COUNT_OF(item_strings),
	.fields_offset = offsetof(struct stored_item, item.fields),
	.field_count_offset = offsetof(struct stored_item, item.field_count),
};

static const struct record_string revision_strings[] = {
	NAME(struct item_revision, field), STRING(struct item_revision, before), STRING(struct item_revision, after),
};

static const struct record_type revision_type = {
	.size = sizeof(struct item_revision),
	.id_offset = NO_MEMBER,
	.strings = revision_strings, .string_count = COUNT_OF(revision_strings),
	.fields_offset = NO_MEMBER, .field_count_offset = NO_MEMBER,
};

static uint64_t
key_of_place(const char *site, const char *column)
{
	return key_string(key_string(0, site), column);
}

static void
keys_of_item(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct stored_item *stored = row;
	const struct item *item = &stored->item;
	uint64_t place = key_of_place(item->site, item->column);
	const char *number = item_field(item, "number");
	const struct index_entry entries[] = {
		{ &memory->item_key, key_string(place, item->url), true },
		{ &memory->item_column, place, true },
		{ &memory->item_listed, place, stored->is_listed },
		{ &memory->item_pending, place, stored->article == ARTICLE_PENDING },
		{ &memory->item_role, key_string(0, item->role), true },
		{ &memory->item_role_site, key_string(key_string(0, item->role), item->site), true },
		{ &memory->item_number, key_string(0, number), number != NULL },
	};

	for (size_t i = 0; i < COUNT_OF(entries); i++)
		row_keys_add(keys, entries[i]);
}

static int64_t
item_id(struct memory_store *memory, const char *site, const char *column, const char *url)
{
	struct id_list list = index_find(&memory->item_key, key_string(key_of_place(site, column), url));

	for (size_t i = 0; i < list.count; i++) {
		const struct stored_item *row = table_row(&memory->items, list.ids[i]);

		if (same(row->item.site, site) && same(row->item.column, column) && same(row->item.url, url))
			return list.ids[i];
	}
	return 0;
}

static enum status
item_put(struct store *store, struct stored_item *item)
{
	struct memory_store *memory = memory_of(store);
	int64_t there = item_id(memory, item->item.site, item->item.column, item->item.url);
	int64_t id = item->item.id;

	if (there != 0 && there != id)
		return STATUS_CONFLICT;
	return table_put(&memory->items, item, &id);
}

static enum status
item_get(struct store *store, int64_t id, struct arena *arena, struct stored_item *item)
{
	return table_read(&memory_of(store)->items, id, arena, item);
}

static enum status
item_find(struct store *store, const char *site, const char *column, const char *url, struct arena *arena,
    struct stored_item *item)
{
	struct memory_store *memory = memory_of(store);

	return table_read(&memory->items, item_id(memory, site, column, url), arena, item);
}

static bool
item_matches(const void *row, const void *context)
{
	const struct stored_item *stored = row;
	const struct item *item = &stored->item;
	const struct item_filter *filter = context;
	bool is_dated = item->published.precision != DATE_PRECISION_NONE;

	if (filter->has_from && is_dated && date_is_before(item->published.date, filter->from))
		return false;
	if (filter->has_to && is_dated && date_is_before(filter->to, item->published.date))
		return false;
	return (filter->site == NULL || same(filter->site, item->site)) &&
	    (filter->column == NULL || same(filter->column, item->column)) &&
	    (filter->role == NULL || same(filter->role, item->role)) &&
	    (filter->unit == NULL || same(filter->unit, item->unit)) &&
	    (filter->number == NULL || same(filter->number, item_field(item, "number"))) &&
	    (!filter->only_listed || stored->is_listed) &&
	    (!filter->only_present || !item->is_gone) &&
	    (!filter->only_pending || stored->article == ARTICLE_PENDING);
}

/* The shortest list that holds all that the filter may want; `all` where there is none. */
static struct id_list
item_candidates(struct memory_store *memory, const struct item_filter *filter, bool *all)
{
	uint64_t place = key_of_place(filter->site, filter->column);

	*all = false;
	if (filter->number != NULL)
		return index_find(&memory->item_number, key_string(0, filter->number));
	if (filter->site != NULL && filter->column != NULL)
		return index_find(filter->only_pending ? &memory->item_pending :
		    filter->only_listed ? &memory->item_listed : &memory->item_column, place);
	if (filter->role != NULL && filter->site != NULL)
		return index_find(&memory->item_role_site, key_string(key_string(0, filter->role), filter->site));
	if (filter->role != NULL)
		return index_find(&memory->item_role, key_string(0, filter->role));
	*all = true;
	return (struct id_list){ NULL, 0 };
}

static enum status
item_select(struct store *store, const struct item_filter *filter, int64_t after, int64_t *ids, size_t room,
    size_t *count)
{
	struct memory_store *memory = memory_of(store);
	bool all;
	struct id_list list = item_candidates(memory, filter, &all);

	page_of(&memory->items, list, all, after, item_matches, filter, ids, room, count);
	return STATUS_OK;
}

static enum status
item_newest(struct store *store, const char *site, const char *column, struct date *newest, int64_t *id)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->item_column, key_of_place(site, column));
	const struct item *best = NULL;

	for (size_t i = 0; i < list.count; i++) {
		const struct stored_item *row = table_row(&memory->items, list.ids[i]);
		const struct item *item = &row->item;

		if (item->is_gone || item->published.precision == DATE_PRECISION_NONE ||
		    !same(item->site, site) || !same(item->column, column))
			continue;
		if (best == NULL || date_is_before(best->published.date, item->published.date))
			best = item;
	}
	if (best == NULL)
		return STATUS_NOT_FOUND;
	*newest = best->published.date;
	*id = best->id;
	return STATUS_OK;
}

static enum status
item_titles(struct store *store, const char *role, title_function *function, void *context)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->item_role, key_string(0, role));
	size_t count = role == NULL ? (size_t)memory->items.last_id : list.count;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		const struct stored_item *row = table_row(&memory->items, role == NULL ? (int64_t)i + 1 : list.ids[i]);
		struct item_title title;

		if (row == NULL || (role != NULL && !same(row->item.role, role)))
			continue;
		title = (struct item_title){ row->item.id, row->item.site, row->item.role, row->item.title, row->item.url,
			item_field(&row->item, "number"), row->item.published };
		status = function(context, &title);
	}
	return status;
}

static void
keys_of_revision(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct item_revision *revision = row;

	row_keys_add(keys, (struct index_entry){ &memory->revision_item, key_number(0, revision->item), true });
}

static enum status
revision_add(struct store *store, const struct item_revision *revision)
{
	struct item_revision copy = *revision;
	int64_t id = 0;

	return table_put(&memory_of(store)->revisions, &copy, &id);
}

static enum status
revision_each(struct store *store, int64_t item, revision_function *function, void *context)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->revision_item, key_number(0, item));
	enum status status = STATUS_OK;

	for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
		const struct item_revision *revision = table_row(&memory->revisions, list.ids[i]);

		if (revision->item == item)
			status = function(context, revision);
	}
	return status;
}

void
memory_items_start(struct memory_store *memory)
{
	memory_table_start(memory, &memory->items, &item_type, keys_of_item);
	memory_table_start(memory, &memory->revisions, &revision_type, keys_of_revision);
	memory->store.item_put = item_put;
	memory->store.item_get = item_get;
	memory->store.item_find = item_find;
	memory->store.item_select = item_select;
	memory->store.item_newest = item_newest;
	memory->store.item_titles = item_titles;
	memory->store.revision_add = revision_add;
	memory->store.revision_each = revision_each;
}

void
memory_items_clear(struct memory_store *memory)
{
	table_clear(&memory->items);
	table_clear(&memory->revisions);
	index_clear(&memory->item_key);
	index_clear(&memory->item_column);
	index_clear(&memory->item_listed);
	index_clear(&memory->item_pending);
	index_clear(&memory->item_role);
	index_clear(&memory->item_role_site);
	index_clear(&memory->item_number);
	index_clear(&memory->revision_item);
}
