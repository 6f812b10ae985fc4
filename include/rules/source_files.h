/* Rule files on disk. The one part of this layer that touches the file system; it is a library of its own, so
 * that the rest links without. */
#ifndef GONGKAI_RULES_SOURCE_FILES_H
#define GONGKAI_RULES_SOURCE_FILES_H

#include "rules/load.h"

/* A reader of real files; "-" is standard input. Needs no context. */
struct source_reader file_reader(void);

#endif
