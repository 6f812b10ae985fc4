/* Personal data: numbers that identify a person. */
#include "scan_text.h"

#include "base/utf8.h"
#include "text.h"
#include "time/date.h"

enum {
	IDENTITY_DIGITS = 18,
	MOBILE_DIGITS = 11,
	CARD_DIGITS_LEAST = 16,
	CARD_DIGITS_MOST = 19,
	CONTEXT = 40,           /* characters before a number that say what it is */
	ROSTER_MOBILES = 5,     /* so many on one page are a list of persons, whatever the column is called */
};

static bool
is_word_character(uint32_t character)
{
	return is_digit(character) || (character >= 'a' && character <= 'z') || character == '_' || character == '/' ||
	    character == '=' || character == '%' || character == '*';
}

/* Does the number stand alone, neither part of a longer one nor of an address? */
static bool
stands_alone(const struct scan_text *scan, size_t start, size_t end)
{
	if (start > 0 && (is_word_character(scan->folded[start - 1]) || scan->folded[start - 1] == '.' ||
	    scan->folded[start - 1] == '-'))
		return false;
	if (end >= scan->count)
		return true;
	if (scan->folded[end] == '.' || scan->folded[end] == '-')
		return end + 1 >= scan->count || !is_word_character(scan->folded[end + 1]);
	return !is_word_character(scan->folded[end]);
}

static bool
word_at(const struct scan_text *scan, size_t at, size_t past, const char *word)
{
	struct piece rest = piece_of(word);

	while (rest.length > 0) {
		uint32_t wanted;
		size_t width = utf8_next(rest.text, rest.length, &wanted);

		if (at >= past || scan->folded[at] != wanted)
			return false;
		rest.text += width;
		rest.length -= width;
		at++;
	}
	return true;
}

static bool
context_has(const struct scan_text *scan, size_t start, const char *const *words, bool same_line)
{
	size_t from = start;

	while (from > 0 && start - from < CONTEXT && (!same_line || scan->folded[from - 1] != '\n'))
		from--;
	for (size_t at = from; at < start; at++)
		for (const char *const *word = words; *word != NULL; word++)
			if (word_at(scan, at, start, *word))
				return true;
	return false;
}

static unsigned
digit_at(const struct scan_text *scan, size_t at)
{
	return scan->folded[at] - '0';
}

static size_t
run_of_digits(const struct scan_text *scan, size_t start)
{
	size_t end = start;

	while (end < scan->count && scan->folded[end] >= '0' && scan->folded[end] <= '9')
		end++;
	return end - start;
}

/* --- resident identity numbers ------------------------------------------------------------------------------- */

/* First two digits of GB/T 2260: provinces, and 81 to 83 for residents from Hong Kong, Macau and Taiwan. */
static bool
is_province(unsigned code)
{
	static const unsigned char last[] = { 0, 15, 23, 37, 46, 54, 65, 71, 83 };
	unsigned tens = code / 10;

	return tens >= 1 && tens <= 8 && code % 10 >= 1 && code <= last[tens];
}

static bool
is_birth_date(const struct scan_text *scan, size_t start)
{
	int year = 0;
	struct date date;

	for (size_t i = 0; i < 4; i++)
		year = year * 10 + (int)digit_at(scan, start + i);
	return year >= 1900 && year <= 2099 &&
	    date_from_civil(year, (int)(digit_at(scan, start + 4) * 10 + digit_at(scan, start + 5)),
	    (int)(digit_at(scan, start + 6) * 10 + digit_at(scan, start + 7)), &date) == STATUS_OK;
}

