/* Patterns: Perl-compatible regular expressions over UTF-8, with limits on what a match may cost. */
#ifndef GONGKAI_RULES_PATTERN_H
#define GONGKAI_RULES_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

struct pattern;

enum pattern_result {
	PATTERN_NO,
	PATTERN_YES,
	PATTERN_TOO_COSTLY, /* over the limit on steps, or a text that is not UTF-8: nobody knows */
};

struct pattern_problem {
	size_t offset;      /* bytes into the pattern */
	char message[160];  /* PCRE2's own, in English */
};

/* Compiles; `quick_match` adds machine code, which pays off for patterns that are kept. STATUS_INVALID fills
 * *problem. The caller frees the result. */
MUST_USE enum status pattern_compile(const char *text, size_t length, bool quick_match,
    struct pattern **pattern, struct pattern_problem *problem);

void pattern_free(struct pattern *pattern); /* NULL is fine */

enum pattern_result pattern_match(const struct pattern *pattern, const char *text, size_t length);

#endif
