/* From rows to items. */
#include "config.h"

#include "list_items.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "extract/dom.h"

enum {
	HEADER_TEXTS = 12,  /* column heads looked at before the first row */
	HEADING_TEXTS = 3,  /* looked at before the rows */
	HEADING_BYTES = 60,
	HEADING_LINKS = 3,  /* of a block beside those of its rows: "more", tabs */
	NUMBER_BYTES = 90,  /* longest 文号 of a row */
	POINTER_BYTES = 20, /* longest "[查看详情]"; a title is longer */
};

struct reader {
	const struct list_scan *scan;
	struct list_builder *builder;
	const struct list_row *row;
	struct buffer text;
	const struct scan_date *dates; /* of the row */
	size_t date_count;
	enum date_label head[HEADER_TEXTS]; /* what the column heads say of the row's dates, in order */
	size_t head_count;
	uint32_t head_parent; /* of the rows the heads stand over */
	uint32_t read_until;  /* texts before this one were read or passed */
	int year;             /* of the group's heading: "2019年", "2019年7月"; 0 where none */
};

struct list_item *
list_new_item(struct list_builder *builder)
{
	if (builder->count >= LIMIT_PAGE_ITEMS) {
		builder->is_cut = true;
		return NULL;
	}
	if (builder->count == builder->capacity) {
		size_t capacity = builder->capacity == 0 ? 32 : builder->capacity * 2;
		struct list_item *items = arena_take_array(builder->arena, capacity, sizeof(*items));

		if (items == NULL)
			return NULL;
		if (builder->count > 0)
			memcpy(items, builder->items, builder->count * sizeof(*items));
		builder->items = items;
		builder->capacity = capacity;
	}
	return &builder->items[builder->count++];
}

enum status
list_set_address(const struct document *document, struct arena *arena, const char *href, struct list_item *item)
{
	enum status status;

	if (href == NULL)
		return STATUS_OK;
	item->href = arena_string(arena, href);
	if (item->href == NULL)
		return STATUS_NO_MEMORY;
	item->url = item->href;
	status = document_resolve(document, href, arena, &item->url);
	if (status == STATUS_NO_MEMORY)
		return status;
	if (date_text_from_url(item->url, &item->url_date) != STATUS_OK)
		item->url_date = (struct claimed_date){ .precision = DATE_PRECISION_NONE };
	return STATUS_OK;
}

/* --- title ------------------------------------------------------------------------------------ */

static bool
is_date_text(const struct list_scan *scan, uint32_t text)
{
	return scan->dates_before[text + 1] > scan->dates_before[text];
}

static bool
is_in_heading(const struct list_scan *scan, uint32_t text, uint32_t link_element)
{
	for (uint32_t at = scan->texts[text].element; at > link_element && at != SCAN_NONE; at = scan->elements[at].parent) {
		const char *name = (const char *)scan->elements[at].node->name;

		if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0')
			return true;
	}
	return false;
}

static size_t
run_width(const struct list_scan *scan, uint32_t start, uint32_t end)
{
	size_t bytes = 0;

	for (uint32_t i = start; i < end && scan->texts[i].run == scan->texts[start].run; i++)
		if (!is_date_text(scan, i))
			bytes += strlen(scan->texts[i].content);
	return bytes;
}

/* A link around a whole card holds several lines: the title is the heading, or the first line that is long enough. */
static uint32_t
title_run(const struct list_scan *scan, uint32_t start, uint32_t end, uint32_t element)
{
	size_t widest = 0;

	for (uint32_t i = start; i < end; i++) {
		size_t width = run_width(scan, i, end);

		if (is_in_heading(scan, i, element) && width > 0)
			return scan->texts[i].run;
		if (width > widest)
			widest = width;
	}
	for (uint32_t i = start; i < end; i++)
		if (run_width(scan, i, end) * 3 >= widest)
			return scan->texts[i].run;
	return start < end ? scan->texts[start].run : 0;
}

/* Cuts "2019-07-25" with its brackets off the text. */
static void
cut_stamp(struct buffer *text, const char *stamp)
{
	char *found = text->length == 0 ? NULL : strstr(text->bytes, stamp);
	size_t start;
	size_t end;

	if (found == NULL)
		return;
	start = (size_t)(found - text->bytes);
	end = start + strlen(stamp);
	if (start > 0 && text->bytes[start - 1] == '[' && text->bytes[end] == ']') {
		start--;
		end++;
	}
	memmove(text->bytes + start, text->bytes + end, text->length - end + 1);
	text->length -= end - start;
}

static const char *
picture_text(const xmlNode *link)
{
	const xmlNode *picture = dom_find(link, "img");
	const char *title = picture == NULL ? NULL : dom_attribute(picture, "title");

	return picture == NULL || (title != NULL && *title != '\0') ? title : dom_attribute(picture, "alt");
}

