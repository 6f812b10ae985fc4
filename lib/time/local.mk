# time: dates, instants, spans, calendars, deadlines. Pure.
time_LIBS = $(base_LIBS)

# The system clock is a library of its own: what is pure links without it.
noinst_LIBRARIES += libclock.a
libclock_a_SOURCES = include/time/clock.h lib/time/clock.c
clock_LIBS = libclock.a
