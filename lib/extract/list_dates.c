/* Finding the dates of a page's texts. A date counts where it stands by itself: in an element of its own, on a line
 * of its own, behind a label, or taken apart over neighbouring elements ("25" above "2019-07"). Dates in running
 * text are no dates of a row. */
#include "list_scan.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"

enum {
	/* Longest text that can be a date with its label. */
	ALONE_BYTES = 96,
	/* Longest line in which a date is still a field and not part of a sentence. */
	LINE_BYTES = 160,
	LINE_TEXTS = 16,
	/* Links of an element that may be one row. */
	PAIR_LINKS = 3,
};

struct dater {
	struct list_scan *scan;
	size_t capacity;
	struct buffer line;
};

static bool
holds_any(const char *text, size_t length, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t word = strlen(words[i]);

		for (size_t at = 0; at + word <= length; at++)
			if (text[at] == words[i][0] && memcmp(text + at, words[i], word) == 0)
				return true;
	}
	return false;
}

#define HOLDS(text, length, words) holds_any(text, length, words, sizeof(words) / sizeof((words)[0]))

/* Most texts of dates hold nothing but digits and signs. */
static bool
is_plain(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return true;
}

/* What the words before a date say it is. */
static enum date_label
label_of(const char *text, size_t length)
{
	static const char *const other[] = { "截止", "截至", "结束", "失效", "废止", "有效", "施行", "实施", "生效", "更新",
		"到期", "今天", "现在", "当前" };
	static const char *const issued[] = { "成文", "生成", "印发", "签发", "制发", "发文", "落款", "审批" };
	static const char *const published[] = { "发布", "公布", "公开", "刊登", "上网", "录入", "发表", "时间", "日期" };

	if (is_plain(text, length))
		return DATE_LABEL_NONE;
	if (HOLDS(text, length, other))
		return DATE_LABEL_OTHER;
	if (HOLDS(text, length, issued))
		return DATE_LABEL_ISSUED;
	return HOLDS(text, length, published) ? DATE_LABEL_PUBLISHED : DATE_LABEL_NONE;
}

static bool
ends_label(const char *text, size_t length)
{
	while (length > 0 && (unsigned char)text[length - 1] <= ' ')
		length--;
	return (length >= 1 && text[length - 1] == ':') || (length >= 3 && memcmp(text + length - 3, "：", 3) == 0);
}

/* The label in the date's own text, or the text before it where that ends in a colon. */
static enum date_label
find_label(const struct list_scan *scan, uint32_t text, const char *line, size_t date_start)
{
	size_t from = date_start > 30 ? date_start - 30 : 0;
	enum date_label label = label_of(line + from, date_start - from);
	const char *before;

	if (label != DATE_LABEL_NONE || text == 0 || date_start > 0)
		return label;
	before = scan->texts[text - 1].content;
	if (scan->texts[text - 1].link != SCAN_NONE || strlen(before) > ALONE_BYTES || !ends_label(before, strlen(before)))
		return label;
	return label_of(before, strlen(before));
}

static enum status
add_date(struct dater *dater, const struct scan_date *date)
{
	struct list_scan *scan = dater->scan;

	if (scan->date_count == dater->capacity) {
		size_t capacity = dater->capacity == 0 ? 64 : dater->capacity * 2;
		struct scan_date *dates = arena_take_array(scan->arena, capacity, sizeof(*dates));

		if (dates == NULL)
			return STATUS_NO_MEMORY;
		if (scan->date_count > 0)
			memcpy(dates, scan->dates, scan->date_count * sizeof(*dates));
		scan->dates = dates;
		dater->capacity = capacity;
	}
	scan->dates[scan->date_count++] = *date;
	if (!date->in_title)
		scan->dates_before[date->text_start + 1]++;
	return STATUS_OK;
}

static bool
is_day(struct claimed_date claimed)
{
	return claimed.precision >= DATE_PRECISION_DAY;
}