static const char *
title_attribute(const struct list_scan *scan, uint32_t element, bool is_pictured)
{
	const char *title = dom_attribute(scan->elements[element].node, "title");

	for (uint32_t i = element + 1; (title == NULL || *title == '\0') && i < scan->elements[element].end; i++)
		if (!dom_is(scan->elements[i].node, "img"))
			title = dom_attribute(scan->elements[i].node, "title");
	return title == NULL && is_pictured ? picture_text(scan->elements[element].node) : title;
}

static enum status
read_link_text(struct reader *reader, uint32_t link, const struct scan_date *stamp)
{
	const struct list_scan *scan = reader->scan;
	const struct scan_element *element = &scan->elements[scan->links[link].element];
	uint32_t run = title_run(scan, element->text_start, element->text_end, scan->links[link].element);

	reader->text.length = 0;
	for (uint32_t i = element->text_start; i < element->text_end; i++) {
		if (scan->texts[i].run != run || is_date_text(scan, i))
			continue;
		enum status status = buffer_add_string(&reader->text, scan->texts[i].content);

		if (status != STATUS_OK && status != STATUS_LIMIT)
			return status;
	}
	if (stamp != NULL && stamp->in_title)
		cut_stamp(&reader->text, stamp->text);
	return STATUS_OK;
}

/* "查看", "[详情]": the row's title stands beside such a link. */
static bool
is_pointer(const char *text)
{
	static const char *const words[] = { "查看", "详情", "详细", "阅读全文", "点击", "进入", "浏览" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && strlen(text) <= POINTER_BYTES; i++)
		if (strstr(text, words[i]) != NULL)
			return true;
	return false;
}

/* The widest line of the row outside of links and dates replaces the text of a pointer. */
static enum status
read_text_beside(struct reader *reader)
{
	const struct list_scan *scan = reader->scan;
	uint32_t best = SCAN_NONE;
	size_t widest = POINTER_BYTES;

	for (uint32_t i = reader->row->text_start; i < reader->row->text_end; i++) {
		size_t width = scan->texts[i].link != SCAN_NONE ? 0 : run_width(scan, i, reader->row->text_end);

		if (width > widest) {
			widest = width;
			best = i;
		}
	}
	if (best == SCAN_NONE)
		return STATUS_OK;
	reader->text.length = 0;
	for (uint32_t i = best; i < reader->row->text_end && scan->texts[i].run == scan->texts[best].run; i++) {
		enum status status = is_date_text(scan, i) ? STATUS_OK : buffer_add_string(&reader->text, scan->texts[i].content);

		if (status != STATUS_OK && status != STATUS_LIMIT)
			return status;
	}
	return STATUS_OK;
}

static enum status
read_title(struct reader *reader, const struct scan_date *stamp, struct list_item *item)
{
	uint32_t link = reader->row->link;
	enum status status = read_link_text(reader, link, stamp);

	if (status == STATUS_OK && is_pointer(buffer_string(&reader->text)))
		status = read_text_beside(reader);
	if (status != STATUS_OK)
		return status;
	return list_set_title(reader->builder->arena, reader->text.length == 0 ? NULL : buffer_string(&reader->text),
	    title_attribute(reader->scan, reader->scan->links[link].element, reader->text.length == 0), item);
}

/* --- dates ------------------------------------------------------------------------------------ */

static void
find_dates(struct reader *reader)
{
	const struct list_scan *scan = reader->scan;
	size_t low = 0;
	size_t high = scan->date_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (scan->dates[middle].text_start < reader->row->text_start)
			low = middle + 1;
		else
			high = middle;
	}
	reader->dates = scan->date_count == 0 ? NULL : scan->dates + low;
	for (reader->date_count = 0; low + reader->date_count < scan->date_count; reader->date_count++)
		if (reader->dates[reader->date_count].text_start >= reader->row->text_end)
			break;
}

static bool
holds(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strstr(text, *words) != NULL)
			return true;
	return false;
}

/* Reads column heads over the rows: short texts without link before the first row that speak of dates. */
static void
read_head(struct reader *reader)
{
	static const char *const issued[] = { "成文", "生成", "印发", "发文", "签发", NULL };
	static const char *const other[] = { "截止", "结束", "失效", "实施", "施行", "生效", "废止", "开始", NULL };
	static const char *const any[] = { "日期", "时间", NULL };
	const struct list_scan *scan = reader->scan;
	uint32_t first = reader->row->text_start;

	if (scan->elements[reader->row->outer].parent == reader->head_parent)
		return;
	reader->head_parent = scan->elements[reader->row->outer].parent;
	reader->head_count = 0;
	for (uint32_t i = first > HEADER_TEXTS ? first - HEADER_TEXTS : 0; i < first; i++) {
		const char *text = scan->texts[i].content;

		if (scan->texts[i].link != SCAN_NONE || strlen(text) > 40 || !holds(text, any))
			continue;
		reader->head[reader->head_count++] = holds(text, other) ? DATE_LABEL_OTHER :
		    holds(text, issued) ? DATE_LABEL_ISSUED : DATE_LABEL_PUBLISHED;
	}
}

