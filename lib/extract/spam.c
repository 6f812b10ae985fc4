/* Spam: gambling and obscenity that somebody has put into a page.
 *
 * Counting terms fails both ways: a lottery regulation has fifty of them in a page, a tampered notice one. What separates
 * them is company (who fights gambling writes of police, fines and victims; who sells it, of websites and bonuses), place
 * (title, link, hidden element, a line of nothing else) and grammar (a brand where the name of a town belongs). */
#include <stdlib.h>

#include "base/utf8.h"
#include "scan_text.h"
#include "spam_terms.h"
#include "text.h"

enum {
	WINDOW = 60,             /* characters on either side in which words speak against a term */
	NEAR = 4,                /* between a term and its lure */
	HEAD_NEAR = 6,           /* "体育(中国)官方网站" */
	PLACE_REACH = 10,        /* from a name to what it belongs to */
	NAME_LENGTH = 2,         /* characters of most brands */
	SHORT_LINE = 80,         /* a title or the text of a link */
	KEYWORD_SHARE = 40,      /* per cent of a line that terms cover, for a line of keywords */
	HITS_MOST = 50 * 1000,
	CHAIN_MOST = 4,          /* terms that follow each other before the end of a place name */
};

struct hit {
	const struct term *term;
	size_t start;
	size_t end;
};

struct hits {
	struct hit *hit;
	size_t count;
	size_t capacity;
};

/* The terms sorted by their first character. */
struct entry {
	uint32_t first;
	const struct term *term;
};

struct spam_scan {
	const struct scan_text *text;
	struct arena *scratch;
	struct detection_list *list;
	struct entry *index;
	struct hits hits;
};

static int
by_first(const void *a, const void *b)
{
	const struct entry *left = a;
	const struct entry *right = b;

	if (left->first != right->first)
		return left->first < right->first ? -1 : 1;
	return left->term < right->term ? -1 : left->term > right->term;
}

static enum status
build_index(struct spam_scan *scan)
{
	scan->index = arena_take_array(scan->scratch, spam_term_count, sizeof(*scan->index));
	if (scan->index == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < spam_term_count; i++) {
		struct piece text = piece_of(spam_terms[i].text);

		scan->index[i].term = &spam_terms[i];
		utf8_next(text.text, text.length, &scan->index[i].first);
	}
	qsort(scan->index, spam_term_count, sizeof(*scan->index), by_first);
	return STATUS_OK;
}

static bool
is_one_of(uint32_t character, const char *set)
{
	struct piece rest = piece_of(set);

	while (rest.length > 0) {
		uint32_t member;
		size_t width = utf8_next(rest.text, rest.length, &member);

		if (member == character)
			return true;
		rest.text += width;
		rest.length -= width;
	}
	return false;
}

/* Where the term ends if it stands at `at`, else 0. Signs that hide it from search may stand between its characters. */
static size_t
term_end(const struct scan_text *text, size_t at, const struct term *term)
{
	struct piece rest = piece_of(term->text);
	size_t start = at;

	while (rest.length > 0) {
		uint32_t wanted;
		size_t width = utf8_next(rest.text, rest.length, &wanted);

		while (at > start && at < text->count && text->folded[at] != wanted && is_one_of(text->folded[at], "*·•@|_~"))
			at++;
		if (at >= text->count || text->folded[at] != wanted)
			return 0;
		at++;
		rest.text += width;
		rest.length -= width;
	}
	if (term->not_before != NULL && at < text->count && is_one_of(text->folded[at], term->not_before))
		return 0;
	return at;
}

