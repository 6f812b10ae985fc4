/* Items as list pages show them: new ones, changed ones, those that are no longer there. */
#include "lib/engine/intake.h"

#include <string.h>

#include "base/message.h"

enum status
intake_revise(struct store *store, int64_t item, const char *field, const char *before, const char *after,
    struct instant at)
{
	const struct item_revision revision = {
		.item = item, .at = at, .field = field, .before = before, .after = after,
	};

	return store->revision_add(store, &revision);
}

/* ---- new ---- */

static enum status
insert(struct intake *intake, const struct item *seen)
{
	const struct column *column = intake->column;
	struct stored_item stored = { .item = *seen, .is_listed = true };
	struct store *store = intake->engine->store;
	enum status status;

	stored.item.id = 0;
	stored.item.site = column->site->name;
	stored.item.column = column->name;
	stored.item.role = column->role;
	if (stored.item.unit == NULL)
		stored.item.unit = column->unit == NULL ? column->site->unit : column->unit;
	stored.item.first_seen = intake->at;
	stored.item.is_baseline = intake->is_first;
	stored.item.has_window = !intake->is_first && intake->state.has_good;
	stored.item.not_before = intake->state.last_good;
	stored.item.is_gone = false;
	stored.article = column->read_articles ? ARTICLE_PENDING : ARTICLE_UNWANTED;
	stored.last_seen = intake->at;
	status = store->item_put(store, &stored);
	if (status == STATUS_OK)
		status = id_set_add(&intake->changed, stored.item.id);
	return status == STATUS_OK ? id_set_add(&intake->seen, stored.item.id) : status;
}

/* ---- known ---- */

static bool
claims_equal(struct claimed_date a, struct claimed_date b)
{
	return a.precision == b.precision && (a.precision == DATE_PRECISION_NONE ||
	    (date_equals(a.date, b.date) && (a.precision != DATE_PRECISION_MINUTE || a.second_of_day == b.second_of_day)));
}

/* Lists cut long titles: a shorter form of the same title tells nothing new. */
static bool
is_cut_from(const char *listed, const char *stored)
{
	size_t length = strcspn(listed, "\xe2."); /* an ellipsis begins with either */

	return length > 0 && strncmp(listed, stored, length) == 0 &&
	    (strcmp(listed + length, "...") == 0 || strcmp(listed + length, "…") == 0 ||
	    strcmp(listed + length, "……") == 0);
}

static enum status
update_title(struct intake *intake, struct stored_item *stored, const struct item *seen, bool *changed)
{
	const char *before = stored->item.title;

	if (seen->title == NULL || stored->article == ARTICLE_READ || (before != NULL &&
	    (strcmp(before, seen->title) == 0 || is_cut_from(seen->title, before))))
		return STATUS_OK;
	*changed = true;
	stored->item.title = seen->title;
	return intake_revise(intake->engine->store, stored->item.id, "title", before, seen->title, intake->at);
}

/* A date from a better source stays; only the same source can contradict itself. */
static enum status
update_date(struct intake *intake, struct stored_item *stored, const struct item *seen, bool *changed)
{
	struct item *item = &stored->item;
	char before[DATE_TEXT_BYTES], after[DATE_TEXT_BYTES];

	if (seen->published.precision == DATE_PRECISION_NONE || claims_equal(seen->published, item->published))
		return STATUS_OK;
	if (item->published.precision != DATE_PRECISION_NONE && item->published_source != VALUE_SOURCE_NONE &&
	    item->published_source < seen->published_source)
		return STATUS_OK;
	date_print(item->published.date, before);
	date_print(seen->published.date, after);
	*changed = true;
	if (item->published.precision == DATE_PRECISION_NONE || item->published_source != seen->published_source) {
		item->published = seen->published;
		item->published_source = seen->published_source;
		return STATUS_OK;
	}
	item->published = seen->published;
	return intake_revise(intake->engine->store, item->id, "published", before, after, intake->at);
}

static enum status
come_back(struct intake *intake, struct stored_item *stored, bool *changed)
{
	if (!stored->item.is_gone)
		return STATUS_OK;
	stored->item.is_gone = false;
	*changed = true;
	return intake_revise(intake->engine->store, stored->item.id, "back", NULL, stored->item.url, intake->at);
}

