# Unit tests of store.
unit_tests += tests/unit/test_store_sqlite
tests_unit_test_store_sqlite_SOURCES = tests/unit/test_store_sqlite.c tests/unit/unit.h
tests_unit_test_store_sqlite_CPPFLAGS = $(UNIT_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_store_sqlite_LDADD = $(store_LIBS) $(UNIT_LIBS)
unit_tests += tests/unit/test_store_suite
tests_unit_test_store_suite_SOURCES = tests/unit/test_store_suite.c tests/unit/store_suite.c tests/unit/store_suite.h \
	tests/unit/unit.h
tests_unit_test_store_suite_CPPFLAGS = $(UNIT_CPPFLAGS) $(SQLITE_CFLAGS)
tests_unit_test_store_suite_LDADD = $(store_LIBS) $(UNIT_LIBS)
