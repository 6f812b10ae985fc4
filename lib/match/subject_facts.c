/* Facts within titles. */
#include "lib/match/subject_facts.h"

#include "lib/match/fold.h"
#include "lib/match/number.h"
#include "lib/match/words.h"

static void
add_year(struct subject *subject, unsigned year)
{
	for (unsigned i = 0; i < subject->year_count; i++)
		if (subject->years[i] == year)
			return;
	if (subject->year_count < SUBJECT_YEARS)
		subject->years[subject->year_count++] = (uint16_t)year;
}

static void
add_batch(struct subject *subject, char32_t kind, unsigned value)
{
	if (subject->batch_count < SUBJECT_BATCHES)
		subject->batches[subject->batch_count++] = (struct batch){ .kind = kind, .value = value };
}

void
subject_add_place(struct subject *subject, const struct place *place)
{
	for (unsigned i = 0; i < subject->place_count; i++) {
		enum place_relation relation = place_compare(&subject->places[i], place);

		if (relation == PLACE_SAME)
			return;
		/* 福建省...明溪县: the narrower one is meant. */
		if (relation == PLACE_WITHIN) {
			if (place->count == 1 && place->codes[0] % 10000 != 0)
				subject->places[i] = *place;
			return;
		}
	}
	if (subject->place_count < SUBJECT_PLACES)
		subject->places[subject->place_count++] = *place;
}

/* Four digits that are a year, at `text`. */
static bool
year_at(const char32_t *text, size_t length, unsigned *year)
{
	unsigned value = 0;

	if (length < 4 || (length > 4 && fold_is_digit(text[4])))
		return false;
	for (size_t i = 0; i < 4; i++) {
		int digit = fold_digit(text[i]);

		if (digit < 0)
			return false;
		value = value * 10 + (unsigned)digit;
	}
	*year = value;
	/* 二零二五 needs 年 behind: 一二三四 may be a list. */
	return value >= 1980 && value <= 2079 && (fold_is_digit(text[0]) || (length > 4 && text[4] == U'年'));
}

/* 5月1日 behind a year. */
static size_t
month_and_day(const char32_t *text, size_t length)
{
	unsigned value;
	size_t at = number_small(text, length, &value), got;

	if (at == 0 || at >= length || text[at] != U'月')
		return 0;
	at++;
	got = number_small(text + at, length - at, &value);
	return got > 0 && at + got < length && text[at + got] == U'日' ? at + got + 1 : 0;
}

/* 2024年, 2022-2024年度, 2024年版, 二零二五年. Returns the length read. */
static size_t
read_years(const char32_t *text, size_t length, struct subject *subject)
{
	static const char32_t *const tails[] = { U"年度", U"年版", U"年", U"版", U"度" };
	unsigned year;
	size_t at = 4;

	if (!year_at(text, length, &year))
		return 0;
	add_year(subject, year);
	if (at < length && text[at] == U'年' && at + 1 < length && text[at + 1] == FOLD_DASH)
		at++;
	while (at < length && text[at] == FOLD_DASH)
		at++;
	if (text[at - 1] == FOLD_DASH && year_at(text + at, length - at, &year)) {
		add_year(subject, year);
		at += 4;
	}
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (word_at(tails[i], text + at, length - at)) {
			at += word_length(tails[i]);
			break;
		}
	return at + month_and_day(text + at, length - at);
}

/* 第二批, 第3期, 第六届. */
static size_t
read_ordinal(const char32_t *text, size_t length, struct subject *subject)
{
	static const char32_t units[] = U"批期号次届轮版辑季部";
	unsigned value;
	size_t got;

	if (length < 3 || text[0] != U'第')
		return 0;
	got = number_small(text + 1, length - 1, &value);
	if (got == 0 || got + 1 >= length)
		return 0;
	for (const char32_t *unit = units; *unit != 0; unit++)
		if (text[got + 1] == *unit) {
			add_batch(subject, *unit, value);
			return got + 2;
		}
	return 0;
}

/* 十五五, 上半年, 三季度, 5月份. */
static size_t
read_period(const char32_t *text, size_t length, struct subject *subject)
{
	unsigned value;
	size_t got;

	if (length >= 3 && text[0] == U'十' && text[2] == U'五' && fold_digit(text[1]) > 0) {
		add_batch(subject, U'五', (unsigned)fold_digit(text[1]));
		return 3;
	}
	if (word_at(U"上半年", text, length) || word_at(U"下半年", text, length)) {
		add_batch(subject, U'半', text[0] == U'上' ? 1 : 2);
		return 3;
	}
	got = number_small(text, length, &value);
	if (got > 0 && (word_at(U"季度", text + got, length - got) || word_at(U"月份", text + got, length - got))) {
		add_batch(subject, text[got], value);
		return got + 2;
	}
	return 0;
}

/* Years, batches and editions at `text`. `bare` editions (without brackets) are read in brackets only. */
size_t
subject_read_fact(const char32_t *text, size_t length, bool in_brackets, struct subject *subject)
{
	size_t got = read_years(text, length, subject);
	unsigned edition, value;

	if (got == 0)
		got = read_ordinal(text, length, subject);
	if (got == 0)
		got = read_period(text, length, subject);
	if (got > 0 || !in_brackets)
		return got;
	got = word_edition(text, length, &edition);
	if (got > 0) {
		subject->editions |= edition;
		return got;
	}
	got = number_small(text, length, &value);
	if (got > 0 && got == length)
		add_batch(subject, U'#', value);
	return got == length ? got : 0;
}
