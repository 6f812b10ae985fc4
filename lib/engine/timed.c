/* Duties that time makes: periods that begin, fixed dates, standing rules; and the yearly word about the calendar. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/engine/engine_private.h"
#include "lib/engine/period_name.h"

/* ---- one duty ---- */

struct subject {
	const struct site *site;
	const struct unit *unit;
};

static const char *
make_key(struct arena *arena, const char *stem, struct subject subject)
{
	bool is_unit = subject.unit != NULL;
	const char *separator = stem[strlen(stem) - 1] == ':' ? "" : is_unit ? "@" : "/";
	const char *name = is_unit ? subject.unit->name : subject.site == NULL ? NULL : subject.site->name;

	return name == NULL ? arena_string(arena, stem) : arena_format(arena, "%s%s%s", stem, separator, name);
}

/* What was over before the rule was first in use makes no duty, unless the rule says from when it counts. */
static enum status
is_silent(struct assessment *assessment, struct instant first_used, bool *silent)
{
	const struct rule *rule = assessment->rule;
	enum status status = limit_anchor(assessment);

	*silent = true;
	if (status != STATUS_OK)
		return status;
	if (!assessment->anchor.is_known) {
		*silent = false;
		return STATUS_OK;
	}
	if (!scope_is_valid_on(rule, assessment->anchor.generous))
		return STATUS_OK;
	if (rule->has_since) {
		*silent = date_is_before(assessment->anchor.generous, rule->since);
		return STATUS_OK;
	}
	status = limit_deadline(assessment, NULL, NULL, &assessment->duty.deadline);
	*silent = status == STATUS_OK && assessment->duty.deadline.due.seconds <= first_used.seconds;
	return STATUS_OK;
}

static enum status
make_duty(struct engine *engine, const struct rule *rule, const char *stem, struct subject subject,
    struct instant first_used, struct instant now)
{
	struct arena *arena = arena_new();
	struct assessment assessment;
	struct duty there;
	bool silent = true;
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	assessment_start(&assessment, engine, rule, arena, CAUSE_DEADLINE, now);
	assessment.duty.key = make_key(arena, stem, subject);
	assessment.duty.unit = subject.unit != NULL ? subject.unit->name : subject.site == NULL ? NULL : subject.site->unit;
	assessment.duty.site = subject.site == NULL ? NULL : subject.site->name;
	status = assessment.duty.key == NULL ? STATUS_NO_MEMORY :
	    engine->store->duty_find(engine->store, rule->name, assessment.duty.key, arena, &there);
	if (status == STATUS_NOT_FOUND) {
		status = assessment_load(&assessment);
		if (status == STATUS_OK)
			status = is_silent(&assessment, first_used, &silent);
		if (status == STATUS_OK && !silent)
			status = assess_new(&assessment);
	}
	arena_free(arena);
	return status;
}

/* ---- whom it concerns ---- */

static const struct site *
site_of_unit(const struct engine *engine, const struct unit *unit)
{
	return unit->site == NULL ? NULL : engine_find_site(engine, unit->site);
}

static enum status
make_for_units(struct engine *engine, const struct rule *rule, const char *stem, struct instant first_used,
    struct instant now)
{
	const struct roster *roster = ruleset_find_roster(engine->ruleset, rule->expectation.roster);
	enum status status = STATUS_OK;

	for (const struct unit *unit = roster == NULL ? NULL : roster->units; unit != NULL && status == STATUS_OK;
	    unit = unit->next)
		if (scope_has_unit(rule, unit->name))
			status = make_duty(engine, rule, stem, (struct subject){ site_of_unit(engine, unit), unit },
			    first_used, now);
	return status;
}

/* A site without a column for the answer is not spoken to. */
static bool
concerns(const struct rule *rule, const struct site *site)
{
	if (!scope_has_site(rule, site))
		return false;
	return rule->expectation.kind == EXPECT_SITE ? site->columns != NULL :
	    site_has_role(site, rule->expectation.role);
}

static bool
is_about_no_site(const struct rule *rule)
{
	return rule->expectation.kind == EXPECT_ATTESTATION && rule->scope.sites == NULL &&
	    rule->scope.regions == NULL && rule->scope.levels == NULL;
}

static enum status
make_for_all(struct engine *engine, const struct rule *rule, const char *stem, struct instant first_used,
    struct instant now)
{
	enum status status = STATUS_OK;

	if (rule->expectation.roster != NULL)
		return make_for_units(engine, rule, stem, first_used, now);
	if (is_about_no_site(rule))
		return make_duty(engine, rule, stem, (struct subject){ 0 }, first_used, now);
	for (const struct site *site = engine_sites(engine); site != NULL && status == STATUS_OK;
	    site = site->next)
		if (concerns(rule, site))
			status = make_duty(engine, rule, stem, (struct subject){ site, NULL }, first_used, now);
	return status;
}

/* ---- periods ---- */

/* The first period that may matter: that of `since`, or the one before the rule came into use, whose time may still run. */
static struct period
first_period(const struct engine *engine, const struct rule *rule, const struct rule_state *state)
{
	struct date day = instant_date(state->first_used, engine->zone);
	struct period period = period_containing(rule->trigger.period, day);

	if (rule->has_since)
		return period_containing(rule->trigger.period, rule->since);
	return period_containing(rule->trigger.period, date_plus_days(period.first, -1));
}

