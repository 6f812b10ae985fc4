/* What the end of a transfer means, and which addresses are private. */
#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "crawl/certificate.h"
#include "crawl/address.h"
#include "crawl/fetch.h"
#include "crawl/request.h"

static void
test_outcomes(void **state)
{
	static const struct {
		const char *name;
		struct request_end end;
		enum outcome outcome;
	} rows[] = {
		{ "200 is good", { .http_status = 200 }, OUTCOME_GOOD },
		{ "304 is good: unchanged", { .http_status = 304 }, OUTCOME_GOOD },
		{ "404", { .http_status = 404 }, OUTCOME_CLIENT_ERROR },
		{ "429 is the client's", { .http_status = 429 }, OUTCOME_CLIENT_ERROR },
		{ "412 is a script gate", { .http_status = 412 }, OUTCOME_CHALLENGE },
		{ "521 is a script gate", { .http_status = 521 }, OUTCOME_CHALLENGE },
		{ "520 is a server's error", { .http_status = 520 }, OUTCOME_SERVER_ERROR },
		{ "503", { .http_status = 503 }, OUTCOME_SERVER_ERROR },
		{ "302 to nowhere", { .http_status = 302 }, OUTCOME_REDIRECT_REFUSED },
		{ "name does not resolve", { .code = CURLE_COULDNT_RESOLVE_HOST }, OUTCOME_DNS },
		{ "connection refused", { .code = CURLE_COULDNT_CONNECT }, OUTCOME_CONNECT },
		{ "reset while reading", { .code = CURLE_RECV_ERROR, .http_status = 200 }, OUTCOME_CONNECT },
		{ "cut off before its length", { .code = CURLE_PARTIAL_FILE, .http_status = 200 }, OUTCOME_CONNECT },
		{ "timeout while the body came", { .code = CURLE_OPERATION_TIMEDOUT, .http_status = 200 }, OUTCOME_TIMEOUT },
		{ "expired certificate", { .code = CURLE_PEER_FAILED_VERIFICATION }, OUTCOME_TLS },
		{ "handshake", { .code = CURLE_SSL_CONNECT_ERROR }, OUTCOME_TLS },
		{ "redirect loop", { .code = CURLE_TOO_MANY_REDIRECTS, .redirects = 5 }, OUTCOME_REDIRECT_REFUSED },
		{ "redirect to file:", { .code = CURLE_UNSUPPORTED_PROTOCOL, .redirects = 1 }, OUTCOME_REDIRECT_REFUSED },
		{ "length announced too big", { .code = CURLE_FILESIZE_EXCEEDED, .http_status = 200 }, OUTCOME_TOO_BIG },
		{ "body grew too big", { .code = CURLE_WRITE_ERROR, .http_status = 200, .was_too_big = true }, OUTCOME_TOO_BIG },
		{ "a picture", { .code = CURLE_WRITE_ERROR, .http_status = 200, .was_wrong_type = true }, OUTCOME_WRONG_TYPE },
		{ "broken gzip", { .code = CURLE_BAD_CONTENT_ENCODING, .http_status = 200 }, OUTCOME_UNREADABLE },
		{ "redirected to a private address",
		    { .code = CURLE_COULDNT_CONNECT, .redirects = 1, .was_refused_address = true }, OUTCOME_REDIRECT_REFUSED },
		{ "private address asked for",
		    { .code = CURLE_COULDNT_CONNECT, .was_refused_address = true }, OUTCOME_CONNECT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (request_outcome(&rows[i].end) != rows[i].outcome)
			fail_msg("%s: %s", rows[i].name, outcome_word(request_outcome(&rows[i].end)));
}

static void
test_types(void **state)
{
	static const struct {
		const char *type;
		bool is_readable;
	} rows[] = {
		{ NULL, true }, { "text/html; charset=gb2312", true }, { "application/json", true },
		{ "application/rss+xml", true }, { "application/octet-stream", true }, { "text/plain", true },
		{ "application/pdf", false }, { "Image/PNG", false }, { "application/vnd.ms-excel", false },
		{ "application/zip", false }, { "application/msword; charset=utf-8", false }, { "video/mp4", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (request_type_is_readable(rows[i].type) != rows[i].is_readable)
			fail_msg("%s", rows[i].type == NULL ? "none" : rows[i].type);
}

static enum address_kind
kind(const char *text)
{
	struct sockaddr_in inet = { .sin_family = AF_INET };
	struct sockaddr_in6 inet6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &inet.sin_addr) == 1)
		return address_kind((struct sockaddr *)&inet, sizeof(inet));
	assert_int_equal(inet_pton(AF_INET6, text, &inet6.sin6_addr), 1);
	return address_kind((struct sockaddr *)&inet6, sizeof(inet6));
}

static void
test_addresses(void **state)
{
	static const struct {
		const char *address;
		enum address_kind kind;
	} rows[] = {
		{ "114.114.114.114", ADDRESS_PUBLIC }, { "9.255.255.255", ADDRESS_PUBLIC }, { "11.0.0.0", ADDRESS_PUBLIC },
		{ "172.15.255.255", ADDRESS_PUBLIC }, { "172.16.0.0", ADDRESS_SPECIAL }, { "172.31.255.255", ADDRESS_SPECIAL },
		{ "172.32.0.0", ADDRESS_PUBLIC }, { "10.1.2.3", ADDRESS_SPECIAL }, { "192.168.1.1", ADDRESS_SPECIAL },
		{ "169.254.169.254", ADDRESS_SPECIAL }, { "100.64.0.1", ADDRESS_SPECIAL }, { "100.128.0.0", ADDRESS_PUBLIC },
		{ "127.0.0.1", ADDRESS_LOOPBACK }, { "127.255.0.1", ADDRESS_LOOPBACK }, { "0.0.0.0", ADDRESS_SPECIAL },
		{ "224.0.0.1", ADDRESS_SPECIAL }, { "255.255.255.255", ADDRESS_SPECIAL },
		{ "::1", ADDRESS_LOOPBACK }, { "::", ADDRESS_SPECIAL }, { "fe80::1", ADDRESS_SPECIAL },
		{ "fc00::1", ADDRESS_SPECIAL }, { "ff02::1", ADDRESS_SPECIAL }, { "2001:db8::1", ADDRESS_SPECIAL },
		{ "240e:0:1::1", ADDRESS_PUBLIC }, { "2408:8000::1", ADDRESS_PUBLIC },
		{ "::ffff:10.0.0.1", ADDRESS_SPECIAL }, { "::ffff:127.0.0.1", ADDRESS_LOOPBACK },
		{ "::ffff:114.114.114.114", ADDRESS_PUBLIC }, { "64:ff9b::a00:1", ADDRESS_SPECIAL },
		{ "2002:a00:1::1", ADDRESS_SPECIAL }, { "2001::1", ADDRESS_SPECIAL },
	};
	struct sockaddr local = { .sa_family = AF_UNIX };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (kind(rows[i].address) != rows[i].kind)
			fail_msg("%s: %d", rows[i].address, (int)kind(rows[i].address));
	assert_int_equal(address_kind(&local, sizeof(local)), ADDRESS_SPECIAL);
}

static void
test_hash(void **state)
{
	(void)state;
	/* printf abc | sha256sum | cut -c1-16 */
	assert_true(fetch_hash("abc", 3) == 0xba7816bf8f01cfeaU);
	assert_true(fetch_hash("", 0) == 0);
}

static void
test_refused_urls(void **state)
{
	static const struct fetch_options options = { .timeout_ms = 1000 };
	static const char *const urls[] = {
		"", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://", "/zwgk/", "javascript:void(0)",
	};
	struct fetch_result result;

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		if (fetch_once(urls[i], &options, NULL, &result) != STATUS_INVALID)
			fail_msg("'%s' was not refused", urls[i]);
}

/* --- certificates ------------------------------------------------------------------ */

static void
the_expiry_of_a_certificate_is_read(void **state)
{
	static const struct {
		const char *name;
		char *line;
		int64_t expires;
	} cases[] = {
		{ "as OpenSSL writes it", "Expire date:Nov 22 06:00:00 2026 GMT", 1795327200 },
		{ "a day of one digit", "Expire date:Dec  1 00:00:00 2026 GMT", 1796083200 },
		{ "another line", "Start date:Nov 22 06:00:00 2026 GMT", 0 },
		{ "no date", "Expire date:some day", 0 },
	};

	(void)state;
	assert_int_equal(certificate_expiry(NULL), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct curl_slist line = { cases[i].line, NULL };
		struct curl_slist subject = { (char[]){ "Subject:CN = www.example.gov.cn" }, &line };
		struct curl_slist *first = &subject;
		struct curl_certinfo chain = { 1, &first };

		print_message("%s\n", cases[i].name);
		assert_int_equal(certificate_expiry(&chain), cases[i].expires);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_expiry_of_a_certificate_is_read),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_refused_urls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
