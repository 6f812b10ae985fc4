/* Duties that an item or an event makes. */
#include <string.h>

#include "lib/engine/engine_private.h"

/* Rules whose duties come into being when something is found, and not for every item: see standing.c, integrity.c. */
static bool
makes_duty_for_each_item(const struct rule *rule)
{
	switch (rule->expectation.kind) {
	case EXPECT_PUBLICATION:
	case EXPECT_REMOVAL:
	case EXPECT_OPEN:
	case EXPECT_CONTENT:
	case EXPECT_CLEAN:
	case EXPECT_ATTESTATION:
	case EXPECT_REGISTER:
		return true;
	case EXPECT_FRESH:
	case EXPECT_COVERAGE:
	case EXPECT_INTEGRITY:
	case EXPECT_SITE:
		return false;
	}
	return false;
}

static bool
is_triggered_by_items(const struct rule *rule)
{
	if (rule->trigger.kind == TRIGGER_ITEM)
		return makes_duty_for_each_item(rule);
	return rule->trigger.kind == TRIGGER_STANDING &&
	    (rule->expectation.kind == EXPECT_REGISTER || rule->expectation.kind == EXPECT_CLEAN ||
	    rule->expectation.kind == EXPECT_CONTENT);
}

static bool
is_trigger(const struct rule *rule, const struct item *item)
{
	struct condition_context none = { 0 };

	if (!is_triggered_by_items(rule))
		return false;
	if (role_matches(rule->trigger.role, item->role))
		return condition_holds(rule->trigger.where, item, &none);
	return rule->expectation.kind == EXPECT_REGISTER && rule->expectation.both_ways &&
	    role_matches(rule->expectation.role, item->role) && condition_holds(rule->expectation.where, item, &none);
}

/* ---- the silent baseline ---- */

/* What was there before anybody watched makes no duty once its time is over, unless the rule says from when it counts. */
static bool
is_silent(const struct assessment *assessment)
{
	const struct rule *rule = assessment->rule;
	const struct item *item = &assessment->trigger.item;

	if (!assessment->has_trigger)
		return false;
	if (!assessment->anchor.is_known)
		return item->is_baseline;
	if (rule->has_since)
		return date_is_before(assessment->anchor.generous, rule->since);
	return item->is_baseline && assessment->duty.deadline.due.seconds <= item->first_seen.seconds;
}

/* Content, detectors and registers have no time that could be over: what the first import shows is what is there now. */
static bool
looks_at_the_present(const struct rule *rule)
{
	return rule->limit.kind == LIMIT_NONE &&
	    (rule->expectation.kind == EXPECT_CONTENT || rule->expectation.kind == EXPECT_CLEAN ||
	    rule->expectation.kind == EXPECT_REGISTER);
}

static enum status
is_wanted(struct assessment *assessment, bool *wanted)
{
	enum status status = limit_anchor(assessment);

	*wanted = false;
	if (status != STATUS_OK)
		return status;
	if (assessment->has_trigger && assessment->trigger.article == ARTICLE_PENDING &&
	    needs_article(assessment->rule->trigger.where))
		return STATUS_OK; /* its own page decides whether it is a trigger at all */
	if (assessment->anchor.is_known && !scope_is_valid_on(assessment->rule, assessment->anchor.generous))
		return STATUS_OK;
	if (!assessment->anchor.is_known && assessment->has_trigger &&
	    assessment->trigger.article == ARTICLE_PENDING)
		return STATUS_OK; /* its own page may state the date */
	if (assessment->anchor.is_known) {
		status = limit_deadline(assessment, NULL, NULL, &assessment->duty.deadline);
		if (status != STATUS_OK)
			assessment->duty.deadline.due.seconds = INT64_MAX;
	}
	*wanted = !is_silent(assessment) || (looks_at_the_present(assessment->rule) && !assessment->rule->has_since);
	return STATUS_OK;
}

/* ---- one duty ---- */

