# The real daemon against real servers on loopback.
include tests/system/daemon.mk
include tests/system/crawl.mk
include tests/system/notify.mk
