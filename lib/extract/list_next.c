/* Further pages by page links and by the page number of an address. Two page links that differ in one number only
 * ("index_1.html" and "index_12.html") tell all pages between them. */
#include "config.h"

#include "list_next.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "extract/dom.h"

enum { LINK_TEXT_BYTES = 40, NUMBER_DIGITS = 6 };

static enum status
append(struct list_pages *pages, const char *url)
{
	if (pages->count == pages->capacity) {
		size_t capacity = pages->capacity == 0 ? 16 : pages->capacity * 2;
		const char **urls = arena_take_array(pages->arena, capacity, sizeof(*urls));

		if (urls == NULL)
			return STATUS_NO_MEMORY;
		if (pages->count > 0)
			memcpy(urls, pages->urls, pages->count * sizeof(*urls));
		pages->urls = urls;
		pages->capacity = capacity;
	}
	pages->urls[pages->count++] = url;
	return STATUS_OK;
}

/* Adds an address that is not among the first `found` nor the page's own. */
static enum status
add(struct list_pages *pages, const struct document *document, const char *href)
{
	const char *url = href;
	enum status status = document_resolve(document, href, pages->arena, &url);

	if (status == STATUS_NOT_FOUND) {
		url = arena_string(pages->arena, href);
		status = url == NULL ? STATUS_NO_MEMORY : STATUS_OK;
	}
	if (status != STATUS_OK || pages->count >= LIMIT_NEXT_PAGES || (pages->own != NULL && strcmp(url, pages->own) == 0))
		return status == STATUS_NO_MEMORY ? status : STATUS_OK;
	for (size_t i = 0; i < pages->found; i++)
		if (strcmp(pages->urls[i], url) == 0)
			return STATUS_OK;
	return append(pages, url);
}

enum status
list_add_page(struct list_pages *pages, const struct document *document, const char *href)
{
	enum status status;

	pages->found = pages->count;
	status = add(pages, document, href);
	pages->found = pages->count;
	return status;
}

/* Adds one page of a count; `start` is the address up to the number, resolved already. */
static enum status
add_counted(struct list_pages *pages, const char *start, unsigned number, const char *rest)
{
	const char *url = arena_format(pages->arena, "%s%u%s", start, number, rest);

	if (url == NULL)
		return STATUS_NO_MEMORY;
	if (strlen(url) > LIMIT_URL_BYTES || (pages->own != NULL && strcmp(url, pages->own) == 0))
		return STATUS_OK;
	for (size_t i = 0; i < pages->found; i++)
		if (strcmp(pages->urls[i], url) == 0)
			return STATUS_OK;
	return append(pages, url);
}

enum status
list_count_pages(struct list_pages *pages, const struct document *document, const char *format, size_t number_at,
    size_t digits, unsigned first, unsigned last)
{
	char *before = arena_copy(pages->arena, format, number_at);
	const char *start = before;
	enum status status = before == NULL ? STATUS_NO_MEMORY : document_resolve(document, before, pages->arena, &start);

	if (status == STATUS_NO_MEMORY || status == STATUS_INVALID || status == STATUS_LIMIT)
		return status == STATUS_NO_MEMORY ? status : STATUS_OK;
	status = STATUS_OK;
	for (unsigned number = first; number <= last && pages->count < LIMIT_NEXT_PAGES && status == STATUS_OK; number++)
		status = add_counted(pages, start, number, format + number_at + digits);
	return status;
}

/* --- page links ------------------------------------------------------------------------------- */

enum page_link { PAGE_LINK_NONE, PAGE_LINK_NEXT, PAGE_LINK_LAST, PAGE_LINK_NUMBER };

static enum page_link
kind_of(const char *text)
{
	size_t blanks = strspn(text, " \t\r\n[");
	size_t digits = strspn(text + blanks, "0123456789");

	if (strstr(text, "下一页") != NULL || strstr(text, "下页") != NULL || strcasestr(text, "next") != NULL)
		return PAGE_LINK_NEXT;
	if (strstr(text, "尾页") != NULL || strstr(text, "末页") != NULL || strstr(text, "最后一页") != NULL)
		return PAGE_LINK_LAST;
	if (digits > 0 && digits <= 4 && text[blanks + digits + strspn(text + blanks + digits, " \t\r\n]")] == '\0')
		return PAGE_LINK_NUMBER;
	return PAGE_LINK_NONE;
}

/* Some systems keep the address in other attributes than href. */
static const char *
address_of(const struct list_scan *scan, const struct scan_link *link)
{
	static const char *const attributes[] = { "tagname", "data-url", "data-href", "paged" };
	const xmlNode *node = scan->elements[link->element].node;

	if (link->href != NULL)
		return link->href;
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		const char *value = dom_attribute(node, attributes[i]);

		if (value != NULL && strchr(value, '/') != NULL)
			return value;
	}
	return NULL;
}

