# Benchmarks: ratios against a bare floor measured in the same run. make bench.
include bench/time.mk
include bench/rules.mk
include bench/match.mk
include bench/store.mk
include bench/engine.mk
include bench/extract.mk
include bench/crawl.mk
