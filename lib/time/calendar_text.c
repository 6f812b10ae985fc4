/* Reading of calendar files; gongkai-calendar(5) describes the form. A fault is told with its line and column and
 * refuses the whole file: a calendar that is half right gives wrong deadlines. */
#include "lib/time/calendar_data.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/utf8.h"

enum {
	DAYS_BEFORE_FIRST = 31, /* entries may lie in the December before the first year ... */
	DAYS_BEHIND_LAST = 31,  /* ... and in the January behind the last */
	LONGEST_RANGE = 31,     /* days in one range; a longer one is a wrong month or year */
	SHORT_TEXT = 48,
};

enum keyword { KEYWORD_NONE, KEYWORD_OVER, KEYWORD_YEAR, KEYWORD_CHANGE, KEYWORD_NOTICE, KEYWORD_KNOWN, KEYWORD_OFF,
	KEYWORD_WORK };

struct keyword_name {
	const char *english, *chinese;
	enum keyword keyword;
};

static const struct keyword_name keywords[] = {
	{ "over", "基于", KEYWORD_OVER },
	{ "year", "年度", KEYWORD_YEAR },
	{ "change", "调整", KEYWORD_CHANGE },
	{ "notice", "通知", KEYWORD_NOTICE },
	{ "known", "公布", KEYWORD_KNOWN },
	{ "off", "放假", KEYWORD_OFF },
	{ "work", "上班", KEYWORD_WORK },
};

/* A piece of the current line. */
struct token {
	const char *start;
	size_t length;
};

struct parser {
	const char *text, *end;    /* the whole file */
	const char *line, *line_end;
	size_t line_number;
	const char *at;            /* in the line */
	const struct calendar *base;
	struct calendar_data *data;
	struct calendar_problem *problem;
	size_t entry_capacity, notice_capacity;
	uint32_t *declared;        /* by day: 1 + the last entry that declares it */
	struct date declared_first;
	size_t declared_count;
	bool in_block;             /* a year or change line was read */
	bool has_notice, has_known, has_days;
	size_t block_line;
	int last_year;             /* of the last year block, or 0 */
};

static enum status PRINTF_LIKE(3, 4)
complain(struct parser *parser, const char *where, const char *format, ...)
{
	va_list arguments;
	size_t column = 1;

	for (const char *at = parser->line; at < where;) {
		uint32_t character;

		at += utf8_next(at, (size_t)(parser->line_end - at), &character);
		column++;
	}
	parser->problem->line = parser->line_number;
	parser->problem->column = column;
	va_start(arguments, format);
	vsnprintf(parser->problem->message, sizeof(parser->problem->message), format, arguments);
	va_end(arguments);
	return STATUS_INVALID;
}

/* --- lines and tokens -------------------------------------------------------- */