/* Where two addresses differ in one number only: its place in `a`, its digits there, and both values. */
static bool
differ_in_number(const char *a, const char *b, size_t *start, size_t *digits, unsigned *first, unsigned *last)
{
	size_t same = 0;
	size_t b_digits;

	while (a[same] != '\0' && a[same] == b[same])
		same++;
	while (same > 0 && a[same - 1] >= '0' && a[same - 1] <= '9')
		same--;
	*start = same;
	*digits = strspn(a + same, "0123456789");
	b_digits = strspn(b + same, "0123456789");
	if (*digits == 0 || b_digits == 0 || *digits > NUMBER_DIGITS || b_digits > NUMBER_DIGITS ||
	    strcmp(a + same + *digits, b + same + b_digits) != 0)
		return false;
	*first = (unsigned)strtoul(a + same, NULL, 10);
	*last = (unsigned)strtoul(b + same, NULL, 10);
	return *last > *first;
}

/* All pages from `next` to `last`. */
static enum status
add_between(struct list_pages *pages, const struct document *document, const char *next, const char *last)
{
	size_t start;
	size_t digits;
	unsigned first;
	unsigned end;

	if (!differ_in_number(next, last, &start, &digits, &first, &end))
		return list_add_page(pages, document, last);
	return list_count_pages(pages, document, next, start, digits, first, end);
}

/* Page links stand near the words "下一页"; numbers elsewhere are something else. */
static bool
is_near_pager(const struct list_scan *scan, uint32_t element)
{
	uint32_t frame = scan->pager;

	for (int i = 0; i < 3 && frame != SCAN_NONE; i++) {
		if (frame <= element && element < scan->elements[frame].end)
			return true;
		frame = scan->elements[frame].parent;
	}
	return false;
}

enum status
list_pages_of_links(const struct list_scan *scan, struct list_pages *pages)
{
	const char *next = NULL;
	const char *last = NULL;
	enum status status = STATUS_OK;

	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < scan->text_count && status == STATUS_OK; i++) {
			const struct scan_text *text = &scan->texts[i];
			enum page_link kind = text->link == SCAN_NONE || strlen(text->content) > LINK_TEXT_BYTES ? PAGE_LINK_NONE :
			    kind_of(text->content);
			const char *href = kind == PAGE_LINK_NONE ? NULL : address_of(scan, &scan->links[text->link]);

			if (href == NULL || (kind == PAGE_LINK_NUMBER && !is_near_pager(scan, text->element)))
				continue;
			if (kind == PAGE_LINK_NEXT && next == NULL)
				next = href;
			else if (kind == PAGE_LINK_LAST)
				last = href;
			else if (kind == PAGE_LINK_NUMBER && pass == 1)
				status = list_add_page(pages, scan->document, href);
		}
		if (pass == 0 && next != NULL && status == STATUS_OK)
			status = list_add_page(pages, scan->document, next);
	}
	if (status == STATUS_OK && last != NULL)
		status = next == NULL ? list_add_page(pages, scan->document, last) : add_between(pages, scan->document, next, last);
	return status;
}

/* --- the page's own address ------------------------------------------------------------------- */

enum status
list_page_of_address(const struct document *document, bool has_items, struct list_pages *pages)
{
	static const char *const names[] = { "page", "pageNo", "pageNum", "pageIndex", "pageNumber", "currentPage", "curPage", "p",
		"pn", "paged" };
	const char *query = document->url == NULL ? NULL : strchr(document->url, '?');

	if (query == NULL || !has_items || pages->count > 0)
		return STATUS_OK;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t length = strlen(names[i]);

		for (const char *at = query + 1; at != NULL; at = strchr(at, '&') == NULL ? NULL : strchr(at, '&') + 1) {
			size_t digits = strncasecmp(at, names[i], length) == 0 && at[length] == '=' ?
			    strspn(at + length + 1, "0123456789") : 0;
			unsigned long number;
			char *href;

			if (digits == 0 || digits > NUMBER_DIGITS)
				continue;
			number = strtoul(at + length + 1, NULL, 10);
			if (pages->total > 0 && number >= pages->total)
				return STATUS_OK;
			href = arena_format(pages->arena, "%.*s%lu%s", (int)(at + length + 1 - document->url), document->url, number + 1,
			    at + length + 1 + digits);
			return href == NULL ? STATUS_NO_MEMORY : list_add_page(pages, document, href);
		}
	}
	return STATUS_OK;
}
