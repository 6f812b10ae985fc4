/* Transfers: libcurl's multi interface on a libevent loop. Knows no protocol: HTTP and SMTP handles run alike.
 * This is the only place where the two libraries meet. */
#ifndef GONGKAI_CRAWL_TRANSFER_H
#define GONGKAI_CRAWL_TRANSFER_H

#include <curl/curl.h>
#include <stddef.h>

#include "base/status.h"

struct event_base;
struct transfers;

/* Called once when a transfer ends, from the loop, never from within transfers_start(). The handle is no longer
 * running: the callee may free it, start others and cancel others. */
typedef void transfer_done(CURL *handle, CURLcode code, void *context);

/* A set of transfers on the loop with at most `connections` at a time (0: no limit), or NULL out of memory.
 * The base must outlive it. The caller frees it. */
MUST_USE struct transfers *transfers_new(struct event_base *base, unsigned connections);

/* Cancels what still runs, without calling back; the handles stay their owners'. NULL is fine. */
void transfers_free(struct transfers *transfers);

/* Starts a handle that the caller has set up and keeps. CURLOPT_PRIVATE is used by this module. */
MUST_USE enum status transfers_start(struct transfers *transfers, CURL *handle, transfer_done *done, void *context);

/* Stops a running transfer without calling back. */
void transfers_cancel(struct transfers *transfers, CURL *handle);

/* Transfers that run now. */
size_t transfers_running(const struct transfers *transfers);

#endif
