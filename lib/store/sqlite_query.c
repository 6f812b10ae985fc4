/* Statements in use: binding, stepping and reading, with one place that notices failures. */
#include <stdio.h>
#include <string.h>

#include "lib/store/sqlite_private.h"

static const struct {
	const char *name;
	const char *sql;
} texts[STATEMENT_COUNT] = {
#define STATEMENT(name, sql) { #name, sql },
#include "lib/store/sqlite_statements.h"
#undef STATEMENT
};

static void
fail(struct query *query)
{
	if (!query->has_failed)
		snprintf(query->sqlite->trouble, STORE_TROUBLE_BYTES, "%s: %s", query->name,
		    sqlite3_errmsg(query->sqlite->database));
	query->has_failed = true;
}

void
query_start(struct query *query, struct store *store, enum statement_name name)
{
	struct sqlite_store *sqlite = sqlite_of(store);

	*query = (struct query){ .sqlite = sqlite, .name = texts[name].name, .next = 1 };
	if (sqlite->statements[name] == NULL && sqlite3_prepare_v3(sqlite->database, texts[name].sql, -1,
		SQLITE_PREPARE_PERSISTENT, &sqlite->statements[name], NULL) != SQLITE_OK)
		fail(query);
	query->statement = sqlite->statements[name];
}

void
query_change(struct query *query, struct store *store, enum statement_name name)
{
	query_start(query, store, name);
	if (!query->sqlite->is_changing) {
		snprintf(query->sqlite->trouble, STORE_TROUBLE_BYTES, "%s: outside of a transaction", query->name);
		query->has_failed = true;
	}
}

static void
check(struct query *query, int code)
{
	if (code != SQLITE_OK)
		fail(query);
}

void
bind_int(struct query *query, int64_t value)
{
	check(query, sqlite3_bind_int64(query->statement, query->next++, value));
}

void
bind_id(struct query *query, int64_t id)
{
	if (id == 0)
		check(query, sqlite3_bind_null(query->statement, query->next++));
	else
		bind_int(query, id);
}

void
bind_bool(struct query *query, bool value)
{
	bind_int(query, value ? 1 : 0);
}

void
bind_text(struct query *query, const char *text)
{
	check(query, sqlite3_bind_text(query->statement, query->next++, text, -1, SQLITE_STATIC));
}

void
bind_instant(struct query *query, struct instant instant)
{
	bind_int(query, instant.seconds);
}

void
bind_instant_if(struct query *query, bool has, struct instant instant)
{
	if (has)
		bind_instant(query, instant);
	else
		check(query, sqlite3_bind_null(query->statement, query->next++));
}

void
bind_date(struct query *query, struct date date)
{
	bind_int(query, date.days);
}

void
bind_date_if(struct query *query, bool has, struct date date)
{
	bind_instant_if(query, has, (struct instant){ date.days });
}

void
bind_claimed(struct query *query, struct claimed_date claimed)
{
	bind_int(query, (int64_t)claimed.precision);
	bind_date(query, claimed.date);
	bind_int(query, claimed.second_of_day);
	bind_bool(query, claimed.year_inferred);
}

bool
query_step(struct query *query)
{
	int code;

	if (query->has_failed)
		return false;
	code = sqlite3_step(query->statement);
	query->next = 0;
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		fail(query);
	return false;
}

static void
give_back(struct query *query)
{
	if (query->statement == NULL)
		return;
	sqlite3_reset(query->statement);
	sqlite3_clear_bindings(query->statement);
}

enum status
query_end(struct query *query)
{
	give_back(query);
	return query->has_failed ? STATUS_IO : STATUS_OK;
}

enum status
query_end_found(struct query *query, bool found)
{
	enum status status = query_end(query);

	return status == STATUS_OK && !found ? STATUS_NOT_FOUND : status;
}

enum status
query_run(struct query *query)
{
	int code;

	if (query->has_failed) {
		give_back(query);
		return query->sqlite->is_changing ? STATUS_IO : STATUS_INTERNAL;
	}
	code = sqlite3_step(query->statement);
	if (code == SQLITE_DONE)
		return query_end(query);
	fail(query);
	code = sqlite3_extended_errcode(query->sqlite->database);
	give_back(query);
	return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ? STATUS_CONFLICT : STATUS_IO;
}

enum status
query_run_one(struct query *query)
{
	enum status status = query_run(query);

	if (status == STATUS_OK && sqlite3_changes(query->sqlite->database) == 0)
		return STATUS_NOT_FOUND;
	return status;
}