static enum status
update(struct intake *intake, struct stored_item *stored, const struct item *seen)
{
	struct store *store = intake->engine->store;
	bool changed = false, was_listed = stored->is_listed;
	enum status status = come_back(intake, stored, &changed);

	if (status == STATUS_OK)
		status = update_title(intake, stored, seen, &changed);
	if (status == STATUS_OK)
		status = update_date(intake, stored, seen, &changed);
	stored->is_listed = true;
	if (status == STATUS_OK && (changed || !was_listed))
		status = store->item_put(store, stored);
	if (status == STATUS_OK && changed)
		status = id_set_add(&intake->changed, stored->item.id);
	return status == STATUS_OK ? id_set_add(&intake->seen, stored->item.id) : status;
}

enum status
intake_item(struct intake *intake, const struct item *item)
{
	struct store *store = intake->engine->store;
	struct stored_item stored;
	struct arena *arena;
	enum status status;

	if (item->url == NULL || item->title == NULL)
		return STATUS_OK;
	arena = arena_new();
	if (arena == NULL)
		return STATUS_NO_MEMORY;
	status = store->item_find(store, intake->column->site->name, intake->column->name, item->url, arena, &stored);
	if (status == STATUS_OK)
		status = update(intake, &stored, item);
	else if (status == STATUS_NOT_FOUND)
		status = insert(intake, item);
	arena_free(arena);
	return status;
}

/* ---- absent ---- */

static bool
id_set_has(const struct id_set *set, int64_t id)
{
	size_t low = 0, high = set->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < set->count && set->ids[low] == id;
}

/* The claimed day of the last dated item of a page whose dates fall; false where they do not, past the first few that
 * an editor may have pinned to the top. */
static bool
page_ends_on(const struct look *look, struct date *day)
{
	enum { PINNED_AT_MOST = 5 };
	const struct item *above = NULL;

	for (size_t i = 0; i < look->item_count; i++) {
		const struct item *item = &look->items[i];

		if (item->published.precision < DATE_PRECISION_DAY)
			continue;
		if (above != NULL && i > PINNED_AT_MOST && date_is_before(above->published.date, item->published.date))
			return false;
		above = item;
	}
	if (above != NULL)
		*day = above->published.date;
	return above != NULL;
}

static enum status
mark_absent(struct intake *intake, struct stored_item *stored, bool is_gone)
{
	struct store *store = intake->engine->store;
	enum status status;

	stored->is_listed = false;
	stored->last_seen = intake->state.has_good ? intake->state.last_good : stored->last_seen;
	if (is_gone) {
		stored->item.is_gone = true;
		stored->item.gone_seen = intake->at;
	}
	status = store->item_put(store, stored);
	if (status != STATUS_OK || !is_gone)
		return status;
	status = intake_revise(store, stored->item.id, "gone", stored->item.url, NULL, intake->at);
	return status == STATUS_OK ? id_set_add(&intake->gone, stored->item.id) : status;
}

/* On a list that was not read to its end only what is younger than its last row must still be there. */
static enum status
check_absent(struct intake *intake, const struct look *look, int64_t id)
{
	struct arena *arena = arena_new();
	struct stored_item stored;
	struct date end;
	bool is_gone;
	enum status status = arena == NULL ? STATUS_NO_MEMORY :
	    intake->engine->store->item_get(intake->engine->store, id, arena, &stored);

	if (status == STATUS_OK) {
		is_gone = look->is_complete || (stored.item.published.precision >= DATE_PRECISION_DAY &&
		    page_ends_on(look, &end) && date_is_before(end, stored.item.published.date));
		status = mark_absent(intake, &stored, is_gone);
	}
	arena_free(arena);
	return status;
}

enum status
intake_absent(struct intake *intake, const struct look *look)
{
	struct store *store = intake->engine->store;
	const struct item_filter filter = {
		.site = intake->column->site->name, .column = intake->column->name, .only_listed = true,
	};
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status;
	size_t count;

	do {
		status = store->item_select(store, &filter, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++) {
			after = ids[i];
			if (!id_set_has(&intake->seen, ids[i]))
				status = check_absent(intake, look, ids[i]);
		}
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}
