/* Unit tests of the store on disk: what only it has. What every store must do is in store_suite.c. */
#include "config.h"

#include "tests/unit/unit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "store/sqlite.h"

static char folder[] = "/tmp/gongkai-store-XXXXXX";
static char path[sizeof(folder) + 16];

static int
make_folder(void **state)
{
	(void)state;
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof(path), "%s/store.db", folder);
	return 0;
}

static int
remove_files(void **state)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char name[sizeof(path) + 8];

	(void)state;
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, endings[i]);
		unlink(name);
	}
	return 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static struct store *
open_store(void)
{
	char trouble[STORE_TROUBLE_BYTES];
	struct store *store = NULL;

	assert_int_equal(store_sqlite_open(path, true, &store, trouble), STATUS_OK);
	assert_string_equal(trouble, "");
	return store;
}

static void
run_sql(const char *sql)
{
	sqlite3 *database;

	assert_int_equal(sqlite3_open(path, &database), SQLITE_OK);
	assert_int_equal(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(database);
}

static void
what_was_committed_is_there_after_reopening(void **state)
{
	struct store *store = open_store();
	struct arena *arena = arena_new();
	const char *value = NULL;

	(void)state;
	assert_int_equal(store->begin(store), STATUS_OK);
	assert_int_equal(store->setting_put(store, "kept", "公开"), STATUS_OK);
	assert_int_equal(store->commit(store), STATUS_OK);
	assert_int_equal(store->begin(store), STATUS_OK);
	assert_int_equal(store->setting_put(store, "lost", "x"), STATUS_OK);
	store_close(store);

	store = open_store();
	assert_int_equal(store->setting_get(store, "kept", arena, &value), STATUS_OK);
	assert_string_equal(value, "公开");
	assert_int_equal(store->setting_get(store, "lost", arena, &value), STATUS_NOT_FOUND);
	arena_free(arena);
	store_close(store);
}

static void
a_missing_file_is_made_only_when_asked(void **state)
{
	char trouble[STORE_TROUBLE_BYTES];
	struct store *store = NULL;

	(void)state;
	assert_int_equal(store_sqlite_open(path, false, &store, trouble), STATUS_NOT_FOUND);
	assert_null(store);
	assert_non_null(strstr(trouble, path));
	assert_int_not_equal(access(path, F_OK), 0);
}

static void
files_that_are_not_ours_are_refused(void **state)
{
	static const struct {
		const char *name;
		const char *sql;
	} cases[] = {
		{ "another program's database", "CREATE TABLE t (x)" },
		{ "a newer version", "PRAGMA application_id = 1735090537; PRAGMA user_version = 9999; CREATE TABLE t (x)" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char trouble[STORE_TROUBLE_BYTES];
		struct store *store = NULL;

		print_message("%s\n", cases[i].name);
		run_sql(cases[i].sql);
		assert_int_equal(store_sqlite_open(path, true, &store, trouble), STATUS_CONFLICT);
		assert_null(store);
		assert_int_not_equal(trouble[0], '\0');
		remove_files(state);
	}
}

static void
a_file_that_is_no_database_is_refused(void **state)
{
	char trouble[STORE_TROUBLE_BYTES];
	struct store *store = NULL;
	FILE *file = fopen(path, "w");

	(void)state;
	assert_non_null(file);
	for (int i = 0; i < 1000; i++)
		fputs("not a database\n", file);
	fclose(file);
	assert_int_equal(store_sqlite_open(path, true, &store, trouble), STATUS_IO);
	assert_non_null(strstr(trouble, path));
}

static void
two_stores_on_one_file_see_each_other(void **state)
{
	struct store *daemon = open_store();
	struct store *command = open_store();
	struct operation operation = { .kind = OPERATION_ACK, .author = "a", .reason = "r", .duty = 1 };
	struct operation next;
	struct arena *arena = arena_new();

	(void)state;
	assert_int_equal(command->begin(command), STATUS_OK);
	assert_int_equal(command->operation_add(command, &operation), STATUS_OK);
	assert_int_equal(daemon->operation_next(daemon, arena, &next), STATUS_NOT_FOUND);
	assert_int_equal(command->commit(command), STATUS_OK);
	assert_int_equal(daemon->operation_next(daemon, arena, &next), STATUS_OK);
	assert_int_equal(next.id, operation.id);
	arena_free(arena);
	store_close(command);
	store_close(daemon);
}

/* Walks whose cost is that of their result, or of tables that stay small. */
static const char *const allowed_scans[] = {
	"ITEM_TITLES_ALL", "ITEM_SELECT_PENDING_ALL", "DUTY_COUNT", "OUTBOX_WAITING", "OPERATION_NEXT", "OUTBOX_DUE",
	"OUTBOX_NEXT", "DUTY_NEXT_WAKE",
};

static void
refuse_scan(void *context, const char *statement, const char *step)
{
	(void)context;
	for (size_t i = 0; i < sizeof(allowed_scans) / sizeof(allowed_scans[0]); i++)
		if (strcmp(statement, allowed_scans[i]) == 0)
			return;
	if (strncmp(step, "SCAN", 4) == 0 || strstr(step, "TEMP B-TREE") != NULL)
		fail_msg("%s: %s", statement, step);
}

static void
no_statement_scans_a_table_that_grows(void **state)
{
	struct store *store = open_store();

	(void)state;
	assert_int_equal(store_sqlite_plans(store, refuse_scan, NULL), STATUS_OK);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(what_was_committed_is_there_after_reopening, remove_files),
		cmocka_unit_test_teardown(a_missing_file_is_made_only_when_asked, remove_files),
		cmocka_unit_test_teardown(files_that_are_not_ours_are_refused, remove_files),
		cmocka_unit_test_teardown(a_file_that_is_no_database_is_refused, remove_files),
		cmocka_unit_test_teardown(two_stores_on_one_file_see_each_other, remove_files),
		cmocka_unit_test_teardown(no_statement_scans_a_table_that_grows, remove_files),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
