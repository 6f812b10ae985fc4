/* Working-day calendars: a table of days with the running count of working days, so that a look-up is one index and
 * adding n working days one binary search. Beyond the table the week alone decides, by arithmetic. */
#include "time/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/time/calendar_data.h"

enum {
	WORKDAYS_PER_WEEK = 5,
	DAYS_PER_WEEK = 7,
	VERSION_EXTRA = 32, /* "@YYYY-MM-DD+" and 8 hexadecimal digits */
};

struct calendar {
	unsigned references;
	struct arena *arena;           /* of this struct's own arrays and strings */
	struct calendar *base;         /* what it overlays, or NULL */
	struct calendar *source;       /* whose data an earlier state shares, or NULL */
	const struct calendar_data *data;
	const char *name;
	const char *version;
	struct date known_on;          /* notices published later are left out */
	struct date first, last;
	struct day_info *days;         /* one for each day from first to last */
	int32_t *working_days;         /* how many from first up to and including the day */
};

/* --- the table --------------------------------------------------------------- */

static bool
is_weekend(struct date date)
{
	return date_weekday(date) >= SATURDAY;
}

static bool
kind_is_working(enum day_kind kind)
{
	switch (kind) {
	case DAY_WORKING:
	case DAY_MAKE_UP:
	case DAY_UNKNOWN_WORKING:
		return true;
	case DAY_WEEKEND:
	case DAY_OFF:
	case DAY_UNKNOWN_WEEKEND:
		break;
	}
	return false;
}

static size_t
day_count(const struct calendar *calendar)
{
	return (size_t)(calendar->last.days - calendar->first.days) + 1;
}

static bool
is_within(const struct calendar *calendar, struct date date)
{
	return !date_is_before(date, calendar->first) && !date_is_before(calendar->last, date);
}

static bool
is_known(const struct calendar *calendar, const struct calendar_notice *notice)
{
	return !date_is_before(calendar->known_on, notice->known);
}

/* First and last year whose notices were known; false where none was. */
static bool
find_years(const struct calendar *calendar, int *first, int *last)
{
	*first = *last = 0;
	for (size_t i = 0; i < calendar->data->notice_count; i++) {
		const struct calendar_notice *notice = &calendar->data->notices[i];

		if (notice->is_change || !is_known(calendar, notice))
			continue;
		if (*first == 0)
			*first = notice->year;
		else if (notice->year != *last + 1)
			break; /* a later year known before an earlier one: the gap ends the calendar */
		*last = notice->year;
	}
	return *first != 0;
}

static bool
declares(const struct calendar *calendar, struct date date, int year)
{
	for (size_t i = 0; i < calendar->data->entry_count; i++)
		if (date_equals(calendar->data->entries[i].date, date)
		    && calendar->data->notices[calendar->data->entries[i].notice].year == year)
			return true;
	return false;
}

/* The first day is 1 January, or earlier where the first notice speaks about the days right before it: the notice
 * for 2007 made 30 and 31 December 2006 working days. An overlay reaches as far as what it overlays, but not beyond
 * its own last year: which days a region adds is then unknown. */
static enum status
set_bounds(struct calendar *calendar)
{
	struct date first = { 0 }, last = { 0 };
	int first_year, last_year;

	if (!find_years(calendar, &first_year, &last_year))
		return STATUS_NOT_FOUND;
	if (date_from_civil(first_year, 1, 1, &first) != STATUS_OK
	    || date_from_civil(last_year, 12, 31, &last) != STATUS_OK)
		return STATUS_INTERNAL;
	while (declares(calendar, date_plus_days(first, -1), first_year))
		first = date_plus_days(first, -1);
	calendar->first = first;
	calendar->last = last;
	if (calendar->base != NULL) {
		calendar->first = calendar->base->first;
		if (date_is_before(calendar->base->last, last))
			calendar->last = calendar->base->last;
	}
	return date_is_before(calendar->last, calendar->first) ? STATUS_NOT_FOUND : STATUS_OK;
}

static struct day_info
ordinary_day(const struct calendar *calendar, struct date date)
{
	if (calendar->base != NULL)
		return calendar_day(calendar->base, date);
	return (struct day_info){ .kind = is_weekend(date) ? DAY_WEEKEND : DAY_WORKING };
}

static void
apply_entry(struct calendar *calendar, const struct calendar_entry *entry)
{
	struct day_info *day = &calendar->days[entry->date.days - calendar->first.days];

	day->name = entry->name;
	day->notice = calendar->data->notices[entry->notice].number;
	if (entry->is_off)
		day->kind = DAY_OFF;
	else
		day->kind = is_weekend(entry->date) ? DAY_MAKE_UP : DAY_WORKING;
}

