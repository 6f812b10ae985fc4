# gongkaid: wiring of the layers on one event loop. All but main() is an archive.
noinst_LIBRARIES += libgongkaid.a
libgongkaid_a_SOURCES = \
	daemon/alerts.c daemon/check.c daemon/columns.c daemon/control.c daemon/daemon.h daemon/loop.c daemon/once.c \
	daemon/options.c daemon/options.h daemon/poll.c daemon/ready.c daemon/reload.c daemon/setup.c daemon/tick.c
libgongkaid_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(CURL_CFLAGS) $(EVENT_CFLAGS) $(JANSSON_CFLAGS) \
	$(SYSTEMD_CFLAGS) -DDEFAULT_CONFIG='"$(sysconfdir)/gongkai"'
EXTRA_DIST += daemon/main.c
