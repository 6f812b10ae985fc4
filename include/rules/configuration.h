/* A configuration: all that the admins' files say, read from disk and checked together: the rules with everything else
 * that stands in rule files, and the calendars that they name. One loader for the daemon, its reload, and every
 * command that checks. Immutable and counted. The files are read here; the rest of this layer never touches them. */
#ifndef GONGKAI_RULES_CONFIGURATION_H
#define GONGKAI_RULES_CONFIGURATION_H

#include <stddef.h>

#include "base/status.h"
#include "rules/diagnostic.h"
#include "rules/ruleset.h"
#include "time/calendar.h"

struct configuration;

/* Loads files and folders as ruleset_load() does, then the national calendar and those of the sites. All that is wrong
 * goes to `diagnostics`; `today` (NULL for none) lets them speak of what has expired. STATUS_INVALID where there was
 * an error: *configuration is then untouched. The caller releases it. */
MUST_USE enum status configuration_load(const char *const *paths, size_t count, const struct date *today,
    struct diagnostics *diagnostics, struct configuration **configuration);

struct configuration *configuration_retain(struct configuration *configuration);
void configuration_release(struct configuration *configuration); /* NULL is fine */

/* Borrowed: retain it to keep it longer. */
struct ruleset *configuration_rules(const struct configuration *configuration);

/* The calendar of that name, the national one for NULL; NULL where the rules name no such calendar. An
 * engine_calendar_function: `configuration` is a struct configuration. */
const struct calendar *configuration_calendar(void *configuration, const char *name);

#endif
