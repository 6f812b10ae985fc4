/* Visits: a small state machine driven by the fetcher's callbacks. list pages → engine_look() → articles → end. */
#include "config.h"

#include "crawl/visit.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/url.h"
#include "crawl/reading.h"

enum {
	ARTICLE_ROOM = 32,
	TRANSIENT_FAILURES_IN_ROW = 3, /* the site is away: the rest waits for the next visit */
};

/* An item or page address that this visit has met. */
struct met {
	const char *url;
	UT_hash_handle hh;
};

struct visit {
	const struct visitor *visitor;
	struct visit_request request;
	visit_done *done;
	void *context;

	struct arena *arena;
	struct fetch_job *job;
	struct column_state state;   /* before this visit; zero where there is none */
	struct look look;
	struct visit_end end;

	struct item *items;          /* of all pages so far */
	size_t item_count, item_room;
	struct met *met_items, *met_pages;
	unsigned further_pages;
	bool was_sent_on;            /* the column's page was a signpost */
	struct article_look *page;   /* of a column that is one page: what it says; NULL otherwise */

	int64_t articles[ARTICLE_ROOM]; /* that wait, ids */
	size_t article_count, article_next;
	const char *article_url;     /* of the page that was asked for */
	size_t articles_tried;
	unsigned failures_in_row;
	bool has_wrapped;
};

static void next_article(struct visit *visit);
static enum status tell_page(struct visit *visit);

/* --- ends ------------------------------------------------------------------- */

static void
visit_free(struct visit *visit)
{
	HASH_CLEAR(hh, visit->met_items);
	HASH_CLEAR(hh, visit->met_pages);
	free(visit->items);
	ruleset_release(visit->request.rules);
	arena_free(visit->arena);
	free(visit);
}

static void
finish(struct visit *visit, enum status status)
{
	visit->end.status = status;
	visit->done(&visit->end, visit->context);
	visit_free(visit);
}

static struct instant
now(const struct visit *visit)
{
	return clock_now(visit->visitor->clock);
}

/* Hands the look to the engine and goes on to the articles. */
static void
tell_engine(struct visit *visit)
{
	struct look *look = &visit->look;
	enum status status;

	look->observation.at = now(visit);
	look->observation.items = (uint32_t)look->item_count;
	if (look->is_unchanged)
		look->observation.items = visit->state.items;
	visit->end.outcome = look->observation.outcome;
	visit->end.items = look->item_count;
	visit->end.is_unchanged = look->is_unchanged;
	visit->end.detail = look->observation.detail;
	status = engine_look(visit->visitor->engine, look, look->observation.at);
	if (status == STATUS_OK && visit->page != NULL)
		status = tell_page(visit);
	if (status != STATUS_OK || !outcome_is_good(look->observation.outcome))
		finish(visit, status);
	else
		next_article(visit);
}

static void
tell_failure(struct visit *visit, enum outcome outcome, const char *detail)
{
	visit->look.observation.outcome = outcome;
	visit->look.observation.detail = detail;
	tell_engine(visit);
}

/* --- the list --------------------------------------------------------------- */

static bool
meet(struct visit *visit, struct met **met, const char *url, bool *is_new)
{
	struct met *known;

	HASH_FIND_STR(*met, url, known);
	*is_new = known == NULL;
	if (!*is_new)
		return true;
	known = arena_take(visit->arena, sizeof(*known));
	if (known == NULL)
		return false;
	known->url = url;
	HASH_ADD_KEYPTR(hh, *met, known->url, strlen(known->url), known);
	return true;
}

static bool
make_room(struct visit *visit, size_t more)
{
	size_t room = visit->item_count + more;
	struct item *items;

	if (room <= visit->item_room)
		return true;
	items = realloc(visit->items, room * sizeof(*items));
	if (items == NULL)
		return false;
	visit->items = items;
	visit->item_room = room;
	return true;
}

