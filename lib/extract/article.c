/* Articles: puts together what the readers of single values found. */
#include "extract/article.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "number.h"
#include "page_fields.h"

enum { FIELDS_MOST = 32, NUMBER_LINES = 6, SOURCE_CHARACTERS = 60 };

struct builder {
	struct page page;
	struct article *article;
	struct field fields[FIELDS_MOST];
	size_t count;
	enum status status;
};

static void
add(struct builder *builder, const char *name, struct piece value, enum value_source source)
{
	struct field *field = &builder->fields[builder->count];

	if (builder->status != STATUS_OK || value.length == 0 || builder->count >= FIELDS_MOST)
		return;
	if (value.length > LIMIT_FIELD_BYTES)
		value.length = LIMIT_FIELD_BYTES;
	while (value.length > 0 && ((unsigned char)value.text[value.length - 1] & 0x80) != 0 &&
	    value.length == LIMIT_FIELD_BYTES)
		value.length = character_before(value.text, value.length); /* no half character at the limit */
	*field = (struct field){ .name = name, .value = arena_copy(builder->article->arena, value.text, value.length),
		.source = source };
	if (field->value == NULL)
		builder->status = STATUS_NO_MEMORY;
	else
		builder->count++;
}

static void
add_date(struct builder *builder, const char *name, struct claimed_date claimed, enum value_source source)
{
	char text[DATE_TEXT_BYTES];

	if (claimed.precision < DATE_PRECISION_DAY)
		return;
	add(builder, name, piece_of(date_print(claimed.date, text)), source);
	if (builder->status == STATUS_OK && builder->count > 0)
		builder->fields[builder->count - 1].date = claimed;
}

static void
add_count(struct builder *builder, const char *name, unsigned count)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", count);
	add(builder, name, piece_of(text), VALUE_SOURCE_TEXT);
}

typedef bool accepts(struct piece value);

/* The labelled value of the clearest label, shown ones before hidden ones, the first of equals. */
static const struct labelled *
best_labelled(const struct page *page, const char *field, accepts *accept)
{
	const struct labelled *best = NULL;

	for (size_t i = 0; i < page->labels.count; i++) {
		const struct labelled *entry = &page->labels.entry[i];
		bool is_better = best == NULL || entry->is_hidden < best->is_hidden ||
		    (entry->is_hidden == best->is_hidden && entry->label->rank < best->label->rank);

		if (piece_is(piece_of(entry->label->field), field) && is_better && accept(entry->value))
			best = entry;
	}
	return best;
}

static bool
is_filled(struct piece value)
{
	static const char *const nothing[] = { "无", "暂无", "-", "--", "—", "——", "/", "null", "空", NULL };

	for (const char *const *word = nothing; *word != NULL; word++)
		if (piece_is(value, *word))
			return false;
	return value.length > 0 && !piece_has(value, "{{") && !piece_has(value, "${");
}

static bool
is_short_value(struct piece value)
{
	return is_filled(value) && piece_characters(value) <= SOURCE_CHARACTERS && !piece_has(value, "。");
}

static bool
is_named(struct piece value)
{
	return is_short_value(value) && piece_has_han(value);
}

static bool
is_index_number(struct piece value)
{
	return is_short_value(value) && piece_has_digit(value);
}

static bool
is_disclosure(struct piece value)
{
	return is_short_value(value) && piece_has(value, "公开");
}

static bool
add_labelled(struct builder *builder, const char *name, accepts *accept)
{
	const struct labelled *entry = best_labelled(&builder->page, name, accept);

	if (entry != NULL)
		add(builder, name, entry->value, entry->source);
	return entry != NULL;
}

/* --- number ---------------------------------------------------------------------------------------------------- */

static void
add_number(struct builder *builder, struct piece number, enum value_source source)
{
	const char *tidy = number_tidy(builder->article->arena, number);

	if (tidy == NULL)
		builder->status = STATUS_NO_MEMORY;
	else
		add(builder, "number", piece_of(tidy), source);
}

/* A line of its own between the title and the first sentences. A number in running text is another document's. */
static bool
number_on_own_line(struct page *page, struct piece *number)
{
	size_t first = page->title_line < page->lines.count ? page->title_past : page->head_past;
	size_t past = page->text_first + NUMBER_LINES;

	for (size_t i = first; i < past && i < page->lines.count; i++) {
		const struct line *line = &page->lines.line[i];

		if (!line->is_hidden && line->link_length == 0 &&
		    number_is_whole((struct piece){ line->text, line->length }, number))
			return true;
	}
	return false;
}

/* A title carries its own number at its start or, in brackets, at its end; one that explains or repeals another
 * document carries that one's. */
static bool
number_in_title(struct page *page, struct piece *number)
{
	static const char *const others[] = { "解读", "答记者问", "问答", "图解", "读懂", "废止", "修改", "失效", "修订", "清理",
		"说明", NULL };
	struct piece title = piece_of(page->title);

	if (piece_has_any(title, others))
		return false;
	return number_at_start(title, number) || number_at_end(title, number);
}

