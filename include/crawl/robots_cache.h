/* What is known of one host's robots.txt, and for how long (RFC 9309, 2.3 and 2.4). Pure: answers and the monotonic
 * time come in, a verdict about a path comes out. */
#ifndef GONGKAI_CRAWL_ROBOTS_CACHE_H
#define GONGKAI_CRAWL_ROBOTS_CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "crawl/fetch.h"
#include "crawl/robots.h"

enum robots_verdict {
	ROBOTS_ALLOWS,
	ROBOTS_FORBIDS,
	ROBOTS_UNREACHABLE, /* could not be read lately, and never before: everything is forbidden (2.3.1.4) */
	ROBOTS_ASK,         /* not known, or too old: fetch it first */
};

/* Zero-initialised it knows nothing. */
struct robots_cache {
	bool is_known;              /* `robots` counts; NULL allows everything */
	bool is_unreachable;
	int64_t expires_ms;         /* where one of them */
	struct robots *robots;
	enum outcome outcome;       /* where is_unreachable: why */
	int http_status;
	char detail[FETCH_DETAIL_BYTES];
};

/* Whether `path` may be read now. */
enum robots_verdict robots_cache_verdict(const struct robots_cache *cache, const char *path, int64_t now_ms);

/* Takes in the answer to a request for /robots.txt. An answer that it cannot use leaves an older robots.txt in force.
 * STATUS_NO_MEMORY leaves the cache as it was. */
MUST_USE enum status robots_cache_take(struct robots_cache *cache, const struct fetch_result *result, int64_t now_ms);

/* Frees what it holds; it then knows nothing. */
void robots_cache_clear(struct robots_cache *cache);

#endif
