/* The store in memory: for tests, simulations and rule tests. Pure; gone with the process.
 * rollback() undoes: every transaction keeps a journal of what it changed. */
#ifndef GONGKAI_STORE_MEMORY_H
#define GONGKAI_STORE_MEMORY_H

#include "base/status.h"
#include "store/store.h"

/* An empty store; the caller closes it. */
MUST_USE enum status store_memory_new(struct store **store);

#endif
