# Fuzz targets. A layer's .mk adds one in five lines:
#
#	fuzz_targets += tests/fuzz/fuzz_NAME
#	tests_fuzz_fuzz_NAME_SOURCES = tests/fuzz/fuzz_NAME.c
#	tests_fuzz_fuzz_NAME_LDFLAGS = $(FUZZ_LDFLAGS)
#	tests_fuzz_fuzz_NAME_LDADD = $(FUZZ_LIBS) $(LAYER_LIBS)
#	EXTRA_DIST += tests/fuzz/corpus/NAME
#
# and puts seeds, with every input that ever crashed it, into tests/fuzz/corpus/NAME/ (words that help the
# fuzzer into tests/fuzz/NAME.dict). With --enable-fuzzer `make fuzz` looks for new inputs; without it the
# targets are linked with a small main() and `make check` replays the corpus.
# FUZZ_LDFLAGS comes from configure.
fuzz_targets =
FUZZ_SECONDS = 60

include tests/fuzz/time.mk
include tests/fuzz/rules.mk
include tests/fuzz/match.mk
include tests/fuzz/extract.mk
include tests/fuzz/crawl.mk
include tests/fuzz/notify.mk

if FUZZER
FUZZ_LIBS =
else
FUZZ_LIBS = tests/fuzz/libreplay.a
check_LIBRARIES += tests/fuzz/libreplay.a
tests_fuzz_libreplay_a_SOURCES = tests/fuzz/replay.c
endif

check_PROGRAMS += $(fuzz_targets)
TESTS += tests/fuzz/replay-corpus
dist_check_SCRIPTS += tests/fuzz/replay-corpus
EXTRA_DIST += scripts/fuzz

# make fuzz FUZZ_SECONDS=60: that long for each target.
.PHONY: fuzz
fuzz: $(fuzz_targets)
	@srcdir='$(srcdir)' $(SHELL) $(srcdir)/scripts/fuzz $(FUZZ_SECONDS) $(fuzz_targets)
