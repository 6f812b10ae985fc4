/* Conditions on items: evaluation of `where`. */
#ifndef GONGKAI_RULES_CONDITION_H
#define GONGKAI_RULES_CONDITION_H

#include <stdbool.h>

#include "model/item.h"
#include "model/rule.h"
#include "time/deadline.h"

/* What the variables in values stand for. Zero-initialised it gives none. */
struct condition_context {
	const struct period *period; /* {year}, {half}, {quarter}, {month}, {week}; NULL where none */
	const char *unit;            /* {unit}, also an entry of a catalogue; NULL where none */
	const char *const *aliases;  /* other names of the unit, NULL-terminated; NULL for none */
	const struct item *trigger;  /* {trigger.FIELD}; NULL where none */
};

/* Kleene's three values: what cannot be told must not accuse. */
enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

/* NULL conditions are true. UNKNOWN where a pattern costs too much or a variable has no value here. */
enum truth condition_evaluate(const struct condition *condition, const struct item *item,
    const struct condition_context *context);

/* Whether it is certainly true. */
bool condition_holds(const struct condition *condition, const struct item *item,
    const struct condition_context *context);

#endif