/* Adds what a page lists, each address once: a list that moved between two requests shows an entry twice. */
static enum status
add_items(struct visit *visit, const struct list_reading *reading)
{
	if (!make_room(visit, reading->item_count))
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < reading->item_count; i++) {
		bool is_new;

		if (!meet(visit, &visit->met_items, reading->items[i].url, &is_new))
			return STATUS_NO_MEMORY;
		if (is_new)
			visit->items[visit->item_count++] = reading->items[i];
	}
	return STATUS_OK;
}

/* Whether anything on this page was seen by an earlier visit: all that follows is older. */
static enum status
is_page_familiar(struct visit *visit, const struct list_reading *reading, bool *is_familiar)
{
	const struct column *column = visit->request.column;
	struct store *store = visit->visitor->store;

	*is_familiar = false;
	if (!visit->state.is_imported)
		return STATUS_OK;
	for (size_t i = 0; i < reading->item_count; i++) {
		struct stored_item item;
		enum status status = store->item_find(store, column->site->name, column->name, reading->items[i].url,
		    visit->arena, &item);

		*is_familiar = status == STATUS_OK;
		if (status != STATUS_NOT_FOUND)
			return status;
	}
	return STATUS_OK;
}

/* The nearest further page that this visit has not asked for; NULL at the end of the list. */
static enum status
choose_next(struct visit *visit, const struct list_reading *reading, const char **next)
{
	*next = NULL;
	for (size_t i = 0; i < reading->next_count; i++) {
		bool is_new;

		if (!meet(visit, &visit->met_pages, reading->next[i], &is_new))
			return STATUS_NO_MEMORY;
		if (is_new) {
			*next = reading->next[i];
			break;
		}
	}
	return STATUS_OK;
}

static void
end_list(struct visit *visit, bool is_complete)
{
	visit->look.observation.outcome = OUTCOME_GOOD;
	visit->look.is_complete = is_complete;
	visit->look.items = visit->items;
	visit->look.item_count = visit->item_count;
	tell_engine(visit);
}

static void page_done(struct fetch_result *result, void *context);

/* After a page that was read well: the next one, or the end. */
static enum status
go_on(struct visit *visit, const struct list_reading *reading)
{
	const char *next;
	bool is_familiar;
	enum status status = add_items(visit, reading);

	if (status == STATUS_OK)
		status = is_page_familiar(visit, reading, &is_familiar);
	if (status == STATUS_OK)
		status = choose_next(visit, reading, &next);
	if (status != STATUS_OK)
		return status;
	if (next == NULL || is_familiar || visit->further_pages >= visit->request.column->pages) {
		end_list(visit, next == NULL && !reading->is_cut);
		return STATUS_OK;
	}
	visit->further_pages++;
	status = fetcher_get(visit->visitor->fetcher, next, NULL, page_done, visit, &visit->job);
	if (status == STATUS_INVALID || status == STATUS_LIMIT) {
		end_list(visit, false); /* a link that leads nowhere */
		return STATUS_OK;
	}
	return status;
}

static enum status
read_page(struct visit *visit, const struct fetch_result *result, struct list_reading *reading)
{
	struct list_expectation expectation = {
		.column = visit->request.column,
		.had_items = visit->state.has_good && visit->state.items > 0,
		.today = instant_date(now(visit), visit->visitor->zone),
	};

	return reading_of_list(result, &expectation, visit->arena, reading);
}

/* A further page. Where it is not there the list ends; another failure leaves a gap in which an answer could stand, so
 * the whole look is none. */
static void
page_done(struct fetch_result *result, void *context)
{
	struct visit *visit = context;
	struct list_reading reading;
	enum status status;

	visit->job = NULL;
	status = read_page(visit, result, &reading);
	if (status == STATUS_OK) {
		if (outcome_is_good(reading.outcome)) {
			status = go_on(visit, &reading);
			if (status == STATUS_OK)
				return;
		} else if (reading.outcome == OUTCOME_CLIENT_ERROR || reading.outcome == OUTCOME_SOFT_NOT_FOUND ||
		    reading.outcome == OUTCOME_NO_ITEMS) {
			end_list(visit, false);
			return;
		} else {
			visit->end.http_status = result->http_status;
			tell_failure(visit, reading.outcome, reading.detail);
			return;
		}
	}
	finish(visit, status);
}

