/* libcurl's multi_socket interface on libevent: sockets and one timer; ends are told after libcurl has returned,
 * so that callbacks may start and cancel freely. */
#include "crawl/transfer.h"

#include <event2/event.h>
#include <stdlib.h>
#include <utlist.h>

struct transfer {
	CURL *handle;
	transfer_done *done;
	void *context;
	struct transfer *prev, *next;
};

struct transfers {
	struct event_base *base;
	CURLM *multi;
	struct event *timer;
	struct transfer *first;
	size_t running;
};

static void
forget(struct transfers *transfers, struct transfer *transfer)
{
	curl_multi_remove_handle(transfers->multi, transfer->handle);
	DL_DELETE(transfers->first, transfer);
	transfers->running--;
	curl_easy_setopt(transfer->handle, CURLOPT_PRIVATE, NULL);
	free(transfer);
}

/* Tells each ended transfer to its owner. The owner may cancel others: their messages are gone then. */
static void
tell_ends(struct transfers *transfers)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(transfers->multi, &left)) != NULL) {
		CURL *handle = message->easy_handle;
		CURLcode code = message->data.result;
		struct transfer *transfer = NULL;
		transfer_done *done;
		void *callback_context;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(handle, CURLINFO_PRIVATE, (char **)&transfer);
		done = transfer->done;
		callback_context = transfer->context;
		forget(transfers, transfer);
		done(handle, code, callback_context);
	}
}

static void
socket_ready(evutil_socket_t socket, short what, void *context)
{
	struct transfers *transfers = context;
	int action = (what & EV_READ ? CURL_CSELECT_IN : 0) | (what & EV_WRITE ? CURL_CSELECT_OUT : 0);
	int running;

	curl_multi_socket_action(transfers->multi, socket, action, &running);
	tell_ends(transfers);
}

static void
timer_fired(evutil_socket_t unused, short what, void *context)
{
	struct transfers *transfers = context;
	int running;

	(void)unused;
	(void)what;
	curl_multi_socket_action(transfers->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	tell_ends(transfers);
}

/* libcurl asks to watch a socket, to watch it differently, or to forget it. */
static int
watch_socket(CURL *handle, curl_socket_t socket, int what, void *context, void *watched)
{
	struct transfers *transfers = context;
	struct event *event = watched;
	short kind = EV_PERSIST;

	(void)handle;
	if (what == CURL_POLL_REMOVE) {
		if (event != NULL)
			event_free(event);
		return 0;
	}
	if (what & CURL_POLL_IN)
		kind |= EV_READ;
	if (what & CURL_POLL_OUT)
		kind |= EV_WRITE;
	if (event == NULL) {
		event = event_new(transfers->base, socket, kind, socket_ready, transfers);
		if (event == NULL)
			return -1;
		curl_multi_assign(transfers->multi, socket, event);
	} else {
		event_del(event);
		event_assign(event, transfers->base, socket, kind, socket_ready, transfers);
	}
	return event_add(event, NULL);
}

static int
set_timer(CURLM *multi, long timeout_ms, void *context)
{
	struct transfers *transfers = context;
	struct timeval delay = { timeout_ms / 1000, timeout_ms % 1000 * 1000 };

	(void)multi;
	if (timeout_ms < 0)
		return event_del(transfers->timer);
	return event_add(transfers->timer, &delay);
}

struct transfers *
transfers_new(struct event_base *base, unsigned connections)
{
	struct transfers *transfers = calloc(1, sizeof(*transfers));

	if (transfers == NULL)
		return NULL;
	transfers->base = base;
	transfers->multi = curl_multi_init();
	transfers->timer = evtimer_new(base, timer_fired, transfers);
	if (transfers->multi == NULL || transfers->timer == NULL) {
		transfers_free(transfers);
		return NULL;
	}
	curl_multi_setopt(transfers->multi, CURLMOPT_SOCKETFUNCTION, watch_socket);
	curl_multi_setopt(transfers->multi, CURLMOPT_SOCKETDATA, transfers);
	curl_multi_setopt(transfers->multi, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(transfers->multi, CURLMOPT_TIMERDATA, transfers);
	curl_multi_setopt(transfers->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)connections);
	return transfers;
}

void
transfers_free(struct transfers *transfers)
{
	if (transfers == NULL)
		return;
	while (transfers->first != NULL)
		forget(transfers, transfers->first);
	/* Closes the kept-alive connections, which asks watch_socket() to forget their events. */
	if (transfers->multi != NULL)
		curl_multi_cleanup(transfers->multi);
	if (transfers->timer != NULL)
		event_free(transfers->timer);
	free(transfers);
}

enum status
transfers_start(struct transfers *transfers, CURL *handle, transfer_done *done, void *context)
{
	struct transfer *transfer = calloc(1, sizeof(*transfer));

	if (transfer == NULL)
		return STATUS_NO_MEMORY;
	transfer->handle = handle;
	transfer->done = done;
	transfer->context = context;
	curl_easy_setopt(handle, CURLOPT_PRIVATE, transfer);
	if (curl_multi_add_handle(transfers->multi, handle) != CURLM_OK) {
		free(transfer);
		return STATUS_INTERNAL;
	}
	DL_APPEND(transfers->first, transfer);
	transfers->running++;
	return STATUS_OK;
}

void
transfers_cancel(struct transfers *transfers, CURL *handle)
{
	struct transfer *transfer = NULL;

	curl_easy_getinfo(handle, CURLINFO_PRIVATE, (char **)&transfer);
	if (transfer != NULL)
		forget(transfers, transfer);
}

size_t
transfers_running(const struct transfers *transfers)
{
	return transfers->running;
}
