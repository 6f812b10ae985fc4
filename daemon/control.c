/* The control socket: one JSON object a line in, one out. */
#include "config.h"

#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/listener.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <utlist.h>

#include "base/log.h"
#include "base/message.h"
#include "daemon/daemon.h"

enum {
	LINE_BYTES = 16 * 1024,
	CLIENTS = 16,
	PATIENCE_SECONDS = 30, /* with a client that says nothing */
	REPORT_BYTES = 1024 * 1024,
};

struct client {
	struct control *control;
	struct bufferevent *stream;
	struct client *prev, *next;
};

struct control {
	struct gongkaid *daemon;
	struct evconnlistener *listener;
	struct client *clients;
	size_t client_count;
	char path[sizeof(((struct sockaddr_un *)NULL)->sun_path)];
};

/* --- commands ------------------------------------------------------------------- */

static json_t *
failure(const char *message)
{
	return json_pack("{s:b, s:s}", "ok", 0, "error", message);
}

static json_t *
columns_of(const struct gongkaid *daemon)
{
	json_t *columns = json_array();
	const struct watched *watched;

	for (watched = daemon->columns; watched != NULL; watched = watched->hh.next) {
		char text[INSTANT_TEXT_BYTES];
		struct instant due;
		bool waits = scheduler_due(daemon->scheduler, watched->slot, &due);

		if (waits && instant_is_before(due, daemon_now(daemon)))
			due = daemon_now(daemon);
		json_array_append_new(columns, json_pack("{s:s, s:s, s:b, s:i, s:o}", "site", watched->site, "column",
		    watched->column, "visiting", watched->visit != NULL, "failures",
		    (int)scheduler_failures(daemon->scheduler, watched->slot), "next",
		    waits ? json_string(instant_print(due, zone_china, text)) : json_null()));
	}
	return columns;
}

static json_t *
run_status(struct gongkaid *daemon, const json_t *request)
{
	json_t *answer = json_pack("{s:b, s:s, s:i, s:I, s:I, s:I}", "ok", 1, "version", PACKAGE_VERSION, "pid",
	    (int)getpid(), "columns", (json_int_t)HASH_COUNT(daemon->columns), "visits", (json_int_t)daemon->visits,
	    "mails", (json_int_t)outbox_running(daemon->outbox));

	if (answer != NULL && json_is_true(json_object_get(request, "details")))
		json_object_set_new(answer, "watched", columns_of(daemon));
	return answer;
}

/* Without a column all of the site, without a site all of them. */
static json_t *
run_poll(struct gongkaid *daemon, const json_t *request)
{
	const char *site = json_string_value(json_object_get(request, "site"));
	const char *column = json_string_value(json_object_get(request, "column"));
	struct watched *watched, *after;
	json_int_t count = 0;

	HASH_ITER(hh, daemon->columns, watched, after) {
		if ((site != NULL && strcmp(site, watched->site) != 0) ||
		    (column != NULL && strcmp(column, watched->column) != 0))
			continue;
		poll_now(daemon, watched);
		count++;
	}
	if (count == 0)
		return failure(_("no such column is under watch"));
	log_line(LOG_LEVEL_INFO, "poll asked=%lld", (long long)count);
	return json_pack("{s:b, s:I}", "ok", 1, "columns", count);
}

static json_t *
run_reload(struct gongkaid *daemon, const json_t *request)
{
	struct buffer report;
	enum status status;
	json_t *answer;

	(void)request;
	buffer_start(&report, REPORT_BYTES);
	status = reload(daemon, &report);
	if (status == STATUS_OK)
		answer = json_pack("{s:b, s:I, s:s}", "ok", 1, "columns", (json_int_t)HASH_COUNT(daemon->columns),
		    "diagnostics", buffer_string(&report));
	else
		answer = json_pack("{s:b, s:s, s:s}", "ok", 0, "error", status_text(status), "diagnostics",
		    buffer_string(&report));
	buffer_clear(&report);
	return answer;
}

/* Operators' actions wait in the store: look at once. */
static json_t *
run_wake(struct gongkaid *daemon, const json_t *request)
{
	(void)request;
	daemon_wake_now(daemon->tick_timer);
	return json_pack("{s:b}", "ok", 1);
}

