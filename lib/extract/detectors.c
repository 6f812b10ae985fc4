/* Detectors: brings text and pages into the form that they read, runs them, sorts what they found. */
#include "extract/detectors.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "extract/dom.h"
#include "lines.h"
#include "scan_text.h"
#include "text.h"

static const char *const reason_words[DETECTION_REASON_COUNT] = {
	[DETECTION_NUMBER] = "number",
	[DETECTION_WORDING] = "wording",
	[DETECTION_NAME_REPLACED] = "name-replaced",
	[DETECTION_KEYWORDS] = "keywords",
	[DETECTION_TITLE] = "title",
	[DETECTION_LINK] = "link",
	[DETECTION_HIDDEN] = "hidden",
};

const char *
detection_reason_word(enum detection_reason reason)
{
	return (unsigned)reason < DETECTION_REASON_COUNT ? reason_words[reason] : "unknown";
}

static int
by_offset(const void *a, const void *b)
{
	const struct detection *left = a;
	const struct detection *right = b;

	if (left->offset != right->offset)
		return left->offset < right->offset ? -1 : 1;
	return (int)left->detector - (int)right->detector;
}

static enum status
run(const struct scan_text *scan, struct arena *scratch, struct detection_list *list)
{
	enum status status = scan_personal_data(scan, list);

	if (status == STATUS_OK)
		status = scan_spam(scan, scratch, list);
	if (status == STATUS_OK)
		status = scan_ambiguous_dates(scan, list);
	if (status == STATUS_OK)
		status = scan_alteration(scan, list);
	if (status == STATUS_LIMIT)
		status = STATUS_OK;
	if (status == STATUS_OK && list->count > 1)
		qsort(list->entry, list->count, sizeof(*list->entry), by_offset);
	return status;
}

