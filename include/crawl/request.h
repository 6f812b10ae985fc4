/* Requests: a libcurl easy handle set up with every limit, and the reading of its end into a fetch_result.
 * Shared by the blocking fetch and by the fetcher; nobody else includes this. */
#ifndef GONGKAI_CRAWL_REQUEST_H
#define GONGKAI_CRAWL_REQUEST_H

#include <curl/curl.h>
#include <stdbool.h>

#include "crawl/fetch.h"

struct request;

/* A request ready to run. Copies what it needs of its arguments.
 * Errors as fetch_once(). The caller frees *request once the handle is no longer running. */
MUST_USE enum status request_new(const char *url, const struct fetch_options *options,
    const struct fetch_validators *validators, struct request **request);

/* Whether a URL may be asked for at all: STATUS_INVALID, STATUS_LIMIT. */
MUST_USE enum status request_check_url(const char *url);

void request_free(struct request *request); /* NULL is fine */

/* The handle to run; owned by the request. */
CURL *request_handle(struct request *request);

/* Reads the end of the transfer. Moves the body into *result, which the caller clears. */
void request_finish(struct request *request, CURLcode code, struct fetch_result *result);

/* Facts about the end of a transfer, from which its outcome follows. */
struct request_end {
	CURLcode code;
	long http_status;
	long redirects;
	bool was_too_big;        /* the body or the header passed its limit */
	bool was_wrong_type;     /* the content type was refused */
	bool was_refused_address;/* every address was of a kind that is not allowed */
};

/* The outcome of a transfer. Pure. */
enum outcome request_outcome(const struct request_end *end);

/* Whether a Content-Type (NULL for none) may hold a page, a list or a feed. */
bool request_type_is_readable(const char *content_type);

#endif
