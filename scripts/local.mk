# Scripts for people (quickstart, check) and for make (check-layers, fuzz).
EXTRA_DIST += .ci/run autogen.sh \
	scripts/check \
	scripts/coverage \
	scripts/install-packages \
	scripts/packages \
	scripts/quickstart

dist_check_SCRIPTS += scripts/check-layers scripts/check-messages
TESTS += scripts/check-layers scripts/check-messages
