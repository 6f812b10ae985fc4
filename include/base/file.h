/* Whole files: the one place that reads them, with a limit. A library of its own, so that what is pure links without
 * it. */
#ifndef GONGKAI_BASE_FILE_H
#define GONGKAI_BASE_FILE_H

#include <stddef.h>

#include "base/status.h"

/* Reads a file whole, "-" for standard input. The caller frees *bytes, which end with a NUL that *length does not
 * count. STATUS_LIMIT where it is longer than `limit` bytes; STATUS_IO with errno set (EISDIR for a folder). */
MUST_USE enum status file_read(const char *path, size_t limit, char **bytes, size_t *length);

#endif
