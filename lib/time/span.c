/* Spans: reading and writing of lengths of time in English and Chinese. */
#include "time/span.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "time/date.h"
#include "time/numeral.h"

/* Longer texts are no spans; keeps the copy below small. */
enum { TEXT_LIMIT = 200 };

struct unit_name {
	const char *name;
	enum span_unit unit;
	int32_t factor;     /* half-years are counted as 6 months */
};

/* Singular forms; English plurals add an s. A hyphen in the text reads as a space. */
static const struct unit_name english[] = {
	{ "minute", SPAN_MINUTES, 1 }, { "min", SPAN_MINUTES, 1 },
	{ "hour", SPAN_HOURS, 1 }, { "h", SPAN_HOURS, 1 },
	{ "day", SPAN_DAYS, 1 }, { "calendar day", SPAN_DAYS, 1 }, { "natural day", SPAN_DAYS, 1 },
	{ "working day", SPAN_WORKING_DAYS, 1 }, { "workday", SPAN_WORKING_DAYS, 1 },
	{ "work day", SPAN_WORKING_DAYS, 1 }, { "business day", SPAN_WORKING_DAYS, 1 },
	{ "week", SPAN_WEEKS, 1 }, { "calendar week", SPAN_WEEKS, 1 },
	{ "month", SPAN_MONTHS, 1 }, { "calendar month", SPAN_MONTHS, 1 },
	{ "quarter", SPAN_QUARTERS, 1 }, { "half year", SPAN_MONTHS, 6 },
	{ "year", SPAN_YEARS, 1 }, { "calendar year", SPAN_YEARS, 1 },
};

/* The bare 月 is missing on purpose: 3月 is March. */
static const struct unit_name chinese[] = {
	{ "分钟", SPAN_MINUTES, 1 },
	{ "小时", SPAN_HOURS, 1 }, { "钟头", SPAN_HOURS, 1 },
	{ "日", SPAN_DAYS, 1 }, { "天", SPAN_DAYS, 1 }, { "自然日", SPAN_DAYS, 1 },
	{ "自然天", SPAN_DAYS, 1 }, { "日历日", SPAN_DAYS, 1 }, { "日历天", SPAN_DAYS, 1 },
	{ "工作日", SPAN_WORKING_DAYS, 1 }, { "工作天", SPAN_WORKING_DAYS, 1 },
	{ "周", SPAN_WEEKS, 1 }, { "星期", SPAN_WEEKS, 1 }, { "礼拜", SPAN_WEEKS, 1 },
	{ "自然月", SPAN_MONTHS, 1 },
	{ "季度", SPAN_QUARTERS, 1 }, { "季", SPAN_QUARTERS, 1 },
	{ "半年", SPAN_MONTHS, 6 },
	{ "年", SPAN_YEARS, 1 }, { "周年", SPAN_YEARS, 1 }, { "自然年", SPAN_YEARS, 1 },
};

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* A piece of text that is read from the left. */
struct piece {
	const char *at;
	const char *end;
};

static void
skip_spaces(struct piece *piece)
{
	while (piece->at < piece->end && is_space(*piece->at))
		piece->at++;
	while (piece->at < piece->end && is_space(piece->end[-1]))
		piece->end--;
}

static bool
take_word(struct piece *piece, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(piece->end - piece->at) < length || memcmp(piece->at, word, length) != 0)
		return false;
	piece->at += length;
	return true;
}

static bool
drop_ending(struct piece *piece, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(piece->end - piece->at) <= length || memcmp(piece->end - length, word, length) != 0)
		return false;
	piece->end -= length;
	return true;
}

/* "Working-Days" reads as "working day": hyphens and runs of spaces become one space, the plural goes. */
static const struct unit_name *
find_english(const struct piece *piece)
{
	char word[TEXT_LIMIT + 1];
	size_t length = 0;

	for (const char *at = piece->at; at < piece->end && length < TEXT_LIMIT; at++) {
		bool gap = is_space(*at) || *at == '-';

		if (!gap)
			word[length++] = *at;
		else if (length > 0 && word[length - 1] != ' ')
			word[length++] = ' ';
	}
	word[length] = '\0';
	if (length > 1 && (word[length - 1] == 's' || word[length - 1] == 'S'))
		word[length - 1] = '\0';
	for (size_t i = 0; i < sizeof(english) / sizeof(english[0]); i++)
		if (strcasecmp(word, english[i].name) == 0)
			return &english[i];
	return NULL;
}

static const struct unit_name *
find_chinese(const struct piece *piece)
{
	size_t length = (size_t)(piece->end - piece->at);

	for (size_t i = 0; i < sizeof(chinese) / sizeof(chinese[0]); i++)
		if (strlen(chinese[i].name) == length && memcmp(piece->at, chinese[i].name, length) == 0)
			return &chinese[i];
	return NULL;
}

