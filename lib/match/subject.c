/* Subjects of titles: strips organ, place, wrapper and kind from both ends, then reads the facts. */
#include "lib/match/subject.h"

#include <string.h>

#include "lib/match/fold.h"
#include "lib/match/subject_facts.h"
#include "lib/match/words.h"
#include "match/match.h"

struct line {
	char32_t text[MATCH_TITLE_CHARACTERS];
	size_t start, end; /* what is left of it */
};

/* Counties whose names are everyday words inside a title: 老城区改造. */
static const char32_t *const not_places[] = { U"老城区", U"新城区", U"城中区", U"市中区", U"新市区", U"中心区", U"开发区", U"东西区" };

static bool
is_mark(char32_t character)
{
	return character < 0x80 ? !fold_is_digit(character) && !(character >= U'a' && character <= U'z')
	                        : character == FOLD_OPEN || character == FOLD_CLOSE;
}

/* What stands in round brackets: facts and media only? Then it is no content. */
static bool
is_aside(const char32_t *text, size_t length, struct subject *subject)
{
	struct subject trial = *subject;
	size_t at = 0;

	while (at < length) {
		size_t got = subject_read_fact(text + at, length - at, true, &trial);

		if (got == 0)
			got = word_medium(text + at, length - at);
		if (got == 0)
			got = is_mark(text[at]) || word_at(U"年", text + at, length - at);
		if (got == 0)
			return false;
		at += got;
	}
	*subject = trial;
	return true;
}

/* ---- ends ---- */

static size_t
bracket_end(const char32_t *text, size_t length, size_t at)
{
	unsigned depth = 0;

	for (; at < length; at++) {
		if (text[at] == U'(')
			depth++;
		else if (text[at] == U')' && --depth == 0)
			return at;
	}
	return length;
}

/* Copies without brackets; asides become facts. */
static void
open_brackets(const char32_t *text, size_t length, struct line *line, struct subject *subject)
{
	line->start = line->end = 0;
	for (size_t at = 0; at < length && line->end < MATCH_TITLE_CHARACTERS; at++) {
		if (text[at] == U'(') {
			size_t end = bracket_end(text, length, at);

			if (is_aside(text + at + 1, end - at - 1, subject)) {
				at = end;
				continue;
			}
		}
		if (text[at] == FOLD_OPEN || text[at] == FOLD_CLOSE || text[at] == U'(' || text[at] == U')')
			continue;
		line->text[line->end++] = text[at];
	}
}

static void
trim(struct line *line)
{
	while (line->start < line->end && is_mark(line->text[line->start]))
		line->start++;
	while (line->end > line->start && is_mark(line->text[line->end - 1]))
		line->end--;
}

static size_t
find_about(const struct line *line)
{
	for (size_t at = line->start; at + 1 < line->end && at < line->start + 120; at++)
		if (line->text[at] == U'关' && line->text[at + 1] == U'于')
			return at;
	return line->end;
}

/* 沈阳市房产局 沈阳市公安局关于...: drops the organs, keeps their place. */
static bool
strip_organ(struct line *line, const char32_t *original, size_t original_length, struct subject *subject)
{
	const char32_t *text = line->text + line->start;
	size_t about = find_about(line) - line->start, length = line->end - line->start, chain;
	struct place place;

	if (about == length)
		about = length <= 30 && word_organ_before(text, length) > 0 ? length : 0;
	if (about == 0)
		return false;
	chain = place_read_chain(text, about, &place);
	if (chain < about && word_organ_before(text, about) == 0)
		return false;
	/* 中共湖北省委, 国家税务总局广州市税务局: the place stands inside. */
	for (size_t at = 1; chain == 0 && at < about; at++)
		chain = place_read(text + at, about - at, false, &place);
	if (chain > 0)
		subject_add_place(subject, &place);
	/* The caller's text lives on, the line does not. */
	for (size_t at = 0; subject->organ == NULL && at + about <= original_length; at++)
		if (memcmp(original + at, text, about * sizeof(*text)) == 0) {
			subject->organ = original + at;
			subject->organ_length = about;
		}
	line->start += about;
	return true;
}

static bool
strip_place(struct line *line, struct subject *subject)
{
	struct place place;
	size_t length = line->end - line->start;
	size_t got = place_read_chain(line->text + line->start, length, &place);

	if (got == 0 || got + 2 > length)
		return false;
	subject_add_place(subject, &place);
	line->start += got;
	return true;
}

static bool
strip_front_word(struct line *line)
{
	const char32_t *text = line->text + line->start;
	size_t length = line->end - line->start, got = 0;

	if (word_at(U"关于", text, length))
		got = 2;
	else if (word_at(U"中华人民共和国", text, length))
		got = 7;
	else
		got = word_wrapper(text, length);
	if (got == 0 || got + 2 > length)
		return false;
	line->start += got;
	return true;
}

