# Unit tests of extract.
unit_tests += tests/unit/test_encoding
tests_unit_test_encoding_SOURCES = tests/unit/test_encoding.c tests/unit/unit.h
tests_unit_test_encoding_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_encoding_LDADD = $(extract_LIBS) $(UNIT_LIBS)

unit_tests += tests/unit/test_url tests/unit/test_document tests/unit/test_list
tests_unit_test_url_SOURCES = tests/unit/test_url.c tests/unit/unit.h
tests_unit_test_url_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_url_LDADD = $(base_LIBS) $(UNIT_LIBS)
tests_unit_test_document_SOURCES = tests/unit/test_document.c tests/unit/unit.h
tests_unit_test_document_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS)
tests_unit_test_document_LDADD = $(extract_LIBS) $(UNIT_LIBS)
tests_unit_test_list_SOURCES = tests/unit/test_list.c tests/unit/unit.h
tests_unit_test_list_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_list_LDADD = $(extract_LIBS) $(UNIT_LIBS)
EXTRA_DIST += tests/fixtures/lists
