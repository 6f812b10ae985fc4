/* The suite that every store must pass, on the store in memory and on the one on disk. */
#include "tests/unit/unit.h"

#include "store/memory.h"
#include "store/sqlite.h"
#include "tests/unit/store_suite.h"

static struct store *
open_memory(void)
{
	struct store *store = NULL;

	return store_memory_new(&store) == STATUS_OK ? store : NULL;
}

/* ":memory:" is SQLite's own name for a database that needs no file. */
static struct store *
open_sqlite(void)
{
	char trouble[STORE_TROUBLE_BYTES];
	struct store *store = NULL;

	return store_sqlite_open(":memory:", true, &store, trouble) == STATUS_OK ? store : NULL;
}

int
main(void)
{
	return store_suite_run("memory", open_memory) + store_suite_run("sqlite", open_sqlite);
}
