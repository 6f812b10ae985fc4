/* The title of an article. Meta ArticleTitle is right most of the time, but may hold the column's name, the site's name
 * before the title, or a cut title; the visible line before the source and the date settles it. */
#include <string.h>

#include "base/utf8.h"
#include "extract/dom.h"
#include "page_parts.h"

enum {
	LINES_LOOKED_AT = 1500,
	TITLE_CHARACTERS_MOST = 200,
	SCORE_ACCEPTED = 25,      /* a heading with something else that speaks for it */
	SCORE_AGAINST_META = 55,  /* a heading right before source and date beats a meta title that is shown nowhere */
};

/* What the page itself calls its title, squeezed for comparing. */
struct wanted {
	const char *meta;       /* "" where absent or useless */
	const char *head;
	const char *site;
	const char *column;
};

static bool
begins(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool
is_separator(uint32_t character)
{
	static const uint32_t separators[] = { '-', '_', '|', ':', '>', 0x2014, 0x2013, 0x2015, 0xff1a, 0xff0d, 0xff5c, 0xb7, 0x2500 };

	for (size_t i = 0; i < sizeof(separators) / sizeof(separators[0]); i++)
		if (separators[i] == character)
			return true;
	return is_space(character);
}

static struct piece
trim_separators(struct piece piece)
{
	uint32_t character;

	while (piece.length > 0) {
		size_t width = utf8_next(piece.text, piece.length, &character);

		if (!is_separator(character))
			break;
		piece.text += width;
		piece.length -= width;
	}
	while (piece.length > 0) {
		size_t last = character_before(piece.text, piece.length);

		utf8_next(piece.text + last, piece.length - last, &character);
		if (!is_separator(character))
			break;
		piece.length = last;
	}
	return piece;
}

/* "县政府网站——关于…": the site's name and a separator before or behind the title are no part of it. */
static struct piece
without_name(struct piece title, struct piece name)
{
	uint32_t character;

	if (name.length == 0 || title.length <= name.length)
		return title;
	if (memcmp(title.text, name.text, name.length) == 0) {
		utf8_next(title.text + name.length, title.length - name.length, &character);
		/* Not a blank: "市房产局 市自然资源局关于…" names two organs. */
		if (is_separator(character) && !is_space(character))
			return trim_separators((struct piece){ title.text + name.length, title.length - name.length });
	}
	if (memcmp(title.text + title.length - name.length, name.text, name.length) == 0) {
		size_t end = title.length - name.length;

		utf8_next(title.text + character_before(title.text, end), 4, &character);
		if (is_separator(character))
			return trim_separators((struct piece){ title.text, end });
	}
	return title;
}

static struct piece
clean_meta_title(const struct page *page)
{
	const struct page_meta *meta = &page->meta;
	struct piece title = without_name(meta->title, meta->site_name);

	title = without_name(title, meta->column_name);
	if ((title.length == meta->column_name.length && memcmp(title.text, meta->column_name.text, title.length) == 0) ||
	    (title.length == meta->site_name.length && memcmp(title.text, meta->site_name.text, title.length) == 0) ||
	    piece_characters(title) < 3)
		return piece_of("");
	return title;
}

static enum status
prepare(struct page *page, struct piece meta, struct wanted *wanted)
{
	wanted->meta = text_squeezed(page->arena, meta);
	wanted->head = text_squeezed(page->arena, page->meta.head_title);
	wanted->site = text_squeezed(page->arena, page->meta.site_name);
	wanted->column = text_squeezed(page->arena, page->meta.column_name);
	return wanted->meta != NULL && wanted->head != NULL && wanted->site != NULL && wanted->column != NULL ?
	    STATUS_OK : STATUS_NO_MEMORY;
}

/* One past the last line of the block that line `first` begins: a title broken by <br>. */
static size_t
block_past(const struct lines *lines, size_t first)
{
	size_t past = first + 1;

	while (past < lines->count && past < first + 4 && lines->line[past - 1].is_continued &&
	    lines->line[past].block == lines->line[first].block)
		past++;
	return past;
}

/* The text of lines [first, past). A break inside a title is no blank, except between names of organs. */
static char *
join_lines(struct arena *arena, const struct lines *lines, size_t first, size_t past)
{
	char *text = arena_string(arena, lines->line[first].text);

	for (size_t i = first + 1; text != NULL && i < past; i++) {
		struct piece before = piece_of(text);
		struct piece after = piece_of(lines->line[i].text);
		bool are_organs = !piece_starts(after, "关于") && piece_has(after, "关于") && !piece_has(before, "关于");

		text = arena_format(arena, "%s%s%s", text, are_organs ? " " : "", lines->line[i].text);
	}
	return text;
}

static int
score_of_class(const xmlNode *block)
{
	for (unsigned level = 0; level < 3 && block != NULL && block->type == XML_ELEMENT_NODE; level++) {
		static const char *const attributes[] = { "class", "id" };

		for (size_t i = 0; i < 2; i++) {
			const char *value = dom_attribute(block, attributes[i]);

			if (value != NULL && (strstr(value, "title") != NULL || strstr(value, "Title") != NULL ||
			    dom_has_word(block, attributes[i], "bt") || strstr(value, "tit") != NULL))
				return level == 0 ? 12 : 6;
		}
		block = block->parent;
	}
	return 0;
}

static int
score_of_heading(int level)
{
	static const int scores[] = { 0, 26, 22, 18, 10, 4, 4 };

	return scores[level];
}

/* Source and date stand right behind the title. */
static int
score_of_neighbours(const struct lines *lines, size_t past)
{
	static const int scores[] = { 26, 24, 20, 16, 8 };

	for (size_t i = 0; i < sizeof(scores) / sizeof(scores[0]) && past + i < lines->count; i++) {
		const struct line *line = &lines->line[past + i];
		struct date_match match;

		if (line->is_hidden)
			continue;
		if (line_has_label(line))
			return scores[i];
		if (line->length < 40 && date_text_find(line->text, line->length, 0, &match) == STATUS_OK && match.has_year)
			return scores[i] / 2;
	}
	return 0;
}

static int
score_of_wording(struct piece text)
{
	static const char *const never[] = { "当前位置", "您的位置", "您所在", "所在位置", "我的位置", "首页", "欢迎", "今天是",
		"无障碍", "分享到", "版权所有", "ICP备", "网站支持", "搜索", NULL };
	static const char *const kinds[] = { "关于", "通知", "公告", "意见", "办法", "方案", "解读", "规定", "通告", "公示", "决定",
		"计划", "报告", "条例", "细则", "批复", "函", NULL };
	size_t characters = piece_characters(text);
	struct claimed_date date;
	int score = 0;

	if (date_text_parse(text.text, text.length, &date) == STATUS_OK)
		score -= 60;
	if (piece_has_any(text, never))
		score -= 80;
	if (piece_has(text, "。") || piece_ends(text, "：") || piece_ends(text, "；") || piece_ends(text, "，"))
		score -= 40;
	if (piece_has_any(text, kinds))
		score += 8;
	if (characters >= 10)
		score += 5;
	else if (characters < 6)
		score -= 15;
	return score;
}

/* How well the line agrees with what the page calls its title elsewhere. */
static int
score_of_agreement(const char *squeezed, const struct wanted *wanted)
{
	size_t length = strlen(squeezed);
	size_t meta_length = strlen(wanted->meta);

	if (strcmp(squeezed, wanted->site) == 0 || strcmp(squeezed, wanted->column) == 0)
		return -80;
	if (meta_length > 0 && strcmp(squeezed, wanted->meta) == 0)
		return 60;
	if (meta_length > 0 && length * 2 > meta_length &&
	    (strstr(wanted->meta, squeezed) != NULL || strstr(squeezed, wanted->meta) != NULL))
		return 30;
	return length >= 18 && strstr(wanted->head, squeezed) != NULL ? 25 : 0;
}

static int
score_of_lines(const struct page *page, size_t first, size_t past, const char *text, const char *squeezed,
    const struct wanted *wanted)
{
	const struct line *line = &page->lines.line[first];
	struct piece piece = piece_of(text);
	int score;

	if (line_has_label(line) || piece_characters(piece) > TITLE_CHARACTERS_MOST)
		return -100;
	score = score_of_heading(line->heading) + score_of_class(line->block) + score_of_wording(piece) +
	    score_of_agreement(squeezed, wanted) + score_of_neighbours(&page->lines, past);
	if (line->is_hidden)
		score -= 50;
	if (line->link_length * 2 > line->length)
		score -= 50;
	return score;
}

struct best {
	int score;
	size_t first;
	size_t past;
	const char *text;
	const char *squeezed;
};

static enum status
find_best(struct page *page, const struct wanted *wanted, struct best *best)
{
	const struct lines *lines = &page->lines;
	struct arena *scratch = arena_new();
	enum status status = STATUS_OK;

	if (scratch == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < lines->count && i < LINES_LOOKED_AT && status == STATUS_OK; i++) {
		for (size_t past = block_past(lines, i); past > i; past = past > i + 1 ? i + 1 : i) {
			char *text = join_lines(scratch, lines, i, past);
			char *squeezed = text == NULL ? NULL : text_squeezed(scratch, piece_of(text));
			int score;

			if (squeezed == NULL) {
				status = STATUS_NO_MEMORY;
				break;
			}
			score = score_of_lines(page, i, past, text, squeezed, wanted);
			if (score <= best->score)
				continue;
			*best = (struct best){ score, i, past, arena_string(page->arena, text),
				arena_string(page->arena, squeezed) };
			if (best->text == NULL || best->squeezed == NULL)
				status = STATUS_NO_MEMORY;
		}
	}
	arena_free(scratch);
	return status;
}

/* Which of meta and visible line is the title, where both exist. */
static bool
meta_is_better(const struct wanted *wanted, const struct best *best)
{
	const char *visible = best->squeezed;

	if (best->score < SCORE_ACCEPTED || strcmp(visible, wanted->meta) == 0 || strstr(visible, "…") != NULL ||
	    strstr(visible, "...") != NULL)
		return true;
	if (begins(visible, wanted->meta) && strlen(visible) > strlen(wanted->meta))
		return false; /* the meta title is cut */
	if (strstr(wanted->meta, "...") != NULL || strstr(wanted->meta, "…") != NULL)
		return false;
	if (strstr(wanted->meta, visible) != NULL || strstr(visible, wanted->meta) != NULL)
		return true;
	return best->score < SCORE_AGAINST_META;
}

/* The part of <title> that is neither the site's nor the column's name. */
static const char *
title_of_head(struct page *page)
{
	struct piece head = page->meta.head_title;
	struct piece longest = piece_of("");
	size_t start = 0;

	head = without_name(without_name(head, page->meta.site_name), page->meta.column_name);
	for (size_t at = 0; at <= head.length;) {
		uint32_t character = ' ';
		size_t width = at < head.length ? utf8_next(head.text + at, head.length - at, &character) : 1;

		if (at == head.length || character == '_' || character == '|' || character == '-' || character == 0x2014) {
			struct piece part = piece_trim((struct piece){ head.text + start, at - start });

			if (part.length > longest.length)
				longest = part;
			start = at + width;
		}
		at += width;
	}
	if (piece_characters(longest) < 5 || (longest.length == page->meta.site_name.length &&
	    memcmp(longest.text, page->meta.site_name.text, longest.length) == 0))
		return NULL;
	return arena_copy(page->arena, longest.text, longest.length);
}

enum status
page_find_title(struct page *page)
{
	struct piece meta = clean_meta_title(page);
	struct wanted wanted;
	struct best best = { .score = -1000, .text = NULL };
	enum status status = prepare(page, meta, &wanted);

	if (status == STATUS_OK)
		status = find_best(page, &wanted, &best);
	if (status != STATUS_OK)
		return status;
	if (best.score >= SCORE_ACCEPTED) {
		page->title_line = best.first;
		page->title_past = best.past;
		page->title = best.text;
		page->title_source = VALUE_SOURCE_TEXT;
	}
	if (meta.length > 0 && (best.text == NULL || meta_is_better(&wanted, &best))) {
		page->title = arena_copy(page->arena, meta.text, meta.length);
		page->title_source = VALUE_SOURCE_META;
		return page->title == NULL ? STATUS_NO_MEMORY : STATUS_OK;
	}
	if (page->title == NULL) {
		page->title = title_of_head(page);
		page->title_source = page->title == NULL ? VALUE_SOURCE_NONE : VALUE_SOURCE_META;
	}
	return STATUS_OK;
}