static void
read_number(struct builder *builder)
{
	const struct labelled *entry = best_labelled(&builder->page, "number", number_is_plausible);
	struct piece number;

	if (entry != NULL)
		add_number(builder, entry->value, entry->source);
	else if (number_on_own_line(&builder->page, &number))
		add_number(builder, number, VALUE_SOURCE_LABEL);
	else if (number_in_title(&builder->page, &number))
		add_number(builder, number, VALUE_SOURCE_LABEL);
}

/* --- organ and source ------------------------------------------------------------------------------------------ */

/* "市财政局关于印发…" */
static bool
organ_in_title(const struct page *page, struct piece *organ)
{
	struct piece title = piece_of(page->title);
	const char *about = title.length == 0 ? NULL : strstr(title.text, "关于");

	if (about == NULL)
		return false;
	*organ = piece_trim((struct piece){ title.text, (size_t)(about - title.text) });
	if (piece_ends(*organ, "印发"))
		organ->length -= strlen("印发");
	return reads_as_organ(*organ);
}

static void
read_organ(struct builder *builder)
{
	struct piece organ;
	struct claimed_date date;

	if (add_labelled(builder, "organ", is_named))
		return;
	if (page_signature(&builder->page, &organ, &date) || organ_in_title(&builder->page, &organ))
		add(builder, "organ", organ, VALUE_SOURCE_TEXT);
	else if (reads_as_organ(builder->page.meta.source))
		add(builder, "organ", builder->page.meta.source, VALUE_SOURCE_META);
}

/* The name alone: without a date behind it, and without what the page offers beside it. */
static struct piece
trim_source(struct piece value)
{
	static const char *const noise[] = { "【", "[", "［", "字体", "字号", "打印", "分享", "浏览", "点击", "阅读", "收藏", "关闭", NULL };
	struct date_match match;

	if (date_text_find(value.text, value.length, 0, &match) == STATUS_OK && match.has_year && match.start > 0)
		value.length = match.start;
	for (const char *const *word = noise; *word != NULL; word++) {
		struct piece all = value;

		for (size_t at = 1; at < all.length; at++) {
			if (piece_starts((struct piece){ all.text + at, all.length - at }, *word)) {
				value.length = at;
				break;
			}
		}
	}
	return piece_trim(value);
}

static bool
is_source(struct piece value)
{
	return is_named(trim_source(value));
}

static void
read_source(struct builder *builder)
{
	const struct labelled *entry = best_labelled(&builder->page, "source", is_source);

	if (entry != NULL)
		add(builder, "source", trim_source(entry->value), entry->source);
	else if (is_named(builder->page.meta.source))
		add(builder, "source", builder->page.meta.source, VALUE_SOURCE_META);
}

/* --- the rest -------------------------------------------------------------------------------------------------- */

/* "（此件公开发布）", "公开方式：主动公开" below the text. */
static void
read_disclosure(struct builder *builder)
{
	static const char *const marks[] = { "此件公开发布", "此件主动公开", "此件依申请公开", "此件不予公开", "此件不公开",
		"此件免予公开", "主动公开", "依申请公开", "不予公开", "免予公开", NULL };
	const struct page *page = &builder->page;

	if (add_labelled(builder, "disclosure", is_disclosure))
		return;
	for (size_t i = page->text_first; i < page->text_past; i++) {
		const struct line *line = &page->lines.line[i];

		if (line->length > 120 || (line->length > 36 && !piece_has(piece_of(line->text), "公开方式") &&
		    !piece_has(piece_of(line->text), "公开属性") && !piece_has(piece_of(line->text), "公开选项") &&
		    !piece_has(piece_of(line->text), "公开形式")))
			continue;
		for (const char *const *mark = marks; *mark != NULL; mark++) {
			if (piece_has(piece_of(line->text), *mark)) {
				add(builder, "disclosure", piece_of(*mark), VALUE_SOURCE_TEXT);
				return;
			}
		}
	}
}

static void
read_dates(struct builder *builder)
{
	const struct page *page = &builder->page;
	struct claimed_date claimed = { 0 };
	struct consultation consultation;
	enum value_source source = VALUE_SOURCE_NONE;
	bool has_issued = page_issued(page, &claimed, &source);

	if (has_issued)
		add_date(builder, "issued", claimed, source);
	page_published(page, has_issued ? claimed : (struct claimed_date){ 0 }, &builder->article->published,
	    &builder->article->published_source);
	if (page_effective(page, &claimed, &source))
		add_date(builder, "effective", claimed, source);
	if (page_expires(page, &claimed, &source))
		add_date(builder, "expires", claimed, source);
	page_consultation(page, &consultation);
	add_date(builder, "consult-from", consultation.from, consultation.from_source);
	add_date(builder, "consult-until", consultation.until, consultation.until_source);
}

static void
read_links(struct builder *builder)
{
	struct page_links links;
	enum status status = page_read_links(&builder->page, &links);

	if (status != STATUS_OK) {
		builder->status = status;
		return;
	}
	add(builder, "attachments", piece_of(links.attachments), VALUE_SOURCE_TEXT);
	add_count(builder, "pictures", links.pictures);
	add_count(builder, "videos", links.videos);
	add(builder, "links", piece_of(links.related), VALUE_SOURCE_TEXT);
}

