/* The fetcher against a server in the same loop: outcomes, limits, politeness, robots.txt, cancelling. */
#include "tests/unit/unit.h"

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "crawl/fetcher.h"
#include "time/clock.h"

enum { HELD = 8 };

/* The server's behaviour and what it saw. */
struct world {
	struct event_base *base;
	struct evhttp *server;
	char root[64];
	const char *robots;   /* NULL: 404 */
	int robots_status;    /* 0: 200 */
	int robots_asked;
	struct evhttp_request *held[HELD]; /* requests to /hold, unanswered */
	size_t held_count, most_held;
	int64_t starts_ms[HELD];
	size_t start_count;
	char agent[256];
};

/* What a job ended with. */
struct end {
	bool is_done;
	struct fetch_result result;
};

static void
answer(struct evhttp_request *request, int status, const char *type, const char *body, size_t length)
{
	struct evbuffer *buffer = evbuffer_new();

	evhttp_add_header(evhttp_request_get_output_headers(request), "Content-Type", type);
	evbuffer_add(buffer, body, length);
	evhttp_send_reply(request, status, "X", buffer);
	evbuffer_free(buffer);
}

static void
redirect(struct evhttp_request *request, const char *to)
{
	evhttp_add_header(evhttp_request_get_output_headers(request), "Location", to);
	answer(request, 302, "text/html", "", 0);
}

static void
answer_size(struct evhttp_request *request, size_t length)
{
	char *body = malloc(length);

	memset(body, 'a', length);
	answer(request, 200, "text/html", body, length);
	free(body);
}

static void
answer_conditional(struct evhttp_request *request)
{
	struct evkeyvalq *in = evhttp_request_get_input_headers(request);
	struct evkeyvalq *out = evhttp_request_get_output_headers(request);
	const char *tag = evhttp_find_header(in, "If-None-Match");
	const char *since = evhttp_find_header(in, "If-Modified-Since");

	evhttp_add_header(out, "ETag", "\"v1\"");
	evhttp_add_header(out, "Last-Modified", "Wed, 25 Sep 2019 02:00:00 GMT");
	if (tag != NULL && strcmp(tag, "\"v1\"") == 0 && since != NULL)
		evhttp_send_reply(request, 304, "Not Modified", NULL);
	else
		answer(request, 200, "text/html; charset=gbk", "list", 4);
}

static void
hold(struct world *world, struct evhttp_request *request)
{
	world->held[world->held_count++] = request;
	if (world->held_count > world->most_held)
		world->most_held = world->held_count;
}

/* "open government" through gzip. */
static const unsigned char zipped[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x2f, 0x48, 0xcd, 0x53, 0x48, 0xcf, 0x2f,
	0x4b, 0x2d, 0xca, 0xcb, 0x4d, 0xcd, 0x2b, 0x01, 0x00, 0x86, 0x75, 0xd7, 0x37, 0x0f, 0x00, 0x00, 0x00,
};

