/* --once: every column is looked at once, time passes, messages go out, a summary is printed. */
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/message.h"
#include "base/utf8.h"
#include "daemon/daemon.h"

enum { MAIL_PATIENCE_MS = 60 * 1000 };

void
once_start(struct gongkaid *daemon)
{
	struct watched *watched, *after;

	daemon->once.left = HASH_COUNT(daemon->columns);
	HASH_ITER(hh, daemon->columns, watched, after)
		scheduler_poll_now(daemon->scheduler, watched->slot);
}

static void
count_end(struct once *once, const struct visit_end *end)
{
	once->left--;
	if (end->status != STATUS_OK || !outcome_is_good(end->outcome))
		once->failed++;
	else if (end->is_unchanged)
		once->unchanged++;
	else
		once->good++;
	once->items += end->items;
	once->articles += end->articles;
}

static void
print_failure(const struct watched *watched, const struct visit_end *end)
{
	const char *reason = end->status == STATUS_OK ? outcome_text(end->outcome) : status_text(end->status);

	if (end->detail != NULL)
		printf(_("could not be read: %s: %s (%s)\n"), watched->identity, reason, end->detail);
	else
		printf(_("could not be read: %s: %s\n"), watched->identity, reason);
}

void
once_visited(struct gongkaid *daemon, const struct watched *watched, const struct visit_end *end)
{
	if (daemon->options.mode != MODE_ONCE || daemon->once.left == 0)
		return;
	count_end(&daemon->once, end);
	if (end->status != STATUS_OK || !outcome_is_good(end->outcome))
		print_failure(watched, end);
	if (daemon->once.left == 0)
		daemon->once.gives_up_ms = clock_monotonic_ms() + MAIL_PATIENCE_MS;
}

static void
print_count(const char *state, uint64_t count)
{
	int width = (int)utf8_columns(state, strlen(state));

	printf("  %s%*s %" PRIu64 "\n", state, width < 12 ? 12 - width : 0, "", count);
}

static void
print_duties(const uint64_t counts[DUTY_STATE_COUNT])
{
	for (unsigned state = 0; state < DUTY_STATE_COUNT; state++)
		if (counts[state] > 0)
			print_count(duty_state_text((enum duty_state)state), counts[state]);
}

/* Returns the exit status that the documents promise. */
static int
summarize(struct gongkaid *daemon)
{
	const struct once *once = &daemon->once;
	uint64_t counts[DUTY_STATE_COUNT] = { 0 };
	uint64_t waiting = 0;

	if (daemon->store->duty_count(daemon->store, NULL, NULL, counts) != STATUS_OK ||
	    daemon->store->outbox_waiting(daemon->store, &waiting) != STATUS_OK)
		return EXIT_TROUBLE;
	printf(_("columns: %zu read, %zu unchanged, %zu could not be read\n"), once->good, once->unchanged, once->failed);
	printf(_("items listed: %zu, pages of items read: %zu\n"), once->items, once->articles);
	printf(_("duties:\n"));
	print_duties(counts);
	printf(_("messages that still wait: %" PRIu64 "\n"), waiting);
	return counts[DUTY_OVERDUE] + counts[DUTY_MET_LATE] > 0 ? EXIT_FINDINGS : EXIT_FINE;
}

/* Whether the outbox has nothing left that could go out now. */
static bool
is_told(struct gongkaid *daemon)
{
	struct instant next;

	if (outbox_running(daemon->outbox) > 0)
		return false;
	return outbox_next(daemon->outbox, &next) != STATUS_OK || instant_is_before(daemon_now(daemon), next);
}

/* The outbox, woken by the same tick, checks next: the log lines of this tick are to be out before the summary. */
void
once_ticked(struct gongkaid *daemon, bool is_more)
{
	daemon->once.is_settled = daemon->once.left == 0 && !is_more;
}

void
once_check(struct gongkaid *daemon)
{
	if (daemon->options.mode != MODE_ONCE || daemon->is_stopping || daemon->once.left > 0)
		return;
	if (!daemon->once.is_settled || (!is_told(daemon) && clock_monotonic_ms() < daemon->once.gives_up_ms))
		return;
	daemon_stop(daemon, summarize(daemon));
}