/* Its own label, or what the column heads say where there are as many of them as dates. */
static enum date_label
label_of(const struct reader *reader, size_t index)
{
	if (reader->dates[index].label != DATE_LABEL_NONE)
		return reader->dates[index].label;
	return reader->head_count == reader->date_count ? reader->head[index] : DATE_LABEL_NONE;
}

/* Which of the row's dates is its publication: the labelled one; else the first of a period, else the last column. A
 * date of issue stands in where there is no other. */
static const struct scan_date *
choose_date(const struct reader *reader, const struct scan_date **issued)
{
	const struct list_scan *scan = reader->scan;
	const struct scan_date *chosen = NULL;
	const struct scan_date *stamp = NULL;

	*issued = NULL;
	for (size_t i = 0; i < reader->date_count; i++) {
		const struct scan_date *date = &reader->dates[i];
		enum date_label label = label_of(reader, i);

		if (date->in_title) {
			stamp = date->link == reader->row->link ? date : stamp;
			continue;
		}
		if (label == DATE_LABEL_PUBLISHED)
			return date;
		if (label == DATE_LABEL_ISSUED)
			*issued = *issued == NULL ? date : *issued;
		else if (label == DATE_LABEL_NONE && (chosen == NULL ||
		    scan->texts[chosen->text_start].run != scan->texts[date->text_start].run))
			chosen = date;
	}
	if (chosen == NULL)
		chosen = *issued;
	return chosen == NULL ? stamp : chosen;
}

/* --- the rest of the row ---------------------------------------------------------------------- */

static enum status
add_related(struct reader *reader, struct list_item *item)
{
	const struct list_scan *scan = reader->scan;
	struct arena *arena = reader->builder->arena;
	struct list_link related[LIMIT_ROW_LINKS];
	size_t count = 0;

	for (uint32_t i = reader->row->link_start; i < reader->row->link_end && count < LIMIT_ROW_LINKS; i++) {
		struct list_item other = { .title = "" };
		enum status status = list_set_address(scan->document, arena, i == reader->row->link ? NULL : scan->links[i].href, &other);

		if (status == STATUS_OK && other.url != NULL && (item->url == NULL || strcmp(other.url, item->url) != 0)) {
			status = read_link_text(reader, i, NULL);
			if (status == STATUS_OK)
				status = list_set_title(arena, buffer_string(&reader->text),
				    title_attribute(scan, scan->links[i].element, false), &other);
			related[count++] = (struct list_link){ other.url, other.title };
		}
		if (status != STATUS_OK)
			return status;
	}
	if (count == 0)
		return STATUS_OK;
	struct list_link *copy = arena_take_array(arena, count, sizeof(*copy));

	if (copy == NULL)
		return STATUS_NO_MEMORY;
	item->related = memcpy(copy, related, count * sizeof(*copy));
	item->related_count = count;
	return STATUS_OK;
}

/* 京人社发〔2025〕18号: a line of its own outside of links. */
static enum status
read_number(struct reader *reader, struct list_item *item)
{
	const struct list_scan *scan = reader->scan;

	for (uint32_t i = reader->row->text_start, end; i < reader->row->text_end && item->number == NULL; i = end) {
		bool has_year = false;

		reader->text.length = 0;
		for (end = i; end < reader->row->text_end && scan->texts[end].run == scan->texts[i].run; end++) {
			enum status status = buffer_add_string(&reader->text, scan->texts[end].content);

			if (status == STATUS_NO_MEMORY)
				return status;
			has_year |= scan->texts[end].has_digit;
		}
		if (!has_year || scan->texts[i].link != SCAN_NONE || reader->text.length > NUMBER_BYTES ||
		    strstr(reader->text.bytes, "号") == NULL || strpbrk(reader->text.bytes, "0123456789") == NULL ||
		    (strstr(reader->text.bytes, "〔") == NULL && strchr(reader->text.bytes, '[') == NULL))
			continue;
		item->number = list_line(reader->builder->arena, reader->text.bytes, reader->text.length);
		if (item->number == NULL)
			return STATUS_NO_MEMORY;
	}
	return STATUS_OK;
}

