/* One mail as a libcurl transfer: headers, MIME parts, login, TLS. */
#include "notify/mail.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

enum { HEADER_LINE_BYTES_LAST = 20 * 1024 };

struct mail_request {
	CURL *handle;
	curl_mime *mime;
	struct curl_slist *headers;
	struct curl_slist *recipients;
	char *from_name;
	char *from_address;
};

static enum status
append(struct curl_slist **list, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*list, line);

	if (longer == NULL)
		return STATUS_NO_MEMORY;
	*list = longer;
	return STATUS_OK;
}

static enum status
append_header(struct curl_slist **list, const char *name, const char *value)
{
	struct buffer line;
	enum status status;

	buffer_start(&line, HEADER_LINE_BYTES_LAST);
	status = buffer_add_format(&line, "%s: %s", name, value);
	if (status == STATUS_OK)
		status = append(list, buffer_string(&line));
	buffer_clear(&line);
	return status;
}

static enum status
append_encoded(struct curl_slist **list, const char *name, const char *value)
{
	char *encoded = NULL;
	enum status status = mail_header_encode(value, &encoded);

	if (status == STATUS_OK)
		status = append_header(list, name, encoded);
	free(encoded);
	return status;
}

static enum status
append_from(struct mail_request *request)
{
	struct buffer value;
	char *name = NULL;
	enum status status = mail_header_encode(request->from_name, &name);

	buffer_start(&value, HEADER_LINE_BYTES_LAST);
	if (status == STATUS_OK)
		status = buffer_add_format(&value, "%s%s<%s>", name, name[0] != '\0' ? " " : "",
		    request->from_address);
	if (status == STATUS_OK)
		status = append_header(&request->headers, "From", buffer_string(&value));
	buffer_clear(&value);
	free(name);
	return status;
}

static enum status
add_headers(struct mail_request *request, const struct mail *mail, struct zone zone)
{
	char date[40];
	enum status status = append_from(request);

	if (status == STATUS_OK)
		status = append_header(&request->headers, "To", mail->to);
	if (status == STATUS_OK)
		status = append_encoded(&request->headers, "Subject", mail->subject);
	if (status == STATUS_OK)
		status = append_header(&request->headers, "Date", mail_date(mail->at, zone, date));
	if (status == STATUS_OK)
		status = append_header(&request->headers, "Message-ID", mail->message_id);
	/* Keeps out-of-office replies away (RFC 3834 section 5). */
	if (status == STATUS_OK)
		status = append_header(&request->headers, "Auto-Submitted", "auto-generated");
	return status;
}

static enum status
add_part(curl_mime *mime, const char *text, const char *type)
{
	curl_mimepart *part = curl_mime_addpart(mime);

	if (part == NULL || curl_mime_data(part, text, CURL_ZERO_TERMINATED) != CURLE_OK
	    || curl_mime_type(part, type) != CURLE_OK || curl_mime_encoder(part, "base64") != CURLE_OK)
		return STATUS_NO_MEMORY;
	return STATUS_OK;
}

/* The plain text first: a reader takes the last part that it can show (RFC 2046 section 5.1.4). */
static enum status
add_body(struct mail_request *request, const struct mail *mail)
{
	curl_mime *alternatives;
	curl_mimepart *part;
	enum status status;

	request->mime = curl_mime_init(request->handle);
	alternatives = curl_mime_init(request->handle);
	if (request->mime == NULL || alternatives == NULL) {
		curl_mime_free(alternatives);
		return STATUS_NO_MEMORY;
	}
	status = add_part(alternatives, mail->plain, "text/plain; charset=UTF-8");
	if (status == STATUS_OK && mail->html != NULL)
		status = add_part(alternatives, mail->html, "text/html; charset=UTF-8");
	part = status == STATUS_OK ? curl_mime_addpart(request->mime) : NULL;
	if (part == NULL || curl_mime_subparts(part, alternatives) != CURLE_OK) {
		curl_mime_free(alternatives);
		return STATUS_NO_MEMORY;
	}
	if (curl_mime_type(part, "multipart/alternative") != CURLE_OK)
		return STATUS_NO_MEMORY;
	return STATUS_OK;
}

static long
ssl_level(enum mail_tls tls)
{
	switch (tls) {
	case MAIL_TLS_REQUIRED:
		return CURLUSESSL_ALL;
	case MAIL_TLS_WHERE_OFFERED:
		return CURLUSESSL_TRY;
	case MAIL_TLS_OFF:
		break;
	}
	return CURLUSESSL_NONE;
}

static enum status
set_options(struct mail_request *request, const struct mail_server *server)
{
	const struct mail_settings *settings = server->settings;
	CURL *handle = request->handle;
	bool is_set = curl_easy_setopt(handle, CURLOPT_URL, settings->server) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps") == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_MAIL_FROM, request->from_address) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, request->recipients) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_HTTPHEADER, request->headers) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_MIMEPOST, request->mime) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_USE_SSL, ssl_level(settings->tls)) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, server->timeout_ms) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L) == CURLE_OK
	    && curl_easy_setopt(handle, CURLOPT_PROXY, "") == CURLE_OK;

	if (is_set && settings->user != NULL)
		is_set = curl_easy_setopt(handle, CURLOPT_USERNAME, settings->user) == CURLE_OK
		    && curl_easy_setopt(handle, CURLOPT_PASSWORD,
			server->password != NULL ? server->password : "") == CURLE_OK;
	if (is_set && settings->ca_file != NULL)
		is_set = curl_easy_setopt(handle, CURLOPT_CAINFO, settings->ca_file) == CURLE_OK;
	return is_set ? STATUS_OK : STATUS_NO_MEMORY;
}

static enum status
prepare(struct mail_request *request, const struct mail_server *server, const struct mail *mail,
    struct zone zone)
{
	enum status status = mail_address_check(mail->to);

	if (status == STATUS_OK)
		status = mail_sender_split(server->settings->from, &request->from_name, &request->from_address);
	if (status == STATUS_OK)
		status = append(&request->recipients, mail->to);
	if (status == STATUS_OK)
		status = add_headers(request, mail, zone);
	if (status == STATUS_OK)
		status = add_body(request, mail);
	if (status == STATUS_OK)
		status = set_options(request, server);
	return status;
}

enum status
mail_request_new(const struct mail_server *server, const struct mail *mail, struct zone zone,
    struct mail_request **request)
{
	struct mail_request *made = calloc(1, sizeof(*made));
	enum status status;

	if (made == NULL)
		return STATUS_NO_MEMORY;
	made->handle = curl_easy_init();
	status = made->handle == NULL ? STATUS_NO_MEMORY : prepare(made, server, mail, zone);
	if (status != STATUS_OK) {
		mail_request_free(made);
		return status;
	}
	*request = made;
	return STATUS_OK;
}

CURL *
mail_request_handle(struct mail_request *request)
{
	return request->handle;
}

void
mail_request_free(struct mail_request *request)
{
	if (request == NULL)
		return;
	curl_easy_cleanup(request->handle);
	curl_mime_free(request->mime);
	curl_slist_free_all(request->headers);
	curl_slist_free_all(request->recipients);
	free(request->from_name);
	free(request->from_address);
	free(request);
}
