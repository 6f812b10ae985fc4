# Manual pages.
dist_man_MANS += man/gongkaictl.1 man/gongkai-calendar.5
dist_man_MANS += man/gongkaid.8 man/gongkai-tutorial.7
# Chinese pages, which man(1) looks for by the locale.
man7zhdir = $(mandir)/zh_CN/man7
dist_man7zh_DATA = man/zh_CN/gongkai-tutorial.7
