#!/bin/sh
# SIGTERM in the middle of a pass, under valgrind: no leak, no bad access, a clean end.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

command -v valgrind >/dev/null || skip "valgrind is missing (Debian: valgrind)"
nm "$builddir/gongkaid" 2>/dev/null | grep -q __asan_init && skip "the address sanitizer and valgrind do not mix"
start_site
prepare_small_city

# run_and_stop NAME SECONDS: starts the daemon, stops it then, and looks at what valgrind says.
run_and_stop() {
	rm -rf "$work/gongkai.db"*
	in_background valgrind -q --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=99 \
		--log-file="$work/valgrind" "$builddir/gongkaid" --foreground --config "$work/rules" 2>"$work/log"
	wait_for 60 grep -q "start version=" "$work/log"
	sleep "$2"
	kill -TERM "$last_pid"
	wait "$last_pid"
	status=$?
	[ "$status" -eq 0 ] || {
		head -60 "$work/valgrind"
		fail "$1: ended with $status"
	}
	[ ! -s "$work/valgrind" ] || {
		head -60 "$work/valgrind"
		fail "$1: valgrind has something to say"
	}
	integrity
}

run_and_stop "at once" 0
run_and_stop "between looks" 0.7
echo '/ hang' >"$work/script"
run_and_stop "while no server answers" 2
