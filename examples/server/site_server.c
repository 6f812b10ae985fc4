/* site_server: serves a folder as a website on loopback, and misbehaves where a script says so (script.h).
 * For the demo and the tests; not part of the product. It looks at no Host header, so that one folder
 * can stand for several sites under paths of their own.
 *
 *	site_server [--port N] [--port-file FILE] [--script FILE] [--map FILE] [--log FILE] FOLDER
 *
 * --map: lines "TARGET FILE [CONTENT-TYPE]": request targets, with their query, that are no paths of the
 * folder. --port-file is written, whole, when the server listens. --log: one line a request. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>

#include "script.h"

struct server {
	struct event_base *base;
	const char *folder;
	const char *script;
	const char *map;
	FILE *log;
};

/* An answer that waits for its time. */
struct late_answer {
	struct server *server;
	struct evhttp_request *request;
};

static const struct {
	const char *ending, *type;
} content_types[] = {
	{ ".html", "text/html" }, { ".htm", "text/html" }, { ".shtml", "text/html" },
	{ ".json", "application/json" }, { ".xml", "application/xml" }, { ".rss", "application/rss+xml" },
	{ ".css", "text/css" }, { ".js", "application/javascript" }, { ".txt", "text/plain" },
	{ ".pdf", "application/pdf" }, { ".png", "image/png" }, { ".jpg", "image/jpeg" },
};

/* The shape that visitors of gated sites get: a script sets a cookie and loads the page again. */
static const char gate_page[] =
	"<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><script>\n"
	"var _0x3f=['cookie','reload'];(function(){var t='';for(var i=0;i<16;i++){t+=(i*7%16).toString(16)}\n"
	"document[_0x3f[0]]='__jsl_clearance='+t+';path=/';location[_0x3f[1]]();})();\n"
	"</script></body></html>\n";

static const char shell_page[] =
	"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title></title><script src=\"/js/app.js\"></script>"
	"</head><body><div id=\"app\"></div></body></html>\n";

static const char *
content_type_of(const char *path)
{
	const char *ending = strrchr(path, '.');

	for (size_t i = 0; ending != NULL && i < sizeof(content_types) / sizeof(content_types[0]); i++)
		if (strcasecmp(ending, content_types[i].ending) == 0)
			return content_types[i].type;
	return "application/octet-stream";
}

static void
header(struct evhttp_request *request, const char *name, const char *value)
{
	evhttp_add_header(evhttp_request_get_output_headers(request), name, value);
}

/* Looks the target up in the map; false where it is not there. */
static bool
look_up(const struct server *server, const char *target, char *file, size_t size, char type[128])
{
	FILE *map = server->map == NULL ? NULL : fopen(server->map, "r");
	char line[4096], mapped[2048], mapped_file[1024];
	bool found = false;

	while (map != NULL && !found && fgets(line, sizeof(line), map) != NULL) {
		type[0] = '\0';
		if (sscanf(line, "%2047s %1023s %127[^\n]", mapped, mapped_file, type) >= 2 &&
		    strcmp(mapped, target) == 0) {
			snprintf(file, size, "%s/%s", server->folder, mapped_file);
			found = true;
		}
	}
	if (map != NULL)
		fclose(map);
	if (!found)
		type[0] = '\0';
	return found;
}

/* The file behind a target, index.html for a folder. -1 where there is none. */
static int
open_target(const struct server *server, const char *target, char *path, size_t size, char type[128],
    struct stat *info)
{
	int file;

	if (!look_up(server, target, path, size, type)) {
		char *decoded = evhttp_uridecode(target, 0, NULL);

		if (decoded == NULL)
			return -1;
		decoded[strcspn(decoded, "?#")] = '\0';
		snprintf(path, size, "%s%s%s", server->folder, decoded,
		    decoded[0] != '\0' && decoded[strlen(decoded) - 1] == '/' ? "index.html" : "");
		free(decoded);
	}
	if (strstr(path, "/../") != NULL)
		return -1;
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file >= 0 && (fstat(file, info) != 0 || !S_ISREG(info->st_mode))) {
		close(file);
		return -1;
	}
	return file;
}

