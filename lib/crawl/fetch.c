/* The blocking fetch, and what every fetch shares. */
#include "crawl/fetch.h"

#include <curl/curl.h>
#include <openssl/sha.h> /* libmd's is twenty times slower, and this is run on every page */
#include <stdlib.h>

#include "crawl/request.h"

enum status
fetch_start(void)
{
	return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? STATUS_OK : STATUS_INTERNAL;
}

void
fetch_stop(void)
{
	curl_global_cleanup();
}

void
fetch_result_clear(struct fetch_result *result)
{
	free(result->url);
	free(result->content_type);
	free(result->etag);
	free(result->last_modified);
	free(result->server);
	free(result->set_cookie);
	free(result->body);
	*result = (struct fetch_result){ 0 };
}

uint64_t
fetch_hash(const char *bytes, size_t length)
{
	unsigned char digest[SHA256_DIGEST_LENGTH];
	uint64_t hash = 0;

	if (length == 0)
		return 0;
	SHA256((const unsigned char *)bytes, length, digest);
	for (size_t i = 0; i < sizeof(hash); i++)
		hash = hash << 8 | digest[i];
	return hash;
}

enum status
fetch_once(const char *url, const struct fetch_options *options, const struct fetch_validators *validators,
    struct fetch_result *result)
{
	struct request *request;
	enum status status = request_new(url, options, validators, &request);

	if (status != STATUS_OK)
		return status;
	request_finish(request, curl_easy_perform(request_handle(request)), result);
	request_free(request);
	return STATUS_OK;
}
