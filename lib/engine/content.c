/* What an item itself must show: its content, what detectors find in it, how long it stays open, that it comes down. */
#include <string.h>

#include "base/message.h"
#include "lib/engine/engine_private.h"

/* ---- whether the item was read ---- */

static void
wait_for_article(struct assessment *assessment)
{
	struct verdict *verdict = &assessment->verdict;
	struct instant end = { assessment->trigger.item.first_seen.seconds + ENGINE_ARTICLE_PATIENCE_SECONDS };

	if (assessment->trigger.article == ARTICLE_PENDING && instant_is_before(assessment->now, end)) {
		verdict->state = DUTY_WAITING;
		verdict->has_retry = true;
		verdict->retry_at = end;
		return;
	}
	verdict->state = DUTY_UNKNOWN;
	verdict->detail = assessment->trigger.article == ARTICLE_UNWANTED ?
	    _("the column's articles are not read") : _("the page could not be read");
}

static bool
is_on_the_list(const char *field)
{
	static const char *const names[] = { "title", "url", "published", "role", "column", "site", "unit" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], field) == 0)
			return true;
	return false;
}

bool
needs_article(const struct condition *condition)
{
	for (; condition != NULL; condition = condition->next)
		if ((condition->field != NULL && !is_on_the_list(condition->field)) || needs_article(condition->first))
			return true;
	return false;
}

/* Kept, or kept again after it was found wanting. */
static void
is_kept(struct assessment *assessment)
{
	struct verdict *verdict = &assessment->verdict;
	enum duty_state before = assessment->duty.state;

	verdict->state = DUTY_MET;
	if (assessment->is_new || (before != DUTY_OVERDUE && before != DUTY_MET_LATE))
		return;
	verdict->state = DUTY_MET_LATE;
	verdict->late_count = before == DUTY_MET_LATE ? assessment->duty.late_count :
	    limit_late_count(assessment, assessment->now);
}

static void
is_not_kept(struct assessment *assessment, const char *detail)
{
	struct verdict *verdict = &assessment->verdict;
	struct instant due = assessment->duty.deadline.due;

	if (assessment->rule->limit.kind != LIMIT_NONE && instant_is_before(assessment->now, due)) {
		verdict->state = DUTY_WAITING;
		verdict->has_retry = true;
		verdict->retry_at = due;
		return;
	}
	verdict->state = DUTY_OVERDUE;
	verdict->detail = detail;
	verdict->late_count = limit_late_count(assessment, assessment->now);
}

enum status
judge_content(struct assessment *assessment)
{
	const struct item *item = assessment_trigger(assessment);
	const struct condition *where = assessment->rule->expectation.where;
	struct condition_context context = assessment_context(assessment);
	bool was_read = assessment->trigger.article == ARTICLE_READ || !needs_article(where);

	if (item == NULL)
		return STATUS_INTERNAL;
	if (!was_read) {
		wait_for_article(assessment);
		return STATUS_OK;
	}
	switch (condition_evaluate(where, item, &context)) {
	case TRUTH_TRUE:
		is_kept(assessment);
		break;
	case TRUTH_FALSE:
		is_not_kept(assessment, _("the page does not have what the rule asks for"));
		break;
	case TRUTH_UNKNOWN:
		assessment->verdict.state = DUTY_UNKNOWN;
		assessment->verdict.detail = _("the condition cannot be evaluated on this page");
		break;
	}
	return STATUS_OK;
}

/* ---- detectors ---- */

/* Whether a detector found something, from the list that the detectors wrote: "gambling, mobile-number?". A word that
 * ends with a question mark was not told for sure. */
static enum truth
list_says(const char *list, enum detector detector)
{
	const char *word = detector_word(detector);
	size_t length = strlen(word);

	while (*list != '\0') {
		size_t part;

		list += strspn(list, ", ");
		part = strcspn(list, ", ");
		if (part >= length && strncmp(list, word, length) == 0) {
			if (part == length)
				return TRUTH_TRUE;
			if (part == length + 1 && list[length] == '?')
				return TRUTH_UNKNOWN;
		}
		list += part;
	}
	return TRUTH_FALSE;
}

