/* The running daemon: what it holds, and the entry points of its files. Wiring only: what to do is decided by the engine,
 * the scheduler and the routes; callbacks here get the context, ask, and do it. */
#ifndef GONGKAI_DAEMON_DAEMON_H
#define GONGKAI_DAEMON_DAEMON_H

#include <event2/event.h>
#include <stdbool.h>
#include <stddef.h>
#include <uthash.h>

#include "base/status.h"
#include "crawl/fetcher.h"
#include "crawl/scheduler.h"
#include "crawl/visit.h"
#include "daemon/options.h"
#include "engine/engine.h"
#include "notify/outbox.h"
#include "notify/sink.h"
#include "rules/configuration.h"
#include "store/store.h"

struct control;

/* One column under watch. Its names are copies: the configuration it came from may be gone. */
struct watched {
	char *identity;           /* "site/column" */
	char *site, *column;
	uint64_t digest;          /* of how it is to be read; another one asks for a fresh visit */
	scheduler_slot slot;
	struct visit *visit;      /* while it is being looked at */
	int64_t article_cursor;
	bool is_fresh;            /* the next visit reads the page as if it never was */
	bool was_fresh;           /* so is, or was, the visit that began last */
	bool is_kept;             /* mark of columns_update() */
	struct gongkaid *daemon;
	UT_hash_handle hh;
};

/* What --once counts and its summary tells. */
struct once {
	size_t left;              /* columns not looked at yet */
	size_t good, unchanged, failed;
	size_t items, articles;
	bool is_settled;          /* time has passed, too: there is nothing more to tell */
	int64_t gives_up_ms;      /* monotonic: mail is not waited for any longer */
};

struct gongkaid {
	struct options options;
	struct event_base *base;
	struct configuration *configuration;
	struct store *store;
	struct engine *engine;
	struct notify_sink sink;
	struct transfers *transfers; /* of mail */
	struct outbox *outbox;
	struct fetcher *fetcher;
	struct visitor visitor;
	struct scheduler *scheduler;
	struct watched *columns;
	size_t visits;            /* that run now */
	int64_t urgency_cursor;
	struct event *poll_timer, *tick_timer, *outbox_timer, *watchdog_timer;
	struct event *signals[3];
	struct control *control;
	struct once once;
	bool is_stopping;
	int exit_status;
};

/* check.c: --check, and the printing that a failed start or reload shares. */
MUST_USE enum status check_load(const struct options *options, struct diagnostics *diagnostics,
    struct configuration **configuration);
int check_configuration(const struct options *options);
void check_report(const struct diagnostics *diagnostics);

/* loop.c: builds all, runs until told to stop, takes all down. Returns an exit status. */
int daemon_run(const struct options *options);
struct instant daemon_now(const struct gongkaid *daemon);
const struct settings *daemon_settings(const struct gongkaid *daemon);
void daemon_stop(struct gongkaid *daemon, int exit_status);
/* Arms a timer of the loop for an instant: at once where it has passed, within `at_most_seconds` anyway. */
void daemon_wake_at(const struct gongkaid *daemon, struct event *timer, struct instant at, int64_t at_most_seconds);
void daemon_wake_now(struct event *timer);

/* setup.c: what follows from the settings, at the start and after a reload. */
struct fetcher_options setup_fetching(const struct settings *settings);
void setup_log(const struct settings *settings, bool to_standard_error);
MUST_USE enum status setup_mail(struct gongkaid *daemon);
MUST_USE enum status setup_store(const struct settings *settings, struct store **store);

/* columns.c: the columns under watch follow the configuration. */
MUST_USE enum status columns_update(struct gongkaid *daemon);
struct watched *columns_find(const struct gongkaid *daemon, const char *site, const char *column);
void columns_free(struct gongkaid *daemon);

/* poll.c: visits of the columns that are due. */
void poll_due(evutil_socket_t unused, short what, void *daemon);
void poll_now(struct gongkaid *daemon, struct watched *watched);

/* tick.c: time passes: operators' actions, deadlines, reminders; columns that duties wait for are hastened. */
void tick(evutil_socket_t unused, short what, void *daemon);

/* alerts.c: the outbox. */
void alerts_log(void *daemon, int priority, const char *line);
void alerts_pump(evutil_socket_t unused, short what, void *daemon);

/* reload.c: a new configuration, or the old one and what is wrong with the new. `report` (NULL for none) gets the
 * diagnostics as text. */
enum status reload(struct gongkaid *daemon, struct buffer *report);

/* once.c: --once. */
void once_start(struct gongkaid *daemon);
void once_visited(struct gongkaid *daemon, const struct watched *watched, const struct visit_end *end);
void once_ticked(struct gongkaid *daemon, bool is_more);
void once_check(struct gongkaid *daemon);

/* control.c: the socket through which gongkaictl speaks; see gongkaid(8). */
MUST_USE enum status control_open(struct gongkaid *daemon, const char *path, struct control **control);
void control_close(struct control *control);

/* ready.c: what systemd is told. Nothing happens where the daemon was started by something else. */
void ready_tell(const struct gongkaid *daemon);
void ready_reloading(void);
void ready_stopping(void);
void ready_watch(struct gongkaid *daemon);

#endif