/* Later blocks of the file overrule earlier ones; the parser has seen to it that only changes do. */
static enum status
fill_table(struct calendar *calendar)
{
	size_t count = day_count(calendar);
	int32_t sum = 0;

	calendar->days = arena_take_array(calendar->arena, count, sizeof(*calendar->days));
	calendar->working_days = arena_take_array(calendar->arena, count, sizeof(*calendar->working_days));
	if (calendar->days == NULL || calendar->working_days == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < count; i++)
		calendar->days[i] = ordinary_day(calendar, date_plus_days(calendar->first, (int32_t)i));
	for (size_t i = 0; i < calendar->data->entry_count; i++) {
		const struct calendar_entry *entry = &calendar->data->entries[i];

		if (is_within(calendar, entry->date)
		    && is_known(calendar, &calendar->data->notices[entry->notice]))
			apply_entry(calendar, entry);
	}
	for (size_t i = 0; i < count; i++) {
		sum += kind_is_working(calendar->days[i].kind);
		calendar->working_days[i] = sum;
	}
	return STATUS_OK;
}

/* FNV-1a: tells two contents apart in a finding; it guards against mistakes, not against malice. */
static uint32_t
mix(uint32_t hash, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
	return hash;
}

/* Name, last declared day and a digest of all declared days with their notices. */
static enum status
set_version(struct calendar *calendar)
{
	uint32_t hash = 2166136261u;
	struct date newest = calendar->first;
	char text[DATE_TEXT_BYTES];

	for (size_t i = 0; i < day_count(calendar); i++) {
		const struct day_info *day = &calendar->days[i];
		struct date date = date_plus_days(calendar->first, (int32_t)i);

		if (day->notice == NULL)
			continue;
		newest = date;
		date_print(date, text);
		hash = mix(hash, text, strlen(text));
		hash = mix(hash, kind_is_working(day->kind) ? "+" : "-", 1);
		hash = mix(hash, day->notice, strlen(day->notice));
	}
	date_print(calendar->last, text);
	hash = mix(hash, text, strlen(text));
	date_print(newest, text);
	calendar->version = arena_format(calendar->arena, "%s@%s+%08x", calendar->name, text, hash);
	return calendar->version == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

/* --- making and freeing ------------------------------------------------------ */

static struct calendar *
make_calendar(const char *name, struct calendar *base)
{
	struct arena *arena = arena_new();
	struct calendar *calendar = arena == NULL ? NULL : arena_take(arena, sizeof(*calendar));

	if (calendar == NULL) {
		arena_free(arena);
		return NULL;
	}
	calendar->references = 1;
	calendar->arena = arena;
	calendar->base = base == NULL ? NULL : calendar_retain(base);
	calendar->known_on = (struct date){ INT32_MAX };
	calendar->name = arena_string(arena, name);
	return calendar;
}

static enum status
build(struct calendar *calendar)
{
	enum status status = set_bounds(calendar);

	if (status == STATUS_OK)
		status = fill_table(calendar);
	if (status == STATUS_OK)
		status = set_version(calendar);
	return status;
}

enum status
calendar_parse(const char *name, const char *text, size_t length, struct calendar *base, struct calendar **calendar,
    struct calendar_problem *problem)
{
	struct calendar *made = make_calendar(name, base);
	struct calendar_data *data = made == NULL ? NULL : arena_take(made->arena, sizeof(*data));
	enum status status = STATUS_NO_MEMORY;

	if (data == NULL || made->name == NULL)
		goto fail;
	data->arena = made->arena;
	made->data = data;
	status = calendar_text_read(text, length, base, data, problem);
	if (status == STATUS_OK)
		status = build(made);
	if (status != STATUS_OK)
		goto fail;
	*calendar = made;
	return STATUS_OK;
fail:
	calendar_release(made);
	return status;
}

static enum status
earlier_base(struct calendar *calendar, struct date known_on, struct calendar **base)
{
	*base = NULL;
	return calendar->base == NULL ? STATUS_OK : calendar_as_known(calendar->base, known_on, base);
}

enum status
calendar_as_known(struct calendar *calendar, struct date known_on, struct calendar **earlier)
{
	struct calendar *base, *made;
	enum status status = earlier_base(calendar, known_on, &base);

	if (status != STATUS_OK)
		return status;
	made = make_calendar(calendar->name, base);
	calendar_release(base);
	if (made == NULL)
		return STATUS_NO_MEMORY;
	made->source = calendar_retain(calendar);
	made->data = calendar->data;
	made->known_on = date_is_before(known_on, calendar->known_on) ? known_on : calendar->known_on;
	status = made->name == NULL ? STATUS_NO_MEMORY : build(made);
	if (status != STATUS_OK) {
		calendar_release(made);
		return status;
	}
	*earlier = made;
	return STATUS_OK;
}

struct calendar *
calendar_retain(struct calendar *calendar)
{
	calendar->references++;
	return calendar;
}

void
calendar_release(struct calendar *calendar)
{
	if (calendar == NULL || --calendar->references > 0)
		return;
	calendar_release(calendar->base);
	calendar_release(calendar->source);
	arena_free(calendar->arena);
}

/* --- looking up -------------------------------------------------------------- */

const char *
calendar_name(const struct calendar *calendar)
{
	return calendar->name;
}

const char *
calendar_version(const struct calendar *calendar)
{
	return calendar->version;
}

struct date
calendar_first(const struct calendar *calendar)
{
	return calendar->first;
}

struct date
calendar_last(const struct calendar *calendar)
{
	return calendar->last;
}

struct day_info
calendar_day(const struct calendar *calendar, struct date date)
{
	if (is_within(calendar, date))
		return calendar->days[date.days - calendar->first.days];
	return (struct day_info){ .kind = is_weekend(date) ? DAY_UNKNOWN_WEEKEND : DAY_UNKNOWN_WORKING };
}

bool
calendar_is_working_day(const struct calendar *calendar, struct date date)
{
	return kind_is_working(calendar_day(calendar, date).kind);
}

size_t
calendar_notices(const struct calendar *calendar, struct calendar_notice_info *infos, size_t size)
{
	size_t count = 0;

	for (size_t i = 0; i < calendar->data->notice_count; i++) {
		const struct calendar_notice *notice = &calendar->data->notices[i];

		if (!is_known(calendar, notice))
			continue;
		if (count < size)
			infos[count] = (struct calendar_notice_info){
				.number = notice->number, .year = notice->year, .is_change = notice->is_change,
				.known = notice->known,
			};
		count++;
	}
	return count;
}

/* Mondays to Fridays from 1970-01-05, a Monday, up to and including the date; only differences matter. */
static int64_t
weekdays_until(struct date date)
{
	int64_t days = (int64_t)date.days - 4 + 1;
	int64_t weeks = days / DAYS_PER_WEEK - (days % DAYS_PER_WEEK < 0);
	int64_t rest = days - weeks * DAYS_PER_WEEK;

	return weeks * WORKDAYS_PER_WEEK + (rest < WORKDAYS_PER_WEEK ? rest : WORKDAYS_PER_WEEK);
}

/* Working days from the first day up to and including `date`, which lies at most one day before the first. */
static int64_t
working_days_until(const struct calendar *calendar, struct date date)
{
	size_t count = day_count(calendar);

	if (date_is_before(date, calendar->first))
		return 0;
	if (is_within(calendar, date))
		return calendar->working_days[date.days - calendar->first.days];
	return calendar->working_days[count - 1] + weekdays_until(date) - weekdays_until(calendar->last);
}

static bool
is_before_first(const struct calendar *calendar, struct date date)
{
	return (int64_t)date.days < (int64_t)calendar->first.days - 1;
}

static bool
is_beyond_dates(struct date date)
{
	struct date last;

	return date_from_civil(DATE_YEAR_LAST, 12, 31, &last) != STATUS_OK || date_is_before(last, date);
}

enum status
calendar_count_working_days(const struct calendar *calendar, struct date from, struct date to, int32_t *count,
    bool *provisional)
{
	bool backwards = date_is_before(to, from);
	struct date later = backwards ? from : to;

	if (is_before_first(calendar, from) || is_before_first(calendar, to) || is_beyond_dates(later))
		return STATUS_RANGE;
	*count = (int32_t)(working_days_until(calendar, to) - working_days_until(calendar, from));
	*provisional = !date_equals(from, to) && date_is_before(calendar->last, later);
	return STATUS_OK;
}

/* The date on which the running count inside the table reaches `target`. */
static struct date
search(const struct calendar *calendar, int64_t target)
{
	size_t low = 0, high = day_count(calendar) - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (calendar->working_days[middle] < target)
			low = middle + 1;
		else
			high = middle;
	}
	return date_plus_days(calendar->first, (int32_t)low);
}