/* Adds the date of texts [start, end), read from `text`. */
static enum status
add_read(struct dater *dater, uint32_t start, uint32_t end, const char *text, size_t length, struct claimed_date claimed,
    bool in_title)
{
	struct scan_date date = { .text_start = start, .text_end = end, .link = dater->scan->texts[start].link,
		.claimed = claimed, .has_year = !claimed.year_inferred, .in_title = in_title };

	date.text = arena_copy(dater->scan->arena, text, length);
	return date.text == NULL ? STATUS_NO_MEMORY : add_date(dater, &date);
}

static enum status
add_alone(struct dater *dater, uint32_t start, uint32_t end, const char *text, struct claimed_date claimed)
{
	enum status status = add_read(dater, start, end, text, strlen(text), claimed, false);
	struct scan_date *date;

	if (status != STATUS_OK)
		return status;
	date = &dater->scan->dates[dater->scan->date_count - 1];
	date->label = label_of(text, strlen(text));
	if (date->label == DATE_LABEL_NONE)
		date->label = find_label(dater->scan, start, "", 0);
	return STATUS_OK;
}

/* One text that is a date and nothing else. */
static bool
read_alone(const char *text, struct claimed_date *claimed)
{
	size_t length = strlen(text);

	return length <= ALONE_BYTES && length >= 3 && date_text_parse(text, length, claimed) == STATUS_OK && is_day(*claimed);
}

/* --- dates taken apart: "25" and "2019-07" --------------------------------------------------- */

enum part { PART_NONE, PART_DAY, PART_YEAR_MONTH, PART_MONTH_DAY, PART_YEAR };

struct parts {
	int year;
	int month;
	int day;
};

static const char *
skip_blanks(const char *at)
{
	while ((unsigned char)*at <= ' ' && *at != '\0')
		at++;
	return at;
}

static const char *
read_number(const char *at, int *number, int *digits)
{
	*number = 0;
	for (*digits = 0; *at >= '0' && *at <= '9' && *digits < 5; at++, (*digits)++)
		*number = *number * 10 + (*at - '0');
	return at;
}

static const char *
skip_sign(const char *at, const char *chinese)
{
	if (strncmp(at, chinese, strlen(chinese)) == 0)
		return at + strlen(chinese);
	return *at != '\0' && strchr("-/.", *at) != NULL ? at + 1 : at;
}

/* Reads "25", "25日", "2019", "2019年", "2019-07", "2019年7月", "07-25", "07/25". */
static enum part
read_part(const char *text, struct parts *parts)
{
	int first;
	int second;
	int digits;
	const char *at = read_number(skip_blanks(text), &first, &digits);
	bool is_year = digits == 4 && first >= DATE_YEAR_FIRST && first <= DATE_YEAR_LAST;

	if (digits == 0 || (digits > 2 && !is_year))
		return PART_NONE;
	at = skip_sign(at, is_year ? "年" : *at != '\0' && strncmp(at, "日", 3) == 0 ? "日" : "月");
	if (*(at = skip_blanks(at)) == '\0') {
		if (is_year)
			parts->year = first;
		else
			parts->day = first;
		return is_year ? PART_YEAR : PART_DAY;
	}
	at = read_number(at, &second, &digits);
	if (digits == 0 || digits > 2)
		return PART_NONE;
	at = skip_blanks(skip_sign(at, is_year ? "月" : "日"));
	if (*at != '\0')
		return PART_NONE;
	if (is_year) {
		parts->year = first;
		parts->month = second;
		return PART_YEAR_MONTH;
	}
	parts->month = first;
	parts->day = second;
	return PART_MONTH_DAY;
}

/* Do both texts stand in one row, not the one at its end and the other over the next group? */
static bool
is_together(const struct list_scan *scan, uint32_t first, uint32_t second)
{
	uint32_t element = scan->texts[first].element;

	while (element != SCAN_NONE && scan->elements[element].text_end <= second)
		element = scan->elements[element].parent;
	return element != SCAN_NONE && scan_links_in(scan, element) <= PAIR_LINKS;
}