/* What stands behind the number. Months need their measure word. */
static enum status
read_unit(struct piece *piece, struct unit_name *unit)
{
	static const struct unit_name month = { "月", SPAN_MONTHS, 1 };
	const struct unit_name *found;
	bool measured;

	skip_spaces(piece);
	measured = take_word(piece, "个");
	skip_spaces(piece);
	found = find_chinese(piece);
	if (found == NULL && !measured)
		found = find_english(piece);
	if (found == NULL && (size_t)(piece->end - piece->at) == strlen(month.name)
	    && memcmp(piece->at, month.name, strlen(month.name)) == 0) {
		if (!measured)
			return STATUS_AMBIGUOUS;
		found = &month;
	}
	if (found == NULL)
		return STATUS_INVALID;
	*unit = *found;
	return STATUS_OK;
}

static bool
is_negative(const struct piece *piece)
{
	struct piece copy = *piece;

	return take_word(&copy, "-") || take_word(&copy, "\xe2\x88\x92") || take_word(&copy, "负");
}

static bool
text_is(const struct piece *piece, const char *word)
{
	struct piece copy = *piece;

	return take_word(&copy, word) && copy.at == copy.end;
}

/* Halves that need no number: half a year is six months, half an hour thirty minutes. Half a month is refused:
 * some count 15 days, some half of this month. */
static bool
read_half(const struct piece *piece, struct span *span)
{
	if (text_is(piece, "半年") || text_is(piece, "half a year") || text_is(piece, "half year")) {
		*span = (struct span){ 6, SPAN_MONTHS };
		return true;
	}
	if (text_is(piece, "半小时") || text_is(piece, "半个小时") || text_is(piece, "half an hour")) {
		*span = (struct span){ 30, SPAN_MINUTES };
		return true;
	}
	return false;
}

static enum status
read_span(struct piece piece, struct span *span)
{
	struct unit_name unit = { NULL, SPAN_DAYS, 1 };
	enum status number_status, unit_status;
	int32_t count = 0;
	size_t used = 0;

	skip_spaces(&piece);
	/* 3个工作日内, 3个工作日以内: the last day is included either way (Civil Code art. 1259). */
	if (drop_ending(&piece, "以内") || drop_ending(&piece, "之内") || drop_ending(&piece, "内"))
		skip_spaces(&piece);
	if (read_half(&piece, span))
		return STATUS_OK;
	if (is_negative(&piece))
		return STATUS_RANGE;
	number_status = numeral_read(piece.at, (size_t)(piece.end - piece.at), &used, &count);
	if (number_status != STATUS_OK && number_status != STATUS_RANGE)
		return number_status == STATUS_NOT_FOUND ? STATUS_INVALID : number_status;
	piece.at += used;
	unit_status = read_unit(&piece, &unit);
	if (unit_status != STATUS_OK)
		return unit_status;
	if (number_status == STATUS_RANGE || count < 1 || count > SPAN_COUNT_LAST / unit.factor)
		return STATUS_RANGE;
	*span = (struct span){ count * unit.factor, unit.unit };
	return STATUS_OK;
}

enum status
span_parse(const char *text, size_t length, struct span *span)
{
	enum status status;
	size_t normal_length = 0;
	char *normal;

	if (length == 0 || length > TEXT_LIMIT || utf8_first_bad(text, length) != length)
		return STATUS_INVALID;
	normal = utf8_compatible(text, length, &normal_length);
	if (normal == NULL)
		return STATUS_NO_MEMORY;
	status = read_span((struct piece){ normal, normal + normal_length }, span);
	free(normal);
	return status;
}

struct unit_text {
	const char *singular, *plural, *chinese;
};

static const struct unit_text texts[] = {
	[SPAN_MINUTES] = { "minute", "minutes", "分钟" },
	[SPAN_HOURS] = { "hour", "hours", "小时" },
	[SPAN_DAYS] = { "day", "days", "日" },
	[SPAN_WORKING_DAYS] = { "working day", "working days", "个工作日" },
	[SPAN_WEEKS] = { "week", "weeks", "周" },
	[SPAN_MONTHS] = { "month", "months", "个月" },
	[SPAN_QUARTERS] = { "quarter", "quarters", "个季度" },
	[SPAN_YEARS] = { "year", "years", "年" },
};

const char *
span_print(struct span span, enum span_language language, char text[SPAN_TEXT_BYTES])
{
	const struct unit_text *unit = &texts[span.unit];

	if (language == SPAN_CHINESE)
		snprintf(text, SPAN_TEXT_BYTES, "%d%s", span.count, unit->chinese);
	else
		snprintf(text, SPAN_TEXT_BYTES, "%d %s", span.count, span.count == 1 ? unit->singular : unit->plural);
	return text;
}

int64_t
span_seconds(struct span span)
{
	static const int64_t seconds[] = {
		[SPAN_MINUTES] = 60, [SPAN_HOURS] = 3600, [SPAN_DAYS] = SECONDS_PER_DAY,
		[SPAN_WORKING_DAYS] = SECONDS_PER_DAY, [SPAN_WEEKS] = 7 * SECONDS_PER_DAY,
		[SPAN_MONTHS] = 31 * SECONDS_PER_DAY, [SPAN_QUARTERS] = 92 * SECONDS_PER_DAY,
		[SPAN_YEARS] = 366 * SECONDS_PER_DAY,
	};

	return span.count * seconds[span.unit];
}
