# The manual pages: the tutorials do as they say, and every command has its section.
TESTS += tests/golden/tutorial tests/golden/manual
dist_check_SCRIPTS += tests/golden/tutorial tests/golden/manual
