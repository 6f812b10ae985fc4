/* Routes: who is told what. Pure. */
#ifndef GONGKAI_NOTIFY_ROUTE_H
#define GONGKAI_NOTIFY_ROUTE_H

#include <stdbool.h>

#include "engine/engine.h"
#include "rules/settings.h"

/* Whether the notice is worth a message to anybody: a breach, its end, a reminder, an escalation, trouble that the
 * operator must know. A duty that comes into being or is met in time is no news. */
bool notice_is_news(const struct engine_notice *notice);

/* Whether this route wants the notice: operators' routes get what concerns the running of gongkai itself, all
 * get findings of their rules, units, sites and severities. An escalation with a recipient of its own goes to the
 * route of that name only. */
bool route_wants(const struct route *route, const struct engine_notice *notice);

#endif
