#!/bin/sh
# Pairs and people: a likely pair is listed for review, confirmed and broken; the word of the operator outlives reload,
# recrawl, corrected titles and restart (each look here is a process of its own); explain tells all of it.
. "${srcdir:-.}/tests/system/common.sh"
. "$srcdir/tests/system/city.sh"
policy='云溪市人民政府关于印发《云溪市数据资源共享管理办法》的通知'

config() {
	command=$1
	shift
	ctl "$command" "$@" --config "$work/rules"
}

# duty FIELD: of the policy under test.
duty() {
	config list --rule 政策解读 --json | jq -r --arg title "$policy" "select(.trigger == \$title) | .$1"
}

expect_state() {
	[ "$(duty state)" = "$1" ] || fail "$2: the duty is $(duty state), not $1"
}

# history: "automatic; linked 王敏 看过", of the pair under test.
history() {
	config explain "$(duty id)" --json | jq -r --argjson response "$response" '[.pairs[] | select(.response == $response) |
		.history[] | .origin + (if .author then " " + .author + " " + .reason else "" end)] | join("; ")'
}

# decide COMMAND REASON AT: the operator enters it, the daemon applies it.
decide() {
	config "$1" "$trigger" "$response" --by 王敏 --reason "$2" >/dev/null || fail "$1 was refused"
	look "$3"
}

cp -r "$srcdir/examples/demo/www" "$work/www"
chmod -R u+w "$work/www"
page="$work/www/zwgk/zcjd/202511/t20251105_1214.html"
sed -i 's|<p style="text-indent:2em">|&另请参阅《云溪市数据资源共享管理办法》。</p>&|' "$page"
start_site "$work/www"
prepare_small_city
# Policies by their lists alone: then a correction of a title shows at once.
sed -i '/用途 policy /{ s/ *读取正文//; s/用途 policy /&不读正文 /; }' "$work/rules/sites.rules"
look '2025-11-20 10:00'

echo "-- a pair that only the text speaks for is used, and listed for review"
expect_state met-late "before anybody decided"
config list --review --json >"$work/review"
[ $? -eq 1 ] || fail "the exit status does not tell that a pair waits"
[ "$(wc -l <"$work/review")" -eq 1 ] || fail "not one pair is listed: $(cat "$work/review")"
jq -e '.confidence == "likely" and .score >= 0.65 and .score < 0.85 and (.reason | length) > 0 and
	(.response_url | endswith("t20251105_1214.html"))' "$work/review" >/dev/null || fail "$(cat "$work/review")"
[ "$(jq -r .trigger_title "$work/review")" = "$policy" ] || fail "another trigger: $(cat "$work/review")"
jq -er 'keys_unsorted | join(" ")' "$work/review" | grep -qx "trigger response score confidence reason trigger_title \
trigger_url trigger_published response_title response_url response_published" || fail "other fields: $(cat "$work/review")"
trigger=$(jq .trigger "$work/review")
response=$(jq .response "$work/review")
config list --review | grep -q "  $response  " || fail "the list for people does not name the answer"
config list --review --state met 2>/dev/null
[ $? -eq 2 ] || fail "an option that pairs do not have was taken"

echo "-- confirmed, it waits no longer"
decide link 看过 '2025-11-20 11:00'
config list --review >"$work/review" || fail "it still waits: $(cat "$work/review")"
expect_state met-late "after the link"

echo "-- broken, the duty is overdue; and stays so"
decide unlink 医保问答不是解读 '2025-11-20 12:00'
expect_state overdue "after the unlink"
sed -i 's|云溪市数据资源共享管理办法》的通知|云溪市数据资源共享管理办法（修订）》的通知|g' "$work"/www/zwgk/zcwj/*.html
sed -i 's|3个工作日$|4个工作日|' "$work/rules/obligations.rules"
policy='云溪市人民政府关于印发《云溪市数据资源共享管理办法（修订）》的通知'
look '2025-11-21 10:00'
look '2025-11-24 10:00'
expect_state overdue "after a corrected title and another period"
[ "$(duty due)" = 2025-10-24 ] || fail "the rules were not read again"
[ "$(history)" = "automatic; linked 王敏 看过; unlinked 王敏 医保问答不是解读" ] || fail "history: $(history)"
config explain "$(duty id)" >"$work/explained" || fail "explain failed"
grep -q '王敏.*医保问答不是解读' "$work/explained" || fail "explain does not tell who broke the pair: $(cat "$work/explained")"

echo "-- linked again: the last word holds"
decide link 确属解读 '2025-11-24 11:00'
look '2025-11-25 10:00'
expect_state met-late "after the second link"
integrity
