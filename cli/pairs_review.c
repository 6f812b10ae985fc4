/* gongkaictl list --review: the likely pairs, best first. */
#include "cli/pairs_private.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"

enum { REVIEW_PAGE = 64 };

struct page {
	struct arena *arena;
	struct pair pairs[REVIEW_PAGE];
	size_t count;
};

static enum status
keep_row(void *context, const struct pair *pair)
{
	struct page *page = context;

	return pair_copy(page->arena, pair, &page->pairs[page->count++]);
}

static json_t *
review_json(const struct pair *pair, const struct stored_item *trigger, const struct stored_item *response,
    struct arena *arena)
{
	json_t *row = json_object();

	if (row == NULL)
		return NULL;
	json_object_set_new(row, "trigger", json_integer(pair->trigger));
	json_object_set_new(row, "response", json_integer(pair->response));
	pair_set_verdict(row, pair, arena);
	pair_set_item(row, "trigger", &trigger->item);
	pair_set_item(row, "response", &response->item);
	return row;
}

static bool
print_review(const struct pair *pair, const struct stored_item *trigger, const struct stored_item *response,
    struct arena *arena)
{
	printf("%s\n", pair_verdict(pair, arena));
	pair_print_item(_("trigger"), &trigger->item);
	pair_print_item(_("answer"), &response->item);
	return true;
}

static enum status
review_one(const struct view *view, const struct pair *pair, const char *site, bool is_json, struct arena *arena,
    size_t *count)
{
	struct stored_item trigger, response;
	enum status status = view->store->item_get(view->store, pair->trigger, arena, &trigger);

	if (status == STATUS_OK)
		status = view->store->item_get(view->store, pair->response, arena, &response);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status != STATUS_OK || trigger.item.is_gone || response.item.is_gone ||
	    (site != NULL && strcmp(site, trigger.item.site) != 0 && strcmp(site, response.item.site) != 0))
		return status;
	++*count;
	return (is_json ? view_print_json(review_json(pair, &trigger, &response, arena)) :
	    print_review(pair, &trigger, &response, arena)) ? STATUS_OK : STATUS_NO_MEMORY;
}

enum status
pairs_review(const struct view *view, const char *site, bool is_json, size_t *count)
{
	struct pair last = { .id = 0 };
	size_t taken = REVIEW_PAGE;
	enum status status = STATUS_OK;

	*count = 0;
	while (status == STATUS_OK && taken == REVIEW_PAGE) {
		struct page page = { .arena = arena_new() };

		status = page.arena == NULL ? STATUS_NO_MEMORY :
		    view->store->pair_likely(view->store, last.id == 0 ? NULL : &last, REVIEW_PAGE, keep_row, &page);
		for (size_t i = 0; i < page.count && status == STATUS_OK; i++)
			status = review_one(view, &page.pairs[i], site, is_json, page.arena, count);
		taken = page.count;
		if (taken > 0)
			last = page.pairs[taken - 1];
		arena_free(page.arena);
	}
	return status;
}
