/* The fetcher: a queue for each host, pumped from the loop only, so that no callback ever comes from within a call. */
#include "config.h"

#include "crawl/fetcher.h"

#include <curl/curl.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>
#include <utlist.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/url.h"
#include "crawl/request.h"
#include "crawl/robots_cache.h"
#include "crawl/transfer.h"
#include "time/clock.h"

enum {
	CONNECTIONS = 256,
	CONNECTIONS_PER_HOST = 2,
	KEY_BYTES = 300, /* a host name has at most 253 characters (RFC 1035, 2.3.4) */
	LONGEST_SERVER_WISH_SECONDS = 86400,
};

struct fetch_job {
	struct host *host;
	char *url;
	struct fetch_validators validators; /* copies */
	struct request *request;            /* while it runs */
	fetch_done *done;
	void *context;
	struct fetch_job *prev, *next;
};

struct host {
	char key[KEY_BYTES];      /* "https://www.zs.gov.cn" */
	struct fetcher *fetcher;
	struct fetch_job *waiting, *running;
	unsigned active;          /* requests that run, the one for robots.txt included */
	int64_t next_start_ms;    /* the pause after the last start ends */
	struct robots_cache robots;
	struct request *robots_request; /* while it runs */
	int64_t closed_until_ms;  /* Retry-After */
	enum outcome closed_outcome;
	int closed_status;
	enum fetch_certificate certificate; /* of the last handshake: told to jobs whose connection made none */
	int64_t certificate_expires;
	struct event *timer;
	bool is_ready;            /* in the fetcher's list of hosts that wait for a free connection */
	bool is_pumping;
	struct host *prev, *next; /* in that list */
	UT_hash_handle hh;
};

struct fetcher {
	struct event_base *base;
	struct transfers *transfers;
	struct fetcher_options options;
	struct host *hosts;
	struct host *ready;
	unsigned active;
	size_t pending;
};

/* --- hosts ------------------------------------------------------------------ */

static void pump(struct host *host);

/* Lets the loop pump the host in `delay_ms`. */
static void
wake(struct host *host, int64_t delay_ms)
{
	struct timeval delay = { delay_ms / 1000, delay_ms % 1000 * 1000 };

	event_add(host->timer, &delay);
}

static void
timer_fired(evutil_socket_t unused, short what, void *context)
{
	(void)unused;
	(void)what;
	pump(context);
}

static void
host_free(struct host *host)
{
	if (host->timer != NULL)
		event_free(host->timer);
	robots_cache_clear(&host->robots);
	free(host);
}

/* Forgets the hosts that have nothing to do; what their robots.txt said is asked for again. */
static void
trim_hosts(struct fetcher *fetcher)
{
	struct host *host, *after;

	if (HASH_COUNT(fetcher->hosts) < FETCHER_IDLE_HOSTS)
		return;
	HASH_ITER(hh, fetcher->hosts, host, after) {
		if (host->active > 0 || host->waiting != NULL || host->is_ready || host->is_pumping)
			continue;
		HASH_DEL(fetcher->hosts, host);
		host_free(host);
	}
}

static struct host *
host_new(struct fetcher *fetcher, const char *key)
{
	struct host *host = calloc(1, sizeof(*host));

	if (host == NULL)
		return NULL;
	host->fetcher = fetcher;
	snprintf(host->key, sizeof(host->key), "%s", key);
	host->timer = evtimer_new(fetcher->base, timer_fired, host);
	if (host->timer == NULL) {
		host_free(host);
		return NULL;
	}
	trim_hosts(fetcher);
	HASH_ADD_STR(fetcher->hosts, key, host);
	return host;
}

