/* Cost of a deadline and of looking for dates in text, beside a bare floor measured in the same run. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/limits.h"
#include "time/calendar.h"
#include "time/date_text.h"
#include "time/deadline.h"

enum { ROUNDS = 1000000, TEXT_BYTES = 1 << 24 };

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static struct calendar *
load(void)
{
	const char *folder = getenv("srcdir");
	char path[4096];
	char *text = NULL;
	size_t length = 0;
	struct calendar *calendar = NULL;
	struct calendar_problem problem;

	snprintf(path, sizeof(path), "%s/rules/calendars/cn.cal", folder == NULL ? "." : folder);
	if (file_read(path, LIMIT_CALENDAR_BYTES, &text, &length) != STATUS_OK
	    || calendar_parse("cn", text, length, NULL, &calendar, &problem) != STATUS_OK) {
		fprintf(stderr, "bench_time: cannot load %s\n", path);
		exit(1);
	}
	free(text);
	return calendar;
}

/* A walk day by day with one look-up each: what counting costs without running sums. */
static double
walk(const struct calendar *calendar, struct date first, int32_t count, int64_t *sum)
{
	double start = seconds_now();

	for (int i = 0; i < ROUNDS; i++) {
		struct date date = date_plus_days(first, i % 6000);

		for (int32_t left = count; left > 0;) {
			date = date_plus_days(date, 1);
			left -= calendar_is_working_day(calendar, date);
		}
		*sum += date.days;
	}
	return (seconds_now() - start) / ROUNDS * 1e9;
}

static double
count_span(const struct calendar *calendar, struct date first, struct span span, int64_t *sum)
{
	double start = seconds_now();

	for (int i = 0; i < ROUNDS; i++) {
		struct deadline_start_point point = { .date = date_plus_days(first, i % 6000) };
		struct deadline deadline;

		if (deadline_after(calendar, zone_china, point, span, &deadline_by_law, NULL, NULL, &deadline) == STATUS_OK)
			*sum += deadline.due_day.days;
	}
	return (seconds_now() - start) / ROUNDS * 1e9;
}

/* 16 MB of list text with a date in every entry. */
static double
find_dates(int64_t *sum, double *floor)
{
	static const char entry[] = "关于印发政务公开工作要点的通知（第10-12条）　电话0871-2016125 2019-07-25\n";
	char *text = malloc(TEXT_BYTES);
	struct date_match match = { .end = 0 };
	double start, found;

	if (text == NULL)
		exit(1);
	for (size_t at = 0; at < TEXT_BYTES; at++)
		text[at] = entry[at % (sizeof(entry) - 1)];
	start = seconds_now();
	for (const char *at = text; (at = memchr(at, '\n', (size_t)(text + TEXT_BYTES - at))) != NULL; at++)
		(*sum)++;
	*floor = TEXT_BYTES / (seconds_now() - start) / 1e6;
	start = seconds_now();
	while (date_text_find(text, TEXT_BYTES, match.end, &match) != STATUS_NOT_FOUND)
		*sum += match.claimed.date.days;
	found = TEXT_BYTES / (seconds_now() - start) / 1e6;
	free(text);
	return found;
}

int
main(void)
{
	struct calendar *calendar = load();
	struct date first = calendar_first(calendar);
	int64_t sum = 0;
	double naive = walk(calendar, first, 20, &sum);
	double working = count_span(calendar, first, (struct span){ 20, SPAN_WORKING_DAYS }, &sum);
	double months = count_span(calendar, first, (struct span){ 1, SPAN_MONTHS }, &sum);
	double floor = 0, found = find_dates(&sum, &floor);

	printf("walk of 20 working days, a look-up a day: %.0f ns\n", naive);
	printf("deadline_after 20 working days, due and strict: %.0f ns (%.2f of the walk)\n", working, working / naive);
	printf("deadline_after 1 month: %.0f ns (%.2f of the walk)\n", months, months / naive);
	printf("date_text_find: %.0f MB/s, memchr of line ends: %.0f MB/s (checksum %lld)\n", found, floor, (long long)sum);
	calendar_release(calendar);
	return 0;
}
