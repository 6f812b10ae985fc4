# extract: from the bytes of an answer to items and articles. Pure.
noinst_LIBRARIES += libextract.a
libextract_a_SOURCES = \
	lib/extract/attribute_guard.h lib/extract/attribute_guard.c \
	lib/extract/convert.h lib/extract/convert.c \
	include/extract/document.h lib/extract/document.c \
	include/extract/dom.h lib/extract/dom.c \
	include/extract/encoding.h lib/extract/encoding.c \
	lib/extract/tree.h lib/extract/tree.c
libextract_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
extract_LIBS = libextract.a $(model_LIBS) $(XML_LIBS) $(JANSSON_LIBS)
