/* Finding dates in running text: what may stand before and behind one, so that telephone numbers, document
 * numbers and prices are not taken for dates. The forms themselves are read by date_reader.c. */
#include "config.h"

#include "time/date_text.h"

#include <string.h>

#include "lib/time/date_reader.h"

enum {
	LABEL_BYTES = 48,    /* 发布时间：, Date of publication: */
	CONTEXT_BYTES = 24,  /* how far back 电话 is looked for */
};

struct date
claimed_first_day(struct claimed_date claimed)
{
	return claimed.date;
}

struct date
claimed_last_day(struct claimed_date claimed)
{
	struct date next = claimed.date;
	int32_t months;

	switch (claimed.precision) {
	case DATE_PRECISION_YEAR:
		months = 12;
		break;
	case DATE_PRECISION_MONTH:
		months = 1;
		break;
	case DATE_PRECISION_NONE:
	case DATE_PRECISION_DAY:
	case DATE_PRECISION_MINUTE:
	default:
		return claimed.date;
	}
	if (date_plus_months(claimed.date, months, &next) != STATUS_OK) {
		/* Only the last year and month of all dates have no day behind them. */
		return date_from_civil(DATE_YEAR_LAST, 12, 31, &next) == STATUS_OK ? next : claimed.date;
	}
	return date_plus_days(next, -1);
}

/* Start of the character that ends at `at`; `at` > 0. */
static size_t
step_back(const char *text, size_t at)
{
	size_t start = at - 1;

	while (start > 0 && at - start < 4 && ((unsigned char)text[start] & 0xc0) == 0x80)
		start--;
	return start;
}

/* The plain form of the character before `at`; 0 at the start of the text. *before gets its offset. */
static uint32_t
look_back(const char *text, size_t length, size_t at, size_t *before)
{
	struct reader reader = { text, length, at };
	size_t width;

	*before = at;
	if (at == 0)
		return 0;
	reader.at = *before = step_back(text, at);
	return reader_look(&reader, &width);
}

static bool
is_digit(uint32_t character)
{
	return character >= '0' && character <= '9';
}

