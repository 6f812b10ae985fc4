# Fuzz targets of extract.
fuzz_targets += tests/fuzz/fuzz_list
tests_fuzz_fuzz_list_SOURCES = tests/fuzz/fuzz_list.c
tests_fuzz_fuzz_list_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_list_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_list_LDADD = $(FUZZ_LIBS) $(extract_LIBS)
EXTRA_DIST += tests/fuzz/corpus/list tests/fuzz/list.dict

fuzz_targets += tests/fuzz/fuzz_encoding tests/fuzz/fuzz_article tests/fuzz/fuzz_detectors
tests_fuzz_fuzz_encoding_SOURCES = tests/fuzz/fuzz_encoding.c
tests_fuzz_fuzz_encoding_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_encoding_LDADD = $(FUZZ_LIBS) $(extract_LIBS)
tests_fuzz_fuzz_article_SOURCES = tests/fuzz/fuzz_article.c
tests_fuzz_fuzz_article_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_article_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_article_LDADD = $(FUZZ_LIBS) $(extract_LIBS)
tests_fuzz_fuzz_detectors_SOURCES = tests/fuzz/fuzz_detectors.c
tests_fuzz_fuzz_detectors_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
tests_fuzz_fuzz_detectors_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_detectors_LDADD = $(FUZZ_LIBS) $(extract_LIBS)
EXTRA_DIST += tests/fuzz/corpus/encoding tests/fuzz/corpus/article tests/fuzz/corpus/detectors \
	tests/fuzz/encoding.dict tests/fuzz/article.dict tests/fuzz/detectors.dict
