# Rule files and calendars as they are shipped.
calendarsdir = $(pkgdatadir)/calendars
dist_calendars_DATA = rules/calendars/cn.cal
