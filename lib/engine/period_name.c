/* Names of periods. */
#include "lib/engine/period_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
period_name(struct period period, char text[PERIOD_NAME_BYTES])
{
	switch (period.unit) {
	case PERIOD_WEEK:
		snprintf(text, PERIOD_NAME_BYTES, "%04d-W%02d", period.year, period.number);
		break;
	case PERIOD_MONTH:
		snprintf(text, PERIOD_NAME_BYTES, "%04d-%02d", period.year, period.number);
		break;
	case PERIOD_QUARTER:
		snprintf(text, PERIOD_NAME_BYTES, "%04d-Q%d", period.year, period.number);
		break;
	case PERIOD_HALF_YEAR:
		snprintf(text, PERIOD_NAME_BYTES, "%04d-H%d", period.year, period.number);
		break;
	case PERIOD_YEAR:
		snprintf(text, PERIOD_NAME_BYTES, "%04d", period.year);
		break;
	}
	return text;
}

static int
read_number(const char **text)
{
	int number = 0, digits = 0;

	for (; **text >= '0' && **text <= '9' && digits < 4; (*text)++, digits++)
		number = number * 10 + (**text - '0');
	return digits == 0 ? -1 : number;
}

/* Some day of the period. ISO week 1 is the one with 4 January. */
static enum status
day_of(enum period_unit unit, int year, int number, struct date *day)
{
	enum status status;

	switch (unit) {
	case PERIOD_WEEK:
		status = date_from_civil(year, 1, 4, day);
		if (status == STATUS_OK)
			*day = date_plus_days(*day, 7 * (number - 1));
		return status;
	case PERIOD_MONTH:
		return date_from_civil(year, number, 1, day);
	case PERIOD_QUARTER:
		return date_from_civil(year, 3 * number, 1, day);
	case PERIOD_HALF_YEAR:
		return date_from_civil(year, 6 * number, 1, day);
	case PERIOD_YEAR:
		return date_from_civil(year, 1, 1, day);
	}
	return STATUS_INTERNAL;
}

enum status
period_from_name(enum period_unit unit, const char *text, struct period *period)
{
	static const char letters[] = {
		[PERIOD_WEEK] = 'W', [PERIOD_MONTH] = '\0', [PERIOD_QUARTER] = 'Q', [PERIOD_HALF_YEAR] = 'H',
	};
	int year = read_number(&text), number = 1;
	struct date day;

	if (year < 0)
		return STATUS_INVALID;
	if (unit != PERIOD_YEAR) {
		if (*text++ != '-' || (letters[unit] != '\0' && *text++ != letters[unit]))
			return STATUS_INVALID;
		number = read_number(&text);
	}
	if (number < 1 || (*text != '\0' && *text != '/' && *text != '@') ||
	    day_of(unit, year, number, &day) != STATUS_OK)
		return STATUS_INVALID;
	*period = period_containing(unit, day);
	return STATUS_OK;
}
