/* The outbox: pumped when the engine has written, and when a message is to be tried again. */
#include "config.h"

#include <syslog.h>

#include "base/log.h"
#include "daemon/daemon.h"

enum { LONGEST_SLEEP_SECONDS = 60 };

void
alerts_log(void *context, int priority, const char *line)
{
	enum log_level level = priority <= LOG_ERR ? LOG_LEVEL_ERROR
	    : priority == LOG_WARNING ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO;

	(void)context;
	log_line(level, "%s", line);
}

void
alerts_pump(evutil_socket_t unused, short what, void *context)
{
	struct gongkaid *daemon = context;
	enum status status = outbox_pump(daemon->outbox);
	struct instant next;

	(void)unused;
	(void)what;
	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "outbox error=%s", status_word(status));
	if (outbox_next(daemon->outbox, &next) == STATUS_OK) {
		/* What is under way is due still: its own end pumps again. */
		if (!instant_is_before(daemon_now(daemon), next))
			next.seconds = daemon_now(daemon).seconds + 1;
		daemon_wake_at(daemon, daemon->outbox_timer, next, LONGEST_SLEEP_SECONDS);
	}
	once_check(daemon);
}