static void
serve(struct evhttp_request *request, void *context)
{
	struct world *world = context;
	const char *path = evhttp_request_get_uri(request);
	struct evkeyvalq *out = evhttp_request_get_output_headers(request);
	const char *agent = evhttp_find_header(evhttp_request_get_input_headers(request), "User-Agent");

	snprintf(world->agent, sizeof(world->agent), "%s", agent == NULL ? "" : agent);
	if (strcmp(path, "/robots.txt") == 0) {
		world->robots_asked++;
		if (world->robots == NULL)
			answer(request, world->robots_status != 0 ? world->robots_status : 404, "text/html", "none", 4);
		else
			answer(request, 200, "text/plain", world->robots, strlen(world->robots));
		return;
	}
	if (world->start_count < HELD)
		world->starts_ms[world->start_count++] = clock_monotonic_ms();
	if (strcmp(path, "/conditional") == 0) {
		answer_conditional(request);
	} else if (strncmp(path, "/hold", 5) == 0) {
		hold(world, request);
	} else if (strcmp(path, "/loop") == 0) {
		redirect(request, "/loop");
	} else if (strcmp(path, "/to-file") == 0) {
		redirect(request, "file:///etc/passwd");
	} else if (strcmp(path, "/to-private") == 0) {
		redirect(request, "http://10.0.0.1/");
	} else if (strcmp(path, "/to-home") == 0) {
		redirect(request, "/");
	} else if (strcmp(path, "/picture") == 0) {
		answer(request, 200, "image/png", "x", 1);
	} else if (strcmp(path, "/limit") == 0) {
		answer_size(request, 1000);
	} else if (strcmp(path, "/limit+1") == 0) {
		answer_size(request, 1001);
	} else if (strcmp(path, "/zipped") == 0) {
		evhttp_add_header(out, "Content-Encoding", "gzip");
		answer(request, 200, "text/html", (const char *)zipped, sizeof(zipped));
	} else if (strcmp(path, "/not-zipped") == 0) {
		evhttp_add_header(out, "Content-Encoding", "gzip");
		answer(request, 200, "text/html", "plain", 5);
	} else if (strcmp(path, "/long-header") == 0) {
		char *value = calloc(1, LIMIT_HEADER_BYTES / 2);

		memset(value, 'a', LIMIT_HEADER_BYTES / 2 - 1);
		evhttp_add_header(out, "X-A", value);
		evhttp_add_header(out, "X-B", value);
		evhttp_add_header(out, "X-C", value);
		free(value);
		answer(request, 200, "text/html", "x", 1);
	} else if (strncmp(path, "/busy/", 6) == 0) {
		evhttp_add_header(out, "Retry-After", path + 6);
		answer(request, 503, "text/html", "busy", 4);
	} else if (strncmp(path, "/status/", 8) == 0) {
		answer(request, atoi(path + 8), "text/html", "page", 4);
	} else {
		answer(request, 200, "text/html", "page", 4);
	}
}

static void
keep(struct fetch_result *result, void *context)
{
	struct end *end = context;

	end->result = *result;
	end->is_done = true;
	*result = (struct fetch_result){ 0 };
}

static int
set_up(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	struct evhttp_bound_socket *bound;
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);

	world->base = event_base_new();
	world->server = evhttp_new(world->base);
	bound = evhttp_bind_socket_with_handle(world->server, "127.0.0.1", 0);
	if (bound == NULL)
		return -1;
	evhttp_set_gencb(world->server, serve, world);
	getsockname(evhttp_bound_socket_get_fd(bound), (struct sockaddr *)&address, &length);
	snprintf(world->root, sizeof(world->root), "http://127.0.0.1:%u",
	    ntohs(((struct sockaddr_in *)&address)->sin_port));
	*state = world;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *world = *state;

	evhttp_free(world->server);
	event_base_free(world->base);
	free(world);
	return 0;
}

static struct fetcher *
make(struct world *world, bool obey_robots)
{
	struct fetcher_options options = {
		.fetch = { .contact = "mailto:zwgk@example.cn", .max_bytes = 1000, .timeout_ms = 300,
		    .addresses = FETCH_ADDRESSES_PUBLIC_OR_LOOPBACK },
		.connections_per_host = 2,
		.obey_robots = obey_robots,
	};
	struct fetcher *fetcher = fetcher_new(world->base, &options);

	assert_non_null(fetcher);
	return fetcher;
}

static struct fetch_job *
ask(struct world *world, struct fetcher *fetcher, const char *path, const struct fetch_validators *validators,
    struct end *end)
{
	struct fetch_job *job;
	char url[128];

	snprintf(url, sizeof(url), "%s%s", world->root, path);
	assert_int_equal(fetcher_get(fetcher, url, validators, keep, end, &job), STATUS_OK);
	assert_false(end->is_done);
	return job;
}

static void
run_until(struct world *world, const bool *is_done)
{
	int64_t start = clock_monotonic_ms();

	while (!*is_done && clock_monotonic_ms() - start < 5000)
		event_base_loop(world->base, EVLOOP_ONCE);
	assert_true(*is_done);
}

static void
run_for(struct world *world, int milliseconds)
{
	struct timeval delay = { milliseconds / 1000, milliseconds % 1000 * 1000 };

	event_base_loopexit(world->base, &delay);
	event_base_dispatch(world->base);
}

