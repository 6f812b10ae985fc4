/* Reading of one date at a known position. */
#include "lib/time/date_reader.h"

#include <string.h>

#include "base/utf8.h"
#include "time/numeral.h"

enum {
	SPACES_IN_CHINESE = 8,   /* 2019 年 7 月: tags and line ends leave several */
	SPACES_IN_SEPARATED = 2, /* 2019 - 07 - 25 */
	SPACES_BEFORE_TIME = 8,
	YEAR_FOR_NONE = 1972,    /* a leap year stands in where the text gives none */
	DIGITS_KEPT = 14,
};

static uint32_t
plain(uint32_t character)
{
	if (character >= 0xff01 && character <= 0xff5e)
		character -= 0xfee0;
	switch (character) {
	case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212: case 0xfe63:
		return '-';
	case 0x3000: case 0x00a0: case 0x2002: case 0x2003: case 0x2009: case '\t': case '\n': case '\r':
		return ' ';
	default:
		return character;
	}
}

uint32_t
reader_look(const struct reader *reader, size_t *width)
{
	uint32_t character;

	*width = 0;
	if (reader->at >= reader->length)
		return 0;
	if ((unsigned char)reader->text[reader->at] < 0x80) {
		*width = 1;
		return plain((unsigned char)reader->text[reader->at]);
	}
	*width = utf8_next(reader->text + reader->at, reader->length - reader->at, &character);
	return plain(character);
}

void
reader_skip_spaces(struct reader *reader, int most)
{
	size_t width;

	for (int i = 0; i < most && reader_look(reader, &width) == ' '; i++)
		reader->at += width;
}

static bool
take(struct reader *reader, uint32_t character)
{
	size_t width;

	if (reader_look(reader, &width) != character)
		return false;
	reader->at += width;
	return true;
}

/* Any of two or three characters; which of them, or 0. */
static char
take_one_of(struct reader *reader, const char *characters)
{
	for (; *characters != '\0'; characters++)
		if (take(reader, (unsigned char)*characters))
			return *characters;
	return '\0';
}

/* Reads a run of digits into `digits`; returns how many there were, which may be more than are kept. */
static size_t
take_digits(struct reader *reader, char digits[DIGITS_KEPT + 1])
{
	size_t count = 0;
	size_t width;
	uint32_t character;

	while ((character = reader_look(reader, &width)) >= '0' && character <= '9') {
		if (count < DIGITS_KEPT)
			digits[count] = (char)character;
		count++;
		reader->at += width;
	}
	digits[count < DIGITS_KEPT ? count : DIGITS_KEPT] = '\0';
	return count;
}

static int
number_of(const char *digits, size_t count)
{
	int sum = 0;

	for (size_t i = 0; i < count; i++)
		sum = sum * 10 + (digits[i] - '0');
	return sum;
}

/* One or two digits, no more; how many there were, or 0. */
static size_t
take_short_number(struct reader *reader, int *value)
{
	struct reader trial = *reader;
	char digits[DIGITS_KEPT + 1];
	size_t count = take_digits(&trial, digits);

	if (count < 1 || count > 2)
		return 0;
	*value = number_of(digits, count);
	*reader = trial;
	return count;
}

/* A month or day, in digits or as a Chinese numeral. */
static bool
take_component(struct reader *reader, int *value)
{
	size_t used = 0;
	int32_t number;

	if (take_short_number(reader, value) > 0)
		return true;
	if (reader->at >= reader->length
	    || numeral_read(reader->text + reader->at, reader->length - reader->at, &used, &number) != STATUS_OK
	    || number > 99)
		return false;
	reader->at += used;
	*value = number;
	return true;
}

/* A digit of a year in Chinese numerals; the letter O and the digit 0 are often typed for 〇. */
static int
year_digit(uint32_t character)
{
	if (character == 'O' || character == 'o' || character == '0')
		return 0;
	return numeral_chinese_digit(character);
}

static bool
take_chinese_year(struct reader *reader, int *year)
{
	struct reader trial = *reader;
	int sum = 0;

	for (int i = 0; i < 4; i++) {
		size_t width;
		int digit = year_digit(reader_look(&trial, &width));

		if (digit < 0)
			return false;
		sum = sum * 10 + digit;
		trial.at += width;
	}
	*reader = trial;
	*year = sum;
	return true;
}