/* The main text is no short value: it has a limit of its own, that of the page. */
static void
read_text(struct builder *builder)
{
	const struct page *page = &builder->page;
	struct buffer text;
	enum status status = STATUS_OK;

	buffer_start(&text, LIMIT_PAGE_BYTES);
	for (size_t i = page->text_first; i < page->text_past && status == STATUS_OK; i++) {
		const struct line *line = &page->lines.line[i];

		if (line->is_hidden || line_is_foot(line))
			continue;
		if (text.length > 0)
			status = buffer_add(&text, "\n", 1);
		if (status == STATUS_OK)
			status = buffer_add(&text, line->text, line->length);
	}
	if (status == STATUS_OK && text.length > 0 && builder->count < FIELDS_MOST) {
		const char *copy = arena_copy(builder->article->arena, text.bytes, text.length);

		builder->fields[builder->count++] = (struct field){ .name = "text", .value = copy, .source = VALUE_SOURCE_TEXT };
		if (copy == NULL)
			status = STATUS_NO_MEMORY;
	}
	buffer_clear(&text);
	if (status == STATUS_NO_MEMORY)
		builder->status = status;
}

/* Labels stand in the head and below the text; inside the text they belong to forms and tables of the document. */
static enum status
read_all_labels(struct page *page)
{
	struct labelled_list below;
	enum status status = labels_read(&page->lines, 0, page->head_past, page->arena, &page->labels);

	if (status != STATUS_OK)
		return status;
	status = labels_read(&page->lines, page->text_past, page->lines.count, page->arena, &below);
	for (size_t i = 0; status == STATUS_OK && i < below.count && page->labels.count < LIMIT_PAGE_LABELS; i++)
		page->labels.entry[page->labels.count++] = below.entry[i];
	return status;
}

static enum status
read_fields(struct builder *builder)
{
	read_number(builder);
	add_labelled(builder, "index-number", is_index_number);
	add_labelled(builder, "registration-number", is_index_number);
	read_organ(builder);
	read_source(builder);
	read_dates(builder);
	read_disclosure(builder);
	add_labelled(builder, "validity", is_short_value);
	add_labelled(builder, "category", is_short_value);
	add_labelled(builder, "genre", is_short_value);
	add_labelled(builder, "keywords", is_short_value);
	read_links(builder);
	read_text(builder);
	return builder->status;
}

static const char *
own_copy(struct arena *arena, struct piece piece, enum status *status)
{
	const char *copy;

	if (piece.length == 0)
		return NULL;
	copy = arena_copy(arena, piece.text, piece.length);
	if (copy == NULL)
		*status = STATUS_NO_MEMORY;
	return copy;
}

static enum status
build(struct builder *builder, const struct document *document)
{
	struct article *article = builder->article;
	struct field *fields;
	enum status status = page_read(document, article->arena, &builder->page);

	if (status == STATUS_OK)
		status = page_find_title(&builder->page);
	if (status != STATUS_OK)
		return status;
	page_find_text(&builder->page);
	status = read_all_labels(&builder->page);
	if (status == STATUS_OK)
		status = read_fields(builder);
	if (status != STATUS_OK)
		return status;
	article->title = builder->page.title;
	article->title_source = builder->page.title_source;
	article->site_name = own_copy(article->arena, builder->page.meta.site_name, &status);
	article->column_name = own_copy(article->arena, builder->page.meta.column_name, &status);
	fields = arena_take_array(article->arena, builder->count + 1, sizeof(*fields));
	if (fields == NULL)
		return STATUS_NO_MEMORY;
	memcpy(fields, builder->fields, builder->count * sizeof(*fields));
	article->fields = fields;
	article->field_count = builder->count;
	return status;
}

enum status
article_extract(const struct document *document, struct article **article)
{
	struct builder builder = { .status = STATUS_OK };
	struct article *result;
	struct arena *arena;
	enum status status;

	if (document->tree == NULL)
		return STATUS_INVALID;
	arena = arena_new();
	result = arena == NULL ? NULL : arena_take(arena, sizeof(*result));
	if (result == NULL) {
		arena_free(arena);
		return STATUS_NO_MEMORY;
	}
	result->arena = arena;
	builder.article = result;
	status = build(&builder, document);
	if (status != STATUS_OK) {
		article_free(result);
		return status;
	}
	*article = result;
	return STATUS_OK;
}

void
article_free(struct article *article)
{
	if (article != NULL)
		arena_free(article->arena);
}

const struct field *
article_field(const struct article *article, const char *name)
{
	for (size_t i = 0; i < article->field_count; i++)
		if (strcmp(article->fields[i].name, name) == 0)
			return &article->fields[i];
	return NULL;
}

const char *
article_value(const struct article *article, const char *name)
{
	const struct field *field = article_field(article, name);

	return field == NULL ? NULL : field->value;
}
