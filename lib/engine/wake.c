/* Reminders before a deadline, escalations after it, and the instant at which a duty is looked at again. */
#include "lib/engine/engine_private.h"

enum { ESCALATION_BITS = 16 }; /* reminders use the low half of `reminded`, escalations the high one */

static struct date
working_days_from(const struct calendar *calendar, struct date date, int32_t count, int step)
{
	while (count > 0) {
		date = date_plus_days(date, step);
		count -= calendar_is_working_day(calendar, date);
	}
	return date;
}

static enum status
days_away(const struct assessment *assessment, struct date due_day, struct span span, int sign, struct date *day)
{
	switch (span.unit) {
	case SPAN_MINUTES:
	case SPAN_HOURS:
		return STATUS_INVALID;
	case SPAN_DAYS:
		*day = date_plus_days(due_day, sign * span.count);
		return STATUS_OK;
	case SPAN_WORKING_DAYS:
		*day = working_days_from(assessment->calendar, due_day, span.count, sign);
		return STATUS_OK;
	case SPAN_WEEKS:
		*day = date_plus_days(due_day, sign * 7 * span.count);
		return STATUS_OK;
	case SPAN_MONTHS:
		return date_plus_months(due_day, sign * span.count, day);
	case SPAN_QUARTERS:
		return date_plus_months(due_day, sign * 3 * span.count, day);
	case SPAN_YEARS:
		return date_plus_months(due_day, sign * 12 * span.count, day);
	}
	return STATUS_INTERNAL;
}

/* A reminder of n days comes as that day begins, an escalation when it is over. */
bool
moment_instant(const struct assessment *assessment, const struct rule_moment *moment, bool is_reminder,
    struct instant *at)
{
	const struct deadline *deadline = &assessment->duty.deadline;
	struct span span = moment->span;
	struct date day;

	if (span.unit == SPAN_HOURS || span.unit == SPAN_MINUTES) {
		int64_t seconds = (int64_t)span.count * (span.unit == SPAN_HOURS ? 3600 : 60);

		at->seconds = deadline->due.seconds + (is_reminder ? -seconds : seconds);
		return true;
	}
	if (days_away(assessment, deadline->due_day, span, is_reminder ? -1 : 1, &day) != STATUS_OK)
		return false;
	*at = instant_of(day, is_reminder ? 0 : SECONDS_PER_DAY, assessment->engine->zone);
	return true;
}

static bool
takes_moments(const struct assessment *assessment, bool reminders)
{
	if (assessment->rule == NULL || assessment->duty.deadline.due.seconds == 0)
		return false;
	return assessment->duty.state == (reminders ? DUTY_WAITING : DUTY_OVERDUE);
}

static size_t
moment_count(const struct rule *rule, bool reminders)
{
	size_t count = reminders ? rule->reminder_count : rule->escalation_count;

	return count < ESCALATION_BITS ? count : ESCALATION_BITS;
}

static enum status
tell_moment(struct assessment *assessment, bool is_reminder, unsigned index)
{
	const struct rule *rule = assessment->rule;
	const struct engine_notice notice = {
		.kind = is_reminder ? ENGINE_REMINDER : ENGINE_ESCALATION, .at = assessment->now,
		.rule = rule, .duty = &assessment->duty, .trigger = assessment_trigger(assessment),
		.site = assessment->site,
		.moment = is_reminder ? &rule->reminders[index] : &rule->escalations[index], .moment_index = index,
	};

	return engine_tell(assessment->engine, &notice);
}

/* Of several that have come at once (the daemon was off) only the latest is told; one told is never told again. */
static enum status
tell_moments(struct assessment *assessment, bool reminders)
{
	const struct rule_moment *moments = reminders ? assessment->rule->reminders : assessment->rule->escalations;
	size_t count = moment_count(assessment->rule, reminders), latest = SIZE_MAX;
	struct instant at, latest_at = { INT64_MIN };

	for (size_t i = 0; i < count; i++) {
		uint32_t bit = 1U << (i + (reminders ? 0 : ESCALATION_BITS));

		if ((assessment->duty.reminded & bit) != 0 || !moment_instant(assessment, &moments[i], reminders, &at) ||
		    at.seconds > assessment->now.seconds)
			continue;
		assessment->duty.reminded |= bit;
		if (at.seconds >= latest_at.seconds) {
			latest = i;
			latest_at = at;
		}
	}
	return latest == SIZE_MAX ? STATUS_OK : tell_moment(assessment, reminders, (unsigned)latest);
}

enum status
wake_remind(struct assessment *assessment)
{
	if (takes_moments(assessment, true) && assessment->now.seconds < assessment->duty.deadline.due.seconds)
		return tell_moments(assessment, true);
	return takes_moments(assessment, false) ? tell_moments(assessment, false) : STATUS_OK;
}

static void
consider(struct instant *wake, struct instant at, struct instant now)
{
	if (at.seconds > now.seconds && at.seconds < wake->seconds)
		*wake = at;
}

struct instant
wake_next(const struct assessment *assessment)
{
	struct instant wake = duty_never_wakes, at;

	if (assessment->verdict.has_retry)
		consider(&wake, assessment->verdict.retry_at, assessment->now);
	for (int reminders = 0; reminders < 2; reminders++) {
		const struct rule_moment *moments;

		if (!takes_moments(assessment, reminders))
			continue;
		moments = reminders ? assessment->rule->reminders : assessment->rule->escalations;
		for (size_t i = 0; i < moment_count(assessment->rule, reminders); i++)
			if ((assessment->duty.reminded & 1U << (i + (reminders ? 0 : ESCALATION_BITS))) == 0 &&
			    moment_instant(assessment, &moments[i], reminders, &at))
				consider(&wake, at, assessment->now);
	}
	return wake;
}
