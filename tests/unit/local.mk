# Unit tests: one program a module or layer, linked with that layer and what stands to its left.
# Each layer's tests are listed in its own .mk; they append to unit_tests.
UNIT_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) -I$(top_builddir) $(CMOCKA_CFLAGS)
UNIT_LIBS = $(CMOCKA_LIBS)

unit_tests = tests/unit/test_base
tests_unit_test_base_SOURCES = tests/unit/test_base.c tests/unit/unit.h
tests_unit_test_base_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_base_LDADD = $(base_LIBS) $(UNIT_LIBS)

include tests/unit/time.mk
include tests/unit/model.mk
include tests/unit/rules.mk
include tests/unit/match.mk
include tests/unit/store.mk
include tests/unit/engine.mk
include tests/unit/extract.mk
include tests/unit/crawl.mk
include tests/unit/notify.mk
include tests/unit/cli.mk

if HAVE_CMOCKA
check_PROGRAMS += $(unit_tests)
TESTS += $(unit_tests)
else
TESTS += tests/unit/needs-cmocka
endif
dist_check_SCRIPTS += tests/unit/needs-cmocka
EXTRA_DIST += tests/unit/valgrind.supp

# automake runs this first: a skipped line alone would be overlooked.
check-local:
if !HAVE_CMOCKA
	@$(SHELL) $(srcdir)/tests/unit/needs-cmocka || :
endif