int64_t
inserted_id(const struct query *query)
{
	return sqlite3_last_insert_rowid(query->sqlite->database);
}

int64_t
take_int(struct query *query)
{
	return sqlite3_column_int64(query->statement, query->next++);
}

bool
take_bool(struct query *query)
{
	return take_int(query) != 0;
}

const char *
take_text(struct query *query)
{
	const char *text = (const char *)sqlite3_column_text(query->statement, query->next);
	size_t length = (size_t)sqlite3_column_bytes(query->statement, query->next++);
	char *copy;

	if (text == NULL || query->arena == NULL)
		return text;
	copy = arena_copy(query->arena, text, length);
	if (copy == NULL)
		query->has_failed = true;
	return copy;
}

struct instant
take_instant(struct query *query)
{
	return (struct instant){ take_int(query) };
}

bool
take_instant_if(struct query *query, struct instant *instant)
{
	bool has = sqlite3_column_type(query->statement, query->next) != SQLITE_NULL;

	*instant = take_instant(query);
	return has;
}

struct date
take_date(struct query *query)
{
	return (struct date){ (int32_t)take_int(query) };
}

bool
take_date_if(struct query *query, struct date *date)
{
	bool has = sqlite3_column_type(query->statement, query->next) != SQLITE_NULL;

	*date = take_date(query);
	return has;
}

struct claimed_date
take_claimed(struct query *query)
{
	struct claimed_date claimed = { 0 };

	claimed.precision = (enum date_precision)take_int(query);
	claimed.date = take_date(query);
	claimed.second_of_day = (int32_t)take_int(query);
	claimed.year_inferred = take_bool(query);
	return claimed;
}

enum status
query_page(struct query *query, int64_t *ids, size_t room, size_t *count)
{
	size_t found = 0;
	enum status status;

	while (found < room && query_step(query))
		ids[found++] = take_int(query);
	status = query_end(query);
	if (status == STATUS_OK)
		*count = found;
	return status;
}

enum status
fields_replace(struct store *store, enum statement_name drop, enum statement_name add, int64_t owner,
    const struct field *fields, size_t count)
{
	struct query query;
	enum status status;

	query_change(&query, store, drop);
	bind_int(&query, owner);
	status = query_run(&query);
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		query_change(&query, store, add);
		bind_int(&query, owner);
		bind_int(&query, (int64_t)i);
		bind_text(&query, fields[i].name);
		bind_text(&query, fields[i].value);
		bind_claimed(&query, fields[i].date);
		bind_int(&query, (int64_t)fields[i].source);
		status = query_run(&query);
	}
	return status;
}

/* Fields come with their number in front, so that one walk suffices. */
enum status
fields_read(struct store *store, enum statement_name name, int64_t owner, struct arena *arena,
    const struct field **fields, size_t *count)
{
	struct field *made = NULL;
	size_t read = 0, total = 0;
	struct query query;
	enum status status;

	query_start(&query, store, name);
	query.arena = arena;
	bind_int(&query, owner);
	while (query_step(&query)) {
		size_t left = (size_t)take_int(&query);

		if (made == NULL) {
			total = left;
			made = arena_take_array(arena, total, sizeof(*made));
			query.has_failed = made == NULL;
		}
		if (made == NULL || read == total)
			break;
		made[read].name = take_text(&query);
		made[read].value = take_text(&query);
		made[read].date = take_claimed(&query);
		made[read].source = (enum value_source)take_int(&query);
		read++;
	}
	status = query_end(&query);
	if (status == STATUS_OK) {
		*fields = made;
		*count = read;
	}
	return status;
}

static enum status
explain(struct sqlite_store *sqlite, size_t name, store_plan_function *function, void *context)
{
	char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", texts[name].sql);
	sqlite3_stmt *statement = NULL;
	int code = sql == NULL ? SQLITE_NOMEM : sqlite3_prepare_v2(sqlite->database, sql, -1, &statement, NULL);

	while (code == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		function(context, texts[name].name, (const char *)sqlite3_column_text(statement, 3));
	if (code != SQLITE_OK)
		snprintf(sqlite->trouble, STORE_TROUBLE_BYTES, "%s: %s", texts[name].name,
		    sqlite3_errmsg(sqlite->database));
	sqlite3_finalize(statement);
	sqlite3_free(sql);
	return code == SQLITE_OK ? STATUS_OK : STATUS_IO;
}

enum status
store_sqlite_plans(struct store *store, store_plan_function *function, void *context)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; i < STATEMENT_COUNT && status == STATUS_OK; i++)
		status = explain(sqlite_of(store), i, function, context);
	return status;
}