static enum status
open_periods(struct engine *engine, const struct rule *rule, struct rule_state *state, struct instant now)
{
	struct date today = instant_date(now, engine->zone);
	struct period period = first_period(engine, rule, state);
	enum status status = STATUS_OK;
	bool opened = false;

	while (status == STATUS_OK && !date_is_before(today, period.first)) {
		char name[PERIOD_NAME_BYTES], stem[PERIOD_NAME_BYTES + sizeof("period:")];

		if (!state->has_opened || date_is_before(state->opened_until, period.first)) {
			snprintf(stem, sizeof(stem), "period:%s", period_name(period, name));
			status = make_for_all(engine, rule, stem, state->first_used, now);
			state->opened_until = period.first;
			opened = state->has_opened = true;
		}
		if (status == STATUS_OK)
			status = period_next(period, &period);
	}
	if (status == STATUS_OK && opened)
		status = engine->store->rule_state_put(engine->store, state);
	return status;
}

/* ---- one rule ---- */

static enum status
make_columns(struct engine *engine, const struct rule *rule, struct instant now)
{
	size_t count;
	const struct column *const *columns = columns_of_role(engine, rule->expectation.role, &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		struct arena *arena = arena_new();
		struct column_state state;

		if (arena == NULL)
			return STATUS_NO_MEMORY;
		status = engine->store->column_get(engine->store, columns[i]->site->name, columns[i]->name, arena, &state);
		if (status == STATUS_OK)
			status = standing_column(engine, columns[i], now);
		else if (status == STATUS_NOT_FOUND)
			status = STATUS_OK;
		arena_free(arena);
	}
	return status;
}

static enum status
make_standing(struct engine *engine, const struct rule *rule, const struct rule_state *state, struct instant now)
{
	switch (rule->expectation.kind) {
	case EXPECT_FRESH:
		return make_columns(engine, rule, now);
	case EXPECT_COVERAGE:
	case EXPECT_ATTESTATION:
	case EXPECT_PUBLICATION:
		return make_for_all(engine, rule, "standing", state->first_used, now);
	case EXPECT_SITE:
		return make_for_all(engine, rule, "site:", state->first_used, now);
	case EXPECT_REGISTER:
	case EXPECT_CLEAN:
	case EXPECT_CONTENT:
	case EXPECT_INTEGRITY:
	case EXPECT_REMOVAL:
	case EXPECT_OPEN:
		return STATUS_OK; /* items bring them */
	}
	return STATUS_OK;
}

static enum status
with_state(struct engine *engine, const struct rule *rule, struct rule_state *state, struct instant now)
{
	switch (rule->trigger.kind) {
	case TRIGGER_ITEM:
	case TRIGGER_EVENT:
		return STATUS_OK;
	case TRIGGER_PERIOD:
		return open_periods(engine, rule, state, now);
	case TRIGGER_DATE:
		return make_for_all(engine, rule, "date", state->first_used, now);
	case TRIGGER_STANDING:
		return make_standing(engine, rule, state, now);
	}
	return STATUS_OK;
}

enum status
timed_rule(struct engine *engine, const struct rule *rule, struct instant now)
{
	struct arena *arena = arena_new();
	struct rule_state state;
	enum status status = arena == NULL ? STATUS_NO_MEMORY :
	    engine->store->rule_state_get(engine->store, rule->name, arena, &state);

	if (status == STATUS_OK)
		status = with_state(engine, rule, &state, now);
	arena_free(arena);
	return status;
}

/* ---- the calendar of next year ---- */

static enum status
tell_calendar(struct engine *engine, const struct calendar *calendar, const char *mark, struct instant now)
{
	const struct engine_notice notice = {
		.kind = ENGINE_CALENDAR, .at = now, .detail = calendar_version(calendar),
	};
	enum status status = engine->store->setting_put(engine->store, "calendar-told", mark);

	return status == STATUS_OK ? engine_tell(engine, &notice) : status;
}

/* The notice for the next year comes between the end of October and December: from November on, once a month. */
static enum status
check_calendar(struct engine *engine, struct instant now)
{
	const struct calendar *calendar = engine_calendar(engine, NULL);
	struct arena *arena = arena_new();
	const char *told = NULL;
	char mark[32];
	int year, month, last_year;
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	date_to_civil(instant_date(now, engine->zone), &year, &month, NULL);
	date_to_civil(calendar_last(calendar), &last_year, NULL, NULL);
	snprintf(mark, sizeof(mark), "%d-%02d", year, month);
	status = engine->store->setting_get(engine->store, "calendar-told", arena, &told);
	if (status == STATUS_NOT_FOUND)
		status = STATUS_OK;
	if (status == STATUS_OK && month >= 11 && last_year <= year && (told == NULL || strcmp(told, mark) != 0))
		status = tell_calendar(engine, calendar, mark, now);
	arena_free(arena);
	return status;
}

/* ---- days begin ---- */

static enum status
begin_day(struct engine *engine, struct instant now)
{
	size_t count;
	const struct rule *const *rules = ruleset_timed_rules(engine->ruleset, &count);
	enum status status = check_calendar(engine, now);

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (rules[i]->trigger.kind == TRIGGER_PERIOD)
			status = timed_rule(engine, rules[i], now);
	return status;
}

enum status
timed_tick(struct engine *engine, struct instant now)
{
	struct store *store = engine->store;
	enum status status;

	if (instant_is_before(now, engine->timed_at))
		return STATUS_OK;
	status = store->begin(store);
	if (status == STATUS_OK)
		status = store_end(store, begin_day(engine, now));
	if (status == STATUS_OK)
		engine->timed_at = instant_of(instant_date(now, engine->zone), SECONDS_PER_DAY, engine->zone);
	return status;
}
