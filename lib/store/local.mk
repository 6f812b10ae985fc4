# store: what is kept. libstore-memory.a is pure; libstore.a adds the version on disk.
noinst_LIBRARIES += libstore-memory.a
libstore_memory_a_SOURCES = \
	include/store/memory.h lib/store/memory.c lib/store/memory_private.h \
	lib/store/memory_columns.c lib/store/memory_duties.c lib/store/memory_history.c lib/store/memory_items.c \
	lib/store/memory_outbox.c \
	lib/store/memory_index.c lib/store/memory_table.c lib/store/memory_table.h \
	include/store/records.h lib/store/records.c \
	include/store/store.h
libstore_memory_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
store_memory_LIBS = libstore-memory.a $(match_LIBS) $(model_LIBS)

noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	include/store/sqlite.h lib/store/sqlite.c lib/store/sqlite_private.h lib/store/sqlite_statements.h \
	lib/store/sqlite_columns.c \
	lib/store/sqlite_duties.c \
	lib/store/sqlite_history.c \
	lib/store/sqlite_items.c \
	lib/store/sqlite_outbox.c \
	lib/store/sqlite_query.c \
	lib/store/sqlite_schema.c \
	lib/store/sqlite_settings.c
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) $(SQLITE_CFLAGS)
store_LIBS = libstore.a $(store_memory_LIBS) $(SQLITE_LIBS)