/* One of the detectors is sure: TRUE. None is, but one doubts: UNKNOWN. */
static enum truth
list_says_any(const char *list, uint32_t wanted)
{
	enum truth answer = TRUTH_FALSE;

	for (unsigned i = 0; i < DETECTOR_COUNT && answer != TRUTH_TRUE; i++) {
		enum truth one = (wanted & 1u << i) == 0 ? TRUTH_FALSE : list_says(list, (enum detector)(1u << i));

		if (one != TRUTH_FALSE)
			answer = one;
	}
	return answer;
}

enum status
judge_clean(struct assessment *assessment)
{
	const struct item *item = assessment_trigger(assessment);
	const char *detected = item == NULL ? NULL : item_field(item, "detected");

	if (detected == NULL) {
		wait_for_article(assessment);
		if (assessment->trigger.article == ARTICLE_READ)
			assessment->verdict.detail = _("the detectors did not read the page");
		return STATUS_OK;
	}
	switch (list_says_any(detected, assessment->rule->expectation.detectors)) {
	case TRUTH_TRUE:
		is_not_kept(assessment, arena_format(assessment->arena, _("found on the page: %s"), detected));
		break;
	case TRUTH_FALSE:
		is_kept(assessment);
		break;
	case TRUTH_UNKNOWN:
		assessment->verdict.state = DUTY_UNKNOWN;
		assessment->verdict.detail = arena_format(assessment->arena, _("doubtful, a person should look: %s"), detected);
		break;
	}
	return STATUS_OK;
}

/* ---- minimum duration ---- */

static enum status
set_open_deadline(struct assessment *assessment)
{
	struct duty *duty = &assessment->duty;
	struct date earliest_close;
	bool provisional = false;
	enum status status;

	/* The generous reading: it opened on the first day that its claim allows. */
	status = deadline_minimum(assessment->calendar, assessment->anchor.strict, assessment->rule->limit.span,
	    &earliest_close, &provisional);
	if (status != STATUS_OK)
		return status;
	duty->anchor = assessment->anchor.strict;
	duty->calendar = calendar_version(assessment->calendar);
	duty->deadline = (struct deadline){ .due_day = earliest_close, .strict_day = earliest_close,
		.provisional = provisional };
	duty->deadline.due = duty->deadline.strict = instant_of(earliest_close, 0, assessment->engine->zone);
	assessment->due_moved = deadline_moved(assessment, &duty->deadline);
	return STATUS_OK;
}

enum status
judge_open(struct assessment *assessment)
{
	struct verdict *verdict = &assessment->verdict;
	const char *field = assessment->rule->expectation.until_field;
	struct claimed_date until = item_date(&assessment->trigger.item, field == NULL ? "consult-until" : field);
	enum status status;

	if (!assessment->anchor.is_known || until.precision == DATE_PRECISION_NONE) {
		wait_for_article(assessment);
		if (assessment->trigger.article == ARTICLE_READ)
			verdict->detail = _("the page does not state when it closes");
		assessment->duty.deadline = (struct deadline){ 0 };
		return STATUS_OK;
	}
	status = set_open_deadline(assessment);
	if (status == STATUS_RANGE || status == STATUS_INVALID) {
		verdict->state = DUTY_UNKNOWN;
		verdict->detail = _("the date lies outside of the calendar");
		return STATUS_OK;
	}
	if (status != STATUS_OK)
		return status;
	if (date_is_before(claimed_last_day(until), assessment->duty.deadline.due_day)) {
		verdict->state = DUTY_OVERDUE;
		verdict->detail = _("it closes before it was open long enough");
	} else {
		verdict->state = assessment->duty.state == DUTY_OVERDUE && !assessment->is_new ? DUTY_MET_LATE : DUTY_MET;
	}
	return STATUS_OK;
}

