/* URLs: resolution as RFC 3986 section 5.4 shows it, and the canonical form. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/url.h"

struct url_case {
	const char *name;
	const char *base;
	const char *reference;
	const char *expected; /* NULL: refused */
};

#define RFC "http://a/b/c/d;p?q"
#define GOV "https://www.yunling.example/zwgk/tzgg/index.html"

static const struct url_case cases[] = {
	{ "plain name", RFC, "g", "http://a/b/c/g" },
	{ "this folder", RFC, "./g", "http://a/b/c/g" },
	{ "folder below", RFC, "g/", "http://a/b/c/g/" },
	{ "absolute path", RFC, "/g", "http://a/g" },
	{ "host without scheme", RFC, "//g", "http://g/" },
	{ "only a query", RFC, "?y", "http://a/b/c/d;p?y" },
	{ "name with query", RFC, "g?y", "http://a/b/c/g?y" },
	{ "fragment is dropped", RFC, "g#s", "http://a/b/c/g" },
	{ "empty keeps the query", RFC, "", "http://a/b/c/d;p?q" },
	{ "dot", RFC, ".", "http://a/b/c/" },
	{ "dot dot", RFC, "..", "http://a/b/" },
	{ "dot dot name", RFC, "../g", "http://a/b/g" },
	{ "two up", RFC, "../../g", "http://a/g" },
	{ "above the root", RFC, "../../../g", "http://a/g" },
	{ "dots in absolute path", RFC, "/./g/../h", "http://a/h" },
	{ "dots that are names", RFC, "..g", "http://a/b/c/..g" },
	{ "dots within", RFC, "./g/./h/../i", "http://a/b/c/g/i" },
	{ "other scheme, other host", GOV, "http://Other.Example:80/A?b=%e4%b8%ad#x", "http://other.example/A?b=%E4%B8%AD" },
	{ "default port of https", NULL, "HTTPS://WWW.Yunling.Example:443", "https://www.yunling.example/" },
	{ "another port stays", NULL, "http://h:08080/x", "http://h:8080/x" },
	{ "port of the other scheme stays", NULL, "http://h:443/", "http://h:443/" },
	{ "user is dropped", NULL, "http://user:pass@h/x", "http://h/x" },
	{ "blanks and line breaks", GOV, " ./2026\n07/t 1.html\t", "https://www.yunling.example/zwgk/tzgg/202607/t%201.html" },
	{ "backslashes", GOV, "..\\xw\\1.html", "https://www.yunling.example/zwgk/xw/1.html" },
	{ "Chinese characters", GOV, "公开.html", "https://www.yunling.example/zwgk/tzgg/%E5%85%AC%E5%BC%80.html" },
	{ "a percent sign without digits stays", GOV, "/a%zz", "https://www.yunling.example/a%zz" },
	{ "address of six groups", NULL, "http://[2001:DB8::1]:80/", "http://[2001:db8::1]/" },
	{ "relative without base", NULL, "a.html", NULL },
	{ "script", GOV, "javascript:void(0)", NULL },
	{ "mail", GOV, "mailto:a@b", NULL },
	{ "no host", GOV, "http:///a", NULL },
	{ "port beyond 65535", GOV, "http://h:65536/", NULL },
	{ "bad host", GOV, "http://a b/", NULL },
};

static void
resolves(void **state)
{
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *arena = arena_new();
		const char *url = NULL;
		enum status status = url_resolve(cases[i].base, cases[i].reference, arena, &url);

		if (cases[i].expected == NULL ? status == STATUS_OK || url != NULL :
		    status != STATUS_OK || strcmp(url, cases[i].expected) != 0) {
			print_error("%s: %s gives %s (%s)\n", cases[i].name, cases[i].reference, url, status_word(status));
			failed++;
		}
		arena_free(arena);
	}
	assert_int_equal(failed, 0);
}

static void
canonical_form_is_stable(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *arena = arena_new();
		const char *again = NULL;

		if (cases[i].expected != NULL) {
			assert_int_equal(url_canonical(cases[i].expected, arena, &again), STATUS_OK);
			assert_string_equal(again, cases[i].expected);
		}
		arena_free(arena);
	}
}

/* A URL of exactly `length` bytes. */
static enum status
resolve_long(size_t length)
{
	static char url[LIMIT_URL_BYTES + 2];
	struct arena *arena = arena_new();
	const char *result;
	enum status status;

	memset(url, 'a', length);
	memcpy(url, "http://h/", 9);
	url[length] = '\0';
	status = url_canonical(url, arena, &result);
	arena_free(arena);
	return status;
}

static void
length_is_limited(void **state)
{
	(void)state;
	assert_int_equal(resolve_long(LIMIT_URL_BYTES - 1), STATUS_OK);
	assert_int_equal(resolve_long(LIMIT_URL_BYTES), STATUS_OK);
	assert_int_equal(resolve_long(LIMIT_URL_BYTES + 1), STATUS_LIMIT);
}

static void
hosts_compare_without_port_and_case(void **state)
{
	(void)state;
	assert_true(url_same_host("http://A.example/x", "https://a.EXAMPLE:8443/y"));
	assert_false(url_same_host("http://a.example/", "http://b.example/"));
	assert_false(url_same_host("/x", "http://b.example/"));
	assert_string_equal(url_path("http://h"), "/");
	assert_string_equal(url_path("http://h/a?b"), "/a?b");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resolves),
		cmocka_unit_test(canonical_form_is_stable),
		cmocka_unit_test(length_is_limited),
		cmocka_unit_test(hosts_compare_without_port_and_case),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
