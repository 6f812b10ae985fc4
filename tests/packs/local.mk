# The shipped rule packs: checked, tested, and compared with the obligations that they cover.
TESTS += tests/packs/packs
dist_check_SCRIPTS += tests/packs/packs scripts/check-coverage