/* 下午 and PM move the hours; noon and midnight stay where they are. */
static int
move_half_day(int hour, bool afternoon, bool morning)
{
	if (afternoon && hour < 12)
		return hour + 12;
	return morning && hour == 12 ? 0 : hour;
}

static bool
take_text(struct reader *reader, const char *word)
{
	size_t length = strlen(word);

	if (reader->length - reader->at < length || memcmp(reader->text + reader->at, word, length) != 0)
		return false;
	reader->at += length;
	return true;
}

/* +08:00 or Z behind a time moves it to the zone of China. Returns the seconds to add. */
static int32_t
take_offset(struct reader *reader)
{
	struct reader trial = *reader;
	int hour, minute;
	char sign;

	if (take_one_of(&trial, "Zz")) {
		*reader = trial;
		return zone_china.offset_seconds;
	}
	sign = take_one_of(&trial, "+-");
	if (sign == '\0' || take_short_number(&trial, &hour) != 2)
		return 0;
	take(&trial, ':');
	if (take_short_number(&trial, &minute) != 2 || hour > 14 || minute > 59)
		return 0;
	*reader = trial;
	return zone_china.offset_seconds - (sign == '-' ? -1 : 1) * (hour * 3600 + minute * 60);
}

/* :SS[.fraction], where present. */
static int
take_seconds(struct reader *reader)
{
	struct reader trial = *reader;
	char digits[DIGITS_KEPT + 1];
	int second;

	if (!take(&trial, ':') || take_short_number(&trial, &second) != 2 || second > 59)
		return 0;
	*reader = trial;
	if (take(&trial, '.') && take_digits(&trial, digits) > 0)
		*reader = trial;
	return second;
}

/* 10时56分, 10点56分30秒 behind the hour. */
static bool
take_chinese_minutes(struct reader *reader, int *minute, int *second)
{
	struct reader trial = *reader;

	if (!take(&trial, 0x65f6 /* 时 */) && !take(&trial, 0x70b9 /* 点 */))
		return false;
	if (take_short_number(&trial, minute) == 0 || !take(&trial, 0x5206 /* 分 */))
		return false;
	*reader = trial;
	if (take_short_number(&trial, second) > 0 && take(&trial, 0x79d2 /* 秒 */))
		*reader = trial;
	else
		*second = 0;
	return true;
}

/* AM and PM behind a time; ASP.NET writes them. */
static int
take_am_pm(struct reader *reader, int hour)
{
	struct reader trial = *reader;
	char half;

	reader_skip_spaces(&trial, 1);
	half = take_one_of(&trial, "AaPp");
	if (half == '\0' || take_one_of(&trial, "Mm") == '\0')
		return hour;
	*reader = trial;
	return move_half_day(hour, half == 'P' || half == 'p', half == 'A' || half == 'a');
}

/* The time behind a day, with the T and the offset of ISO 8601 or without. Leaves all untouched where
 * there is none; 00:00 is what systems write that keep no time, so it is no evidence of one. */
static void
read_time(struct reader *reader, struct claimed_date *claimed)
{
	struct reader trial = *reader;
	bool is_iso = take_one_of(&trial, "T") != '\0';
	bool afternoon = false, morning = false;
	int hour = 0, minute = 0, second = 0;
	int64_t sum;
	size_t width;

	if (!is_iso) {
		reader_skip_spaces(&trial, SPACES_BEFORE_TIME);
		afternoon = take_text(&trial, "下午");
		morning = !afternoon && take_text(&trial, "上午");
	}
	if (take_short_number(&trial, &hour) == 0)
		return;
	if (!take_chinese_minutes(&trial, &minute, &second)) {
		if (!take(&trial, ':') || take_short_number(&trial, &minute) != 2)
			return;
		second = take_seconds(&trial);
		hour = take_am_pm(&trial, hour);
	}
	hour = move_half_day(hour, afternoon, morning);
	if (hour > 23 || minute > 59 || second > 59)
		return;
	*reader = trial;
	if (hour == 0 && minute == 0 && second == 0)
		return;
	sum = hour * 3600 + minute * 60 + second;
	if (is_iso || reader_look(reader, &width) == '+') {
		struct instant instant;

		sum += take_offset(reader);
		instant = instant_of(claimed->date, (int32_t)sum, zone_china);
		claimed->date = instant_date(instant, zone_china);
		sum = instant_second_of_day(instant, zone_china);
	}
	claimed->precision = DATE_PRECISION_MINUTE;
	claimed->second_of_day = (int32_t)sum;
}

