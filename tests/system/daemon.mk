# System tests of daemon.
daemon_tests = \
	tests/system/daemon_kill.sh \
	tests/system/daemon_outage.sh \
	tests/system/daemon_reload.sh \
	tests/system/daemon_stop.sh \
	tests/system/pairs.sh \
	tests/system/service.sh
dist_check_SCRIPTS += $(daemon_tests)
TESTS += $(daemon_tests)
