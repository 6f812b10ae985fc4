# Benchmarks of extract.
bench_programs += bench/bench_list
bench_bench_list_SOURCES = bench/bench_list.c
bench_bench_list_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
bench_bench_list_LDADD = $(file_LIBS) $(extract_LIBS)
