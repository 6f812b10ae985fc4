/* Measures of a site: what share of looks it answered, and what the crawler measured. */
#include <string.h>

#include "base/message.h"
#include "lib/engine/intake.h"

enum {
	/* Looks in the span before a share means anything: a day's worth by the national method. */
	SITE_LOOKS_LEAST = 20,
	/* A failed look counts against a site only where another site answered at about that time: else it may be us. */
	SITE_WITNESS_SECONDS = 30 * 60,
};

struct tally {
	struct assessment *assessment;
	struct instant from, to;
	int64_t looks, answered;
};

static bool
did_answer(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_DNS:
	case OUTCOME_CONNECT:
	case OUTCOME_TLS:
	case OUTCOME_TIMEOUT:
	case OUTCOME_SERVER_ERROR:
	case OUTCOME_PARKED:
		return false;
	case OUTCOME_GOOD:
	case OUTCOME_CLIENT_ERROR:
	case OUTCOME_CHALLENGE:
	case OUTCOME_TOO_BIG:
	case OUTCOME_WRONG_TYPE:
	case OUTCOME_SOFT_NOT_FOUND:
	case OUTCOME_REDIRECTED_HOME:
	case OUTCOME_REDIRECT_REFUSED:
	case OUTCOME_WRONG_PAGE:
	case OUTCOME_EMPTY_SHELL:
	case OUTCOME_NO_ITEMS:
	case OUTCOME_UNREADABLE:
	case OUTCOME_ROBOTS:
	case OUTCOME_COUNT:
		return true;
	}
	return true;
}

/* The part of a run's looks that lies in the span, taking them as evenly spread. */
static int64_t
looks_in_span(const struct tally *tally, const struct observation_run *run)
{
	int64_t first = run->first.at.seconds, last = run->to.seconds;
	int64_t from = first > tally->from.seconds ? first : tally->from.seconds;
	int64_t to = last < tally->to.seconds ? last : tally->to.seconds;

	if (last <= first || run->count <= 1)
		return run->count;
	return 1 + (int64_t)(run->count - 1) * (to - from) / (last - first);
}

struct run_list {
	struct arena *arena;
	struct observation_run *runs;
	size_t count, room;
};

static enum status
keep_run(void *context, const struct observation_run *run)
{
	struct run_list *list = context;

	if (list->count == list->room) {
		size_t room = list->room == 0 ? 32 : list->room * 2;
		struct observation_run *runs = arena_take_array(list->arena, room, sizeof(*runs));

		if (runs == NULL)
			return STATUS_NO_MEMORY;
		if (list->count > 0)
			memcpy(runs, list->runs, list->count * sizeof(*runs));
		list->runs = runs;
		list->room = room;
	}
	list->runs[list->count++] = *run;
	return STATUS_OK;
}

static enum status
saw_answer(void *context, const struct observation_run *run)
{
	bool *seen = context;

	*seen = *seen || did_answer(run->first.outcome);
	return STATUS_OK;
}

/* With a single site there is nobody to ask; its looks count as they are. */
static enum status
has_witness(const struct assessment *assessment, const struct observation_run *run, bool *witness)
{
	const struct site *sites = engine_sites(assessment->engine);
	struct store *store = assessment->engine->store;
	struct instant from = { run->first.at.seconds - SITE_WITNESS_SECONDS };
	struct instant to = { run->to.seconds + SITE_WITNESS_SECONDS };
	enum status status = STATUS_OK;

	*witness = sites != NULL && sites->next == NULL;
	for (const struct site *site = sites; site != NULL && !*witness && status == STATUS_OK; site = site->next)
		if (site != assessment->site)
			status = store->observation_each(store, site->name, NULL, from, to, saw_answer, witness);
	return status;
}

