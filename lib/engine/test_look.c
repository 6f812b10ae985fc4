/* Looks of a rule test: its items as the columns show them at some instant. */
#include "lib/engine/test_world.h"

#include <string.h>

struct instant
test_item_seen(const struct test_item *entry, struct zone zone)
{
	struct claimed_date published = entry->item.published;

	if (entry->has_seen)
		return entry->item.first_seen;
	if (published.precision == DATE_PRECISION_MINUTE)
		return instant_of(published.date, published.second_of_day, zone);
	return instant_of(claimed_last_day(published), SECONDS_PER_DAY, zone);
}

bool
test_item_is_shown(const struct test_world *world, const struct test_item *entry, struct instant at)
{
	if (entry->has_gone && entry->gone.seconds <= at.seconds)
		return false;
	return entry->item.is_baseline || test_item_seen(entry, world->zone).seconds <= at.seconds;
}

/* The sites were added in front: the first rule's is the last of the list. */
const char *
test_item_site(const struct test_world *world, const struct test_item *entry)
{
	const struct site *site = world->sites;

	if (entry->item.site != NULL)
		return entry->item.site;
	if (world->test->site != NULL || site == NULL)
		return world->test->site == NULL ? "test" : world->test->site;
	while (site->next != NULL)
		site = site->next;
	return site->name;
}

static const struct column *
column_of(const struct test_world *world, const struct test_item *entry)
{
	return engine_find_column(world->engine, test_item_site(world, entry), entry->item.role);
}

enum status
test_item_id(const struct test_world *world, const struct test_item *entry, int64_t *id)
{
	const struct column *column = column_of(world, entry);
	struct stored_item stored;
	enum status status;

	*id = 0;
	if (column == NULL)
		return STATUS_OK;
	status = world->store->item_find(world->store, column->site->name, column->name, entry->item.url, world->arena,
	    &stored);
	if (status == STATUS_OK)
		*id = stored.item.id;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- outcome ---- */

static bool
fails(const struct test_world *world, const struct column *column, struct instant at)
{
	for (const struct test_look *look = world->test->looks; look != NULL; look = look->next)
		if (look->failed && look->from.seconds <= at.seconds && at.seconds <= look->to.seconds &&
		    (look->role == NULL || strcmp(look->role, column->role) == 0) &&
		    (look->site == NULL || strcmp(look->site, column->site->name) == 0))
			return true;
	return false;
}

static uint64_t
hash_of(const struct item *items, size_t count)
{
	uint64_t hash = count;

	for (size_t i = 0; i < count; i++)
		for (const char *at = items[i].url; *at != '\0'; at++)
			hash = (hash ^ (unsigned char)*at) * 0x100000001b3ULL;
	return hash;
}

static enum status
look_at(struct test_world *world, const struct column *column, struct instant at)
{
	struct look look = { .asked = at, .is_complete = true };
	struct item *items;
	size_t room = 1;

	for (const struct test_item *entry = world->test->items; entry != NULL; entry = entry->next)
		room++;
	items = arena_take_array(world->arena, room, sizeof(*items));
	if (items == NULL)
		return STATUS_NO_MEMORY;
	for (const struct test_item *entry = world->test->items; entry != NULL; entry = entry->next)
		if (column_of(world, entry) == column && test_item_is_shown(world, entry, at)) {
			items[look.item_count] = entry->item;
			if (entry->item.unit == NULL)
				items[look.item_count].unit = world->test->unit;
			if (column->read_articles) { /* its page says them, below */
				items[look.item_count].fields = NULL;
				items[look.item_count].field_count = 0;
			}
			look.item_count++;
		}
	look.items = items;
	look.observation = (struct observation){
		.site = column->site->name, .column = column->name, .at = at, .outcome = OUTCOME_GOOD,
		.http_status = 200, .body_hash = hash_of(items, look.item_count), .items = (uint32_t)look.item_count,
	};
	if (fails(world, column, at)) {
		look.observation.outcome = OUTCOME_TIMEOUT;
		look.observation.http_status = 0;
		look.observation.body_hash = 0;
		look.item_count = 0;
	}
	return engine_look(world->engine, &look, at);
}

/* ---- articles ---- */

static enum status
read_article(struct test_world *world, const struct test_item *entry, struct instant at)
{
	const struct article_look article = {
		.outcome = OUTCOME_GOOD, .fields = entry->item.fields, .field_count = entry->item.field_count, .text_hash = 1,
	};
	const struct column *column = column_of(world, entry);
	struct stored_item stored;
	enum status status;

	if (column == NULL)
		return STATUS_OK;
	status = world->store->item_find(world->store, column->site->name, column->name, entry->item.url, world->arena,
	    &stored);
	if (status == STATUS_NOT_FOUND || (status == STATUS_OK && stored.article != ARTICLE_PENDING))
		return STATUS_OK;
	return status == STATUS_OK ? engine_article(world->engine, stored.item.id, &article, at) : status;
}

enum status
test_look(struct test_world *world, struct instant at)
{
	enum status status = STATUS_OK;

	for (const struct site *site = world->sites; site != NULL && status == STATUS_OK; site = site->next)
		for (const struct column *column = site->columns; column != NULL && status == STATUS_OK; column = column->next)
			status = look_at(world, column, at);
	for (const struct test_item *entry = world->test->items; entry != NULL && status == STATUS_OK; entry = entry->next)
		status = read_article(world, entry, at);
	return status;
}
