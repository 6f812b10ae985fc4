# Unit tests of extract.
unit_tests += tests/unit/test_encoding
tests_unit_test_encoding_SOURCES = tests/unit/test_encoding.c tests/unit/unit.h
tests_unit_test_encoding_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_encoding_LDADD = $(extract_LIBS) $(UNIT_LIBS)