static enum status
tally_looks(struct tally *tally)
{
	struct assessment *assessment = tally->assessment;
	struct store *store = assessment->engine->store;
	struct run_list list = { .arena = assessment->arena };
	enum status status = store->observation_each(store, assessment->site->name, NULL, tally->from, tally->to,
	    keep_run, &list);

	for (size_t i = 0; i < list.count && status == STATUS_OK; i++) {
		bool answered = did_answer(list.runs[i].first.outcome), counts = answered;
		int64_t looks = looks_in_span(tally, &list.runs[i]);

		if (!answered)
			status = has_witness(assessment, &list.runs[i], &counts);
		tally->looks += counts ? looks : 0;
		tally->answered += answered ? looks : 0;
	}
	return status;
}

static enum status
span_start(const struct assessment *assessment, struct instant *from)
{
	struct span span = assessment->rule->limit.span;
	static const int64_t days[] = {
		[SPAN_DAYS] = 1, [SPAN_WORKING_DAYS] = 1, [SPAN_WEEKS] = 7, [SPAN_MONTHS] = 30, [SPAN_QUARTERS] = 91,
		[SPAN_YEARS] = 365,
	};
	int64_t seconds = span.unit == SPAN_MINUTES ? 60 : span.unit == SPAN_HOURS ? 3600 :
	    days[span.unit] * SECONDS_PER_DAY;

	if (assessment->rule->limit.kind != LIMIT_SPAN || span.count == 0)
		seconds = 7 * SECONDS_PER_DAY; /* the national method watches a week */
	else
		seconds *= span.count;
	from->seconds = assessment->now.seconds - seconds;
	return STATUS_OK;
}

static void
hold_against(struct assessment *assessment, int64_t value, bool at_most)
{
	struct verdict *verdict = &assessment->verdict;
	enum duty_state before = assessment->stored.state;

	verdict->has_numbers = true;
	verdict->found = value;
	verdict->wanted = assessment->rule->expectation.threshold;
	if (at_most ? value > verdict->wanted : value < verdict->wanted) {
		verdict->state = DUTY_OVERDUE;
		return;
	}
	verdict->state = !assessment->is_new && (before == DUTY_OVERDUE || before == DUTY_MET_LATE) ?
	    DUTY_MET_LATE : DUTY_MET;
}

static enum status
judge_reachable(struct assessment *assessment)
{
	struct tally tally = { .assessment = assessment, .to = assessment->now };
	enum status status = span_start(assessment, &tally.from);

	if (status == STATUS_OK)
		status = tally_looks(&tally);
	if (status != STATUS_OK)
		return status;
	if (tally.looks < SITE_LOOKS_LEAST) {
		assessment->verdict.state = assessment->is_new ? DUTY_WAITING : assessment->stored.state;
		assessment->verdict.detail = _("too few looks to tell");
		return STATUS_OK;
	}
	hold_against(assessment, tally.answered * 100 / tally.looks, false);
	if (assessment->verdict.state != DUTY_MET) {
		assessment->verdict.has_retry = true; /* old failures leave the span */
		assessment->verdict.retry_at.seconds = assessment->now.seconds + SECONDS_PER_DAY;
	}
	return STATUS_OK;
}

/* ---- pages that answer ---- */

static bool
is_missing(enum outcome outcome)
{
	return outcome == OUTCOME_CLIENT_ERROR || outcome == OUTCOME_SOFT_NOT_FOUND || outcome == OUTCOME_PARKED;
}

static enum status
judge_pages(struct assessment *assessment)
{
	struct store *store = assessment->engine->store;
	bool all_good = assessment->place_count > 0, missing = false;
	enum status status = STATUS_OK;

	for (size_t i = 0; i < assessment->place_count; i++) {
		struct place *place = &assessment->places[i];

		status = store->column_get(store, place->column->site->name, place->column->name, assessment->arena,
		    &place->state);
		place->has_state = status == STATUS_OK;
		if (status != STATUS_OK && status != STATUS_NOT_FOUND)
			return status;
		all_good = all_good && place->has_state && outcome_is_good(place->state.last_outcome);
		missing = missing || (place->has_state && is_missing(place->state.last_outcome));
	}
	if (missing || all_good)
		hold_against(assessment, !missing, false);
	else
		assessment->verdict.state = assessment->is_new ? DUTY_WAITING : assessment->stored.state;
	return STATUS_OK;
}

