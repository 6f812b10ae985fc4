/* Titles taken apart: numbers, 【tags】, markers such as 政策解读, and the subjects between them. */
#include "lib/match/title.h"

#include <stdlib.h>
#include <string.h>

#include "lib/match/fold.h"
#include "lib/match/words.h"

/* Tags longer than this are titles in odd brackets, 【促进…若干措施】, but for the list of organs at the very front. */
enum { TAG_CHARACTERS = 24 };

/* A part of the title, between marks. */
struct part {
	size_t start, end;
};

static void
cut_out(struct match_features *f, size_t start, size_t end)
{
	memmove(f->title + start, f->title + end, (f->title_length - end) * sizeof(*f->title));
	f->title_length -= end - start;
}

static bool
is_mark(char32_t character)
{
	return character < 0x80 && !fold_is_digit(character) && !(character >= U'a' && character <= U'z');
}

static void
take_cut(struct match_features *f)
{
	size_t dots = 0;

	while (f->title_length > 0 && f->title[f->title_length - 1] == U'.') {
		f->title_length--;
		dots++;
	}
	f->is_cut = dots >= 2;
}

/* Document numbers leave the title. An empty pair of brackets may stay: it is no content. */
static void
take_numbers(struct match_features *f)
{
	struct document_number number;
	size_t from = 0, start, end;

	while (number_find(f->title, f->title_length, from, &number, &start, &end)) {
		if (f->number_count < FEATURE_NUMBERS)
			f->numbers[f->number_count++] = number;
		cut_out(f, start, end);
		from = start;
	}
}

static void
narrow_place(struct place *known, const struct place *found)
{
	if (known->count == 0)
		*known = *found;
}

/* 【广东省广州市】 says where, 【图文解读】 says what; both leave the title. */
static void
take_tag(struct match_features *f, size_t start, size_t end)
{
	const char32_t *text = f->title + start + 1;
	size_t length = end - start - 1;
	struct place place;

	if ((length > TAG_CHARACTERS && start > 0) || word_at(U"关于", text, length) || end + 4 > f->title_length) {
		f->title[start] = FOLD_BLANK;
		if (end < f->title_length)
			f->title[end] = FOLD_BLANK;
		return;
	}
	for (size_t at = 0; at < length; at++)
		if (word_marker(text + at, length - at) > 0)
			f->has_marker = true;
	if (place_read_chain(text, length, &place) > 0)
		narrow_place(&f->title_place, &place);
	cut_out(f, start, end < f->title_length ? end + 1 : end);
}

static void
take_tags(struct match_features *f)
{
	size_t start = 0;

	while (start < f->title_length) {
		size_t end = start;

		if (f->title[start] != FOLD_TAG) {
			start++;
			continue;
		}
		while (end < f->title_length && f->title[end] != FOLD_TAG_END)
			end++;
		take_tag(f, start, end);
	}
	/* 【…】】: the second one closes nothing. */
	for (size_t i = 0; i < f->title_length; i++)
		if (f->title[i] == FOLD_TAG_END)
			f->title[i] = FOLD_BLANK;
}

static void
add_start(struct match_features *f)
{
	if (f->start_count < FEATURE_STARTS && (f->start_count == 0 || f->starts[f->start_count - 1] != f->raw_length))
		f->starts[f->start_count++] = f->raw_length;
}

/* The bare characters, for titles that were cut off. */
static void
make_raw(struct match_features *f)
{
	add_start(f);
	for (size_t i = 0; i < f->title_length; i++) {
		if (f->title[i] == FOLD_OPEN)
			add_start(f);
		if (f->title[i] != FOLD_OPEN && f->title[i] != FOLD_CLOSE && !is_mark(f->title[i]))
			f->raw[f->raw_length++] = f->title[i];
	}
}

static struct titled_subject *
add_subject(struct match_features *f, enum subject_origin origin, const char32_t *text, size_t length)
{
	struct titled_subject *titled;

	if (f->subject_count == FEATURE_SUBJECTS)
		return NULL;
	titled = &f->subjects[f->subject_count];
	titled->origin = origin;
	titled->around = 0;
	subject_parse(text, length, &titled->subject);
	if (titled->subject.count < 2)
		return NULL;
	f->subject_count++;
	return titled;
}

/* End of the title in 《》 that opens at `at`. */
static size_t
quote_end(const char32_t *text, size_t length, size_t at)
{
	unsigned depth = 0;

	for (; at < length; at++) {
		if (text[at] == FOLD_OPEN)
			depth++;
		else if (text[at] == FOLD_CLOSE && --depth == 0)
			return at;
	}
	return length;
}

/* Weight of what a part says outside its quotes. */
static unsigned
weight_around(const char32_t *text, size_t length)
{
	char32_t rest[MATCH_TITLE_CHARACTERS] = { 0 };
	struct subject subject;
	size_t count = 0;

	for (size_t at = 0; at < length; at++) {
		if (text[at] == FOLD_OPEN)
			at = quote_end(text, length, at);
		else
			rest[count++] = text[at];
	}
	subject_parse(rest, count, &subject);
	return subject.weight;
}

/* A quote without facts of its own has those of its surroundings: 2023年《…》. */
static void
inherit(struct subject *quote, const struct subject *whole)
{
	if (quote->year_count == 0) {
		memcpy(quote->years, whole->years, sizeof(quote->years));
		quote->year_count = whole->year_count;
	}
	if (quote->place_count == 0) {
		memcpy(quote->places, whole->places, sizeof(quote->places));
		quote->place_count = whole->place_count;
	}
}

