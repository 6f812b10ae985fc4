/* Rule texts that tests write or make up. */
#ifndef GONGKAI_TESTS_RULES_TEXT_H
#define GONGKAI_TESTS_RULES_TEXT_H

#include <stdint.h>

#include "base/buffer.h"
#include "lib/rules/grammar.h"
#include "rules/ruleset.h"

/* Loads one text. NULL where it has an error; *errors and *first (copied into `message`) tell. */
struct ruleset *load_text(const char *text, size_t *errors, char message[256]);

/* The only rule of a text that must be right. The caller releases *ruleset. */
const struct rule *load_rule(const char *text, struct ruleset **ruleset);

/* Appends a made-up file: right by the grammar, whatever it may mean. The same seed makes the same file. */
void make_up_file(const struct grammar *grammar, uint64_t seed, enum keyword_language language,
    struct buffer *text);

#endif
