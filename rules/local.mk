# Rule files and calendars as they are shipped.
calendarsdir = $(pkgdatadir)/calendars
dist_calendars_DATA = rules/calendars/cn.cal

# The configuration is the administrator's: only a first install brings one.
EXTRA_DIST += rules/gongkai.rules
.PHONY: install-configuration
install-data-local: install-configuration
install-configuration:
	$(MKDIR_P) '$(DESTDIR)$(sysconfdir)/gongkai'
	@test -e '$(DESTDIR)$(sysconfdir)/gongkai/gongkai.rules' || { \
		echo $(INSTALL_DATA) rules/gongkai.rules '$(DESTDIR)$(sysconfdir)/gongkai/gongkai.rules'; \
		$(INSTALL_DATA) $(srcdir)/rules/gongkai.rules '$(DESTDIR)$(sysconfdir)/gongkai/gongkai.rules'; }

# distcheck wants nothing left; what was changed is left.
.PHONY: uninstall-configuration
uninstall-local: uninstall-configuration
uninstall-configuration:
	@cmp -s $(srcdir)/rules/gongkai.rules '$(DESTDIR)$(sysconfdir)/gongkai/gongkai.rules' && \
		rm -f '$(DESTDIR)$(sysconfdir)/gongkai/gongkai.rules' || :
