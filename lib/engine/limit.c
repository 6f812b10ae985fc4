/* Limits: which date a duty counts from, when it is due, and by how much an answer is late. */
#include <string.h>

#include "lib/engine/engine_private.h"

/* ---- the anchor ---- */

static enum status
anchor_from_bounds(struct assessment *assessment, const struct item *item)
{
	struct bounds bounds = item_bounds(item, assessment->engine->zone);
	struct anchor *anchor = &assessment->anchor;

	anchor->field = "published";
	anchor->source = item->published_source;
	anchor->why = bounds.why;
	anchor->is_known = bounds.is_known;
	if (!bounds.is_known)
		return STATUS_OK;
	anchor->generous = last_day_before(bounds.latest, assessment->engine->zone);
	if (item->published.precision == DATE_PRECISION_MINUTE && !bounds.is_back_dated)
		anchor->generous = instant_date(bounds.latest, assessment->engine->zone);
	anchor->strict = instant_date(bounds.earliest, assessment->engine->zone);
	anchor->has_time = true;
	anchor->instant = bounds.latest;
	return STATUS_OK;
}

static enum status
anchor_from_field(struct assessment *assessment, const struct item *item, const char *field)
{
	struct claimed_date claimed = item_date(item, field);
	struct anchor *anchor = &assessment->anchor;

	anchor->field = field;
	for (size_t i = 0; i < item->field_count; i++)
		if (strcmp(item->fields[i].name, field) == 0)
			anchor->source = item->fields[i].source;
	if (claimed.precision == DATE_PRECISION_NONE) {
		anchor->why = "the page does not state this date";
		return STATUS_OK;
	}
	anchor->is_known = true;
	anchor->why = "claimed";
	anchor->generous = claimed_last_day(claimed);
	anchor->strict = claimed_first_day(claimed);
	anchor->has_time = true;
	anchor->instant = instant_of(anchor->generous,
	    claimed.precision == DATE_PRECISION_MINUTE ? claimed.second_of_day : SECONDS_PER_DAY,
	    assessment->engine->zone);
	return STATUS_OK;
}

static void
anchor_from_days(struct assessment *assessment, struct date strict, struct date generous, const char *why)
{
	assessment->anchor = (struct anchor){
		.is_known = true, .strict = strict, .generous = generous, .why = why,
		.has_time = true, .instant = instant_of(generous, SECONDS_PER_DAY, assessment->engine->zone),
	};
}

static void
anchor_from_event(struct assessment *assessment)
{
	const struct event *event = &assessment->event;

	anchor_from_days(assessment, event->date, event->date, "entered by an operator");
	if (event->has_time)
		assessment->anchor.instant = event->instant;
	assessment->anchor.source = VALUE_SOURCE_OPERATOR;
}

/* Standing duties count from what they are about (the newest item, the sight of a fault), which judging fills in. */
enum status
limit_anchor(struct assessment *assessment)
{
	const char *field = assessment->rule->limit.anchor_field;

	if (assessment->has_trigger && field != NULL && strcmp(field, "published") != 0)
		return anchor_from_field(assessment, &assessment->trigger.item, field);
	if (assessment->has_trigger)
		return anchor_from_bounds(assessment, &assessment->trigger.item);
	if (assessment->has_event && field != NULL && item_date(&assessment->event_item, field).precision !=
	    DATE_PRECISION_NONE)
		return anchor_from_field(assessment, &assessment->event_item, field);
	if (assessment->has_event)
		anchor_from_event(assessment);
	else if (assessment->has_period)
		anchor_from_days(assessment, assessment->period.first, assessment->period.last, "the period");
	else if (assessment->rule->trigger.kind == TRIGGER_DATE)
		anchor_from_days(assessment, assessment->rule->trigger.date, assessment->rule->trigger.date,
		    "fixed by the rule");
	else if (assessment->rule->limit.kind == LIMIT_DATE)
		anchor_from_days(assessment, assessment->rule->limit.date, assessment->rule->limit.date,
		    "fixed by the rule");
	return STATUS_OK;
}

/* ---- the deadline ---- */