/* Two neighbouring texts that are a date together. */
static bool
read_pair(const struct list_scan *scan, uint32_t first, struct claimed_date *claimed)
{
	struct parts parts = { 0 };
	char text[16];
	enum part one;
	enum part two;

	if (first + 1 >= scan->text_count || scan->texts[first].link != scan->texts[first + 1].link ||
	    strlen(scan->texts[first].content) > 32 || strlen(scan->texts[first + 1].content) > 32 ||
	    !is_together(scan, first, first + 1))
		return false;
	one = read_part(scan->texts[first].content, &parts);
	if (one == PART_NONE)
		return false;
	two = read_part(scan->texts[first + 1].content, &parts);
	if (!((one == PART_DAY && two == PART_YEAR_MONTH) || (one == PART_YEAR_MONTH && two == PART_DAY) ||
	    (one == PART_MONTH_DAY && two == PART_YEAR) || (one == PART_YEAR && two == PART_MONTH_DAY)))
		return false;
	if (parts.month > 12 || parts.day > 31)
		return false;
	*claimed = (struct claimed_date){ .precision = DATE_PRECISION_DAY };
	text[0] = (char)('0' + parts.year / 1000);
	text[1] = (char)('0' + parts.year / 100 % 10);
	text[2] = (char)('0' + parts.year / 10 % 10);
	text[3] = (char)('0' + parts.year % 10);
	text[4] = text[7] = '-';
	text[5] = (char)('0' + parts.month / 10);
	text[6] = (char)('0' + parts.month % 10);
	text[8] = (char)('0' + parts.day / 10);
	text[9] = (char)('0' + parts.day % 10);
	text[10] = '\0';
	return date_parse(text, 10, &claimed->date) == STATUS_OK;
}

static enum status
add_pair(struct dater *dater, uint32_t first, struct claimed_date claimed)
{
	const struct scan_text *texts = dater->scan->texts;
	const char *text = arena_format(dater->scan->arena, "%s %s", skip_blanks(texts[first].content),
	    skip_blanks(texts[first + 1].content));

	return text == NULL ? STATUS_NO_MEMORY : add_alone(dater, first, first + 2, text, claimed);
}

/* --- dates in a line with other fields -------------------------------------------------------- */

static bool
is_sentence_sign(const char *at)
{
	return strncmp(at, "，", 3) == 0 || strncmp(at, "。", 3) == 0 || strncmp(at, "、", 3) == 0;
}

/* Is the date at [start, end) a field of its line? "来源：市政府 2019-07-25 10:00" yes, "7月25日，市政府召开" no. */
static bool
is_field(const char *line, size_t length, const struct date_match *match)
{
	bool is_bracketed = match->start > 0 && match->end < length &&
	    (strchr("[(", line[match->start - 1]) != NULL || (match->start >= 3 &&
	    (memcmp(line + match->start - 3, "（", 3) == 0 || memcmp(line + match->start - 3, "【", 3) == 0)));

	if (length > LINE_BYTES || is_sentence_sign(line + match->end))
		return false;
	if (is_bracketed)
		return true;
	if (!match->has_year)
		return false;
	/* Between two characters of text it is part of a sentence. */
	return match->start == 0 || (unsigned char)line[match->start - 1] <= ' ' || line[match->start - 1] == ':' ||
	    match->end == length || (unsigned char)line[match->end] <= ' ' ||
	    (match->start >= 3 && memcmp(line + match->start - 3, "：", 3) == 0);
}

/* May this date, written into a link's text, be taken off the title: "[2019-07-25] 关于…", "关于… 2019-07-25"? */
static bool
is_title_stamp(const char *line, size_t length, const struct date_match *match)
{
	bool in_brackets = match->start > 0 && line[match->start - 1] == '[' && match->end < length && line[match->end] == ']';
	bool is_numeric = strspn(line + match->start, "0123456789-/.: ") >= match->end - match->start;

	if (!match->has_year || !is_numeric)
		return false;
	if (in_brackets)
		return match->start == 1 || match->end + 1 == length;
	if (match->start == 0)
		return match->end < length && (unsigned char)line[match->end] <= ' ';
	return match->end == length && (unsigned char)line[match->start - 1] <= ' ';
}

