# gongkaictl: one file per command, listed in cli/commands.h.
bin_PROGRAMS += gongkaictl
gongkaictl_SOURCES = cli/main.c cli/command.c cli/command.h cli/commands.h
gongkaictl_SOURCES += cli/match.c
gongkaictl_SOURCES += cli/page.c cli/page_input.h cli/page_input.c
gongkaictl_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(JANSSON_CFLAGS) $(XML_CFLAGS)
gongkaictl_LDADD = $(extract_LIBS) $(crawl_LIBS) $(match_LIBS) $(JANSSON_LIBS)