static struct deadline
whole_day(struct date day, struct zone zone, const struct deadline_options *options)
{
	struct instant end = instant_of(day, options->end_of_day_seconds == 0 ? SECONDS_PER_DAY :
	    options->end_of_day_seconds, zone);

	return (struct deadline){ .due_day = day, .strict_day = day, .due = end, .strict = end };
}

static struct deadline_start_point
start_point(const struct anchor *anchor, bool generous)
{
	return (struct deadline_start_point){
		.date = generous ? anchor->generous : anchor->strict,
		.has_time = anchor->has_time && generous, .instant = anchor->instant,
	};
}

/* Due from the generous date, strict from the strict one. */
static enum status
span_deadline(const struct assessment *assessment, deadline_step_function *steps, void *context,
    struct deadline *deadline)
{
	const struct anchor *anchor = &assessment->anchor;
	const struct rule_limit *limit = &assessment->rule->limit;
	struct deadline strict;
	enum status status = deadline_after(assessment->calendar, assessment->engine->zone,
	    start_point(anchor, true), limit->span, &limit->options, steps, context, deadline);

	if (status != STATUS_OK || date_equals(anchor->generous, anchor->strict) ||
	    limit->span.unit == SPAN_HOURS || limit->span.unit == SPAN_MINUTES)
		return status;
	status = deadline_after(assessment->calendar, assessment->engine->zone, start_point(anchor, false),
	    limit->span, &limit->options, NULL, NULL, &strict);
	if (status == STATUS_OK) {
		deadline->strict_day = strict.strict_day;
		deadline->strict = strict.strict;
	}
	return status;
}

static enum status
month_day_deadline(const struct assessment *assessment, struct deadline *deadline)
{
	const struct rule_limit *limit = &assessment->rule->limit;
	int year, day = limit->day;
	struct date date;
	enum status status;

	date_to_civil(assessment->anchor.strict, &year, NULL, NULL);
	if (assessment->has_period)
		year = assessment->period.year;
	year += limit->next_year;
	if (day == 0 || day > date_days_in_month(year, limit->month))
		day = date_days_in_month(year, limit->month);
	status = date_from_civil(year, limit->month, day, &date);
	if (status != STATUS_OK)
		return status;
	return deadline_on(assessment->calendar, assessment->engine->zone, date, &limit->options, deadline);
}

static enum status
period_deadline(const struct assessment *assessment, deadline_step_function *steps, void *context,
    struct deadline *deadline)
{
	const struct rule_limit *limit = &assessment->rule->limit;
	struct deadline_start_point start = { .date = assessment->anchor.generous };

	if (limit->span.count == 0)
		return deadline_on(assessment->calendar, assessment->engine->zone, start.date, &limit->options,
		    deadline);
	start.has_time = true;
	start.instant = instant_of(start.date, SECONDS_PER_DAY, assessment->engine->zone);
	return deadline_after(assessment->calendar, assessment->engine->zone, start, limit->span,
	    &limit->options, steps, context, deadline);
}

/* The day that lies `count` working days before `date`. */
static struct date
working_days_before(const struct calendar *calendar, struct date date, int32_t count)
{
	while (count > 0) {
		date = date_plus_days(date, -1);
		count -= calendar_is_working_day(calendar, date);
	}
	return date;
}

static enum status
days_before(const struct calendar *calendar, struct date date, struct span span, struct date *result)
{
	switch (span.unit) {
	case SPAN_MINUTES:
	case SPAN_HOURS:
		*result = date;
		return STATUS_OK;
	case SPAN_DAYS:
		*result = date_plus_days(date, -span.count);
		return STATUS_OK;
	case SPAN_WORKING_DAYS:
		*result = working_days_before(calendar, date, span.count);
		return STATUS_OK;
	case SPAN_WEEKS:
		*result = date_plus_days(date, -7 * span.count);
		return STATUS_OK;
	case SPAN_MONTHS:
		return date_plus_months(date, -span.count, result);
	case SPAN_QUARTERS:
		return date_plus_months(date, -3 * span.count, result);
	case SPAN_YEARS:
		return date_plus_months(date, -12 * span.count, result);
	}
	return STATUS_INTERNAL;
}

