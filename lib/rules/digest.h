/* Digests of rules: FNV-1a (draft-eastlake-fnv) over all that decides. */
#ifndef GONGKAI_RULES_DIGEST_H
#define GONGKAI_RULES_DIGEST_H

#include <stdint.h>

#include "rules/ruleset.h"

/* Gives each rule its digest and the ruleset one over all rules, in the order of their names. */
void digest_ruleset(struct ruleset *ruleset);

/* Of trigger, expectation and scope alone: equal for rules that ask the same, whatever their limits. */
uint64_t digest_core(const struct rule *rule);

#endif