/* The longest term at `at`. */
static bool
longest_at(const struct spam_scan *scan, size_t at, struct hit *hit)
{
	uint32_t first = scan->text->folded[at];
	size_t low = 0;
	size_t high = spam_term_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (scan->index[middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	hit->end = 0;
	for (; low < spam_term_count && scan->index[low].first == first; low++) {
		size_t end = term_end(scan->text, at, scan->index[low].term);

		if (end > hit->end)
			*hit = (struct hit){ scan->index[low].term, at, end };
	}
	return hit->end > 0;
}

static enum status
keep_hit(struct spam_scan *scan, struct hit hit)
{
	struct hits *hits = &scan->hits;

	if (hits->count == hits->capacity) {
		size_t capacity = hits->capacity == 0 ? 64 : hits->capacity * 2;
		struct hit *grown = arena_take_array(scan->scratch, capacity, sizeof(*grown));

		if (grown == NULL)
			return STATUS_NO_MEMORY;
		for (size_t i = 0; i < hits->count; i++)
			grown[i] = hits->hit[i];
		hits->hit = grown;
		hits->capacity = capacity;
	}
	hits->hit[hits->count++] = hit;
	return STATUS_OK;
}

static enum status
find_hits(struct spam_scan *scan)
{
	enum status status = STATUS_OK;

	for (size_t at = 0; at < scan->text->count && scan->hits.count < HITS_MOST && status == STATUS_OK;) {
		struct hit hit;

		if (longest_at(scan, at, &hit)) {
			status = keep_hit(scan, hit);
			at = hit.end;
		} else {
			at++;
		}
	}
	return status;
}

/* --- company -------------------------------------------------------------------------------------------------- */

/* How many terms of a kind stand within `distance` characters of hit number `index`. */
static unsigned
count_near(const struct spam_scan *scan, size_t index, enum term_class kind, size_t distance)
{
	const struct hit *hit = &scan->hits.hit[index];
	unsigned count = 0;

	for (size_t i = index; i-- > 0 && scan->hits.hit[i].end + distance > hit->start;)
		count += scan->hits.hit[i].term->kind == kind;
	for (size_t i = index + 1; i < scan->hits.count && scan->hits.hit[i].start < hit->end + distance; i++)
		count += scan->hits.hit[i].term->kind == kind;
	return count;
}

static bool
is_spoken_against(const struct spam_scan *scan, size_t index)
{
	return count_near(scan, index, TERM_AGAINST, WINDOW) > 0;
}

/* A lure right behind the term, or right before it. */
static bool
has_lure(const struct spam_scan *scan, size_t index)
{
	return count_near(scan, index, TERM_LURE, NEAR) > 0;
}

/* --- place ---------------------------------------------------------------------------------------------------- */

struct line_view {
	const struct scan_line *line;
	size_t first;       /* hits [first, past) */
	size_t past;
	size_t length;
	size_t covered;     /* characters inside spam terms and lures */
	unsigned by_kind[TERM_CLASS_COUNT];
	unsigned separators;
	bool has_sentence;
};

static struct line_view
view_line(const struct spam_scan *scan, const struct scan_line *line, size_t first)
{
	struct line_view view = { .line = line, .first = first, .past = first, .length = line->end - line->start };

	while (view.past < scan->hits.count && scan->hits.hit[view.past].start < line->end) {
		const struct hit *hit = &scan->hits.hit[view.past++];

		view.by_kind[hit->term->kind]++;
		if (hit->term->kind != TERM_AGAINST && hit->term->kind != TERM_OFFICIAL && hit->term->kind != TERM_PLACE)
			view.covered += hit->end - hit->start;
	}
	if (view.past == view.first)
		return view; /* nothing to look at */
	for (size_t i = line->start; i < line->end; i++) {
		view.separators += is_one_of(scan->text->folded[i], ",，、_|｜-;； ");
		view.has_sentence = view.has_sentence || is_one_of(scan->text->folded[i], "。");
	}
	return view;
}

static bool
is_spam_term(const struct hit *hit)
{
	switch (hit->term->kind) {
	case TERM_BRAND:
	case TERM_GAME:
	case TERM_TRADE:
	case TERM_OBSCENE:
		return true;
	default:
		return false;
	}
}

/* Keywords one after the other, separated by commas, and little else. */
static bool
is_keyword_line(const struct line_view *view)
{
	unsigned strong = view->by_kind[TERM_BRAND] + view->by_kind[TERM_GAME] + view->by_kind[TERM_OBSCENE];
	unsigned all = strong + view->by_kind[TERM_TRADE] + view->by_kind[TERM_LURE];

	return !view->has_sentence && view->by_kind[TERM_AGAINST] == 0 && strong >= 2 && all >= 3 && view->separators >= 2 &&
	    view->covered * 100 >= view->length * KEYWORD_SHARE;
}

/* A title or link so short that a word of the trade says what it is about, and nothing says that an office wrote it. */
static bool
is_bare_line(const struct line_view *view)
{
	return view->length <= SHORT_LINE && view->by_kind[TERM_AGAINST] == 0 && view->by_kind[TERM_OFFICIAL] == 0;
}

/* --- grammar -------------------------------------------------------------------------------------------------- */

static bool
ends_place_name(const struct scan_text *text, size_t at)
{
	static const char *const endings[] = { "区", "市", "县", "省", "镇", "乡", "村", "州", "盟", "旗", "街道", "政府", "人民", NULL };
	static const char *const others[] = { "市场", "区域", "区别", "区间", "区块", "州际", "省级", "乡村", "人民币", "人民法院",
		"人民警察", "人民检察", NULL };

	for (const char *const *word = others; *word != NULL; word++)
		if (term_end(text, at, &(struct term){ *word, TERM_OFFICIAL, NULL }) > 0)
			return false;
	for (const char *const *word = endings; *word != NULL; word++)
		if (term_end(text, at, &(struct term){ *word, TERM_OFFICIAL, NULL }) > 0)
			return true;
	return false;
}

/* "澳门二十一点平台区人民政府": the term and what follows it directly stand where the name of a district belongs. */
static bool
replaces_name(const struct spam_scan *scan, size_t index)
{
	size_t end = scan->hits.hit[index].end;
	enum term_class kind = scan->hits.hit[index].term->kind;

	if (kind != TERM_BRAND && kind != TERM_GAME && kind != TERM_TRADE)
		return false;
	for (size_t i = index + 1; i < scan->hits.count && i <= index + CHAIN_MOST; i++) {
		const struct hit *next = &scan->hits.hit[i];

		if (next->start != end || next->term->kind == TERM_AGAINST || next->term->kind == TERM_OFFICIAL)
			break;
		end = next->end;
		if (next->term->kind == TERM_BRAND || next->term->kind == TERM_GAME)
			kind = TERM_BRAND;
	}
	return (kind == TERM_BRAND || kind == TERM_GAME) && ends_place_name(scan->text, end);
}

/* --- findings ------------------------------------------------------------------------------------------------- */

static bool
is_lewd(enum term_class kind)
{
	return kind == TERM_OBSCENE || kind == TERM_BROTHEL || kind == TERM_SULTRY;
}

static enum status
report(struct spam_scan *scan, size_t index, enum detection_reason reason, unsigned confidence)
{
	const struct hit *hit = &scan->hits.hit[index];
	struct detection finding = {
		.detector = is_lewd(hit->term->kind) ? DETECTOR_OBSCENE : DETECTOR_GAMBLING,
		.reason = reason,
		.confidence = confidence,
	};

	return detection_add(scan->list, scan->text, hit->start, hit->end, finding, false);
}

/* A link that readers do not see is there for search engines alone; told besides what it leads to. */
static enum status
report_hidden_link(struct spam_scan *scan, const struct scan_line *line, size_t index)
{
	const struct hit *hit = &scan->hits.hit[index];
	struct detection finding = { .detector = DETECTOR_HIDDEN_LINK, .reason = DETECTION_HIDDEN, .confidence = 90 };

	if (!line->is_hidden || !line->is_link)
		return STATUS_OK;
	return detection_add(scan->list, scan->text, hit->start, hit->end, finding, false);
}

static enum detection_reason
place_of(const struct scan_line *line)
{
	if (line->is_hidden)
		return DETECTION_HIDDEN;
	if (line->is_title)
		return DETECTION_TITLE;
	return line->is_link ? DETECTION_LINK : DETECTION_WORDING;
}

/* Letters and digits as names of gambling sites have them: ca88, k8, lc8, 9001. Standards and networks have them too. */
static bool
has_site_code(const struct spam_scan *scan, const struct scan_line *line)
{
	static const char *const others[] = { "iso", "ipv", "gb", "pm", "covid", "ca1", "v1", "v2", "v3", "a4", "h5", "web", "g2", NULL };

	for (size_t at = line->start; at < line->end; at++) {
		size_t letters = at;
		size_t digits;

		if (at > line->start && scan->text->folded[at - 1] >= 'a' && scan->text->folded[at - 1] <= 'z')
			continue;
		while (letters < line->end && scan->text->folded[letters] >= 'a' && scan->text->folded[letters] <= 'z')
			letters++;
		digits = letters;
		while (digits < line->end && is_digit(scan->text->folded[digits]))
			digits++;
		if (letters == at || letters - at > 4 || digits == letters || digits - letters > 4 ||
		    (digits < line->end && scan->text->folded[digits] >= 'a' && scan->text->folded[digits] <= 'z'))
			continue;
		for (const char *const *word = others;; word++) {
			if (*word == NULL)
				return true;
			if (term_end(scan->text, at, &(struct term){ *word, TERM_OFFICIAL, NULL }) > 0)
				break;
		}
	}
	return false;
}

static unsigned
count_lewd(const struct line_view *view)
{
	return view->by_kind[TERM_OBSCENE] + view->by_kind[TERM_BROTHEL] + view->by_kind[TERM_SULTRY];
}

/* --- parts of a title ------------------------------------------------------------------------------------------ */

/* The part of a title between separators: a taken-over site keeps its own name in one and advertises in another. */
struct part {
	const struct line_view *view;
	size_t start;
	size_t end;
};

static struct part
part_of(const struct spam_scan *scan, const struct line_view *view, size_t index)
{
	static const char separators[] = "_|｜-—–,，";
	const struct hit *hit = &scan->hits.hit[index];
	struct part part = { view, hit->start, hit->end };

	while (part.start > view->line->start && !is_one_of(scan->text->folded[part.start - 1], separators))
		part.start--;
	while (part.end < view->line->end && !is_one_of(scan->text->folded[part.end], separators))
		part.end++;
	return part;
}

static unsigned
count_in(const struct spam_scan *scan, const struct part *part, enum term_class kind)
{
	unsigned count = 0;

	for (size_t i = part->view->first; i < part->view->past; i++)
		count += scan->hits.hit[i].term->kind == kind && scan->hits.hit[i].start >= part->start &&
		    scan->hits.hit[i].end <= part->end;
	return count;
}

/* "金沙遗址", "永利机械有限公司": what follows says whose name it is. Behind a lure it says nothing any more:
 * "金沙官网(中国)有限公司". */
static bool
names_a_place(const struct spam_scan *scan, const struct part *part, size_t index)
{
	size_t past = scan->hits.hit[index].end + PLACE_REACH;

	for (size_t i = index + 1; i < part->view->past && scan->hits.hit[i].start < past; i++) {
		const struct hit *next = &scan->hits.hit[i];

		if (next->end > part->end || next->term->kind == TERM_LURE)
			break;
		if (next->term->kind == TERM_PLACE || next->term->kind == TERM_OFFICIAL)
			return true;
	}
	return ends_place_name(scan->text, scan->hits.hit[index].end);
}

static bool
is_letter(uint32_t character)
{
	return character >= 'a' && character <= 'z';
}

/* 2024年, 1946年, 第120届: numbers that count something. */
static bool
is_counted(const struct spam_scan *scan, size_t end)
{
	return end < scan->text->count && is_one_of(scan->text->folded[end], "年届号路米元人名个家月");
}

static bool
is_year(const struct spam_scan *scan, size_t start, size_t end)
{
	const uint32_t *digit = scan->text->folded + start;

	return end - start == 4 && ((digit[0] == '1' && digit[1] == '9') || (digit[0] == '2' && digit[1] == '0'));
}

/* Letters or a number as gambling sites put them beside their names: js金沙, 葡京8455. */
static bool
has_code(const struct spam_scan *scan, const struct part *part)
{
	for (size_t at = part->start; at < part->end;) {
		size_t end = at;
		bool has_letter = false;

		while (end < part->end && (is_letter(scan->text->folded[end]) || is_digit(scan->text->folded[end])))
			has_letter = is_letter(scan->text->folded[end++]) || has_letter;
		if ((has_letter && end - at >= 2) || (end - at >= 3 && !is_counted(scan, end)))
			return true;
		at = end > at ? end : at + 1;
	}
	return false;
}

/* 678体育, beplay体育: a code where the name of a place or a kind of sport would stand. */
static bool
has_code_before(const struct spam_scan *scan, const struct line_view *view, size_t index)
{
	static const char *const others[] = { "nba", "cba", "vr", "ai", "5g", "4g", "ar", "3d", "cctv", "fifa", "ktv", NULL };
	size_t end = scan->hits.hit[index].start, start = end;

	while (start > view->line->start && (is_letter(scan->text->folded[start - 1]) ||
	    is_digit(scan->text->folded[start - 1])))
		start--;
	for (const char *const *word = others; *word != NULL; word++)
		if (term_end(scan->text, start, &(struct term){ *word, TERM_OFFICIAL, NULL }) == end)
			return false;
	return end > start && !is_year(scan, start, end);
}

/* 财神娱乐: a name of two characters and nothing else. */
static bool
is_all_of_title(const struct spam_scan *scan, const struct part *part, size_t index)
{
	static const char *const others[] = { "休闲", "文化", "健康", "体育", "影视", "旅游", "生活", "大众", "群众", "购物", "餐饮",
		"综合", "家庭", "城市", "农村", "社区", "校园", "互动", "时尚", "文艺", "公共", "数字", "网络", "全民", "青年", "吃喝", NULL };
	const struct hit *hit = &scan->hits.hit[index];
	const struct scan_line *line = part->view->line;

	for (const char *const *word = others; *word != NULL; word++)
		if (term_end(scan->text, line->start, &(struct term){ *word, TERM_OFFICIAL, NULL }) > 0)
			return false;
	return line->is_title && part->start == line->start && part->end == line->end && hit->end == line->end &&
	    hit->start == line->start + NAME_LENGTH && is_han(scan->text->folded[line->start]) &&
	    is_one_of(scan->text->folded[hit->start], "娱电") && is_han(scan->text->folded[line->start + 1]);
}

/* 必博体育, 天博官网: most gambling brands end so; so do some fairs and a town. */
static bool
ends_with_bo(const struct spam_scan *scan, const struct line_view *view, size_t index)
{
	size_t at = scan->hits.hit[index].start;

	return at >= view->line->start + NAME_LENGTH && scan->text->folded[at - 1] == 0x535a &&
	    (is_han(scan->text->folded[at - 2]) || is_digit(scan->text->folded[at - 2])) && !is_one_of(scan->text->folded[at - 2], "淄世微文园农科旅医车工煤糖绿药广渊硕进赌脉林花茶服");
}

/* 群众体育, 云泽市体育: what sport and play are offices' business. */
static bool
is_public(const struct spam_scan *scan, const struct part *part, size_t index)
{
	static const char *const kinds[] = { "群众", "学校", "全民", "竞技", "公共", "社会", "少年", "老年", "残疾人", "职工", "农村", "大学", "中国",
		"国家", "职业", "文化", NULL };
	size_t at = scan->hits.hit[index].start;

	if (at == part->start || is_one_of(scan->text->folded[at - 1], "省市县区州校国的与和、"))
		return true;
	for (const char *const *word = kinds; *word != NULL; word++)
		for (size_t back = 2; back <= 3 && at >= part->start + back; back++)
			if (term_end(scan->text, at - back, &(struct term){ *word, TERM_OFFICIAL, NULL }) == at)
				return true;
	return false;
}

static bool
is_quiet(const struct spam_scan *scan, const struct part *part)
{
	return part->view->length <= SHORT_LINE && part->view->by_kind[TERM_AGAINST] == 0 &&
	    count_in(scan, part, TERM_OFFICIAL) == 0;
}

/* --- judgement of a hit ---------------------------------------------------------------------------------------- */

static bool
judge_name(const struct spam_scan *scan, const struct line_view *view, size_t index)
{
	struct part part = part_of(scan, view, index);

	return is_quiet(scan, &part) && !names_a_place(scan, &part, index) &&
	    (has_lure(scan, index) || has_code(scan, &part) || count_in(scan, &part, TERM_HEAD) > 0 ||
	    count_in(scan, &part, TERM_TRADE) > 0);
}

static bool
judge_head(const struct spam_scan *scan, const struct line_view *view, size_t index)
{
	struct part part = part_of(scan, view, index);

	return is_quiet(scan, &part) && !names_a_place(scan, &part, index) &&
	    ((count_near(scan, index, TERM_LURE, HEAD_NEAR) > 0 && !is_public(scan, &part, index)) || has_code_before(scan, view, index) ||
	    ends_with_bo(scan, view, index) || is_all_of_title(scan, &part, index));
}

/* Another part of the title may be an office's or a firm's: it was there before. */
static bool
is_advertised_apart(const struct spam_scan *scan, const struct line_view *view, size_t index)
{
	struct part part = part_of(scan, view, index);

	return (part.start > view->line->start || part.end < view->line->end) && is_quiet(scan, &part) &&
	    view->line->is_title && count_in(scan, &part, TERM_GAME) + count_in(scan, &part, TERM_TRADE) +
	    count_in(scan, &part, TERM_LURE) >= (scan->hits.hit[index].term->kind == TERM_GAME ? 1 : 2);
}

static bool
is_place_name(const struct spam_scan *scan, const struct line_view *view, size_t index)
{
	struct part part = part_of(scan, view, index);

	return names_a_place(scan, &part, index);
}

/* Is this hit spam for itself? Sets its confidence. */
static bool
judge_hit(const struct spam_scan *scan, const struct line_view *view, size_t index, unsigned *confidence)
{
	const struct hit *hit = &scan->hits.hit[index];
	bool is_marked = view->line->is_title || view->line->is_link || view->line->is_hidden;
	bool is_bare = is_bare_line(view);

	switch (hit->term->kind) {
	case TERM_BRAND:
		*confidence = 92;
		return !is_spoken_against(scan, index) && !is_place_name(scan, view, index);
	case TERM_OBSCENE:
		*confidence = 92;
		return !is_spoken_against(scan, index);
	case TERM_NAME:
		*confidence = has_lure(scan, index) ? 75 : 65;
		return is_marked && judge_name(scan, view, index);
	case TERM_GAME:
		*confidence = has_lure(scan, index) ? 85 : 70;
		return !is_spoken_against(scan, index) &&
		    (is_bare || count_near(scan, index, TERM_OFFICIAL, WINDOW) == 0 ||
		    is_advertised_apart(scan, view, index));
	case TERM_TRADE:
		*confidence = has_lure(scan, index) ? 80 : 60;
		return (is_bare && (view->line->is_title || (is_marked && has_lure(scan, index)))) ||
		    is_advertised_apart(scan, view, index);
	case TERM_HEAD:
		*confidence = has_lure(scan, index) ? 75 : 60;
		return is_marked && judge_head(scan, view, index);
	case TERM_BROTHEL:
	case TERM_SULTRY:
		*confidence = count_lewd(view) >= 2 ? 70 : 50;
		return is_bare && is_marked &&
		    (count_lewd(view) >= 2 || (hit->term->kind == TERM_BROTHEL && view->line->is_title));
	case TERM_LURE:
		*confidence = 55;
		return is_bare && view->line->is_title && view->by_kind[TERM_LURE] >= 2 && has_site_code(scan, view->line);
	case TERM_AGAINST:
	case TERM_OFFICIAL:
	case TERM_PLACE:
	case TERM_CLASS_COUNT:
		break;
	}
	return false;
}

static enum status
judge_line(struct spam_scan *scan, const struct line_view *view)
{
	bool is_keywords = is_keyword_line(view);
	enum status status = STATUS_OK;

	for (size_t i = view->first; i < view->past && status == STATUS_OK; i++) {
		unsigned confidence = 0;

		if (replaces_name(scan, i))
			status = report(scan, i, DETECTION_NAME_REPLACED, 96);
		else if (is_keywords && is_spam_term(&scan->hits.hit[i]))
			status = report(scan, i, DETECTION_KEYWORDS, 94);
		else if (judge_hit(scan, view, i, &confidence))
			status = report(scan, i, place_of(view->line), confidence);
		else
			continue;
		if (status == STATUS_OK)
			status = report_hidden_link(scan, view->line, i);
		break; /* one finding a line: its other words say the same */
	}
	return status;
}

enum status
scan_spam(const struct scan_text *text, struct arena *scratch, struct detection_list *list)
{
	struct spam_scan scan = { .text = text, .scratch = scratch, .list = list };
	enum status status = build_index(&scan);
	size_t first = 0;

	if (status == STATUS_OK)
		status = find_hits(&scan);
	for (size_t i = 0; i < text->line_count && status == STATUS_OK; i++) {
		struct line_view view = view_line(&scan, &text->line[i], first);

		if (view.past > view.first)
			status = judge_line(&scan, &view);
		first = view.past;
	}
	return status == STATUS_LIMIT ? STATUS_OK : status;
}
