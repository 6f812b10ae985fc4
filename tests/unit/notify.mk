# Unit tests of notify.
unit_tests += tests/unit/test_mail tests/unit/test_notice
tests_unit_test_mail_SOURCES = tests/unit/test_mail.c tests/unit/unit.h
tests_unit_test_mail_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_mail_LDADD = $(notify_LIBS) $(UNIT_LIBS)
tests_unit_test_notice_SOURCES = tests/unit/test_notice.c tests/unit/unit.h
tests_unit_test_notice_CPPFLAGS = $(UNIT_CPPFLAGS)
tests_unit_test_notice_LDADD = $(notify_text_LIBS) $(UNIT_LIBS)
