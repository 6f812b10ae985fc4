# Benchmarks: ratios against a bare floor measured in the same run. A layer's .mk adds a program with
#	bench_programs += bench/bench_NAME
# `make bench` builds and runs them all; each prints its own lines.
bench_programs =
include bench/time.mk
include bench/rules.mk
include bench/match.mk
include bench/store.mk
include bench/engine.mk
include bench/extract.mk
include bench/crawl.mk

EXTRA_PROGRAMS += $(bench_programs)
.PHONY: bench
bench: $(bench_programs)
	@status=0; for program in $(bench_programs); do \
		echo "== $$program"; srcdir='$(srcdir)' ./$$program || status=1; \
	done; exit $$status
