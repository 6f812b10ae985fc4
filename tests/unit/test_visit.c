/* Visits against a server in the same loop, with the real engine on a store in memory: what counts as a look, how far
 * a visit pages, what is read again, which articles are asked for. */
#include "tests/unit/unit.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "crawl/visit.h"
#include "rules/load.h"
#include "rules/source_memory.h"
#include "store/memory.h"
#include "tests/unit/calendar_file.h"

enum { PAGES = 9, NOW = 1763604000 };

/* A page of the server: NULL body for "not there". */
struct page {
	const char *path;
	int status;        /* 0: 200 */
	char *body;
	bool has_tag;      /* answers 304 to its ETag */
	unsigned asked;
};

struct world {
	struct event_base *base;
	struct evhttp *server;
	char root[64];
	const char *more_rules; /* after the site; NULL for none */
	struct page pages[PAGES];
	struct ruleset *rules;
	struct store *store;
	struct engine *engine;
	struct fetcher *fetcher;
	struct calendar *calendar;
	struct system_clock clock;
	struct visitor visitor;
	int64_t cursor;
	bool is_done;
	struct visit_end end;
};

/* --- the server ---------------------------------------------------------------- */

static struct page *
page_at(struct world *world, const char *path)
{
	for (size_t i = 0; i < PAGES; i++)
		if (world->pages[i].path != NULL && strcmp(world->pages[i].path, path) == 0)
			return &world->pages[i];
	return NULL;
}

static void
serve(struct evhttp_request *request, void *context)
{
	struct page *page = page_at(context, evhttp_request_get_uri(request));
	const char *tag = evhttp_find_header(evhttp_request_get_input_headers(request), "If-None-Match");
	struct evkeyvalq *out = evhttp_request_get_output_headers(request);
	struct evbuffer *body = evbuffer_new();
	int status = page == NULL ? 404 : page->status != 0 ? page->status : 200;

	evhttp_add_header(out, "Content-Type", "text/html; charset=utf-8");
	if (page != NULL) {
		page->asked++;
		if (page->has_tag) {
			evhttp_add_header(out, "ETag", "\"one\"");
			if (tag != NULL && strcmp(tag, "\"one\"") == 0)
				status = 304;
		}
	}
	if (status != 304)
		evbuffer_add_printf(body, "%s", page == NULL || page->body == NULL ? "<p>404</p>" : page->body);
	evhttp_send_reply(request, status, "X", body);
	evbuffer_free(body);
}

/* A list of the numbers [first, last], each with its date; `next` (NULL for none) is the address of the next page. */
static char *
list(int first, int last, const char *next)
{
	struct buffer text;

	buffer_start(&text, 64 * 1024);
	assert_int_equal(buffer_add_string(&text, "<html><head><title>政策文件</title></head><body><h1>政策文件</h1><ul>"), 0);
	for (int i = last; i >= first; i--)
		assert_int_equal(buffer_add_format(&text, "<li><a href=\"/item/%d.html\">某某市人民政府关于第%d号事项的通知</a>"
		    "<span>2025-10-%02d</span></li>\n", i, i, i), 0);
	assert_int_equal(buffer_add_string(&text, "</ul>"), 0);
	if (next != NULL)
		assert_int_equal(buffer_add_format(&text, "<div class=\"page\"><a href=\"%s\">下一页</a></div>", next), 0);
	assert_int_equal(buffer_add_string(&text, "</body></html>"), 0);
	return buffer_take(&text);
}

static void
put(struct world *world, size_t index, const char *path, int status, char *body)
{
	free(world->pages[index].body);
	world->pages[index] = (struct page){ .path = path, .status = status, .body = body };
}

/* --- the rest of the world -------------------------------------------------------- */

static const struct calendar *
calendar_of(void *context, const char *name)
{
	const struct world *world = context;

	(void)name;
	return world->calendar;
}

static void
load_rules(struct world *world, const char *extra)
{
	char text[1024];
	struct memory_file file = { "test.rules", text, 0 };
	struct memory_files files = { &file, 1 };
	struct source_reader reader = memory_reader(&files);
	const char *const paths[] = { "test.rules" };
	struct diagnostics *diagnostics = diagnostics_new();

	file.length = (size_t)snprintf(text, sizeof(text),
	    "site s { name \"某某市\" url \"%s/\" column policy { url \"/list/\" every 1 hour %s } }\n%s", world->root, extra,
	    world->more_rules == NULL ? "" : world->more_rules);
	if (ruleset_load(&reader, paths, 1, diagnostics, &world->rules) != STATUS_OK)
		fail_msg("%s", diagnostics_at(diagnostics, 0)->message);
	diagnostics_free(diagnostics);
}