static bool
strip_kind(struct line *line)
{
	size_t length = line->end - line->start;
	size_t got = word_kind_before(line->text + line->start, length);

	if (got == 0 || got + 2 > length)
		return false;
	line->end -= got;
	return true;
}

static void
strip_ends(struct line *line, const char32_t *original, size_t original_length, struct subject *subject)
{
	bool again = true;

	while (again) {
		trim(line);
		again = strip_front_word(line) || strip_organ(line, original, original_length, subject) ||
		    strip_place(line, subject) || strip_kind(line);
	}
}

/* ---- content ---- */

static size_t
read_inner_place(const char32_t *text, size_t length, struct subject *subject)
{
	struct place place;
	size_t got;

	for (size_t i = 0; i < sizeof(not_places) / sizeof(not_places[0]); i++)
		if (word_at(not_places[i], text, length))
			return 0;
	got = place_read(text, length, false, &place);
	/* 城区 and 郊区 are places somewhere, but words everywhere. */
	if (got < 3)
		return 0;
	subject_add_place(subject, &place);
	return got;
}

static void
read_content(const struct line *line, struct subject *subject)
{
	for (size_t at = line->start; at < line->end;) {
		const char32_t *text = line->text + at;
		size_t length = line->end - at, got = subject_read_fact(text, length, false, subject);

		if (got == 0)
			got = read_inner_place(text, length, subject);
		if (got == 0)
			got = word_filler(text, length);
		if (got == 0 && is_mark(*text))
			got = 1;
		if (got == 0) {
			if (subject->count < SUBJECT_CHARACTERS)
				subject->content[subject->count++] = *text;
			got = 1;
		}
		at += got;
	}
}

/* 高新区 at the beginning, behind the place that was dropped. */
static void
find_zone(struct subject *subject)
{
	static const char32_t *const zones[] = { U"高新区", U"经开区", U"开发区", U"新区", U"试验区", U"保税区", U"示范区", U"度假区", U"产业园区" };
	enum { ZONE_CHARACTERS = 12 };

	subject->zone_length = 0;
	for (size_t at = 0; at < subject->count && at < ZONE_CHARACTERS && subject->zone_length == 0; at++)
		for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++)
			if (word_at(zones[i], subject->content + at, subject->count - at))
				subject->zone_length = at + word_length(zones[i]);
}

static void
weigh(struct subject *subject)
{
	size_t soft = 0, generic = 0; /* ends of the words last seen */

	subject->weight = subject->information = 0;
	for (size_t at = 0; at < subject->count; at++) {
		const char32_t *text = subject->content + at;
		size_t length = subject->count - at;
		size_t end = at + word_soft(text, length);

		soft = end > soft ? end : soft;
		end = at + word_generic(text, length);
		generic = end > generic ? end : generic;
		subject->weights[at] = at < soft ? WEIGHT_SOFT : WEIGHT_FULL;
		subject->weight += subject->weights[at];
		subject->information += at >= generic;
	}
}

void
subject_parse(const char32_t *text, size_t length, struct subject *subject)
{
	struct line line;

	subject->count = 0;
	subject->weight = subject->information = 0;
	subject->year_count = subject->batch_count = subject->place_count = 0;
	subject->editions = 0;
	subject->organ = NULL;
	subject->organ_length = 0;
	open_brackets(text, length, &line, subject);
	strip_ends(&line, text, length, subject);
	subject->editions |= word_act(line.text + line.start, line.end - line.start);
	read_content(&line, subject);
	find_zone(subject);
	weigh(subject);
}

void
subject_without_plan(const struct subject *subject, struct subject *plain)
{
	size_t got;

	*plain = *subject;
	while ((got = word_plan_before(plain->content, plain->count)) > 0 && got + 2 <= plain->count)
		plain->count -= got;
	weigh(plain);
}

void
subject_with_organ(const struct subject *subject, struct subject *whole)
{
	struct subject organ;
	struct line line;
	size_t room;

	*whole = *subject;
	if (subject->organ == NULL)
		return;
	organ.count = organ.year_count = organ.batch_count = organ.place_count = 0;
	organ.editions = 0;
	open_brackets(subject->organ, subject->organ_length, &line, &organ);
	read_content(&line, &organ);
	room = SUBJECT_CHARACTERS - organ.count;
	if (whole->count > room)
		whole->count = room;
	memmove(whole->content + organ.count, whole->content, whole->count * sizeof(*whole->content));
	memcpy(whole->content, organ.content, organ.count * sizeof(*organ.content));
	whole->count += organ.count;
	weigh(whole);
}
