#!/bin/sh
# A site that is away is one message to the operator and not one for each of its columns; so is its return.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

mails() {
	cat "$work"/mail/*.eml 2>/dev/null | grep -c '^Message-ID:'
}

start_site
start_mail
prepare_small_city
cat >"$work/rules/mail.rules" <<END
settings {
    mail { server "smtp://127.0.0.1:$mail_port" from "gongkai@yunxi.example" tls off }
}
route 运维 {
    to "operator@yunxi.example"
    severity at least critical
    operator
}
END

look '2025-11-20 08:00'
[ "$(mails)" -eq 0 ] || fail "the first import told the operator something"
echo '/ status 503' >"$work/script"
for hour in 09 10 11 12 13 14; do
	look "2025-11-20 $hour:00"
	cat "$work/log" >>"$work/all-logs"
done
[ "$(mails)" -eq 2 ] || fail "$(mails) mails for the outage of 2 sites"
: >"$work/script"
look '2025-11-20 15:00'
look '2025-11-20 16:00'
[ "$(mails)" -eq 4 ] || fail "$(($(mails) - 2)) mails for the return of 2 sites"
