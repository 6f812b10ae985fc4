/* Crawling: requests a second through the fetcher, beside a bare libcurl multi loop at the same server. The server is a
 * child process on loopback; the page has the size of a usual list. */
#include "config.h"

#include <curl/curl.h>
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crawl/fetcher.h"
#include "crawl/scheduler.h"
#include "time/clock.h"

enum { REQUESTS = 4000, AT_A_TIME = 32, PAGE_BYTES = 30 * 1024, COLUMNS = 1400000 };

static char page[PAGE_BYTES];

static void
serve(struct evhttp_request *request, void *context)
{
	struct evbuffer *body = evbuffer_new();

	(void)context;
	evhttp_add_header(evhttp_request_get_output_headers(request), "Content-Type", "text/html");
	evbuffer_add_reference(body, page, sizeof(page), NULL, NULL);
	evhttp_send_reply(request, 200, "OK", body);
	evbuffer_free(body);
}

/* The child serves until it is killed; its port comes through the pipe. */
static pid_t
start_server(unsigned *port)
{
	int ends[2];
	pid_t child;

	if (pipe(ends) != 0 || (child = fork()) < 0)
		exit(1);
	if (child == 0) {
		struct event_base *base = event_base_new();
		struct evhttp *server = evhttp_new(base);
		struct evhttp_bound_socket *bound = evhttp_bind_socket_with_handle(server, "127.0.0.1", 0);
		struct sockaddr_in address;
		socklen_t length = sizeof(address);

		setsockopt(evhttp_bound_socket_get_fd(bound), IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof(int));
		getsockname(evhttp_bound_socket_get_fd(bound), (struct sockaddr *)&address, &length);
		*port = ntohs(address.sin_port);
		if (write(ends[1], port, sizeof(*port)) != sizeof(*port))
			_exit(1);
		evhttp_set_gencb(server, serve, NULL);
		event_base_dispatch(base);
		_exit(0);
	}
	if (read(ends[0], port, sizeof(*port)) != sizeof(*port))
		exit(1);
	return child;
}

/* --- the bare loop ------------------------------------------------------------ */

static size_t
swallow(char *bytes, size_t unit, size_t length, void *context)
{
	(void)bytes;
	*(size_t *)context += unit * length;
	return unit * length;
}

static double
run_bare(const char *url)
{
	CURLM *multi = curl_multi_init();
	int64_t start = clock_monotonic_ms();
	int left = REQUESTS, running = 0;
	size_t bytes = 0;
	CURLMsg *message;

	for (int i = 0; i < AT_A_TIME; i++) {
		CURL *handle = curl_easy_init();

		curl_easy_setopt(handle, CURLOPT_URL, url);
		curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, swallow);
		curl_easy_setopt(handle, CURLOPT_WRITEDATA, &bytes);
		curl_multi_add_handle(multi, handle);
	}
	while (left > 0) {
		int queued;

		curl_multi_perform(multi, &running);
		while ((message = curl_multi_info_read(multi, &queued)) != NULL) {
			CURL *handle = message->easy_handle;

			curl_multi_remove_handle(multi, handle);
			if (--left >= AT_A_TIME)
				curl_multi_add_handle(multi, handle);
			else
				curl_easy_cleanup(handle);
		}
		if (left > 0)
			curl_multi_poll(multi, NULL, 0, 100, NULL);
	}
	curl_multi_cleanup(multi);
	return REQUESTS * 1000.0 / (double)(clock_monotonic_ms() - start);
}

/* --- the fetcher ---------------------------------------------------------------- */

static void
count(struct fetch_result *result, void *context)
{
	if (result->outcome != OUTCOME_GOOD || result->body_length != PAGE_BYTES)
		exit(1);
	++*(int *)context;
}

static double
run_fetcher(const char *url)
{
	struct fetcher_options options = { .connections = AT_A_TIME, .connections_per_host = AT_A_TIME };
	struct event_base *base = event_base_new();
	struct fetcher *fetcher = fetcher_new(base, &options);
	int64_t start = clock_monotonic_ms();
	int done = 0;

	for (int i = 0; i < REQUESTS; i++)
		if (fetcher_get(fetcher, url, NULL, count, &done, NULL) != STATUS_OK)
			exit(1);
	while (done < REQUESTS)
		event_base_loop(base, EVLOOP_ONCE);
	start = clock_monotonic_ms() - start;
	fetcher_free(fetcher);
	event_base_free(base);
	return REQUESTS * 1000.0 / (double)start;
}

/* --- the scheduler ---------------------------------------------------------------- */

/* All columns of the country, each looked at twice. */
static void
run_scheduler(void)
{
	struct scheduler *scheduler = scheduler_new(1);
	struct instant due = { 0 };
	int64_t start = clock_monotonic_ms();

	for (int i = 0; i < COLUMNS; i++) {
		struct scheduler_look look = { .interval_seconds = 3600, .spread_seconds = 3600 };
		char identity[32];
		scheduler_slot slot;

		snprintf(identity, sizeof(identity), "site%d/%d", i / 100, i % 100);
		look.identity = identity;
		if (scheduler_add(scheduler, &look, (struct instant){ 0 }, &slot) != STATUS_OK)
			exit(1);
	}
	for (int i = 0; i < 2 * COLUMNS && scheduler_next(scheduler, &due); i++) {
		scheduler_slot slot;
		void *context;

		if (scheduler_take(scheduler, due, &slot, &context))
			scheduler_done(scheduler, slot, OUTCOME_GOOD, 0, due);
	}
	printf("scheduler: %d columns added and looked at twice in %lld ms\n", COLUMNS,
	    (long long)(clock_monotonic_ms() - start));
	scheduler_free(scheduler);
}

int
main(void)
{
	double bare = 0, fetcher = 0;
	char url[64];
	unsigned port;
	pid_t server;

	memset(page, 'a', sizeof(page));
	server = start_server(&port);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", port);
	if (fetch_start() != STATUS_OK)
		return 1;
	for (int round = 0; round < 3; round++) {
		double rate = run_bare(url);

		bare = rate > bare ? rate : bare;
		rate = run_fetcher(url);
		fetcher = rate > fetcher ? rate : fetcher;
	}
	printf("bare libcurl: %.0f requests a second; fetcher: %.0f; ratio %.2f\n", bare, fetcher, fetcher / bare);
	run_scheduler();
	fetch_stop();
	kill(server, SIGTERM);
	waitpid(server, NULL, 0);
	return 0;
}
