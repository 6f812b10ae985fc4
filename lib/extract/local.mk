# extract: from the bytes of an answer to items and articles. Pure.
noinst_LIBRARIES += libextract.a
libextract_a_SOURCES = \
	include/extract/encoding.h lib/extract/encoding.c \
	lib/extract/convert.h lib/extract/convert.c
libextract_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
extract_LIBS = libextract.a $(model_LIBS) $(XML_LIBS)