/* Width of the white space at the position, 0 for none; the ideographic space counts. */
static size_t
space_at(const char *at, const char *end)
{
	if (at < end && (*at == ' ' || *at == '\t' || *at == '\r'))
		return 1;
	return end - at >= 3 && memcmp(at, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

static void
skip_spaces(struct parser *parser)
{
	size_t width;

	while ((width = space_at(parser->at, parser->line_end)) > 0)
		parser->at += width;
}

/* Moves to the next line and cuts its comment off. False at the end of the file. */
static bool
next_line(struct parser *parser)
{
	const char *start = parser->line == NULL ? parser->text : parser->line_end;
	const char *end;

	if (parser->line != NULL) {
		start = memchr(start, '\n', (size_t)(parser->end - start));
		if (start == NULL)
			return false;
		start++;
	}
	end = memchr(start, '\n', (size_t)(parser->end - start));
	parser->line = parser->at = start;
	parser->line_end = end == NULL ? parser->end : end;
	parser->line_number++;
	return true;
}

/* A comment starts with # at the start of the line or behind white space. */
static bool
is_comment(const struct parser *parser, const char *at)
{
	return *at == '#' && (at == parser->line || at[-1] == ' ' || at[-1] == '\t' || (unsigned char)at[-1] == 0x80);
}

static bool
is_at_end(const struct parser *parser)
{
	return parser->at >= parser->line_end || is_comment(parser, parser->at);
}

/* The next word: up to white space, a comma or 、. Empty at the end of the line. */
static struct token
next_word(struct parser *parser)
{
	struct token token;

	skip_spaces(parser);
	token.start = parser->at;
	if (!is_at_end(parser))
		while (parser->at < parser->line_end && space_at(parser->at, parser->line_end) == 0
		    && *parser->at != ',')
			parser->at++;
	token.length = (size_t)(parser->at - token.start);
	return token;
}

/* All that is left of the line but the comment and white space. */
static struct token
rest_of_line(struct parser *parser)
{
	struct token token;
	const char *end;

	skip_spaces(parser);
	token.start = end = parser->at;
	while (!is_at_end(parser)) {
		size_t width = space_at(parser->at, parser->line_end);

		parser->at += width > 0 ? width : 1;
		if (width == 0)
			end = parser->at;
	}
	token.length = (size_t)(end - token.start);
	return token;
}

static bool
token_is(struct token token, const char *word)
{
	return token.length == strlen(word) && memcmp(token.start, word, token.length) == 0;
}

/* For messages: the token, cut at a character. */
static const char *
quote(struct token token, char text[SHORT_TEXT])
{
	size_t length = 0;

	while (length < token.length) {
		uint32_t character;
		size_t width = utf8_next(token.start + length, token.length - length, &character);

		if (length + width >= SHORT_TEXT)
			break;
		length += width;
	}
	memcpy(text, token.start, length);
	text[length] = '\0';
	return text;
}

static enum keyword
keyword_of(struct token token)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (token_is(token, keywords[i].english) || token_is(token, keywords[i].chinese))
			return keywords[i].keyword;
	return KEYWORD_NONE;
}

/* --- what is kept ------------------------------------------------------------ */

static struct calendar_notice *
current(const struct parser *parser)
{
	return &parser->data->notices[parser->data->notice_count - 1];
}

/* Makes room for one more element; arrays grow by doubling inside the arena. */
static void *
make_room(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
	size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
	void *grown;

	if (count < *capacity)
		return array;
	grown = arena_take_array(arena, wanted, size);
	if (grown == NULL)
		return NULL;
	if (count > 0)
		memcpy(grown, array, count * size);
	*capacity = wanted;
	return grown;
}

static enum status
add_notice(struct parser *parser, int year, bool is_change)
{
	struct calendar_data *data = parser->data;
	void *room = make_room(data->arena, data->notices, data->notice_count, &parser->notice_capacity,
	    sizeof(*data->notices));

	if (room == NULL)
		return STATUS_NO_MEMORY;
	data->notices = room;
	data->notices[data->notice_count++] = (struct calendar_notice){ .year = year, .is_change = is_change };
	parser->in_block = true;
	parser->has_notice = parser->has_known = parser->has_days = false;
	parser->block_line = parser->line_number;
	return STATUS_OK;
}

static enum status
add_entry(struct parser *parser, struct calendar_entry entry)
{
	struct calendar_data *data = parser->data;
	void *room;

	if (data->entry_count >= LIMIT_CALENDAR_DAYS) {
		complain(parser, parser->line, _("more than %d days are declared"), LIMIT_CALENDAR_DAYS);
		return STATUS_LIMIT;
	}
	room = make_room(data->arena, data->entries, data->entry_count, &parser->entry_capacity, sizeof(entry));
	if (room == NULL)
		return STATUS_NO_MEMORY;
	data->entries = room;
	data->entries[data->entry_count++] = entry;
	parser->declared[entry.date.days - parser->declared_first.days] = (uint32_t)data->entry_count;
	parser->has_days = true;
	return STATUS_OK;
}

/* --- blocks ------------------------------------------------------------------ */

static enum status
close_block(struct parser *parser)
{
	const char *word = parser->in_block && current(parser)->is_change ? "change" : "year";
	int year = parser->in_block ? current(parser)->year : 0;

	if (!parser->in_block)
		return STATUS_OK;
	if (!parser->has_notice)
		return complain(parser, parser->line, _("'%s %d' (line %zu) has no line 'notice'"), word, year,
		    parser->block_line);
	if (!parser->has_known)
		return complain(parser, parser->line, _("'%s %d' (line %zu) has no line 'known'"), word, year,
		    parser->block_line);
	if (!parser->has_days && parser->base == NULL)
		return complain(parser, parser->line, _("'%s %d' (line %zu) declares no days"), word, year,
		    parser->block_line);
	return STATUS_OK;
}

static enum status
read_year_number(struct parser *parser, int *year)
{
	struct token token = next_word(parser);
	char text[SHORT_TEXT];
	struct date date;

	*year = 0;
	for (size_t i = 0; i < token.length && i < 5; i++)
		*year = token.start[i] >= '0' && token.start[i] <= '9' ? *year * 10 + (token.start[i] - '0') : 100000;
	if (token.length != 4 || date_from_civil(*year, 1, 1, &date) != STATUS_OK)
		return complain(parser, token.start, _("'%s' is not a year from %d to %d"), quote(token, text),
		    DATE_YEAR_FIRST, DATE_YEAR_LAST);
	return STATUS_OK;
}

static const struct calendar_notice *
find_year(const struct parser *parser, int year)
{
	for (size_t i = 0; i < parser->data->notice_count; i++)
		if (parser->data->notices[i].year == year && !parser->data->notices[i].is_change)
			return &parser->data->notices[i];
	return NULL;
}

static enum status
check_year_order(struct parser *parser, const char *where, int year)
{
	if (find_year(parser, year) != NULL)
		return complain(parser, where, _("year %d is there already; a later notice is written as 'change %d'"), year,
		    year);
	if (parser->last_year != 0 && year < parser->last_year)
		return complain(parser, where, _("year %d stands behind year %d; write the years in order"), year,
		    parser->last_year);
	if (parser->last_year != 0 && year != parser->last_year + 1)
		return complain(parser, where, _("year %d follows year %d: %d is missing"), year, parser->last_year,
		    parser->last_year + 1);
	return STATUS_OK;
}

static enum status
read_block(struct parser *parser, const char *where, bool is_change)
{
	enum status status = close_block(parser);
	int year;

	if (status == STATUS_OK)
		status = read_year_number(parser, &year);
	if (status != STATUS_OK)
		return status;
	if (is_change) {
		if (find_year(parser, year) == NULL)
			return complain(parser, where, _("'change %d' stands before 'year %d'"), year, year);
	} else {
		status = check_year_order(parser, where, year);
		if (status != STATUS_OK)
			return status;
		parser->last_year = year;
	}
	return add_notice(parser, year, is_change);
}

static enum status
read_notice(struct parser *parser, const char *where)
{
	struct token token = rest_of_line(parser);

	if (parser->has_notice)
		return complain(parser, where, _("a second 'notice' in one block; begin another with 'change'"));
	if (token.length == 0)
		return complain(parser, where, _("'notice' needs the number or title of the notice"));
	if (token.length > LIMIT_FIELD_BYTES)
		return complain(parser, where, _("this text is too long"));
	current(parser)->number = arena_copy(parser->data->arena, token.start, token.length);
	parser->has_notice = true;
	return current(parser)->number == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

static enum status
read_date(struct parser *parser, struct token token, struct date *date)
{
	enum status status = date_parse(token.start, token.length, date);
	char text[SHORT_TEXT];

	if (status == STATUS_RANGE)
		return complain(parser, token.start, _("there is no day %s"), quote(token, text));
	if (status != STATUS_OK)
		return complain(parser, token.start, _("'%s' is not a date; write it as 2026-10-01"), quote(token, text));
	return STATUS_OK;
}

static enum status
read_known(struct parser *parser, const char *where)
{
	struct calendar_notice *notice = current(parser);
	const struct calendar_notice *original = find_year(parser, notice->year);
	enum status status;

	if (parser->has_known)
		return complain(parser, where, _("a second 'known' in one block"));
	status = read_date(parser, next_word(parser), &notice->known);
	if (status != STATUS_OK)
		return status;
	if (notice->is_change && date_is_before(notice->known, original->known))
		return complain(parser, where, _("the change was known before the notice that it changes"));
	parser->has_known = true;
	return STATUS_OK;
}

/* --- days -------------------------------------------------------------------- */

/* A day's block may reach into the December before and the January behind its year: 元旦 often does. */
static bool
is_near(struct date date, int year)
{
	int date_year, month;

	date_to_civil(date, &date_year, &month, NULL);
	return date_year == year || (date_year == year - 1 && month == 12) || (date_year == year + 1 && month == 1);
}

static const struct calendar_entry *
declared_before(const struct parser *parser, struct date date)
{
	uint32_t number = parser->declared[date.days - parser->declared_first.days];

	return number == 0 ? NULL : &parser->data->entries[number - 1];
}

/* Whether the day rests before this entry: by an earlier notice, the calendar below or the week. */
static bool
is_rest_so_far(const struct parser *parser, struct date date)
{
	const struct calendar_entry *earlier = declared_before(parser, date);

	if (earlier != NULL)
		return earlier->is_off;
	if (parser->base != NULL)
		return !calendar_is_working_day(parser->base, date);
	return date_weekday(date) >= SATURDAY;
}

static enum status
check_day(struct parser *parser, const char *where, struct date date, bool is_off)
{
	const struct calendar_entry *earlier = declared_before(parser, date);
	size_t block = parser->data->notice_count - 1;
	char text[DATE_TEXT_BYTES];
	bool is_settled;

	date_print(date, text);
	if (!is_near(date, current(parser)->year))
		return complain(parser, where, _("%s does not belong to the year %d"), text, current(parser)->year);
	is_settled = earlier != NULL && (earlier->notice == block || !current(parser)->is_change);
	if (is_settled && earlier->is_off == is_off)
		return complain(parser, where, is_off ? _("%s is declared off twice") : _("%s is declared working twice"), text);
	if (is_settled)
		return complain(parser, where, _("%s is declared both off and working"), text);
	if (!is_off && !is_rest_so_far(parser, date))
		return complain(parser, where, _("%s is a working day without being declared one"), text);
	return STATUS_OK;
}

static enum status
add_days(struct parser *parser, const char *where, struct date first, struct date last, bool is_off, const char *name)
{
	for (struct date date = first; !date_is_before(last, date); date = date_plus_days(date, 1)) {
		enum status status = check_day(parser, where, date, is_off);

		if (status == STATUS_OK)
			status = add_entry(parser, (struct calendar_entry){
			    .date = date, .is_off = is_off, .name = name,
			    .notice = (uint32_t)(parser->data->notice_count - 1) });
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

/* A list of dates and ranges as the first pass sees it; the name stands behind it. */
struct range {
	const char *where;
	struct date first, last;
};

enum { RANGES_LAST = 16 };

/* One date or range: 2026-10-01, 2026-10-01 to 2026-10-07, 2026-10-01 至 2026-10-07. */
static enum status
read_range(struct parser *parser, struct range *range)
{
	struct token token = next_word(parser);
	enum status status = read_date(parser, token, &range->first);
	const char *behind = parser->at;

	range->where = token.start;
	range->last = range->first;
	if (status != STATUS_OK)
		return status;
	token = next_word(parser);
	if (!token_is(token, "to") && !token_is(token, "至")) {
		parser->at = behind;
		return STATUS_OK;
	}
	token = next_word(parser);
	status = read_date(parser, token, &range->last);
	if (status != STATUS_OK)
		return status;
	if (date_is_before(range->last, range->first))
		return complain(parser, token.start, _("the range ends before it begins"));
	if (range->last.days - range->first.days >= LONGEST_RANGE)
		return complain(parser, token.start, _("the range has more than %d days"), LONGEST_RANGE);
	return STATUS_OK;
}

static bool
take_comma(struct parser *parser)
{
	skip_spaces(parser);
	if (is_at_end(parser) || *parser->at != ',')
		return false;
	parser->at++;
	return true;
}

static enum status
read_days(struct parser *parser, const char *where, bool is_off)
{
	struct range ranges[RANGES_LAST];
	size_t count = 0;
	struct token token;
	const char *name = NULL;
	enum status status;

	if (!parser->has_notice || !parser->has_known)
		return complain(parser, where, _("'notice' and 'known' stand before the first day of a block"));
	do {
		if (count == RANGES_LAST)
			return complain(parser, where, _("more than %d dates in one line"), RANGES_LAST);
		status = read_range(parser, &ranges[count++]);
		if (status != STATUS_OK)
			return status;
	} while (take_comma(parser));
	token = rest_of_line(parser);
	if (token.length > LIMIT_FIELD_BYTES)
		return complain(parser, where, _("this text is too long"));
	if (token.length > 0) {
		name = arena_copy(parser->data->arena, token.start, token.length);
		if (name == NULL)
			return STATUS_NO_MEMORY;
	}
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = add_days(parser, ranges[i].where, ranges[i].first, ranges[i].last, is_off, name);
	return status;
}

/* --- the file ---------------------------------------------------------------- */

static enum status
read_over(struct parser *parser, const char *where)
{
	if (parser->in_block)
		return complain(parser, where, _("'over' stands before the first year"));
	if (next_word(parser).length == 0)
		return complain(parser, where, _("'over' needs the name of the calendar below"));
	if (parser->base == NULL)
		return complain(parser, where, _("this calendar lies over another one, which is not there"));
	return STATUS_OK;
}

static enum status
read_statement(struct parser *parser, struct token word)
{
	enum keyword keyword = keyword_of(word);
	char text[SHORT_TEXT];

	if (keyword >= KEYWORD_NOTICE && !parser->in_block)
		return complain(parser, word.start, _("a line 'year' is missing above '%s'"), quote(word, text));
	switch (keyword) {
	case KEYWORD_OVER:
		return read_over(parser, word.start);
	case KEYWORD_YEAR:
		return read_block(parser, word.start, false);
	case KEYWORD_CHANGE:
		return read_block(parser, word.start, true);
	case KEYWORD_NOTICE:
		return read_notice(parser, word.start);
	case KEYWORD_KNOWN:
		return read_known(parser, word.start);
	case KEYWORD_OFF:
		return read_days(parser, word.start, true);
	case KEYWORD_WORK:
		return read_days(parser, word.start, false);
	case KEYWORD_NONE:
		break;
	}
	return complain(parser, word.start, _("unknown word '%s'; a line begins with year, change, notice, known, off, "
	    "work or over"), quote(word, text));
}

static enum status
read_line(struct parser *parser)
{
	size_t length = (size_t)(parser->line_end - parser->line);
	size_t bad = utf8_first_bad(parser->line, length);
	enum status status;
	struct token word;

	if (bad < length)
		return complain(parser, parser->line + bad, _("this is not UTF-8; save the file in that encoding"));
	if (memchr(parser->line, '\0', length) != NULL)
		return complain(parser, parser->line, _("this is not text"));
	word = next_word(parser);
	if (word.length == 0 && is_at_end(parser))
		return STATUS_OK;
	status = read_statement(parser, word);
	if (status != STATUS_OK)
		return status;
	word = next_word(parser);
	if (word.length > 0 || !is_at_end(parser)) {
		char text[SHORT_TEXT];

		return complain(parser, word.start, _("nothing more is expected here: '%s'"), quote(word, text));
	}
	return STATUS_OK;
}

static enum status
read_lines(struct parser *parser)
{
	enum status status;

	while (next_line(parser)) {
		status = read_line(parser);
		if (status != STATUS_OK)
			return status;
	}
	status = close_block(parser);
	if (status == STATUS_OK && parser->data->notice_count == 0)
		return complain(parser, parser->line, _("no year is described"));
	return status;
}

static enum status
make_table(struct parser *parser)
{
	struct date last;
	enum status status = date_from_civil(DATE_YEAR_FIRST, 1, 1, &parser->declared_first);

	if (status == STATUS_OK)
		status = date_from_civil(DATE_YEAR_LAST, 12, 31, &last);
	if (status != STATUS_OK)
		return STATUS_INTERNAL;
	parser->declared_first.days -= DAYS_BEFORE_FIRST;
	parser->declared_count = (size_t)(last.days + DAYS_BEHIND_LAST - parser->declared_first.days) + 1;
	parser->declared = calloc(parser->declared_count, sizeof(*parser->declared));
	return parser->declared == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

enum status
calendar_text_read(const char *text, size_t length, const struct calendar *base, struct calendar_data *data,
    struct calendar_problem *problem)
{
	struct parser parser = {
		.text = text, .end = text + length, .base = base, .data = data, .problem = problem,
	};
	enum status status = make_table(&parser);

	*problem = (struct calendar_problem){ .line = 1, .column = 1 };
	if (status != STATUS_OK)
		return status;
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		parser.text += 3;
	if (length > LIMIT_CALENDAR_BYTES) {
		snprintf(problem->message, sizeof(problem->message), _("the file is larger than %d bytes"),
		    LIMIT_CALENDAR_BYTES);
		status = STATUS_LIMIT;
	} else {
		status = read_lines(&parser);
	}
	free(parser.declared);
	return status;
}

size_t
calendar_text_base(const char *text, size_t length, char *name, size_t size)
{
	struct calendar_problem problem;
	struct parser parser = { .text = text, .end = text + length, .problem = &problem };

	while (next_line(&parser)) {
		struct token word = next_word(&parser);

		if (word.length == 0)
			continue;
		if (keyword_of(word) != KEYWORD_OVER)
			return 0;
		word = next_word(&parser);
		if (word.length == 0 || word.length >= size)
			return 0;
		memcpy(name, word.start, word.length);
		name[word.length] = '\0';
		return word.length;
	}
	return 0;
}
