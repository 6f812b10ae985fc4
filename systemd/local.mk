# The service: a unit that checks before it starts, in a sandbox; and its user.
EXTRA_DIST += systemd/gongkaid.service.in systemd/gongkai.sysusers
nodist_systemdsystemunit_DATA = systemd/gongkaid.service
CLEANFILES += systemd/gongkaid.service systemd/gongkai.conf
systemd/gongkaid.service: $(srcdir)/systemd/gongkaid.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) systemd && sed 's|[@]sbindir[@]|$(sbindir)|g' $(srcdir)/systemd/gongkaid.service.in > $@

sysusersdir = $(prefix)/lib/sysusers.d
nodist_sysusers_DATA = systemd/gongkai.conf
systemd/gongkai.conf: $(srcdir)/systemd/gongkai.sysusers
	$(AM_V_GEN)$(MKDIR_P) systemd && cp $(srcdir)/systemd/gongkai.sysusers $@
