/* robots.txt: groups, longest match, wildcards, escapes (RFC 9309). */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "crawl/robots.h"

static void
test_decisions(void **state)
{
	static const struct {
		const char *name;
		const char *text;
		const char *path;
		bool is_allowed;
	} rows[] = {
		{ "an empty file allows", "", "/a", true },
		{ "no group for us allows", "User-agent: other\nDisallow: /\n", "/a", true },
		{ "the group for all", "User-agent: *\nDisallow: /zwgk/\n", "/zwgk/a.html", false },
		{ "a prefix only", "User-agent: *\nDisallow: /zwgk/\n", "/zwgk", true },
		{ "our group hides the group for all", "User-agent: *\nDisallow: /\nUser-agent: gongkai\nDisallow: /x\n", "/a", true },
		{ "names in any case", "USER-AGENT: GongKai\ndisallow: /x\n", "/x", false },
		{ "a version behind the name", "User-agent: gongkai/2.0\nDisallow: /x\n", "/x", false },
		{ "a longer name is another crawler", "User-agent: gongkai-news\nDisallow: /x\n", "/x", true },
		{ "our groups are joined", "User-agent: gongkai\nDisallow: /x\nUser-agent: a\nDisallow: /y\nUser-agent: gongkai\nDisallow: /z\n", "/z", false },
		{ "agents in a row share a group", "User-agent: a\nUser-agent: gongkai\nDisallow: /x\n", "/x", false },
		{ "a sitemap between agents breaks no group", "User-agent: gongkai\nSitemap: http://a/s.xml\nUser-agent: b\nDisallow: /x\n", "/x", false },
		{ "rules before any agent count for nobody", "Disallow: /\nUser-agent: b\n", "/x", true },
		{ "an empty disallow allows", "User-agent: *\nDisallow:\n", "/x", true },
		{ "the longest rule decides", "User-agent: *\nDisallow: /a/\nAllow: /a/b/\n", "/a/b/c", true },
		{ "whatever the order", "User-agent: *\nAllow: /a/b/\nDisallow: /a/\n", "/a/b/c", true },
		{ "allow wins a tie", "User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", true },
		{ "star", "User-agent: *\nDisallow: /*.asp\n", "/zwgk/list.asp?id=1", false },
		{ "two stars", "User-agent: *\nDisallow: /*/tmp/*.html\n", "/a/tmp/b/c.html", false },
		{ "star needs the rest", "User-agent: *\nDisallow: /*/tmp/*.html\n", "/a/tmp/b/c.htm", true },
		{ "anchor", "User-agent: *\nDisallow: /*.asp$\n", "/a.asp?id=1", true },
		{ "anchor matches the end", "User-agent: *\nDisallow: /*.asp$\n", "/a.asp.asp", false },
		{ "anchor without star", "User-agent: *\nDisallow: /a$\n", "/a", false },
		{ "anchor without star is exact", "User-agent: *\nDisallow: /a$\n", "/aa", true },
		{ "parts do not overlap", "User-agent: *\nDisallow: /ab*ba$\n", "/aba", true },
		{ "a lone anchor", "User-agent: *\nDisallow: $\n", "/a", true },
		{ "a lone star", "User-agent: *\nDisallow: *\n", "/a", false },
		{ "query", "User-agent: *\nDisallow: /*?\n", "/a?b", false },
		{ "escapes of letters are undone", "User-agent: *\nDisallow: /%61\n", "/a", false },
		{ "Chinese and its escapes are one", "User-agent: *\nDisallow: /公开\n", "/%e5%85%ac%E5%BC%80/a", false },
		{ "an escaped slash is no slash", "User-agent: *\nDisallow: /a%2fb\n", "/a/b", true },
		{ "an escaped star is a star", "User-agent: *\nDisallow: /a%2A\n", "/a*", false },
		{ "an escaped star is no wildcard", "User-agent: *\nDisallow: /a%2Ab\n", "/axb", true },
		{ "comments", "User-agent: * # all\nDisallow: /a # why\n", "/a", false },
		{ "carriage returns alone", "User-agent: *\rDisallow: /a\r", "/a", false },
		{ "byte order mark", "\xef\xbb\xbfUser-agent: *\nDisallow: /a\n", "/a", false },
		{ "no line end at the end", "User-agent: *\nDisallow: /a", "/a", false },
		{ "a page instead of rules", "<html><head><title>404</title></head>", "/a", true },
		{ "robots.txt itself", "User-agent: *\nDisallow: /\n", "/robots.txt", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct robots *robots = robots_parse(rows[i].text, strlen(rows[i].text), "gongkai");

		assert_non_null(robots);
		if (robots_allows(robots, rows[i].path) != rows[i].is_allowed)
			fail_msg("%s", rows[i].name);
		robots_free(robots);
	}
	assert_true(robots_allows(NULL, "/a"));
}

static void
test_pause(void **state)
{
	static const struct {
		const char *text;
		uint32_t pause_ms;
	} rows[] = {
		{ "User-agent: *\nDisallow: /a\n", 0 },
		{ "User-agent: *\nCrawl-delay: 5\n", 5000 },
		{ "User-agent: *\nCrawl-delay: 0.5\n", 1000 },
		{ "User-agent: *\nCrawl-delay: 99999999999999999999\n", 60000 },
		{ "User-agent: *\nCrawl-delay: 9\nUser-agent: gongkai\nAllow: /\n", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct robots *robots = robots_parse(rows[i].text, strlen(rows[i].text), "gongkai");

		if (robots_pause_ms(robots) != rows[i].pause_ms)
			fail_msg("%s", rows[i].text);
		robots_free(robots);
	}
	assert_int_equal(robots_pause_ms(NULL), 0);
}

/* Rules up to the limit count, the next one does not. */
static void
test_limit(void **state)
{
	enum { RULE_BYTES = sizeof("Allow: /00000\n") - 1 };
	char *text = malloc(64 + (LIMIT_ROBOTS_RULES + 2) * (size_t)RULE_BYTES);
	size_t length = (size_t)sprintf(text, "User-agent: *\n");
	struct robots *robots;

	(void)state;
	for (int i = 0; i < LIMIT_ROBOTS_RULES + 1; i++)
		length += (size_t)sprintf(text + length, i < LIMIT_ROBOTS_RULES - 1 ? "Allow: /%05d\n" : "Disallow: /%05d\n", i);
	robots = robots_parse(text, length, "gongkai");
	assert_true(robots_allows(robots, "/09998"));
	assert_false(robots_allows(robots, "/09999"));
	assert_true(robots_allows(robots, "/10000"));
	robots_free(robots);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decisions),
		cmocka_unit_test(test_pause),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
