/* The engine's sink: turns notices into outbox rows, inside of the engine's transaction, so that a change of state and
 * the messages about it are committed together or not at all. */
#ifndef GONGKAI_NOTIFY_SINK_H
#define GONGKAI_NOTIFY_SINK_H

#include "base/status.h"
#include "engine/engine.h"
#include "rules/ruleset.h"
#include "store/store.h"
#include "time/date.h"

/* Channels of outbox rows. */
#define OUTBOX_CHANNEL_SYSLOG "syslog"
#define OUTBOX_CHANNEL_MAIL "mail"

/* All borrowed; `ruleset` is changed by its owner at a reload. */
struct notify_sink {
	struct store *store;
	struct ruleset *ruleset;
	struct zone zone;
};

/* An engine_sink_function; `context` is a struct notify_sink. One row for syslog, one for each address of each
 * route that wants the notice. A row that is there already (after a crash) is left alone. */
MUST_USE enum status notify_sink(void *context, const struct engine_notice *notice);

#endif
