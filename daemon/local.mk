# gongkaid: wiring of the layers on one event loop. All but main() is an archive.
noinst_LIBRARIES += libgongkaid.a
libgongkaid_a_SOURCES = \
	daemon/alerts.c daemon/check.c daemon/columns.c daemon/control.c daemon/daemon.h daemon/loop.c daemon/once.c \
	daemon/options.c daemon/options.h daemon/poll.c daemon/ready.c daemon/reload.c daemon/setup.c daemon/tick.c
libgongkaid_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(CURL_CFLAGS) $(EVENT_CFLAGS) $(JANSSON_CFLAGS) \
	$(SYSTEMD_CFLAGS) -DDEFAULT_CONFIG='"$(sysconfdir)/gongkai"'

sbin_PROGRAMS += gongkaid
gongkaid_SOURCES = daemon/main.c
gongkaid_CPPFLAGS = $(libgongkaid_a_CPPFLAGS)
gongkaid_LDADD = libgongkaid.a $(notify_LIBS) $(crawl_LIBS) $(extract_LIBS) $(engine_LIBS) $(store_LIBS) \
	$(configuration_LIBS) $(calendar_files_LIBS) $(clock_LIBS) $(EVENT_LIBS) $(SYSTEMD_LIBS) $(JANSSON_LIBS)