static enum status
set_day(struct date_reading *reading, int year, int month, int day)
{
	enum status status = date_from_civil(year, month, day, &reading->claimed.date);

	if (status == STATUS_OK)
		reading->claimed.precision = DATE_PRECISION_DAY;
	return status;
}

/* Behind 月: the day, where there is one, and its time. */
static enum status
read_chinese_day(struct reader *reader, int year, int month, struct date_reading *reading)
{
	struct reader trial = *reader;
	int day;
	enum status status;

	reader_skip_spaces(&trial, SPACES_IN_CHINESE);
	if (!take_component(&trial, &day))
		return STATUS_NOT_FOUND;
	reader_skip_spaces(&trial, SPACES_IN_CHINESE);
	if (!take(&trial, 0x65e5 /* 日 */) && !take(&trial, 0x53f7 /* 号 */))
		return STATUS_NOT_FOUND;
	*reader = trial;
	status = set_day(reading, year, month, day);
	if (status == STATUS_OK)
		read_time(reader, &reading->claimed);
	return status;
}

static bool
take_month(struct reader *reader, int *month)
{
	struct reader trial = *reader;

	reader_skip_spaces(&trial, SPACES_IN_CHINESE);
	if (!take_component(&trial, month))
		return false;
	reader_skip_spaces(&trial, SPACES_IN_CHINESE);
	if (!take(&trial, 0x6708 /* 月 */))
		return false;
	*reader = trial;
	return true;
}

/* Behind the year's number: 年, then as much of month and day as is there. */
static enum status
read_chinese_rest(struct reader *reader, int year, struct date_reading *reading)
{
	enum status status;
	int month;

	reader_skip_spaces(reader, SPACES_IN_CHINESE);
	if (!take(reader, 0x5e74 /* 年 */))
		return STATUS_NOT_FOUND;
	reading->form = DATE_FORM_CHINESE;
	reading->has_year = true;
	if (!take_month(reader, &month)) {
		reading->claimed.precision = DATE_PRECISION_YEAR;
		return date_from_civil(year, 1, 1, &reading->claimed.date);
	}
	status = read_chinese_day(reader, year, month, reading);
	if (status != STATUS_NOT_FOUND)
		return status;
	reading->claimed.precision = DATE_PRECISION_MONTH;
	return date_from_civil(year, month, 1, &reading->claimed.date);
}

/* One separator with spaces around it; a dash may be doubled, as —— is one sign in Chinese. */
static char
take_separator(struct reader *reader)
{
	struct reader trial = *reader;
	char separator;

	reader_skip_spaces(&trial, SPACES_IN_SEPARATED);
	separator = take_one_of(&trial, "-/.");
	if (separator == '\0')
		return '\0';
	if (separator == '-')
		take(&trial, '-');
	reader_skip_spaces(&trial, SPACES_IN_SEPARATED);
	*reader = trial;
	return separator;
}

/* Behind a year of four digits. */
static enum status
read_separated_rest(struct reader *reader, int year, struct date_reading *reading)
{
	struct reader trial = *reader;
	char separator = take_separator(&trial);
	enum status status;
	int month, day;
	size_t month_digits;

	month_digits = separator == '\0' ? 0 : take_short_number(&trial, &month);
	if (month_digits == 0)
		return STATUS_NOT_FOUND;
	*reader = trial;
	reading->form = DATE_FORM_YEAR_MONTH;
	reading->separator = separator;
	reading->has_year = true;
	if (take_separator(&trial) != separator || take_short_number(&trial, &day) == 0) {
		reading->claimed.precision = DATE_PRECISION_MONTH;
		return month_digits == 2 ? date_from_civil(year, month, 1, &reading->claimed.date) : STATUS_NOT_FOUND;
	}
	*reader = trial;
	reading->form = DATE_FORM_SEPARATED;
	status = set_day(reading, year, month, day);
	if (status == STATUS_OK)
		read_time(reader, &reading->claimed);
	return status;
}

