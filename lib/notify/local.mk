# notify: from transitions to people. The text is pure; mail and the outbox are not.
noinst_LIBRARIES += libnotify-text.a libnotify.a
libnotify_text_a_SOURCES = \
	include/notify/notice.h lib/notify/notice.c \
	lib/notify/log_line.c
notify_text_LIBS = libnotify-text.a $(model_LIBS)

libnotify_a_SOURCES = \
	include/notify/mail.h lib/notify/mail.c \
	lib/notify/mail_header.c
libnotify_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
notify_LIBS = libnotify.a $(notify_text_LIBS) $(CURL_LIBS)
