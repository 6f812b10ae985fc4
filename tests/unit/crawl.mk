# Unit tests of crawl.
unit_tests += tests/unit/test_fetch
tests_unit_test_fetch_SOURCES = tests/unit/test_fetch.c
tests_unit_test_fetch_CPPFLAGS = $(UNIT_CPPFLAGS) $(CURL_CFLAGS)
tests_unit_test_fetch_LDADD = $(crawl_LIBS) $(UNIT_LIBS)

unit_tests += tests/unit/test_robots
tests_unit_test_robots_SOURCES = tests/unit/test_robots.c
tests_unit_test_robots_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_robots_LDADD = libcrawl.a $(model_LIBS) $(UNIT_LIBS)

# Without libcurl and libevent: the linker proves that the scheduler is pure.
unit_tests += tests/unit/test_scheduler
tests_unit_test_scheduler_SOURCES = tests/unit/test_scheduler.c
tests_unit_test_scheduler_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_scheduler_LDADD = libcrawl.a $(model_LIBS) $(UNIT_LIBS)

unit_tests += tests/unit/test_fetcher
tests_unit_test_fetcher_SOURCES = tests/unit/test_fetcher.c
tests_unit_test_fetcher_CPPFLAGS = $(UNIT_CPPFLAGS) $(EVENT_CFLAGS)
tests_unit_test_fetcher_LDADD = $(crawl_LIBS) $(UNIT_LIBS)

unit_tests += tests/unit/test_visit
tests_unit_test_visit_SOURCES = tests/unit/test_visit.c
tests_unit_test_visit_CPPFLAGS = $(UNIT_CPPFLAGS) $(EVENT_CFLAGS)
tests_unit_test_visit_LDADD = $(crawl_LIBS) $(UNIT_LIBS)