/* Whether the digits behind the year split into a month and a day (of none: the first) that exist. */
static bool
splits(const char *digits, size_t month_digits, size_t day_digits)
{
	int day = day_digits == 0 ? 1 : number_of(digits + 4 + month_digits, day_digits);
	struct date date;

	return date_from_civil(number_of(digits, 4), number_of(digits + 4, month_digits), day, &date) == STATUS_OK;
}

/* 7 digits: 2016125 is 25 January or 5 December. 2019725 has one reading, but a run that lost its zeros may have
 * lost more, so neither is taken. 6 digits: 201611 is a month or a day. */
static enum status
judge_short_run(const char *digits, size_t count)
{
	bool is_date = splits(digits, 1, count - 5) || splits(digits, 2, count - 6);

	return is_date ? STATUS_AMBIGUOUS : STATUS_NOT_FOUND;
}

static enum status
read_digit_run(const char *digits, size_t count, struct reader *reader, struct date_reading *reading)
{
	enum status status;
	int hour, minute, second;

	reading->form = DATE_FORM_DIGITS;
	reading->run = count;
	reading->has_year = true;
	if (count == 6 || count == 7)
		return judge_short_run(digits, count);
	if (count != 8 && count != 12 && count != 14)
		return STATUS_NOT_FOUND;
	status = set_day(reading, number_of(digits, 4), number_of(digits + 4, 2), number_of(digits + 6, 2));
	if (status != STATUS_OK)
		return status;
	if (count == 8) {
		read_time(reader, &reading->claimed);
		return STATUS_OK;
	}
	hour = number_of(digits + 8, 2);
	minute = number_of(digits + 10, 2);
	second = count == 14 ? number_of(digits + 12, 2) : 0;
	if (hour > 23 || minute > 59 || second > 59)
		return STATUS_RANGE;
	if (hour != 0 || minute != 0 || second != 0) {
		reading->claimed.precision = DATE_PRECISION_MINUTE;
		reading->claimed.second_of_day = hour * 3600 + minute * 60 + second;
	}
	return STATUS_OK;
}

/* 7月25日, 07-25: no year. */
static enum status
read_month_day(struct reader *reader, struct date_reading *reading)
{
	struct reader trial = *reader;
	size_t month_digits, day_digits;
	enum status status;
	int month, day;

	reading->claimed.year_inferred = true;
	if (take_month(&trial, &month)) {
		reading->form = DATE_FORM_CHINESE_DAY;
		*reader = trial;
		return read_chinese_day(reader, YEAR_FOR_NONE, month, reading);
	}
	month_digits = take_short_number(&trial, &month);
	reading->separator = month_digits == 0 ? '\0' : take_separator(&trial);
	day_digits = reading->separator == '\0' ? 0 : take_short_number(&trial, &day);
	if (day_digits == 0)
		return STATUS_NOT_FOUND;
	*reader = trial;
	reading->form = DATE_FORM_MONTH_DAY;
	reading->two_digits = month_digits == 2 && day_digits == 2;
	status = set_day(reading, YEAR_FOR_NONE, month, day);
	if (status == STATUS_OK)
		read_time(reader, &reading->claimed);
	return status;
}

static enum status
read_any(struct reader *reader, struct date_reading *reading)
{
	struct reader start = *reader;
	char digits[DIGITS_KEPT + 1];
	size_t count;
	int year;
	enum status status;

	if (take_chinese_year(reader, &year) && (unsigned char)start.text[start.at] >= 0xe3) {
		status = read_chinese_rest(reader, year, reading);
		if (status != STATUS_NOT_FOUND)
			return status;
	}
	*reader = start;
	count = take_digits(reader, digits);
	if (count >= 6)
		return read_digit_run(digits, count, reader, reading);
	if (count == 4) {
		year = number_of(digits, 4);
		status = read_chinese_rest(reader, year, reading);
		return status == STATUS_NOT_FOUND ? read_separated_rest(reader, year, reading) : status;
	}
	if (count > 2)
		return STATUS_NOT_FOUND;
	*reader = start;
	return read_month_day(reader, reading);
}

enum status
reader_read_date(struct reader reader, struct date_reading *reading)
{
	enum status status;

	*reading = (struct date_reading){ .end = reader.at };
	if (reader.at >= reader.length)
		return STATUS_NOT_FOUND;
	status = read_any(&reader, reading);
	reading->end = reader.at;
	return status;
}
