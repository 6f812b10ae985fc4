# System tests of crawl.
TESTS += tests/system/certificate.sh
dist_check_SCRIPTS += tests/system/certificate.sh
