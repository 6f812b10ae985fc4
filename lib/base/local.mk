# base: status, memory, text. Pure, but for the log and the message catalog.
noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	include/base/arena.h lib/base/arena.c \
	include/base/buffer.h lib/base/buffer.c \
	include/base/limits.h \
	include/base/log.h lib/base/log.c \
	include/base/message.h lib/base/message.c \
	include/base/status.h lib/base/status.c \
	include/base/url.h lib/base/url.c \
	include/base/utf8.h lib/base/utf8.c
libbase_a_CPPFLAGS = $(AM_CPPFLAGS) -DLOCALEDIR='"$(localedir)"'
base_LIBS = libbase.a $(UNISTRING_LIBS)

# Reading files is no business of pure layers: a library of its own.
noinst_LIBRARIES += libfile.a
libfile_a_SOURCES = include/base/file.h lib/base/file.c
file_LIBS = libfile.a
