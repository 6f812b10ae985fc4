# Unit tests of match.
unit_tests += tests/unit/test_match_title tests/unit/test_match_index tests/unit/test_match_pairs
tests_unit_test_match_title_SOURCES = tests/unit/test_match_title.c tests/unit/unit.h
tests_unit_test_match_title_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_match_title_LDADD = $(match_LIBS) $(UNIT_LIBS)
tests_unit_test_match_index_SOURCES = tests/unit/test_match_index.c tests/unit/unit.h
tests_unit_test_match_index_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_match_index_LDADD = $(match_LIBS) $(UNIT_LIBS)
tests_unit_test_match_pairs_SOURCES = tests/unit/test_match_pairs.c tests/unit/unit.h
tests_unit_test_match_pairs_CPPFLAGS = $(UNIT_CPPFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_match_pairs_LDADD = $(match_LIBS) $(UNIT_LIBS) $(JANSSON_LIBS)
EXTRA_DIST += tests/fixtures/pairs/pairs.jsonl