static bool
is_word(uint32_t character)
{
	return is_digit(character) || (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
	    || character == '_';
}

static bool
is_joint(uint32_t character)
{
	return character == '-' || character == '/' || character == '.' || character == ':' || character == ','
	    || character == '\\' || character == '+' || character == '#' || character == '=' || character == '%';
}

static bool
is_opening(uint32_t character)
{
	return character == '[' || character == '(' || character == 0x3010 /* 【 */ || character == 0x3014 /* 〔 */
	    || character == 0x300a /* 《 */ || character == '<' || character == '{' || character == 0xfe3b;
}

static bool
is_closing(uint32_t character)
{
	return character == ']' || character == ')' || character == 0x3011 || character == 0x3015
	    || character == 0x300b || character == '>' || character == '}' || character == 0xfe3c;
}

/* True where a whole date ends at `end`: the first half of 2019-07-25-2019-08-25. */
static bool
date_ends_at(const char *text, size_t length, size_t end)
{
	struct reader reader = { text, length, end };
	struct date_reading reading;

	while (reader.at > 0 && end - reader.at < sizeof("2019-07-25") - 1
	    && (is_digit((unsigned char)text[reader.at - 1]) || text[reader.at - 1] == '-'
		|| text[reader.at - 1] == '.' || text[reader.at - 1] == '/'))
		reader.at--;
	return reader_read_date(reader, &reading) == STATUS_OK && reading.end == end
	    && (reading.form == DATE_FORM_SEPARATED || reading.form == DATE_FORM_DIGITS);
}

/* Whether a date in digits may start here: not inside a word, a longer number or an identifier. */
static bool
may_start(const char *text, size_t length, size_t start, const struct date_reading *reading)
{
	size_t before;
	uint32_t character = look_back(text, length, start, &before);
	size_t joint = before;

	if (is_word(character))
		return false;
	/* 国办发〔2016131号: the number of a document that lost its bracket */
	if (character == 0x3014 && reading->form == DATE_FORM_DIGITS)
		return false;
	/* (021)20190725 */
	if (is_closing(character) && reading->form == DATE_FORM_DIGITS)
		return !is_digit(look_back(text, length, before, &before));
	if (!is_joint(character))
		return true;
	if (!is_word(look_back(text, length, joint, &before)))
		return true;
	/* "Date:2019-07-25" and "date=2019-07-25" are labels; 3:2019 and v=1 are not */
	if ((character == ':' || character == '=') && !is_digit(look_back(text, length, joint, &before)))
		return true;
	if (character != '-')
		return false;
	return (reading->form == DATE_FORM_SEPARATED && reading->separator != '-') || date_ends_at(text, length, joint);
}

/* Whether it may end here. */
static bool
may_end(const char *text, size_t length, const struct date_reading *reading)
{
	struct reader reader = { text, length, reading->end };
	struct date_reading next;
	size_t width;
	uint32_t character = reader_look(&reader, &width);
	uint32_t behind;

	if (character == 0)
		return true;
	if (is_word(character))
		return false;
	if (character == 0x53f7 /* 号 */)
		return false;
	if (!is_joint(character))
		return true;
	reader.at += width;
	behind = reader_look(&reader, &width);
	if (!is_word(behind) || ((character == ',' || character == ':') && !is_digit(behind)))
		return true;
	if (character != '-')
		return false;
	if (reading->claimed.precision == DATE_PRECISION_MINUTE) /* 2019-07-25 10:00-11:30 */
		return true;
	return reader_read_date(reader, &next) == STATUS_OK
	    && (next.form == DATE_FORM_SEPARATED || next.form == DATE_FORM_DIGITS || next.form == DATE_FORM_CHINESE);
}

static bool
contains(const char *text, size_t length, const char *word)
{
	return memmem(text, length, word, strlen(word)) != NULL;
}

/* Words before a bare run of digits that tell it is no date. */
static bool
is_labelled_number(const char *text, size_t start)
{
	static const char *const labels[] = {
		"电话", "传真", "热线", "手机", "邮编", "编号", "编码", "证号", "账号", "帐号", "代码", "序号", "号码",
		"QQ", "金额", "价", "NO.", "No.", "第", "￥", "¥", "$",
	};
	size_t from = start < CONTEXT_BYTES ? 0 : start - CONTEXT_BYTES;

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (contains(text + from, start - from, labels[i]))
			return true;
	return false;
}

/* Measure words behind a bare run of digits that make it a quantity. */
static bool
is_quantity(const char *text, size_t length, size_t end)
{
	static const char *const words[] = {
		"元", "万", "亿", "号", "人", "户", "件", "吨", "亩", "个", "平", "千", "米", "公", "次", "家", "项", "%",
		"％", "美", "字", "斤", "台", "辆", "名", "立",
	};

	while (end < length && text[end] == ' ')
		end++;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t size = strlen(words[i]);

		if (length - end >= size && memcmp(text + end, words[i], size) == 0)
			return true;
	}
	return false;
}

/* Alone between spaces, brackets or the ends of the text. */
static bool
stands_alone(const char *text, size_t length, size_t start, size_t end)
{
	struct reader behind = { text, length, end };
	size_t before, width;
	uint32_t left = look_back(text, length, start, &before);
	uint32_t right = reader_look(&behind, &width);

	return (left == 0 || left == ' ' || is_opening(left)) && (right == 0 || right == ' ' || is_closing(right));
}

