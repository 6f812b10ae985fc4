/* Articles: what an item's own page says goes in. */
#include <stdio.h>
#include <string.h>

#include "lib/engine/intake.h"

static bool
fields_equal(const struct item *item, const struct article_look *article)
{
	if (item->field_count != article->field_count)
		return false;
	for (size_t i = 0; i < item->field_count; i++)
		if (strcmp(item->fields[i].name, article->fields[i].name) != 0 ||
		    !strings_equal(item->fields[i].value, article->fields[i].value))
			return false;
	return true;
}

static enum status
take_title(struct intake *intake, struct stored_item *stored, const struct article_look *article, bool was_read)
{
	const char *before = stored->item.title;

	if (article->title == NULL || article->title[0] == '\0' || strings_equal(before, article->title))
		return STATUS_OK;
	stored->item.title = article->title;
	/* The first reading only completes what the list had cut. */
	return was_read ? intake_revise(intake->engine->store, stored->item.id, "title", before, article->title,
	    intake->at) : STATUS_OK;
}

static enum status
take_date(struct intake *intake, struct stored_item *stored, const struct article_look *article, bool was_read)
{
	struct item *item = &stored->item;
	char before[DATE_TEXT_BYTES], after[DATE_TEXT_BYTES];
	bool moved;

	if (article->published.precision == DATE_PRECISION_NONE)
		return STATUS_OK;
	moved = was_read && item->published.precision >= DATE_PRECISION_DAY &&
	    article->published.precision >= DATE_PRECISION_DAY &&
	    item->published_source == article->published_source &&
	    !date_equals(item->published.date, article->published.date);
	date_print(item->published.date, before);
	date_print(article->published.date, after);
	item->published = article->published;
	item->published_source = article->published_source;
	return moved ? intake_revise(intake->engine->store, item->id, "published", before, after, intake->at) :
	    STATUS_OK;
}

static enum status
take_text(struct intake *intake, struct stored_item *stored, const struct article_look *article, bool was_read)
{
	char before[17], after[17];
	uint64_t old = stored->text_hash;

	stored->text_hash = article->text_hash;
	/* A page that is a column of its own is there to be kept up to date. */
	if (!was_read || old == 0 || old == article->text_hash || (intake->column != NULL && intake->column->is_page))
		return STATUS_OK;
	snprintf(before, sizeof(before), "%016llx", (unsigned long long)old);
	snprintf(after, sizeof(after), "%016llx", (unsigned long long)article->text_hash);
	return intake_revise(intake->engine->store, stored->item.id, "text", before, after, intake->at);
}

static enum status
take_content(struct intake *intake, struct stored_item *stored, const struct article_look *article)
{
	bool was_read = stored->article == ARTICLE_READ;
	enum status status = take_title(intake, stored, article, was_read);

	if (status == STATUS_OK)
		status = take_date(intake, stored, article, was_read);
	if (status == STATUS_OK)
		status = take_text(intake, stored, article, was_read);
	if (!fields_equal(&stored->item, article)) {
		stored->item.fields = article->fields;
		stored->item.field_count = article->field_count;
	}
	stored->article = ARTICLE_READ;
	return status;
}

/* Even an article that could not be read decides: nobody waits for it any more. */
static enum status
take_article(struct intake *intake, int64_t id, const struct article_look *article)
{
	struct engine *engine = intake->engine;
	struct stored_item stored;
	enum status status = engine->store->item_get(engine->store, id, intake->arena, &stored);

	if (status != STATUS_OK)
		return status;
	intake->column = engine_find_column(engine, stored.item.site, stored.item.column);
	if (outcome_is_good(article->outcome))
		status = take_content(intake, &stored, article);
	else if (stored.article == ARTICLE_PENDING)
		stored.article = ARTICLE_FAILED;
	if (status == STATUS_OK)
		status = engine->store->item_put(engine->store, &stored);
	if (status == STATUS_OK)
		status = id_set_add(&intake->changed, id);
	if (status != STATUS_OK || intake->column == NULL)
		return status;
	status = intake_consequences(intake);
	if (status == STATUS_OK)
		status = look_decides(engine, intake->column, intake->now, intake->now);
	return status == STATUS_OK ? integrity_changed(intake) : status;
}

enum status
engine_article(struct engine *engine, int64_t item, const struct article_look *article, struct instant now)
{
	struct intake intake = { .engine = engine, .now = now, .asked = now, .at = now };
	enum status status;

	intake.arena = arena_new();
	if (intake.arena == NULL)
		return STATUS_NO_MEMORY;
	intake.changed.arena = intake.gone.arena = intake.seen.arena = intake.arena;
	status = engine->store->begin(engine->store);
	if (status == STATUS_OK)
		status = store_end(engine->store, take_article(&intake, item, article));
	if (status != STATUS_OK)
		pairing_forget(engine);
	arena_free(intake.arena);
	return status;
}
