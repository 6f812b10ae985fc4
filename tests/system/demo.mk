# The demo city: exactly the planted violations, whatever fails.
demo_tests = tests/system/demo.sh tests/system/demo_faults.sh tests/system/demo_mail.sh tests/system/bad_input.sh
dist_check_SCRIPTS += $(demo_tests)
TESTS += $(demo_tests)
EXTRA_DIST += tests/system/city.sh
