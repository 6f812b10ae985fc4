# The demo city for system tests: running the daemon on it, and comparing what it found. After common.sh.
# shellcheck shell=sh

prepare_city() {
	"$srcdir/examples/demo/prepare" "$work" "$site_port"
}

# start_city: serves the city from $work/www, where its pages can change.
start_city() {
	"$srcdir/examples/demo/pages" "$work/www" before
	start_site "$work/www"
	prepare_city
}

# look_before: a pass over the city as it stood a day before, what its staff entered then, and its pages as they are now.
# Back-dated, altered and removed items are seen only by comparing.
look_before() {
	"$srcdir/examples/demo/pages" "$work/www" before
	look '2025-11-19 10:00'
	"$srcdir/examples/demo/operate" "$builddir/gongkaictl" "$work/rules" >/dev/null ||
		fail "events and attestations could not be entered"
	"$srcdir/examples/demo/pages" "$work/www"
}

# prepare_small_city: only the obligations and their ten columns, all of which can be read; for tests that count what
# the operator is told.
prepare_small_city() {
	prepare_city
	for file in "$work"/rules/*.rules; do
		case $file in */obligations.rules | */sites.rules | */settings.rules) ;; *) rm "$file" ;; esac
	done
	sed -i -E '\,/zcwj/,s/ *读取正文//
\,/(zfgb|gkml|jgzn|szgk|xzcf|xwfb|zxft|so)/,d' "$work/rules/sites.rules"
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
	grep -v -e '^#' -e '^$' "$srcdir/examples/demo/EXPECTED" | grep -vE "^(${1:-nothing})	" | sort
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
