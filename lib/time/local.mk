# time: dates, instants, spans, calendars, deadlines. Pure.
noinst_LIBRARIES += libtime.a
libtime_a_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
libtime_a_SOURCES = \
	include/time/calendar.h lib/time/calendar.c lib/time/calendar_data.h lib/time/calendar_text.c \
	include/time/date.h lib/time/date.c \
	include/time/date_text.h lib/time/date_text.c lib/time/date_url.c \
	lib/time/date_reader.h lib/time/date_reader.c \
	include/time/deadline.h lib/time/deadline.c lib/time/period.c \
	include/time/deadline_text.h lib/time/deadline_text.c \
	include/time/numeral.h lib/time/numeral.c \
	include/time/span.h lib/time/span.c
time_LIBS = libtime.a $(base_LIBS)

# The system clock is a library of its own: what is pure links without it.
noinst_LIBRARIES += libclock.a
libclock_a_SOURCES = include/time/clock.h lib/time/clock.c
clock_LIBS = libclock.a

# So is the reading of calendar files.
noinst_LIBRARIES += libcalendar-files.a
libcalendar_files_a_SOURCES = include/time/calendar_files.h lib/time/calendar_files.c
libcalendar_files_a_CPPFLAGS = $(AM_CPPFLAGS) -DPKGDATADIR='"$(pkgdatadir)"'
calendar_files_LIBS = libcalendar-files.a $(file_LIBS)
