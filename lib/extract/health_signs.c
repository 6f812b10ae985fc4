/* Signs of pages that are no content. */
#include "config.h"

#include "health_signs.h"

#include <string.h>

static const char *
first_in(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(text, *words) != NULL)
			return *words;
	return NULL;
}

static const char *
first_in_piece(struct piece text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (piece_has(text, *words))
			return *words;
	return NULL;
}

const char *
sign_of_challenge(const char *source)
{
	static const char *const signs[] = {
		/* code of gates */
		"__jsl_clearance", "_jsl_clearance", "acw_sc__v2", "acw_sc__v3", "$_ts=", "$_ts[", "9DhefwqGPrzGxEp9hPaoag",
		"yunsuo_session_verify", "security_session_verify", "cf-browser-verification", "cf_chl_", "challenge-platform",
		"_waf_", "waf_captcha", "WAF_CHALLENGE", "__test=", "slowAES", "hcaptcha", "g-recaptcha", "TencentCaptcha",
		"document.cookie=\"safeline", "SafeLineChallenge", "safeline_bot", "sl-challenge", "/_guard/", "/.within.website/",
		"window.byted_acrawler", "wzws_sid", "wzwschallenge", "__tst_status", "EO_Bot_Ssid", "aliyun_waf", "aliyunCaptcha",
		/* words of gates */
		"安全验证", "人机验证", "访问验证", "滑动验证", "行为验证", "请完成验证", "正在验证", "浏览器安全检查", "正在进行安全检查",
		"您的访问被阻断", "您的请求被拦截", "访问被拦截", "请求被拦截", "网站防火墙", "您的访问请求可能对网站造成威胁",
		"访问过于频繁", "请求过于频繁", "请输入验证码", "创宇盾", "安全狗", "Just a moment", "Checking your browser",
		"Attention Required", "Enable JavaScript and cookies", "Please enable JavaScript and Cookies",
		"Please turn JavaScript on", "Access Denied", "Request blocked", "Web Application Firewall", NULL };
	const char *sign = first_in(source, signs);

	/* A cookie set by script, then the page again: the oldest gate. */
	if (sign == NULL && strstr(source, "document.cookie") != NULL &&
	    (strstr(source, "location.reload") != NULL || strstr(source, "location.href=location") != NULL ||
	    strstr(source, "location.href = location") != NULL))
		sign = "document.cookie and reload";
	return sign;
}

const char *
sign_of_absence(struct piece text)
{
	static const char *const signs[] = { "页面不存在", "页面未找到", "页面没有找到", "找不到页面", "找不到该页", "找不到您",
		"找不到你", "无法找到该页", "无法找到页面", "您访问的页面", "您要查看的页面", "您请求的页面", "你访问的页面", "您浏览的页面",
		"您查看的内容不存在", "访问的内容不存在", "页面已删除", "页面已被删除", "页面走丢", "页面丢失", "页面出错", "页面错误",
		"信息不存在", "文章不存在", "内容不存在", "栏目不存在", "该信息已被删除", "该文章已被删除", "文章已删除", "内容已删除",
		"已下线或删除", "网站维护中", "系统维护中", "网站正在维护", "系统正在维护", "网站升级中", "系统升级中", "网站已关闭",
		"网站已迁移", "站点已关闭", "站点不存在", "暂停访问", "Page Not Found", "page not found", "404 Not Found", "Not Found",
		"Error 404", "404错误", "404 错误", "HTTP 404", "404页面", "404 页面", "出错了", "Whitelabel Error Page",
		"HTTP Status 404", "HTTP Status 500", "Internal Server Error", "Service Unavailable", "Bad Gateway",
		"Server Error in", "502 Bad", "503 Service", "参数错误", "非法参数", NULL };
	const char *sign = first_in_piece(text, signs);

	if (sign == NULL && (piece_is(text, "404") || piece_starts(text, "404-") || piece_starts(text, "404_")))
		sign = "404";
	return sign;
}

const char *
sign_of_parking(const char *source)
{
	static const char *const signs[] = { "域名出售", "域名转让", "本域名可转让", "该域名可能出售", "该域名正在出售", "此域名可出售",
		"域名停放", "domain is for sale", "Domain is for sale", "domain may be for sale", "buy this domain", "Buy this domain",
		"Domain For Sale", "domain parking", "sedoparking", "parkingcrew", "bodis.com", "域名已过期", "域名已到期", "domain has expired",
		"没有找到站点", "该站点已被停止", "未备案", "Welcome to nginx!", "Apache2 Debian Default Page", "IIS Windows Server",
		"恭喜，站点创建成功", NULL };

	return first_in(source, signs);
}

const char *
sign_of_script_filling(const char *source)
{
	static const char *const signs[] = { "$.ajax", "jQuery.ajax", "$.get(", "$.post(", "$.getJSON", "axios", "fetch(",
		"XMLHttpRequest", "new Vue(", "createApp(", "id=\"app\"", "id='app'", "id=\"root\"", "v-for=", "ng-app", "ng-repeat",
		"layui.laypage", "dataproxy", "innerHTML", "document.write(", "type=\"module\"", NULL };

	return first_in(source, signs);
}

bool
says_blank(struct piece text)
{
	static const char *const signs[] = { "暂无内容", "暂无数据", "暂无信息", "暂无相关", "暂无记录", "暂无文章", "暂无公告",
		"暂未发布", "没有相关", "没有找到相关", "没有数据", "没有信息", "无相关信息", "无相关数据", "敬请期待", "栏目建设中",
		"内容建设中", "正在建设", "正在更新", NULL };

	return text.length <= 120 && first_in_piece(text, signs) != NULL;
}

/* A number or quoted number behind `"name":`. */
static long
json_number(const char *text, size_t length, const char *name)
{
	const char *at = memmem(text, length, name, strlen(name));
	long number = 0;

	if (at == NULL)
		return -1;
	at += strlen(name);
	at += strspn(at, " \t\r\n:\"");
	if (*at < '0' || *at > '9')
		return -1;
	for (unsigned digits = 0; *at >= '0' && *at <= '9' && digits < 9; at++, digits++)
		number = number * 10 + (*at - '0');
	return number;
}

bool
json_is_error(const char *text, size_t length, enum outcome *outcome)
{
	static const char *const names[] = { "\"code\"", "\"status\"", "\"errcode\"", "\"statusCode\"", "\"error_code\"" };
	static const char *const data[] = { "\"data\":[{", "\"data\":{", "\"rows\":[{", "\"list\":[{", "\"results\":[{",
		"\"records\":[{", "\"resultList\":[{", NULL };
	long code = -1;

	if (length > 2000 || first_in(text, data) != NULL)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && code < 0; i++)
		code = json_number(text, length, names[i]);
	if (code == 404 || code == 410)
		*outcome = OUTCOME_SOFT_NOT_FOUND;
	else if (code == 401 || code == 403)
		*outcome = OUTCOME_CLIENT_ERROR;
	else if (code >= 400 || strstr(text, "\"error\"") != NULL || strstr(text, "\"success\":false") != NULL)
		*outcome = OUTCOME_SERVER_ERROR;
	else
		return false;
	return true;
}
