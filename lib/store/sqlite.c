/* The store on disk: opening, transactions, closing. */
#include "store/sqlite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "lib/store/sqlite_private.h"

/* gongkaictl appends an operator action while gongkaid commits a pass: both wait this long. */
enum { BUSY_TIMEOUT_MS = 10000 };

static enum status
run(struct sqlite_store *sqlite, const char *sql)
{
	if (sqlite3_exec(sqlite->database, sql, NULL, NULL, NULL) == SQLITE_OK)
		return STATUS_OK;
	snprintf(sqlite->trouble, STORE_TROUBLE_BYTES, "%s: %s", sql, sqlite3_errmsg(sqlite->database));
	return STATUS_IO;
}

static enum status
begin(struct store *store)
{
	struct sqlite_store *sqlite = sqlite_of(store);
	enum status status;

	if (sqlite->is_changing)
		return STATUS_INTERNAL;
	/* Immediate: a transaction that reads first and writes later could fail half-way. */
	status = run(sqlite, "BEGIN IMMEDIATE");
	sqlite->is_changing = status == STATUS_OK;
	return status;
}

static void
rollback(struct store *store)
{
	struct sqlite_store *sqlite = sqlite_of(store);

	if (sqlite->is_changing)
		(void)run(sqlite, "ROLLBACK");
	sqlite->is_changing = false;
}

static enum status
commit(struct store *store)
{
	struct sqlite_store *sqlite = sqlite_of(store);
	enum status status;

	if (!sqlite->is_changing)
		return STATUS_INTERNAL;
	status = run(sqlite, "COMMIT");
	if (status != STATUS_OK)
		rollback(store);
	sqlite->is_changing = false;
	return status;
}

static void
close_sqlite(struct store *store)
{
	struct sqlite_store *sqlite = sqlite_of(store);

	rollback(store);
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(sqlite->statements[i]);
	sqlite3_close(sqlite->database);
	free(sqlite);
}

/* WAL: readers do not stop the writer. NORMAL: a power failure may take back the last commits as a whole, states and
 * messages alike, so that they are derived again; a crash of the process takes back nothing. */
static enum status
configure(struct sqlite_store *sqlite)
{
	sqlite3_busy_timeout(sqlite->database, BUSY_TIMEOUT_MS);
	sqlite3_extended_result_codes(sqlite->database, 1);
	return run(sqlite, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
	    "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384");
}

static enum status
open_database(struct sqlite_store *sqlite, const char *path, bool create)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
	int code = sqlite3_open_v2(path, &sqlite->database, flags, NULL);

	if (code == SQLITE_OK)
		return STATUS_OK;
	snprintf(sqlite->trouble, STORE_TROUBLE_BYTES, _("%s: cannot be opened: %s"), path,
	    sqlite->database == NULL ? sqlite3_errstr(code) : sqlite3_errmsg(sqlite->database));
	return code == SQLITE_CANTOPEN && !create ? STATUS_NOT_FOUND : STATUS_IO;
}

static enum status
set_up(struct sqlite_store *sqlite, const char *path, bool create)
{
	char reason[STORE_TROUBLE_BYTES] = "";
	enum status status = open_database(sqlite, path, create);

	if (status != STATUS_OK)
		return status;
	/* A file that is no database says so at the first statement. */
	status = configure(sqlite);
	if (status != STATUS_OK)
		snprintf(reason, sizeof(reason), "%s", sqlite3_errmsg(sqlite->database));
	else
		status = sqlite_schema_update(sqlite->database, reason);
	if (status != STATUS_OK)
		snprintf(sqlite->trouble, STORE_TROUBLE_BYTES, "%.200s: %.300s", path, reason);
	return status;
}

enum status
store_sqlite_open(const char *path, bool create, struct store **store, char trouble[STORE_TROUBLE_BYTES])
{
	struct sqlite_store *sqlite = calloc(1, sizeof(*sqlite));
	enum status status;

	trouble[0] = '\0';
	if (sqlite == NULL)
		return STATUS_NO_MEMORY;
	status = set_up(sqlite, path, create);
	if (status != STATUS_OK) {
		memcpy(trouble, sqlite->trouble, STORE_TROUBLE_BYTES);
		close_sqlite(&sqlite->store);
		return status;
	}
	sqlite->store.close = close_sqlite;
	sqlite->store.begin = begin;
	sqlite->store.commit = commit;
	sqlite->store.rollback = rollback;
	sqlite_items_start(&sqlite->store);
	sqlite_columns_start(&sqlite->store);
	sqlite_duties_start(&sqlite->store);
	sqlite_history_start(&sqlite->store);
	sqlite_settings_start(&sqlite->store);
	sqlite_outbox_start(&sqlite->store);
	*store = &sqlite->store;
	return STATUS_OK;
}

const char *
store_sqlite_trouble(const struct store *store)
{
	return ((const struct sqlite_store *)store)->trouble;
}
