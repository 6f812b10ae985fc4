# Unit tests of time.
unit_tests += \
	tests/unit/test_time_calendar \
	tests/unit/test_time_date \
	tests/unit/test_time_date_text \
	tests/unit/test_time_deadline \
	tests/unit/test_time_span
tests_unit_test_time_calendar_SOURCES = tests/unit/test_time_calendar.c tests/unit/calendar_file.h tests/unit/unit.h
tests_unit_test_time_calendar_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_time_calendar_LDADD = $(time_LIBS) $(UNIT_LIBS)
tests_unit_test_time_date_SOURCES = tests/unit/test_time_date.c tests/unit/unit.h
tests_unit_test_time_date_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_time_date_LDADD = $(time_LIBS) $(UNIT_LIBS)
tests_unit_test_time_date_text_SOURCES = tests/unit/test_time_date_text.c tests/unit/unit.h
tests_unit_test_time_date_text_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_time_date_text_LDADD = $(time_LIBS) $(UNIT_LIBS)
tests_unit_test_time_deadline_SOURCES = tests/unit/test_time_deadline.c tests/unit/calendar_file.h tests/unit/unit.h
tests_unit_test_time_deadline_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_time_deadline_LDADD = $(time_LIBS) $(UNIT_LIBS)
tests_unit_test_time_span_SOURCES = tests/unit/test_time_span.c tests/unit/unit.h
tests_unit_test_time_span_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_time_span_LDADD = $(time_LIBS) $(UNIT_LIBS)
EXTRA_DIST += tests/data/declared-days.txt
dist_check_SCRIPTS += tests/unit/time-zones
TESTS += tests/unit/time-zones
