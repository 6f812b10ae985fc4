/* Reading of files and folders, with what they include. */
#ifndef GONGKAI_RULES_LOAD_FILES_H
#define GONGKAI_RULES_LOAD_FILES_H

#include "lib/rules/build.h"
#include "rules/load.h"

/* Reads and lowers all files. What is wrong with them is reported; the status tells of memory and limits. */
MUST_USE enum status load_files(struct builder *builder, const struct source_reader *reader,
    const char *const *paths, size_t count);

#endif
