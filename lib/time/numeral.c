/* Numbers in digits and in Chinese numerals. */
#include "time/numeral.h"

#include <stdbool.h>

#include "base/utf8.h"

struct digit {
	uint32_t character;
	int value;
};

/* Zero is typed in many ways; 两 is two before a measure word; the formal digits stand in contracts. */
static const struct digit digits[] = {
	{ 0x3007, 0 }, { 0x96f6, 0 }, { 0x25cb, 0 }, { 0x25ef, 0 },
	{ 0x4e00, 1 }, { 0x4e8c, 2 }, { 0x4e24, 2 }, { 0x4e09, 3 }, { 0x56db, 4 }, { 0x4e94, 5 },
	{ 0x516d, 6 }, { 0x4e03, 7 }, { 0x516b, 8 }, { 0x4e5d, 9 },
	{ 0x58f9, 1 }, { 0x8d30, 2 }, { 0x53c1, 3 }, { 0x8086, 4 }, { 0x4f0d, 5 },
	{ 0x9646, 6 }, { 0x67d2, 7 }, { 0x634c, 8 }, { 0x7396, 9 },
};

int
numeral_chinese_digit(uint32_t character)
{
	for (size_t i = 0; i < sizeof(digits) / sizeof(digits[0]); i++)
		if (digits[i].character == character)
			return digits[i].value;
	return -1;
}

/* 10, 100, 1000 or 10000 for a character that multiplies, else 0. */
static int32_t
multiplier(uint32_t character)
{
	switch (character) {
	case 0x5341: /* 十 */
	case 0x62fe: /* 拾 */
		return 10;
	case 0x767e: /* 百 */
	case 0x4f70: /* 佰 */
		return 100;
	case 0x5343: /* 千 */
	case 0x4edf: /* 仟 */
		return 1000;
	case 0x4e07: /* 万 */
		return 10000;
	default:
		return 0;
	}
}

static int
plain_digit(uint32_t character)
{
	if (character >= 0xff10 && character <= 0xff19)
		return (int)(character - 0xff10);
	return character >= '0' && character <= '9' ? (int)(character - '0') : -1;
}

static enum status
read_digits(const char *text, size_t length, size_t *used, int32_t *value)
{
	enum status status = STATUS_OK;
	int32_t sum = 0;
	size_t at = 0;

	while (at < length) {
		uint32_t character;
		size_t width = utf8_next(text + at, length - at, &character);
		int digit = plain_digit(character);

		if (digit < 0)
			break;
		at += width;
		if (sum > (NUMERAL_LAST - digit) / 10)
			status = STATUS_RANGE;
		else
			sum = sum * 10 + digit;
	}
	if (at == 0)
		return STATUS_NOT_FOUND;
	*used = at;
	if (status == STATUS_OK)
		*value = sum;
	return status;
}

/* A Chinese numeral while it is read: 一万二千三百零五 is thousands 10000, section 2300, zero, digit 5. */
struct numeral {
	int32_t thousands;  /* what stood before 万 */
	int32_t section;    /* what was multiplied since */
	int32_t unit;       /* last multiplier of the section; 10000 at its start */
	int digit;          /* digit not yet multiplied, or -1 */
	bool after_zero;    /* 零 stood before the digit */
	bool empty;         /* nothing read in this section */
};

static enum status
take_digit(struct numeral *numeral, int digit)
{
	if (numeral->digit > 0)
		return STATUS_AMBIGUOUS;
	if (digit == 0) {
		numeral->after_zero = true;
		numeral->digit = numeral->empty ? 0 : -1;
	} else {
		numeral->digit = digit;
	}
	numeral->empty = false;
	return STATUS_OK;
}

static enum status
take_multiplier(struct numeral *numeral, int32_t unit)
{
	if (numeral->digit == 0 || unit >= numeral->unit)
		return STATUS_INVALID;
	if (numeral->digit < 0) {
		/* 十 may start a numeral; 百 and 千 may not, nor may 十 follow another multiplier. */
		if (unit != 10 || !numeral->empty)
			return STATUS_INVALID;
		numeral->digit = 1;
	}
	numeral->section += numeral->digit * unit;
	numeral->unit = unit;
	numeral->digit = -1;
	numeral->after_zero = false;
	numeral->empty = false;
	return STATUS_OK;
}

/* Adds the last digit. Right behind 百 or 千 it is colloquial: 一百五 is 150 to one reader and 105 to another. */
static enum status
close_section(struct numeral *numeral)
{
	if (numeral->digit < 0)
		return STATUS_OK;
	if (numeral->unit > 10 && numeral->section > 0 && !numeral->after_zero)
		return STATUS_AMBIGUOUS;
	numeral->section += numeral->digit;
	numeral->digit = -1;
	return STATUS_OK;
}

static enum status
take_ten_thousand(struct numeral *numeral)
{
	enum status status = close_section(numeral);

	if (status != STATUS_OK)
		return status;
	if (numeral->section == 0 || numeral->thousands > 0)
		return STATUS_INVALID;
	*numeral = (struct numeral){
		.thousands = numeral->section * 10000, .unit = 10000, .digit = -1, .empty = false,
	};
	return STATUS_OK;
}

static enum status
take_character(struct numeral *numeral, uint32_t character, bool *ends)
{
	int digit = numeral_chinese_digit(character);
	int32_t unit = multiplier(character);

	*ends = digit < 0 && unit == 0;
	if (*ends)
		return STATUS_OK;
	if (digit >= 0)
		return take_digit(numeral, digit);
	return unit == 10000 ? take_ten_thousand(numeral) : take_multiplier(numeral, unit);
}

static enum status
read_chinese(const char *text, size_t length, size_t *used, int32_t *value)
{
	struct numeral numeral = { .unit = 10000, .digit = -1, .empty = true };
	enum status status;
	size_t at = 0;

	while (at < length) {
		uint32_t character;
		size_t width = utf8_next(text + at, length - at, &character);
		bool ends;

		status = take_character(&numeral, character, &ends);
		if (status != STATUS_OK)
			return status;
		if (ends)
			break;
		at += width;
	}
	if (at == 0)
		return STATUS_NOT_FOUND;
	status = close_section(&numeral);
	if (status != STATUS_OK)
		return status;
	*used = at;
	*value = numeral.thousands + numeral.section;
	return STATUS_OK;
}

enum status
numeral_read(const char *text, size_t length, size_t *used, int32_t *value)
{
	enum status status = read_digits(text, length, used, value);

	return status == STATUS_NOT_FOUND ? read_chinese(text, length, used, value) : status;
}