enum status
judge_site(struct assessment *assessment)
{
	enum site_measure measure = assessment->rule->expectation.measure;
	struct store *store = assessment->engine->store;
	struct site_reading reading;
	enum status status;

	if (assessment->site == NULL)
		return STATUS_INTERNAL;
	assessment->duty.calendar = calendar_version(assessment->calendar);
	assessment->duty.deadline = (struct deadline){ 0 };
	if (measure == SITE_REACHABLE)
		return judge_reachable(assessment);
	if (measure == SITE_PAGE_ANSWERS)
		return judge_pages(assessment);
	status = store->reading_get(store, assessment->site->name, (int)measure, &reading);
	if (status == STATUS_OK)
		hold_against(assessment, reading.value, measure == SITE_DEAD_LINKS);
	else if (status == STATUS_NOT_FOUND)
		assessment->verdict.state = assessment->is_new ? DUTY_WAITING : assessment->stored.state;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- when sites are judged ---- */

static enum status
assess_site(struct engine *engine, const struct rule *rule, const struct site *site, bool only_open,
    struct instant now)
{
	struct arena *arena = arena_new();
	struct assessment assessment;
	struct duty there;
	const char *key = arena == NULL ? NULL : arena_format(arena, "site:%s", site->name);
	enum status status = key == NULL ? STATUS_NO_MEMORY :
	    engine->store->duty_find(engine->store, rule->name, key, arena, &there);

	if (status == STATUS_OK && !(only_open && there.state == DUTY_MET)) {
		status = assess_duty(engine, there.id, CAUSE_LOOK, now);
	} else if (status == STATUS_NOT_FOUND) {
		assessment_start(&assessment, engine, rule, arena, CAUSE_LOOK, now);
		assessment.duty.key = key;
		assessment.duty.site = site->name;
		assessment.duty.unit = site->unit;
		status = assessment_load(&assessment);
		if (status == STATUS_OK)
			status = assess_new(&assessment);
	}
	arena_free(arena);
	return status;
}

/* A site in good order is judged again only when something went wrong. */
enum status
site_look(struct engine *engine, const struct site *site, const struct column *column, struct instant now)
{
	size_t count;
	const struct rule *const *rules = ruleset_timed_rules(engine->ruleset, &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		const struct rule_expectation *expectation = &rules[i]->expectation;
		struct column_state state;
		struct arena *arena;

		if (expectation->kind != EXPECT_SITE || !scope_has_site(rules[i], site) ||
		    (expectation->measure != SITE_REACHABLE && expectation->measure != SITE_PAGE_ANSWERS))
			continue;
		arena = arena_new();
		if (arena == NULL)
			return STATUS_NO_MEMORY;
		status = engine->store->column_get(engine->store, site->name, column->name, arena, &state);
		if (status == STATUS_OK)
			status = assess_site(engine, rules[i], site, outcome_is_good(state.last_outcome), now);
		arena_free(arena);
	}
	return status;
}

static enum status
take_measure(struct engine *engine, const struct site *site, enum site_measure measure, int64_t value,
    struct instant now)
{
	const struct site_reading reading = { site->name, (int)measure, value, now };
	size_t count;
	const struct rule *const *rules = ruleset_timed_rules(engine->ruleset, &count);
	enum status status = engine->store->reading_put(engine->store, &reading);

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (rules[i]->expectation.kind == EXPECT_SITE && rules[i]->expectation.measure == measure &&
		    scope_has_site(rules[i], site))
			status = assess_site(engine, rules[i], site, false, now);
	return status;
}

enum status
engine_measure(struct engine *engine, const char *name, enum site_measure measure, int64_t value,
    struct instant now)
{
	const struct site *site = engine_find_site(engine, name);
	enum status status;

	if (site == NULL)
		return STATUS_NOT_FOUND;
	status = engine->store->begin(engine->store);
	return status == STATUS_OK ? store_end(engine->store, take_measure(engine, site, measure, value, now)) : status;
}
