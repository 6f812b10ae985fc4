/* Laying a page out flat. One walk counts, so that the arrays are taken once, a second one fills them. */
#include "list_scan.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "extract/dom.h"

enum {
	/* Columns from which a link's text may be the title of a publication: four Chinese characters. */
	TITLE_COLUMNS = 8,
	PAGER_BYTES = 40, /* longest text of a page link */
};

struct filler {
	struct list_scan *scan;
	uint32_t current; /* innermost open element */
	uint32_t link;    /* open link */
	uint32_t run;
};

static bool
is_blank(const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
		if (*at <= ' ')
			at++;
		else if (at[0] == 0xc2 && at[1] == 0xa0)
			at += 2;
		else if (at[0] == 0xe3 && at[1] == 0x80 && at[2] == 0x80)
			at += 3;
		else
			return false;
	}
	return true;
}

/* Could there be a date: an ASCII digit, a full-width one, or the sign for "year"? */
static bool
may_hold_date(const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
		if (*at >= '0' && *at <= '9')
			return true;
		if (at[0] == 0xef && at[1] == 0xbc && at[2] >= 0x90 && at[2] <= 0x99)
			return true;
		if (at[0] == 0xe5 && at[1] == 0xb9 && at[2] == 0xb4)
			return true;
	}
	return false;
}

static bool
is_link(const xmlNode *node)
{
	return node->name[0] == 'a' && node->name[1] == '\0';
}

static void
count_nodes(const xmlNode *top, struct list_scan *scan)
{
	const xmlNode *node = top;

	while (node != NULL) {
		bool is_silent = dom_is_silent(node);

		if (node->type == XML_TEXT_NODE) {
			scan->text_count++;
		} else if (!is_silent) {
			scan->element_count++;
			scan->link_count += is_link(node);
		}
		node = is_silent ? dom_next_outside(node, top) : dom_next(node, top);
	}
}

static bool
is_address(const char *text, size_t length)
{
	if (length == 0 || length > 2000 || memchr(text, ' ', length) != NULL || memchr(text, '<', length) != NULL)
		return false;
	return memchr(text, '/', length) != NULL || (length > 4 && memcmp(text + length - 4, ".htm", 4) == 0) ||
	    (length > 5 && memcmp(text + length - 5, ".html", 5) == 0);
}

const char *
list_script_address(const char *script, struct arena *arena)
{
	const char *at = script;

	while ((at = strpbrk(at, "'\"")) != NULL) {
		const char *end = strchr(at + 1, *at);

		if (end == NULL)
			return NULL;
		if (is_address(at + 1, (size_t)(end - at - 1)))
			return arena_copy(arena, at + 1, (size_t)(end - at - 1));
		at = end + 1;
	}
	return NULL;
}

/* Does it lead nowhere by itself: empty, "#", "javascript:;"? */
static bool
is_dead(const char *href)
{
	return href == NULL || *href == '\0' || *href == '#' || strncasecmp(href, "javascript:", 11) == 0 ||
	    strcasecmp(href, "about:blank") == 0;
}

/* Adds a link where the element leads somewhere, be it by a script. */
static void
add_link(struct filler *filler, const xmlNode *node)
{
	const char *href = dom_attribute(node, "href");
	const char *address = href == NULL ? NULL : href + strspn(href, " \t\r\n");
	struct scan_link *link = &filler->scan->links[filler->scan->link_count];

	if (is_dead(address)) {
		const char *script = dom_attribute(node, "onclick");

		address = NULL;
		if (href != NULL && strncasecmp(href + strspn(href, " "), "javascript:", 11) == 0)
			address = list_script_address(href, filler->scan->arena);
		if (address == NULL && script != NULL)
			address = list_script_address(script, filler->scan->arena);
		if (address == NULL && dom_attribute(node, "data-href") != NULL)
			address = dom_attribute(node, "data-href");
	} else if (strncasecmp(address, "mailto:", 7) == 0 || strncasecmp(address, "tel:", 4) == 0) {
		return;
	}
	*link = (struct scan_link){ .element = filler->current, .href = address, .written = href };
	filler->link = (uint32_t)filler->scan->link_count++;
}

/* Do these words belong to page links? */
static bool
is_pager_text(const char *text)
{
	static const char *const words[] = { "下一页", "下页", "尾页", "末页" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(text, words[i]) != NULL)
			return true;
	return false;
}

/* A script that writes page links where it stands. */
static bool
is_pager_script(const xmlNode *node)
{
	const char *text = node->children == NULL ? NULL : (const char *)node->children->content;

	if (text == NULL || !dom_is(node, "script"))
		return false;
	text += strspn(text, " \t\r\n");
	return strncasecmp(text, "createPage", 10) == 0 || strncasecmp(text, "Pager(", 6) == 0;
}

