/* Recurring periods: calendar weeks, months, quarters, half-years, years. */
#include "time/deadline.h"

enum { MONTHS_PER_YEAR = 12, DAYS_PER_WEEK = 7 };

/* Months of a unit; 0 for the week. */
static int
months_of(enum period_unit unit)
{
	switch (unit) {
	case PERIOD_WEEK:
		return 0;
	case PERIOD_MONTH:
		return 1;
	case PERIOD_QUARTER:
		return 3;
	case PERIOD_HALF_YEAR:
		return 6;
	case PERIOD_YEAR:
		return MONTHS_PER_YEAR;
	}
	return MONTHS_PER_YEAR;
}

/* ISO 8601: weeks start on Monday and belong to the year that holds their Thursday. */
static struct period
week_containing(struct date date)
{
	struct date monday = date_plus_days(date, MONDAY - (int32_t)date_weekday(date));
	struct date thursday = date_plus_days(monday, THURSDAY - MONDAY);
	int month, day, day_of_year = 0;
	struct period week = {
		.unit = PERIOD_WEEK, .first = monday, .last = date_plus_days(monday, DAYS_PER_WEEK - 1),
	};

	date_to_civil(thursday, &week.year, &month, &day);
	for (int before = 1; before < month; before++)
		day_of_year += date_days_in_month(week.year, before);
	week.number = (day_of_year + day - 1) / DAYS_PER_WEEK + 1;
	return week;
}

struct period
period_containing(enum period_unit unit, struct date date)
{
	int months = months_of(unit);
	int year, month, day;
	int first_month, first_days = 0, length = 0;
	struct period period = { .unit = unit };

	if (months == 0)
		return week_containing(date);
	date_to_civil(date, &year, &month, &day);
	first_month = (month - 1) / months * months + 1;
	for (int number = first_month; number < month; number++)
		first_days += date_days_in_month(year, number);
	for (int number = first_month; number < first_month + months; number++)
		length += date_days_in_month(year, number);
	period.first = date_plus_days(date, -(first_days + day - 1));
	period.last = date_plus_days(period.first, length - 1);
	period.year = year;
	period.number = (first_month - 1) / months + 1;
	return period;
}

enum status
period_next(struct period period, struct period *next)
{
	struct period following = period_containing(period.unit, date_plus_days(period.last, 1));
	int year;

	date_to_civil(following.last, &year, NULL, NULL);
	if (year > DATE_YEAR_LAST)
		return STATUS_RANGE;
	*next = following;
	return STATUS_OK;
}