/* 农历七月十五日 has the form of a date, but is a day of the lunar calendar. */
static bool
is_lunar(const char *text, size_t start)
{
	static const char *const words[] = { "农历", "阴历", "旧历" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (start >= strlen(words[i])
		    && memcmp(text + start - strlen(words[i]), words[i], strlen(words[i])) == 0)
			return true;
	return false;
}

/* Chinese forms end in 年, 月 or 日 and need no fence behind; before them no digit may stand. A point may:
 * 3.2019年7月25日 is the third entry of a list. */
static bool
fits_chinese(const char *text, size_t length, size_t start)
{
	size_t before;

	return !is_lunar(text, start) && !is_digit(look_back(text, length, start, &before));
}

static bool
fits(const char *text, size_t length, size_t start, const struct date_reading *reading)
{
	switch (reading->form) {
	case DATE_FORM_CHINESE:
	case DATE_FORM_CHINESE_DAY:
		return fits_chinese(text, length, start);
	case DATE_FORM_SEPARATED:
		return may_start(text, length, start, reading) && may_end(text, length, reading);
	case DATE_FORM_MONTH_DAY:
		return reading->two_digits && reading->separator != '.' && stands_alone(text, length, start, reading->end)
		    && (reading->separator == '-' || (start > 0 && text[start - 1] != ' '));
	case DATE_FORM_DIGITS:
		return may_start(text, length, start, reading) && may_end(text, length, reading)
		    && !is_labelled_number(text, start) && !is_quantity(text, length, reading->end);
	case DATE_FORM_YEAR_MONTH: /* a range of years or a number as often as a month */
		return false;
	}
	return false;
}

/* Behind a thing that is no date: its first run of digits, or all of what has the form of a date with a year. */
static size_t
skip_past(const char *text, size_t length, size_t start, enum status status, const struct date_reading *reading)
{
	struct reader reader = { text, length, start };
	size_t width;

	if (status != STATUS_NOT_FOUND && reading->has_year && reading->end > start)
		return reading->end;
	if (!is_digit(reader_look(&reader, &width)))
		return start + width;
	while (is_digit(reader_look(&reader, &width)))
		reader.at += width;
	return reader.at;
}

/* Whether a date can start here: with a digit, full-width too, or with one of 一二三四五六七八九十. Most bytes of a
 * text are seen only by this function. */
static bool
is_candidate(const char *text, size_t length, size_t at)
{
	unsigned char byte = (unsigned char)text[at];
	unsigned tail;

	if (byte < 0x80)
		return is_digit(byte);
	if ((byte != 0xe4 && byte != 0xe5 && byte != 0xef) || length - at < 3)
		return false;
	tail = (unsigned)(unsigned char)text[at + 1] << 8 | (unsigned char)text[at + 2];
	if (byte == 0xe4) /* 一三七九二五 */
		return tail == 0xb880 || tail == 0xb889 || tail == 0xb883 || tail == 0xb99d || tail == 0xba8c
		    || tail == 0xba94;
	if (byte == 0xe5) /* 六八十四 */
		return tail == 0x85ad || tail == 0x85ab || tail == 0x8d81 || tail == 0x9b9b;
	return tail >= 0xbc90 && tail <= 0xbc99;
}

/* Runs of 6 digits are postal codes and runs of 12 or 14 identifiers as often as dates. */
static bool
is_match(const char *text, size_t length, size_t start, enum status status, const struct date_reading *reading)
{
	if (status != STATUS_OK && status != STATUS_AMBIGUOUS)
		return false;
	if (reading->form == DATE_FORM_DIGITS && reading->run != 7 && reading->run != 8)
		return false;
	return fits(text, length, start, reading);
}

enum status
date_text_find(const char *text, size_t length, size_t from, struct date_match *match)
{
	size_t at = from;

	while (at < length) {
		struct date_reading reading;
		enum status status;

		if (!is_candidate(text, length, at)) {
			at++;
			continue;
		}
		status = reader_read_date((struct reader){ text, length, at }, &reading);
		if (is_match(text, length, at, status, &reading)) {
			match->start = at;
			match->end = reading.end;
			match->has_year = reading.has_year;
			match->claimed = status == STATUS_OK ? reading.claimed : (struct claimed_date){ 0 };
			return status;
		}
		at = skip_past(text, length, at, status, &reading);
	}
	return STATUS_NOT_FOUND;
}

/* Behind a label: 发布时间：2019-07-25. A label holds no digit and ends with a colon. */
static size_t
skip_label(const char *text, size_t length)
{
	struct reader reader = { text, length, 0 };

	while (reader.at < length && reader.at < LABEL_BYTES) {
		size_t width;
		uint32_t character = reader_look(&reader, &width);

		if (is_digit(character))
			return 0;
		reader.at += width;
		if (character == ':')
			return reader.at;
	}
	return 0;
}

static void
skip_frame(struct reader *reader)
{
	size_t width;
	uint32_t character;

	while ((character = reader_look(reader, &width)) == ' ' || is_opening(character) || is_closing(character))
		reader->at += width;
}

/* 星期四, 周四 behind a date, also in brackets. */
static void
skip_weekday(struct reader *reader)
{
	static const char *const words[] = { "星期", "周" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t size = strlen(words[i]);

		if (reader->length - reader->at >= size + 3 && memcmp(reader->text + reader->at, words[i], size) == 0) {
			reader->at += size + 3;
			return;
		}
	}
}

enum status
date_text_parse(const char *text, size_t length, struct claimed_date *claimed)
{
	struct reader reader = { text, length, skip_label(text, length) };
	struct date_reading reading;
	enum status status;

	skip_frame(&reader);
	status = reader_read_date(reader, &reading);
	if (status == STATUS_NOT_FOUND)
		return status;
	reader.at = reading.end;
	skip_frame(&reader);
	skip_weekday(&reader);
	skip_frame(&reader);
	if (reader.at < length)
		return STATUS_NOT_FOUND;
	if (status == STATUS_OK)
		*claimed = reading.claimed;
	return status;
}
