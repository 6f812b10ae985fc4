/* URLs: resolution (RFC 3986 section 5.2) and one canonical form, so that equal addresses are equal strings.
 *
 * Canonical: scheme and host in lower case, default port dropped, dot segments removed, empty path "/", fragment
 * dropped, escapes in upper case, bytes that may not stand in a URL escaped (spaces, Chinese characters). Escapes are
 * not decoded, paths keep their case: servers may tell them apart. */
#ifndef GONGKAI_BASE_URL_H
#define GONGKAI_BASE_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"

/* The canonical form of `reference` resolved against `base` (absolute; NULL where unknown), in `arena`. Blanks around
 * and line breaks within it are dropped, backslashes before the query read as slashes, as browsers do.
 * STATUS_INVALID for another scheme than http and https or a malformed host or port; STATUS_NOT_FOUND where it is
 * relative and there is no base; STATUS_LIMIT beyond LIMIT_URL_BYTES; *url is then untouched. */
MUST_USE enum status url_resolve(const char *base, const char *reference, struct arena *arena, const char **url);

/* The canonical form of an absolute URL. Errors as above. */
MUST_USE enum status url_canonical(const char *url, struct arena *arena, const char **canonical);

/* Host with port, without user: where it begins and how long it is. False where `url` is not absolute. */
bool url_host(const char *url, const char **host, size_t *length);

/* Do both have the same host (without port)? */
bool url_same_host(const char *a, const char *b);

/* The path of an absolute URL with what follows: "/a/b.html?x"; "/" where there is none. */
const char *url_path(const char *url);

#endif
