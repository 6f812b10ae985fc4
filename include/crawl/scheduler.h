/* The scheduler: when each column is looked at next. Pure: the caller says what time it is, so a year of polling
 * runs in a moment. A heap ordered by the next look; made for millions of columns.
 *
 * A column is never given up. After a failure that may pass by itself (no connection, timeout, 5xx) it is tried
 * again soon, then ever more rarely up to a cap; after one that needs a person (challenge, 4xx, another page) it is
 * tried at its own interval first. A column whose look decides duties past their deadline is urgent: it comes first
 * and its waiting is capped lower, so that nobody stays "cannot tell" longer than the site is away; but a challenge is not
 * pressed more often than the interval says. */
#ifndef GONGKAI_CRAWL_SCHEDULER_H
#define GONGKAI_CRAWL_SCHEDULER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/observation.h"
#include "time/date.h"

enum {
	SCHEDULER_FIRST_RETRY_SECONDS = 5 * 60,      /* most outages of a site pass within minutes */
	SCHEDULER_LONGEST_WAIT_SECONDS = 6 * 3600,   /* of a column that keeps failing, unless its interval is longer */
	SCHEDULER_LONGEST_URGENT_SECONDS = 15 * 60,  /* of one that keeps failing while duties wait for it */
	SCHEDULER_JITTER_PERCENT = 10,               /* of each wait, either way: columns of one site drift apart */
};

struct scheduler;

/* A column in the scheduler: valid until removed. */
typedef size_t scheduler_slot;

/* An empty scheduler, or NULL. The seed decides spread and jitter. The caller frees it. */
MUST_USE struct scheduler *scheduler_new(uint64_t seed);
void scheduler_free(struct scheduler *scheduler); /* NULL is fine */

/* What the scheduler tells about a column. */
struct scheduler_look {
	const char *identity;      /* "site/column": decides its place in the spread; not kept */
	void *context;             /* handed back by scheduler_take() */
	int64_t interval_seconds;  /* at least 1 */
	int64_t spread_seconds;    /* a column never looked at gets a place within this time from `now` */
	bool was_looked_at;
	struct instant last_look;  /* where was_looked_at */
	uint32_t failures;         /* in a row, before now */
};

/* Adds a column. */
MUST_USE enum status scheduler_add(struct scheduler *scheduler, const struct scheduler_look *look,
    struct instant now, scheduler_slot *slot);

/* Removes it, also while it is being looked at: without scheduler_done() then. */
void scheduler_remove(struct scheduler *scheduler, scheduler_slot slot);

/* Changes the interval; the next look moves accordingly. */
void scheduler_set_interval(struct scheduler *scheduler, scheduler_slot slot, int64_t interval_seconds);

/* A duty past its deadline waits for a look at this column: it is due before all others, or, while it fails,
 * within the urgent cap of its last look. Lasts until the next good look. */
void scheduler_hasten(struct scheduler *scheduler, scheduler_slot slot);

/* An operator asks: due before all others, whatever happened before. */
void scheduler_poll_now(struct scheduler *scheduler, scheduler_slot slot);

/* Takes the column that is due first; from now on it is being looked at, until scheduler_done(). False where none
 * is due. */
bool scheduler_take(struct scheduler *scheduler, struct instant now, scheduler_slot *slot, void **context);

/* The look ended. `retry_after_seconds` (0 for none) is the least wait that the server asked for. */
void scheduler_done(struct scheduler *scheduler, scheduler_slot slot, enum outcome outcome,
    int64_t retry_after_seconds, struct instant now);

/* When the next column is due; false where no column waits. Lies in the past where one is due already. */
bool scheduler_next(const struct scheduler *scheduler, struct instant *due);

/* When this column is due; false while it is being looked at. */
bool scheduler_due(const struct scheduler *scheduler, scheduler_slot slot, struct instant *due);

/* Failures in a row. */
uint32_t scheduler_failures(const struct scheduler *scheduler, scheduler_slot slot);

size_t scheduler_count(const struct scheduler *scheduler);

#endif
