# Benchmarks of time.
bench_programs += bench/bench_time
bench_bench_time_SOURCES = bench/bench_time.c
bench_bench_time_LDADD = $(file_LIBS) $(time_LIBS)