static enum status
start_list(struct detection_list *list)
{
	*list = (struct detection_list){ .arena = arena_new() };
	if (list->arena == NULL)
		return STATUS_NO_MEMORY;
	list->entry = arena_take_array(list->arena, LIMIT_PAGE_DETECTIONS, sizeof(*list->entry));
	return list->entry == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

void
detections_clear(struct detection_list *list)
{
	arena_free(list->arena);
	*list = (struct detection_list){ 0 };
}

/* A text of one line is a title; of several short ones ("name | address"), a block of links. */
enum { LINK_BLOCK_LINES = 3, LINK_LINE_CHARACTERS = 60 };

static bool
has_address(const struct scan_text *scan, const struct scan_line *line)
{
	for (size_t i = line->start; i + 3 < line->end; i++)
		if ((scan->folded[i] == '.' || scan->folded[i] == ']') && scan->folded[i + 1] >= 'a' &&
		    scan->folded[i + 1] <= 'z' && scan->folded[i + 2] >= 'a' && scan->folded[i + 2] <= 'z')
			return true;
	return false;
}

static void
mark_plain_lines(struct scan_text *scan)
{
	size_t filled = 0;
	struct scan_line *only = NULL;

	for (size_t i = 0; i < scan->line_count; i++) {
		struct scan_line *line = &scan->line[i];

		if (line->end == line->start)
			continue;
		filled++;
		only = line;
		line->is_link = line->end - line->start <= LINK_LINE_CHARACTERS && has_address(scan, line);
	}
	if (filled == 1)
		only->is_title = true;
}

enum status
detectors_scan_text(const char *text, size_t length, struct detection_list *list)
{
	struct arena *scratch = arena_new();
	struct scan_text scan;
	enum status status = start_list(list);

	if (scratch == NULL)
		status = STATUS_NO_MEMORY;
	if (status == STATUS_OK)
		status = scan_text_fold(text, length, scratch, &scan);
	if (status == STATUS_OK) {
		mark_plain_lines(&scan);
		status = run(&scan, scratch, list);
	}
	arena_free(scratch);
	if (status != STATUS_OK)
		detections_clear(list);
	return status;
}

/* --- pages ---------------------------------------------------------------------------------------------------- */

enum { MARK_TITLE = 1, MARK_LINK = 2, MARK_HIDDEN = 4 };

struct page_text {
	struct buffer text;
	struct buffer marks;  /* one byte a line */
};

static enum status
add_line(struct page_text *page, const char *text, size_t length, char mark)
{
	enum status status = STATUS_OK;

	if (page->marks.length > 0)
		status = buffer_add(&page->text, "\n", 1);
	if (status == STATUS_OK)
		status = buffer_add(&page->text, text, length);
	if (status == STATUS_OK)
		status = buffer_add(&page->marks, &mark, 1);
	return status;
}

static enum status
add_lines(struct page_text *page, const xmlNode *top, struct arena *scratch, char extra)
{
	struct lines lines;
	enum status status = lines_read(top, scratch, &lines);

	for (size_t i = 0; i < lines.count && status == STATUS_OK; i++) {
		const struct line *line = &lines.line[i];
		int mark = extra | (line->link_length * 2 > line->length ? MARK_LINK : 0) |
		    (line->is_hidden ? MARK_HIDDEN : 0);

		status = add_line(page, line->text, line->length, (char)mark);
	}
	return status;
}

static enum status
add_head(struct page_text *page, const struct document *document, struct arena *scratch)
{
	static const char *const names[] = { "keywords", "description", "Keywords", "Description", "KEYWORDS", "DESCRIPTION" };
	enum status status = STATUS_OK;

	for (const xmlNode *node = document->root; node != NULL && status == STATUS_OK; node = dom_next(node, document->root)) {
		const char *name = dom_is(node, "meta") ? dom_attribute(node, "name") : NULL;
		const char *content = name == NULL ? NULL : dom_attribute(node, "content");

		if (dom_is(node, "title"))
			status = add_lines(page, node, scratch, MARK_TITLE);
		for (size_t i = 0; content != NULL && i < sizeof(names) / sizeof(names[0]); i++)
			if (strcmp(name, names[i]) == 0 && content[0] != '\0' && strchr(content, '\n') == NULL)
				status = add_line(page, content, strlen(content), MARK_LINK); /* as little evidence as a link */
	}
	return status;
}

static enum status
read_page(const struct document *document, struct arena *scratch, struct page_text *page)
{
	const xmlNode *body = document->root == NULL ? NULL : dom_find(document->root, "body");
	enum status status;

	if (document->root == NULL)
		return add_line(page, document->text, document->length, 0);
	status = add_head(page, document, scratch);
	if (status == STATUS_OK)
		status = add_lines(page, body != NULL ? body : document->root, scratch, 0);
	return status;
}

static void
set_marks(struct scan_text *scan, const struct buffer *marks)
{
	for (size_t i = 0; i < scan->line_count && i < marks->length; i++) {
		scan->line[i].is_title = (marks->bytes[i] & MARK_TITLE) != 0;
		scan->line[i].is_link = (marks->bytes[i] & MARK_LINK) != 0;
		scan->line[i].is_hidden = (marks->bytes[i] & MARK_HIDDEN) != 0;
	}
}

enum status
detectors_scan_document(const struct document *document, struct detection_list *list)
{
	struct arena *scratch = arena_new();
	struct page_text page;
	struct scan_text scan;
	enum status status = start_list(list);

	buffer_start(&page.text, 2 * (size_t)LIMIT_PAGE_BYTES);
	buffer_start(&page.marks, LIMIT_PAGE_BYTES);
	if (scratch == NULL)
		status = STATUS_NO_MEMORY;
	if (status == STATUS_OK)
		status = read_page(document, scratch, &page);
	if (status == STATUS_LIMIT)
		status = STATUS_OK; /* what fits is scanned */
	if (status == STATUS_OK)
		status = scan_text_fold(buffer_string(&page.text), page.text.length, scratch, &scan);
	if (status == STATUS_OK) {
		set_marks(&scan, &page.marks);
		status = run(&scan, scratch, list);
	}
	buffer_clear(&page.text);
	buffer_clear(&page.marks);
	arena_free(scratch);
	if (status != STATUS_OK)
		detections_clear(list);
	return status;
}
