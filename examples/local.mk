# The demo city and the server that stands for its websites (also used by tests/system).
noinst_PROGRAMS += examples/server/site_server
examples_server_site_server_SOURCES = \
	examples/server/script.c examples/server/script.h \
	examples/server/site_server.c
examples_server_site_server_CPPFLAGS = $(AM_CPPFLAGS) $(EVENT_CFLAGS)
examples_server_site_server_LDADD = $(EVENT_LIBS)

EXTRA_DIST += examples/demo
