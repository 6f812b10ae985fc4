/* The store on disk: one SQLite file in WAL mode (SQLite documentation, "Write-Ahead Logging"). Several processes may
 * have it open: gongkaid works, gongkaictl reads and appends operator actions. */
#ifndef GONGKAI_STORE_SQLITE_H
#define GONGKAI_STORE_SQLITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "store/store.h"

enum { STORE_TROUBLE_BYTES = 512 };

/* Opens the file, made anew where `create` and there is none, and brings its schema up to date. On failure `trouble`
 * says what and where (translated): STATUS_NOT_FOUND no such file, STATUS_CONFLICT written by a newer gongkai or
 * not a gongkai store, STATUS_IO otherwise. The caller closes the store with store_close(). */
MUST_USE enum status store_sqlite_open(const char *path, bool create, struct store **store,
    char trouble[STORE_TROUBLE_BYTES]);

/* What SQLite said last, for logs; "" where all went well. Valid until the next call on the store. */
const char *store_sqlite_trouble(const struct store *store);

/* Every statement with its query plan, one callback a step of a plan: for the test that no query scans a table that
 * grows. */
typedef void store_plan_function(void *context, const char *statement, const char *step);
MUST_USE enum status store_sqlite_plans(struct store *store, store_plan_function *function, void *context);

#endif
