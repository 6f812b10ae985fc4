#!/bin/sh
# The demo city: exactly the planted violations are reported, none missed and none invented; a second pass over the
# same pages reports nothing anew.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

start_site
prepare_city

look '2025-11-20 10:00'
expect_findings "all of EXPECTED" planted
told=$(grep -cE '^event=transition .* to=(overdue|met-late) ' "$work/log")
[ "$told" -eq "$(planted | wc -l)" ] || fail "$told findings were logged, each should be once"

look '2025-11-20 11:30'
expect_findings "the same after a second pass" planted
! grep '^event=transition' "$work/log" || fail "a second pass over the same pages changed something"
integrity
