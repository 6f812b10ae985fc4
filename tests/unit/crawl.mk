# Unit tests of crawl.
unit_tests += tests/unit/test_fetch
tests_unit_test_fetch_SOURCES = tests/unit/test_fetch.c
tests_unit_test_fetch_CPPFLAGS = $(UNIT_CPPFLAGS) $(CURL_CFLAGS)
tests_unit_test_fetch_LDADD = $(crawl_LIBS) $(UNIT_LIBS)
