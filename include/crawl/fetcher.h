/* The fetcher: many requests at once on the event loop, politely.
 *
 * For each host (scheme, name and port): at most so many requests at a time, a pause between their starts (its own
 * robots.txt may ask for a longer one), robots.txt respected (RFC 9309) and Retry-After obeyed. Requests for one host
 * run in the order in which they were asked for. Nothing here decides what an answer means for a column. */
#ifndef GONGKAI_CRAWL_FETCHER_H
#define GONGKAI_CRAWL_FETCHER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "crawl/fetch.h"

struct transfers;
struct event_base;
struct fetcher;
struct fetch_job;

struct fetcher_options {
	struct fetch_options fetch;  /* its strings must outlive the fetcher */
	unsigned connections;        /* requests at one time, all hosts; 0: 256 */
	unsigned connections_per_host; /* 0: 2 */
	unsigned pause_ms;           /* between two starts at one host */
	bool obey_robots;
};

enum {
	FETCHER_LONGEST_WAIT_SECONDS = 60,       /* the requests for a host that asks for a longer wait end at once */
	FETCHER_IDLE_HOSTS = 20000,              /* hosts without requests that are remembered */
};

/* Called once for each job, from the loop, never from within fetcher_get(). *result is the callee's to read, and to
 * move strings out of (setting them to NULL); the fetcher clears it afterwards. */
typedef void fetch_done(struct fetch_result *result, void *context);

/* A fetcher on `base`, with transfers of its own. NULL out of memory. The caller frees it. */
MUST_USE struct fetcher *fetcher_new(struct event_base *base, const struct fetcher_options *options);

/* Cancels every job without calling back. NULL is fine. */
void fetcher_free(struct fetcher *fetcher);

/* Takes over new options: jobs that run keep theirs. */
void fetcher_set_options(struct fetcher *fetcher, const struct fetcher_options *options);

/* Asks for `url`; `validators` may be NULL. *job (if wanted) is valid until its callback or fetch_cancel().
 * Where robots.txt forbids the URL the result is OUTCOME_ROBOTS; where the host's robots.txt cannot be reached, the
 * outcome of that attempt, since the RFC then forbids everything (2.3.1.4).
 * STATUS_INVALID, STATUS_LIMIT, STATUS_NO_MEMORY as fetch_once(). */
MUST_USE enum status fetcher_get(struct fetcher *fetcher, const char *url, const struct fetch_validators *validators,
    fetch_done *done, void *context, struct fetch_job **job);

/* Gives a job up without its callback. */
void fetch_cancel(struct fetch_job *job);

/* Jobs that run or wait. */
size_t fetcher_pending(const struct fetcher *fetcher);

#endif
