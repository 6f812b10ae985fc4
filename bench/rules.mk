# Benchmarks of rules.
bench_programs += bench/bench_rules
bench_bench_rules_SOURCES = bench/bench_rules.c
bench_bench_rules_LDADD = $(rules_LIBS)
