/* Time passes: operators' actions are applied, deadlines and reminders come due, and the columns whose look would decide a
 * duty past its deadline are hastened. */
#include "config.h"

#include "base/log.h"
#include "crawl/urgency.h"
#include "daemon/daemon.h"

enum {
	LONGEST_SLEEP_SECONDS = 5, /* operators' actions wait no longer in the store */
};

static void
apply_operations(struct gongkaid *daemon)
{
	size_t applied = 0;
	enum status status = engine_operate(daemon->engine, daemon_now(daemon), &applied);

	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "operate error=%s", status_word(status));
	else if (applied > 0)
		log_line(LOG_LEVEL_INFO, "operate applied=%zu", applied);
}

static void
hasten(void *context, const char *site, const char *column)
{
	struct gongkaid *daemon = context;
	struct watched *watched = columns_find(daemon, site, column);

	if (watched != NULL)
		scheduler_hasten(daemon->scheduler, watched->slot);
}

static void
arm(struct gongkaid *daemon, bool is_more)
{
	struct instant wake = daemon_now(daemon);

	/* Nothing to wake for leaves the longest sleep. */
	if (!is_more && engine_next_wake(daemon->engine, &wake) != STATUS_OK)
		wake.seconds += LONGEST_SLEEP_SECONDS;
	if (!is_more && !instant_is_before(daemon_now(daemon), wake))
		wake.seconds = daemon_now(daemon).seconds + 1; /* it was told, and told that there is no more */
	daemon_wake_at(daemon, daemon->tick_timer, wake, LONGEST_SLEEP_SECONDS);
}

void
tick(evutil_socket_t unused, short what, void *context)
{
	struct gongkaid *daemon = context;
	bool is_more = false;
	enum status status;

	(void)unused;
	(void)what;
	apply_operations(daemon);
	status = engine_tick(daemon->engine, daemon_now(daemon), &is_more);
	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "tick error=%s", status_word(status));
	status = urgency_find(daemon->store, configuration_rules(daemon->configuration), daemon_now(daemon),
	    &daemon->urgency_cursor, hasten, daemon);
	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "urgency error=%s", status_word(status));
	daemon_wake_now(daemon->poll_timer);
	daemon_wake_now(daemon->outbox_timer);
	arm(daemon, is_more);
	once_ticked(daemon, is_more);
}
