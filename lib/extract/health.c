/* Health of an answer. From the surest signs to the weakest; whatever looks like content ends the search. */
#include "config.h"

#include "extract/health.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/url.h"
#include "extract/dom.h"
#include "health_signs.h"
#include "labels.h"
#include "page_parts.h"
#include "stub.h"

enum {
	STUB_VISIBLE_BYTES = 600,    /* a page that only sends its visitor on says at most a sentence or two */
	ERROR_VISIBLE_BYTES = 3000,  /* an error page with the menu of its site */
	PROSE_BYTES = 120,           /* forty characters */
	ROW_BYTES = 36,              /* a title of twelve characters; entries of menus are shorter */
	ROWS_LEAST = 3,
};

struct inspection {
	const struct answer *answer;
	const struct document *document;
	struct arena *arena;
	struct page page;
	size_t visible;     /* bytes of visible text */
	unsigned prose;     /* lines of running text */
	unsigned dated;     /* lines with a full date */
	unsigned rows;      /* links with a text as long as a title */
	bool has_head;      /* a labelled date: 发布时间：2021-03-05 */
	enum outcome outcome;
	bool is_blank;
	const char *target;
	const char *detail;
};

static void
decide(struct inspection *inspection, enum outcome outcome, const char *detail)
{
	inspection->outcome = outcome;
	inspection->detail = detail;
}

static bool
is_decided(const struct inspection *inspection)
{
	return inspection->outcome != OUTCOME_COUNT;
}

static void
count_lines(struct inspection *inspection)
{
	for (size_t i = 0; i < inspection->page.lines.count; i++) {
		const struct line *line = &inspection->page.lines.line[i];
		struct date_match match;

		if (line->is_hidden)
			continue;
		inspection->visible += line->length;
		if (line_is_foot(line))
			continue;
		if (line->link_length * 2 < line->length && line->length >= PROSE_BYTES)
			inspection->prose++;
		if (line->link_length >= ROW_BYTES)
			inspection->rows++;
		if (line->length < 600 && date_text_find(line->text, line->length, 0, &match) == STATUS_OK && match.has_year) {
			inspection->dated++;
			if (line_has_label(line))
				inspection->has_head = true;
		}
	}
}

static void
check_status(struct inspection *inspection)
{
	int status = inspection->answer->http_status;
	const char *sign = sign_of_challenge(inspection->document->text);

	if (status == 412 || status == 521)
		decide(inspection, OUTCOME_CHALLENGE, "HTTP status");
	else if ((status == 403 || status == 405 || status == 429 || status == 503) && sign != NULL)
		decide(inspection, OUTCOME_CHALLENGE, sign);
	else if (status >= 500)
		decide(inspection, OUTCOME_SERVER_ERROR, NULL);
	else if (status >= 400)
		decide(inspection, OUTCOME_CLIENT_ERROR, NULL);
}

static void
check_type(struct inspection *inspection)
{
	static const char *const magics[] = { "%PDF-", "PK\003\004", "\211PNG", "GIF8", "\377\330\377", "Rar!", "\320\317\021\340",
		"{\\rtf" };
	static const char *const types[] = { "image/", "audio/", "video/", "application/pdf", "application/zip",
		"application/msword", "application/vnd", "application/octet-stream" };
	const char *text = inspection->document->text;
	const char *type = inspection->answer->content_type;

	for (size_t i = 0; i < sizeof(magics) / sizeof(magics[0]); i++)
		if (strncmp(text, magics[i], strlen(magics[i])) == 0)
			decide(inspection, OUTCOME_WRONG_TYPE, "a file, no page");
	for (size_t i = 0; type != NULL && i < sizeof(types) / sizeof(types[0]); i++)
		if (strncasecmp(type, types[i], strlen(types[i])) == 0)
			decide(inspection, OUTCOME_WRONG_TYPE, type);
}