static void
test_outcomes(void **state)
{
	static const struct {
		const char *name;
		const char *path;
		enum outcome outcome;
		int http_status;
	} rows[] = {
		{ "a page", "/a", OUTCOME_GOOD, 200 },
		{ "a redirect to the home page is the caller's to judge", "/to-home", OUTCOME_GOOD, 200 },
		{ "a redirect loop", "/loop", OUTCOME_REDIRECT_REFUSED, 302 },
		{ "a redirect to a file", "/to-file", OUTCOME_REDIRECT_REFUSED, 302 },
		{ "a redirect to a private address", "/to-private", OUTCOME_REDIRECT_REFUSED, 302 },
		{ "a picture", "/picture", OUTCOME_WRONG_TYPE, 200 },
		{ "a body at the limit", "/limit", OUTCOME_GOOD, 200 },
		{ "a body one byte over the limit", "/limit+1", OUTCOME_TOO_BIG, 200 },
		{ "a header over its limit", "/long-header", OUTCOME_TOO_BIG, 200 },
		{ "gzip", "/zipped", OUTCOME_GOOD, 200 },
		{ "no gzip though it says so", "/not-zipped", OUTCOME_UNREADABLE, 200 },
		{ "no answer in time", "/hold", OUTCOME_TIMEOUT, 0 },
		{ "404", "/status/404", OUTCOME_CLIENT_ERROR, 404 },
		{ "521", "/status/521", OUTCOME_CHALLENGE, 521 },
		{ "500", "/status/500", OUTCOME_SERVER_ERROR, 500 },
		{ "304 that nobody asked for", "/status/304", OUTCOME_SERVER_ERROR, 304 },
	};
	struct world *world = *state;
	struct fetcher *fetcher = make(world, false);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct end end = { 0 };

		ask(world, fetcher, rows[i].path, NULL, &end);
		run_until(world, &end.is_done);
		if (end.result.outcome != rows[i].outcome || end.result.http_status != rows[i].http_status)
			fail_msg("%s: %s, %d, %s", rows[i].name, outcome_word(end.result.outcome), end.result.http_status,
			    end.result.detail);
		if (strcmp(rows[i].path, "/zipped") == 0)
			assert_string_equal(end.result.body, "open government");
		fetch_result_clear(&end.result);
	}
	assert_string_equal(strchr(world->agent, '('), "(+mailto:zwgk@example.cn)");
	assert_int_equal(fetcher_pending(fetcher), 0);
	fetcher_free(fetcher);
}

static void
test_conditional(void **state)
{
	struct world *world = *state;
	struct fetcher *fetcher = make(world, false);
	struct end first = { 0 }, second = { 0 };
	struct fetch_validators validators;

	ask(world, fetcher, "/conditional", NULL, &first);
	run_until(world, &first.is_done);
	assert_int_equal(first.result.http_status, 200);
	assert_string_equal(first.result.content_type, "text/html; charset=gbk");
	validators = (struct fetch_validators){ first.result.etag, first.result.last_modified };
	ask(world, fetcher, "/conditional", &validators, &second);
	run_until(world, &second.is_done);
	assert_int_equal(second.result.outcome, OUTCOME_GOOD);
	assert_true(second.result.not_modified);
	fetch_result_clear(&first.result);
	fetch_result_clear(&second.result);
	fetcher_free(fetcher);
}

static void
test_per_host(void **state)
{
	struct world *world = *state;
	struct fetcher *fetcher = make(world, false);
	struct end ends[5] = { { 0 } };

	for (size_t i = 0; i < 5; i++)
		ask(world, fetcher, "/hold", NULL, &ends[i]);
	assert_int_equal(fetcher_pending(fetcher), 5);
	run_for(world, 150);
	assert_int_equal(world->held_count, 2);
	while (world->held_count > 0)
		answer(world->held[--world->held_count], 200, "text/html", "x", 1);
	run_for(world, 150);
	assert_int_equal(world->most_held, 2);
	assert_int_equal(fetcher_pending(fetcher), 3);
	fetcher_free(fetcher);
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(ends[i].is_done, i < 2);
		fetch_result_clear(&ends[i].result);
	}
}

static void
test_pause(void **state)
{
	struct world *world = *state;
	struct fetcher_options options = { .connections_per_host = 5, .pause_ms = 60 };
	struct fetcher *fetcher = fetcher_new(world->base, &options);
	struct end ends[3] = { { 0 } };

	for (size_t i = 0; i < 3; i++)
		ask(world, fetcher, "/a", NULL, &ends[i]);
	run_until(world, &ends[2].is_done);
	for (size_t i = 1; i < 3; i++)
		assert_in_range(world->starts_ms[i] - world->starts_ms[i - 1], 50, 500);
	for (size_t i = 0; i < 3; i++)
		fetch_result_clear(&ends[i].result);
	fetcher_free(fetcher);
}

