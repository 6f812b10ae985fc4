/* Document numbers. */
#include "lib/match/number.h"

#include <string.h>

#include "lib/match/fold.h"
#include "lib/match/words.h"

/* What stands before a number and is no part of it. */
static const char32_t *const ends[] = { U"的通知", U"的公告", U"的通告", U"的函", U"的意见", U"的决定", U"通知", U"文号", U"字号" };

/* Series that every organ has. */
static const char32_t *const common_series[] = { U"公告", U"令", U"通告", U"公示", U"通知" };

static size_t
read_digits(const char32_t *text, size_t length, uint32_t *value)
{
	size_t at = 0;

	*value = 0;
	while (at < length && at < 8 && fold_is_digit(text[at]))
		*value = *value * 10 + (uint32_t)(text[at++] - U'0');
	return at < length && fold_is_digit(text[at]) ? 0 : at;
}

size_t
number_small(const char32_t *text, size_t length, unsigned *value)
{
	uint32_t digits;
	size_t at = read_digits(text, length, &digits);
	int tens = 1, ones;

	if (at > 0 || length == 0) {
		*value = digits;
		return at <= 4 ? at : 0;
	}
	if (text[0] != U'十') {
		tens = fold_digit(text[0]);
		if (tens < 0)
			return 0;
		at = 1;
		if (at == length || text[at] != U'十') {
			*value = (unsigned)tens;
			return at;
		}
	}
	at++;
	ones = at < length ? fold_digit(text[at]) : -1;
	*value = (unsigned)(tens * 10 + (ones > 0 ? ones : 0));
	return ones > 0 ? at + 1 : at;
}

static bool
is_year(uint32_t value)
{
	return value >= 1949 && value <= 2199;
}

/* [2021]2号 or (2021)第2号 at `text`. */
static size_t
read_bracketed(const char32_t *text, size_t length, struct document_number *number)
{
	uint32_t year;
	size_t at = 1, got;

	if (length < 8 || (text[0] != FOLD_TAG && text[0] != U'('))
		return 0;
	got = read_digits(text + at, length - at, &year);
	at += got;
	if (got != 4 || !is_year(year) || at >= length || (text[at] != FOLD_TAG_END && text[at] != U')'))
		return 0;
	at++;
	if (at < length && text[at] == U'第')
		at++;
	got = read_digits(text + at, length - at, &number->serial);
	at += got;
	if (got == 0 || at >= length || text[at] != U'号')
		return 0;
	number->year = (uint16_t)year;
	return at + 1;
}

/* 2021年第5号 at `text`. */
static size_t
read_yearly(const char32_t *text, size_t length, struct document_number *number)
{
	uint32_t year;
	size_t at = read_digits(text, length, &year), got;

	if (at != 4 || !is_year(year) || !word_at(U"年第", text + at, length - at))
		return 0;
	at += 2;
	got = read_digits(text + at, length - at, &number->serial);
	at += got;
	if (got == 0 || at >= length || text[at] != U'号')
		return 0;
	number->year = (uint16_t)year;
	return at + 1;
}

/* 令第711号 at `text`. */
static size_t
read_order(const char32_t *text, size_t length, struct document_number *number)
{
	size_t at, got;

	if (!word_at(U"令第", text, length))
		return 0;
	at = 2;
	got = read_digits(text + at, length - at, &number->serial);
	at += got;
	if (got == 0 || at >= length || text[at] != U'号')
		return 0;
	number->year = 0;
	return at + 1;
}

static bool
ends_before(const char32_t *text, size_t at)
{
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		size_t length = word_length(ends[i]);

		if (length <= at && word_at(ends[i], text + at - length, length))
			return true;
	}
	return false;
}

/* Start of the series' name before `at`. */
static size_t
prefix_start(const char32_t *text, size_t at)
{
	size_t start = at;

	while (start > 0 && at - start < 12 && fold_is_han(text[start - 1]) && !ends_before(text, start))
		start--;
	return start;
}

static void
set_prefix(const char32_t *text, size_t start, size_t end, struct document_number *number)
{
	size_t length = end - start;

	if (length > NUMBER_PREFIX)
		length = NUMBER_PREFIX;
	if (length > 0)
		memcpy(number->prefix, text + end - length, length * sizeof(*text));
	number->prefix_length = (uint8_t)length;
}

/* 2021年第114号公告: the series stands behind. */
static size_t
take_series_behind(const char32_t *text, size_t length, size_t end, struct document_number *number)
{
	for (size_t i = 0; i < sizeof(common_series) / sizeof(common_series[0]); i++)
		if (word_at(common_series[i], text + end, length - end)) {
			size_t width = word_length(common_series[i]);

			set_prefix(text, end, end + width, number);
			return end + width;
		}
	return end;
}

bool
number_find(const char32_t *text, size_t length, size_t from, struct document_number *number, size_t *start,
    size_t *end)
{
	for (size_t at = from; at < length; at++) {
		size_t got = 0;

		if (text[at] == FOLD_TAG || text[at] == U'(')
			got = read_bracketed(text + at, length - at, number);
		else if (fold_is_digit(text[at]) && (at == 0 || !fold_is_digit(text[at - 1])))
			got = read_yearly(text + at, length - at, number);
		else if (text[at] == U'令')
			got = read_order(text + at, length - at, number);
		if (got == 0)
			continue;
		*start = prefix_start(text, at);
		if (*start < from)
			*start = from;
		*end = at + got;
		set_prefix(text, *start, text[at] == U'令' ? at + 1 : at, number);
		if (fold_is_digit(text[at]))
			*end = take_series_behind(text, length, *end, number);
		return true;
	}
	return false;
}

bool
number_equals(const struct document_number *a, const struct document_number *b)
{
	size_t shorter = a->prefix_length < b->prefix_length ? a->prefix_length : b->prefix_length;

	if (a->year != b->year || a->serial != b->serial || (a->year == 0 && shorter < 3))
		return false;
	return memcmp(a->prefix + a->prefix_length - shorter, b->prefix + b->prefix_length - shorter,
	    shorter * sizeof(*a->prefix)) == 0;
}

bool
number_is_particular(const struct document_number *number)
{
	if (number->prefix_length < 2)
		return false;
	for (size_t i = 0; i < sizeof(common_series) / sizeof(common_series[0]); i++) {
		size_t length = word_length(common_series[i]);

		if (number->prefix_length == length && word_at(common_series[i], number->prefix, length))
			return false;
	}
	return true;
}