static void
check_json(struct inspection *inspection)
{
	const struct document *document = inspection->document;
	enum outcome outcome;

	if (document->kind != DOCUMENT_JSON)
		return;
	if (json_is_error(document->text, document->length, &outcome))
		decide(inspection, outcome, "an error in JSON");
	else if (inspection->answer->expects == HEALTH_ARTICLE)
		decide(inspection, OUTCOME_WRONG_TYPE, "JSON");
}

static void
check_challenge(struct inspection *inspection)
{
	const char *sign;

	if (inspection->visible > STUB_VISIBLE_BYTES || inspection->has_head)
		return;
	sign = sign_of_challenge(inspection->document->text);
	if (sign != NULL)
		decide(inspection, OUTCOME_CHALLENGE, sign);
}

static bool
is_home(const char *url)
{
	static const char *const names[] = { "", "index.html", "index.htm", "index.shtml", "index.jsp", "index.asp",
		"index.php", "index.aspx", "index.do", "default.html", "default.aspx", NULL };
	const char *path = url == NULL ? NULL : url_path(url);
	size_t length;

	if (path == NULL || path[0] != '/')
		return false;
	length = strcspn(path + 1, "?#");
	for (size_t i = 0; names[i] != NULL; i++)
		if (strlen(names[i]) == length && strncasecmp(path + 1, names[i], length) == 0)
			return path[1 + length] != '?';
	return false;
}

static void
check_redirects(struct inspection *inspection)
{
	const struct answer *answer = inspection->answer;

	if (answer->asked_url != NULL && answer->final_url != NULL && !is_home(answer->asked_url) &&
	    is_home(answer->final_url))
		decide(inspection, OUTCOME_REDIRECTED_HOME, NULL);
}

static void
check_stub(struct inspection *inspection)
{
	const struct document *document = inspection->document;
	const char *target = NULL;
	const char *resolved = NULL;

	if (inspection->visible > STUB_VISIBLE_BYTES || inspection->dated > 0 || inspection->prose > 0 ||
	    inspection->rows >= ROWS_LEAST)
		return;
	if (!stub_sends_away(document, inspection->arena, &target))
		return;
	if (target != NULL && document_resolve(document, target, inspection->arena, &resolved) != STATUS_OK)
		resolved = target;
	inspection->target = resolved;
	decide(inspection, is_home(resolved) ? OUTCOME_REDIRECTED_HOME : OUTCOME_EMPTY_SHELL,
	    "sends its visitor elsewhere by script or refresh");
}

/* The page says that there is no such page, as its title or in a line of its own. */
static void
check_apology(struct inspection *inspection)
{
	struct piece title = inspection->page.meta.head_title;
	const char *sign;

	if (inspection->has_head || inspection->prose > 3)
		return;
	if (inspection->visible <= ERROR_VISIBLE_BYTES && (sign = sign_of_absence(title)) != NULL) {
		decide(inspection, OUTCOME_SOFT_NOT_FOUND, sign);
		return;
	}
	for (size_t i = 0; i < inspection->page.lines.count; i++) {
		const struct line *line = &inspection->page.lines.line[i];

		if (line->is_hidden || line->link_length > 0 || line->length > 300)
			continue;
		sign = sign_of_absence((struct piece){ line->text, line->length });
		if (sign != NULL && inspection->visible <= ERROR_VISIBLE_BYTES && inspection->dated < ROWS_LEAST) {
			decide(inspection, OUTCOME_SOFT_NOT_FOUND, sign);
			return;
		}
	}
}

static void
check_owner(struct inspection *inspection)
{
	const char *sign = sign_of_parking(inspection->document->text);

	if (sign != NULL && inspection->visible <= ERROR_VISIBLE_BYTES && inspection->page.meta.column_name.length == 0)
		decide(inspection, OUTCOME_PARKED, sign);
}

/* Sites rename themselves by a word or two; names that share nothing are different places. */
static bool
is_other_name(struct inspection *inspection, const char *known, struct piece seen)
{
	char *before = known == NULL ? NULL : text_squeezed(inspection->arena, piece_of(known));
	char *now = text_squeezed(inspection->arena, seen);

	if (before == NULL || now == NULL || before[0] == '\0' || now[0] == '\0')
		return false;
	return strstr(before, now) == NULL && strstr(now, before) == NULL;
}

