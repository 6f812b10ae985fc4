# Fuzz targets of extract.
fuzz_targets += tests/fuzz/fuzz_list
tests_fuzz_fuzz_list_SOURCES = tests/fuzz/fuzz_list.c
tests_fuzz_fuzz_list_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_list_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_list_LDADD = $(FUZZ_LIBS) $(extract_LIBS)
EXTRA_DIST += tests/fuzz/corpus/list tests/fuzz/list.dict
