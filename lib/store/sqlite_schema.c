/* The schema on disk: numbered steps, forward only. A step that was released is never edited; a change is a new one. */
#include <stdio.h>

#include "base/message.h"
#include "lib/store/sqlite_private.h"

/* "gkai", so that another program's database is not taken for ours (SQLite: PRAGMA application_id). */
enum { APPLICATION_ID = 0x676b6169 };

/* States, kinds and outcomes are stored as the numbers of their enums, which therefore only grow at the end.
 * Instants are seconds of UTC, dates are days since 1970-01-01. "column" is a word of SQL, hence column_name. */
static const char *const steps[] = {
	"CREATE TABLE item ("
	" id INTEGER PRIMARY KEY, site TEXT NOT NULL, column_name TEXT NOT NULL, url TEXT NOT NULL,"
	" role TEXT NOT NULL, unit TEXT, title TEXT NOT NULL,"
	" published_precision INTEGER NOT NULL, published INTEGER NOT NULL, published_second INTEGER NOT NULL,"
	" year_inferred INTEGER NOT NULL, published_source INTEGER NOT NULL,"
	" not_before INTEGER, first_seen INTEGER NOT NULL, gone_seen INTEGER, is_baseline INTEGER NOT NULL,"
	" is_listed INTEGER NOT NULL, last_seen INTEGER NOT NULL, article INTEGER NOT NULL, text_hash INTEGER NOT NULL,"
	" UNIQUE (site, column_name, url)) STRICT;"
	"CREATE INDEX item_place ON item (site, column_name, id);"
	"CREATE INDEX item_listed ON item (site, column_name, id) WHERE is_listed = 1;"
	"CREATE INDEX item_pending ON item (site, column_name, id) WHERE article = 1;"
	"CREATE INDEX item_pending_id ON item (id) WHERE article = 1;"
	"CREATE INDEX item_role ON item (role, site, id);"
	"CREATE INDEX item_role_id ON item (role, id);"
	"CREATE INDEX item_newest ON item (site, column_name, published DESC, id)"
	" WHERE gone_seen IS NULL AND published_precision > 0;"
	"CREATE TABLE item_field ("
	" item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE, position INTEGER NOT NULL,"
	" name TEXT NOT NULL, value TEXT, precision INTEGER NOT NULL, date INTEGER NOT NULL,"
	" second INTEGER NOT NULL, year_inferred INTEGER NOT NULL, source INTEGER NOT NULL,"
	" PRIMARY KEY (item, position)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX item_field_number ON item_field (value, item) WHERE name = 'number';"
	"CREATE TABLE revision ("
	" id INTEGER PRIMARY KEY, item INTEGER NOT NULL, at INTEGER NOT NULL, field TEXT NOT NULL,"
	" before TEXT, after TEXT) STRICT;"
	"CREATE INDEX revision_item ON revision (item, id);"

	"CREATE TABLE column_state ("
	" site TEXT NOT NULL, column_name TEXT NOT NULL, is_imported INTEGER NOT NULL,"
	" first_good INTEGER, last_good INTEGER, last_complete INTEGER, last_look INTEGER,"
	" last_outcome INTEGER NOT NULL, failures INTEGER NOT NULL, is_trouble_told INTEGER NOT NULL,"
	" etag TEXT, last_modified TEXT, body_hash INTEGER NOT NULL, items INTEGER NOT NULL,"
	" reach INTEGER, PRIMARY KEY (site, column_name)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE observation ("
	" id INTEGER PRIMARY KEY, site TEXT NOT NULL, column_name TEXT NOT NULL, first_at INTEGER NOT NULL,"
	" outcome INTEGER NOT NULL, http_status INTEGER NOT NULL, body_hash INTEGER NOT NULL,"
	" items INTEGER NOT NULL, detail TEXT, last_at INTEGER NOT NULL, count INTEGER NOT NULL) STRICT;"
	"CREATE INDEX observation_place ON observation (site, column_name, id);"
	"CREATE INDEX observation_site ON observation (site, id);"
	"CREATE INDEX observation_last ON observation (last_at);"

	"CREATE TABLE duty ("
	" id INTEGER PRIMARY KEY, rule TEXT NOT NULL, key TEXT NOT NULL, site TEXT, unit TEXT,"
	" trigger_item INTEGER, trigger_event INTEGER, state INTEGER NOT NULL, since INTEGER NOT NULL,"
	" anchor INTEGER NOT NULL, due_day INTEGER NOT NULL, strict_day INTEGER NOT NULL, end_at INTEGER NOT NULL,"
	" due INTEGER NOT NULL, strict INTEGER NOT NULL, provisional INTEGER NOT NULL, calendar TEXT, answer_item INTEGER,"
	" late_count INTEGER NOT NULL, wake_at INTEGER NOT NULL, reminded INTEGER NOT NULL,"
	" rule_digest INTEGER NOT NULL, UNIQUE (rule, key)) STRICT;"
	"CREATE INDEX duty_wake ON duty (wake_at, id) WHERE wake_at < 9223372036854775807;"
	"CREATE INDEX duty_open ON duty (rule, site, id) WHERE state IN (0, 2, 3, 4, 5);"
	"CREATE INDEX duty_rule ON duty (rule, id);"
	"CREATE INDEX duty_site ON duty (site, id);"
	"CREATE INDEX duty_trigger_item ON duty (trigger_item, id) WHERE trigger_item IS NOT NULL;"
	"CREATE INDEX duty_trigger_event ON duty (trigger_event, id) WHERE trigger_event IS NOT NULL;"
	"CREATE INDEX duty_answer ON duty (answer_item, id) WHERE answer_item IS NOT NULL;"
	"CREATE INDEX duty_closed ON duty (since, id) WHERE state IN (1, 3, 6);"
	"CREATE TABLE transition ("
	" id INTEGER PRIMARY KEY, duty INTEGER NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL,"
	" cause INTEGER NOT NULL, at INTEGER NOT NULL, evidence TEXT) STRICT;"
	"CREATE INDEX transition_duty ON transition (duty, id);"

	"CREATE TABLE pair ("
	" id INTEGER PRIMARY KEY, trigger_item INTEGER NOT NULL, response INTEGER NOT NULL, origin INTEGER NOT NULL,"
	" at INTEGER NOT NULL, score INTEGER NOT NULL, confidence INTEGER NOT NULL, evidence INTEGER NOT NULL,"
	" reason TEXT, runners_up TEXT, author TEXT) STRICT;"
	"CREATE INDEX pair_both ON pair (trigger_item, response, id);"
	"CREATE INDEX pair_trigger ON pair (trigger_item, id);"
	"CREATE INDEX pair_response ON pair (response, id);"
	"CREATE INDEX pair_likely ON pair (score DESC, id) WHERE origin = 0 AND confidence = 1;"
	"CREATE TABLE event ("
	" id INTEGER PRIMARY KEY, name TEXT NOT NULL, site TEXT, unit TEXT, title TEXT, date INTEGER NOT NULL,"
	" instant INTEGER, author TEXT, entered INTEGER NOT NULL) STRICT;"
	"CREATE INDEX event_name ON event (name, id);"
	"CREATE TABLE event_field ("
	" event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE, position INTEGER NOT NULL,"
	" name TEXT NOT NULL, value TEXT, precision INTEGER NOT NULL, date INTEGER NOT NULL,"
	" second INTEGER NOT NULL, year_inferred INTEGER NOT NULL, source INTEGER NOT NULL,"
	" PRIMARY KEY (event, position)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE operation ("
	" id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, author TEXT, reason TEXT, entered INTEGER NOT NULL,"
	" duty INTEGER, trigger_item INTEGER, response INTEGER, date INTEGER, instant INTEGER, expires INTEGER,"
	" name TEXT, site TEXT, unit TEXT, title TEXT, fields TEXT, applied INTEGER, refusal TEXT) STRICT;"
	"CREATE INDEX operation_waiting ON operation (id) WHERE applied IS NULL;"
	"CREATE INDEX operation_duty ON operation (duty, id) WHERE duty IS NOT NULL;"

	"CREATE TABLE rule_state ("
	" rule TEXT PRIMARY KEY, digest INTEGER NOT NULL, first_used INTEGER NOT NULL, opened_until INTEGER"
	") STRICT, WITHOUT ROWID;"
	"CREATE TABLE reading ("
	" site TEXT NOT NULL, measure INTEGER NOT NULL, value INTEGER NOT NULL, at INTEGER NOT NULL,"
	" PRIMARY KEY (site, measure)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;"

	"CREATE TABLE outbox ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL, transition_id INTEGER, duty INTEGER,"
	" recipient TEXT NOT NULL, channel TEXT NOT NULL, severity INTEGER NOT NULL, subject TEXT,"
	" plain TEXT, html TEXT, created INTEGER NOT NULL, next_attempt INTEGER NOT NULL,"
	" attempts INTEGER NOT NULL, sent INTEGER, trouble TEXT, UNIQUE (reference, recipient, channel)) STRICT;"
	"CREATE INDEX outbox_due ON outbox (next_attempt, id) WHERE sent IS NULL;"
	"CREATE INDEX outbox_channel ON outbox (channel, next_attempt, id) WHERE sent IS NULL;"
	"CREATE INDEX outbox_duty ON outbox (duty) WHERE duty IS NOT NULL;",
};