static const char *
make_key(struct assessment *assessment)
{
	const char *kind = assessment->has_trigger ? "item" : "event";
	long long id = assessment->has_trigger ? assessment->trigger.item.id : assessment->event.id;

	return assessment->unit == NULL ? arena_format(assessment->arena, "%s:%lld", kind, id) :
	    arena_format(assessment->arena, "%s:%lld@%s", kind, id, assessment->unit->name);
}

static enum status
make_duty(struct assessment *template, const struct unit *unit)
{
	struct store *store = template->engine->store;
	struct assessment assessment = *template;
	struct duty *duty = &assessment.duty;
	struct duty there;
	enum status status;

	assessment.unit = unit;
	duty->key = make_key(&assessment);
	if (duty->key == NULL)
		return STATUS_NO_MEMORY;
	status = store->duty_find(store, assessment.rule->name, duty->key, assessment.arena, &there);
	if (status == STATUS_OK)
		return assess_duty(assessment.engine, there.id, assessment.hint, assessment.now);
	if (status != STATUS_NOT_FOUND)
		return status;
	if (unit != NULL) {
		duty->unit = unit->name;
		if (unit->site != NULL && engine_find_site(assessment.engine, unit->site) != NULL)
			duty->site = unit->site;
	}
	if (duty->site != NULL)
		assessment.site = engine_find_site(assessment.engine, duty->site);
	return assess_new(&assessment);
}

/* A rule speaks to a site that keeps a column for the answer; elsewhere it has nothing to hold on to. */
static bool
concerns_site(const struct assessment *assessment)
{
	const struct rule *rule = assessment->rule;

	if (assessment->site == NULL)
		return true;
	if (!scope_has_site(rule, assessment->site))
		return false;
	if (rule->expectation.roster != NULL)
		return true;
	if (rule->expectation.kind != EXPECT_PUBLICATION && rule->expectation.kind != EXPECT_REGISTER)
		return true;
	return site_has_role(assessment->site, rule->expectation.role);
}

static enum status
make_duties(struct assessment *template)
{
	const char *name = template->rule->expectation.roster;
	const struct roster *roster = name == NULL ? NULL : ruleset_find_roster(template->engine->ruleset, name);
	enum status status = STATUS_OK;
	bool wanted;

	if (!concerns_site(template))
		return STATUS_OK;
	status = is_wanted(template, &wanted);
	if (status != STATUS_OK || !wanted)
		return status;
	if (roster == NULL)
		return make_duty(template, NULL);
	for (const struct unit *unit = roster->units; unit != NULL && status == STATUS_OK; unit = unit->next)
		if (scope_has_unit(template->rule, unit->name) && (!template->anchor.is_known ||
		    unit_exists_on(unit, template->anchor.generous)))
			status = make_duty(template, unit);
	return status;
}

/* ---- items ---- */

static void
take_item(struct assessment *assessment, const struct stored_item *item)
{
	struct engine *engine = assessment->engine;

	assessment->trigger = *item;
	assessment->has_trigger = true;
	assessment->duty.trigger_item = item->item.id;
	assessment->duty.site = item->item.site;
	assessment->duty.unit = item->item.unit;
	assessment->site = engine_find_site(engine, item->item.site);
	if (assessment->site != NULL)
		assessment->calendar = engine_calendar(engine, assessment->site->calendar);
}

static enum status
trigger_one(struct engine *engine, const struct rule *rule, const struct stored_item *item, struct arena *arena,
    struct instant now)
{
	struct assessment assessment;

	if (!is_trigger(rule, &item->item) || (item->item.unit != NULL && rule->expectation.roster == NULL &&
	    !scope_has_unit(rule, item->item.unit)))
		return STATUS_OK;
	assessment_start(&assessment, engine, rule, arena, CAUSE_TRIGGER_CHANGED, now);
	take_item(&assessment, item);
	return make_duties(&assessment);
}

enum status
trigger_item(struct engine *engine, int64_t id, struct instant now)
{
	struct arena *arena = arena_new();
	struct stored_item item;
	enum status status = arena == NULL ? STATUS_NO_MEMORY : engine->store->item_get(engine->store, id, arena, &item);
	const struct rule *const *rules;
	size_t count = 0;

	if (status == STATUS_OK)
		rules = ruleset_rules_for_role(engine->ruleset, item.item.role, &count);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (!item.item.is_gone)
			status = trigger_one(engine, rules[i], &item, arena, now);
	arena_free(arena);
	return status;
}

