# Benchmarks of engine.
bench_programs += bench/bench_engine
bench_bench_engine_SOURCES = bench/bench_engine.c
bench_bench_engine_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
bench_bench_engine_LDADD = $(engine_LIBS) $(calendar_files_LIBS) $(clock_LIBS) $(base_LIBS)
bench_programs += bench/bench_start
bench_bench_start_SOURCES = bench/bench_start.c
bench_bench_start_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
bench_bench_start_LDADD = $(engine_LIBS) $(store_LIBS) $(calendar_files_LIBS) $(base_LIBS)