static void
start(struct world *world, const char *column)
{
	struct fetcher_options options = { .fetch = { .timeout_ms = 500 } };
	struct engine_config config = { .calendar = calendar_of, .calendar_context = world, .zone = zone_china };

	load_rules(world, column);
	assert_int_equal(store_memory_new(&world->store), STATUS_OK);
	config.ruleset = world->rules;
	config.store = world->store;
	assert_int_equal(engine_new(&config, clock_now(&world->clock), &world->engine), STATUS_OK);
	world->fetcher = fetcher_new(world->base, &options);
	assert_non_null(world->fetcher);
	world->visitor = (struct visitor){ world->fetcher, world->engine, world->store, &world->clock, zone_china };
}

static int
set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	struct evhttp_bound_socket *bound;
	struct sockaddr_in address;
	socklen_t length = sizeof(address);

	world->base = event_base_new();
	world->server = evhttp_new(world->base);
	bound = evhttp_bind_socket_with_handle(world->server, "127.0.0.1", 0);
	if (bound == NULL)
		return -1;
	evhttp_set_gencb(world->server, serve, world);
	getsockname(evhttp_bound_socket_get_fd(bound), (struct sockaddr *)&address, &length);
	snprintf(world->root, sizeof(world->root), "http://127.0.0.1:%u", ntohs(address.sin_port));
	world->clock = (struct system_clock){ true, { NOW } };
	world->calendar = national_calendar();
	*state = world;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *world = *state;

	fetcher_free(world->fetcher);
	engine_free(world->engine);
	store_close(world->store);
	ruleset_release(world->rules);
	calendar_release(world->calendar);
	evhttp_free(world->server);
	event_base_free(world->base);
	for (size_t i = 0; i < PAGES; i++)
		free(world->pages[i].body);
	free(world);
	return 0;
}

static void
keep(const struct visit_end *end, void *context)
{
	struct world *world = context;

	world->end = *end;
	world->end.detail = NULL;
	world->is_done = true;
}

static struct visit *
begin_column(struct world *world, const char *column, bool is_fresh)
{
	struct visit_request request = {
		.rules = world->rules,
		.column = ruleset_find_column(world->rules, "s", column),
		.is_fresh = is_fresh,
		.article_cursor = &world->cursor,
	};
	struct visit *visit;

	world->is_done = false;
	world->clock.fixed.seconds += 3600;
	assert_int_equal(visit_start(&world->visitor, &request, keep, world, &visit), STATUS_OK);
	assert_false(world->is_done);
	return visit;
}

static struct visit *
begin(struct world *world, bool is_fresh)
{
	return begin_column(world, "policy", is_fresh);
}

static const struct visit_end *
wait_for_end(struct world *world)
{
	while (!world->is_done)
		event_base_loop(world->base, EVLOOP_ONCE);
	assert_int_equal(world->end.status, STATUS_OK);
	return &world->end;
}

static const struct visit_end *
visit(struct world *world, bool is_fresh)
{
	begin(world, is_fresh);
	return wait_for_end(world);
}

static void
column_state(struct world *world, struct column_state *state)
{
	struct arena *arena = arena_new();

	assert_int_equal(world->store->column_get(world->store, "s", "policy", arena, state), STATUS_OK);
	arena_free(arena);
}

/* --- lists ---------------------------------------------------------------------- */

static void
test_one_page(void **state)
{
	struct world *world = *state;
	struct column_state column;

	put(world, 0, "/list/", 0, list(1, 9, NULL));
	start(world, "");
	assert_int_equal(visit(world, false)->outcome, OUTCOME_GOOD);
	assert_int_equal(world->end.items, 9);
	column_state(world, &column);
	assert_true(column.has_good && column.has_complete);
	assert_int_equal(column.items, 9);
}

/* How far the first visit and the next one page. */
static void
test_paging(void **state)
{
	struct world *world = *state;

	put(world, 0, "/list/", 0, list(11, 20, "/list/2"));
	put(world, 1, "/list/2", 0, list(6, 15, "/list/3")); /* 11 to 15 again: the list moved meanwhile */
	put(world, 2, "/list/3", 0, list(1, 5, "/list/4"));
	start(world, "further pages 2");
	assert_int_equal(visit(world, false)->items, 20);
	assert_int_equal(page_at(world, "/list/2")->asked, 1);
	assert_int_equal(page_at(world, "/list/3")->asked, 1);
	/* One new item: the first page holds known ones, so nothing else is asked for. */
	put(world, 0, "/list/", 0, list(11, 21, "/list/2"));
	assert_int_equal(visit(world, false)->outcome, OUTCOME_GOOD);
	assert_int_equal(page_at(world, "/list/2")->asked, 1);
}

