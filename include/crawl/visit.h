/* Visits: one look at a column, from the first request to the engine's transaction: the list page, further pages
 * until something known appears, and the pages of items that wait for theirs. Decides no verdicts. */
#ifndef GONGKAI_CRAWL_VISIT_H
#define GONGKAI_CRAWL_VISIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "crawl/fetcher.h"
#include "engine/engine.h"
#include "model/site.h"
#include "rules/ruleset.h"
#include "store/store.h"
#include "time/clock.h"

struct visit;

/* What all visits share; borrowed, must outlive them. */
struct visitor {
	struct fetcher *fetcher;
	struct engine *engine;
	struct store *store;
	const struct system_clock *clock;
	struct zone zone;
};

/* What came of a visit. Pointers live for the callback. */
struct visit_end {
	enum status status;        /* not STATUS_OK: the store or memory failed; nothing was recorded for sure */
	enum outcome outcome;      /* of the column */
	int http_status;
	int64_t retry_after_seconds;
	size_t items;              /* listed; 0 where unchanged */
	size_t articles;           /* pages of items that were read well */
	bool is_unchanged;
	const char *detail;        /* NULL for nothing */
};

/* Called once when the visit ends, from the loop. */
typedef void visit_done(const struct visit_end *end, void *context);

struct visit_request {
	struct ruleset *rules;     /* retained meanwhile */
	const struct column *column; /* of these rules */
	bool is_fresh;             /* read the page as if it never was: it is to be read differently, or an operator asks */
	int64_t *article_cursor;   /* the item whose page was tried last, kept between visits of the column; starts as 0 */
};

/* Starts a visit. Errors as fetcher_get() and those of the store. */
MUST_USE enum status visit_start(const struct visitor *visitor, const struct visit_request *request, visit_done *done,
    void *context, struct visit **visit);

/* Gives the visit up without its callback. */
void visit_cancel(struct visit *visit);

#endif