/* The year of "2019年", "2019年7月" or "2019" alone; 0 for any other text. */
static int
year_of_heading(const char *text)
{
	const char *at = text + strspn(text, " \t\r\n");
	size_t digits = strspn(at, "0123456789");
	int year = digits == 4 ? (int)strtol(at, NULL, 10) : 0;

	at += digits;
	if (year < DATE_YEAR_FIRST || year > DATE_YEAR_LAST || strlen(at) > 12)
		return 0;
	return strncmp(at, "年", 3) == 0 || at[strspn(at, " \t\r\n")] == '\0' ? year : 0;
}

/* Headings between the rows: what they say holds until the next. */
static void
read_years(struct reader *reader)
{
	const struct list_scan *scan = reader->scan;
	uint32_t from = reader->read_until;

	if (from + HEADER_TEXTS < reader->row->text_start)
		from = reader->row->text_start - HEADER_TEXTS;
	for (; from < reader->row->text_start; from++) {
		int year = scan->texts[from].link == SCAN_NONE ? year_of_heading(scan->texts[from].content) : 0;

		reader->year = year > 0 ? year : reader->year;
	}
	reader->read_until = reader->row->text_end;
}

/* Does the text stand in the same block as the rows, so that it can be their heading? */
static bool
heads_block(const struct list_scan *scan, uint32_t text, uint32_t parent)
{
	uint32_t block = parent;

	while (block != SCAN_NONE && scan->elements[block].text_start > text)
		block = scan->elements[block].parent;
	return block != SCAN_NONE && scan_links_in(scan, block) <= scan_links_in(scan, parent) + HEADING_LINKS &&
	    (scan->texts[text].link == SCAN_NONE || is_in_heading(scan, text, block));
}

/* The last text before the rows that heads their block; "更多" beside it is a link. */
static enum status
read_heading(struct reader *reader, struct list_item *item)
{
	const struct list_scan *scan = reader->scan;
	uint32_t parent = scan->elements[reader->row->outer].parent;
	uint32_t first = parent == SCAN_NONE ? 0 : scan->elements[parent].text_start;

	for (uint32_t i = first; i > 0 && first - i < HEADING_TEXTS; i--) {
		const char *text = scan->texts[i - 1].content;

		if (strlen(text) > HEADING_BYTES || is_date_text(scan, i - 1) || !heads_block(scan, i - 1, parent))
			continue;
		item->heading = list_line(reader->builder->arena, text, strlen(text));
		return item->heading == NULL ? STATUS_NO_MEMORY : STATUS_OK;
	}
	return STATUS_OK;
}

static enum status
read_row(struct reader *reader)
{
	struct arena *arena = reader->builder->arena;
	struct list_item *item = list_new_item(reader->builder);
	const struct scan_date *issued;
	const struct scan_date *date;
	enum status status;

	if (item == NULL)
		return reader->builder->is_cut ? STATUS_OK : STATUS_NO_MEMORY;
	find_dates(reader);
	read_head(reader);
	read_years(reader);
	date = choose_date(reader, &issued);
	status = read_title(reader, date, item);
	if (status == STATUS_OK)
		status = list_set_address(reader->scan->document, arena, reader->scan->links[reader->row->link].href, item);
	if (status == STATUS_OK)
		status = add_related(reader, item);
	if (status == STATUS_OK)
		status = read_number(reader, item);
	if (status == STATUS_OK)
		status = read_heading(reader, item);
	if (status != STATUS_OK)
		return status;
	if (issued != NULL)
		item->issued = issued->claimed;
	if (date != NULL) {
		item->published = date->claimed;
		list_set_year(item, reader->year);
		item->date_text = list_line(arena, date->text, strlen(date->text));
	}
	return date != NULL && item->date_text == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

/* The same row twice: a picture and its caption, one address. */
static void
drop_repeated(struct list_builder *builder)
{
	const struct list_item *last = builder->count < 2 ? NULL : &builder->items[builder->count - 2];
	const struct list_item *item = builder->count < 2 ? NULL : &builder->items[builder->count - 1];

	if (last != NULL && last->url != NULL && item->url != NULL && strcmp(last->url, item->url) == 0 &&
	    strcmp(last->title, item->title) == 0)
		builder->count--;
}

enum status
list_read_rows(const struct list_scan *scan, const struct list_choice *choice, struct list_builder *builder)
{
	struct reader reader = { .scan = scan, .builder = builder, .head_parent = SCAN_NONE };
	enum status status = STATUS_OK;

	buffer_start(&reader.text, LIMIT_FIELD_BYTES);
	for (size_t i = 0; i < choice->count && status == STATUS_OK && !builder->is_cut; i++) {
		reader.row = choice->rows[i];
		status = read_row(&reader);
		if (status == STATUS_OK)
			drop_repeated(builder);
	}
	buffer_clear(&reader.text);
	return status;
}