static void
enter_element(struct filler *filler, const xmlNode *node)
{
	struct list_scan *scan = filler->scan;
	struct scan_element *element = &scan->elements[scan->element_count];

	*element = (struct scan_element){ .node = node, .parent = filler->current,
		.text_start = (uint32_t)scan->text_count, .link_start = (uint32_t)scan->link_count };
	filler->current = (uint32_t)scan->element_count++;
	if (dom_is_block(node))
		filler->run++;
	if (is_link(node)) {
		filler->run++;
		add_link(filler, node);
	}
}

static void
leave_element(struct filler *filler)
{
	struct list_scan *scan = filler->scan;
	struct scan_element *element = &scan->elements[filler->current];

	element->end = (uint32_t)scan->element_count;
	element->text_end = (uint32_t)scan->text_count;
	element->link_end = (uint32_t)scan->link_count;
	if (is_link(element->node)) {
		filler->link = SCAN_NONE;
		filler->run++;
	}
	if (dom_is_block(element->node))
		filler->run++;
	filler->current = element->parent;
}

static void
enter_text(struct filler *filler, const xmlNode *node)
{
	const char *content = (const char *)node->content;
	struct list_scan *scan = filler->scan;

	if (is_blank(content))
		return;
	scan->texts[scan->text_count++] = (struct scan_text){ .content = content, .element = filler->current,
		.link = filler->link, .run = filler->run, .has_digit = may_hold_date(content) };
	if (strlen(content) < PAGER_BYTES && is_pager_text(content))
		scan->pager = filler->current;
}

static void
fill(struct list_scan *scan, const xmlNode *top)
{
	struct filler filler = { .scan = scan, .current = SCAN_NONE, .link = SCAN_NONE };
	const xmlNode *node = top;

	for (;;) {
		bool is_open = node->type == XML_ELEMENT_NODE && !dom_is_silent(node);

		if (is_open)
			enter_element(&filler, node);
		else if (node->type == XML_TEXT_NODE)
			enter_text(&filler, node);
		else if (is_pager_script(node))
			scan->pager = filler.current;
		if (is_open && node->children != NULL) {
			node = node->children;
			continue;
		}
		if (is_open)
			leave_element(&filler);
		while (node != top && node->next == NULL) {
			node = node->parent;
			leave_element(&filler);
		}
		if (node == top)
			return;
		node = node->next;
	}
}

static uint32_t
columns_of(const char *text)
{
	uint32_t columns = 0;

	for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
		if (*at >= 0xe0)
			columns += 2;
		else if (*at > ' ' && (*at & 0xc0) != 0x80)
			columns++;
	}
	return columns;
}

static bool
is_date_text(const struct list_scan *scan, uint32_t text)
{
	return scan->dates_before[text + 1] > scan->dates_before[text];
}

static void
measure_links(struct list_scan *scan)
{
	for (uint32_t i = 0; i < scan->text_count; i++)
		if (scan->texts[i].link != SCAN_NONE && !is_date_text(scan, i))
			scan->links[scan->texts[i].link].width += columns_of(scan->texts[i].content);
	for (uint32_t i = 0; i < scan->link_count; i++) {
		scan->links[i].is_titled = scan->links[i].width >= TITLE_COLUMNS;
		scan->titled_before[i + 1] = scan->titled_before[i] + scan->links[i].is_titled;
	}
}

static enum status
take_arrays(struct list_scan *scan, struct arena *arena)
{
	scan->elements = arena_take_array(arena, scan->element_count, sizeof(*scan->elements));
	scan->texts = arena_take_array(arena, scan->text_count, sizeof(*scan->texts));
	scan->links = arena_take_array(arena, scan->link_count, sizeof(*scan->links));
	scan->dates_before = arena_take_array(arena, scan->text_count + 2, sizeof(*scan->dates_before));
	scan->titled_before = arena_take_array(arena, scan->link_count + 1, sizeof(*scan->titled_before));
	if (scan->elements == NULL || scan->texts == NULL || scan->links == NULL || scan->dates_before == NULL ||
	    scan->titled_before == NULL)
		return STATUS_NO_MEMORY;
	scan->element_count = scan->text_count = scan->link_count = 0;
	return STATUS_OK;
}

enum status
list_scan(const struct document *document, struct arena *arena, struct list_scan *scan)
{
	enum status status;

	*scan = (struct list_scan){ .arena = arena, .document = document, .pager = SCAN_NONE };
	if (document->root == NULL)
		return STATUS_OK;
	count_nodes(document->root, scan);
	status = take_arrays(scan, arena);
	if (status != STATUS_OK)
		return status;
	if (!dom_is_silent(document->root))
		fill(scan, document->root);
	status = list_scan_dates(scan);
	if (status == STATUS_OK)
		measure_links(scan);
	return status;
}
