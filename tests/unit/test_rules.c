/* Unit tests of rules: sentences into the model, conditions, lookups, limits, includes. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "lib/rules/suggest.h"
#include "rules/condition.h"
#include "rules/diagnostic.h"
#include "rules/load.h"
#include "rules/pattern.h"
#include "rules/source_memory.h"
#include "tests/unit/rules_text.h"

#define WHEN "when published in policy "
#define ANSWER "expect publication in interpretation referring to trigger "

/* --- kinds of rule ---------------------------------------------------------------------------------------------------- */

struct kind_case {
	const char *name;
	const char *body;
	enum trigger_kind trigger;
	enum expectation_kind expectation;
	enum limit_kind limit;
};

static const struct kind_case kinds[] = {
	{ "response to an item", WHEN ANSWER "within 3 working days", TRIGGER_ITEM, EXPECT_PUBLICATION, LIMIT_SPAN },
	{ "response to an event", "when event fire expect publication in news within 24 hours", TRIGGER_EVENT,
	    EXPECT_PUBLICATION, LIMIT_SPAN },
	{ "same day", WHEN ANSWER "same day", TRIGGER_ITEM, EXPECT_PUBLICATION, LIMIT_SAME_DAY },
	{ "before the trigger", WHEN "expect publication in consultation before trigger by at least 30 days", TRIGGER_ITEM,
	    EXPECT_PUBLICATION, LIMIT_BEFORE },
	{ "from a fixed date", "when date 2019-07-25 expect publication in any within 30 working days", TRIGGER_DATE,
	    EXPECT_PUBLICATION, LIMIT_SPAN },
	{ "by a fixed date", "expect publication in any by 2020-09-30", TRIGGER_DATE, EXPECT_PUBLICATION, LIMIT_DATE },
	{ "by a day of the year, each year understood", "expect publication in plan by 31 January of the next year",
	    TRIGGER_PERIOD, EXPECT_PUBLICATION, LIMIT_MONTH_DAY },
	{ "recurring, by the end understood", "each quarter expect publication in water-quality", TRIGGER_PERIOD,
	    EXPECT_PUBLICATION, LIMIT_PERIOD_END },
	{ "recurring, later than the end", "each year expect publication in plan within 20 days after the period",
	    TRIGGER_PERIOD, EXPECT_PUBLICATION, LIMIT_PERIOD_END },
	{ "latest removal", "when published in penalty expect removal within 3 months", TRIGGER_ITEM, EXPECT_REMOVAL,
	    LIMIT_SPAN },
	{ "minimum duration", "when published in consultation expect open at least 5 working days until field consult-until",
	    TRIGGER_ITEM, EXPECT_OPEN, LIMIT_SPAN },
	{ "content", WHEN "expect content has links", TRIGGER_ITEM, EXPECT_CONTENT, LIMIT_NONE },
	{ "freshness", "expect newest in news not older than 14 days", TRIGGER_STANDING, EXPECT_FRESH, LIMIT_SPAN },
	{ "register", "expect register policy agrees with gazette", TRIGGER_STANDING, EXPECT_REGISTER, LIMIT_NONE },
	{ "numbers", "expect numbers in policy without gaps", TRIGGER_STANDING, EXPECT_INTEGRITY, LIMIT_NONE },
	{ "detectors", "expect never contains mobile-number in any", TRIGGER_ITEM, EXPECT_CLEAN, LIMIT_NONE },
	{ "integrity", "expect never back-dated in any", TRIGGER_STANDING, EXPECT_INTEGRITY, LIMIT_NONE },
	{ "reachable share", "expect site reachable at least 95% over 7 days", TRIGGER_STANDING, EXPECT_SITE, LIMIT_SPAN },
	{ "certificate", "expect certificate valid at least 30 days", TRIGGER_STANDING, EXPECT_SITE, LIMIT_NONE },
	{ "page", "expect page search answers", TRIGGER_STANDING, EXPECT_SITE, LIMIT_NONE },
	{ "attestation", "each year expect attestation", TRIGGER_PERIOD, EXPECT_ATTESTATION, LIMIT_PERIOD_END },
	{ "in Chinese with full-width signs", "当：发布于 政策文件；应：发布于 政策解读 关联触发信息；期限：３个工作日内", TRIGGER_ITEM,
	    EXPECT_PUBLICATION, LIMIT_SPAN },
};

