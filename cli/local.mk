# gongkaictl: one file per command, listed in cli/commands.h.
bin_PROGRAMS += gongkaictl
gongkaictl_SOURCES = cli/main.c cli/command.c cli/command.h cli/commands.h
gongkaictl_SOURCES += cli/arguments.c cli/arguments.h cli/batch.c cli/batch.h
gongkaictl_SOURCES += cli/calendar.c cli/deadline.c cli/workdays.c
gongkaictl_SOURCES += cli/items.c cli/list_reading.h cli/list_reading.c cli/probe.c
gongkaictl_SOURCES += cli/match.c
gongkaictl_SOURCES += cli/pairs.h cli/pairs_private.h cli/pairs.c cli/pairs_explain.c cli/pairs_review.c
gongkaictl_SOURCES += cli/list.c cli/show.c cli/status.c cli/view.c cli/view.h
gongkaictl_SOURCES += cli/page.c cli/page_input.h cli/page_input.c cli/scan.c
gongkaictl_SOURCES += cli/keywords.c cli/keywords.h cli/keywords_editor.c cli/keywords_manual.c
gongkaictl_SOURCES += cli/check.c cli/format.c cli/rules.h cli/rules.c
gongkaictl_SOURCES += cli/control.c cli/control.h cli/poll.c cli/reload.c
gongkaictl_SOURCES += cli/test.c cli/operate.c
gongkaictl_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(JANSSON_CFLAGS) $(XML_CFLAGS) \
	-DPKGDATADIR='"$(pkgdatadir)"' -DSYSCONFDIR='"$(sysconfdir)"'
gongkaictl_LDADD = $(engine_LIBS) $(configuration_LIBS) $(store_LIBS) $(rulefiles_LIBS) $(calendar_files_LIBS) $(clock_LIBS) \
	$(extract_LIBS) $(crawl_LIBS) $(match_LIBS) $(JANSSON_LIBS)

# Made from the keyword table by the program itself: manual, completion, editors' syntax.
nodist_man_MANS = man/gongkai-rules.5
bashcompletiondir = $(datadir)/bash-completion/completions
nodist_bashcompletion_DATA = cli/completion/gongkaictl
vimsyntaxdir = $(datadir)/vim/vimfiles/syntax
nodist_vimsyntax_DATA = cli/editors/gongkai.vim
editorsdir = $(pkgdatadir)/editors
nodist_editors_DATA = cli/editors/gongkai-rules.tmLanguage.json
nodist_doc_DATA = docs/keywords.md docs/keywords.zh.md
keyword_files = $(nodist_man_MANS) $(nodist_bashcompletion_DATA) $(nodist_vimsyntax_DATA) $(nodist_editors_DATA) \
	$(nodist_doc_DATA)
CLEANFILES += $(keyword_files)
man/gongkai-rules.5: KEYWORDS_FORM = --man
cli/completion/gongkaictl: KEYWORDS_FORM = --bash
cli/editors/gongkai.vim: KEYWORDS_FORM = --vim
cli/editors/gongkai-rules.tmLanguage.json: KEYWORDS_FORM = --textmate
docs/keywords.md: KEYWORDS_FORM = --language en --markdown
docs/keywords.zh.md: KEYWORDS_FORM = --language zh --markdown
$(keyword_files): gongkaictl$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && ./gongkaictl$(EXEEXT) keywords $(KEYWORDS_FORM) > $@.new && mv $@.new $@
