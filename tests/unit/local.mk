# Unit tests: one program a layer, linked with that layer and what stands to its left.
if HAVE_CMOCKA
unit_tests = tests/unit/test_base
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
endif

UNIT_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(CMOCKA_CFLAGS)
UNIT_LIBS = $(CMOCKA_LIBS)

tests_unit_test_base_SOURCES = tests/unit/test_base.c tests/unit/unit.h
tests_unit_test_base_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_base_LDADD = $(base_LIBS) $(UNIT_LIBS)
