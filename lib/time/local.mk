# time: dates, instants, spans, calendars, deadlines. Pure.
time_LIBS = $(base_LIBS)