static json_t *
run(struct gongkaid *daemon, const char *line)
{
	static const struct {
		const char *name;
		json_t *(*run)(struct gongkaid *daemon, const json_t *request);
	} commands[] = {
		{ "status", run_status }, { "poll", run_poll }, { "reload", run_reload }, { "wake", run_wake },
	};
	json_t *request = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
	const char *name = json_string_value(json_object_get(request, "command"));
	json_t *answer = NULL;

	for (size_t i = 0; name != NULL && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(commands[i].name, name) == 0)
			answer = commands[i].run(daemon, request);
	if (answer == NULL)
		answer = failure(_("the request is not understood"));
	json_decref(request);
	return answer;
}

/* --- clients ---------------------------------------------------------------------- */

static void
client_free(struct client *client)
{
	DL_DELETE(client->control->clients, client);
	client->control->client_count--;
	bufferevent_free(client->stream);
	free(client);
}

static void
on_end(struct bufferevent *stream, short what, void *context)
{
	(void)stream;
	(void)what;
	client_free(context);
}

static void
answer(struct client *client, const char *line)
{
	json_t *object = run(client->control->daemon, line);
	char *text = object == NULL ? NULL : json_dumps(object, JSON_COMPACT);
	struct evbuffer *out = bufferevent_get_output(client->stream);

	if (text != NULL)
		evbuffer_add_printf(out, "%s\n", text);
	free(text);
	json_decref(object);
}

static void
on_line(struct bufferevent *stream, void *context)
{
	struct client *client = context;
	struct evbuffer *in = bufferevent_get_input(stream);
	char *line;

	while ((line = evbuffer_readln(in, NULL, EVBUFFER_EOL_LF)) != NULL) {
		answer(client, line);
		free(line);
	}
	if (evbuffer_get_length(in) >= LINE_BYTES)
		client_free(client);
}

static void
on_client(struct evconnlistener *listener, evutil_socket_t socket, struct sockaddr *address, int length, void *context)
{
	struct control *control = context;
	struct timeval patience = { PATIENCE_SECONDS, 0 };
	struct client *client;

	(void)listener;
	(void)address;
	(void)length;
	client = control->client_count < CLIENTS ? calloc(1, sizeof(*client)) : NULL;
	if (client != NULL)
		client->stream = bufferevent_socket_new(control->daemon->base, socket, BEV_OPT_CLOSE_ON_FREE);
	if (client == NULL || client->stream == NULL) {
		free(client);
		evutil_closesocket(socket);
		return;
	}
	client->control = control;
	DL_APPEND(control->clients, client);
	control->client_count++;
	bufferevent_setcb(client->stream, on_line, NULL, on_end, client);
	bufferevent_setwatermark(client->stream, EV_READ, 0, LINE_BYTES);
	bufferevent_set_timeouts(client->stream, &patience, &patience);
	bufferevent_enable(client->stream, EV_READ | EV_WRITE);
}

/* --- the socket --------------------------------------------------------------------- */

/* A socket that nobody answers on is left over from a daemon that was killed. */
static bool
is_in_use(const struct sockaddr_un *address)
{
	int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool is_answered;

	if (probe < 0)
		return false;
	is_answered = connect(probe, (const struct sockaddr *)address, sizeof(*address)) == 0;
	close(probe);
	return is_answered;
}

static enum status
listen_at(struct control *control)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	mode_t mask;

	memcpy(address.sun_path, control->path, sizeof(address.sun_path));
	if (is_in_use(&address))
		return STATUS_CONFLICT;
	unlink(control->path);
	mask = umask(0117); /* rw-rw----: root and the group of gongkai */
	control->listener = evconnlistener_new_bind(control->daemon->base, on_client, control,
	    LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, CLIENTS, (struct sockaddr *)&address, sizeof(address));
	umask(mask);
	return control->listener == NULL ? STATUS_IO : STATUS_OK;
}

enum status
control_open(struct gongkaid *daemon, const char *path, struct control **control)
{
	struct control *made;
	enum status status;

	if (strlen(path) >= sizeof(made->path))
		return STATUS_LIMIT;
	made = calloc(1, sizeof(*made));
	if (made == NULL)
		return STATUS_NO_MEMORY;
	made->daemon = daemon;
	snprintf(made->path, sizeof(made->path), "%s", path);
	status = listen_at(made);
	if (status != STATUS_OK) {
		free(made);
		return status;
	}
	*control = made;
	return STATUS_OK;
}

void
control_close(struct control *control)
{
	if (control == NULL)
		return;
	while (control->clients != NULL)
		client_free(control->clients);
	evconnlistener_free(control->listener);
	unlink(control->path);
	free(control);
}
