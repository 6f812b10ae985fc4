/* What the commands that read rule files share. */
#ifndef GONGKAI_CLI_RULES_H
#define GONGKAI_CLI_RULES_H

#include <stdbool.h>

#include "rules/diagnostic.h"
#include "rules/ruleset.h"

enum rules_output { RULES_OUTPUT_TEXT, RULES_OUTPUT_JSON };

/* The configuration that is used where none is named: GONGKAI_RULES, or the installed folder. */
const char *rules_default_path(void);

/* Loads the files and folders of a command line; without any, the default. Returns an exit status; on EXIT_FINE
 * the caller releases *ruleset. Prints nothing but failures of the tool. */
int rules_load_arguments(const char *command, int count, char **paths, struct diagnostics *diagnostics,
    struct ruleset **ruleset);

/* Prints them: as text to standard error, as JSON Lines to standard output. */
void rules_print_diagnostics(const struct diagnostics *diagnostics, enum rules_output output, bool warnings);

/* One line on what was loaded. */
void rules_print_summary(const struct ruleset *ruleset, const struct diagnostics *diagnostics);

#endif