static void
check_names(struct inspection *inspection)
{
	const struct answer *answer = inspection->answer;

	if (is_other_name(inspection, answer->site_name, inspection->page.meta.site_name))
		decide(inspection, OUTCOME_WRONG_PAGE, "SiteName");
	else if (is_other_name(inspection, answer->column_name, inspection->page.meta.column_name))
		decide(inspection, OUTCOME_WRONG_PAGE, "ColumnName");
}

static bool
has_content(const struct inspection *inspection)
{
	bool is_article = inspection->has_head || inspection->prose > 0 || inspection->dated > 0;
	bool is_list = inspection->dated >= 1 || inspection->rows >= ROWS_LEAST ||
	    strstr(inspection->document->text, "<datastore") != NULL || strstr(inspection->document->text, "<record") != NULL;

	switch (inspection->answer->expects) {
	case HEALTH_ARTICLE:
		return is_article;
	case HEALTH_LIST:
		return is_list;
	case HEALTH_ANY:
		break;
	}
	return is_article || is_list;
}

/* A frame without content: filled by a script (a shell), or truly empty (blank). */
static void
check_shell(struct inspection *inspection)
{
	const char *sign;

	if (has_content(inspection))
		return;
	for (size_t i = 0; i < inspection->page.lines.count; i++)
		if (!inspection->page.lines.line[i].is_hidden &&
		    says_blank((struct piece){ inspection->page.lines.line[i].text, inspection->page.lines.line[i].length }))
			inspection->is_blank = true;
	if (inspection->is_blank)
		return;
	sign = inspection->visible == 0 ? "no text" : sign_of_script_filling(inspection->document->text);
	if (sign != NULL)
		decide(inspection, OUTCOME_EMPTY_SHELL, sign);
	else
		inspection->is_blank = true;
}

static enum status
inspect(struct inspection *inspection)
{
	static void (*const checks[])(struct inspection *) = { check_status, check_type, check_json, check_challenge,
		check_redirects, check_apology, check_stub, check_owner, check_names };
	enum status status = STATUS_OK;

	inspection->outcome = OUTCOME_COUNT;
	if (inspection->document->root != NULL)
		status = page_read(inspection->document, inspection->arena, &inspection->page);
	if (status != STATUS_OK)
		return status;
	count_lines(inspection);
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]) && !is_decided(inspection); i++)
		checks[i](inspection);
	if (!is_decided(inspection) && inspection->document->kind == DOCUMENT_HTML)
		check_shell(inspection);
	if (!is_decided(inspection))
		inspection->outcome = OUTCOME_GOOD;
	return STATUS_OK;
}

static enum status
copy_result(const struct inspection *inspection, struct health *health)
{
	*health = (struct health){ .outcome = inspection->outcome, .is_blank = inspection->is_blank };
	if (inspection->target != NULL)
		health->target = strdup(inspection->target);
	if (inspection->detail != NULL)
		health->detail = strdup(inspection->detail);
	if ((inspection->target != NULL && health->target == NULL) || (inspection->detail != NULL && health->detail == NULL)) {
		health_clear(health);
		return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

enum status
health_check(const struct answer *answer, const struct document *document, struct health *health)
{
	struct inspection inspection = { .answer = answer, .document = document, .arena = arena_new() };
	enum status status;

	*health = (struct health){ .outcome = OUTCOME_UNREADABLE };
	if (inspection.arena == NULL)
		return STATUS_NO_MEMORY;
	status = inspect(&inspection);
	if (status == STATUS_OK)
		status = copy_result(&inspection, health);
	arena_free(inspection.arena);
	return status;
}

void
health_clear(struct health *health)
{
	free(health->target);
	free(health->detail);
	*health = (struct health){ .outcome = OUTCOME_UNREADABLE };
}
