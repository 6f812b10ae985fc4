/* Urgency: which columns duties wait for. A duty past its deadline stays "waiting" or "cannot tell" until somebody has
 * looked after the deadline; those looks come first. Pure: reads the store that it is given. */
#ifndef GONGKAI_CRAWL_URGENCY_H
#define GONGKAI_CRAWL_URGENCY_H

#include <stdint.h>

#include "base/status.h"
#include "rules/ruleset.h"
#include "store/store.h"
#include "time/date.h"

typedef void urgency_function(void *context, const char *site, const char *column);

enum { URGENCY_DUTIES = 64 }; /* looked at in one call: more come with the next */

/* Tells `function` each column whose next good look may decide a duty past its deadline, perhaps more than once.
 * *cursor goes round the duties from call to call; it starts as 0. */
MUST_USE enum status urgency_find(struct store *store, const struct ruleset *rules, struct instant now,
    int64_t *cursor, urgency_function *function, void *context);

#endif
