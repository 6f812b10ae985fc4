/* When an item was truly published: what it claims, held against what was seen. Where there is room the two bounds
 * differ, and whoever judges takes the one that is generous to the publisher. */
#include "lib/engine/engine_private.h"

struct date
last_day_before(struct instant instant, struct zone zone)
{
	return instant_date((struct instant){ instant.seconds - 1 }, zone);
}

static struct instant
claimed_start(struct claimed_date claimed, struct zone zone)
{
	int32_t second = claimed.precision == DATE_PRECISION_MINUTE ? claimed.second_of_day : 0;

	return instant_of(claimed_first_day(claimed), second, zone);
}

static struct instant
claimed_end(struct claimed_date claimed, struct zone zone)
{
	if (claimed.precision == DATE_PRECISION_MINUTE)
		return claimed_start(claimed, zone);
	return instant_of(claimed_last_day(claimed), SECONDS_PER_DAY, zone);
}

/* A good look after the claimed day, and after the days of tolerance, did not show it. */
static bool
is_back_dated(const struct item *item, struct zone zone)
{
	struct instant trusted;

	if (!item->has_window || item->published.precision == DATE_PRECISION_NONE)
		return false;
	trusted = instant_of(claimed_last_day(item->published),
	    SECONDS_PER_DAY * (1 + ENGINE_DATING_TOLERANCE_DAYS), zone);
	return trusted.seconds <= item->not_before.seconds;
}

static struct instant
earlier(struct instant a, struct instant b)
{
	return instant_is_before(a, b) ? a : b;
}

static struct bounds
window_bounds(const struct item *item, const char *why)
{
	return (struct bounds){
		.is_known = true, .earliest = item->not_before, .latest = item->first_seen, .why = why,
	};
}

struct bounds
item_bounds(const struct item *item, struct zone zone)
{
	struct bounds bounds = { .is_known = true, .why = "claimed" };

	if (item->published.precision == DATE_PRECISION_NONE) {
		if (item->has_window)
			return window_bounds(item, "undated, so the looks between which it appeared");
		return (struct bounds){ .why = "undated, and it was there at the first import" };
	}
	if (is_back_dated(item, zone)) {
		bounds = window_bounds(item, "back-dated, so the looks between which it appeared");
		bounds.is_back_dated = true;
		return bounds;
	}
	bounds.earliest = claimed_start(item->published, zone);
	bounds.latest = earlier(claimed_end(item->published, zone), item->first_seen);
	if (instant_is_before(item->first_seen, bounds.earliest)) {
		bounds.earliest = bounds.latest = item->first_seen;
		bounds.why = "claims a day in the future, so when it was first seen";
	}
	return bounds;
}
