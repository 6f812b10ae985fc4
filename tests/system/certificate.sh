#!/bin/sh
# A certificate that nobody signed is a finding of a site rule about https, and nobody else is accused.
. "${srcdir:-.}/tests/system/common.sh"

command -v openssl >/dev/null || skip "openssl is missing"
python=/usr/bin/python3
[ -x "$python" ] || skip "$python is missing"

mkdir -p "$work/site/list" "$work/rules"
echo '<html><body><ul><li><a href="a.html">关于某事的通知</a><span>2025-11-01</span></li></ul></body></html>' >"$work/site/list/index.html"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
	-keyout "$work/key.pem" -out "$work/certificate.pem" >/dev/null 2>&1 || fail "openssl made no certificate"
cat >"$work/serve.py" <<'END'
import functools, http.server, ssl, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1] + "/site")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1] + "/certificate.pem", sys.argv[1] + "/key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
with open(sys.argv[1] + "/port.new", "w") as file:
    file.write(str(server.server_port))
import os
os.rename(sys.argv[1] + "/port.new", sys.argv[1] + "/port")
server.serve_forever()
END
"$python" "$work/serve.py" "$work" >/dev/null 2>&1 &
pids="$pids $!"
wait_for 10 test -s "$work/port"

cat >"$work/rules/all.rules" <<END
settings { database "$work/gongkai.db" control socket "$work/control" pause 0 seconds allow private addresses }
site s { name "某某市" url "https://127.0.0.1:$(cat "$work/port")/" column policy { url "/list/index.html" every 1 hour } }
rule encrypted { expect https }
rule interpretation { when published in policy expect publication in policy within 3 working days since 2025-01-01 }
END
"$builddir/gongkaid" --once --now 2025-11-20T10:00:00+08:00 --config "$work/rules" >"$work/out" 2>"$work/log"
"$builddir/gongkaictl" list --config "$work/rules" --json >"$work/list"
[ "$(jq -r '[.rule, .state] | join(" ")' "$work/list")" = "encrypted overdue" ] || {
	cat "$work/out" "$work/log" "$work/list"
	fail "the certificate was not reported, or something else was"
}
