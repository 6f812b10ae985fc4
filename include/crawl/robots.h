/* robots.txt (RFC 9309): parsing and the decision whether a path may be read. Pure.
 * When to fetch it, for how long it counts, and what its absence means is decided in crawl/fetcher.h. */
#ifndef GONGKAI_CRAWL_ROBOTS_H
#define GONGKAI_CRAWL_ROBOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct robots;

/* Reads the rules for the crawler `product` (its name only; letters, "-" and "_"). Whatever the bytes, lines that
 * are no rules are passed over; beyond LIMIT_ROBOTS_BYTES and LIMIT_ROBOTS_RULES nothing is read.
 * NULL out of memory. The caller frees the result. */
MUST_USE struct robots *robots_parse(const char *text, size_t length, const char *product);

void robots_free(struct robots *robots); /* NULL is fine */

/* Whether `path` (with its query, beginning with "/") may be read. NULL robots allow everything.
 * The longest matching rule decides, "allow" where two are equally long (2.2.2); /robots.txt may always be read. */
bool robots_allows(const struct robots *robots, const char *path);

/* The pause between two requests that a Crawl-delay line asks for, in milliseconds; 0 where none does. The line is
 * no part of the RFC, but widely written and cheap to respect; at most a minute. */
uint32_t robots_pause_ms(const struct robots *robots);

#endif
