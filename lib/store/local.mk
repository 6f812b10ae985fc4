# store: what is kept. libstore-memory.a is pure; libstore.a adds the version on disk.
noinst_LIBRARIES += libstore-memory.a
libstore_memory_a_SOURCES = \
	include/store/memory.h \
	include/store/records.h lib/store/records.c \
	include/store/store.h
store_memory_LIBS = libstore-memory.a $(match_LIBS)
