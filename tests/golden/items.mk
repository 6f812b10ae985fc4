# Golden tests of items and probe.
TESTS += tests/golden/items-command
dist_check_SCRIPTS += tests/golden/items-command
EXTRA_DIST += tests/golden/items