static enum status
before_deadline(const struct assessment *assessment, struct deadline *deadline)
{
	const struct rule_limit *limit = &assessment->rule->limit;
	struct zone zone = assessment->engine->zone;
	struct date day;
	enum status status;

	if (limit->span.unit == SPAN_HOURS || limit->span.unit == SPAN_MINUTES) {
		int64_t seconds = limit->span.unit == SPAN_HOURS ? 3600 : 60;

		*deadline = whole_day(assessment->anchor.generous, zone, &limit->options);
		deadline->due.seconds = assessment->anchor.instant.seconds - seconds * limit->span.count;
		deadline->strict = deadline->due;
		deadline->due_day = deadline->strict_day = last_day_before(deadline->due, zone);
		return STATUS_OK;
	}
	status = days_before(assessment->calendar, assessment->anchor.generous, limit->span, &day);
	if (status == STATUS_OK)
		*deadline = whole_day(day, zone, &limit->options);
	return status;
}

enum status
limit_deadline(const struct assessment *assessment, deadline_step_function *steps, void *context,
    struct deadline *deadline)
{
	const struct rule_limit *limit = &assessment->rule->limit;
	struct zone zone = assessment->engine->zone;

	switch (limit->kind) {
	case LIMIT_NONE:
	case LIMIT_SAME_DAY:
		*deadline = whole_day(assessment->anchor.generous, zone, &limit->options);
		return STATUS_OK;
	case LIMIT_SPAN:
		return span_deadline(assessment, steps, context, deadline);
	case LIMIT_PERIOD_END:
		return period_deadline(assessment, steps, context, deadline);
	case LIMIT_MONTH_DAY:
		return month_day_deadline(assessment, deadline);
	case LIMIT_DATE:
		return deadline_on(assessment->calendar, zone, limit->date, &limit->options, deadline);
	case LIMIT_BEFORE:
		return before_deadline(assessment, deadline);
	}
	return STATUS_INTERNAL;
}

bool
deadline_equals(const struct deadline *a, const struct deadline *b)
{
	return date_equals(a->due_day, b->due_day) && date_equals(a->strict_day, b->strict_day) &&
	    a->due.seconds == b->due.seconds && a->strict.seconds == b->strict.seconds &&
	    a->provisional == b->provisional;
}

/* A first deadline has not moved from anywhere. */
bool
deadline_moved(const struct assessment *assessment, const struct deadline *deadline)
{
	return !assessment->is_new && assessment->old_deadline.due.seconds != 0 &&
	    !deadline_equals(deadline, &assessment->old_deadline);
}

/* ---- lateness ---- */

static int32_t
clock_units(const struct deadline *deadline, struct instant at, int64_t unit_seconds)
{
	int64_t late = (at.seconds - deadline->due.seconds + unit_seconds - 1) / unit_seconds;

	return late < 1 ? 1 : late > INT32_MAX ? INT32_MAX : (int32_t)late;
}

static int32_t
working_days_late(const struct assessment *assessment, struct date due_day, struct date day)
{
	int32_t count = 0;
	bool provisional;

	if (calendar_count_working_days(assessment->calendar, due_day, day, &count, &provisional) != STATUS_OK)
		count = day.days - due_day.days;
	return count;
}

/* In the unit of the limit: hours for hours, working days for working days, else calendar days. What has begun counts. */
int32_t
limit_late_count(const struct assessment *assessment, struct instant at)
{
	const struct rule_limit *limit = &assessment->rule->limit;
	const struct deadline *deadline = &assessment->duty.deadline;
	struct date day = instant_date(at, assessment->engine->zone);
	bool has_span = limit->kind == LIMIT_SPAN || (limit->kind == LIMIT_PERIOD_END && limit->span.count > 0);
	int32_t count;

	if (deadline->due.seconds == 0)
		return 0; /* it has no deadline to be late for */
	if (has_span && limit->span.unit == SPAN_MINUTES)
		return clock_units(deadline, at, 60);
	if (has_span && limit->span.unit == SPAN_HOURS)
		return clock_units(deadline, at, 3600);
	count = has_span && limit->span.unit == SPAN_WORKING_DAYS ?
	    working_days_late(assessment, deadline->due_day, day) : day.days - deadline->due_day.days;
	return count < 1 ? 1 : count;
}
