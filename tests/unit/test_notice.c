/* Unit tests of notices: the log line and the composed text. */
#include "tests/unit/unit.h"

#include <string.h>
#include <syslog.h>

#include "notify/notice.h"

static const struct rule rule = {
	.name = "interpretation-3wd",
	.title = "政策解读材料3个工作日内发布",
	.basis = "《某市政务公开规定》第十四条",
	.origin = ORIGIN_CLAUSE,
	.severity = SEVERITY_MAJOR,
	.file = "city.rules",
	.line = 12,
};
static const struct site site = { .name = "yunxi", .title = "云溪市人民政府", .url = "https://yunxi.example/" };

static const struct column column = { .name = "policy", .url = "https://yunxi.example/zc/", .site = &site };

static struct item
trigger_titled(const char *title)
{
	struct item item = {
		.title = title, .url = "https://yunxi.example/1.html", .published_source = VALUE_SOURCE_META,
		.published = { .precision = DATE_PRECISION_DAY },
	};

	assert_int_equal(date_from_civil(2019, 9, 27, &item.published.date), STATUS_OK);
	return item;
}

static struct duty
overdue_duty(void)
{
	struct duty duty = { .id = 7, .state = DUTY_OVERDUE, .late_count = 2, .calendar = "cn@1" };

	assert_int_equal(date_from_civil(2019, 10, 8, &duty.deadline.due_day), STATUS_OK);
	duty.deadline.strict_day = duty.deadline.due_day;
	duty.deadline.due = instant_of(date_plus_days(duty.deadline.due_day, 1), 0, zone_china);
	return duty;
}

static void
a_log_line_names_rule_dates_and_trigger(void **state)
{
	static const struct transition transition = { .from = DUTY_WAITING, .to = DUTY_OVERDUE,
		.cause = CAUSE_DEADLINE };
	struct item trigger = trigger_titled("某办法");
	struct duty duty = overdue_duty();
	struct engine_notice notice = { .kind = ENGINE_TRANSITION, .rule = &rule, .duty = &duty, .column = &column, .site = &site,
		.transition = &transition, .trigger = &trigger };
	char line[1024];

	(void)state;
	assert_string_equal(notice_log_line(&notice, zone_china, line, sizeof(line)),
	    "event=transition duty=7 from=waiting to=overdue cause=deadline due=2019-10-08"
	    " due_instant=2019-10-09T00:00:00+08:00 late=2 rule=\"interpretation-3wd\" severity=major"
	    " at=\"city.rules:12\" site=\"yunxi\" column=\"policy\" trigger=\"某办法\" url=\"https://yunxi.example/1.html\"");
	assert_int_equal(notice_log_priority(&notice), LOG_ERR);
}

static void
a_hostile_title_forges_no_field(void **state)
{
	struct item trigger = trigger_titled("x\" to=met\nevent=recovery \\");
	struct duty duty = overdue_duty();
	struct engine_notice notice = { .kind = ENGINE_REMINDER, .rule = &rule, .duty = &duty, .trigger = &trigger };
	char line[1024];

	(void)state;
	notice_log_line(&notice, zone_china, line, sizeof(line));
	assert_null(strchr(line, '\n'));
	assert_non_null(strstr(line, "trigger=\"x' to=met event=recovery '\""));
}

static void
a_short_line_is_cut_and_ended(void **state)
{
	struct duty duty = overdue_duty();
	struct engine_notice notice = { .kind = ENGINE_REMINDER, .rule = &rule, .duty = &duty, .column = &column, .site = &site };
	char line[256];

	(void)state;
	for (size_t size = 1; size < sizeof(line); size++) {
		memset(line, '?', sizeof(line));
		notice_log_line(&notice, zone_china, line, size);
		assert_true(strlen(line) < size);
		assert_int_equal(line[size], '?');
	}
}

static void
text_and_html_hold_the_evidence(void **state)
{
	static const struct transition transition = { .from = DUTY_WAITING, .to = DUTY_OVERDUE,
		.cause = CAUSE_DEADLINE };
	struct item trigger = trigger_titled("<b>某办法</b>");
	struct duty duty = overdue_duty();
	struct engine_notice notice = { .kind = ENGINE_TRANSITION, .rule = &rule, .duty = &duty, .column = &column, .site = &site,
		.transition = &transition, .trigger = &trigger };
	struct notice_text text;

	(void)state;
	assert_int_equal(notice_compose(&notice, zone_china, &text), STATUS_OK);
	assert_null(strchr(text.subject, '\n'));
	assert_non_null(strstr(text.subject, "云溪市人民政府"));
	assert_non_null(strstr(text.plain, "2019-10-08"));
	assert_non_null(strstr(text.plain, "2019-09-27"));
	assert_non_null(strstr(text.plain, "第十四条"));
	assert_non_null(strstr(text.plain, "city.rules:12"));
	assert_non_null(strstr(text.plain, "gongkaictl explain 7"));
	assert_null(strstr(text.html, "<b>"));
	assert_non_null(strstr(text.html, "href=\"https://yunxi.example/1.html\""));
	notice_text_clear(&text);
}

static void
what_has_no_trigger_is_named_by_its_key(void **state)
{
	struct duty duty = overdue_duty();
	struct engine_notice notice = { .kind = ENGINE_REMINDER, .rule = &rule, .duty = &duty, .site = &site };
	struct notice_text text;

	(void)state;
	duty.key = "period:2025-Q3/yunxi";
	assert_int_equal(notice_compose(&notice, zone_china, &text), STATUS_OK);
	assert_non_null(strstr(text.plain, ": 2025-Q3\n"));
	notice_text_clear(&text);
	duty.key = "number:yunxi 云政发〔2025〕8号";
	assert_int_equal(notice_compose(&notice, zone_china, &text), STATUS_OK);
	assert_non_null(strstr(text.plain, ": 云政发〔2025〕8号\n"));
	notice_text_clear(&text);
}

static void
a_script_address_becomes_no_link(void **state)
{
	struct item trigger = trigger_titled("某办法");
	struct duty duty = overdue_duty();
	struct engine_notice notice = { .kind = ENGINE_REMINDER, .rule = &rule, .duty = &duty, .trigger = &trigger };
	struct notice_text text;

	(void)state;
	trigger.url = "javascript:alert(1)";
	assert_int_equal(notice_compose(&notice, zone_china, &text), STATUS_OK);
	assert_null(strstr(text.html, "href"));
	notice_text_clear(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_log_line_names_rule_dates_and_trigger),
		cmocka_unit_test(a_hostile_title_forges_no_field),
		cmocka_unit_test(a_short_line_is_cut_and_ended),
		cmocka_unit_test(text_and_html_hold_the_evidence),
		cmocka_unit_test(what_has_no_trigger_is_named_by_its_key),
		cmocka_unit_test(a_script_address_becomes_no_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
