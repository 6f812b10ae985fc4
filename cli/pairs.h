/* Pairs as people see them: what was held against a duty's trigger, why it was taken or refused, and the likely pairs
 * that wait for somebody to look at them. Every decision was the engine's. */
#ifndef GONGKAI_CLI_PAIRS_H
#define GONGKAI_CLI_PAIRS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "cli/view.h"

/* Prints the likely pairs, best first, those of one site where `site` is not NULL; *count says how many. Pairs of items
 * that are gone are left out. */
MUST_USE enum status pairs_review(const struct view *view, const char *site, bool is_json, size_t *count);

/* Prints what was held against the trigger: the answers, then the nearest that were refused, each with its history. */
MUST_USE enum status pairs_explain(const struct view *view, int64_t trigger);

/* The same as a JSON array, which the caller owns. */
MUST_USE enum status pairs_json(const struct view *view, int64_t trigger, json_t **array);

#endif
