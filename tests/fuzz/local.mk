# libFuzzer targets, built with --enable-fuzzer. Each layer's are listed in its own .mk.
include tests/fuzz/time.mk
include tests/fuzz/rules.mk
include tests/fuzz/match.mk
include tests/fuzz/extract.mk
include tests/fuzz/crawl.mk
