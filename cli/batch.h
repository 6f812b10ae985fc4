/* Batches: many questions from a file, one a line, two fields with a tab between, one answer a line. */
#ifndef GONGKAI_CLI_BATCH_H
#define GONGKAI_CLI_BATCH_H

#include "base/buffer.h"
#include "base/status.h"
#include "cli/arguments.h"

/* Appends the answer, without a line end. Otherwise appends why there is none and returns its status. */
typedef enum status batch_function(struct argument first, struct argument second, void *context, struct buffer *answer);

/* Answers all lines of a file ("-" for standard input). A line without an answer prints "error: REASON" in its place.
 * Returns an exit status: EXIT_FINDINGS where there was such a line. */
int batch_run(const char *command, const char *path, batch_function *function, void *context);

#endif
