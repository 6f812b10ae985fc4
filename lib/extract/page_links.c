/* Attachments, related documents, pictures and videos of an article. Looks at the part of the page between the title
 * and its foot, so menus and side bars before it do not count. */
#include "page_fields.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "extract/dom.h"

enum { RELATED_MOST = 50, ATTACHMENTS_MOST = 200, LINE_BYTES = 300 };

struct collector {
	const struct page *page;
	struct page_links *links;
	struct arena *scratch;
	struct buffer attachments;
	struct buffer related;
	unsigned related_count;
};

static bool
ends_with_extension(const char *address, const char *const *extensions)
{
	size_t length = strcspn(address, "?#");
	const char *name = address;

	for (const char *at = address; at < address + length; at++)
		if (*at == '/')
			name = at + 1;
	for (; *extensions != NULL; extensions++) {
		size_t extension = strlen(*extensions);
		size_t name_length = (size_t)(address + length - name);

		if (name_length > extension + 1 && name[name_length - extension - 1] == '.' &&
		    strncasecmp(name + name_length - extension, *extensions, extension) == 0)
			return true;
	}
	return false;
}

static bool
is_attachment(const char *address, struct piece text)
{
	static const char *const files[] = { "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd", "zip", "rar",
		"7z", "rtf", "ceb", "txt", "csv", NULL };
	char name[512];

	if (ends_with_extension(address, files))
		return true;
	if (text.length == 0 || text.length >= sizeof(name))
		return false;
	memcpy(name, text.text, text.length);
	name[text.length] = '\0';
	return ends_with_extension(name, files) && !piece_starts(text, "http");
}

/* A link to another document: its text says so, or the words right before it do. */
static bool
is_related(struct piece text, struct piece before)
{
	static const char *const kinds[] = { "解读", "答记者问", "一图读懂", "图解", "原文", "问答", NULL };
	static const char *const heads[] = { "解读", "原文", "文件链接", "相关文件", "相关政策", "关联稿件", "相关链接", "相关稿件",
		"政策文件", "相关文档", "链接", "点击查看", NULL };

	return piece_has_any(text, kinds) || (piece_has(text, "《") && piece_has(text, "》")) ||
	    piece_has_any(before, heads);
}

static enum status
add_line(struct buffer *buffer, const char *address, struct piece name)
{
	size_t before = buffer->length;
	enum status status = STATUS_OK;

	if (before > 0)
		status = buffer_add(buffer, "\n", 1);
	if (status == STATUS_OK)
		status = buffer_add_string(buffer, address);
	if (status == STATUS_OK && name.length > 0)
		status = buffer_add(buffer, " ", 1);
	if (status == STATUS_OK)
		status = buffer_add(buffer, name.text, name.length);
	if (status != STATUS_OK && buffer->bytes != NULL) {
		buffer->length = before; /* no half entries */
		buffer->bytes[before] = '\0';
	}
	return status;
}

static bool
has_line(const struct buffer *buffer, const char *address)
{
	size_t length = strlen(address);

	for (const char *at = buffer_string(buffer); (at = strstr(at, address)) != NULL; at += length)
		if ((at == buffer->bytes || at[-1] == '\n') && (at[length] == '\0' || at[length] == ' ' || at[length] == '\n'))
			return true;
	return false;
}

/* The line that the link stands in, and the words before it there or on the line above. */
static struct piece
words_before(const struct page *page, size_t line)
{
	struct piece text = piece_of(page->lines.line[line].text);
	struct piece above;

	if (text.length > LINE_BYTES)
		return piece_of(""); /* a paragraph that links many things */
	if (page->lines.line[line].link_length + 3 < page->lines.line[line].length || line == 0)
		return text;
	above = piece_of(page->lines.line[line - 1].text);
	return above.length <= 60 ? above : piece_of("");
}

