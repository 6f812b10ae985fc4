#!/bin/sh
# The demo city: exactly the planted violations are reported, none missed and none invented; a second pass over the
# same pages reports nothing anew.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

start_city
look_before
cat "$work/log" >"$work/both-logs"
look '2025-11-20 10:00'
cat "$work/log" >>"$work/both-logs"
expect_findings "all of EXPECTED" planted
told=$(grep -cE '^event=transition .* to=(overdue|met-late) ' "$work/both-logs")
# One training was overdue until it was attested.
[ "$told" -eq $(($(planted | wc -l) + 1)) ] || fail "$told findings were logged, each should be once"

# Every rule has a violation, and a duty that was kept, but for detectors and integrity: they keep no duty where they
# find nothing.
ctl list --config "$work/rules" --json >"$work/list.json"
sed -n 's/^\(rule\|规则\) \([^ ]*\) {.*/\2/p' "$srcdir"/examples/demo/rules/*.rules | sort >"$work/names"
# without STATES RULE...: the rules of which no duty is in these states must be the named ones.
without() {
	states=$1
	shift
	jq -r "select(.state | test(\"^($states)\$\")) | .rule" "$work/list.json" | sort -u >"$work/with"
	printf '%s\n' "$@" | sort >"$work/exempt"
	comm -23 "$work/names" "$work/with" | diff "$work/exempt" - || fail "rules without a duty that is $states"
}
without 'overdue|met-late' annual-report-government site-reachable
without 'met' annual-report-departments clean-pages no-blank-column 文号连续 个人信息 信息真实 发布会不暗改

look '2025-11-20 11:30'
expect_findings "the same after a second pass" planted
! grep '^event=transition' "$work/log" || fail "a second pass over the same pages changed something"
integrity