static bool
is_unchanged(struct evhttp_request *request, const char *tag, const char *modified)
{
	struct evkeyvalq *headers = evhttp_request_get_input_headers(request);
	const char *known_tag = evhttp_find_header(headers, "If-None-Match");
	const char *known_time = evhttp_find_header(headers, "If-Modified-Since");

	if (known_tag != NULL)
		return strcmp(known_tag, tag) == 0;
	return known_time != NULL && strcmp(known_time, modified) == 0;
}

/* Validators change when the content does; the inode tells files that a test swaps within one second. */
static bool
answer_unchanged(struct evhttp_request *request, const struct stat *info)
{
	char tag[64], modified[64];

	snprintf(tag, sizeof(tag), "\"%llx-%llx-%llx\"", (unsigned long long)info->st_ino,
	    (unsigned long long)info->st_mtime, (unsigned long long)info->st_size);
	strftime(modified, sizeof(modified), "%a, %d %b %Y %H:%M:%S GMT", gmtime(&info->st_mtime));
	header(request, "ETag", tag);
	header(request, "Last-Modified", modified);
	if (!is_unchanged(request, tag, modified))
		return false;
	evhttp_send_reply(request, 304, "Not Modified", NULL);
	return true;
}

static void
send_text(struct evhttp_request *request, int status, const char *reason, const char *text)
{
	struct evbuffer *body = evbuffer_new();

	evbuffer_add(body, text, strlen(text));
	header(request, "Content-Type", "text/html; charset=utf-8");
	evhttp_send_reply(request, status, reason, body);
	evbuffer_free(body);
}

static void
break_connection(struct evhttp_connection *connection, void *unused)
{
	(void)unused;
	evhttp_connection_free(connection);
}

/* Promises the whole body, sends `length` bytes of it and hangs up. */
static void
send_truncated(struct evhttp_request *request, struct evbuffer *body, size_t length)
{
	char promised[32];
	struct evbuffer *part = evbuffer_new();

	snprintf(promised, sizeof(promised), "%zu", evbuffer_get_length(body));
	header(request, "Content-Length", promised);
	evhttp_send_reply_start(request, 200, "OK");
	evbuffer_remove_buffer(body, part, length);
	evhttp_send_reply_chunk_with_cb(request, part, break_connection, NULL);
	evbuffer_free(part);
}

static void
send_file(struct server *server, struct evhttp_request *request, const struct behaviour_of_path *how)
{
	char path[4096], type[128] = "";
	struct stat info;
	struct evbuffer *body;
	int file = open_target(server, evhttp_request_get_uri(request), path, sizeof(path), type, &info);

	if (file < 0) {
		send_text(request, 404, "Not Found", "<html><body><h1>404 Not Found</h1></body></html>\n");
		return;
	}
	if (how->behaviour != BEHAVE_TRUNCATE && answer_unchanged(request, &info)) {
		close(file);
		return;
	}
	body = evbuffer_new();
	evbuffer_add_file(body, file, 0, info.st_size);
	header(request, "Content-Type", how->content_type[0] != '\0' ? how->content_type :
	    type[0] != '\0' ? type : content_type_of(path));
	if (how->behaviour == BEHAVE_TRUNCATE)
		send_truncated(request, body, (size_t)how->number);
	else
		evhttp_send_reply(request, 200, "OK", body);
	evbuffer_free(body);
}

static void
answer_late(evutil_socket_t socket, short events, void *context)
{
	struct late_answer *late = context;
	struct behaviour_of_path how = { .behaviour = BEHAVE_WELL };

	(void)socket;
	(void)events;
	send_file(late->server, late->request, &how);
	free(late);
}

static void
send_slowly(struct server *server, struct evhttp_request *request, int milliseconds)
{
	struct timeval delay = { milliseconds / 1000, milliseconds % 1000 * 1000 };
	struct late_answer *late = malloc(sizeof(*late));

	if (late == NULL)
		abort();
	*late = (struct late_answer){ server, request };
	event_base_once(server->base, -1, EV_TIMEOUT, answer_late, late, &delay);
}

static void
behave(struct server *server, struct evhttp_request *request, const struct behaviour_of_path *how)
{
	switch (how->behaviour) {
	case BEHAVE_WELL:
	case BEHAVE_TRUNCATE:
		send_file(server, request, how);
		break;
	case BEHAVE_STATUS:
		send_text(request, how->number, "Scripted", "<html><body><h1>Service unavailable</h1></body></html>\n");
		break;
	case BEHAVE_HANG:
		break; /* the visitor gives up, or nobody does */
	case BEHAVE_CHALLENGE:
		send_text(request, 412, "Precondition Failed", gate_page);
		break;
	case BEHAVE_GATE:
		send_text(request, 200, "OK", gate_page);
		break;
	case BEHAVE_HOME:
		header(request, "Location", "/");
		send_text(request, 302, "Found", "");
		break;
	case BEHAVE_SHELL:
		send_text(request, 200, "OK", shell_page);
		break;
	case BEHAVE_SLOW:
		send_slowly(server, request, how->number);
		break;
	}
}