/* The host of a URL, made where it is new. */
static enum status
find_host(struct fetcher *fetcher, const char *url, struct host **host)
{
	const char *name;
	size_t length;
	char key[KEY_BYTES];

	if (!url_host(url, &name, &length))
		return STATUS_INVALID;
	if (length + sizeof("https://") > sizeof(key))
		return STATUS_LIMIT;
	snprintf(key, sizeof(key), "%s://%.*s", strncasecmp(url, "https:", 6) == 0 ? "https" : "http", (int)length, name);
	for (char *c = key; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	HASH_FIND_STR(fetcher->hosts, key, *host);
	if (*host == NULL)
		*host = host_new(fetcher, key);
	return *host == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

static bool
is_full(const struct fetcher *fetcher)
{
	unsigned most = fetcher->options.connections != 0 ? fetcher->options.connections : CONNECTIONS;

	return fetcher->active >= most;
}

/* The host goes on as soon as a connection is free. */
static void
wait_for_connection(struct host *host)
{
	if (host->is_ready)
		return;
	host->is_ready = true;
	DL_APPEND(host->fetcher->ready, host);
}

static void
leave_ready(struct host *host)
{
	if (!host->is_ready)
		return;
	host->is_ready = false;
	DL_DELETE(host->fetcher->ready, host);
}

static void
request_started(struct host *host)
{
	uint32_t pause = robots_pause_ms(host->robots.robots);

	if (pause < host->fetcher->options.pause_ms)
		pause = host->fetcher->options.pause_ms;
	host->next_start_ms = clock_monotonic_ms() + pause;
	host->active++;
	host->fetcher->active++;
}

/* One request fewer: this host and the first that waits for a connection may go on. */
static void
request_ended(struct host *host)
{
	struct fetcher *fetcher = host->fetcher;

	host->active--;
	fetcher->active--;
	wake(host, 0);
	if (fetcher->ready != NULL) {
		struct host *first = fetcher->ready;

		leave_ready(first);
		wake(first, 0);
	}
}

/* --- jobs ------------------------------------------------------------------- */

static void
job_free(struct fetch_job *job)
{
	request_free(job->request);
	free(job->url);
	free((char *)job->validators.etag);
	free((char *)job->validators.last_modified);
	free(job);
}

/* Takes the job out of its host, tells its owner and frees all. */
static void
job_end(struct fetch_job *job, struct fetch_result *result)
{
	struct host *host = job->host;
	fetch_done *done = job->done;
	void *context = job->context;

	if (job->request != NULL)
		DL_DELETE(host->running, job);
	else
		DL_DELETE(host->waiting, job);
	host->fetcher->pending--;
	job_free(job);
	done(result, context);
	fetch_result_clear(result);
}

/* Ends a job that never ran. */
static void
job_refuse(struct fetch_job *job, enum outcome outcome, int http_status, const char *detail)
{
	struct fetch_result result = { .outcome = outcome, .http_status = http_status };

	if (outcome == OUTCOME_TLS)
		result.certificate = job->host->certificate;
	result.url = strdup(job->url);
	snprintf(result.detail, sizeof(result.detail), "%s", detail);
	job_end(job, &result);
}

/* A host that asks to be left alone is, whoever asks next. */
static void
obey_retry_after(struct host *host, const struct fetch_result *result)
{
	int64_t seconds = result->retry_after_seconds;

	if (seconds <= 0 || (result->http_status != 429 && result->http_status != 503))
		return;
	if (seconds > LONGEST_SERVER_WISH_SECONDS)
		seconds = LONGEST_SERVER_WISH_SECONDS;
	host->closed_until_ms = clock_monotonic_ms() + seconds * 1000;
	host->closed_outcome = result->outcome;
	host->closed_status = result->http_status;
}

/* Only a new connection shows its certificate; what it showed holds for those who use it again. */
static void
learn_certificate(struct host *host, struct fetch_result *result)
{
	if (result->certificate == FETCH_CERTIFICATE_NONE || result->redirects > 0)
		return;
	host->certificate = result->certificate;
	if (result->certificate_expires != 0)
		host->certificate_expires = result->certificate_expires;
	else if (result->certificate == FETCH_CERTIFICATE_VALID)
		result->certificate_expires = host->certificate_expires;
}

static void
job_done(CURL *handle, CURLcode code, void *context)
{
	struct fetch_job *job = context;
	struct host *host = job->host;
	struct fetch_result result;

	(void)handle;
	request_finish(job->request, code, &result);
	learn_certificate(host, &result);
	obey_retry_after(host, &result);
	request_ended(host);
	job_end(job, &result);
}

static void
job_start(struct fetch_job *job)
{
	struct host *host = job->host;
	struct fetcher *fetcher = host->fetcher;
	enum status status;

	status = request_new(job->url, &fetcher->options.fetch, &job->validators, &job->request);
	if (status == STATUS_OK) {
		status = transfers_start(fetcher->transfers, request_handle(job->request), job_done, job);
		if (status != STATUS_OK) {
			request_free(job->request);
			job->request = NULL;
		}
	}
	if (status != STATUS_OK) {
		job_refuse(job, OUTCOME_CONNECT, 0, status_text(status));
		return;
	}
	DL_DELETE(host->waiting, job);
	DL_APPEND(host->running, job);
	request_started(host);
}

/* --- robots.txt ------------------------------------------------------------- */

static void
robots_take(struct host *host, struct fetch_result *result)
{
	obey_retry_after(host, result);
	/* Out of memory: the host is asked again; nothing was allowed meanwhile. */
	if (robots_cache_take(&host->robots, result, clock_monotonic_ms()) != STATUS_OK)
		wake(host, 1000);
	fetch_result_clear(result);
}

static void
robots_done(CURL *handle, CURLcode code, void *context)
{
	struct host *host = context;
	struct fetch_result result;

	(void)handle;
	request_finish(host->robots_request, code, &result);
	learn_certificate(host, &result);
	request_free(host->robots_request);
	host->robots_request = NULL;
	request_ended(host);
	robots_take(host, &result);
}

static void
robots_ask(struct host *host)
{
	struct fetcher *fetcher = host->fetcher;
	struct fetch_result failure = { .outcome = OUTCOME_CONNECT };
	char url[KEY_BYTES + sizeof("/robots.txt")];

	if (host->robots_request != NULL)
		return;
	if (is_full(fetcher)) {
		wait_for_connection(host);
		return;
	}
	snprintf(url, sizeof(url), "%s/robots.txt", host->key);
	if (request_new(url, &fetcher->options.fetch, NULL, &host->robots_request) == STATUS_OK &&
	    transfers_start(fetcher->transfers, request_handle(host->robots_request), robots_done, host) == STATUS_OK) {
		request_started(host);
		return;
	}
	request_free(host->robots_request);
	host->robots_request = NULL;
	robots_take(host, &failure);
	wake(host, 0);
}

/* --- the pump --------------------------------------------------------------- */

/* Whether the first job may start now; ends it where it never may, wakes the host later where it must wait. */
static bool
may_start(struct host *host, struct fetch_job *job)
{
	const struct fetcher_options *options = &host->fetcher->options;
	unsigned most = options->connections_per_host != 0 ? options->connections_per_host : CONNECTIONS_PER_HOST;
	int64_t now = clock_monotonic_ms();

	if (host->closed_until_ms > now + FETCHER_LONGEST_WAIT_SECONDS * 1000) {
		job_refuse(job, host->closed_outcome, host->closed_status, _("the server asks to be left alone for now"));
		return false;
	}
	if (host->active >= most)
		return false;
	if (host->closed_until_ms > now || host->next_start_ms > now) {
		int64_t until = host->closed_until_ms > host->next_start_ms ? host->closed_until_ms : host->next_start_ms;

		wake(host, until - now);
		return false;
	}
	if (is_full(host->fetcher)) {
		wait_for_connection(host);
		return false;
	}
	return true;
}

static void
try_first(struct host *host, struct fetch_job *job)
{
	enum robots_verdict verdict = ROBOTS_ALLOWS;

	if (host->fetcher->options.obey_robots)
		verdict = robots_cache_verdict(&host->robots, url_path(job->url), clock_monotonic_ms());
	switch (verdict) {
	case ROBOTS_ALLOWS:
		if (may_start(host, job))
			job_start(job);
		break;
	case ROBOTS_FORBIDS:
		job_refuse(job, OUTCOME_ROBOTS, 0, "");
		break;
	case ROBOTS_UNREACHABLE:
		job_refuse(job, host->robots.outcome, host->robots.http_status, host->robots.detail);
		break;
	case ROBOTS_ASK:
		robots_ask(host);
		break;
	}
}

/* Goes on as long as the first of the queue changes. */
static void
pump(struct host *host)
{
	struct fetch_job *tried = NULL;

	leave_ready(host);
	host->is_pumping = true;
	while (host->waiting != NULL && host->waiting != tried) {
		tried = host->waiting;
		try_first(host, tried);
	}
	host->is_pumping = false;
}

/* --- the fetcher ------------------------------------------------------------ */

struct fetcher *
fetcher_new(struct event_base *base, const struct fetcher_options *options)
{
	struct fetcher *fetcher = calloc(1, sizeof(*fetcher));

	if (fetcher == NULL)
		return NULL;
	fetcher->base = base;
	fetcher->options = *options;
	fetcher->transfers = transfers_new(base, 0);
	if (fetcher->transfers == NULL) {
		free(fetcher);
		return NULL;
	}
	return fetcher;
}

void
fetcher_free(struct fetcher *fetcher)
{
	struct host *host, *after;

	if (fetcher == NULL)
		return;
	HASH_ITER(hh, fetcher->hosts, host, after) {
		while (host->running != NULL)
			fetch_cancel(host->running);
		while (host->waiting != NULL)
			fetch_cancel(host->waiting);
		if (host->robots_request != NULL) {
			transfers_cancel(fetcher->transfers, request_handle(host->robots_request));
			request_free(host->robots_request);
		}
		leave_ready(host);
		HASH_DEL(fetcher->hosts, host);
		host_free(host);
	}
	transfers_free(fetcher->transfers);
	free(fetcher);
}

void
fetcher_set_options(struct fetcher *fetcher, const struct fetcher_options *options)
{
	fetcher->options = *options;
}

static char *
copy_or_null(const char *string)
{
	return string == NULL ? NULL : strdup(string);
}

enum status
fetcher_get(struct fetcher *fetcher, const char *url, const struct fetch_validators *validators, fetch_done *done,
    void *context, struct fetch_job **job)
{
	struct fetch_job *made;
	struct host *host;
	enum status status = request_check_url(url);

	if (status == STATUS_OK)
		status = find_host(fetcher, url, &host);
	if (status != STATUS_OK)
		return status;
	made = calloc(1, sizeof(*made));
	if (made == NULL)
		return STATUS_NO_MEMORY;
	made->host = host;
	made->done = done;
	made->context = context;
	made->url = strdup(url);
	if (validators != NULL)
		made->validators = (struct fetch_validators){ copy_or_null(validators->etag),
			copy_or_null(validators->last_modified) };
	if (made->url == NULL) {
		job_free(made);
		return STATUS_NO_MEMORY;
	}
	DL_APPEND(host->waiting, made);
	fetcher->pending++;
	wake(host, 0);
	if (job != NULL)
		*job = made;
	return STATUS_OK;
}

void
fetch_cancel(struct fetch_job *job)
{
	struct host *host = job->host;

	if (job->request != NULL) {
		transfers_cancel(host->fetcher->transfers, request_handle(job->request));
		DL_DELETE(host->running, job);
		request_ended(host);
	} else {
		DL_DELETE(host->waiting, job);
	}
	host->fetcher->pending--;
	job_free(job);
}

size_t
fetcher_pending(const struct fetcher *fetcher)
{
	return fetcher->pending;
}