static enum status
take_link(struct collector *collector, const xmlNode *node, size_t line)
{
	const char *href = dom_attribute(node, "href");
	const char *address = NULL;
	struct lines text_lines;
	struct piece text = piece_of("");
	enum status status;

	if (href == NULL)
		return STATUS_OK;
	status = document_resolve(collector->page->document, href, collector->scratch, &address);
	if (status == STATUS_NOT_FOUND)
		address = href; /* relative, and the page's own address is unknown */
	else if (status == STATUS_NO_MEMORY)
		return status;
	else if (status != STATUS_OK)
		return STATUS_OK;
	status = lines_read(node, collector->scratch, &text_lines);
	if (status != STATUS_OK)
		return status;
	if (text_lines.count > 0)
		text = piece_of(text_lines.line[0].text);
	if (is_attachment(address, text)) {
		if (has_line(&collector->attachments, address) || collector->links->attachment_count >= ATTACHMENTS_MOST)
			return STATUS_OK;
		collector->links->attachment_count++;
		return add_line(&collector->attachments, address, text);
	}
	if (collector->related_count >= RELATED_MOST || has_line(&collector->related, address) ||
	    !is_related(text, words_before(collector->page, line)))
		return STATUS_OK;
	collector->related_count++;
	return add_line(&collector->related, address, piece_of(""));
}

static void
count_media(struct collector *collector, const xmlNode *node, bool is_in_text)
{
	static const char *const video_files[] = { "mp4", "m3u8", "flv", "webm", NULL };

	if (dom_is(node, "img") && is_in_text) {
		collector->links->pictures++;
	} else if (dom_is(node, "video") || dom_is(node, "embed")) {
		collector->links->videos++;
	} else if (dom_is(node, "a") || dom_is(node, "source")) {
		const char *address = dom_attribute(node, dom_is(node, "a") ? "href" : "src");

		if (address != NULL && dom_is(node, "a") && ends_with_extension(address, video_files))
			collector->links->videos++;
	}
}

/* Last line of the page that still belongs to the article: what follows its text up to the foot. */
static size_t
article_past(const struct page *page)
{
	size_t at = page->text_past;

	while (at < page->lines.count && at < page->text_past + 80 && !line_is_foot(&page->lines.line[at]))
		at++;
	return at;
}

static enum status
walk(struct collector *collector)
{
	const struct page *page = collector->page;
	size_t first = page->title_line < page->lines.count ? page->title_line : page->text_first;
	size_t past = article_past(page);
	const xmlNode *top = page->document->root;
	const xmlNode *start;
	const xmlNode *link = NULL;
	size_t line = first;
	enum status status = STATUS_OK;

	if (first >= past)
		return STATUS_OK;
	start = page->lines.line[first].start;
	for (const xmlNode *node = start; node != NULL && status == STATUS_OK; node = dom_next(node, top)) {
		bool is_in_text = page->text_element != NULL && node_is_inside(node, page->text_element);

		if (past < page->lines.count && node == page->lines.line[past].start)
			break;
		/* An <a> comes before the text node that begins its line. */
		if (line + 1 < page->lines.count && node_is_inside(page->lines.line[line + 1].start, node) &&
		    (dom_is(node, "a") || node == page->lines.line[line + 1].start))
			line++;
		if (dom_is(node, "a") && (link == NULL || !node_is_inside(node, link))) {
			status = take_link(collector, node, line);
			link = node; /* links inside a link are a broken page's: its text was read */
		}
		count_media(collector, node, is_in_text);
	}
	return status;
}

enum status
page_read_links(const struct page *page, struct page_links *links)
{
	struct collector collector = { .page = page, .links = links, .scratch = arena_new() };
	enum status status;

	*links = (struct page_links){ 0 };
	if (collector.scratch == NULL)
		return STATUS_NO_MEMORY;
	buffer_start(&collector.attachments, LIMIT_FIELD_BYTES);
	buffer_start(&collector.related, LIMIT_FIELD_BYTES);
	status = walk(&collector);
	if (status == STATUS_LIMIT)
		status = STATUS_OK; /* more than anybody reads: what fits is kept */
	if (status == STATUS_OK && collector.attachments.length > 0)
		links->attachments = arena_string(page->arena, collector.attachments.bytes);
	if (status == STATUS_OK && collector.related.length > 0)
		links->related = arena_string(page->arena, collector.related.bytes);
	buffer_clear(&collector.attachments);
	buffer_clear(&collector.related);
	arena_free(collector.scratch);
	return status;
}