static void
answer(struct evhttp_request *request, void *context)
{
	struct server *server = context;
	const char *target = evhttp_request_get_uri(request);
	struct behaviour_of_path how;
	unsigned line;

	if (server->log != NULL) {
		const char *known = evhttp_find_header(evhttp_request_get_input_headers(request), "If-None-Match");

		fprintf(server->log, "%s%s\n", target, known != NULL ? " conditional" : "");
		fflush(server->log);
	}
	if (script_read(server->script, target, &how, &line) != STATUS_OK) {
		fprintf(stderr, "site_server: %s:%u: not understood\n", server->script, line);
		send_text(request, 500, "Bad script", "the server's script is wrong\n");
		return;
	}
	behave(server, request, &how);
}

static void
stop(evutil_socket_t signal_number, short events, void *base)
{
	(void)signal_number;
	(void)events;
	event_base_loopbreak(base);
}

/* Writes the port beside the file and renames, so that a reader sees all of it or nothing. */
static int
announce(const char *path, ev_uint16_t port)
{
	char beside[4096];
	FILE *file;

	printf("%u\n", port);
	fflush(stdout);
	if (path == NULL)
		return 0;
	snprintf(beside, sizeof(beside), "%s.new", path);
	file = fopen(beside, "w");
	if (file == NULL)
		return -1;
	fprintf(file, "%u\n", port);
	return fclose(file) == 0 ? rename(beside, path) : -1;
}

static ev_uint16_t
port_of(struct evhttp_bound_socket *listener)
{
	struct sockaddr_storage address;
	socklen_t length = sizeof(address);

	if (getsockname(evhttp_bound_socket_get_fd(listener), (struct sockaddr *)&address, &length) != 0)
		return 0;
	return ntohs(((struct sockaddr_in *)&address)->sin_port);
}

static int
serve(struct server *server, ev_uint16_t port, const char *port_file)
{
	struct evhttp *http;
	struct evhttp_bound_socket *listener;
	struct event *terminate, *interrupt;

	server->base = event_base_new();
	http = evhttp_new(server->base);
	evhttp_set_gencb(http, answer, server);
	listener = evhttp_bind_socket_with_handle(http, "127.0.0.1", port);
	if (listener == NULL || announce(port_file, port_of(listener)) != 0) {
		fprintf(stderr, "site_server: cannot listen on port %u: %s\n", port, strerror(errno));
		return 1;
	}
	terminate = evsignal_new(server->base, SIGTERM, stop, server->base);
	interrupt = evsignal_new(server->base, SIGINT, stop, server->base);
	event_add(terminate, NULL);
	event_add(interrupt, NULL);
	event_base_dispatch(server->base);
	event_free(terminate);
	event_free(interrupt);
	evhttp_free(http);
	event_base_free(server->base);
	return 0;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "port", required_argument, NULL, 'p' }, { "port-file", required_argument, NULL, 'f' },
		{ "script", required_argument, NULL, 's' }, { "map", required_argument, NULL, 'm' },
		{ "log", required_argument, NULL, 'l' }, { NULL, 0, NULL, 0 },
	};
	struct server server = { .log = NULL };
	const char *port_file = NULL;
	ev_uint16_t port = 0;
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (option) {
		case 'p': port = (ev_uint16_t)atoi(optarg); break;
		case 'f': port_file = optarg; break;
		case 's': server.script = optarg; break;
		case 'm': server.map = optarg; break;
		case 'l': server.log = fopen(optarg, "a"); break;
		default: return 2;
		}
	}
	if (optind + 1 != argc) {
		fprintf(stderr, "usage: site_server [--port N] [--port-file FILE] [--script FILE] [--map FILE]"
		    " [--log FILE] FOLDER\n");
		return 2;
	}
	server.folder = argv[optind];
	signal(SIGPIPE, SIG_IGN);
	return serve(&server, port, port_file);
}