static void
every_kind_of_rule_can_be_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct ruleset *ruleset;
		const struct rule *rule;
		char text[512];

		snprintf(text, sizeof(text), "rule r { %s }", kinds[i].body);
		rule = load_rule(text, &ruleset);
		if (rule->trigger.kind != kinds[i].trigger || rule->expectation.kind != kinds[i].expectation ||
		    rule->limit.kind != kinds[i].limit)
			fail_msg("%s: %d %d %d", kinds[i].name, rule->trigger.kind, rule->expectation.kind, rule->limit.kind);
		ruleset_release(ruleset);
	}
}

static void
a_rule_keeps_all_that_it_says(void **state)
{
	struct ruleset *ruleset;
	const struct rule *rule = load_rule("# first\nrule 三日解读 {\n title \"t\" basis \"a\", \"b\" note \"n\" grade B\n"
	    "number from national rule severity critical\n" WHEN "where title matches \"办法\"\n" ANSWER
	    "within 1 month from field issued end of business 17:30 roll not at all counting from the same day\n"
	    "valid from 2019-05-15 until 2030-12-31 since 2020-01-01 for levels city, county\n"
	    "remind 3 days before remind 1 day before escalate 5 working days after to \"a@b.example\" }", &ruleset);

	(void)state;
	assert_string_equal(rule->name, "三日解读");
	assert_string_equal(rule->basis, "a；b");
	assert_int_equal(rule->line, 2);
	assert_int_equal(rule->origin, ORIGIN_NATIONAL);
	assert_string_equal(rule->grade, "B");
	assert_int_equal(rule->severity, SEVERITY_CRITICAL);
	assert_string_equal(rule->limit.anchor_field, "issued");
	assert_int_equal(rule->limit.options.end_of_day_seconds, 63000);
	assert_int_equal(rule->limit.options.roll, DEADLINE_ROLL_NONE);
	assert_int_equal(rule->limit.options.start, DEADLINE_START_SAME_DAY);
	assert_true(rule->has_valid_from && rule->has_valid_until && rule->has_since);
	assert_string_equal(rule->scope.levels[1], "county");
	assert_null(rule->scope.levels[2]);
	assert_int_equal(rule->reminder_count, 2);
	assert_int_equal(rule->reminders[1].span.count, 1);
	assert_string_equal(rule->escalations[0].recipient, "a@b.example");
	ruleset_release(ruleset);
}

/* --- conditions ------------------------------------------------------------------------------------------------------- */

struct condition_case {
	const char *condition;
	enum truth truth;
};

