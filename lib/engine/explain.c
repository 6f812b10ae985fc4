/* A deadline counted again, for people. */
#include "engine/explain.h"

#include "lib/engine/engine_private.h"

static enum status
count_again(struct assessment *assessment, int64_t id, deadline_step_function *steps, void *context,
    struct deadline *deadline)
{
	struct store *store = assessment->engine->store;
	enum status status = store->duty_get(store, id, assessment->arena, &assessment->duty);

	if (status != STATUS_OK)
		return status;
	assessment->rule = ruleset_find_rule(assessment->engine->ruleset, assessment->duty.rule);
	status = assessment->rule == NULL ? STATUS_NOT_FOUND : assessment_load(assessment);
	if (status == STATUS_OK)
		status = limit_anchor(assessment);
	if (status != STATUS_OK)
		return status;
	if (!assessment->anchor.is_known)
		return STATUS_NOT_FOUND;
	return limit_deadline(assessment, steps, context, deadline);
}

/* An engine that only lends its eyes: it owns nothing and is told nothing. */
enum status
engine_explain_deadline(const struct engine_config *config, int64_t duty, deadline_step_function *steps, void *context,
    struct deadline *deadline)
{
	struct engine reader = {
		.ruleset = config->ruleset, .sites = config->sites, .store = config->store, .zone = config->zone,
		.calendar = config->calendar, .calendar_context = config->calendar_context,
	};
	struct assessment assessment;
	struct arena *arena = arena_new();
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	assessment_start(&assessment, &reader, NULL, arena, CAUSE_CREATED, (struct instant){ 0 });
	status = count_again(&assessment, duty, steps, context, deadline);
	arena_free(arena);
	return status;
}
