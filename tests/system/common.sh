# Shared by the system tests: a work folder that goes away, servers that are ended, and the demo city.
# shellcheck shell=sh
set -u
srcdir=$(cd "${srcdir:-.}" && pwd)
builddir=$(cd "${builddir:-.}" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/gongkai-test.XXXXXX")
pids=
LC_ALL=C.UTF-8
TZ=America/New_York # the zone of the machine must not matter
export LC_ALL TZ

end_all() {
	for pid in $pids; do
		kill "$pid" 2>/dev/null
	done
	wait
	if [ -n "${KEEP:-}" ]; then
		echo "kept: $work"
	else
		rm -rf "$work"
	fi
}
trap end_all EXIT
trap 'exit 1' HUP INT TERM

fail() {
	echo "FAILED: $*"
	exit 1
}

skip() {
	echo "skipped: $*"
	exit 77
}

# wait_for SECONDS COMMAND...: until the command succeeds; fails the test after that time.
wait_for() {
	tries=$(($1 * 20))
	shift
	while ! "$@"; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || fail "waited in vain for: $*"
		sleep 0.05
	done
}

# in_background COMMAND...: its id is then in $last_pid.
in_background() {
	"$@" &
	last_pid=$!
	pids="$pids $last_pid"
}

# end_process PID: stops one that in_background started.
end_process() {
	kill "$1" 2>/dev/null
	wait "$1" 2>/dev/null
}

# start_site [FOLDER]: serves the demo city (or another folder); the port is then in $site_port. Faults are written to
# $work/script, requests stand in $work/requests.
start_site() {
	: >"$work/script"
	rm -f "$work/site-port"
	in_background "$builddir/examples/server/site_server" --port-file "$work/site-port" --script "$work/script" \
		--log "$work/requests" ${site_options:-} "${1:-$srcdir/examples/demo/www}" >/dev/null
	site_pid=$last_pid
	wait_for 10 test -s "$work/site-port"
	site_port=$(cat "$work/site-port")
}

# start_mail [OPTION...]: an SMTP server that keeps messages in $work/mail; the port is then in $mail_port.
start_mail() {
	/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || skip "aiosmtpd is missing (Debian: python3-aiosmtpd)"
	rm -f "$work/mail-port"
	in_background /usr/bin/python3 -W ignore "$srcdir/tests/system/smtp_server.py" --port-file "$work/mail-port" "$@" \
		"$work/mail" >"$work/mail-log" 2>&1
	mail_pid=$last_pid
	wait_for 20 test -s "$work/mail-port"
	mail_port=$(cat "$work/mail-port")
}