static void
add_quotes(struct match_features *f, const char32_t *text, size_t length)
{
	unsigned around = weight_around(text, length);
	struct subject whole;

	subject_parse(text, length, &whole);
	for (size_t at = 0; at < length; at++) {
		struct titled_subject *titled;
		size_t end;

		if (text[at] != FOLD_OPEN)
			continue;
		end = quote_end(text, length, at);
		titled = add_subject(f, SUBJECT_QUOTE, text + at + 1, end - at - 1);
		if (titled != NULL) {
			titled->around = around;
			inherit(&titled->subject, &whole);
			f->has_quote = true;
		}
		at = end;
	}
}

/* What follows a marker and belongs to it: 文章之一, (三), 材料. */
static size_t
marker_tail(const char32_t *text, size_t length)
{
	static const char32_t *const tails[] = { U"文章", U"材料", U"系列", U"实录", U"专题", U"新闻发布会", U"之", U"稿", U"版", U"(", U")", U"第",
	    U"期", U"篇" };
	size_t at = 0;
	bool again = true;

	while (again && at < length) {
		unsigned value;
		size_t got = number_small(text + at, length - at, &value);

		/* 2024年... behind a marker is a year. */
		if (got > 2)
			got = 0;
		for (size_t i = 0; got == 0 && i < sizeof(tails) / sizeof(tails[0]); i++)
			if (word_at(tails[i], text + at, length - at))
				got = word_length(tails[i]);
		/* A bracket that holds more than a number is the title's. */
		if (got == 1 && text[at] == U'(' && (number_small(text + at + 1, length - at - 1, &value) == 0))
			got = 0;
		again = got > 0;
		at += got;
	}
	return at;
}

/* Length of the mark between two parts at `text`, 0 where there is none. */
static size_t
mark_at(struct match_features *f, const char32_t *text, size_t length)
{
	size_t got = word_marker(text, length);

	if (got > 0) {
		f->has_marker = true;
		return got + marker_tail(text + got, length - got);
	}
	if (length > 1 && text[0] == FOLD_DASH && text[1] == FOLD_DASH)
		return 2;
	return *text == U':' || *text == U'|' || *text == U'!' || *text == U'?' || *text == U';';
}

static void
take_part(struct match_features *f, struct part part)
{
	const char32_t *text = f->title + part.start;
	size_t length = part.end - part.start;
	bool is_whole = length == f->title_length;

	if (length == 0)
		return;
	add_quotes(f, text, length);
	if (!is_whole)
		add_subject(f, SUBJECT_PART, text, length);
}

static void
take_parts(struct match_features *f)
{
	struct part part = { 0, 0 };
	size_t at = 0;

	while (at < f->title_length) {
		size_t got;

		if (f->title[at] == FOLD_OPEN) {
			size_t end = quote_end(f->title, f->title_length, at);

			at = end < f->title_length ? end + 1 : end;
			continue;
		}
		got = mark_at(f, f->title + at, f->title_length - at);
		if (got == 0) {
			at++;
			continue;
		}
		part.end = at;
		take_part(f, part);
		at += got;
		part.start = at;
	}
	part.end = f->title_length;
	take_part(f, part);
}

enum status
title_parse(struct match_features *f)
{
	const char *title = f->document->title == NULL ? "" : f->document->title;
	enum status status = fold(title, strlen(title), f->title, MATCH_TITLE_CHARACTERS, &f->title_length);

	if (status != STATUS_OK)
		return status;
	take_cut(f);
	take_numbers(f);
	take_tags(f);
	make_raw(f);
	add_subject(f, SUBJECT_WHOLE, f->title, f->title_length);
	take_parts(f);
	return STATUS_OK;
}

/* ---- running text ---- */

static void
add_text_quote(struct text_features *features, const char32_t *text, size_t length)
{
	struct titled_subject *titled = &features->subjects[features->subject_count];

	titled->origin = SUBJECT_IN_TEXT;
	titled->around = 0;
	subject_parse(text, length, &titled->subject);
	if (titled->subject.count < 4)
		return;
	for (size_t i = 0; i < features->subject_count; i++) {
		const struct subject *known = &features->subjects[i].subject;

		if (known->count == titled->subject.count &&
		    memcmp(known->content, titled->subject.content, known->count * sizeof(*known->content)) == 0)
			return;
	}
	features->subject_count++;
}

static void
read_text(struct text_features *features, const char32_t *text, size_t length)
{
	size_t start, end = 0;

	while (features->number_count < FEATURE_TEXT_NUMBERS &&
	    number_find(text, length, end, &features->numbers[features->number_count], &start, &end))
		features->number_count++;
	for (size_t at = 0; at < length && features->subject_count < FEATURE_TEXT_SUBJECTS; at++) {
		if (text[at] != FOLD_OPEN)
			continue;
		end = quote_end(text, length < at + MATCH_TITLE_CHARACTERS ? length : at + MATCH_TITLE_CHARACTERS, at);
		add_text_quote(features, text + at + 1, end - at - 1);
		at = end;
	}
}

enum status
title_parse_text(struct match_features *f)
{
	const char *text = f->document->text;
	char32_t *folded;
	size_t count;
	enum status status;

	if (text == NULL || *text == '\0')
		return STATUS_OK;
	folded = malloc(MATCH_TEXT_CHARACTERS * sizeof(*folded));
	f->text = calloc(1, sizeof(*f->text));
	status = folded == NULL || f->text == NULL ? STATUS_NO_MEMORY : STATUS_OK;
	if (status == STATUS_OK)
		status = fold(text, strlen(text), folded, MATCH_TEXT_CHARACTERS, &count);
	if (status == STATUS_OK)
		read_text(f->text, folded, count);
	free(folded);
	return status;
}
