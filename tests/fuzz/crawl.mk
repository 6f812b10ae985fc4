# Fuzz targets of crawl.
fuzz_targets += tests/fuzz/fuzz_robots
tests_fuzz_fuzz_robots_SOURCES = tests/fuzz/fuzz_robots.c
tests_fuzz_fuzz_robots_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_robots_LDADD = $(FUZZ_LIBS) libcrawl.a $(model_LIBS)
EXTRA_DIST += tests/fuzz/corpus/robots