static void
test_gap(void **state)
{
	struct world *world = *state;
	struct column_state column;

	put(world, 0, "/list/", 0, list(11, 20, "/list/2"));
	put(world, 1, "/list/2", 503, NULL);
	start(world, "further pages 2");
	assert_int_equal(visit(world, false)->outcome, OUTCOME_SERVER_ERROR);
	column_state(world, &column);
	assert_false(column.has_good);
	/* A page that is not there is an end, though not a proven one. */
	put(world, 1, "/list/2", 404, NULL);
	assert_int_equal(visit(world, false)->outcome, OUTCOME_GOOD);
	column_state(world, &column);
	assert_true(column.has_good);
	assert_false(column.has_complete);
}

static void
test_loop_of_pages(void **state)
{
	struct world *world = *state;

	put(world, 0, "/list/", 0, list(11, 20, "/list/2"));
	put(world, 1, "/list/2", 0, list(1, 10, "/list/2"));
	start(world, "further pages 50");
	assert_int_equal(visit(world, false)->items, 20);
	assert_int_equal(page_at(world, "/list/2")->asked, 1);
}

static void
test_unchanged(void **state)
{
	struct world *world = *state;

	put(world, 0, "/list/", 0, list(1, 9, NULL));
	start(world, "");
	assert_false(visit(world, false)->is_unchanged);
	assert_true(visit(world, false)->is_unchanged); /* by the hash of its body */
	assert_false(visit(world, true)->is_unchanged); /* wanted fresh */
	put(world, 0, "/list/", 0, list(1, 10, NULL));
	world->pages[0].has_tag = true;
	assert_false(visit(world, false)->is_unchanged);
	assert_true(visit(world, false)->is_unchanged); /* by its tag */
	assert_int_equal(world->end.http_status, 304);
	assert_false(visit(world, true)->is_unchanged);
	assert_int_equal(world->end.http_status, 200);
}

static void
test_failures(void **state)
{
	static const struct {
		const char *name;
		int status;
		const char *body;
		enum outcome outcome;
	} rows[] = {
		{ "404", 404, NULL, OUTCOME_CLIENT_ERROR },
		{ "503", 503, NULL, OUTCOME_SERVER_ERROR },
		{ "a gate", 412, NULL, OUTCOME_CHALLENGE },
		{ "an empty body", 200, "", OUTCOME_EMPTY_SHELL },
		{ "a page without a list", 200, "<html><body><h1>云溪市</h1><p>欢迎访问本网站。</p></body></html>", OUTCOME_NO_ITEMS },
	};
	struct world *world = *state;
	struct column_state before, after;

	put(world, 0, "/list/", 0, list(1, 9, NULL));
	start(world, "");
	visit(world, false);
	column_state(world, &before);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put(world, 0, "/list/", rows[i].status, rows[i].body == NULL ? NULL : strdup(rows[i].body));
		visit(world, false);
		if (outcome_is_good(world->end.outcome))
			fail_msg("%s counts as a look", rows[i].name);
		if (world->end.outcome != rows[i].outcome)
			fail_msg("%s: %s", rows[i].name, outcome_word(world->end.outcome));
		column_state(world, &after);
		assert_true(after.last_good.seconds == before.last_good.seconds);
		assert_int_equal(after.failures, i + 1);
	}
}

static void
test_signpost(void **state)
{
	struct world *world = *state;
	struct column_state column;

	put(world, 0, "/list/", 0, strdup("<html><head><meta http-equiv=\"refresh\" content=\"0;url=/real/\"></head></html>"));
	put(world, 1, "/real/", 0, list(1, 9, NULL));
	world->pages[1].has_tag = true;
	start(world, "");
	assert_int_equal(visit(world, false)->outcome, OUTCOME_GOOD);
	assert_int_equal(world->end.items, 9);
	/* The validators of the list are not the signpost's. */
	column_state(world, &column);
	assert_null(column.etag);
	/* Round and round leads nowhere. */
	put(world, 1, "/real/", 0, strdup("<html><head><meta http-equiv=\"refresh\" content=\"0;url=/list/\"></head></html>"));
	assert_false(outcome_is_good(visit(world, false)->outcome));
	assert_int_equal(page_at(world, "/real/")->asked, 1);
	/* Another host is not followed. */
	put(world, 0, "/list/", 0, strdup("<html><head><meta http-equiv=\"refresh\" content=\"0;url=http://127.0.0.9/\"></head></html>"));
	assert_false(outcome_is_good(visit(world, false)->outcome));
}

