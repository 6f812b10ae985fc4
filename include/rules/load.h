/* Loading of rule files into a ruleset. Pure: files come through a reader that the caller gives. */
#ifndef GONGKAI_RULES_LOAD_H
#define GONGKAI_RULES_LOAD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "rules/diagnostic.h"
#include "rules/ruleset.h"

/* Where files come from: the file system (rules/source_files.h) or memory (rules/source_memory.h). */
struct source_reader {
	/* The bytes of the file, at most `limit`, taken from `arena`. STATUS_NOT_FOUND, STATUS_LIMIT, STATUS_IO. */
	enum status (*read_file)(void *context, const char *path, size_t limit, struct arena *arena,
	    const char **bytes, size_t *length);
	/* The paths of the *.rules files of a folder, sorted by name, NULL-terminated, taken from `arena`; folders in
	 * it come with a final slash. STATUS_NOT_FOUND where `path` is no folder. */
	enum status (*list_folder)(void *context, const char *path, struct arena *arena,
	    const char *const **paths);
	void *context;
	const struct date *today; /* for the warning about rules that are over; NULL for none */
};

/* Reads the files and folders, checks everything and builds a ruleset; the caller releases it. All that is
 * wrong goes to `diagnostics`, sorted. STATUS_INVALID where there was an error: *ruleset is then untouched. */
MUST_USE enum status ruleset_load(const struct source_reader *reader, const char *const *paths, size_t count,
    struct diagnostics *diagnostics, struct ruleset **ruleset);

#endif
