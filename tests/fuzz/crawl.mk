# Fuzz targets of crawl.
if FUZZER
noinst_PROGRAMS += tests/fuzz/fuzz_robots
tests_fuzz_fuzz_robots_SOURCES = tests/fuzz/fuzz_robots.c
tests_fuzz_fuzz_robots_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_robots_LDADD = $(crawl_LIBS)
endif
