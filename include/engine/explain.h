/* Explanations: a duty's deadline counted again, by the code that counted it first. Pure; reads the store and changes
 * nothing. */
#ifndef GONGKAI_ENGINE_EXPLAIN_H
#define GONGKAI_ENGINE_EXPLAIN_H

#include <stdint.h>

#include "base/status.h"
#include "engine/engine.h"
#include "time/deadline.h"

/* Counts the deadline of a duty from what the store knows of its trigger today, with the calendar of its site, and
 * tells `steps` each day counted or skipped (limits that are fixed days have none). Of the configuration the ruleset,
 * calendars, zone and store are used; all is borrowed for the call. STATUS_NOT_FOUND: no such duty, its rule or trigger is
 * gone, or there is no date to count from. Other errors as deadline_after(). */
MUST_USE enum status engine_explain_deadline(const struct engine_config *config, int64_t duty,
    deadline_step_function *steps, void *context, struct deadline *deadline);

#endif