static bool
is_unchanged(const struct visit *visit, const struct fetch_result *result)
{
	if (result->not_modified)
		return true;
	return outcome_is_good(result->outcome) && !visit->request.is_fresh && visit->state.has_good &&
	    result->body_hash != 0 && result->body_hash == visit->state.body_hash;
}

/* What the answer to the first request says of the column, whatever its content. */
static void
take_answer(struct visit *visit, const struct fetch_result *result)
{
	struct look *look = &visit->look;

	visit->end.http_status = result->http_status;
	visit->end.retry_after_seconds = result->retry_after_seconds;
	look->observation.http_status = result->http_status;
	look->observation.body_hash = result->body_hash;
	/* The next visit asks for the signpost again: with the validators of what lies behind it, the signpost would be
	 * "not modified" for ever. */
	if (visit->was_sent_on)
		return;
	look->etag = arena_string(visit->arena, result->etag);
	look->last_modified = arena_string(visit->arena, result->last_modified);
}

static void
tell_unchanged(struct visit *visit)
{
	struct look *look = &visit->look;

	look->observation.outcome = OUTCOME_GOOD;
	look->observation.body_hash = visit->state.body_hash;
	look->is_unchanged = true;
	look->is_complete = visit->state.has_complete && visit->state.last_complete.seconds == visit->state.last_good.seconds;
	if (look->etag == NULL)
		look->etag = visit->state.etag;
	if (look->last_modified == NULL)
		look->last_modified = visit->state.last_modified;
	tell_engine(visit);
}

/* --- measures of the site ----------------------------------------------------- */

/* A measure is worth a row once a day, and whenever it is another one. */
static enum status
measure(struct visit *visit, enum site_measure what, int64_t value)
{
	const char *site = visit->request.column->site->name;
	struct store *store = visit->visitor->store;
	struct site_reading before;
	enum status status = store->reading_get(store, site, (int)what, &before);

	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (status == STATUS_OK && before.value == value && now(visit).seconds - before.at.seconds < SECONDS_PER_DAY)
		return STATUS_OK;
	return engine_measure(visit->visitor->engine, site, what, value, now(visit));
}

/* What the first answer tells of the site's encryption. A redirect to another host tells nothing of this one. */
static enum status
measure_encryption(struct visit *visit, const struct fetch_result *result)
{
	const char *url = visit->request.column->url;
	int64_t left = result->certificate_expires - now(visit).seconds;
	enum status status;

	switch (result->certificate) {
	case FETCH_CERTIFICATE_NONE:
		return STATUS_OK;
	case FETCH_CERTIFICATE_REFUSED:
		return measure(visit, SITE_HTTPS, 0);
	case FETCH_CERTIFICATE_VALID:
		break;
	}
	if (result->url == NULL || !url_same_host(result->url, url))
		return STATUS_OK;
	status = measure(visit, SITE_HTTPS, 1);
	if (status == STATUS_OK && result->certificate_expires != 0)
		status = measure(visit, SITE_CERTIFICATE_DAYS, left / SECONDS_PER_DAY);
	return status;
}

/* --- columns that are one page ---------------------------------------------- */

/* The page is the one item: under the column's address, and what it says is read from the same answer. */
static enum status
read_single(struct visit *visit, const struct fetch_result *result)
{
	const struct column *column = visit->request.column;
	struct article_look *page = arena_take(visit->arena, sizeof(*page));
	enum status status;

	if (page == NULL || !make_room(visit, 1))
		return STATUS_NO_MEMORY;
	status = reading_of_article(result, column->url, visit->arena, page);
	if (status != STATUS_OK)
		return status;
	if (!outcome_is_good(page->outcome)) {
		tell_failure(visit, page->outcome, NULL);
		return STATUS_OK;
	}
	visit->page = page;
	visit->items[visit->item_count++] = (struct item){
		.url = column->url,
		.title = page->title != NULL ? page->title : column->title != NULL ? column->title : column->name,
		.published = page->published, .published_source = page->published_source,
	};
	end_list(visit, true);
	return STATUS_OK;
}

