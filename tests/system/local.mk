# The real daemon against real servers on loopback.
include tests/system/daemon.mk
include tests/system/crawl.mk
include tests/system/notify.mk
include tests/system/demo.mk

EXTRA_DIST += tests/system/common.sh tests/system/smtp_server.py tests/system/with-syslog
