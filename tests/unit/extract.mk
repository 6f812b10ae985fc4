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
unit_tests += tests/unit/test_article
tests_unit_test_article_SOURCES = tests/unit/test_article.c tests/unit/unit.h
tests_unit_test_article_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS)
tests_unit_test_article_LDADD = $(extract_LIBS) $(UNIT_LIBS)
EXTRA_DIST += tests/fixtures/articles

unit_tests += tests/unit/test_health
tests_unit_test_health_SOURCES = tests/unit/test_health.c tests/unit/unit.h
tests_unit_test_health_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS)
tests_unit_test_health_LDADD = $(extract_LIBS) $(UNIT_LIBS)

unit_tests += tests/unit/test_detectors
tests_unit_test_detectors_SOURCES = tests/unit/test_detectors.c tests/unit/unit.h
tests_unit_test_detectors_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS)
tests_unit_test_detectors_LDADD = $(extract_LIBS) $(UNIT_LIBS)

unit_tests += tests/unit/test_hostile_pages
tests_unit_test_hostile_pages_SOURCES = tests/unit/test_hostile_pages.c tests/unit/unit.h
tests_unit_test_hostile_pages_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS)
tests_unit_test_hostile_pages_LDADD = $(extract_LIBS) $(UNIT_LIBS)

unit_tests += tests/unit/test_spam_sets
tests_unit_test_spam_sets_SOURCES = tests/unit/test_spam_sets.c tests/unit/unit.h
tests_unit_test_spam_sets_CPPFLAGS = $(UNIT_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
tests_unit_test_spam_sets_LDADD = $(extract_LIBS) $(UNIT_LIBS) $(JANSSON_LIBS)
EXTRA_DIST += tests/fixtures/spam