/* GB 11643-1999, 4.2.4: ISO 7064 MOD 11-2 over the first seventeen digits. */
static bool
has_check_digit(const struct scan_text *scan, size_t start)
{
	static const unsigned char weights[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	static const char checks[] = "10x98765432";
	unsigned sum = 0;

	for (size_t i = 0; i < sizeof(weights); i++)
		sum += digit_at(scan, start + i) * weights[i];
	return scan->folded[start + 17] == (uint32_t)checks[sum % 11];
}

static bool
is_identity_number(const struct scan_text *scan, size_t start, size_t digits)
{
	static const char *const other_codes[] = { "信用代码", "机构代码", "索引号", NULL };
	bool ends_with_x = digits == 17 && start + 17 < scan->count && scan->folded[start + 17] == 'x';

	if (digits != IDENTITY_DIGITS && !ends_with_x)
		return false;
	return stands_alone(scan, start, start + IDENTITY_DIGITS) &&
	    is_province(digit_at(scan, start) * 10 + digit_at(scan, start + 1)) && is_birth_date(scan, start + 6) &&
	    has_check_digit(scan, start) && !context_has(scan, start, other_codes, false);
}

/* --- mobile numbers ------------------------------------------------------------------------------------------ */

static bool
is_mobile_number(const struct scan_text *scan, size_t start, size_t digits)
{
	return digits == MOBILE_DIGITS && digit_at(scan, start) == 1 && digit_at(scan, start + 1) >= 3 &&
	    stands_alone(scan, start, start + MOBILE_DIGITS);
}

/* The Personal Information Protection Law, art. 4 and 13: what an office gives as its own contact is meant to be
 * public. In a roster the words must stand in the number's own line. */
static bool
is_office_contact(const struct scan_text *scan, size_t start, bool is_roster)
{
	static const char *const words[] = { "联系电话", "咨询电话", "联系方式", "联系人", "值班", "举报", "投诉", "热线", "监督电话",
		"服务电话", "受理电话", "办公电话", "传真", "电话", "手机", "客服", "反馈", "微信", NULL };

	return context_has(scan, start, words, is_roster);
}

static size_t
count_mobiles(const struct scan_text *scan)
{
	size_t count = 0;

	for (size_t at = 0; at < scan->count; at++) {
		size_t digits = run_of_digits(scan, at);

		if (digits > 0 && is_mobile_number(scan, at, digits))
			count++;
		at += digits;
	}
	return count;
}

/* --- bank cards ---------------------------------------------------------------------------------------------- */

/* ISO/IEC 7812-1, annex B. */
static bool
has_luhn_digit(const struct scan_text *scan, size_t start, size_t digits)
{
	unsigned sum = 0;

	for (size_t i = 0; i < digits; i++) {
		unsigned digit = digit_at(scan, start + digits - 1 - i);

		if (i % 2 == 1)
			digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
		sum += digit;
	}
	return sum % 10 == 0;
}

/* 62 is UnionPay; older cards of the big banks and foreign brands count only where the words say that it is a card. */
static bool
is_bank_card(const struct scan_text *scan, size_t start, size_t digits)
{
	static const char *const card[] = { "卡号", "银行卡", "储蓄卡", "社保卡", "一卡通", "存折", "账号", "帐号", "账户", NULL };
	static const char *const office[] = { "对公", "专户", "保证金", "缴款", "财政", "户名", "非税", "汇入", "收款", NULL };
	unsigned prefix;

	if (digits < CARD_DIGITS_LEAST || digits > CARD_DIGITS_MOST || !stands_alone(scan, start, start + digits))
		return false;
	prefix = digit_at(scan, start) * 10 + digit_at(scan, start + 1);
	if (!has_luhn_digit(scan, start, digits) || context_has(scan, start, office, false))
		return false;
	if (prefix == 62)
		return digits == 16 || digits == 19 || context_has(scan, start, card, false);
	return (prefix == 95 || prefix == 60 || prefix == 45 || prefix == 43 || prefix == 52 || prefix == 55 ||
	    prefix == 40 || prefix == 49) && context_has(scan, start, card, false);
}

static bool
classify(const struct scan_text *scan, size_t start, size_t digits, bool is_roster, struct detection *finding)
{
	*finding = (struct detection){ .reason = DETECTION_NUMBER };
	if (is_identity_number(scan, start, digits)) {
		finding->detector = DETECTOR_IDENTITY_NUMBER;
		finding->confidence = 98;
		finding->length = IDENTITY_DIGITS;
		return true;
	}
	finding->length = digits;
	if (is_mobile_number(scan, start, digits)) {
		finding->detector = DETECTOR_MOBILE_NUMBER;
		finding->confidence = is_roster ? 75 : 60;
		return !is_office_contact(scan, start, is_roster);
	}
	finding->detector = DETECTOR_BANK_CARD;
	finding->confidence = 90;
	return is_bank_card(scan, start, digits);
}

enum status
scan_personal_data(const struct scan_text *scan, struct detection_list *list)
{
	bool is_roster = count_mobiles(scan) >= ROSTER_MOBILES;
	enum status status = STATUS_OK;

	for (size_t at = 0; at < scan->count && status == STATUS_OK; at++) {
		size_t digits = run_of_digits(scan, at);
		struct detection finding;

		if (digits >= MOBILE_DIGITS && classify(scan, at, digits, is_roster, &finding))
			status = detection_add(list, scan, at, at + finding.length, finding, true);
		at += digits;
	}
	return status == STATUS_LIMIT ? STATUS_OK : status;
}
