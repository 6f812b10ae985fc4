# The demo city for system tests: running the daemon on it, and comparing what it found. After common.sh.
# shellcheck shell=sh

prepare_city() {
	"$srcdir/examples/demo/prepare" "$work" "$site_port"
}

# look INSTANT: one pass of the daemon with its clock standing there; its log is then in $work/log.
look() {
	timeout 60 "$builddir/gongkaid" --foreground --once --now "$1" --config "$work/rules" >"$work/out" 2>"$work/log"
	status=$?
	[ "$status" -le 1 ] || {
		cat "$work/out" "$work/log"
		fail "gongkaid ended with status $status at $1"
	}
}

ctl() {
	"$builddir/gongkaictl" "$@"
}

# findings: what was found, in the form of examples/demo/EXPECTED, sorted.
findings() {
	ctl list --config "$work/rules" --state overdue,met-late --json >"$work/list.json"
	jq -r '[.rule, .state, .due // "-", .unit // "-", .trigger // .period // .column // "-"] | @tsv' "$work/list.json" | sort
}

# planted [RULE-PATTERN]: the violations planted, without those of rules that match.
planted() {
	grep -v '^#' "$srcdir/examples/demo/EXPECTED" | grep -vE "^(${1:-nothing})	" | sort
}

# expect_findings WHAT COMMAND...: the findings must be what the command prints.
expect_findings() {
	what=$1
	shift
	"$@" >"$work/expected"
	findings >"$work/found"
	diff -u "$work/expected" "$work/found" || fail "$what: findings differ (- missed, + invented)"
}

integrity() {
	[ "$(sqlite3 "$work/gongkai.db" 'PRAGMA integrity_check')" = ok ] || fail "the database is damaged"
}