static void
test_robots(void **state)
{
	static const struct {
		const char *name;
		const char *robots;
		int robots_status;
		const char *path;
		enum outcome outcome;
	} rows[] = {
		{ "no robots.txt", NULL, 404, "/a", OUTCOME_GOOD },
		{ "forbidden", "User-agent: *\nDisallow: /a\n", 0, "/a", OUTCOME_ROBOTS },
		{ "allowed", "User-agent: *\nDisallow: /b\n", 0, "/a", OUTCOME_GOOD },
		{ "a gate before robots.txt", NULL, 412, "/a", OUTCOME_GOOD },
		{ "robots.txt unreachable", NULL, 500, "/a", OUTCOME_SERVER_ERROR },
	};
	struct world *world = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct fetcher *fetcher = make(world, true);
		struct end ends[2] = { { 0 } };

		world->robots = rows[i].robots;
		world->robots_status = rows[i].robots_status;
		world->robots_asked = 0;
		for (size_t n = 0; n < 2; n++) {
			ask(world, fetcher, rows[i].path, NULL, &ends[n]);
			run_until(world, &ends[n].is_done);
			if (ends[n].result.outcome != rows[i].outcome)
				fail_msg("%s: %s", rows[i].name, outcome_word(ends[n].result.outcome));
			fetch_result_clear(&ends[n].result);
		}
		assert_int_equal(world->robots_asked, 1);
		fetcher_free(fetcher);
	}
}

static void
test_retry_after(void **state)
{
	struct world *world = *state;
	struct fetcher *fetcher = make(world, false);
	struct end busy = { 0 }, next = { 0 }, refused = { 0 };
	int64_t start;

	ask(world, fetcher, "/busy/1", NULL, &busy);
	run_until(world, &busy.is_done);
	assert_int_equal(busy.result.retry_after_seconds, 1);
	start = clock_monotonic_ms();
	ask(world, fetcher, "/busy/3600", NULL, &next);
	run_until(world, &next.is_done);
	assert_in_range(clock_monotonic_ms() - start, 900, 3000);
	ask(world, fetcher, "/a", NULL, &refused);
	run_until(world, &refused.is_done);
	assert_int_equal(refused.result.outcome, OUTCOME_SERVER_ERROR);
	assert_int_equal(world->start_count, 2);
	fetch_result_clear(&busy.result);
	fetch_result_clear(&next.result);
	fetch_result_clear(&refused.result);
	fetcher_free(fetcher);
}

static void
test_cancel(void **state)
{
	struct world *world = *state;
	struct fetcher *fetcher = make(world, false);
	struct end ends[4] = { { 0 } };
	struct fetch_job *jobs[4];

	for (size_t i = 0; i < 4; i++)
		jobs[i] = ask(world, fetcher, i < 3 ? "/hold" : "/a", NULL, &ends[i]);
	run_for(world, 100);
	assert_int_equal(world->held_count, 2);
	fetch_cancel(jobs[2]); /* waits */
	fetch_cancel(jobs[0]); /* runs */
	run_until(world, &ends[3].is_done);
	assert_false(ends[0].is_done || ends[2].is_done);
	fetch_result_clear(&ends[3].result);
	fetcher_free(fetcher);
	assert_false(ends[1].is_done);
}

static void
test_refused_connection(void **state)
{
	struct world *world = *state;
	struct fetcher *fetcher = make(world, true);
	struct end end = { 0 };

	evhttp_free(world->server);
	world->server = evhttp_new(world->base);
	ask(world, fetcher, "/a", NULL, &end);
	run_until(world, &end.is_done);
	assert_int_equal(end.result.outcome, OUTCOME_CONNECT);
	fetch_result_clear(&end.result);
	fetcher_free(fetcher);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_outcomes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_conditional, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_per_host, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_pause, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_robots, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_retry_after, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cancel, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_refused_connection, set_up, tear_down),
	};
	int failures;

	if (fetch_start() != STATUS_OK)
		return 1;
	failures = cmocka_run_group_tests(tests, NULL, NULL);
	fetch_stop();
	return failures;
}
