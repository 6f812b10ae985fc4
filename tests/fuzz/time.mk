# Fuzz targets of time.
fuzz_targets += tests/fuzz/fuzz_calendar tests/fuzz/fuzz_date_text tests/fuzz/fuzz_span
tests_fuzz_fuzz_calendar_SOURCES = tests/fuzz/fuzz_calendar.c
tests_fuzz_fuzz_calendar_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_calendar_LDADD = $(FUZZ_LIBS) $(time_LIBS)
tests_fuzz_fuzz_date_text_SOURCES = tests/fuzz/fuzz_date_text.c
tests_fuzz_fuzz_date_text_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_date_text_LDADD = $(FUZZ_LIBS) $(time_LIBS)
tests_fuzz_fuzz_span_SOURCES = tests/fuzz/fuzz_span.c
tests_fuzz_fuzz_span_LDFLAGS = $(FUZZ_LDFLAGS)
tests_fuzz_fuzz_span_LDADD = $(FUZZ_LIBS) $(time_LIBS)
EXTRA_DIST += tests/fuzz/corpus/calendar tests/fuzz/corpus/date_text tests/fuzz/corpus/span \
	tests/fuzz/calendar.dict tests/fuzz/date_text.dict tests/fuzz/span.dict
