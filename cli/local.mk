# gongkaictl: one file per command, listed in cli/commands.h.
bin_PROGRAMS += gongkaictl
gongkaictl_SOURCES = cli/main.c cli/command.c cli/command.h cli/commands.h
gongkaictl_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(JANSSON_CFLAGS)
gongkaictl_LDADD = $(model_LIBS) $(JANSSON_LIBS)
