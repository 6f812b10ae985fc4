/* The loop: builds everything in order, runs, and takes everything down in the reverse order. */
#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "base/message.h"
#include "crawl/transfer.h"
#include "daemon/daemon.h"

/* The seed of spread and jitter: any number will do, the same one keeps a fleet of restarts from moving every column. */
enum { SCHEDULER_SEED = 1 };

/* --- helpers of all files ---------------------------------------------------- */

struct instant
daemon_now(const struct gongkaid *daemon)
{
	return clock_now(&daemon->options.clock);
}

const struct settings *
daemon_settings(const struct gongkaid *daemon)
{
	return ruleset_settings(configuration_rules(daemon->configuration));
}

void
daemon_stop(struct gongkaid *daemon, int exit_status)
{
	daemon->is_stopping = true;
	daemon->exit_status = exit_status;
	event_base_loopexit(daemon->base, NULL);
}

void
daemon_wake_at(const struct gongkaid *daemon, struct event *timer, struct instant at, int64_t at_most_seconds)
{
	int64_t delay = at.seconds - daemon_now(daemon).seconds;
	struct timeval wait = { 0, 0 };

	if (delay > at_most_seconds)
		delay = at_most_seconds;
	if (delay > 0)
		wait.tv_sec = (time_t)delay;
	event_add(timer, &wait);
}

void
daemon_wake_now(struct event *timer)
{
	struct timeval none = { 0, 0 };

	event_add(timer, &none);
}

/* --- signals ------------------------------------------------------------------ */

static void
on_stop(evutil_socket_t signal_number, short what, void *context)
{
	struct gongkaid *daemon = context;

	(void)what;
	log_line(LOG_LEVEL_INFO, "stop signal=%d", (int)signal_number);
	daemon_stop(daemon, EXIT_FINE);
}

static void
on_reload(evutil_socket_t signal_number, short what, void *context)
{
	(void)signal_number;
	(void)what;
	reload(context, NULL);
}

static enum status
catch_signals(struct gongkaid *daemon)
{
	static const struct {
		int number;
		event_callback_fn callback;
	} signals[] = { { SIGTERM, on_stop }, { SIGINT, on_stop }, { SIGHUP, on_reload } };

	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		daemon->signals[i] = evsignal_new(daemon->base, signals[i].number, signals[i].callback, daemon);
		if (daemon->signals[i] == NULL || event_add(daemon->signals[i], NULL) != 0)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

/* --- building ------------------------------------------------------------------ */

static enum status
load(struct gongkaid *daemon)
{
	struct diagnostics *diagnostics = diagnostics_new();
	enum status status = STATUS_NO_MEMORY;

	if (diagnostics == NULL)
		return status;
	status = check_load(&daemon->options, diagnostics, &daemon->configuration);
	check_report(diagnostics);
	diagnostics_free(diagnostics);
	return status;
}

/* The engine's calendars are those of the configuration in use, whichever that is. */
static const struct calendar *
calendar_in_use(void *context, const char *name)
{
	const struct gongkaid *daemon = context;

	return configuration_calendar(daemon->configuration, name);
}

static enum status
build_engine(struct gongkaid *daemon)
{
	struct engine_config config = {
		.ruleset = configuration_rules(daemon->configuration),
		.calendar = calendar_in_use,
		.calendar_context = daemon,
		.zone = zone_china,
		.store = daemon->store,
		.sink = notify_sink,
		.sink_context = &daemon->sink,
	};

	daemon->sink = (struct notify_sink){ daemon->store, config.ruleset, zone_china };
	return engine_new(&config, daemon_now(daemon), &daemon->engine);
}

static enum status
build_alerts(struct gongkaid *daemon)
{
	struct outbox_config config = {
		.store = daemon->store,
		.transfers = daemon->transfers,
		.clock = &daemon->options.clock,
		.zone = zone_china,
		.log = alerts_log,
		.log_context = daemon,
	};
	enum status status = outbox_new(&config, &daemon->outbox);

	return status == STATUS_OK ? setup_mail(daemon) : status;
}

static enum status
build_crawling(struct gongkaid *daemon)
{
	struct fetcher_options options = setup_fetching(daemon_settings(daemon));

	daemon->fetcher = fetcher_new(daemon->base, &options);
	daemon->scheduler = scheduler_new(SCHEDULER_SEED);
	if (daemon->fetcher == NULL || daemon->scheduler == NULL)
		return STATUS_NO_MEMORY;
	daemon->visitor = (struct visitor){ daemon->fetcher, daemon->engine, daemon->store, &daemon->options.clock,
		zone_china };
	return columns_update(daemon);
}

static enum status
build_loop(struct gongkaid *daemon)
{
	daemon->base = event_base_new();
	if (daemon->base == NULL)
		return STATUS_NO_MEMORY;
	daemon->poll_timer = evtimer_new(daemon->base, poll_due, daemon);
	daemon->tick_timer = evtimer_new(daemon->base, tick, daemon);
	daemon->outbox_timer = evtimer_new(daemon->base, alerts_pump, daemon);
	daemon->transfers = transfers_new(daemon->base, 0);
	if (daemon->poll_timer == NULL || daemon->tick_timer == NULL || daemon->outbox_timer == NULL ||
	    daemon->transfers == NULL)
		return STATUS_NO_MEMORY;
	return catch_signals(daemon);
}

/* A step that failed, told once. */
static bool
is_done(const char *step, enum status status)
{
	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "start step=%s error=%s", step, status_word(status));
	return status == STATUS_OK;
}