static const struct condition_case conditions[] = {
	{ "title matches \"办法|规定\"", TRUTH_TRUE },
	{ "title does not match \"办法\"", TRUTH_FALSE },
	{ "title contains \"２０２６\"", TRUTH_TRUE }, /* full width is the same after NFKC */
	{ "title contains all of \"2026\", \"办法\"", TRUTH_TRUE },
	{ "title contains all of \"2026\", \"规定\"", TRUTH_FALSE },
	{ "title contains any of \"规定\", \"办法\"", TRUTH_TRUE },
	{ "disclosure is \"主动公开\"", TRUTH_TRUE },
	{ "disclosure is one of \"不予公开\", \"依申请公开\"", TRUTH_FALSE },
	{ "disclosure is not \"主动公开\"", TRUTH_FALSE },
	{ "has links", TRUTH_TRUE },
	{ "lacks videos", TRUTH_TRUE },
	{ "has pictures", TRUTH_FALSE }, /* a count of none */
	{ "number is missing", TRUTH_TRUE },
	{ "links at least 2", TRUTH_TRUE }, /* entries of a list */
	{ "links at most 1", TRUTH_FALSE },
	{ "\"名额\" at least 30", TRUTH_TRUE }, /* a label, and a number */
	{ "published on or after 2026-01-31", TRUTH_TRUE },
	{ "published on or before 2026-01-30", TRUTH_FALSE },
	{ "issued on or after 2026-01-01", TRUTH_UNKNOWN }, /* no date: nobody knows */
	{ "not issued on or after 2026-01-01", TRUTH_UNKNOWN },
	{ "issued on or after 2026-01-01 or title contains \"办法\"", TRUTH_TRUE },
	{ "issued on or after 2026-01-01 and title contains \"规定\"", TRUTH_FALSE },
	{ "title contains \"a\" or title contains \"办法\" and has links", TRUTH_TRUE },
	{ "(title contains \"办法\" or has links) and has videos", TRUTH_FALSE },
	{ "title matches \"{year}年\"", TRUTH_TRUE },
	{ "title matches \"第{quarter}季度\"", TRUTH_TRUE }, /* 一 is 1 */
	{ "title contains \"{unit}\"", TRUTH_TRUE },       /* by its other name */
	{ "title matches \"^{unit}关于\"", TRUTH_TRUE },
	{ "title contains \"{month}月\"", TRUTH_UNKNOWN },  /* a quarter has no one month */
	{ "number is \"{trigger.number}\"", TRUTH_FALSE },
	{ "title matches \"(a+)+$\"", TRUTH_FALSE },
};

static struct item
sample_item(struct field fields[4])
{
	struct item item = { .role = "policy", .title = "市教委关于2026年第一季度办法",
		.published = { .precision = DATE_PRECISION_DAY }, .fields = fields, .field_count = 4 };

	fields[0] = (struct field){ .name = "disclosure", .value = "主动公开" };
	fields[1] = (struct field){ .name = "links", .value = "https://a.example/1\nhttps://a.example/2\n" };
	fields[2] = (struct field){ .name = "名额", .value = "30" };
	fields[3] = (struct field){ .name = "pictures", .value = "0" };
	assert_int_equal(date_from_civil(2026, 1, 31, &item.published.date), STATUS_OK);
	return item;
}

static void
conditions_have_three_values(void **state)
{
	static const char *const aliases[] = { "市教委", NULL };
	struct field fields[4], number = { .name = "number", .value = "甲府〔2026〕1号" };
	struct item item = sample_item(fields), trigger = { .fields = &number, .field_count = 1 };
	struct period quarter = period_containing(PERIOD_QUARTER, item.published.date);
	struct condition_context context = { .period = &quarter, .unit = "市教育局", .aliases = aliases,
		.trigger = &trigger };

	(void)state;
	for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
		struct ruleset *ruleset;
		const struct rule *rule;
		char text[512];
		enum truth truth;

		snprintf(text, sizeof(text), "rule r { when published in policy where %s expect removal within 3 months }",
		    conditions[i].condition);
		rule = load_rule(text, &ruleset);
		truth = condition_evaluate(rule->trigger.where, &item, &context);
		if (truth != conditions[i].truth)
			fail_msg("%s: %d instead of %d", conditions[i].condition, truth, conditions[i].truth);
		assert_int_equal(condition_holds(rule->trigger.where, &item, &context), truth == TRUTH_TRUE);
		ruleset_release(ruleset);
	}
}