/* The `count`-th (>= 1) Monday to Friday after a day. */
static struct date
weekday_after(struct date date, int64_t count)
{
	int64_t weeks = (count - 1) / WORKDAYS_PER_WEEK;
	int64_t left = count - weeks * WORKDAYS_PER_WEEK;
	int64_t days = weeks * DAYS_PER_WEEK;

	if (days > INT32_MAX)
		return (struct date){ INT32_MAX };
	date = date_plus_days(date, (int32_t)days);
	while (left > 0 && date.days < INT32_MAX) {
		date = date_plus_days(date, 1);
		left -= !is_weekend(date);
	}
	return date;
}

enum status
calendar_add_working_days(const struct calendar *calendar, struct date from, int32_t count, struct date *result,
    bool *provisional)
{
	int64_t known, target;
	struct date found;

	if (count < 1 || is_before_first(calendar, from) || is_beyond_dates(from))
		return STATUS_RANGE;
	known = calendar->working_days[day_count(calendar) - 1];
	target = working_days_until(calendar, from) + count;
	found = target <= known ? search(calendar, target) : weekday_after(calendar->last, target - known);
	if (is_beyond_dates(found))
		return STATUS_RANGE;
	*result = found;
	*provisional = date_is_before(calendar->last, found);
	return STATUS_OK;
}

enum status
calendar_roll(const struct calendar *calendar, struct date date, struct date *result, bool *provisional)
{
	if (date_is_before(date, calendar->first))
		return STATUS_RANGE;
	return calendar_add_working_days(calendar, date_plus_days(date, -1), 1, result, provisional);
}
