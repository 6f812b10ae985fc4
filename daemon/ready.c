/* Readiness, reloads, watchdog and status for systemd (sd_notify(3)). */
#include "config.h"

#include <inttypes.h>
#include <systemd/sd-daemon.h>

#include "daemon/daemon.h"
#include "time/clock.h"

void
ready_tell(const struct gongkaid *daemon)
{
	sd_notifyf(0, "READY=1\nSTATUS=%zu columns under watch", (size_t)HASH_COUNT(daemon->columns));
}

void
ready_reloading(void)
{
	sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%" PRId64, clock_monotonic_ms() * 1000);
}

void
ready_stopping(void)
{
	sd_notify(0, "STOPPING=1");
}

static void
feed(evutil_socket_t unused, short what, void *context)
{
	(void)unused;
	(void)what;
	(void)context;
	sd_notify(0, "WATCHDOG=1");
}

/* Twice as often as systemd wants: a busy pass of the loop must not look like a hang. */
void
ready_watch(struct gongkaid *daemon)
{
	struct timeval period;
	uint64_t limit_us;

	if (sd_watchdog_enabled(0, &limit_us) <= 0)
		return;
	period.tv_sec = (time_t)(limit_us / 2 / 1000000);
	period.tv_usec = (suseconds_t)(limit_us / 2 % 1000000);
	daemon->watchdog_timer = event_new(daemon->base, -1, EV_PERSIST, feed, NULL);
	if (daemon->watchdog_timer != NULL)
		event_add(daemon->watchdog_timer, &period);
}
