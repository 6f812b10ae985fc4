/* Dates in URLs. Content systems put the day of publication into the path: /202507/t20250725_1.html,
 * /art/2025/7/25/art_1_2.html, /2025-07/25/content_1.htm. Only the path is read. */
#include <string.h>

#include "time/date_text.h"

enum {
	YEAR_FIRST = 1995, /* no government site is older; keeps identifiers out */
	SEGMENT_NUMBERS = 2,
};

/* A part of the path between two slashes that consists of one or two numbers: 2025, 07-25, 20250725. */
struct segment {
	const char *start;
	size_t length;
	int numbers[SEGMENT_NUMBERS];
	size_t digits[SEGMENT_NUMBERS]; /* 0 where there is no such number */
	bool is_numeric;
};

static bool
is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static size_t
read_number(const char *text, size_t length, int *value)
{
	size_t count = 0;

	*value = 0;
	for (; count < length && is_digit(text[count]); count++)
		*value = count < 8 ? *value * 10 + (text[count] - '0') : -1;
	return count;
}

static struct segment
read_segment(const char *start)
{
	struct segment segment = { .start = start, .length = strcspn(start, "/?#") };
	size_t first = read_number(start, segment.length, &segment.numbers[0]);

	segment.digits[0] = first;
	segment.is_numeric = first > 0 && first == segment.length;
	if (first > 0 && first < segment.length && (start[first] == '-' || start[first] == '_')) {
		segment.digits[1] = read_number(start + first + 1, segment.length - first - 1, &segment.numbers[1]);
		segment.is_numeric = segment.digits[1] > 0 && first + 1 + segment.digits[1] == segment.length;
	}
	return segment;
}

/* A date found so far, and whether a second one contradicts it. */
struct finding {
	struct claimed_date claimed;
	bool conflict;
};

static void
note(struct finding *finding, enum date_precision precision, int year, int month, int day)
{
	struct date date;

	if (year < YEAR_FIRST || precision < finding->claimed.precision
	    || date_from_civil(year, month, day, &date) != STATUS_OK)
		return;
	if (precision == finding->claimed.precision && !date_equals(date, finding->claimed.date))
		finding->conflict = true;
	else if (precision > finding->claimed.precision)
		finding->conflict = false;
	finding->claimed = (struct claimed_date){ .precision = precision, .date = date };
}

/* Runs of exactly 8 digits: t20250725_123.html, content_20250725.html, /20250725/. Other letters before the run
 * make it an identifier. */
static void
note_runs(struct finding *finding, const struct segment *segment)
{
	for (size_t at = 0; at < segment->length;) {
		const char *run = segment->start + at;
		int number;
		size_t count = read_number(run, segment->length - at, &number);
		bool is_fenced = at == 0 || strchr("_-.,tT", run[-1]) != NULL;
		bool is_ended = at + count == segment->length || strchr("_-.,", run[count]) != NULL;

		if (at > 1 && (run[-1] == 't' || run[-1] == 'T') && strchr("_-.,", run[-2]) == NULL)
			is_fenced = false;
		if (count == 8 && is_fenced && is_ended)
			note(finding, DATE_PRECISION_DAY, number / 10000, number / 100 % 100, number % 100);
		at += count == 0 ? 1 : count;
	}
}

/* Year, month and day over one to three whole segments. */
static void
note_folders(struct finding *finding, const struct segment *a, const struct segment *b, const struct segment *c)
{
	const int *first = a->numbers, *second = b->numbers;
	bool b_is_single = b->is_numeric && b->digits[1] == 0;

	if (!a->is_numeric)
		return;
	if (a->digits[0] == 4 && a->digits[1] == 2) { /* 2025-07 / 25 */
		note(finding, DATE_PRECISION_MONTH, first[0], first[1], 1);
		if (b_is_single && b->digits[0] <= 2)
			note(finding, DATE_PRECISION_DAY, first[0], first[1], second[0]);
	} else if (a->digits[0] == 6 && a->digits[1] == 0) { /* 202507 / 25 */
		note(finding, DATE_PRECISION_MONTH, first[0] / 100, first[0] % 100, 1);
		if (b_is_single && b->digits[0] <= 2)
			note(finding, DATE_PRECISION_DAY, first[0] / 100, first[0] % 100, second[0]);
	} else if (a->digits[0] == 4 && a->digits[1] == 0 && b->is_numeric) {
		if (b->digits[0] <= 2 && b->digits[1] > 0 && b->digits[1] <= 2) /* 2025 / 07-25 */
			note(finding, DATE_PRECISION_DAY, first[0], second[0], second[1]);
		else if (b_is_single && b->digits[0] == 4) /* 2025 / 0725 */
			note(finding, DATE_PRECISION_DAY, first[0], second[0] / 100, second[0] % 100);
		else if (b_is_single && b->digits[0] <= 2 && c->is_numeric && c->digits[1] == 0 && c->digits[0] <= 2)
			note(finding, DATE_PRECISION_DAY, first[0], second[0], c->numbers[0]); /* 2025 / 7 / 25 */
		else if (b_is_single && b->digits[0] == 2) /* 2025 / 07 */
			note(finding, DATE_PRECISION_MONTH, first[0], second[0], 1);
	}
}

static const char *
path_of(const char *url)
{
	const char *host = strstr(url, "://");
	size_t before_query = strcspn(url, "?#");

	if (host == NULL || (size_t)(host - url) > before_query)
		return url;
	host += strlen("://");
	return host + strcspn(host, "/?#");
}

enum status
date_text_from_url(const char *url, struct claimed_date *claimed)
{
	struct segment segments[3] = { { 0 } };
	struct finding finding = { 0 };
	const char *at = path_of(url);
	bool more = true;

	/* A window of three segments moves over the path; two empty ones push out the last. */
	for (int tail = 0; tail < 2;) {
		segments[0] = segments[1];
		segments[1] = segments[2];
		segments[2] = (struct segment){ 0 };
		if (more) {
			at += *at == '/';
			segments[2] = read_segment(at);
			at += segments[2].length;
			more = *at == '/';
			note_runs(&finding, &segments[2]);
		} else {
			tail++;
		}
		note_folders(&finding, &segments[0], &segments[1], &segments[2]);
	}
	if (finding.claimed.precision == DATE_PRECISION_NONE)
		return STATUS_NOT_FOUND;
	if (finding.conflict)
		return STATUS_AMBIGUOUS;
	*claimed = finding.claimed;
	return STATUS_OK;
}
