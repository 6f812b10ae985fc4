#!/bin/sh
# What is wrong in an administrator's files is refused with its place and exit status 1, by gongkaid --check and by
# gongkaictl check alike. (What a running daemon does on reload: daemon_reload.sh.)
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

# refused NAME PLACE FILE: both programs must refuse the file, naming FILE:PLACE.
refused() {
	for program in "gongkaictl check" "gongkaid --check --config"; do
		# shellcheck disable=SC2086
		"$builddir"/$program "$3" >"$work/out" 2>&1
		status=$?
		[ "$status" -eq 1 ] || fail "$1: $program ended with status $status: $(head -3 "$work/out")"
		grep -qF "$3$2" "$work/out" || fail "$1: $program does not say $3$2: $(head -3 "$work/out")"
	done
	echo "refused: $1"
}

bad=$work/bad.rules
rm -f "$bad"
refused "a missing file" "" "$bad"

printf 'site a {\n    name "甲"\n    colour "red"\n}\n' >"$bad"
refused "an unknown keyword" ":3:5:" "$bad"

printf 'site a {\n    url "http://127.0.0.1/"\n    column policy { url "/" }\n}\nrule r {\n    when published in polcy\n    expect publication in policy\n    within 3 days\n}\n' >"$bad"
refused "an unknown role" ":6:" "$bad"

printf 'rule r {\n    when date 2025-02-29\n    expect publication in any\n    within 3 days\n}\n' >"$bad"
refused "a date that does not exist" ":2:" "$bad"

printf '# \271\253\277\252 in GB18030\n' >"$bad"
refused "a file that is not UTF-8" ":1:" "$bad"

{ printf 'site a { name "'; head -c 10485760 /dev/zero | tr '\0' 'x'; printf '" }\n'; } >"$bad"
refused "a line of 10 MB" ":1:" "$bad"
