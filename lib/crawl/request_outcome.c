/* What the end of a transfer means. Pure: tests/unit/test_fetch.c holds the table. */
#include "crawl/request.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static enum outcome
outcome_of_code(const struct request_end *end)
{
	switch (end->code) {
	case CURLE_OK:
		return OUTCOME_GOOD;
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
		return OUTCOME_DNS;
	case CURLE_OPERATION_TIMEDOUT:
		return OUTCOME_TIMEOUT;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_ISSUER_ERROR:
	case CURLE_SSL_INVALIDCERTSTATUS:
	case CURLE_SSL_CACERT_BADFILE:
		return OUTCOME_TLS;
	case CURLE_TOO_MANY_REDIRECTS:
		return OUTCOME_REDIRECT_REFUSED;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_URL_MALFORMAT:
		/* A URL of our own was checked before it started. */
		return end->redirects > 0 ? OUTCOME_REDIRECT_REFUSED : OUTCOME_CONNECT;
	case CURLE_FILESIZE_EXCEEDED:
		return OUTCOME_TOO_BIG;
	case CURLE_BAD_CONTENT_ENCODING:
		return OUTCOME_UNREADABLE;
	default:
		return OUTCOME_CONNECT;
	}
}

/* 412 and 521 are how the script gates before government sites answer; 521 stands nowhere in a standard. */
static enum outcome
outcome_of_http(long http_status)
{
	if (http_status == 412 || http_status == 521)
		return OUTCOME_CHALLENGE;
	if (http_status >= 500)
		return OUTCOME_SERVER_ERROR;
	if (http_status >= 400)
		return OUTCOME_CLIENT_ERROR;
	/* A redirect without a place to go to. */
	if (http_status >= 300 && http_status != 304)
		return OUTCOME_REDIRECT_REFUSED;
	return http_status >= 200 ? OUTCOME_GOOD : OUTCOME_CONNECT;
}

enum outcome
request_outcome(const struct request_end *end)
{
	if (end->was_refused_address)
		return end->redirects > 0 ? OUTCOME_REDIRECT_REFUSED : OUTCOME_CONNECT;
	if (end->was_too_big)
		return OUTCOME_TOO_BIG;
	if (end->was_wrong_type)
		return OUTCOME_WRONG_TYPE;
	if (end->code != CURLE_OK)
		return outcome_of_code(end);
	return outcome_of_http(end->http_status);
}

bool
request_type_is_readable(const char *content_type)
{
	/* Whole families and types that hold no page. Anything else is looked at: servers often name a page
	 * application/octet-stream or make a type up. */
	static const char *const refused[] = {
		"image/", "audio/", "video/", "font/", "model/",
		"application/pdf", "application/zip", "application/gzip", "application/x-gzip", "application/x-rar",
		"application/vnd.rar", "application/x-7z", "application/x-tar", "application/msword", "application/wps",
		"application/vnd.ms-", "application/vnd.openxmlformats-", "application/vnd.oasis.", "application/ofd",
		"application/x-shockwave-flash", "application/java-archive",
	};

	if (content_type == NULL)
		return true;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (strncasecmp(content_type, refused[i], strlen(refused[i])) == 0)
			return false;
	return true;
}
