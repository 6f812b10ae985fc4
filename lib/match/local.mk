# match: which document answers which. Pure.
noinst_LIBRARIES += libmatch.a
libmatch_a_SOURCES = \
	include/match/assign.h lib/match/assign.c \
	include/match/index.h lib/match/index.c lib/match/index_parts.h lib/match/index_query.c \
	lib/match/index_keys.h lib/match/index_keys.c \
	include/match/match.h lib/match/reason.c \
	lib/match/score.h lib/match/score.c \
	lib/match/features.h lib/match/features.c \
	lib/match/pair.h lib/match/facts.c \
	lib/match/fold.h lib/match/fold.c \
	lib/match/likeness.h lib/match/likeness.c \
	lib/match/number.h lib/match/number.c \
	lib/match/place.h lib/match/place.c lib/match/place_hosts.c lib/match/place_names.c \
	lib/match/postings.h lib/match/postings.c \
	lib/match/simplified.h lib/match/simplified.c \
	lib/match/subject.h lib/match/subject.c lib/match/subject_facts.h lib/match/subject_facts.c \
	lib/match/title.h lib/match/title.c \
	lib/match/words.h lib/match/words.c
libmatch_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
match_LIBS = libmatch.a $(time_LIBS)