/* ---- removal ---- */

static enum status
judge_present(struct assessment *assessment, const struct stored_item *stored)
{
	struct store *store = assessment->engine->store;
	struct instant due = assessment->duty.deadline.due;
	struct verdict *verdict = &assessment->verdict;
	struct column_state state;
	enum status status;

	if (instant_is_before(assessment->now, due)) {
		verdict->has_retry = true;
		verdict->retry_at = due;
		return STATUS_OK;
	}
	status = store->column_get(store, stored->item.site, stored->item.column, assessment->arena, &state);
	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (status == STATUS_OK && stored->is_listed && state.has_good && !instant_is_before(state.last_good, due)) {
		verdict->state = DUTY_OVERDUE;
		verdict->detail = _("it was still there at a look after the deadline");
		verdict->late_count = limit_late_count(assessment, assessment->now);
		return STATUS_OK;
	}
	if (!assessment->is_new && assessment->duty.state == DUTY_OVERDUE && !assessment->due_moved) {
		verdict->state = DUTY_OVERDUE;
		verdict->late_count = assessment->duty.late_count;
		return STATUS_OK;
	}
	verdict->state = DUTY_UNKNOWN;
	verdict->detail = _("no good look after the deadline reached its place");
	return STATUS_OK;
}

enum status
judge_removal(struct assessment *assessment)
{
	struct verdict *verdict = &assessment->verdict;
	const struct stored_item *stored = &assessment->trigger;

	if (!assessment->has_trigger)
		return STATUS_INTERNAL;
	if (!stored->item.is_gone)
		return judge_present(assessment, stored);
	/* It may have gone right after the last look that showed it. */
	verdict->state = DUTY_MET;
	if (stored->last_seen.seconds >= assessment->duty.deadline.due.seconds) {
		verdict->state = DUTY_MET_LATE;
		verdict->late_count = limit_late_count(assessment, stored->last_seen);
	}
	return STATUS_OK;
}

/* ---- attestation ---- */

struct attested {
	const struct assessment *assessment;
	bool is_there;
	struct date day;
};

static enum status
keep_attestation(void *context, const struct operation *operation)
{
	struct attested *attested = context;
	struct date day;

	if (operation->kind != OPERATION_ATTEST || !operation->is_applied || operation->refusal != NULL)
		return STATUS_OK;
	day = operation->has_date ? operation->date :
	    instant_date(operation->entered, attested->assessment->engine->zone);
	if (!attested->is_there || date_is_before(day, attested->day))
		attested->day = day;
	attested->is_there = true;
	return STATUS_OK;
}

/* No page shows it, so no look is needed: the operator is the place. */
enum status
judge_attestation(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	struct verdict *verdict = &assessment->verdict;
	struct instant due = assessment->duty.deadline.due, start;
	struct attested attested = { .assessment = assessment };
	enum status status = assessment->is_new ? STATUS_OK :
	    store->operation_each(store, assessment->duty.id, keep_attestation, &attested);

	if (status != STATUS_OK)
		return status;
	if (attested.is_there) {
		start = instant_of(attested.day, 0, assessment->engine->zone);
		verdict->state = DUTY_MET;
		if (start.seconds >= due.seconds) {
			verdict->state = DUTY_MET_LATE;
			verdict->late_count = limit_late_count(assessment, start);
		}
		return STATUS_OK;
	}
	if (instant_is_before(assessment->now, due)) {
		verdict->has_retry = true;
		verdict->retry_at = due;
		return STATUS_OK;
	}
	verdict->state = DUTY_OVERDUE;
	verdict->detail = _("nobody attested it");
	verdict->late_count = limit_late_count(assessment, assessment->now);
	return STATUS_OK;
}