enum { STEP_COUNT = sizeof(steps) / sizeof(steps[0]) };

static enum status
read_number(sqlite3 *database, const char *sql, int *number)
{
	sqlite3_stmt *statement;
	int code = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_step(statement);
	if (code == SQLITE_ROW)
		*number = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return code == SQLITE_ROW ? STATUS_OK : STATUS_IO;
}

static enum status
run(sqlite3 *database, const char *sql)
{
	return sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK ? STATUS_OK : STATUS_IO;
}

/* The version is read again inside of the transaction: two processes may open a fresh file together. */
static enum status
take_steps(sqlite3 *database)
{
	char mark[64];
	int version = 0;
	enum status status = run(database, "BEGIN IMMEDIATE");

	if (status != STATUS_OK)
		return status;
	status = read_number(database, "PRAGMA user_version", &version);
	for (int i = version; i < STEP_COUNT && status == STATUS_OK; i++)
		status = run(database, steps[i]);
	snprintf(mark, sizeof(mark), "PRAGMA user_version = %d; PRAGMA application_id = %d", (int)STEP_COUNT,
	    (int)APPLICATION_ID);
	if (status == STATUS_OK)
		status = run(database, mark);
	if (status == STATUS_OK)
		return run(database, "COMMIT");
	(void)run(database, "ROLLBACK");
	return status;
}

static enum status
refuse(char trouble[STORE_TROUBLE_BYTES], const char *reason)
{
	snprintf(trouble, STORE_TROUBLE_BYTES, "%s", reason);
	return STATUS_CONFLICT;
}

enum status
sqlite_schema_update(sqlite3 *database, char trouble[STORE_TROUBLE_BYTES])
{
	int version = 0, application = 0, tables = 0;
	enum status status = read_number(database, "PRAGMA user_version", &version);

	if (status == STATUS_OK)
		status = read_number(database, "PRAGMA application_id", &application);
	if (status == STATUS_OK)
		status = read_number(database, "SELECT count(*) FROM sqlite_schema", &tables);
	if (status == STATUS_OK && application != APPLICATION_ID && tables > 0)
		return refuse(trouble, _("this file is a database of another program"));
	if (status == STATUS_OK && version > STEP_COUNT)
		return refuse(trouble, _("this store was written by a newer gongkai; use that version or another path"));
	if (status == STATUS_OK && version < STEP_COUNT)
		status = take_steps(database);
	if (status != STATUS_OK)
		snprintf(trouble, STORE_TROUBLE_BYTES, "%s", sqlite3_errmsg(database));
	return status;
}
