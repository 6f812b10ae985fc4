/* The outbox: sends what the sink wrote down. A row is marked sent once, after the log or the mail server took it; what
 * fails is tried again with growing pauses, for ever. Rows survive crashes; a crash between the server's
 * acceptance and the mark sends the message again under the same Message-ID (RFC 5322 section 3.6.4). */
#ifndef GONGKAI_NOTIFY_OUTBOX_H
#define GONGKAI_NOTIFY_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "crawl/transfer.h"
#include "rules/settings.h"
#include "store/store.h"
#include "time/clock.h"
#include "time/date.h"

struct outbox;

/* Writes one event to the log; `priority` is a LOG_* level of syslog.h. */
typedef void outbox_log_function(void *context, int priority, const char *line);

struct outbox_config {
	struct store *store;             /* borrowed, as all here; must outlive the outbox */
	struct transfers *transfers;
	const struct system_clock *clock;
	struct zone zone;
	outbox_log_function *log;
	void *log_context;
};

/* A new outbox; it sends nothing before outbox_use_mail(). The caller frees it before the transfers. */
MUST_USE enum status outbox_new(const struct outbox_config *config, struct outbox **outbox);

/* Gives up what is under way (its rows stay unsent); NULL is fine. */
void outbox_free(struct outbox *outbox);

/* Takes over mail settings (borrowed until the next call) and the password (copied; NULL where none). */
MUST_USE enum status outbox_use_mail(struct outbox *outbox, const struct mail_settings *settings,
    const char *password);

/* Sends what is due: log lines now, mail on the loop, a few at a time. To be called when the engine has
 * written, when the time of outbox_next() has come, and after a reload. STATUS_IO: the store failed. */
MUST_USE enum status outbox_pump(struct outbox *outbox);

/* Mails under way. */
size_t outbox_running(const struct outbox *outbox);

/* When the next row is due. STATUS_NOT_FOUND: nothing waits (mail without a server does not count). */
MUST_USE enum status outbox_next(struct outbox *outbox, struct instant *next);

/* When to try again after `attempts` (>= 1) failures: one minute, doubled each time, at most six hours. Pure. */
struct instant outbox_retry_at(struct instant now, uint32_t attempts);

#endif