static bool
build(struct gongkaid *daemon)
{
	const struct settings *settings = daemon_settings(daemon);

	if (!is_done("loop", build_loop(daemon)) || !is_done("database", setup_store(settings, &daemon->store)) ||
	    !is_done("engine", build_engine(daemon)) || !is_done("alerts", build_alerts(daemon)) ||
	    !is_done("crawling", build_crawling(daemon)))
		return false;
	/* One pass needs nobody to speak to; and it may run beside the daemon proper. */
	return daemon->options.mode == MODE_ONCE ||
	    is_done("control-socket", control_open(daemon, settings->socket, &daemon->control));
}

/* --- taking down ---------------------------------------------------------------- */

static void
free_event(struct event *event)
{
	if (event != NULL)
		event_free(event);
}

static void
take_down(struct gongkaid *daemon)
{
	control_close(daemon->control);
	if (daemon->scheduler != NULL)
		columns_free(daemon);
	scheduler_free(daemon->scheduler);
	fetcher_free(daemon->fetcher);
	outbox_free(daemon->outbox);
	transfers_free(daemon->transfers);
	engine_free(daemon->engine);
	store_close(daemon->store);
	free_event(daemon->poll_timer);
	free_event(daemon->tick_timer);
	free_event(daemon->outbox_timer);
	free_event(daemon->watchdog_timer);
	for (size_t i = 0; i < sizeof(daemon->signals) / sizeof(daemon->signals[0]); i++)
		free_event(daemon->signals[i]);
	if (daemon->base != NULL)
		event_base_free(daemon->base);
	configuration_release(daemon->configuration);
}

/* --- running -------------------------------------------------------------------- */

/* Started by systemd or told to stay: no fork. */
static bool
goes_to_background(const struct options *options)
{
	return options->mode == MODE_RUN && !options->is_foreground && getenv("NOTIFY_SOCKET") == NULL;
}

/* Stays in the folder, so that relative paths still lead to the rules at a reload. */
static int
detach(void)
{
	return daemon(1, 0);
}

static void
run(struct gongkaid *daemon)
{
	log_line(LOG_LEVEL_INFO, "start version=%s columns=%zu", PACKAGE_VERSION, (size_t)HASH_COUNT(daemon->columns));
	ready_watch(daemon);
	daemon_wake_now(daemon->tick_timer);
	if (daemon->options.mode == MODE_ONCE)
		once_start(daemon);
	daemon_wake_now(daemon->poll_timer);
	ready_tell(daemon);
	event_base_dispatch(daemon->base);
	ready_stopping();
}

int
daemon_run(const struct options *options)
{
	struct gongkaid daemon = { .options = *options, .exit_status = EXIT_TROUBLE };
	enum status status = load(&daemon);

	if (status != STATUS_OK)
		return status == STATUS_INVALID ? EXIT_FINDINGS : EXIT_TROUBLE;
	if (goes_to_background(options) && detach() != 0) {
		configuration_release(daemon.configuration);
		return EXIT_TROUBLE;
	}
	/* Until it runs, whoever starts it by hand is to see what goes wrong. */
	setup_log(daemon_settings(&daemon), true);
	if (build(&daemon)) {
		setup_log(daemon_settings(&daemon), options->is_foreground);
		run(&daemon);
	}
	take_down(&daemon);
	log_stop();
	return daemon.exit_status;
}
