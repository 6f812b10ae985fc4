/* A ruleset: all that the admins' files say, checked, immutable and counted. A reload builds a new one; whoever
 * still works with the old one keeps it alive. Everything reached from it lives as long as it does. */
#ifndef GONGKAI_RULES_RULESET_H
#define GONGKAI_RULES_RULESET_H

#include <stddef.h>
#include <stdint.h>

#include "model/rule.h"
#include "model/site.h"
#include "rules/rule_test.h"
#include "rules/settings.h"

struct ruleset;

struct ruleset *ruleset_retain(struct ruleset *ruleset);
void ruleset_release(struct ruleset *ruleset); /* NULL is fine */

/* Changes with anything that decides in any rule, and with nothing else. */
uint64_t ruleset_digest(const struct ruleset *ruleset);

const struct settings *ruleset_settings(const struct ruleset *ruleset);

/* Lists in the order of the files, linked by `next`; NULL where empty. */
const struct site *ruleset_sites(const struct ruleset *ruleset);
const struct roster *ruleset_rosters(const struct ruleset *ruleset); /* catalogues too */
const struct route *ruleset_routes(const struct ruleset *ruleset);
const struct rule_test *ruleset_tests(const struct ruleset *ruleset);
const struct rule *const *ruleset_rules(const struct ruleset *ruleset, size_t *count);

/* By name; NULL where there is none. */
const struct site *ruleset_find_site(const struct ruleset *ruleset, const char *name);
const struct column *ruleset_find_column(const struct ruleset *ruleset, const char *site, const char *column);
const struct roster *ruleset_find_roster(const struct ruleset *ruleset, const char *name);
const struct route *ruleset_find_route(const struct ruleset *ruleset, const char *name);
const struct rule *ruleset_find_rule(const struct ruleset *ruleset, const char *name);

/* The rules whose trigger or expectation is about items of `role`, rules about any role included, each once,
 * in the order of the files. Costs one lookup, however many rules there are. */
const struct rule *const *ruleset_rules_for_role(const struct ruleset *ruleset, const char *role, size_t *count);

/* The rules that wait for events of this name. */
const struct rule *const *ruleset_rules_for_event(const struct ruleset *ruleset, const char *event, size_t *count);

/* The rules without a trigger item or event: standing ones, periods and dates. */
const struct rule *const *ruleset_timed_rules(const struct ruleset *ruleset, size_t *count);

#endif
