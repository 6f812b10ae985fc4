# Manual pages.
dist_man_MANS += man/gongkaictl.1 man/gongkai-calendar.5
dist_man_MANS += man/gongkaid.8
