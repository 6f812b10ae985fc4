/* The period of a public consultation: 自2021年3月1日至3月31日, 于2021年3月5日前反馈, 截止时间：…
 * Read from labelled fields anywhere, from running text only on pages that ask for opinions. */
#include "page_fields.h"

enum { LINES_OF_TEXT = 400 };

static bool
is_set(struct claimed_date claimed)
{
	return claimed.precision >= DATE_PRECISION_DAY;
}

static bool
asks_for_opinions(const struct page *page)
{
	static const char *const words[] = { "征求", "征集", "意见稿", "听取意见", "公开听证", "听证会", "公示", "意见建议",
		"草案", NULL };

	return piece_has_any(piece_of(page->title), words) || piece_has_any(page->meta.column_name, words);
}

/* A date without a year takes that of the date before it; "12月20日至1月10日" runs into the next. */
static struct claimed_date
with_year_of(const struct date_match *match, struct claimed_date first)
{
	struct claimed_date claimed = match->claimed;
	int year;
	int month;
	int day;

	if (match->has_year)
		return claimed;
	date_to_civil(first.date, &year, NULL, NULL);
	date_to_civil(claimed.date, NULL, &month, &day);
	if (date_from_civil(year, month, day, &claimed.date) != STATUS_OK)
		return (struct claimed_date){ 0 };
	if (date_is_before(claimed.date, first.date) &&
	    date_from_civil(year + 1, month, day, &claimed.date) != STATUS_OK)
		return (struct claimed_date){ 0 };
	claimed.year_inferred = true;
	return claimed;
}

/* What stands between the two ends of a period: 至, 到, —, 起至, (星期五)至 … */
static bool
joins_period(struct piece between)
{
	static const char *const words[] = { "至", "到", "—", "–", "～", "~", "-", "－", NULL };
	static const char *const breaks[] = { "。", "；", "，", NULL };

	return between.length <= 48 && piece_has_any(between, words) && !piece_has_any(between, breaks);
}

static bool
read_period(struct piece text, struct consultation *found, enum value_source source)
{
	struct date_match first;
	struct date_match second;

	for (size_t at = 0; date_text_find(text.text, text.length, at, &first) == STATUS_OK; at = first.end) {
		struct piece between;
		struct claimed_date until;

		if (!first.has_year || first.claimed.precision < DATE_PRECISION_DAY ||
		    date_text_find(text.text, text.length, first.end, &second) != STATUS_OK)
			continue;
		between = (struct piece){ text.text + first.end, second.start - first.end };
		if (!joins_period(between))
			continue;
		until = with_year_of(&second, first.claimed);
		if (!is_set(until))
			continue;
		found->from = first.claimed;
		found->until = until;
		found->from_source = found->until_source = source;
		return true;
	}
	return false;
}

/* "于2021年3月5日前", "截止2021年3月5日", "自公布之日起至2021年3月5日" */
static bool
ends_period(struct piece before, struct piece after)
{
	static const char *const ends[] = { "截止", "截至", "截止到", "截止至", "截止日期为", "截止时间为", "截止时间", "截止日期",
		"日起至", "之日至", "即日起至", "即日至", "起至", NULL };

	before = piece_trim(before);
	after = piece_trim(after);
	if (piece_starts(after, "前") || piece_starts(after, "之前") || piece_starts(after, "以前") ||
	    piece_starts(after, "止") || piece_starts(after, "截止"))
		return true;
	while (before.length > 0 && (piece_ends(before, "：") || piece_ends(before, ":") || piece_ends(before, "为") ||
	    piece_ends(before, "是")))
		before.length = character_before(before.text, before.length);
	for (const char *const *end = ends; *end != NULL; end++)
		if (piece_ends(before, *end))
			return true;
	return false;
}

static bool
read_end(struct piece text, struct consultation *found)
{
	static const char *const context[] = { "反馈", "意见", "征求", "征集", "建议", "公示", "截止", "报名", "异议", NULL };
	struct date_match match;

	if (!piece_has_any(text, context))
		return false;
	for (size_t at = 0; date_text_find(text.text, text.length, at, &match) == STATUS_OK; at = match.end) {
		struct piece before = { text.text, match.start };
		struct piece after = { text.text + match.end, text.length - match.end };

		if (!match.has_year || match.claimed.precision < DATE_PRECISION_DAY || !ends_period(before, after))
			continue;
		found->until = match.claimed;
		found->until_source = VALUE_SOURCE_TEXT;
		return true;
	}
	return false;
}

static void
read_labels(const struct page *page, struct consultation *found)
{
	for (size_t i = 0; i < page->labels.count; i++) {
		const struct labelled *entry = &page->labels.entry[i];
		struct piece field = piece_of(entry->label->field);
		struct date_match match;

		if (piece_is(field, "consult-period") && !is_set(found->until))
			(void)read_period(entry->value, found, entry->source);
		if (date_text_find(entry->value.text, entry->value.length, 0, &match) != STATUS_OK || !match.has_year)
			continue;
		if (piece_is(field, "consult-from") && !is_set(found->from)) {
			found->from = match.claimed;
			found->from_source = entry->source;
		} else if (piece_is(field, "consult-until") && !is_set(found->until)) {
			found->until = match.claimed;
			found->until_source = entry->source;
		}
	}
}

void
page_consultation(const struct page *page, struct consultation *found)
{
	size_t past = page->text_past;

	*found = (struct consultation){ 0 };
	read_labels(page, found);
	if (is_set(found->until) || !asks_for_opinions(page))
		return;
	if (past > page->text_first + LINES_OF_TEXT)
		past = page->text_first + LINES_OF_TEXT;
	for (size_t i = page->text_first; i < past; i++)
		if (read_period(piece_of(page->lines.line[i].text), found, VALUE_SOURCE_TEXT))
			return;
	for (size_t i = page->text_first; i < past; i++)
		if (read_end(piece_of(page->lines.line[i].text), found))
			return;
}
