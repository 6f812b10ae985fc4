# Benchmarks of crawl.
bench_programs += bench/bench_crawl
bench_bench_crawl_SOURCES = bench/bench_crawl.c
bench_bench_crawl_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS) $(EVENT_CFLAGS)
bench_bench_crawl_LDADD = $(crawl_LIBS)
