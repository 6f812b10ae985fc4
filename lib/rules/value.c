/* Values: names, numbers, durations and dates as admins write them, in either language. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "lib/rules/sentence.h"
#include "time/date_text.h"
#include "time/span.h"

enum { JOINED_TERMS = 4, JOINED_BYTES = 96 };

static const char *const months[12] = {
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
	"december",
};

/* `terms` words from here joined by one space; 0 where they are no words of one line. */
static size_t
join(const struct term *at, unsigned terms, char text[JOINED_BYTES])
{
	size_t length = 0;

	for (unsigned i = 0; i < terms; i++, at = at->next) {
		size_t width;

		if (at == NULL || at->kind != TERM_WORD || (i > 0 && at->starts_line))
			return 0;
		width = strlen(at->text);
		if (length + width + 2 > JOINED_BYTES)
			return 0;
		if (i > 0)
			text[length++] = ' ';
		memcpy(text + length, at->text, width);
		length += width;
		text[length] = '\0';
	}
	return length;
}

static bool
ends_with(const char *text, size_t length, const char *tail)
{
	size_t width = strlen(tail);

	return length > width && memcmp(text + length - width, tail, width) == 0;
}

/* 3个工作日内, 3个工作日以内: the limit is the same. */
static size_t
without_tail(const char *text, size_t length)
{
	static const char *const tails[] = { "以内", "之内", "内" };

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++)
		if (ends_with(text, length, tails[i]))
			return length - strlen(tails[i]);
	return length;
}

static bool
read_span(const struct term *at, struct capture *capture)
{
	char text[JOINED_BYTES];

	for (unsigned terms = JOINED_TERMS; terms > 0; terms--) {
		size_t length = join(at, terms, text);

		if (length > 0 && span_parse(text, without_tail(text, length), &capture->as.span) == STATUS_OK) {
			capture->terms = terms;
			return true;
		}
	}
	return false;
}

/* Digits, and behind them perhaps a Chinese measure word. */
static bool
read_digits(const char *text, int64_t *number, const char **rest)
{
	char *end;

	if (!isdigit((unsigned char)*text) || strspn(text, "0123456789") > 9)
		return false;
	*number = strtoll(text, &end, 10);
	*rest = end;
	return true;
}

static bool
is_one_of(const char *text, const char *const *choices)
{
	for (; *choices != NULL; choices++)
		if (strcasecmp(text, *choices) == 0)
			return true;
	return false;
}

static bool
read_number(const struct term *at, struct capture *capture)
{
	static const char *const measures[] = { "", "个", "项", "篇", "次", "条", "页", "封", "份", "件", NULL };
	const char *rest;

	capture->terms = 1;
	return read_digits(at->text, &capture->as.number, &rest) && is_one_of(rest, measures);
}

static bool
read_percent(const struct term *at, struct capture *capture)
{
	const char *rest;

	if (!read_digits(at->text, &capture->as.number, &rest) || capture->as.number > 100)
		return false;
	capture->terms = 1;
	if (*rest == '\0' && at->next != NULL && at->next->kind == TERM_WORD && strcmp(at->next->text, "%") == 0)
		capture->terms = 2;
	return strcmp(rest, "%") == 0 || capture->terms == 2;
}

static bool
unit_of_duration(const char *text, int64_t *milliseconds)
{
	static const char *const small[] = { "ms", "millisecond", "milliseconds", "毫秒", NULL };
	static const char *const seconds[] = { "s", "second", "seconds", "秒", "秒钟", NULL };
	static const char *const minutes[] = { "minute", "minutes", "分钟", NULL };

	*milliseconds = is_one_of(text, small) ? 1 : is_one_of(text, seconds) ? 1000 : is_one_of(text, minutes) ? 60000 : 0;
	return *milliseconds != 0;
}

static bool
read_duration(const struct term *at, struct capture *capture)
{
	int64_t count, unit;
	const char *rest;

	if (!read_digits(at->text, &count, &rest) || count > 24 * 3600 * 1000)
		return false;
	capture->terms = 1;
	if (*rest == '\0' && at->next != NULL && at->next->kind == TERM_WORD) {
		rest = at->next->text;
		capture->terms = 2;
	}
	if (!unit_of_duration(rest, &unit) || count * unit > 24 * 3600 * 1000)
		return false;
	capture->as.number = count * unit;
	return true;
}

