#!/bin/sh
# Mail to a real SMTP server: Chinese subject and body arrive intact, over TLS with a login; what is found while the
# server is down arrives when it is up again, once.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"

mail_settings() {
	cat >"$work/rules/mail.rules" <<END
settings {
    mail {
        server "smtp://127.0.0.1:$mail_port"
        user "gongkai"
        password file "$work/password"
        from "公开监测 <gongkai@yunxi.example>"
        tls required
        trusted certificates "$work/certificate.pem"
    }
}
route 公开办 {
    to "gkb@yunxi.example"
    at once from notice
    operator
}
END
}

# read_mail: every kept message decoded, as JSON lines.
read_mail() {
	/usr/bin/python3 - "$work/mail" <<'END'
import email, email.policy, glob, json, sys
for path in sorted(glob.glob(sys.argv[1] + "/*.eml")):
    with open(path, "rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    print(json.dumps({"id": message["Message-ID"], "subject": str(message["Subject"]), "from": str(message["From"]),
                      "to": message["X-Envelope-To"], "tls": message["X-Envelope-TLS"],
                      "login": message["X-Envelope-Login"], "defects": len(message.defects),
                      "plain": plain.get_content() if plain else None,
                      "html": html.get_content() if html else None}, ensure_ascii=False))
END
}

openssl req -x509 -newkey rsa:2048 -nodes -keyout "$work/key.pem" -out "$work/certificate.pem" -days 30 \
	-subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 2>/dev/null || skip "openssl is missing"
printf '云溪2025' >"$work/password"
chmod 600 "$work/password"
start_city
start_mail --tls "$work/certificate.pem" "$work/key.pem" --auth gongkai 云溪2025
mail_settings

# 1. The server is down: nothing is lost, nothing is sent.
end_process "$mail_pid"
look_before
look '2025-11-20 10:00'
[ -z "$(ls "$work/mail" 2>/dev/null)" ] || fail "mail arrived at a server that is down"
waiting=$(sqlite3 "$work/gongkai.db" "SELECT count(*) FROM outbox WHERE channel = 'mail' AND sent IS NULL")
[ "$waiting" -ge "$(planted | wc -l)" ] || fail "$waiting mails wait, fewer than findings"

# 2. It is up again: everything arrives once.
start_mail --port "$mail_port" --tls "$work/certificate.pem" "$work/key.pem" --auth gongkai 云溪2025
look '2025-11-20 16:30'
read_mail >"$work/mails"
arrived=$(wc -l <"$work/mails")
made=$(sqlite3 "$work/gongkai.db" "SELECT count(*) FROM outbox WHERE channel = 'mail'")
[ "$arrived" -eq "$made" ] || fail "$arrived mails arrived, $made were written, $waiting had waited"
[ "$(jq -r .id "$work/mails" | sort -u | wc -l)" -eq "$arrived" ] || fail "two mails have one Message-ID"

# 3. A third pass sends nothing again.
look '2025-11-20 18:00'
[ "$(read_mail | wc -l)" -eq "$arrived" ] || fail "a mail was sent twice"

# 4. What arrived is intact: every planted violation, in Chinese, from and to the right people, over TLS.
jq -es 'all(.[]; .to == "gkb@yunxi.example" and .tls == "yes" and .login == "gongkai" and .defects == 0
	and (.from | contains("公开监测")) and (.plain | length) > 50 and (.html | contains("<html")))' "$work/mails" \
	>/dev/null || fail "a mail is not as it should be: $(head -1 "$work/mails")"
planted | while IFS='	' read -r rule state due unit about; do
	jq -es --arg about "$about" 'any(.[]; (.plain | contains($about)) and (.html | contains($about)))' "$work/mails" \
		>/dev/null || { echo "no mail about $rule $state $due $unit $about"; exit 1; }
done || fail "a finding has no mail"
jq -es 'any(.[]; .subject | test("[一-龥]"))' "$work/mails" >/dev/null || fail "no subject is Chinese"
