# Configurations: rule files and calendar files from disk. Not pure, so an archive of its own.
noinst_LIBRARIES += libconfiguration.a
libconfiguration_a_SOURCES = include/rules/configuration.h lib/rules/configuration.c
configuration_LIBS = libconfiguration.a $(calendar_files_LIBS) $(rulefiles_LIBS)
