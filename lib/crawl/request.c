/* Requests: an easy handle with every limit set, and its end read into a fetch_result. */
#include "config.h"

#include "crawl/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/message.h"
#include "crawl/address.h"
#include "crawl/certificate.h"

enum { TIMEOUT_MS = 30 * 1000, CONNECT_TIMEOUT_MS = 10 * 1000 };

struct request {
	CURL *handle;
	struct curl_slist *headers;
	enum fetch_addresses addresses;
	struct buffer body;
	size_t header_bytes;
	bool is_conditional;
	bool was_too_big, was_wrong_type, was_no_memory;
	bool was_refused_address; /* at the last hop */
	char curl_error[CURL_ERROR_SIZE];
};

/* --- what libcurl calls ----------------------------------------------------- */

static size_t
take_body(char *bytes, size_t unit, size_t length, void *context)
{
	struct request *request = context;
	enum status status = buffer_add(&request->body, bytes, unit * length);

	if (status == STATUS_OK)
		return unit * length;
	request->was_too_big = status == STATUS_LIMIT;
	request->was_no_memory = status == STATUS_NO_MEMORY;
	return 0;
}

/* The last line of a header is empty: the answer's type is then known, before its body is read. */
static bool
is_type_acceptable(CURL *handle)
{
	const char *type = NULL;
	long http_status = 0;

	curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &http_status);
	if (http_status < 200 || http_status > 299)
		return true;
	curl_easy_getinfo(handle, CURLINFO_CONTENT_TYPE, &type);
	return request_type_is_readable(type);
}

static size_t
take_header(char *bytes, size_t unit, size_t length, void *context)
{
	struct request *request = context;
	size_t total = unit * length;

	if (total >= 5 && strncasecmp(bytes, "HTTP/", 5) == 0)
		request->header_bytes = 0;
	request->header_bytes += total;
	if (request->header_bytes > LIMIT_HEADER_BYTES) {
		request->was_too_big = true;
		return 0;
	}
	if (total <= 2 && !is_type_acceptable(request->handle)) {
		request->was_wrong_type = true;
		return 0;
	}
	return total;
}

static bool
is_allowed(enum fetch_addresses addresses, const struct curl_sockaddr *address)
{
	enum address_kind kind = address_kind((const struct sockaddr *)&address->addr, address->addrlen);

	switch (addresses) {
	case FETCH_ADDRESSES_ANY:
		return true;
	case FETCH_ADDRESSES_PUBLIC:
		return kind == ADDRESS_PUBLIC;
	case FETCH_ADDRESSES_PUBLIC_OR_LOOPBACK:
		return kind != ADDRESS_SPECIAL;
	}
	return false;
}

/* Called for each address that the name resolved to, redirects included: a name that changes its address between
 * the check and the connection cannot pass. */
static curl_socket_t
open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct request *request = context;

	(void)purpose;
	if (!is_allowed(request->addresses, address)) {
		request->was_refused_address = true;
		return CURL_SOCKET_BAD;
	}
	request->was_refused_address = false;
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* --- setting up ------------------------------------------------------------- */

