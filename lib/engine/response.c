/* Publications that answer a trigger, an event, a period or a date; and what holds where there is none. */
#include "base/message.h"
#include "lib/engine/engine_private.h"

enum { GRACE_LEAST_SECONDS = 60 * 60 };

/* After the deadline every column gets its turn, twice, before "nobody could look" is said. */
static int64_t
grace_seconds(const struct assessment *assessment)
{
	int64_t grace = GRACE_LEAST_SECONDS;

	for (size_t i = 0; i < assessment->place_count; i++) {
		int64_t twice = 2 * span_seconds(assessment->places[i].column->every);

		grace = twice > grace ? twice : grace;
	}
	return assessment->place_count == 0 ? 0 : grace;
}

static bool
has_failed_after(const struct place *place, struct instant after)
{
	return place->has_state && place->state.has_looked && !outcome_is_good(place->state.last_outcome) &&
	    !instant_is_before(place->state.last_look, after);
}

/* A verdict that was well founded when it was given is not taken back because somebody looks no longer. */
static bool
was_overdue(const struct assessment *assessment)
{
	return !assessment->is_new && assessment->duty.state == DUTY_OVERDUE && !assessment->due_moved;
}

static void
overdue(struct assessment *assessment)
{
	assessment->verdict.state = DUTY_OVERDUE;
	assessment->verdict.late_count = limit_late_count(assessment, assessment->now);
}

static void
wait_until(struct assessment *assessment, struct instant at)
{
	assessment->verdict.state = DUTY_WAITING;
	assessment->verdict.has_retry = true;
	assessment->verdict.retry_at = at;
}

static void
judge_looks(struct assessment *assessment, struct instant due)
{
	struct instant from = instant_is_before(due, assessment->engine->started_at) ?
	    assessment->engine->started_at : due;
	struct instant patience = { from.seconds + grace_seconds(assessment) };
	bool all = assessment->place_count > 0, failed = false;

	for (size_t i = 0; i < assessment->place_count; i++) {
		all = all && assessment->places[i].is_decided;
		failed = failed || (!assessment->places[i].is_decided && has_failed_after(&assessment->places[i], due));
	}
	if (all) {
		overdue(assessment);
		return;
	}
	if (!failed && instant_is_before(assessment->now, patience)) {
		wait_until(assessment, patience);
		return;
	}
	assessment->verdict.state = DUTY_UNKNOWN;
	if (assessment->place_count == 0)
		assessment->verdict.detail = _("no column is watched where the answer could stand");
	/* Patience with articles that nobody reads comes to an end by time alone. */
	for (size_t i = 0; i < assessment->place_count; i++)
		if (assessment->places[i].has_unread) {
			assessment->verdict.has_retry = true;
			assessment->verdict.retry_at.seconds = assessment->now.seconds + ENGINE_ARTICLE_PATIENCE_SECONDS;
		}
}

enum status
judge_unanswered(struct assessment *assessment)
{
	struct instant due = assessment->duty.deadline.due;
	enum status status;

	if (instant_is_before(assessment->now, due)) {
		wait_until(assessment, due);
		return STATUS_OK;
	}
	status = places_decide(assessment, due);
	if (status != STATUS_OK)
		return status;
	if (was_overdue(assessment))
		overdue(assessment);
	else
		judge_looks(assessment, due);
	return STATUS_OK;
}

static enum status
count_before(struct assessment *assessment, int64_t *wanted)
{
	/* "At least as many as in the period before": the period before is judged by the same conditions. */
	struct assessment before = *assessment;
	struct date eve = date_plus_days(assessment->period.first, -1);
	enum status status;

	before.period = period_containing(assessment->period.unit, eve);
	before.anchor.strict = before.period.first;
	before.anchor.generous = before.period.last;
	before.duty.deadline.due = instant_of(before.period.last, SECONDS_PER_DAY, assessment->engine->zone);
	before.verdict = (struct verdict){ .state = DUTY_WAITING };
	status = answers_find(&before);
	if (status == STATUS_OK)
		*wanted = (int64_t)before.verdict.answer_count;
	return status;
}

static enum status
wanted_count(struct assessment *assessment, int64_t *wanted)
{
	const struct rule_expectation *expectation = &assessment->rule->expectation;

	*wanted = expectation->count == 0 ? 1 : expectation->count;
	if (expectation->as_many_as_before && assessment->has_period)
		return count_before(assessment, wanted);
	return STATUS_OK;
}

/* The answer that completes the count decides; where it came too late even by its earliest bound, the duty is met late. */
enum status
judge_publication(struct assessment *assessment)
{
	struct verdict *verdict = &assessment->verdict;
	const struct answer *deciding;
	enum status status = answers_find(assessment);
	int64_t wanted = 1;

	if (status == STATUS_OK)
		status = wanted_count(assessment, &wanted);
	if (status != STATUS_OK)
		return status;
	verdict->has_numbers = wanted != 1;
	verdict->found = (int64_t)verdict->answer_count;
	verdict->wanted = wanted;
	if (wanted > 0 && verdict->found < wanted)
		return judge_unanswered(assessment);
	if (wanted == 0) {
		verdict->state = DUTY_MET;
		return STATUS_OK;
	}
	deciding = &verdict->answers[wanted - 1];
	verdict->answer = deciding->item;
	verdict->state = DUTY_MET;
	if (deciding->earliest.seconds >= assessment->duty.deadline.due.seconds) {
		verdict->state = DUTY_MET_LATE;
		verdict->late_count = limit_late_count(assessment, deciding->earliest);
	}
	return STATUS_OK;
}