static enum status
read_line(struct dater *dater, uint32_t start, uint32_t end)
{
	const char *line = buffer_string(&dater->line);
	size_t length = dater->line.length;
	bool in_link = dater->scan->texts[start].link != SCAN_NONE;
	struct date_match match;
	size_t from = 0;

	while (date_text_find(line, length, from, &match) == STATUS_OK) {
		struct scan_date *date;
		enum status status;

		from = match.end;
		if (!is_day(match.claimed) || !(in_link ? is_title_stamp(line, length, &match) : is_field(line, length, &match)))
			continue;
		match.claimed.year_inferred = !match.has_year;
		status = add_read(dater, start, end, line + match.start, match.end - match.start, match.claimed, in_link);
		if (status != STATUS_OK)
			return status;
		date = &dater->scan->dates[dater->scan->date_count - 1];
		date->label = find_label(dater->scan, start, line, match.start);
	}
	return STATUS_OK;
}

/* Joins the texts of a run as they stand on the page, blanks at the ends taken off. */
static enum status
join(struct dater *dater, uint32_t start, uint32_t end)
{
	struct buffer *line = &dater->line;

	line->length = 0;
	for (uint32_t i = start; i < end; i++) {
		const char *content = i == start ? skip_blanks(dater->scan->texts[i].content) : dater->scan->texts[i].content;
		enum status status = buffer_add_string(line, content);

		if (status != STATUS_OK)
			return status;
	}
	while (line->length > 0 && (unsigned char)line->bytes[line->length - 1] <= ' ')
		line->bytes[--line->length] = '\0';
	return STATUS_OK;
}

/* A pair may begin in one run and end in the next ("25" and "2019-07" in blocks of their own); its second half
 * must not be read again. */
static uint32_t
first_unread(const struct list_scan *scan, uint32_t text)
{
	if (scan->date_count > 0 && scan->dates[scan->date_count - 1].text_end > text)
		return scan->dates[scan->date_count - 1].text_end;
	return text;
}

/* Reads the dates of one run of texts. */
static enum status
read_run(struct dater *dater, uint32_t start, uint32_t end)
{
	struct list_scan *scan = dater->scan;
	struct claimed_date claimed;
	size_t before = scan->date_count;
	size_t length = 0;
	enum status status = STATUS_OK;

	for (uint32_t i = start; i < end && status == STATUS_OK; i++) {
		length += strlen(scan->texts[i].content);
		if (!scan->texts[i].has_digit || first_unread(scan, i) > i)
			continue;
		if (read_pair(scan, i, &claimed))
			status = add_pair(dater, i, claimed);
		else if (read_alone(scan->texts[i].content, &claimed))
			status = add_alone(dater, i, i + 1, scan->texts[i].content, claimed);
	}
	if (status != STATUS_OK || scan->date_count > before || length > LIMIT_TITLE_BYTES || end - start > LINE_TEXTS)
		return status;
	status = join(dater, start, end);
	if (status != STATUS_OK)
		return status;
	if (end - start > 1 && read_alone(buffer_string(&dater->line), &claimed))
		return add_alone(dater, start, end, buffer_string(&dater->line), claimed);
	return read_line(dater, start, end);
}

enum status
list_scan_dates(struct list_scan *scan)
{
	struct dater dater = { .scan = scan };
	enum status status = STATUS_OK;

	buffer_start(&dater.line, LIMIT_TITLE_BYTES + 1);
	for (uint32_t start = 0, end; start < scan->text_count && status == STATUS_OK; start = end) {
		bool has_digit = false;

		for (end = start; end < scan->text_count && scan->texts[end].run == scan->texts[start].run; end++)
			has_digit |= scan->texts[end].has_digit;
		if (has_digit && first_unread(scan, start) < end)
			status = read_run(&dater, first_unread(scan, start), end);
	}
	buffer_clear(&dater.line);
	for (size_t i = 0; i < scan->text_count; i++)
		scan->dates_before[i + 1] += scan->dates_before[i];
	return status;
}
