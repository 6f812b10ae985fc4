# rules: the rule language. Pure; the reader of real files is a library of its own.
noinst_LIBRARIES += librules.a librulefiles.a
librules_a_SOURCES = \
	include/rules/condition.h lib/rules/condition.c lib/rules/expand.h lib/rules/expand.c \
	include/rules/diagnostic.h lib/rules/diagnostic.c \
	include/rules/format.h lib/rules/format.c \
	include/rules/keyword.h include/rules/keywords.def lib/rules/keyword.c \
	include/rules/load.h lib/rules/load.c lib/rules/load_files.h lib/rules/load_files.c \
	include/rules/pattern.h lib/rules/pattern.c \
	include/rules/rule_test.h include/rules/settings.h \
	include/rules/ruleset.h lib/rules/ruleset.c lib/rules/build.h lib/rules/build.c \
	include/rules/source_memory.h lib/rules/source_memory.c \
	lib/rules/condition_reader.c lib/rules/digest.h lib/rules/digest.c \
	lib/rules/grammar.h lib/rules/grammar.c \
	lib/rules/lower.h lib/rules/lower_condition.c lib/rules/lower_rule.c lib/rules/lower_expect.c \
	lib/rules/lower_settings.c lib/rules/lower_site.c lib/rules/lower_together.c lib/rules/lower_test.c \
	lib/rules/check.c lib/rules/check_names.c \
	lib/rules/parse.y lib/rules/reader.c lib/rules/scan.h lib/rules/scan.l \
	lib/rules/sentence.h lib/rules/sentence.c lib/rules/suggest.h lib/rules/suggest.c \
	lib/rules/tree.h lib/rules/tree.c lib/rules/value.c
librules_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) -I$(top_builddir) $(PCRE2_CFLAGS)
rules_LIBS = librules.a $(model_LIBS) $(PCRE2_LIBS)
librulefiles_a_SOURCES = include/rules/source_files.h lib/rules/source_files.c
rulefiles_LIBS = librulefiles.a $(file_LIBS) $(rules_LIBS)
BUILT_SOURCES += lib/rules/parse.h
