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

# Rule packs, with their tests beside them, below $(pkgdatadir)/rules.
packsdir = $(pkgdatadir)
nobase_dist_packs_DATA = \
	rules/COVERAGE.tsv \
	rules/OBLIGATIONS.tsv \
	rules/README.md \
	rules/beijing-dongcheng-2018/pack.rules \
	rules/beijing-dongcheng-2018/pack.test.rules \
	rules/beijing-dongcheng-2018/rosters.rules \
	rules/common/foundation.rules \
	rules/common/foundation.test.rules \
	rules/common/interpretation.rules \
	rules/common/interpretation.test.rules \
	rules/common/key-fields.rules \
	rules/common/key-fields.test.rules \
	rules/common/participation.rules \
	rules/common/participation.test.rules \
	rules/common/services.rules \
	rules/common/services.test.rules \
	rules/luzhou-naxi-2016/pack.rules \
	rules/luzhou-naxi-2016/pack.test.rules \
	rules/luzhou-naxi-2016/rosters.rules \
	rules/national/budgets.rules \
	rules/national/budgets.test.rules \
	rules/national/decisions.rules \
	rules/national/decisions.test.rules \
	rules/national/emergencies.rules \
	rules/national/emergencies.test.rules \
	rules/national/enforcement.rules \
	rules/national/enforcement.test.rules \
	rules/national/land-and-water.rules \
	rules/national/land-and-water.test.rules \
	rules/national/regulation.rules \
	rules/national/regulation.test.rules \
	rules/national/websites.rules \
	rules/national/websites.test.rules \
	rules/office/office.rules \
	rules/office/sites.rules \
	rules/units/example.rules \
	rules/units/units.rules \
	rules/units/units.test.rules \
	rules/variants/feedback-20-working-days.rules \
	rules/variants/feedback-20-working-days.test.rules \
	rules/variants/interpretation-20-working-days.rules \
	rules/variants/interpretation-20-working-days.test.rules \
	rules/variants/interpretation-3-working-days.rules \
	rules/variants/interpretation-3-working-days.test.rules \
	rules/xiamen-chengguan-2019/pack.rules \
	rules/xiamen-chengguan-2019/pack.test.rules \
	rules/xiamen-chengguan-2019/rosters.rules \
	rules/yuxi-2020/pack.rules \
	rules/yuxi-2020/pack.test.rules \
	rules/yuxi-2020/rosters.rules \
	rules/zhongshan-2019/pack.rules \
	rules/zhongshan-2019/pack.test.rules \
	rules/zhongshan-2019/rosters.rules
