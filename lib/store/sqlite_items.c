/* Items and their revisions on disk. */
#include "lib/store/sqlite_private.h"

static void
bind_item(struct query *query, const struct stored_item *stored)
{
	const struct item *item = &stored->item;

	bind_text(query, item->site);
	bind_text(query, item->column);
	bind_text(query, item->url);
	bind_text(query, item->role);
	bind_text(query, item->unit);
	bind_text(query, item->title);
	bind_claimed(query, item->published);
	bind_int(query, (int64_t)item->published_source);
	bind_instant_if(query, item->has_window, item->not_before);
	bind_instant(query, item->first_seen);
	bind_instant_if(query, item->is_gone, item->gone_seen);
	bind_bool(query, item->is_baseline);
	bind_bool(query, stored->is_listed);
	bind_instant(query, stored->last_seen);
	bind_int(query, (int64_t)stored->article);
	bind_int(query, (int64_t)stored->text_hash);
}

static void
take_item(struct query *query, struct stored_item *stored)
{
	struct item *item = &stored->item;

	*stored = (struct stored_item){ .item.id = take_int(query) };
	item->site = take_text(query);
	item->column = take_text(query);
	item->url = take_text(query);
	item->role = take_text(query);
	item->unit = take_text(query);
	item->title = take_text(query);
	item->published = take_claimed(query);
	item->published_source = (enum value_source)take_int(query);
	item->has_window = take_instant_if(query, &item->not_before);
	item->first_seen = take_instant(query);
	item->is_gone = take_instant_if(query, &item->gone_seen);
	item->is_baseline = take_bool(query);
	stored->is_listed = take_bool(query);
	stored->last_seen = take_instant(query);
	stored->article = (enum article_state)take_int(query);
	stored->text_hash = (uint64_t)take_int(query);
}

static enum status
item_put(struct store *store, struct stored_item *stored)
{
	int64_t id = stored->item.id;
	struct query query;
	enum status status;

	query_change(&query, store, id == 0 ? STATEMENT_ITEM_INSERT : STATEMENT_ITEM_UPDATE);
	bind_item(&query, stored);
	if (id != 0)
		bind_int(&query, id);
	status = query_run_one(&query);
	if (status != STATUS_OK)
		return status;
	if (id == 0)
		id = inserted_id(&query);
	status = fields_replace(store, STATEMENT_ITEM_FIELDS_DROP, STATEMENT_ITEM_FIELD_ADD, id,
	    stored->item.fields, stored->item.field_count);
	if (status == STATUS_OK)
		stored->item.id = id;
	return status;
}

/* Reads the one row of a started statement, fields included. */
static enum status
read_item(struct query *query, struct arena *arena, struct stored_item *stored)
{
	struct stored_item read;
	enum status status;
	bool found;

	query->arena = arena;
	found = query_step(query);
	if (found)
		take_item(query, &read);
	status = query_end_found(query, found);
	if (status == STATUS_OK)
		status = fields_read(&query->sqlite->store, STATEMENT_ITEM_FIELDS, read.item.id, arena,
		    &read.item.fields, &read.item.field_count);
	if (status == STATUS_OK)
		*stored = read;
	return status;
}

static enum status
item_get(struct store *store, int64_t id, struct arena *arena, struct stored_item *item)
{
	struct query query;

	query_start(&query, store, STATEMENT_ITEM_GET);
	bind_int(&query, id);
	return read_item(&query, arena, item);
}

static enum status
item_find(struct store *store, const char *site, const char *column, const char *url, struct arena *arena,
    struct stored_item *item)
{
	struct query query;

	query_start(&query, store, STATEMENT_ITEM_FIND);
	bind_text(&query, site);
	bind_text(&query, column);
	bind_text(&query, url);
	return read_item(&query, arena, item);
}

