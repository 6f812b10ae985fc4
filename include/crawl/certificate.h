/* Certificates as libcurl tells them. Nobody but the requests includes this. */
#ifndef GONGKAI_CRAWL_CERTIFICATE_H
#define GONGKAI_CRAWL_CERTIFICATE_H

#include <curl/curl.h>
#include <stdint.h>

/* When the server's own certificate expires, seconds since 1970; 0 where it is not told (CURLINFO_CERTINFO: the first
 * of the chain is the server's). */
int64_t certificate_expiry(const struct curl_certinfo *chain);

#endif
