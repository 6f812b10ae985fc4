/* Years for dates that show none. In order of trust: the heading of its group, the item's own address, the items beside
 * it (lists run from new to old), today where the caller gives it. Where nothing tells, there is no date. */
#include "list_items.h"

#include <stdlib.h>

enum {
	NEAR_DAYS = 62,        /* between the day an address carries and the day the row shows */
	LATEST_FUTURE_DAYS = 1, /* a row may carry tomorrow's date */
};

/* `claimed` in `year`; false where that year has no such day. */
static bool
in_year(struct claimed_date claimed, int year, struct date *date)
{
	int month;
	int day;

	date_to_civil(claimed.date, NULL, &month, &day);
	return date_from_civil(year, month, day, date) == STATUS_OK;
}

static int
year_of(struct date date)
{
	int year;

	date_to_civil(date, &year, NULL, NULL);
	return year;
}

/* The year in which the day comes nearest to `reference`. */
static bool
nearest(struct claimed_date claimed, struct date reference, struct date *result)
{
	bool has_result = false;

	for (int year = year_of(reference) - 1; year <= year_of(reference) + 1; year++) {
		struct date date;

		if (!in_year(claimed, year, &date))
			continue;
		if (!has_result || abs(date.days - reference.days) < abs(result->days - reference.days))
			*result = date;
		has_result = true;
	}
	return has_result;
}

/* The latest such day not after `limit`. */
static bool
latest(struct claimed_date claimed, struct date limit, struct date *result)
{
	for (int year = year_of(limit); year >= year_of(limit) - 4; year--)
		if (in_year(claimed, year, result) && result->days <= limit.days)
			return true;
	return false;
}

static bool
from_address(const struct list_item *item, struct date *date)
{
	if (item->url_date.precision < DATE_PRECISION_MONTH || !nearest(item->published, item->url_date.date, date))
		return false;
	return abs(date->days - item->url_date.date.days) <= NEAR_DAYS;
}

static bool
needs_year(const struct list_item *item)
{
	return item->published.precision != DATE_PRECISION_NONE && item->published.year_inferred &&
	    year_of(item->published.date) == 1972;
}

static void
settle(struct list_item *item, struct date date)
{
	item->published.date = date;
}

void
list_set_year(struct list_item *item, int year)
{
	struct date date;

	if (year != 0 && needs_year(item) && in_year(item->published, year, &date))
		settle(item, date);
}

/* An item with a full date tells the year of the ones beside it. */
static void
spread(struct list_builder *builder)
{
	for (size_t i = 1; i < builder->count; i++) {
		struct list_item *item = &builder->items[i];
		const struct list_item *before = &builder->items[i - 1];
		struct date date;

		if (needs_year(item) && !needs_year(before) && before->published.precision >= DATE_PRECISION_DAY &&
		    latest(item->published, before->published.date, &date))
			settle(item, date);
	}
	for (size_t i = builder->count; i-- > 1;) {
		struct list_item *item = &builder->items[i - 1];
		const struct list_item *after = &builder->items[i];
		struct date date;

		if (needs_year(item) && !needs_year(after) && after->published.precision >= DATE_PRECISION_DAY &&
		    nearest(item->published, after->published.date, &date))
			settle(item, date);
	}
}

void
list_infer_years(struct list_builder *builder, const struct list_options *options)
{
	struct date date;

	for (size_t i = 0; i < builder->count; i++)
		if (needs_year(&builder->items[i]) && from_address(&builder->items[i], &date))
			settle(&builder->items[i], date);
	spread(builder);
	for (size_t i = 0; i < builder->count; i++) {
		struct list_item *item = &builder->items[i];

		if (!needs_year(item))
			continue;
		if (options->has_today && latest(item->published, date_plus_days(options->today, LATEST_FUTURE_DAYS), &date))
			settle(item, date);
		else
			item->published = (struct claimed_date){ .precision = DATE_PRECISION_NONE };
	}
}