static enum status
tell_page(struct visit *visit)
{
	const struct column *column = visit->request.column;
	struct store *store = visit->visitor->store;
	struct stored_item stored;
	enum status status = store->item_find(store, column->site->name, column->name, column->url, visit->arena, &stored);

	if (status == STATUS_OK)
		status = engine_article(visit->visitor->engine, stored.item.id, visit->page, now(visit));
	if (status == STATUS_OK)
		visit->end.articles++;
	return status;
}

/* --- the first answer -------------------------------------------------------- */

static void first_page_done(struct fetch_result *result, void *context);

/* Some columns are a page that only sends the browser on, by script or <meta>. Followed once, to the same host: as if
 * it had been a redirect. */
static bool
follow_signpost(struct visit *visit, const struct list_reading *reading)
{
	bool was_sent_on = visit->was_sent_on;

	visit->was_sent_on = true;
	visit->look.etag = visit->look.last_modified = NULL;
	return !was_sent_on && reading->target != NULL && url_same_host(reading->target, visit->request.column->url) &&
	    fetcher_get(visit->visitor->fetcher, reading->target, NULL, first_page_done, visit, &visit->job) == STATUS_OK;
}

static void
first_page_done(struct fetch_result *result, void *context)
{
	struct visit *visit = context;
	struct list_reading reading;
	enum status status;

	visit->job = NULL;
	take_answer(visit, result);
	status = measure_encryption(visit, result);
	if (status != STATUS_OK) {
		finish(visit, status);
		return;
	}
	if (is_unchanged(visit, result)) {
		tell_unchanged(visit);
		return;
	}
	if (visit->request.column->is_page) {
		status = read_single(visit, result);
		if (status != STATUS_OK)
			finish(visit, status);
		return;
	}
	status = read_page(visit, result, &reading);
	if (status == STATUS_OK && outcome_is_good(reading.outcome))
		status = go_on(visit, &reading);
	else if (status == STATUS_OK && follow_signpost(visit, &reading))
		return;
	else if (status == STATUS_OK)
		tell_failure(visit, reading.outcome, reading.detail);
	if (status != STATUS_OK)
		finish(visit, status);
}

/* --- articles --------------------------------------------------------------- */

/* The next ids that wait, after the cursor; once round. */
static enum status
find_articles(struct visit *visit)
{
	struct store *store = visit->visitor->store;
	struct item_filter filter = {
		.site = visit->request.column->site->name,
		.column = visit->request.column->name,
		.only_pending = true,
	};
	enum status status;

	visit->article_next = 0;
	status = store->item_select(store, &filter, *visit->request.article_cursor, visit->articles, ARTICLE_ROOM,
	    &visit->article_count);
	if (status != STATUS_OK || visit->article_count > 0 || visit->has_wrapped)
		return status;
	visit->has_wrapped = true;
	*visit->request.article_cursor = 0;
	return store->item_select(store, &filter, 0, visit->articles, ARTICLE_ROOM, &visit->article_count);
}

/* No server, no name, no time: the page itself is not to blame and stays wanted. */
static bool
is_sites_fault(enum outcome outcome)
{
	return outcome == OUTCOME_DNS || outcome == OUTCOME_CONNECT || outcome == OUTCOME_TLS ||
	    outcome == OUTCOME_TIMEOUT || outcome == OUTCOME_SERVER_ERROR;
}

