/* Rule files in memory, for tests and for text that was just written. */
#ifndef GONGKAI_RULES_SOURCE_MEMORY_H
#define GONGKAI_RULES_SOURCE_MEMORY_H

#include "rules/load.h"

struct memory_file {
	const char *path;
	const char *bytes;
	size_t length;
};

struct memory_files {
	const struct memory_file *files;
	size_t count;
};

/* A reader of `files`, which must outlive it. A path that ends in a slash, or is the beginning of others up to
 * a slash, is a folder. */
struct source_reader memory_reader(struct memory_files *files);

#endif
