# Unit tests of rules.
unit_tests += tests/unit/test_rules tests/unit/test_rules_format
tests_unit_test_rules_SOURCES = tests/unit/test_rules.c tests/unit/rules_text.h tests/unit/rules_text.c tests/unit/unit.h
tests_unit_test_rules_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_rules_LDADD = $(rules_LIBS) $(UNIT_LIBS)
tests_unit_test_rules_format_SOURCES = tests/unit/test_rules_format.c tests/unit/rules_text.h tests/unit/rules_text.c \
	tests/unit/unit.h
tests_unit_test_rules_format_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_rules_format_LDADD = $(rules_LIBS) $(UNIT_LIBS)
