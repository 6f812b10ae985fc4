/* What the parts of the SQLite store share: statements by name, binding and reading in order. */
#ifndef GONGKAI_LIB_STORE_SQLITE_PRIVATE_H
#define GONGKAI_LIB_STORE_SQLITE_PRIVATE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/sqlite.h"
#include "store/store.h"

enum statement_name {
#define STATEMENT(name, sql) STATEMENT_##name,
#include "lib/store/sqlite_statements.h"
#undef STATEMENT
	STATEMENT_COUNT
};

struct sqlite_store {
	struct store store; /* first, so that a pointer to it is a pointer to this */
	sqlite3 *database;
	sqlite3_stmt *statements[STATEMENT_COUNT];
	bool is_changing; /* between begin and commit or rollback */
	char trouble[STORE_TROUBLE_BYTES];
};

static inline struct sqlite_store *
sqlite_of(struct store *store)
{
	return (struct sqlite_store *)store;
}

/* Schema of a fresh or older file brought up to date; see sqlite_schema.c. */
MUST_USE enum status sqlite_schema_update(sqlite3 *database, char trouble[STORE_TROUBLE_BYTES]);

/* A statement in use: values are bound in order, then columns are read in order. */
struct query {
	struct sqlite_store *sqlite;
	sqlite3_stmt *statement;
	const char *name;
	int next;         /* parameter or column */
	bool has_failed;
	struct arena *arena; /* for strings read; NULL: they live until the next step */
};

/* Takes a statement into use; query_end() gives it back. query_change() refuses outside of a transaction. */
void query_start(struct query *query, struct store *store, enum statement_name name);
void query_change(struct query *query, struct store *store, enum statement_name name);

void bind_int(struct query *query, int64_t value);
void bind_id(struct query *query, int64_t id);          /* 0 is NULL */
void bind_bool(struct query *query, bool value);
void bind_text(struct query *query, const char *text);  /* NULL is NULL */
void bind_instant(struct query *query, struct instant instant);
void bind_instant_if(struct query *query, bool has, struct instant instant);
void bind_date(struct query *query, struct date date);
void bind_date_if(struct query *query, bool has, struct date date);
void bind_claimed(struct query *query, struct claimed_date claimed); /* four parameters */

/* Runs a statement without rows and ends it. STATUS_CONFLICT where something unique is there already. */
MUST_USE enum status query_run(struct query *query);

/* The same; STATUS_NOT_FOUND where it changed no row. */
MUST_USE enum status query_run_one(struct query *query);

/* Goes to the next row; false at the end or on failure. */
bool query_step(struct query *query);

/* Ends a statement. STATUS_IO where anything failed. */
MUST_USE enum status query_end(struct query *query);

/* Ends a statement that must have had a row: STATUS_NOT_FOUND where `found` is false. */
MUST_USE enum status query_end_found(struct query *query, bool found);

int64_t take_int(struct query *query); /* NULL reads as 0 */
bool take_bool(struct query *query);
const char *take_text(struct query *query);
struct instant take_instant(struct query *query);
bool take_instant_if(struct query *query, struct instant *instant); /* NULL is false */
struct date take_date(struct query *query);
bool take_date_if(struct query *query, struct date *date);
struct claimed_date take_claimed(struct query *query);

/* Reads ids until the page is full, then ends the statement. */
MUST_USE enum status query_page(struct query *query, int64_t *ids, size_t room, size_t *count);

/* The last id that an insert made. */
int64_t inserted_id(const struct query *query);

/* Fields of items and of events. */
MUST_USE enum status fields_replace(struct store *store, enum statement_name drop, enum statement_name add,
    int64_t owner, const struct field *fields, size_t count);
MUST_USE enum status fields_read(struct store *store, enum statement_name name, int64_t owner, struct arena *arena,
    const struct field **fields, size_t *count);

/* Each part fills in its functions. */
void sqlite_items_start(struct store *store);
void sqlite_columns_start(struct store *store);
void sqlite_duties_start(struct store *store);
void sqlite_history_start(struct store *store);
void sqlite_settings_start(struct store *store);
void sqlite_outbox_start(struct store *store);

#endif