/* ---- events ---- */

static enum status
load_event(struct assessment *assessment, int64_t event)
{
	assessment->duty.key = "event:"; /* completed by make_key() */
	assessment->duty.trigger_event = event;
	return assessment_load(assessment);
}

static enum status
event_site(struct assessment *template, const struct site *site)
{
	struct assessment assessment = *template;

	assessment.site = site;
	assessment.duty.site = site == NULL ? NULL : site->name;
	assessment.duty.unit = assessment.event.unit;
	if (site != NULL)
		assessment.calendar = engine_calendar(assessment.engine, site->calendar);
	return make_duties(&assessment);
}

static enum status
event_rule(struct engine *engine, const struct rule *rule, int64_t event, struct arena *arena, struct instant now)
{
	struct condition_context none = { 0 };
	struct assessment assessment;
	enum status status;

	assessment_start(&assessment, engine, rule, arena, CAUSE_TRIGGER_CHANGED, now);
	status = load_event(&assessment, event);
	if (status != STATUS_OK)
		return status;
	if (!condition_holds(rule->trigger.where, &assessment.event_item, &none))
		return STATUS_OK;
	return event_site(&assessment, assessment.event.site == NULL ? NULL :
	    engine_find_site(engine, assessment.event.site));
}

enum status
trigger_event(struct engine *engine, int64_t id, struct instant now)
{
	struct arena *arena = arena_new();
	struct event event;
	const struct rule *const *rules = NULL;
	size_t count = 0;
	enum status status = arena == NULL ? STATUS_NO_MEMORY :
	    engine->store->event_get(engine->store, id, arena, &event);

	if (status == STATUS_OK)
		rules = ruleset_rules_for_event(engine->ruleset, event.name, &count);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = event_rule(engine, rules[i], id, arena, now);
	arena_free(arena);
	return status;
}

/* ---- a rule that is new or changed ---- */

static enum status
trigger_page(struct engine *engine, const struct rule *rule, const int64_t *ids, size_t count, struct instant now)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		struct arena *arena = arena_new();
		struct stored_item item;

		status = arena == NULL ? STATUS_NO_MEMORY : engine->store->item_get(engine->store, ids[i], arena, &item);
		if (status == STATUS_OK && !item.item.is_gone)
			status = trigger_one(engine, rule, &item, arena, now);
		arena_free(arena);
	}
	return status;
}

static enum status
trigger_items_of_role(struct engine *engine, const struct rule *rule, const char *role, struct instant now)
{
	const struct item_filter filter = { .role = role, .only_present = true };
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status;
	size_t count;

	do {
		status = engine->store->item_select(engine->store, &filter, after, ids, ENGINE_PAGE, &count);
		if (status == STATUS_OK)
			status = trigger_page(engine, rule, ids, count, now);
		after = count == 0 ? after : ids[count - 1];
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}

static enum status
trigger_events_of_name(struct engine *engine, const struct rule *rule, struct instant now)
{
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status;
	size_t count;

	do {
		status = engine->store->event_select(engine->store, rule->trigger.event, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; i < count && status == STATUS_OK; i++) {
			struct arena *arena = arena_new();

			status = arena == NULL ? STATUS_NO_MEMORY : event_rule(engine, rule, ids[i], arena, now);
			arena_free(arena);
		}
		after = count == 0 ? after : ids[count - 1];
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}

enum status
trigger_rule(struct engine *engine, const struct rule *rule, struct instant now)
{
	enum status status;

	if (rule->trigger.kind == TRIGGER_EVENT)
		return trigger_events_of_name(engine, rule, now);
	if (!is_triggered_by_items(rule))
		return STATUS_OK;
	status = trigger_items_of_role(engine, rule, rule->trigger.role, now);
	if (status == STATUS_OK && rule->expectation.kind == EXPECT_REGISTER && rule->expectation.both_ways)
		status = trigger_items_of_role(engine, rule, rule->expectation.role, now);
	return status;
}
