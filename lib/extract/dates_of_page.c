/* The dates of an article: published, issued (成文日期), effective, expires.
 *
 * What the reader is told decides. A labelled date in the head of the article is best, then the field table, then a bare
 * date right behind the title. Meta PubDate may be the day on which a site was moved or its pages written anew, so it
 * stands alone only where nothing visible speaks against it. The address never gives a publication date: many sites put
 * the day of upload there. No date stays no date. */
#include <stdlib.h>

#include "base/utf8.h"
#include "page_fields.h"

enum {
	SCORE_LABEL = 100,
	SCORE_META = 60,
	SCORE_BARE = 50,
	SCORE_BARE_BESIDE_LABEL = 85, /* "2021-03-05 来源：市财政局": clearer than 时间, which may be that of an event */
	SCORE_UPDATED = 40,
	SCORE_AGREES = 15,       /* with meta PubDate */
	STALE_DAYS = 60,         /* a PubDate so much later than the document or its address is a day of maintenance */
	BARE_LINES_BEHIND = 8,   /* lines behind the title in which a bare date is its date */
	BARE_LINE_BYTES = 120,
	SIGNATURE_BYTES = 180,
};

struct candidate {
	struct claimed_date claimed;
	enum value_source source;
	int score;
};

static bool
is_full(struct claimed_date claimed)
{
	return claimed.precision >= DATE_PRECISION_DAY;
}

/* The first date with a year that begins within `most` bytes of the value. */
static struct claimed_date
date_in(struct piece value, size_t most)
{
	struct date_match match;
	struct claimed_date none = { 0 };

	if (date_text_find(value.text, value.length, 0, &match) != STATUS_OK || !match.has_year || match.start > most)
		return none;
	return match.claimed;
}

static int32_t
days_between(struct claimed_date a, struct claimed_date b)
{
	return b.date.days - a.date.days;
}

static void
offer(struct candidate *best, struct claimed_date claimed, enum value_source source, int score,
    struct claimed_date meta)
{
	if (!is_full(claimed))
		return;
	if (is_full(meta) && date_equals(claimed.date, meta.date)) {
		score += SCORE_AGREES;
		if (claimed.precision < meta.precision)
			claimed = meta;
	}
	if (score > best->score)
		*best = (struct candidate){ claimed, source, score };
}

static bool
is_in_head(const struct page *page, size_t line)
{
	return line + 3 >= page->title_line && line < page->head_past;
}

/* A date behind the source without a label of its own: "来源：市财政局 2021-03-05". */
static struct claimed_date
date_behind(const struct labelled *entry)
{
	struct date_match match;
	struct claimed_date none = { 0 };

	if (date_text_find(entry->value.text, entry->value.length, 0, &match) != STATUS_OK || !match.has_year)
		return none;
	return match.start > 0 ? match.claimed : none;
}

static void
offer_labelled(const struct page *page, struct claimed_date meta, struct candidate *best)
{
	for (size_t i = 0; i < page->labels.count; i++) {
		const struct labelled *entry = &page->labels.entry[i];
		struct piece field = piece_of(entry->label->field);
		int place = (entry->is_hidden ? -40 : 0) + (is_in_head(page, entry->line) ? 10 : 0) -
		    (entry->line >= page->text_past ? 20 : 0) -
		    (entry->line < page->title_line && entry->source == VALUE_SOURCE_LABEL ? 25 : 0);

		if (piece_is(field, "published"))
			offer(best, date_in(entry->value, 12), entry->source,
			    SCORE_LABEL - 15 * (int)entry->label->rank + place, meta);
		else if (piece_is(field, "updated"))
			offer(best, date_in(entry->value, 12), entry->source, SCORE_UPDATED + place, meta);
		else if (piece_is(field, "source") && is_in_head(page, entry->line))
			offer(best, date_behind(entry), VALUE_SOURCE_LABEL, SCORE_BARE + 5 + place, meta);
	}
}