enum status
request_check_url(const char *url)
{
	CURLU *parsed;
	char *scheme = NULL;
	char *host = NULL;
	enum status status = STATUS_INVALID;

	if (strlen(url) > LIMIT_URL_BYTES)
		return STATUS_LIMIT;
	parsed = curl_url();
	if (parsed == NULL)
		return STATUS_NO_MEMORY;
	if (curl_url_set(parsed, CURLUPART_URL, url, 0) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    curl_url_get(parsed, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    (strcasecmp(scheme, "http") == 0 || strcasecmp(scheme, "https") == 0) && *host != '\0')
		status = STATUS_OK;
	curl_free(scheme);
	curl_free(host);
	curl_url_cleanup(parsed);
	return status;
}

static enum status
add_header(struct request *request, const char *name, const char *value)
{
	char line[LIMIT_VALIDATOR_BYTES + 64];
	struct curl_slist *longer;

	/* A line break in what a server once sent would forge a header. */
	if (strlen(value) > LIMIT_VALIDATOR_BYTES || strpbrk(value, "\r\n") != NULL)
		return STATUS_OK;
	snprintf(line, sizeof(line), "%s: %s", name, value);
	longer = curl_slist_append(request->headers, line);
	if (longer == NULL)
		return STATUS_NO_MEMORY;
	request->headers = longer;
	return STATUS_OK;
}

static enum status
add_headers(struct request *request, const struct fetch_options *options, const struct fetch_validators *validators)
{
	const char *language = options->accept_language;
	enum status status;

	status = add_header(request, "Accept",
	    "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5");
	if (status == STATUS_OK)
		status = add_header(request, "Accept-Language", language != NULL ? language : "zh-CN,zh;q=0.9,en;q=0.5");
	if (status == STATUS_OK && validators != NULL && validators->etag != NULL) {
		status = add_header(request, "If-None-Match", validators->etag);
		request->is_conditional = true;
	}
	if (status == STATUS_OK && validators != NULL && validators->last_modified != NULL) {
		status = add_header(request, "If-Modified-Since", validators->last_modified);
		request->is_conditional = true;
	}
	return status;
}

static void
set_agent(CURL *handle, const char *contact)
{
	char agent[512];

	if (contact != NULL && strpbrk(contact, "\r\n") == NULL)
		snprintf(agent, sizeof(agent), "gongkai/%s (+%s)", PACKAGE_VERSION, contact);
	else
		snprintf(agent, sizeof(agent), "gongkai/%s", PACKAGE_VERSION);
	curl_easy_setopt(handle, CURLOPT_USERAGENT, agent);
}

static void
set_limits(struct request *request, const struct fetch_options *options)
{
	CURL *handle = request->handle;
	unsigned timeout = options->timeout_ms != 0 ? options->timeout_ms : TIMEOUT_MS;
	unsigned connect_timeout = options->connect_timeout_ms != 0 ? options->connect_timeout_ms : CONNECT_TIMEOUT_MS;

	curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(handle, CURLOPT_MAXREDIRS, (long)LIMIT_REDIRECTS);
	curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, (long)timeout);
	curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, (long)connect_timeout);
	curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)request->body.limit);
	curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(handle, CURLOPT_CERTINFO, 1L);
	curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, request);
	curl_easy_setopt(handle, CURLOPT_PROXY, options->proxy != NULL ? options->proxy : "");
	if (options->ca_file != NULL)
		curl_easy_setopt(handle, CURLOPT_CAINFO, options->ca_file);
}

static void
set_up(struct request *request, const char *url, const struct fetch_options *options)
{
	CURL *handle = request->handle;

	curl_easy_setopt(handle, CURLOPT_URL, url);
	set_agent(handle, options->contact);
	set_limits(request, options);
	curl_easy_setopt(handle, CURLOPT_HTTPHEADER, request->headers);
	curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	/* Wait for a connection that may turn out to speak HTTP/2. Over plain http none does, and the wait would last
	 * until the first answer. */
	curl_easy_setopt(handle, CURLOPT_PIPEWAIT, strncasecmp(url, "https:", 6) == 0 ? 1L : 0L);
	curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, ""); /* all that libcurl can decode */
	/* Cookies live as long as the request: sites that set one and redirect to themselves would loop. */
	curl_easy_setopt(handle, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, request->curl_error);
	curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(handle, CURLOPT_WRITEDATA, request);
	curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(handle, CURLOPT_HEADERDATA, request);
}

enum status
request_new(const char *url, const struct fetch_options *options, const struct fetch_validators *validators,
    struct request **request)
{
	enum status status = request_check_url(url);
	struct request *made;

	if (status != STATUS_OK)
		return status;
	made = calloc(1, sizeof(*made));
	if (made == NULL)
		return STATUS_NO_MEMORY;
	made->addresses = options->addresses;
	buffer_start(&made->body, options->max_bytes != 0 ? options->max_bytes : LIMIT_PAGE_BYTES);
	made->handle = curl_easy_init();
	status = made->handle == NULL ? STATUS_NO_MEMORY : add_headers(made, options, validators);
	if (status != STATUS_OK) {
		request_free(made);
		return status;
	}
	set_up(made, url, options);
	*request = made;
	return STATUS_OK;
}

