#!/bin/sh
# No violation without a look: while the column of interpretations cannot be read, duties that wait for it are "cannot
# tell", the operator is told once, all other findings stand; when it can be read again, the verdicts follow.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

# unreadable NAME SCRIPT-LINE
unreadable() {
	echo "-- $1"
	rm -rf "$work/gongkai.db"*
	echo "$2" >"$work/script"
	look_before
	cat "$work/log" >"$work/all-logs"
	for hour in 08 09 10 11 12 13; do
		look "2025-11-20 $hour:00"
		cat "$work/log" >>"$work/all-logs"
	done
	expect_findings "$1: nobody is accused of what could not be seen" planted 政策解读
	unknown=$(ctl list --config "$work/rules" --rule 政策解读 --state unknown --json | wc -l)
	[ "$unknown" -ge 4 ] || fail "$1: $unknown duties are unknown, not all whose deadline has passed"
	told=$(grep -c '^event=trouble .*政策解读' "$work/all-logs")
	[ "$told" -eq 1 ] || {
		cat "$work/all-logs"
		fail "$1: the operator was told $told times, not once"
	}

	: >"$work/script"
	look "2025-11-20 14:00"
	expect_findings "$1: verdicts follow when it can be read again" planted
	recovered=$(grep -c '^event=recovery .*政策解读' "$work/log")
	[ "$recovered" -eq 1 ] || fail "$1: the recovery was told $recovered times"
	integrity
}

start_city
unreadable "503" '/zwgk/zcjd/ status 503'
unreadable "no answer" '/zwgk/zcjd/ hang'
unreadable "challenge page with status 412" '/zwgk/zcjd/ challenge'
unreadable "challenge page with status 200" '/zwgk/zcjd/ gate'
unreadable "empty shell" '/zwgk/zcjd/ shell'
unreadable "redirected home" '/zwgk/zcjd/ home'
unreadable "broken off" '/zwgk/zcjd/ truncate 900'