static bool
month_by_name(const char *text, size_t length, int *month)
{
	for (int i = 0; i < 12; i++)
		if (length >= 3 && length <= strlen(months[i]) && strncasecmp(months[i], text, length) == 0) {
			*month = i + 1;
			return true;
		}
	return false;
}

static bool
is_day_of(int month, int day)
{
	return month >= 1 && month <= 12 && day >= 0 && day <= date_days_in_month(2020, month);
}

/* 1月31日, 7月底, 01-31. */
static bool
month_day_in_one(const char *text, int *month, int *day)
{
	int used = 0;

	if (sscanf(text, "%2d-%2d%n", month, day, &used) == 2 && text[used] == '\0')
		return *day > 0;
	if (sscanf(text, "%2d月%2d日%n", month, day, &used) == 2 && used > 0 && text[used] == '\0')
		return *day > 0;
	*day = 0;
	if (sscanf(text, "%2d月%n", month, &used) == 1 && used > 0)
		return strcmp(text + used, "底") == 0 || strcmp(text + used, "末") == 0;
	return false;
}

/* 31 January, January 31, end of July. */
static bool
month_day_in_words(const struct term *at, int *month, int *day, unsigned *terms)
{
	char text[JOINED_BYTES];
	int64_t number;
	const char *rest;

	if (join(at, 3, text) > 0 && strncasecmp(text, "end of ", 7) == 0) {
		*day = 0;
		*terms = 3;
		return month_by_name(text + 7, strlen(text + 7), month);
	}
	if (join(at, 2, text) == 0)
		return false;
	*terms = 2;
	if (read_digits(text, &number, &rest) && *rest == ' ') {
		*day = (int)number;
		return number >= 1 && number <= 31 && month_by_name(rest + 1, strlen(rest + 1), month);
	}
	rest = strchr(text, ' ');
	if (rest == NULL || !month_by_name(text, (size_t)(rest - text), month) ||
	    !read_digits(rest + 1, &number, &rest) || *rest != '\0')
		return false;
	*day = (int)number;
	return number >= 1 && number <= 31;
}

static bool
read_month_day(const struct term *at, struct capture *capture)
{
	int month = 0, day = 0;

	capture->terms = 1;
	if (!month_day_in_one(at->text, &month, &day) && !month_day_in_words(at, &month, &day, &capture->terms))
		return false;
	if (!is_day_of(month, day))
		return false;
	capture->as.number = month * 100 + day;
	return true;
}

/* 2020年7月底; end of July 2020. */
static bool
read_month_end(const struct term *at, struct date *date, unsigned *terms)
{
	int year = 0, month = 0, used = 0;
	char text[JOINED_BYTES];

	*terms = 1;
	if (sscanf(at->text, "%4d年%2d月%n", &year, &month, &used) == 2 && used > 0 &&
	    (strcmp(at->text + used, "底") == 0 || strcmp(at->text + used, "末") == 0)) {
		/* the year and month are checked below */
	} else if (join(at, 4, text) > 0 && strncasecmp(text, "end of ", 7) == 0) {
		const char *name = text + 7;
		size_t length = strcspn(name, " ");

		*terms = 4;
		if (!month_by_name(name, length, &month) || sscanf(name + length, " %4d%n", &year, &used) != 1 ||
		    name[length + (size_t)used] != '\0')
			return false;
	} else {
		return false;
	}
	return month >= 1 && month <= 12 && year >= DATE_YEAR_FIRST && year <= DATE_YEAR_LAST &&
	    date_from_civil(year, month, date_days_in_month(year, month), date) == STATUS_OK;
}

static bool
read_date(const struct term *at, struct date *date, unsigned *terms)
{
	struct claimed_date claimed;

	*terms = 1;
	if (date_parse(at->text, strlen(at->text), date) == STATUS_OK)
		return true;
	if (strstr(at->text, "年") != NULL && strstr(at->text, "日") != NULL &&
	    date_text_parse(at->text, strlen(at->text), &claimed) == STATUS_OK &&
	    claimed.precision == DATE_PRECISION_DAY && !claimed.year_inferred) {
		*date = claimed.date;
		return true;
	}
	return read_month_end(at, date, terms);
}

static bool
read_time(const char *text, int32_t *seconds)
{
	int hour, minute, second = 0, used = 0;

	if (text[strspn(text, "0123456789:")] != '\0')
		return false;
	if (sscanf(text, "%2d:%2d%n:%2d%n", &hour, &minute, &used, &second, &used) < 2 || text[used] != '\0')
		return false;
	if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute > 0 || second > 0)))
		return false;
	*seconds = hour * 3600 + minute * 60 + second;
	return true;
}

