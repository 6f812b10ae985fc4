/* What is known of a host's robots.txt. */
#include "crawl/robots_cache.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"

enum {
	KEPT_MS = 24 * 3600 * 1000,   /* a robots.txt counts no longer than a day (2.4) */
	RETRY_MS = 60 * 1000,         /* one that could not be read is asked for again after */
};

enum robots_verdict
robots_cache_verdict(const struct robots_cache *cache, const char *path, int64_t now_ms)
{
	if ((!cache->is_known && !cache->is_unreachable) || now_ms >= cache->expires_ms)
		return ROBOTS_ASK;
	if (cache->is_unreachable)
		return ROBOTS_UNREACHABLE;
	return robots_allows(cache->robots, path) ? ROBOTS_ALLOWS : ROBOTS_FORBIDS;
}

static void
know(struct robots_cache *cache, struct robots *robots, int64_t now_ms)
{
	robots_cache_clear(cache);
	cache->is_known = true;
	cache->robots = robots;
	cache->expires_ms = now_ms + KEPT_MS;
}

/* 2.3.1.4. While an older one is known it stays in force. */
static void
be_unreachable(struct robots_cache *cache, const struct fetch_result *result, int64_t now_ms)
{
	cache->expires_ms = now_ms + RETRY_MS;
	if (cache->is_known)
		return;
	cache->is_unreachable = true;
	cache->outcome = result->outcome;
	cache->http_status = result->http_status;
	snprintf(cache->detail, sizeof(cache->detail), _("robots.txt could not be read: %.160s"), result->detail);
}

enum status
robots_cache_take(struct robots_cache *cache, const struct fetch_result *result, int64_t now_ms)
{
	struct robots *robots;

	switch (result->outcome) {
	case OUTCOME_DNS:
	case OUTCOME_CONNECT:
	case OUTCOME_TLS:
	case OUTCOME_TIMEOUT:
	case OUTCOME_SERVER_ERROR:
		be_unreachable(cache, result, now_ms);
		return STATUS_OK;
	case OUTCOME_CHALLENGE:
		if (result->http_status >= 500)
			be_unreachable(cache, result, now_ms);
		else
			know(cache, NULL, now_ms);
		return STATUS_OK;
	case OUTCOME_GOOD:
	case OUTCOME_TOO_BIG: /* what was read of it counts (2.5) */
		robots = robots_parse(result->body == NULL ? "" : result->body, result->body_length, "gongkai");
		if (robots == NULL)
			return STATUS_NO_MEMORY;
		know(cache, robots, now_ms);
		return STATUS_OK;
	default:
		/* "Unavailable": 4xx, or redirects that lead nowhere. Nothing is forbidden (2.3.1.2, 2.3.1.3). */
		know(cache, NULL, now_ms);
		return STATUS_OK;
	}
}

void
robots_cache_clear(struct robots_cache *cache)
{
	robots_free(cache->robots);
	*cache = (struct robots_cache){ 0 };
}