static void
article_done(struct fetch_result *result, void *context)
{
	struct visit *visit = context;
	int64_t item = visit->articles[visit->article_next++];
	struct arena *arena = arena_new();
	struct article_look look;
	enum status status = STATUS_NO_MEMORY;

	visit->job = NULL;
	if (is_sites_fault(result->outcome)) {
		visit->failures_in_row++;
		status = STATUS_OK;
	} else if (arena != NULL) {
		visit->failures_in_row = 0;
		status = reading_of_article(result, visit->article_url, arena, &look);
		if (status == STATUS_OK)
			status = engine_article(visit->visitor->engine, item, &look, now(visit));
		if (status == STATUS_OK && outcome_is_good(look.outcome))
			visit->end.articles++;
	}
	arena_free(arena);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		finish(visit, status);
	else
		next_article(visit);
}

/* Asks for an item's page. *is_asked is false where it has none that could be asked for. */
static enum status
ask_article(struct visit *visit, int64_t id, bool *is_asked)
{
	static const struct article_look none = { .outcome = OUTCOME_WRONG_TYPE };
	struct store *store = visit->visitor->store;
	struct stored_item stored;
	enum status status = store->item_get(store, id, visit->arena, &stored);

	*is_asked = false;
	*visit->request.article_cursor = id;
	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	/* Canonical addresses have no fragment: this one stands for an entry without an address. */
	status = STATUS_INVALID;
	visit->article_url = stored.item.url;
	if (strchr(stored.item.url, '#') == NULL)
		status = fetcher_get(visit->visitor->fetcher, stored.item.url, NULL, article_done, visit, &visit->job);
	*is_asked = status == STATUS_OK;
	if (status == STATUS_INVALID || status == STATUS_LIMIT)
		status = engine_article(visit->visitor->engine, id, &none, now(visit));
	return status;
}

/* Asks for the next page that waits, or ends the visit. */
static void
next_article(struct visit *visit)
{
	enum status status = STATUS_OK;
	bool is_asked = false;

	while (status == STATUS_OK && !is_asked) {
		if (visit->article_next == visit->article_count) {
			status = find_articles(visit);
			if (status != STATUS_OK || visit->article_count == 0)
				break;
		}
		if (visit->failures_in_row >= TRANSIENT_FAILURES_IN_ROW || visit->articles_tried >= LIMIT_VISIT_ARTICLES)
			break;
		visit->articles_tried++;
		status = ask_article(visit, visit->articles[visit->article_next], &is_asked);
		if (!is_asked)
			visit->article_next++;
	}
	if (!is_asked)
		finish(visit, status);
}

/* --- the beginning ---------------------------------------------------------- */

static enum status
begin(struct visit *visit)
{
	const struct column *column = visit->request.column;
	struct store *store = visit->visitor->store;
	struct fetch_validators validators = { NULL, NULL };
	bool is_new;
	enum status status;

	status = store->column_get(store, column->site->name, column->name, visit->arena, &visit->state);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (visit->state.has_good && !visit->request.is_fresh)
		validators = (struct fetch_validators){ visit->state.etag, visit->state.last_modified };
	if (!meet(visit, &visit->met_pages, column->url, &is_new))
		return STATUS_NO_MEMORY;
	visit->look.asked = now(visit);
	visit->look.observation.site = column->site->name;
	visit->look.observation.column = column->name;
	return fetcher_get(visit->visitor->fetcher, column->url, &validators, first_page_done, visit, &visit->job);
}

enum status
visit_start(const struct visitor *visitor, const struct visit_request *request, visit_done *done, void *context,
    struct visit **visit)
{
	struct visit *made = calloc(1, sizeof(*made));
	enum status status;

	if (made == NULL)
		return STATUS_NO_MEMORY;
	made->visitor = visitor;
	made->request = *request;
	made->request.rules = ruleset_retain(request->rules);
	made->done = done;
	made->context = context;
	made->arena = arena_new();
	status = made->arena == NULL ? STATUS_NO_MEMORY : begin(made);
	if (status != STATUS_OK) {
		visit_free(made);
		return status;
	}
	*visit = made;
	return STATUS_OK;
}

void
visit_cancel(struct visit *visit)
{
	if (visit->job != NULL)
		fetch_cancel(visit->job);
	visit_free(visit);
}
