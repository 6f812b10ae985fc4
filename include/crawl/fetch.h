/* One request over HTTP: its options, its typed result, and a blocking fetch for the commands.
 * The daemon's fetches go through crawl/fetcher.h, which ends in the same result. Whether the content
 * of a page is what was wanted is not decided here but in extract/health.h. */
#ifndef GONGKAI_CRAWL_FETCH_H
#define GONGKAI_CRAWL_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/observation.h"

/* Addresses that a request and its redirects may connect to (RFC 6890 and its successors). */
enum fetch_addresses {
	FETCH_ADDRESSES_ANY,      /* an admin's own networks included */
	FETCH_ADDRESSES_PUBLIC,   /* neither private nor loopback nor link-local nor otherwise special */
	FETCH_ADDRESSES_PUBLIC_OR_LOOPBACK, /* for the demonstration and for tests */
};

struct fetch_options {
	const char *contact;      /* URL or mail address for the User-Agent; NULL for none */
	const char *accept_language; /* NULL: Chinese before anything else */
	size_t max_bytes;         /* of the decoded body; 0: LIMIT_PAGE_BYTES */
	unsigned timeout_ms;      /* of the whole request, redirects included; 0: 30 seconds */
	unsigned connect_timeout_ms; /* of one connection; 0: 10 seconds */
	enum fetch_addresses addresses;
	const char *ca_file;      /* PEM file of trusted roots; NULL: the system's */
	const char *proxy;        /* NULL: none, whatever the environment says */
};

/* Validators of the content that the caller already has; each NULL where unknown. */
struct fetch_validators {
	const char *etag;
	const char *last_modified;
};

enum { FETCH_DETAIL_BYTES = 256 };

/* What the encryption of the last connection said. */
enum fetch_certificate {
	FETCH_CERTIFICATE_NONE,    /* no https, or the handshake did not get that far */
	FETCH_CERTIFICATE_VALID,
	FETCH_CERTIFICATE_REFUSED, /* expired, another name, or not signed by anybody who is trusted */
};

/* What came of a request. Strings are NULL where the server sent none. fetch_result_clear() frees them. */
struct fetch_result {
	enum outcome outcome;     /* GOOD: a 2xx answer with a body, or 304 to validators */
	bool not_modified;        /* 304: the caller's content is still the current one */
	int http_status;          /* 0 where there was no answer */
	char *url;                /* where the redirects ended, absolute */
	unsigned redirects;
	char *content_type;       /* as sent, with its charset */
	char *etag;
	char *last_modified;
	char *server;             /* the Server header */
	char *set_cookie;         /* the first Set-Cookie header: script gates are known by theirs */
	int64_t retry_after_seconds; /* from now on; 0 where none */
	enum fetch_certificate certificate;
	int64_t certificate_expires; /* of a valid one, seconds since 1970; 0 where not told (a connection used again) */
	char *body;               /* decoded, NUL-terminated; "" where empty; also of an error page */
	size_t body_length;
	uint64_t body_hash;       /* fetch_hash() of it; 0 where the body is empty */
	char detail[FETCH_DETAIL_BYTES]; /* for the operator; "" for nothing; translated */
};

/* Frees what the result holds and zeroes it. */
void fetch_result_clear(struct fetch_result *result);

/* The first 8 bytes of SHA-256, so that `sha256sum` gives a person the same digits. */
uint64_t fetch_hash(const char *bytes, size_t length);

/* Called once by main() of a program that fetches, and once before it ends. */
MUST_USE enum status fetch_start(void);
void fetch_stop(void);

/* Fetches `url` and waits for the end. `validators` may be NULL. A failure of the transfer is no failure of
 * this call: it is the result's outcome. The caller clears *result.
 * STATUS_INVALID where `url` is no http or https URL, STATUS_LIMIT where it is too long, STATUS_NO_MEMORY. */
MUST_USE enum status fetch_once(const char *url, const struct fetch_options *options,
    const struct fetch_validators *validators, struct fetch_result *result);

#endif
