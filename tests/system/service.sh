#!/bin/sh
# The service as it is installed: systemd understands the unit, and the sandbox is tight; an installation keeps the
# administrator's configuration.
. "${srcdir:-.}/tests/system/common.sh"

command -v systemd-analyze >/dev/null || skip "systemd-analyze is missing (Debian: systemd)"
# The program may not be installed, nor the manual.
sed "s|^\(Exec[A-Za-z]*=\)[^ ]*/gongkaid|\1/bin/true|; /^Documentation=/d" "$builddir/systemd/gongkaid.service" \
	>"$work/gongkaid.service"
systemd-analyze verify "$work/gongkaid.service" >"$work/out" 2>&1 || fail "verify: $(cat "$work/out")"
grep gongkaid.service "$work/out" && fail "verify has something to say"
systemd-analyze security --offline=true --threshold=20 "$work/gongkaid.service" >"$work/out" 2>&1 ||
	fail "the sandbox is too wide: $(tail -1 "$work/out")"
"$builddir/gongkaictl" check "$srcdir/rules/gongkai.rules" || fail "the configuration that is shipped is wrong"
