/* Mail: one message as bytes on the way to an SMTP server. Composition is pure; the transfer is libcurl's. */
#ifndef GONGKAI_NOTIFY_MAIL_H
#define GONGKAI_NOTIFY_MAIL_H

#include <stddef.h>
#include <stdint.h>

#include <curl/curl.h>

#include "base/status.h"
#include "rules/settings.h"
#include "time/date.h"

/* Where mail goes out: the admin's settings and what the password file holds (NULL where there is no login).
 * Both are borrowed until the request is freed. */
struct mail_server {
	const struct mail_settings *settings;
	const char *password;
	long timeout_ms;
};

struct mail {
	const char *message_id; /* "<...@...>"; the same for each attempt at the same message */
	const char *to;         /* one address */
	const char *subject;    /* UTF-8, one line */
	const char *plain;
	const char *html;       /* NULL for none */
	struct instant at;
};

enum { MAIL_ADDRESS_BYTES_LAST = 254 }; /* RFC 5321 section 4.5.3.1.3, less the brackets */

/* The value of a header: ASCII as it is, all else as RFC 2047 encoded words (UTF-8, base64) of at most 75
 * characters, folded. Control characters become spaces. The caller frees *encoded. */
MUST_USE enum status mail_header_encode(const char *text, char **encoded);

/* "Sun, 22 Nov 2026 14:00:00 +0800" (RFC 5322 section 3.3); returns `text`. */
const char *mail_date(struct instant at, struct zone zone, char text[40]);

/* local@domain without spaces, controls, quotes or brackets, of bounded length. Not the full grammar of
 * RFC 5321: an address that it refuses could smuggle a command or a header. */
MUST_USE enum status mail_address_check(const char *address);

/* The address in "name <address>" or in a bare address, and the name before it ("" for none). The caller frees
 * both. STATUS_INVALID or STATUS_LIMIT where the address is refused. */
MUST_USE enum status mail_sender_split(const char *from, char **name, char **address);

/* A transfer that sends `mail` through `server`; the easy handle is ready for curl_easy_perform() or a multi
 * handle. Free with mail_request_free(), after it left its multi handle. STATUS_INVALID: a bad address. */
struct mail_request;
MUST_USE enum status mail_request_new(const struct mail_server *server, const struct mail *mail,
    struct zone zone, struct mail_request **request);
CURL *mail_request_handle(struct mail_request *request);
void mail_request_free(struct mail_request *request); /* NULL is fine */

#endif
