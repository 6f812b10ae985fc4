# notify: from the engine's notices to people. Words and routes are pure; mail and the outbox are not.
noinst_LIBRARIES += libnotify-text.a libnotify.a
libnotify_text_a_SOURCES = \
	include/notify/notice.h lib/notify/notice.c lib/notify/facts.h lib/notify/facts.c lib/notify/log_line.c \
	include/notify/route.h lib/notify/route.c
libnotify_text_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
notify_text_LIBS = libnotify-text.a $(model_LIBS)

libnotify_a_SOURCES = \
	include/notify/mail.h lib/notify/mail.c lib/notify/mail_header.c \
	include/notify/outbox.h lib/notify/outbox.c \
	include/notify/sink.h lib/notify/sink.c
libnotify_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
notify_LIBS = libnotify.a $(notify_text_LIBS) $(crawl_LIBS) $(clock_LIBS) $(CURL_LIBS) $(RESOLV_LIBS)
