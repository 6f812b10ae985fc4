#!/bin/sh
# kill -9 at any moment and start again: no alert is lost, none is doubled, the database is whole. What a run without
# disturbance tells is what the disturbed one must tell in the end.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"
kills=${KILLS:-40}

mail_route() {
	cat >"$work/rules/mail.rules" <<END
settings {
    mail { server "smtp://127.0.0.1:$mail_port" from "gongkai@yunxi.example" tls off }
}
route 公开办 {
    to "gkb@yunxi.example"
    at once from notice
    operator
}
END
}

# rows WHAT: the messages of the outbox.
rows() {
	sqlite3 "$work/gongkai.db" "SELECT $1 FROM outbox ORDER BY 1"
}

# subjects: of the mails that arrived, each Message-ID once.
subjects() {
	/usr/bin/python3 - "$work/mail" <<'END'
import email, email.policy, glob, sys
seen = {}
for path in sorted(glob.glob(sys.argv[1] + "/*.eml")):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    seen.setdefault(message["Message-ID"], str(message["Subject"]))
print("\n".join(sorted(seen.values())))
END
}

start_site
start_mail
prepare_small_city
mail_route

# told: all that was told, without the numbers that depend on which column was read first.
told() {
	rows "channel || ' ' || recipient || ' ' || subject" | sed 's/duty=[0-9]* //; s/cause=[a-z-]* //' | sort
	subjects
}

begin() {
	rm -rf "$work/gongkai.db"* "$work"/mail/*.eml
	at='2025-11-20 10:00'
}

# compare: what this database and the mail server hold in the end against the calm run's.
compare() {
	told >"$work/told"
	diff -u "$work/told-calm" "$work/told" || fail "alerts differ (- lost, + doubled or invented)"
	[ "$(rows 'count(*) FILTER (WHERE sent IS NULL)')" = 0 ] || fail "messages were left unsent"
}

begin
look '2025-11-20 10:00'
look '2025-11-20 13:00'
told >"$work/told-calm"
[ -n "$(subjects)" ] || fail "no mail was sent"

hits=0
runs=0
whole=0
begin
while [ "$hits" -lt "$kills" ]; do
	runs=$((runs + 1))
	[ "$runs" -lt $((kills * 20)) ] || fail "only $hits of $runs runs could be killed in time"
	in_background "$builddir/gongkaid" --foreground --once --now "$at" --config "$work/rules" \
		>/dev/null 2>>"$work/log-kills"
	# Moments spread over a run: opening, looks, decisions, mail.
	sleep "0.$(printf '%03d' $((runs * 67 % 151 + 1)))"
	kill -9 "$last_pid" 2>/dev/null
	wait "$last_pid" 2>/dev/null
	status=$?
	integrity
	if [ "$status" -eq 137 ]; then
		hits=$((hits + 1))
	elif [ "$status" -gt 1 ]; then
		fail "gongkaid ended with status $status"
	elif [ "$at" = '2025-11-20 10:00' ]; then
		at='2025-11-20 13:00'
	else
		compare
		whole=$((whole + 1))
		begin
	fi
done
look '2025-11-20 10:00'
look '2025-11-20 13:00'
compare
echo "$hits kills, $((whole + 1)) histories told the same as a calm one"
