# Fuzz targets of match.
fuzz_targets += tests/fuzz/fuzz_match
tests_fuzz_fuzz_match_SOURCES = tests/fuzz/fuzz_match.c
tests_fuzz_fuzz_match_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_match_LDADD = $(FUZZ_LIBS) $(match_LIBS)
EXTRA_DIST += tests/fuzz/corpus/match tests/fuzz/match.dict