/* The statement whose index narrows most. */
static enum statement_name
item_statement(const struct item_filter *filter)
{
	if (filter->number != NULL)
		return STATEMENT_ITEM_SELECT_NUMBER;
	if (filter->site != NULL && filter->column != NULL)
		return filter->only_pending ? STATEMENT_ITEM_SELECT_PENDING
		    : filter->only_listed ? STATEMENT_ITEM_SELECT_LISTED : STATEMENT_ITEM_SELECT_PLACE;
	if (filter->only_pending)
		return STATEMENT_ITEM_SELECT_PENDING_ALL;
	if (filter->role != NULL)
		return filter->site != NULL ? STATEMENT_ITEM_SELECT_ROLE_SITE : STATEMENT_ITEM_SELECT_ROLE;
	return STATEMENT_ITEM_SELECT_ALL;
}

static enum status
item_select(struct store *store, const struct item_filter *filter, int64_t after, int64_t *ids, size_t room,
    size_t *count)
{
	struct query query;

	query_start(&query, store, item_statement(filter));
	bind_text(&query, filter->site);
	bind_text(&query, filter->column);
	bind_text(&query, filter->role);
	bind_text(&query, filter->unit);
	bind_text(&query, filter->number);
	bind_bool(&query, filter->only_listed);
	bind_bool(&query, filter->only_present);
	bind_bool(&query, filter->only_pending);
	bind_date_if(&query, filter->has_from, filter->from);
	bind_date_if(&query, filter->has_to, filter->to);
	bind_int(&query, after);
	bind_int(&query, (int64_t)room);
	return query_page(&query, ids, room, count);
}

static enum status
item_newest(struct store *store, const char *site, const char *column, struct date *newest, int64_t *id)
{
	struct date published = { 0 };
	int64_t found_id = 0;
	struct query query;
	enum status status;

	query_start(&query, store, STATEMENT_ITEM_NEWEST);
	bind_text(&query, site);
	bind_text(&query, column);
	if (query_step(&query)) {
		published = take_date(&query);
		found_id = take_int(&query);
	}
	status = query_end_found(&query, found_id != 0);
	if (status != STATUS_OK)
		return status;
	*newest = published;
	*id = found_id;
	return STATUS_OK;
}

static enum status
item_titles(struct store *store, const char *role, title_function *function, void *context)
{
	enum status status = STATUS_OK, end;
	struct query query;

	query_start(&query, store, role == NULL ? STATEMENT_ITEM_TITLES_ALL : STATEMENT_ITEM_TITLES_ROLE);
	if (role != NULL)
		bind_text(&query, role);
	while (status == STATUS_OK && query_step(&query)) {
		struct item_title title = { .id = take_int(&query) };

		title.site = take_text(&query);
		title.role = take_text(&query);
		title.title = take_text(&query);
		title.url = take_text(&query);
		title.number = take_text(&query);
		title.published = take_claimed(&query);
		status = function(context, &title);
	}
	end = query_end(&query);
	return status != STATUS_OK ? status : end;
}

static enum status
revision_add(struct store *store, const struct item_revision *revision)
{
	struct query query;

	query_change(&query, store, STATEMENT_REVISION_ADD);
	bind_int(&query, revision->item);
	bind_instant(&query, revision->at);
	bind_text(&query, revision->field);
	bind_text(&query, revision->before);
	bind_text(&query, revision->after);
	return query_run(&query);
}

static enum status
revision_each(struct store *store, int64_t item, revision_function *function, void *context)
{
	enum status status = STATUS_OK, end;
	struct query query;

	query_start(&query, store, STATEMENT_REVISIONS);
	bind_int(&query, item);
	while (status == STATUS_OK && query_step(&query)) {
		struct item_revision revision = { .item = take_int(&query) };

		revision.at = take_instant(&query);
		revision.field = take_text(&query);
		revision.before = take_text(&query);
		revision.after = take_text(&query);
		status = function(context, &revision);
	}
	end = query_end(&query);
	return status != STATUS_OK ? status : end;
}

void
sqlite_items_start(struct store *store)
{
	store->item_put = item_put;
	store->item_get = item_get;
	store->item_find = item_find;
	store->item_select = item_select;
	store->item_newest = item_newest;
	store->item_titles = item_titles;
	store->revision_add = revision_add;
	store->revision_each = revision_each;
}
