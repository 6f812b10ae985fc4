# Benchmarks of match.
bench_programs += bench/bench_match
bench_bench_match_SOURCES = bench/bench_match.c
bench_bench_match_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
bench_bench_match_LDADD = $(match_LIBS)