/* Is the date at `date` the value of a label: behind it, or in the cell beside 开始时间, of whatever word? */
static bool
belongs_to_label(const struct page *page, size_t index, const char *date)
{
	struct piece before = index == 0 ? piece_of("") : piece_of(page->lines.line[index - 1].text);

	for (size_t i = 0; i < page->labels.count; i++) {
		struct piece value = page->labels.entry[i].value;

		if (date >= value.text && date < value.text + value.length)
			return true;
	}
	return (piece_ends(before, "：") || piece_ends(before, ":")) && before.length < 60;
}

/* "发布时间 2021-03-05" without a colon counts as labelled; a clock of the page's head ("今天是…星期四") as nothing. */
static void
offer_bare_line(const struct page *page, size_t index, struct claimed_date meta, struct candidate *best)
{
	static const char *const clocks[] = { "星期", "今天", "农历", "至", "前", "有效", "通过", "截止", NULL };
	const struct line *line = &page->lines.line[index];
	struct piece text = { line->text, line->length };
	struct date_match match;
	const struct label *label;
	size_t start;

	if (line->is_hidden || line->length > BARE_LINE_BYTES || piece_has_any(text, clocks))
		return;
	if (date_text_find(line->text, line->length, 0, &match) != STATUS_OK || !match.has_year ||
	    belongs_to_label(page, index, line->text + match.start))
		return;
	label = label_at_end((struct piece){ line->text, match.start }, &start);
	if (label != NULL && label->field[0] != '\0') {
		if (piece_is(piece_of(label->field), "published"))
			offer(best, match.claimed, VALUE_SOURCE_LABEL, SCORE_LABEL - 5 - 15 * (int)label->rank, meta);
		return;
	}
	offer(best, match.claimed, VALUE_SOURCE_TEXT, line_has_label(line) ? SCORE_BARE_BESIDE_LABEL : SCORE_BARE, meta);
}

static void
offer_bare(const struct page *page, struct claimed_date meta, struct candidate *best)
{
	size_t last = page->title_past + BARE_LINES_BEHIND;

	if (page->title_line >= page->lines.count)
		return;
	if (last > page->head_past && last > page->text_first)
		last = page->head_past > page->text_first ? page->head_past : page->text_first;
	for (size_t i = page->title_past; i < last && i < page->lines.count; i++)
		offer_bare_line(page, i, meta, best);
}

/* May PubDate stand alone? */
static bool
meta_is_credible(const struct page *page, struct claimed_date meta, struct claimed_date issued)
{
	struct claimed_date address = { 0 };

	if (page->document->url != NULL && date_text_from_url(page->document->url, &address) == STATUS_OK &&
	    address.precision >= DATE_PRECISION_DAY)
		return abs(days_between(address, meta)) <= STALE_DAYS;
	return !is_full(issued) || abs(days_between(issued, meta)) <= STALE_DAYS;
}

void
page_published(const struct page *page, struct claimed_date issued, struct claimed_date *published,
    enum value_source *source)
{
	struct claimed_date meta = date_in(page->meta.published, 8);
	struct candidate best = { .source = VALUE_SOURCE_NONE };

	offer_labelled(page, meta, &best);
	offer_bare(page, meta, &best);
	if (is_full(meta) && best.score < SCORE_META && meta_is_credible(page, meta, issued))
		best = (struct candidate){ meta, VALUE_SOURCE_META, SCORE_META };
	*published = best.claimed;
	*source = best.source;
}

/* --- the document's own date --------------------------------------------------------------------------------- */

bool
reads_as_organ(struct piece text)
{
	static const char *const endings[] = { "局", "委员会", "政府", "办公室", "办公厅", "中心", "厅", "部", "院", "会", "办",
		"委", "处", "所", "站", "署", "行", "公司", "司", "组", "指挥部", "街道", "支队", "大队", "馆", "校", "党组", NULL };
	static const char *const marks[] = { "。", "，", "；", "：", "、", "？", "》", ",", ";", ":", "(", NULL };
	size_t characters = piece_characters(text);

	if (characters < 3 || characters > 60 || piece_has_any(text, marks) || piece_has_digit(text))
		return false;
	for (const char *const *ending = endings; *ending != NULL; ending++)
		if (piece_ends(text, *ending))
			return true;
	return false;
}

