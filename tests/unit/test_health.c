/* Health: answers that are content, and those that only look like it. */
#include "unit.h"

#include <string.h>

#include "extract/health.h"

#define MENU "<ul><li><a href=/>首页</a></li><li><a href=/a/>政务公开</a></li><li><a href=/b/>政务服务</a></li></ul>"
#define FOOT "<p>主办单位：云泽市人民政府办公室 浙ICP备00000001号</p>"
#define ARTICLE "<h1>关于停车的通知</h1><p>发布时间：2024-03-02 来源：市政府</p><p>各单位要做好有关工作。</p>"
#define ROW(title, date) "<li><a href=/1.html>" title "</a><span>" date "</span></li>"
#define LIST "<ul>" ROW("关于公布停车收费标准的通知", "2024-03-02") ROW("关于调整公交线路运行时间的通告", "2024-03-01") \
	ROW("关于开展房屋安全检查的公告", "2024-02-28") "</ul>"

struct health_case {
	const char *name;
	const char *body;
	struct answer answer;
	enum outcome outcome;
	bool is_blank;
	const char *target;
};

static const struct health_case cases[] = {
	{ "an article", MENU ARTICLE FOOT, { .http_status = 200, .expects = HEALTH_ARTICLE }, OUTCOME_GOOD, false, NULL },
	{ "a list", MENU LIST FOOT, { .http_status = 200, .expects = HEALTH_LIST }, OUTCOME_GOOD, false, NULL },
	{ "an article of one picture", MENU "<h1>一图读懂</h1><p>发布时间：2024-03-02</p><img src=a.jpg>" FOOT,
	    { .expects = HEALTH_ARTICLE }, OUTCOME_GOOD, false, NULL },
	{ "an article that sends mobile visitors elsewhere", "<script>if(m)location.href='http://m.yunze.gov.cn/'</script>" ARTICLE,
	    { .expects = HEALTH_ARTICLE }, OUTCOME_GOOD, false, NULL },
	{ "an article that speaks of pages not found", MENU "<h1>关于网站检查的通报</h1><p>发布时间：2024-03-02 来源：市政府</p>"
	    "<p>检查发现，您访问的页面不存在等错误较多。</p>" FOOT, { .expects = HEALTH_ARTICLE }, OUTCOME_GOOD, false, NULL },
	{ "a blank column is no shell", MENU "<ul></ul><p>共0条</p>" FOOT, { .expects = HEALTH_LIST }, OUTCOME_GOOD, true, NULL },
	{ "a column that says that it is blank", MENU "<p>暂无信息</p><script>$.ajax({})</script>" FOOT, { .expects = HEALTH_LIST },
	    OUTCOME_GOOD, true, NULL },
	{ "status 404", "x", { .http_status = 404 }, OUTCOME_CLIENT_ERROR, false, NULL },
	{ "status 500", "x", { .http_status = 500 }, OUTCOME_SERVER_ERROR, false, NULL },
	{ "status 412", "x", { .http_status = 412 }, OUTCOME_CHALLENGE, false, NULL },
	{ "status 521", "x", { .http_status = 521 }, OUTCOME_CHALLENGE, false, NULL },
	{ "status 403 with a gate", "<h1>网站防火墙</h1>", { .http_status = 403 }, OUTCOME_CHALLENGE, false, NULL },
	{ "status 403 without", "<h1>Forbidden</h1>", { .http_status = 403 }, OUTCOME_CLIENT_ERROR, false, NULL },
	{ "a cookie and the page again", "<script>document.cookie='a=1';location.reload()</script>", { .http_status = 200 },
	    OUTCOME_CHALLENGE, false, NULL },
	{ "a gate by script", "<html><script>$_ts={};$_ts=window['$_ts'];</script></html>", { .http_status = 200 },
	    OUTCOME_CHALLENGE, false, NULL },
	{ "a gate in words", "<title>安全验证</title><p>请完成安全验证后继续访问</p>", { .http_status = 200 }, OUTCOME_CHALLENGE, false,
	    NULL },
	{ "a script redirect", "<script>location.href='./201805/t1.html'</script>", { .http_status = 200 }, OUTCOME_EMPTY_SHELL,
	    false, "http://www.yunze.gov.cn/a/201805/t1.html" },
	{ "a script redirect through a variable", "<script>var u='';u=\"/b/\";window.location.replace(u);</script>", { 0 },
	    OUTCOME_EMPTY_SHELL, false, "http://www.yunze.gov.cn/b/" },
	{ "a script redirect to a computed address", "<script>document.location.href=data.url</script>", { 0 },
	    OUTCOME_EMPTY_SHELL, false, NULL },
	{ "a refresh", "<meta http-equiv=Refresh content=\"0; URL='index_2.html'\">", { 0 }, OUTCOME_EMPTY_SHELL, false,
	    "http://www.yunze.gov.cn/a/index_2.html" },
	{ "a refresh of the page itself", "<meta http-equiv=refresh content=300>" LIST, { .expects = HEALTH_LIST }, OUTCOME_GOOD,
	    false, NULL },
	{ "a script redirect home", "<script>window.location='/'</script>", { 0 }, OUTCOME_REDIRECTED_HOME, false,
	    "http://www.yunze.gov.cn/" },
	{ "redirected home by the server", MENU LIST, { .http_status = 200, .asked_url = "http://www.yunze.gov.cn/a/b.html",
	    .final_url = "http://www.yunze.gov.cn/index.html" }, OUTCOME_REDIRECTED_HOME, false, NULL },
	{ "redirected to a column", MENU LIST, { .http_status = 200, .asked_url = "http://www.yunze.gov.cn/a",
	    .final_url = "http://www.yunze.gov.cn/a/" }, OUTCOME_GOOD, false, NULL },
	{ "a soft 404 with its menu", "<title>404</title>" MENU "<h2>抱歉，您访问的页面不存在</h2>" FOOT, { .http_status = 200 },
	    OUTCOME_SOFT_NOT_FOUND, false, NULL },
	{ "a soft 404 that goes home after a while", MENU "<p>页面未找到</p><script>setTimeout(\"location.href='/'\",3000)</script>",
	    { .http_status = 200 }, OUTCOME_SOFT_NOT_FOUND, false, NULL },
	{ "a deleted article", "<p>该信息已被删除</p>", { .http_status = 200, .expects = HEALTH_ARTICLE }, OUTCOME_SOFT_NOT_FOUND, false,
	    NULL },
	{ "maintenance", "<title>系统维护中</title><p>系统维护中，请稍后再试</p>", { .http_status = 200 }, OUTCOME_SOFT_NOT_FOUND, false,
	    NULL },
	{ "a shell of scripts", "<div id=app></div><script type=module src=/a.js></script>", { .http_status = 200 },
	    OUTCOME_EMPTY_SHELL, false, NULL },
	{ "a list that a script fetches", MENU "<ul id=list></ul><script>$.ajax({url:'/api'})</script>" FOOT,
	    { .http_status = 200, .expects = HEALTH_LIST }, OUTCOME_EMPTY_SHELL, false, NULL },
	{ "records in the page are no shell", MENU "<script>$.ajax</script><div id=1><datastore><record>x</record></datastore></div>",
	    { .expects = HEALTH_LIST }, OUTCOME_GOOD, false, NULL },
	{ "an error in JSON", "{\"code\":404,\"msg\":\"not found\"}", { .http_status = 200 }, OUTCOME_SOFT_NOT_FOUND, false, NULL },
	{ "a failure in JSON", "{\"status\":500,\"error\":\"x\"}", { .http_status = 200 }, OUTCOME_SERVER_ERROR, false, NULL },
	{ "data in JSON", "{\"code\":200,\"data\":[{\"title\":\"a\"}]}", { .http_status = 200, .expects = HEALTH_LIST }, OUTCOME_GOOD,
	    false, NULL },
	{ "JSON is no article", "{\"code\":200,\"data\":[]}", { .http_status = 200, .expects = HEALTH_ARTICLE }, OUTCOME_WRONG_TYPE,
	    false, NULL },
	{ "a domain for sale", "<title>yunze.com</title><p>This domain is for sale</p>", { .http_status = 200 }, OUTCOME_PARKED, false,
	    NULL },
	{ "a file", "%PDF-1.7 x", { .http_status = 200 }, OUTCOME_WRONG_TYPE, false, NULL },
	{ "a type that is no page", "x", { .http_status = 200, .content_type = "image/png" }, OUTCOME_WRONG_TYPE, false, NULL },
	{ "nothing at all", "", { .http_status = 200 }, OUTCOME_EMPTY_SHELL, false, NULL },
	{ "another site", "<meta name=SiteName content=某公司>" MENU LIST, { .http_status = 200, .site_name = "云泽市人民政府" },
	    OUTCOME_WRONG_PAGE, false, NULL },
	{ "the same site with a longer name", "<meta name=SiteName content=云泽市人民政府门户网站>" MENU LIST,
	    { .http_status = 200, .site_name = "云泽市人民政府" }, OUTCOME_GOOD, false, NULL },
	{ "another column", "<meta name=ColumnName content=首页>" MENU LIST, { .http_status = 200, .column_name = "通知公告" },
	    OUTCOME_WRONG_PAGE, false, NULL },
};

static void
test_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct document_options options = { .url = "http://www.yunze.gov.cn/a/index.html" };
		struct document *document;
		struct health health;

		print_message("%s\n", cases[i].name);
		assert_int_equal(document_read(cases[i].body, strlen(cases[i].body), &options, &document), STATUS_OK);
		assert_int_equal(health_check(&cases[i].answer, document, &health), STATUS_OK);
		assert_string_equal(outcome_word(health.outcome), outcome_word(cases[i].outcome));
		assert_int_equal(health.is_blank, cases[i].is_blank);
		if (cases[i].target == NULL)
			assert_null(health.target);
		else if (health.target == NULL)
			fail_msg("no target");
		else
			assert_string_equal(health.target, cases[i].target);
		health_clear(&health);
		document_free(document);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