/* --- articles ------------------------------------------------------------------- */

static char *
article(const char *title)
{
	char text[1024];

	snprintf(text, sizeof(text), "<html><head><meta name=\"ArticleTitle\" content=\"%s\"><meta name=\"PubDate\" "
	    "content=\"2025-10-01 09:30\"></head><body><h1>%s</h1><div class=\"content\"><p>各区人民政府，市政府各部门："
	    "现将有关事项通知如下，请认真贯彻执行。有关单位应当按照职责分工抓好落实。</p></div></body></html>", title, title);
	return strdup(text);
}

static size_t
pending(struct world *world)
{
	struct item_filter filter = { .site = "s", .column = "policy", .only_pending = true };
	int64_t ids[32];
	size_t count;

	assert_int_equal(world->store->item_select(world->store, &filter, 0, ids, 32, &count), STATUS_OK);
	return count;
}

static void
test_articles(void **state)
{
	struct world *world = *state;

	put(world, 0, "/list/", 0, list(1, 3, NULL));
	put(world, 1, "/item/1.html", 0, article("某某市人民政府关于第1号事项的通知"));
	put(world, 2, "/item/2.html", 503, NULL);
	put(world, 3, "/item/3.html", 404, NULL);
	start(world, "read articles");
	visit(world, false);
	assert_int_equal(world->end.articles, 1);
	/* A server's error may pass: that page stays wanted. One that is not there does not. */
	assert_int_equal(pending(world), 1);
	put(world, 2, "/item/2.html", 0, article("某某市人民政府关于第2号事项的通知"));
	assert_true(visit(world, false)->is_unchanged);
	assert_int_equal(world->end.articles, 1);
	assert_int_equal(pending(world), 0);
	assert_int_equal(page_at(world, "/item/1.html")->asked, 1);
}

/* --- what detectors find -------------------------------------------------------- */

struct detected_case {
	const char *path;
	const char *name;
	const char *body;
	const char *detected;
};

static const struct detected_case detected_cases[] = {
	{ "/item/1.html", "a clean page is one that was searched", "", "" },
	{ "/item/2.html", "a whole identity number", "<p>王某某，身份证号330102199003071230。</p>", "identity-number" },
	{ "/item/3.html", "a masked identity number", "<p>王某某，身份证号3301021990****1230。</p>", "" },
	{ "/item/4.html", "a wrong check digit", "<p>王某某，身份证号330102199003071231。</p>", "" },
	{ "/item/5.html", "hidden gambling links",
	    "<div style=\"display:none\"><a href=\"http://www.example.net/\">新葡京娱乐场官网</a></div>", "gambling, hidden-link" },
	{ "/item/6.html", "a hidden menu", "<div style=\"display:none\"><a href=\"http://www.example.net/\">政务服务网</a></div>", "" },
	{ "/item/7.html", "a date that reads as two days", "<p>发布日期：2016125</p>", "ambiguous-date" },
	{ "/item/8.html", "one mobile number alone is doubtful", "<p>王某某，13800138000，某某镇人</p>", "mobile-number?" },
};

static char *
article_with(const char *body)
{
	char text[1024];

	snprintf(text, sizeof(text), "<html><head><meta name=\"ArticleTitle\" content=\"关于公示的通知\"></head><body>"
	    "<h1>关于公示的通知</h1><div class=\"content\"><p>各区人民政府，市政府各部门：现将有关事项通知如下，请认真贯彻执行。"
	    "有关单位应当按照职责分工抓好落实。</p>%s</div></body></html>", body);
	return strdup(text);
}

static void
test_detected(void **state)
{
	struct world *world = *state;
	size_t count = sizeof(detected_cases) / sizeof(detected_cases[0]);
	struct arena *arena = arena_new();

	put(world, 0, "/list/", 0, list(1, (int)count, NULL));
	for (size_t i = 0; i < count; i++)
		put(world, i + 1, detected_cases[i].path, 0, article_with(detected_cases[i].body));
	start(world, "read articles");
	visit(world, false);
	assert_int_equal(world->end.articles, count);
	for (size_t i = 0; i < count; i++) {
		struct stored_item stored;
		const char *url = arena_format(arena, "%s%s", world->root, detected_cases[i].path);

		print_message("%s\n", detected_cases[i].name);
		assert_int_equal(world->store->item_find(world->store, "s", "policy", url, arena, &stored), STATUS_OK);
		assert_string_equal(item_field(&stored.item, "detected"), detected_cases[i].detected);
	}
	arena_free(arena);
}