/* The place below a notice where organ and date stand, on two lines or one. */
bool
page_signature(const struct page *page, struct piece *organ, struct claimed_date *date)
{
	for (size_t i = page->text_first + 1; i < page->text_past; i++) {
		const struct line *line = &page->lines.line[i];
		struct piece before = piece_of(page->lines.line[i - 1].text);
		struct date_match match;

		if (line->length > SIGNATURE_BYTES ||
		    date_text_find(line->text, line->length, 0, &match) != STATUS_OK || !match.has_year ||
		    match.claimed.precision < DATE_PRECISION_DAY || match.end + 3 < line->length)
			continue;
		*date = match.claimed;
		*organ = piece_trim((struct piece){ line->text, match.start });
		if (organ->length > 0 && reads_as_organ(*organ))
			return true;
		*organ = before;
		if (match.start == 0 && reads_as_organ(before))
			return true;
	}
	return false;
}

/* Best labelled date of a field; the rank of its label is left in *rank. */
static bool
labelled_date(const struct page *page, const char *field, struct claimed_date *date, enum value_source *source,
    unsigned *rank)
{
	bool found = false;

	for (size_t i = 0; i < page->labels.count; i++) {
		const struct labelled *entry = &page->labels.entry[i];
		struct claimed_date claimed;

		if (!piece_is(piece_of(entry->label->field), field) || (found && entry->label->rank >= *rank))
			continue;
		claimed = date_in(entry->value, 12);
		if (claimed.precision < DATE_PRECISION_DAY)
			continue;
		*date = claimed;
		*source = entry->source;
		*rank = entry->label->rank;
		found = true;
	}
	return found;
}

bool
page_issued(const struct page *page, struct claimed_date *issued, enum value_source *source)
{
	struct piece organ;
	struct claimed_date signature;
	unsigned rank = 0;
	bool found = labelled_date(page, "issued", issued, source, &rank);

	/* 发文日期 is the day of publication on some sites; the signature is not. */
	if ((!found || rank >= 2) && page_signature(page, &organ, &signature)) {
		*issued = signature;
		*source = VALUE_SOURCE_TEXT;
		return true;
	}
	return found;
}

/* "本办法自2021年5月1日起施行" */
static bool
effective_in_text(const struct page *page, struct claimed_date *effective)
{
	static const char *const verbs[] = { "施行", "实施", "执行", "生效", NULL };

	for (size_t i = page->text_first; i < page->text_past; i++) {
		const struct line *line = &page->lines.line[i];
		struct date_match match;

		for (size_t at = 0; date_text_find(line->text, line->length, at, &match) == STATUS_OK; at = match.end) {
			struct piece before = piece_trim((struct piece){ line->text, match.start });
			struct piece after = piece_trim((struct piece){ line->text + match.end, line->length - match.end });

			if (!match.has_year || match.claimed.precision < DATE_PRECISION_DAY ||
			    !(piece_ends(before, "自") || piece_ends(before, "从")) || !piece_starts(after, "起"))
				continue;
			if (after.length > 18)
				after.length = 18;
			if (!piece_has(before, "本") || !piece_has_any(after, verbs))
				continue;
			*effective = match.claimed;
			return true;
		}
	}
	return false;
}

bool
page_effective(const struct page *page, struct claimed_date *effective, enum value_source *source)
{
	unsigned rank = 0;

	if (labelled_date(page, "effective", effective, source, &rank))
		return true;
	*source = VALUE_SOURCE_TEXT;
	return effective_in_text(page, effective);
}

bool
page_expires(const struct page *page, struct claimed_date *expires, enum value_source *source)
{
	unsigned rank = 0;

	return labelled_date(page, "expires", expires, source, &rank);
}