static bool
read_instant(const struct term *at, struct capture *capture)
{
	struct instant instant;
	struct date date;

	capture->as.instant.has_time = false;
	capture->as.instant.second = 0;
	if (read_date(at, &date, &capture->terms)) {
		const struct term *next = at;
		int32_t second;

		for (unsigned i = 0; i < capture->terms; i++)
			next = next->next;
		capture->as.instant.date = date;
		if (next != NULL && next->kind == TERM_WORD && !next->starts_line && read_time(next->text, &second)) {
			capture->as.instant.second = second;
			capture->as.instant.has_time = true;
			capture->terms++;
		}
		return true;
	}
	capture->terms = 1;
	if (strchr(at->text, 'T') == NULL ||
	    instant_parse(at->text, strlen(at->text), zone_china, &instant) != STATUS_OK)
		return false;
	capture->as.instant.date = instant_date(instant, zone_china);
	capture->as.instant.second = instant_second_of_day(instant, zone_china);
	capture->as.instant.has_time = true;
	return true;
}

/* A word of a class. Roles may be any word, fields also a label in quotes. */
static bool
read_class(struct reader *reader, enum keyword_class class, struct term *at, struct capture *capture)
{
	capture->text = at->text;
	capture->terms = 1;
	capture->keyword = KEYWORD_NULL;
	if (at->kind == TERM_STRING)
		return class == CLASS_FIELD || class == CLASS_ROLE;
	for (enum keyword word = reader->grammar->first_in_class[class]; word != KEYWORD_NULL;
	    word = reader->grammar->next[word]) {
		unsigned terms = phrase_terms(reader->grammar, word, at);

		if (terms > 0) {
			capture->keyword = word;
			capture->terms = terms;
			return true;
		}
	}
	return class == CLASS_ROLE;
}

static bool
read_word_value(struct reader *reader, enum value_kind value, enum keyword_class class, struct term *at,
    struct capture *capture)
{
	switch (value) {
	case VALUE_NUMBER: return read_number(at, capture);
	case VALUE_PERCENT: return read_percent(at, capture);
	case VALUE_SPAN: return read_span(at, capture);
	case VALUE_DURATION: return read_duration(at, capture);
	case VALUE_DATE: return read_date(at, &capture->as.date, &capture->terms);
	case VALUE_TIME: capture->terms = 1; return read_time(at->text, &capture->as.seconds);
	case VALUE_INSTANT: return read_instant(at, capture);
	case VALUE_MONTHDAY: return read_month_day(at, capture);
	case VALUE_WORD_OF_CLASS: return read_class(reader, class, at, capture);
	case VALUE_VALUE: return read_instant(at, capture);
	case VALUE_STRING: return false;
	case VALUE_CONDITION: return false;
	case VALUE_NAME: case VALUE_EVENT: case VALUE_SITE: case VALUE_UNIT: case VALUE_ROSTER: case VALUE_ROUTE:
	case VALUE_RULE: case VALUE_SUBJECT: case VALUE_KIND_COUNT:
		capture->text = at->text;
		capture->terms = 1;
		return true;
	}
	return false;
}

static bool
read_string_value(struct reader *reader, enum value_kind value, enum keyword_class class, struct term *at,
    struct capture *capture)
{
	capture->text = at->text;
	capture->terms = 1;
	if (value == VALUE_WORD_OF_CLASS)
		return read_class(reader, class, at, capture);
	return value == VALUE_STRING || value == VALUE_VALUE || value == VALUE_NAME || value == VALUE_EVENT ||
	    value == VALUE_SITE || value == VALUE_UNIT || value == VALUE_ROSTER || value == VALUE_ROUTE ||
	    value == VALUE_RULE || value == VALUE_SUBJECT;
}

bool
value_read(struct reader *reader, enum value_kind value, enum keyword_class class, struct cursor *cursor,
    struct capture *capture)
{
	struct term *at = cursor_term(cursor);

	if (at == NULL || starts_statement(reader, at))
		return false;
	*capture = (struct capture){ .value = value, .term = at };
	if (value == VALUE_CONDITION)
		return condition_read(reader, cursor, &capture->as.condition);
	if (at->kind == TERM_WORD ? !read_word_value(reader, value, class, at, capture) :
	    at->kind != TERM_STRING || !read_string_value(reader, value, class, at, capture))
		return false;
	cursor_move(cursor, capture->terms);
	return true;
}
