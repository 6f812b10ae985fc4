#!/bin/sh
# A running daemon: status and poll through the control socket; a reload takes over a good configuration, refuses a bad
# one with its place and keeps the old; SIGTERM ends it cleanly.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

# columns: how many the daemon says it watches.
columns() {
	printf '{"command":"status"}\n' | timeout 10 /usr/bin/python3 -c '
import json, socket, sys
control = socket.socket(socket.AF_UNIX)
control.connect(sys.argv[1])
control.sendall(sys.stdin.buffer.readline())
print(json.loads(control.makefile().readline())["columns"])' "$work/control"
}

logged() {
	grep -q -- "$1" "$work/log"
}

has_looked() {
	[ "$(sqlite3 "$work/gongkai.db" 'SELECT count(*) FROM column_state WHERE last_good IS NOT NULL' 2>/dev/null)" = "$1" ]
}

start_site
prepare_small_city
in_background "$builddir/gongkaid" --foreground --config "$work/rules" 2>"$work/log"
daemon=$last_pid
wait_for 20 test -S "$work/control"
[ "$(columns)" = 10 ] || fail "$(columns) columns are under watch, not 10"
wait_for 20 has_looked 10

echo "-- poll reads a page again though it did not change"
: >"$work/requests"
ctl poll --socket "$work/control" 云溪市教育局/教育动态 || fail "poll was refused"
wait_for 10 grep -q /jyj/jydt/ "$work/requests"
ctl poll --socket "$work/control" 云溪市教育局/nothing 2>/dev/null
[ $? -eq 1 ] || fail "poll of a column that is not there did not say so"

echo "-- a bad configuration is refused and the old one kept"
printf 'site x {\n    colour "red"\n}\n' >"$work/rules/bad.rules"
ctl reload --socket "$work/control" >"$work/out" 2>&1
[ $? -eq 1 ] || fail "the bad configuration was not refused"
grep -qF "bad.rules:2:5: " "$work/out" || fail "the place of the error is not told: $(cat "$work/out")"
[ "$(columns)" = 10 ] || fail "the old configuration was not kept"
kill -HUP "$daemon"
wait_for 10 logged 'reload result=refused.*kept=old'
wait_for 10 logged 'bad.rules line=2 column=5 error='
kill -0 "$daemon" || fail "the daemon did not outlive a bad reload"

echo "-- a good one is taken over"
cat >"$work/rules/bad.rules" <<END
site 新站 { name "新站" url "http://127.0.0.1:$site_port/"
    column 动态 { url "/xwzx/zwdt/" role news every 1 hour } }
END
ctl reload --socket "$work/control" >"$work/out" 2>&1 || fail "the good configuration was refused: $(cat "$work/out")"
[ "$(columns)" = 11 ] || fail "the new column is not under watch"
wait_for 10 has_looked 11
rm "$work/rules/bad.rules"
kill -HUP "$daemon"
wait_for 10 logged 'reload result=done columns=10'

echo "-- nonsense on the control socket"
head -c 100000 /dev/urandom | timeout 5 /usr/bin/python3 -c '
import socket, sys
control = socket.socket(socket.AF_UNIX)
control.connect(sys.argv[1])
try:
    control.sendall(sys.stdin.buffer.read())
    control.shutdown(socket.SHUT_WR)
    while control.recv(65536):
        pass
except OSError:
    pass' "$work/control"
[ "$(columns)" = 10 ] || fail "nonsense on the control socket hurt"

echo "-- a second daemon finds the socket taken"
timeout 20 "$builddir/gongkaid" --foreground --config "$work/rules" 2>"$work/second"
[ $? -eq 3 ] || fail "a second daemon was let in: $(cat "$work/second")"

echo "-- SIGTERM"
kill -TERM "$daemon"
wait "$daemon"
[ $? -eq 0 ] || fail "it did not end with 0"
[ ! -e "$work/control" ] || fail "the socket was left behind"
integrity
