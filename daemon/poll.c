/* Visits: takes what is due from the scheduler, and gives back what came of it. */
#include "config.h"

#include "base/log.h"
#include "daemon/daemon.h"

enum { LONGEST_SLEEP_SECONDS = 3600 };

/* A few more visits than connections, so that hosts that make us wait leave none idle. */
static size_t
most_visits(const struct gongkaid *daemon)
{
	return 2 * (size_t)daemon_settings(daemon)->connections;
}

static void
arm(struct gongkaid *daemon)
{
	struct instant due;

	if (!daemon->is_stopping && daemon->visits < most_visits(daemon) && scheduler_next(daemon->scheduler, &due))
		daemon_wake_at(daemon, daemon->poll_timer, due, LONGEST_SLEEP_SECONDS);
}

static void
log_end(const struct watched *watched, const struct visit_end *end)
{
	if (end->status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "visit column=%s error=%s", watched->identity, status_word(end->status));
	else
		log_line(LOG_LEVEL_DEBUG, "visit column=%s outcome=%s http=%d items=%zu articles=%zu unchanged=%d%s%s",
		    watched->identity, outcome_word(end->outcome), end->http_status, end->items, end->articles,
		    end->is_unchanged, end->detail == NULL ? "" : " detail=", end->detail == NULL ? "" : end->detail);
}

static void
visited(const struct visit_end *end, void *context)
{
	struct watched *watched = context;
	struct gongkaid *daemon = watched->daemon;
	/* What our own storage did not take is looked at again as if the site had failed. */
	enum outcome outcome = end->status == STATUS_OK ? end->outcome : OUTCOME_SERVER_ERROR;

	watched->visit = NULL;
	if (!outcome_is_good(outcome))
		watched->is_fresh |= watched->was_fresh;
	daemon->visits--;
	scheduler_done(daemon->scheduler, watched->slot, outcome, end->retry_after_seconds, daemon_now(daemon));
	log_end(watched, end);
	once_visited(daemon, watched, end);
	arm(daemon);
	daemon_wake_now(daemon->tick_timer);
}

static void
visit(struct gongkaid *daemon, struct watched *watched)
{
	struct ruleset *rules = configuration_rules(daemon->configuration);
	struct visit_request request = {
		.rules = rules,
		.column = ruleset_find_column(rules, watched->site, watched->column),
		.is_fresh = watched->is_fresh,
		.article_cursor = &watched->article_cursor,
	};
	struct visit_end failure = { .status = STATUS_INTERNAL };

	daemon->visits++;
	watched->was_fresh = watched->is_fresh;
	watched->is_fresh = false;
	if (request.column != NULL)
		failure.status = visit_start(&daemon->visitor, &request, visited, watched, &watched->visit);
	if (failure.status != STATUS_OK)
		visited(&failure, watched);
}

void
poll_due(evutil_socket_t unused, short what, void *context)
{
	struct gongkaid *daemon = context;
	scheduler_slot slot;
	void *watched;

	(void)unused;
	(void)what;
	while (!daemon->is_stopping && daemon->visits < most_visits(daemon) &&
	    scheduler_take(daemon->scheduler, daemon_now(daemon), &slot, &watched))
		visit(daemon, watched);
	arm(daemon);
}

void
poll_now(struct gongkaid *daemon, struct watched *watched)
{
	watched->is_fresh = true;
	scheduler_poll_now(daemon->scheduler, watched->slot);
	daemon_wake_now(daemon->poll_timer);
}
