/* The canonical form of a rule file: one statement a line, tabs, comments kept; keywords in either language. */
#ifndef GONGKAI_RULES_FORMAT_H
#define GONGKAI_RULES_FORMAT_H

#include "base/buffer.h"
#include "base/status.h"
#include "rules/diagnostic.h"

enum format_language { FORMAT_AS_WRITTEN, FORMAT_ENGLISH, FORMAT_CHINESE };

/* Appends the canonical text. Formatting it again gives the same; reading it gives the same rules. STATUS_INVALID
 * where the text has faults, which are reported: nothing is then appended. */
MUST_USE enum status rules_format(const struct source_text *source, enum format_language language,
    struct diagnostics *diagnostics, struct buffer *result);

#endif
