# Fuzz targets of rules. The dictionary is made by: gongkaictl keywords --dictionary
fuzz_targets += tests/fuzz/fuzz_rules
tests_fuzz_fuzz_rules_SOURCES = tests/fuzz/fuzz_rules.c
tests_fuzz_fuzz_rules_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_rules_LDADD = $(FUZZ_LIBS) $(rules_LIBS)
EXTRA_DIST += tests/fuzz/corpus/rules tests/fuzz/rules.dict