void
request_free(struct request *request)
{
	if (request == NULL)
		return;
	curl_easy_cleanup(request->handle);
	curl_slist_free_all(request->headers);
	buffer_clear(&request->body);
	free(request);
}

CURL *
request_handle(struct request *request)
{
	return request->handle;
}

/* --- reading the end -------------------------------------------------------- */

static char *
copy_header(CURL *handle, const char *name)
{
	struct curl_header *header;

	if (curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
		return NULL;
	return strdup(header->value);
}

static void
read_headers(CURL *handle, struct fetch_result *result)
{
	const char *url = NULL;
	curl_off_t retry_after = 0;

	curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_URL, &url);
	if (url != NULL)
		result->url = strdup(url);
	curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &retry_after);
	result->retry_after_seconds = retry_after;
	result->content_type = copy_header(handle, "Content-Type");
	result->etag = copy_header(handle, "ETag");
	result->last_modified = copy_header(handle, "Last-Modified");
	result->server = copy_header(handle, "Server");
	result->set_cookie = copy_header(handle, "Set-Cookie");
}

/* An answer over https is proof of a valid certificate: libcurl gives none without. */
static void
read_certificate(CURL *handle, CURLcode code, struct fetch_result *result)
{
	struct curl_certinfo *chain = NULL;

	if (code == CURLE_PEER_FAILED_VERIFICATION)
		result->certificate = FETCH_CERTIFICATE_REFUSED;
	if (result->http_status == 0 || result->url == NULL || strncasecmp(result->url, "https:", 6) != 0)
		return;
	result->certificate = FETCH_CERTIFICATE_VALID;
	if (curl_easy_getinfo(handle, CURLINFO_CERTINFO, &chain) == CURLE_OK)
		result->certificate_expires = certificate_expiry(chain);
}

static void
explain(const struct request *request, CURLcode code, struct fetch_result *result)
{
	char *detail = result->detail;
	size_t size = sizeof(result->detail);
	bool is_transport = code != CURLE_OK && !request->was_too_big && !request->was_wrong_type;

	if (request->was_no_memory)
		snprintf(detail, size, "%s", status_text(STATUS_NO_MEMORY));
	else if (request->was_refused_address)
		snprintf(detail, size, _("the address is private and such addresses are refused"));
	else if (result->outcome == OUTCOME_WRONG_TYPE && result->content_type != NULL)
		snprintf(detail, size, _("content type %s"), result->content_type);
	else if (is_transport)
		snprintf(detail, size, "%s",
		    request->curl_error[0] != '\0' ? request->curl_error : curl_easy_strerror(code));
	else if (result->outcome != OUTCOME_GOOD && result->http_status != 0)
		snprintf(detail, size, _("HTTP status %d"), result->http_status);
}

void
request_finish(struct request *request, CURLcode code, struct fetch_result *result)
{
	struct request_end end = {
		.code = code,
		.was_too_big = request->was_too_big,
		.was_wrong_type = request->was_wrong_type,
		.was_refused_address = code == CURLE_COULDNT_CONNECT && request->was_refused_address,
	};

	*result = (struct fetch_result){ 0 };
	curl_easy_getinfo(request->handle, CURLINFO_RESPONSE_CODE, &end.http_status);
	curl_easy_getinfo(request->handle, CURLINFO_REDIRECT_COUNT, &end.redirects);
	result->outcome = request_outcome(&end);
	result->http_status = (int)end.http_status;
	result->redirects = (unsigned)end.redirects;
	read_headers(request->handle, result);
	read_certificate(request->handle, code, result);
	explain(request, code, result);
	result->not_modified = result->outcome == OUTCOME_GOOD && end.http_status == 304;
	if (result->not_modified && !request->is_conditional)
		result->outcome = OUTCOME_SERVER_ERROR; /* an answer to a question that was not asked */
	result->body_hash = fetch_hash(buffer_string(&request->body), request->body.length);
	result->body_length = request->body.length;
	result->body = buffer_take(&request->body);
	if (result->body == NULL || request->was_no_memory) {
		result->body_length = 0;
		result->outcome = OUTCOME_UNREADABLE;
	}
}
