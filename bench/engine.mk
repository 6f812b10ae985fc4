# Benchmarks of engine.
bench_programs += bench/bench_engine
bench_bench_engine_SOURCES = bench/bench_engine.c
bench_bench_engine_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
bench_bench_engine_LDADD = $(engine_LIBS) $(calendar_files_LIBS) $(clock_LIBS) $(base_LIBS)