static void
a_pattern_that_costs_too_much_tells_nothing(void **state)
{
	static const char text[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
	struct pattern_problem problem;
	struct pattern *pattern;

	(void)state;
	for (int quick = 0; quick < 2; quick++) {
		assert_int_equal(pattern_compile("^(a+)+$", 7, quick, &pattern, &problem), STATUS_OK);
		assert_int_equal(pattern_match(pattern, text, strlen(text)), PATTERN_TOO_COSTLY);
		assert_int_equal(pattern_match(pattern, "aaa", 3), PATTERN_YES);
		assert_int_equal(pattern_match(pattern, "b", 1), PATTERN_NO);
		assert_int_equal(pattern_match(pattern, "a\xff", 2), PATTERN_TOO_COSTLY);
		pattern_free(pattern);
	}
	assert_int_equal(pattern_compile("办法(", 7, false, &pattern, &problem), STATUS_INVALID);
	assert_int_equal(problem.offset, 7);
}

/* --- lookups and digests ------------------------------------------------------------------------------------------------ */

static void
rules_are_found_by_role_and_event(void **state)
{
	struct ruleset *ruleset = load_text(
	    "rule a { " WHEN ANSWER "within 3 days }\n"
	    "rule b { expect never contains mobile-number in any }\n"
	    "rule c { when published in policy expect removal within 3 months }\n"
	    "rule d { when event fire expect publication in news within 5 hours }\n"
	    "rule e { each year expect attestation }\n"
	    "rule f { 当 发布于 政策解读 应 内容 有 图片 }\n", NULL, NULL);
	const struct rule *const *rules;
	size_t count;

	(void)state;
	assert_non_null(ruleset);
	rules = ruleset_rules_for_role(ruleset, "policy", &count);
	assert_int_equal(count, 3);
	assert_string_equal(rules[0]->name, "a");
	assert_string_equal(rules[1]->name, "b");
	assert_string_equal(rules[2]->name, "c");
	(void)ruleset_rules_for_role(ruleset, "interpretation", &count);
	assert_int_equal(count, 3);
	rules = ruleset_rules_for_role(ruleset, "unheard-of", &count);
	assert_int_equal(count, 1);
	assert_string_equal(rules[0]->name, "b");
	rules = ruleset_rules_for_event(ruleset, "fire", &count);
	assert_int_equal(count, 1);
	assert_string_equal(rules[0]->name, "d");
	assert_null(ruleset_rules_for_event(ruleset, "flood", &count));
	rules = ruleset_timed_rules(ruleset, &count);
	assert_int_equal(count, 1);
	assert_string_equal(rules[0]->name, "e");
	assert_ptr_equal(ruleset_find_rule(ruleset, "e"), rules[0]);
	assert_null(ruleset_find_rule(ruleset, "z"));
	ruleset_release(ruleset_retain(ruleset));
	ruleset_release(ruleset);
}

static uint64_t
digest_of(const char *text)
{
	struct ruleset *ruleset = load_text(text, NULL, NULL);
	const struct rule *rule;
	uint64_t digest;

	assert_non_null(ruleset);
	rule = ruleset_find_rule(ruleset, "r");
	assert_non_null(rule);
	digest = rule->digest;
	ruleset_release(ruleset);
	return digest;
}

static void
digests_change_with_what_decides_only(void **state)
{
	static const char *const same[] = {
		"rule r { title \"x\" basis \"y\" severity critical " WHEN ANSWER "within 3 working days }",
		"rule q { each year expect attestation } rule r { " WHEN ANSWER "within 3 working days }",
		"规则 r { 当 发布于 政策 应 发布于 解读 关联触发信息 期限 三个工作日 }",
	};
	static const char *const other[] = {
		"rule r { " WHEN ANSWER "within 4 working days }",
		"rule r { " WHEN ANSWER "within 3 days }",
		"rule r { " WHEN "where has links " ANSWER "within 3 working days }",
		"rule r { " WHEN ANSWER "within 3 working days for levels city }",
		"rule r { " WHEN ANSWER "within 3 working days since 2020-01-01 }",
		"rule r { " WHEN ANSWER "within 3 working days end of business 17:30 }",
		"rule r { " WHEN ANSWER "within 3 working days remind 1 day before }",
	};
	uint64_t first = digest_of("rule r { " WHEN ANSWER "within 3 working days }");

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_true(digest_of(same[i]) == first);
	for (size_t i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		assert_true(digest_of(other[i]) != first);
	assert_true(digest_of("roster u { unit \"a\" } rule r { each year each unit of u expect attestation }") !=
	    digest_of("roster u { unit \"a\" unit \"b\" } rule r { each year each unit of u expect attestation }"));
}

/* --- settings, sites, tests ----------------------------------------------------------------------------------------------- */

static void
settings_and_sites_reach_the_ruleset(void **state)
{
	struct ruleset *ruleset = load_text(
	    "site s { url \"https://A.example/x/\" region \"甲市\" level county\n"
	    " column 政策 { url \"../p/\" } column c { url \"q\" every 30 minutes role 解读 further pages 5 do not read articles }\n"
	    " page find { url \"https://b.example/so\" } }\n"
	    "settings { poll every 2 hours further pages 3 pause 2 seconds refuse private addresses\n"
	    " mail { server \"smtp://m.example\" from \"a@b.example\" tls off } digest at 08:30 language zh }\n"
	    "route r { to \"a@b.example\", \"c@d.example\" webhook 钉钉 \"https://h.example/\" at once from major }\n", NULL, NULL);
	const struct column *column;
	const struct settings *settings;

	(void)state;
	assert_non_null(ruleset);
	column = ruleset_find_column(ruleset, "s", "政策");
	assert_string_equal(column->url, "https://a.example/p/");
	assert_string_equal(column->role, "policy");
	assert_int_equal(column->every.count, 2);
	assert_int_equal(column->pages, 3);
	assert_true(column->read_articles);
	column = ruleset_find_column(ruleset, "s", "c");
	assert_string_equal(column->role, "interpretation");
	assert_int_equal(column->pages, 5);
	assert_false(column->read_articles);
	assert_true(ruleset_find_column(ruleset, "s", "find")->is_page);
	assert_string_equal(ruleset_find_site(ruleset, "s")->level, "county");
	settings = ruleset_settings(ruleset);
	assert_int_equal(settings->pause_ms, 2000);
	assert_true(settings->refuse_private_addresses);
	assert_int_equal(settings->mail.tls, MAIL_TLS_OFF);
	assert_int_equal(settings->digest_second, 8 * 3600 + 1800);
	assert_int_equal(settings->language, MESSAGE_LANGUAGE_CHINESE);
	assert_string_equal(ruleset_find_route(ruleset, "r")->to[1], "c@d.example");
	assert_int_equal(ruleset_find_route(ruleset, "r")->webhooks->kind, WEBHOOK_DINGTALK);
	assert_int_equal(ruleset_find_route(ruleset, "r")->at_once, SEVERITY_MAJOR);
	ruleset_release(ruleset);
}

static void
tests_reach_the_ruleset(void **state)
{
	struct ruleset *ruleset = load_text("rule r { " WHEN ANSWER "within 3 working days }\n"
	    "test \"t\" { item p in policy title \"x\" published 2019-09-27 10:30 field number \"1\" field issued 2019-09-01\n"
	    " event e fire at 2019-09-28 failed look from 2019-10-01 until 2019-10-02 in interpretation\n"
	    " at 2019-10-08 23:59 expect p r met-late due 2019-10-08 at 2019-10-09 expect r none period 2019-Q4 }", NULL, NULL);
	const struct rule_test *test;
	char text[DATE_TEXT_BYTES];

	(void)state;
	assert_non_null(ruleset);
	test = ruleset_tests(ruleset);
	assert_string_equal(test->items->item.title, "x");
	assert_int_equal(test->items->item.published.precision, DATE_PRECISION_MINUTE);
	assert_string_equal(item_field(&test->items->item, "number"), "1");
	assert_string_equal(date_print(item_date(&test->items->item, "issued").date, text), "2019-09-01");
	assert_string_equal(test->events->event, "fire");
	assert_true(test->looks->failed);
	assert_int_equal(test->expectations->state, DUTY_MET_LATE);
	assert_true(test->expectations->has_due);
	assert_string_equal(test->expectations->subject, "p");
	assert_true(test->expectations->next->no_duty);
	assert_string_equal(test->expectations->next->period, "2019-Q4");
	ruleset_release(ruleset);
}

/* --- files ------------------------------------------------------------------------------------------------------------------ */

static size_t
load_files(struct memory_file *list, size_t count, const char *path, size_t *rules)
{
	struct memory_files files = { list, count };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	struct ruleset *ruleset = NULL;
	size_t errors;

	for (size_t i = 0; i < count; i++)
		list[i].length = strlen(list[i].bytes);
	(void)!ruleset_load(&reader, &path, 1, diagnostics, &ruleset);
	errors = diagnostics_errors(diagnostics);
	*rules = 0;
	if (ruleset != NULL)
		(void)ruleset_rules(ruleset, rules);
	ruleset_release(ruleset);
	diagnostics_free(diagnostics);
	return errors;
}

static void
files_and_folders_are_included_once(void **state)
{
	struct memory_file files[] = {
		{ "etc/main.rules", "include \"packs\" include \"./packs/a.rules\" include \"../etc/packs/deep/../b.rules\"", 0 },
		{ "etc/packs/a.rules", "rule a { each year expect attestation }", 0 },
		{ "etc/packs/b.rules", "rule b { each year expect attestation of \"b\" }", 0 },
		{ "etc/packs/c.test.rules", "rule c { each year expect attestation of \"tests are not included\" }", 0 },
	};
	struct memory_file cycle[] = {
		{ "a.rules", "include \"b.rules\"", 0 }, { "b.rules", "include \"a.rules\"", 0 },
	};
	size_t rules;

	(void)state;
	assert_int_equal(load_files(files, 4, "etc/main.rules", &rules), 0);
	assert_int_equal(rules, 2);
	assert_int_equal(load_files(files, 3, "etc", &rules), 0);
	assert_int_equal(rules, 2);
	assert_int_equal(load_files(files, 3, ".", &rules), 0);
	assert_int_equal(rules, 2);
	assert_int_equal(load_files(files, 3, "etc/./..", &rules), 0);
	assert_int_equal(rules, 2);
	assert_int_equal(load_files(files, 4, "etc/packs", &rules), 0);
	assert_int_equal(rules, 3);
	assert_int_equal(load_files(cycle, 2, "a.rules", &rules), 1);
	assert_int_equal(load_files(cycle, 2, "c.rules", &rules), 1);
}

static void
includes_nest_to_their_limit(void **state)
{
	static char texts[LIMIT_RULE_DEPTH + 3][64], names[LIMIT_RULE_DEPTH + 3][32];
	struct memory_file files[LIMIT_RULE_DEPTH + 3];
	size_t count = LIMIT_RULE_DEPTH + 3, rules;

	(void)state;
	for (size_t i = 0; i < count; i++) {
		snprintf(names[i], sizeof(names[i]), "%zu.rules", i);
		snprintf(texts[i], sizeof(texts[i]), i + 1 < count ? "include \"%zu.rules\"" : "# %zu: the last", i + 1);
		files[i] = (struct memory_file){ names[i], texts[i], 0 };
	}
	assert_int_equal(load_files(files, count, names[2], &rules), 0); /* LIMIT_RULE_DEPTH includes */
	assert_int_equal(load_files(files, count, names[1], &rules), 1);
	assert_int_equal(load_files(files, count, names[0], &rules), 1);
}

/* --- limits ----------------------------------------------------------------------------------------------------------------- */

static size_t
errors_of(const char *text, size_t length)
{
	struct memory_file file = { "x.rules", text, length };
	struct memory_files files = { &file, 1 };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	const char *path = "x.rules";
	struct ruleset *ruleset = NULL;
	size_t errors;

	(void)!ruleset_load(&reader, &path, 1, diagnostics, &ruleset);
	errors = diagnostics_errors(diagnostics);
	assert_true((errors == 0) == (ruleset != NULL));
	ruleset_release(ruleset);
	diagnostics_free(diagnostics);
	return errors;
}

/* Comment lines, `length` bytes in all, none longer than `line`. */
static char *
comments(size_t length, size_t line)
{
	char *text = malloc(length + 1);

	assert_non_null(text);
	memset(text, '#', length);
	for (size_t at = line; at < length; at += line + 1)
		text[at] = '\n';
	text[length] = '\0';
	return text;
}

static void
files_and_lines_are_bounded(void **state)
{
	(void)state;
	for (int off = -1; off <= 1; off++) {
		size_t length = (size_t)(LIMIT_RULE_FILE_BYTES + off), line = (size_t)(LIMIT_RULE_LINE_BYTES + off);
		char *text = comments(length, 1000);

		assert_int_equal(errors_of(text, length), off > 0);
		free(text);
		text = comments(line, line);
		assert_int_equal(errors_of(text, line), off > 0);
		free(text);
	}
	{
		char *text = comments(10 * 1024 * 1024, 10 * 1024 * 1024);

		assert_int_equal(errors_of(text, 10 * 1024 * 1024), 1);
		free(text);
	}
}

static void
nesting_is_bounded(void **state)
{
	(void)state;
	for (int off = -1; off <= 1; off++) {
		char text[512];
		int groups = LIMIT_RULE_DEPTH - 1 + off; /* inside one block */
		size_t length = (size_t)snprintf(text, sizeof(text), "rule r { when published in policy where ");

		for (int i = 0; i < groups; i++)
			text[length++] = '(';
		length += (size_t)snprintf(text + length, sizeof(text) - length, "has links");
		for (int i = 0; i < groups; i++)
			text[length++] = ')';
		length += (size_t)snprintf(text + length, sizeof(text) - length, " expect removal within 3 months }");
		assert_int_equal(errors_of(text, length), off > 0);
	}
}

static void
what_is_no_text_is_refused(void **state)
{
	static const struct {
		const char *name;
		const char *bytes;
		size_t length;
		size_t errors;
	} cases[] = {
		{ "empty", "", 0, 0 },
		{ "byte order mark", "\xef\xbb\xbf# x\n", 7, 0 },
		{ "line ends of Windows", "# x\r\nsettings {\r\n}\r\n", 20, 0 },
		{ "a byte of GBK", "# \xb9\xab\n", 5, 1 },
		{ "half a character at the end", "# \xe5\x85", 4, 1 },
		{ "a surrogate", "# \xed\xa0\x80\n", 6, 1 },
		{ "a NUL", "# \0\n", 4, 1 },
		{ "an escape", "# \x1b[0m\n", 7, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (errors_of(cases[i].bytes, cases[i].length) != cases[i].errors)
			fail_msg("%s", cases[i].name);
}

/* --- diagnostics ------------------------------------------------------------------------------------------------------------ */

static void
carets_stand_under_wide_characters_and_behind_tabs(void **state)
{
	static const char text[] = "\t规则\tx 甲乙 y\n";
	struct source_text source = { "f", text, sizeof(text) - 1 };
	struct diagnostics *diagnostics = diagnostics_new();
	struct buffer buffer;

	(void)state;
	diagnostics_add(diagnostics, DIAGNOSTIC_ERROR, &source, 10, 16, "m");
	diagnostics_hint(diagnostics, "h");
	buffer_start(&buffer, 4096);
	assert_int_equal(diagnostic_print(diagnostics_at(diagnostics, 0), &buffer), STATUS_OK);
	assert_string_equal(buffer_string(&buffer),
	    "f:1:7: error: m\n"
	    "     1 |         规则    x 甲乙 y\n"
	    "       |                   ^^^^\n"
	    "f:1:7: hint: h\n");
	buffer_clear(&buffer);
	diagnostics_free(diagnostics);
}

static void
diagnostics_are_kept_up_to_their_limit(void **state)
{
	struct diagnostics *diagnostics = diagnostics_new();

	(void)state;
	for (int i = 0; i < LIMIT_DIAGNOSTICS + 1; i++) {
		diagnostics_add_file(diagnostics, DIAGNOSTIC_ERROR, "f", "%d", i);
		assert_int_equal(diagnostics_count(diagnostics), i < LIMIT_DIAGNOSTICS ? i + 1 : LIMIT_DIAGNOSTICS);
	}
	diagnostics_hint(diagnostics, "of one that was not kept");
	assert_null(diagnostics_at(diagnostics, LIMIT_DIAGNOSTICS - 1)->hint);
	assert_int_equal(diagnostics_errors(diagnostics), LIMIT_DIAGNOSTICS + 1);
	diagnostics_free(diagnostics);
}

static void
edits_are_counted_by_characters(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} cases[] = {
		{ "title", "title", 0 }, { "tittle", "title", 1 }, { "titel", "title", 1 }, { "规矩", "规则", 1 },
		{ "政策文牛", "政策文件", 1 }, { "abc", "", 3 }, { "ca", "abc", 3 }, { "aaaaaaaa", "b", 6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(edit_distance(cases[i].a, strlen(cases[i].a), cases[i].b, strlen(cases[i].b), 5),
		    cases[i].distance);
}

/* --- warnings ----------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	const char *warning; /* how it begins; NULL for none */
} doubtful[] = {
	{ "rule r { when published in policy expect publication in policy referring to trigger within 3 days }",
	    "the answers are publications" },
	{ "rule r { when published in policy where title does not contain \"解读\" expect publication in policy referring to "
	  "trigger within 3 days }", NULL },
	{ "rule r { " WHEN "where title matches \".*\" " ANSWER "within 3 days }", "this pattern matches every text" },
	{ "rule a { " WHEN ANSWER "within 3 days } rule b { " WHEN ANSWER "within 5 days }", "this rule asks the same" },
	{ "rule a { " WHEN ANSWER "same day severity notice } rule b { " WHEN ANSWER "within 3 days severity major }", NULL },
	{ "rule a { " WHEN ANSWER "within 3 days valid until 2019-01-01 historical } rule b { " WHEN ANSWER
	  "within 5 days valid from 2019-01-02 }", NULL },
	{ "site s { url \"https://a.example/\" column policy { url \"p\" } column news { url \"n\" every 1 day } }\n"
	  "rule r { when published in policy expect publication in news within 5 hours }", "the limit is shorter" },
	{ "site s { url \"https://a.example/\" column policy { url \"p\" } }\nrule r { expect newest in news not older than 2 "
	  "weeks }", "no column has the role" },
	{ "site s { url \"https://a.example/\" level city column news { url \"p\" } }\nrule r { expect newest in news not older "
	  "than 2 weeks for levels county }", "no site is in the scope" },
	{ "rule r { " WHEN ANSWER "within 3 days remind 5 days before }", "a reminder comes before" },
	{ "roster u { }", "'u' is empty" },
};

static void
doubtful_rules_are_warned_about(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(doubtful) / sizeof(doubtful[0]); i++) {
		size_t errors;
		char message[256];
		struct ruleset *ruleset = load_text(doubtful[i].text, &errors, message);

		assert_non_null(ruleset);
		if (doubtful[i].warning == NULL ? message[0] != '\0' :
		    strncmp(message, doubtful[i].warning, strlen(doubtful[i].warning)) != 0)
			fail_msg("%s: %s", doubtful[i].text, message);
		ruleset_release(ruleset);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_rule_can_be_said),
		cmocka_unit_test(a_rule_keeps_all_that_it_says),
		cmocka_unit_test(conditions_have_three_values),
		cmocka_unit_test(a_pattern_that_costs_too_much_tells_nothing),
		cmocka_unit_test(rules_are_found_by_role_and_event),
		cmocka_unit_test(digests_change_with_what_decides_only),
		cmocka_unit_test(settings_and_sites_reach_the_ruleset),
		cmocka_unit_test(tests_reach_the_ruleset),
		cmocka_unit_test(files_and_folders_are_included_once),
		cmocka_unit_test(includes_nest_to_their_limit),
		cmocka_unit_test(files_and_lines_are_bounded),
		cmocka_unit_test(nesting_is_bounded),
		cmocka_unit_test(what_is_no_text_is_refused),
		cmocka_unit_test(carets_stand_under_wide_characters_and_behind_tabs),
		cmocka_unit_test(diagnostics_are_kept_up_to_their_limit),
		cmocka_unit_test(edits_are_counted_by_characters),
		cmocka_unit_test(doubtful_rules_are_warned_about),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
