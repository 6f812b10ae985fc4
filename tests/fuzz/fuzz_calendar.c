/* Fuzz target: calendar files. What is accepted must count consistently. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "time/calendar.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Adding the days that were counted leads back; every day has a kind. */
static void
check(const struct calendar *calendar)
{
	struct date first = calendar_first(calendar), last = calendar_last(calendar), end;
	int32_t count;
	bool provisional;

	if (date_is_before(last, first))
		abort();
	for (struct date date = first; !date_is_before(last, date); date = date_plus_days(date, 97)) {
		if (calendar_add_working_days(calendar, date, 30, &end, &provisional) != STATUS_OK)
			continue;
		if (calendar_count_working_days(calendar, date, end, &count, &provisional) != STATUS_OK || count != 30
		    || !calendar_is_working_day(calendar, end))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct calendar_problem problem;
	struct calendar *calendar = NULL, *overlay = NULL, *earlier = NULL;
	const char *text = (const char *)data;
	char name[16];

	calendar_text_base(text, size, name, sizeof(name));
	if (calendar_parse("fuzz", text, size, NULL, &calendar, &problem) != STATUS_OK) {
		if (calendar != NULL || problem.line == 0 || problem.column == 0)
			abort();
		return 0;
	}
	check(calendar);
	if (calendar_parse("over", text, size, calendar, &overlay, &problem) == STATUS_OK)
		check(overlay);
	if (calendar_as_known(calendar, date_plus_days(calendar_last(calendar), -400), &earlier) == STATUS_OK)
		check(earlier);
	calendar_release(earlier);
	calendar_release(overlay);
	calendar_release(calendar);
	return 0;
}
