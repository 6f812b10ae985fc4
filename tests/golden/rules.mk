# Golden tests of rules: wrong files with their diagnostics, right ones with their canonical forms.
dist_check_SCRIPTS += tests/golden/rules/run-bad tests/golden/rules/run-good
TESTS += tests/golden/rules/run-bad tests/golden/rules/run-good
EXTRA_DIST += tests/golden/rules/bad tests/golden/rules/good