/* --- columns that are one page ---------------------------------------------------- */

static enum status
count_revision(void *context, const struct item_revision *revision)
{
	(void)revision;
	++*(unsigned *)context;
	return STATUS_OK;
}

static const char *
state_of_page(struct world *world, struct arena *arena)
{
	struct stored_item stored;
	struct duty duty;
	const char *url = arena_format(arena, "%s/guide/", world->root);
	unsigned revisions = 0;

	assert_int_equal(world->store->item_find(world->store, "s", "guide", url, arena, &stored), STATUS_OK);
	assert_int_equal(stored.article, ARTICLE_READ);
	assert_int_equal(world->store->revision_each(world->store, stored.item.id, count_revision, &revisions), STATUS_OK);
	assert_int_equal(revisions, 0);
	assert_int_equal(world->store->duty_find(world->store, "telephone",
	    arena_format(arena, "item:%lld", (long long)stored.item.id), arena, &duty), STATUS_OK);
	return duty_state_word(duty.state);
}

/* It is read as a whole from the first answer, undated as it is; when it changes, it is judged again. */
static void
test_page(void **state)
{
	struct world *world = *state;
	struct arena *arena = arena_new();

	world->more_rules = "rule telephone { when published in guide expect content text contains \"联系电话\" }\n";
	put(world, 0, "/guide/", 0, article_with("<p>办公地址：某某路1号。</p>"));
	start(world, "} page guide { url \"/guide/\" ");
	begin_column(world, "guide", false);
	assert_int_equal(wait_for_end(world)->outcome, OUTCOME_GOOD);
	assert_int_equal(world->end.items, 1);
	assert_int_equal(world->end.articles, 1);
	assert_int_equal(world->pages[0].asked, 1);
	assert_string_equal(state_of_page(world, arena), "overdue");

	free(world->pages[0].body);
	world->pages[0].body = article_with("<p>办公地址：某某路1号。联系电话：0571-00000000。</p>");
	begin_column(world, "guide", false);
	assert_int_equal(wait_for_end(world)->outcome, OUTCOME_GOOD);
	assert_string_equal(state_of_page(world, arena), "met-late");

	world->pages[0].status = 503;
	begin_column(world, "guide", false);
	assert_int_equal(wait_for_end(world)->outcome, OUTCOME_SERVER_ERROR);
	assert_string_equal(state_of_page(world, arena), "met-late");
	arena_free(arena);
}

static void
test_articles_of_a_site_that_is_away(void **state)
{
	struct world *world = *state;
	unsigned asked = 0;

	put(world, 0, "/list/", 0, list(1, 6, NULL));
	for (size_t i = 0; i < 6; i++) {
		static const char *const paths[] = { "/item/1.html", "/item/2.html", "/item/3.html", "/item/4.html",
			"/item/5.html", "/item/6.html" };

		put(world, i + 1, paths[i], 503, NULL);
	}
	start(world, "read articles");
	assert_int_equal(visit(world, false)->outcome, OUTCOME_GOOD);
	for (size_t i = 0; i < 6; i++)
		asked += world->pages[i + 1].asked;
	assert_int_equal(asked, 3);
	assert_int_equal(pending(world), 6);
	/* The next visit begins behind them. */
	visit(world, false);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(world->pages[i + 1].asked, 1);
}

static void
test_cancel(void **state)
{
	struct world *world = *state;

	put(world, 0, "/list/", 0, list(1, 9, NULL));
	start(world, "");
	visit_cancel(begin(world, false));
	assert_int_equal(fetcher_pending(world->fetcher), 0);
	assert_int_equal(visit(world, false)->outcome, OUTCOME_GOOD);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_one_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_paging, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_gap, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_loop_of_pages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_unchanged, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_failures, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_signpost, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_articles, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_detected, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_page, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_articles_of_a_site_that_is_away, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cancel, set_up, tear_down),
	};
	int failures;

	if (fetch_start() != STATUS_OK)
		return 1;
	failures = cmocka_run_group_tests(tests, NULL, NULL);
	fetch_stop();
	return failures;
}
