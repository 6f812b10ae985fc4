# Golden tests of the commands about time.
TESTS += tests/golden/time-commands
dist_check_SCRIPTS += tests/golden/time-commands
EXTRA_DIST += tests/golden/time
