/* The score of a pair: evidence in order of weight, then what speaks against it. Numbers are per mille. */
#include <string.h>

#include "lib/match/likeness.h"
#include "lib/match/pair.h"
#include "lib/match/score.h"
#include "lib/match/words.h"

enum {
	SCORE_LINK = 990,
	SCORE_NUMBER = 970,
	SCORE_EQUAL = 900,
	SCORE_NEAR = 800,      /* differs in soft words only: sure where place and time agree as well */
	SCORE_SIMILAR = 740,   /* nearly the same */
	SCORE_CUT = 740,
	SCORE_IN_TEXT = 720,
	SURE_FROM = 850,
	LIKELY_FROM = 650,

	/* A subject may lose so much when it is shortened, of thousand. */
	SHORTENED_LEAST = 800,
	SIMILAR_LEAST = 880,
	/* A title cut off by a list page must show so many characters. */
	CUT_LEAST = 14,
	/* Weight around a quote that is still chatter. */
	AROUND_FREE = 3 * WEIGHT_FULL,
};

static const struct relation_options options_of[MATCH_RELATION_COUNT] = {
	[MATCH_INTERPRETATION] = { .word = "interpretation", .draft_matters = true },
	[MATCH_FEEDBACK] = { .word = "feedback", .parts_of_trigger = true },
	[MATCH_DECISION] = { .word = "decision", .parts_of_trigger = true },
	[MATCH_UNIT_PLAN] = { .word = "unit-plan", .other_unit = true, .needs_year = true, .kind_differs = true },
	[MATCH_GAZETTE] = { .word = "gazette", .draft_matters = true, .lists_documents = true },
	[MATCH_ANNUAL_REPORT] = { .word = "annual-report", .needs_year = true, .needs_organ = true },
};

/* ---- subject ---- */

/* Says how far the subjects agree, or MATCH_OTHER_SUBJECT. */
static int
judge_likeness(const struct likeness *likeness, enum subject_origin origin, uint32_t *evidence)
{
	unsigned only = likeness->only_a + likeness->only_b;
	bool in_text = origin == SUBJECT_IN_TEXT;

	if (likeness->replaced == 0 && only <= 2) {
		*evidence |= in_text ? MATCH_BY_TEXT : MATCH_BY_TITLE | (origin == SUBJECT_QUOTE ? MATCH_BY_QUOTE : 0);
		return in_text ? SCORE_IN_TEXT : likeness->equal ? SCORE_EQUAL : SCORE_NEAR;
	}
	if (in_text || likeness->replaced > 0) {
		*evidence |= MATCH_OTHER_SUBJECT;
		return 0;
	}
	if (likeness->only_b <= 2 * WEIGHT_SOFT && likeness->per_mille >= SHORTENED_LEAST) {
		*evidence |= MATCH_BY_SHORTENED;
		return SCORE_SIMILAR + (likeness->per_mille - SHORTENED_LEAST) / 2;
	}
	if (likeness->per_mille >= SIMILAR_LEAST) {
		*evidence |= MATCH_BY_SIMILAR;
		return SCORE_SIMILAR + (likeness->per_mille - SIMILAR_LEAST) / 2;
	}
	*evidence |= MATCH_OTHER_SUBJECT;
	return 0;
}

/* A page names the laws behind its policy as well: a title that stands only in its text must be at home and of these
 * days. An issue of a gazette lists what it holds. */
static void
judge_company(struct pair *pair)
{
	const uint32_t home = MATCH_SAME_SITE | MATCH_SAME_PLACE | MATCH_SAME_ORGAN;

	if ((pair->evidence & MATCH_BY_TEXT) != 0 && !pair->options->lists_documents &&
	    ((pair->evidence & home) == 0 || (pair->evidence & MATCH_NEAR_TIME) == 0))
		pair->score -= 150;
}

static void
finish(struct pair *pair)
{
	const uint32_t refusing = CONTRADICTIONS | MATCH_OTHER_SUBJECT | MATCH_PLACE_UNKNOWN;

	/* Below likely, but still in order, so that the best of them tells why. */
	if ((pair->evidence & refusing) != 0)
		pair->score = pair->score * (LIKELY_FROM - 50) / MATCH_SCORE_MAX;
	if (pair->score < 0)
		pair->score = 0;
	if (pair->score > MATCH_SCORE_MAX)
		pair->score = MATCH_SCORE_MAX;
}

static struct likeness
likeness_for(const struct relation_options *options, const struct subject *a, const struct subject *b)
{
	struct subject other_a, other_b;

	if (!options->needs_organ && !options->kind_differs)
		return subject_likeness(a, b);
	if (options->needs_organ) {
		subject_with_organ(a, &other_a);
		subject_with_organ(b, &other_b);
	} else {
		subject_without_plan(a, &other_a);
		subject_without_plan(b, &other_b);
	}
	return subject_likeness(&other_a, &other_b);
}

static void
judge_subjects(struct pair *pair, const struct titled_subject *trigger, const struct titled_subject *response)
{
	const struct subject *a = &trigger->subject, *b = &response->subject;
	struct likeness likeness = likeness_for(pair->options, a, b);
	unsigned information = a->information < b->information ? a->information : b->information;

	pair->trigger_subject = trigger;
	pair->response_subject = response;
	pair->score = judge_likeness(&likeness, response->origin, &pair->evidence);
	if ((pair->evidence & MATCH_OTHER_SUBJECT) != 0) {
		pair->score = likeness.per_mille / 2;
		return;
	}
	if (response->around > AROUND_FREE)
		pair->score -= (int)(response->around > 60 ? 60 : response->around) * 4;
	if (pair->options->needs_organ && a->organ != NULL && b->organ != NULL && !same_organ(a, b))
		pair->evidence |= MATCH_OTHER_ORGAN;
	judge_places(pair, a, b, information);
	judge_years(pair, a, b);
	judge_batches(pair, a, b);
	judge_editions(pair, a, b);
	judge_time(pair);
	judge_company(pair);
	finish(pair);
}

/* ---- titles cut off ---- */

static void
judge_cut(struct pair *pair)
{
	const struct match_features *whole = pair->trigger, *cut = pair->response;
	size_t longest = 0;

	if (!cut->is_cut)
		return;
	for (size_t i = 0; i < cut->start_count; i++) {
		size_t length = cut->raw_length - cut->starts[i];

		if (length <= whole->raw_length && length > longest &&
		    memcmp(cut->raw + cut->starts[i], whole->raw, length * sizeof(*whole->raw)) == 0)
			longest = length;
	}
	if (longest < CUT_LEAST)
		return;
	pair->evidence |= MATCH_BY_SHORTENED;
	pair->score = SCORE_CUT + (int)(longest > 60 ? 60 : longest);
	if (same_site(whole, cut)) {
		pair->evidence |= MATCH_SAME_SITE;
		pair->score += 30;
	}
	judge_time(pair);
	/* Only the organs can be read: another document of theirs would fit as well, unless it is of another time. */
	if ((pair->evidence & MATCH_NEAR_TIME) == 0)
		pair->score -= 120;
	if (pair->score >= SURE_FROM)
		pair->score = SURE_FROM - 1;
	finish(pair);
}

/* ---- links and numbers ---- */

static bool
links_to(const struct match_features *from, const struct match_features *to)
{
	for (size_t i = 0; to->url_digest != 0 && i < from->link_count; i++)
		if (from->link_digests[i] == to->url_digest)
			return true;
	return false;
}

static bool
share_number(const struct document_number *a, size_t a_count, const struct document_number *b, size_t b_count,
    bool *particular)
{
	for (size_t i = 0; i < a_count; i++)
		for (size_t j = 0; j < b_count; j++)
			if (number_equals(&a[i], &b[j])) {
				*particular = number_is_particular(&a[i]) && number_is_particular(&b[j]);
				return true;
			}
	return false;
}

/* The best that the titles say. */
static void
judge_titles(struct pair *pair)
{
	const struct match_features *trigger = pair->trigger, *response = pair->response;
	struct pair best = *pair, cut = *pair;
	size_t text_subjects = response->text == NULL || response->has_quote ? 0 : response->text->subject_count;

	best.evidence |= MATCH_OTHER_SUBJECT;
	for (size_t i = 0; i < trigger->subject_count; i++) {
		const struct titled_subject *a = &trigger->subjects[i];

		if (a->origin == SUBJECT_PART ? !pair->options->parts_of_trigger
		                              : a->origin == SUBJECT_QUOTE && a->around > 0)
			continue;
		for (size_t j = 0; j < response->subject_count + text_subjects; j++) {
			struct pair trial = *pair;
			const struct titled_subject *b = j < response->subject_count ? &response->subjects[j]
			    : &response->text->subjects[j - response->subject_count];

			judge_subjects(&trial, a, b);
			if (trial.score > best.score)
				best = trial;
		}
	}
	judge_cut(&cut);
	*pair = cut.score > best.score ? cut : best;
}

static void
raise_to(struct pair *pair, int score)
{
	if (pair->score < score)
		pair->score = score;
}

static void
judge_numbers(struct pair *pair)
{
	const struct match_features *trigger = pair->trigger, *response = pair->response;
	const uint32_t at_home = MATCH_SAME_SITE | MATCH_SAME_PLACE | MATCH_SAME_ORGAN | MATCH_BY_TITLE | MATCH_BY_SIMILAR |
	    MATCH_BY_SHORTENED;
	bool particular = false;

	if (trigger->number_count == 0)
		return;
	if (share_number(trigger->numbers, trigger->number_count, response->numbers, response->number_count, &particular)) {
		pair->evidence |= MATCH_BY_NUMBER;
		if (same_site(trigger, response))
			pair->evidence |= MATCH_SAME_SITE;
		/* Lists mistype numbers: where the titles disagree, people should look. */
		if ((pair->evidence & MATCH_OTHER_SUBJECT) != 0 && response->has_quote)
			raise_to(pair, LIKELY_FROM + 40);
		else
			raise_to(pair, particular || (pair->evidence & at_home) != 0 ? SCORE_NUMBER : LIKELY_FROM + 40);
		return;
	}
	if (response->text != NULL && share_number(trigger->numbers, trigger->number_count, response->text->numbers,
	    response->text->number_count, &particular)) {
		/* An interpretation names the laws behind its policy as well: a number in the text needs company. */
		if ((pair->evidence & (MATCH_BY_TITLE | MATCH_BY_SIMILAR | MATCH_BY_SHORTENED | MATCH_BY_TEXT)) == 0)
			return;
		pair->evidence |= MATCH_BY_NUMBER;
		raise_to(pair, SCORE_NUMBER - 50);
		return;
	}
	if (response->number_count > 0 && response->has_marker && number_is_particular(&response->numbers[0]) &&
	    number_is_particular(&trigger->numbers[0]) && response->document->number == NULL) {
		pair->evidence |= MATCH_OTHER_NUMBER;
		finish(pair);
	}
}

static void
judge_link(struct pair *pair)
{
	if (!links_to(pair->response, pair->trigger) && !links_to(pair->trigger, pair->response))
		return;
	pair->evidence |= MATCH_BY_LINK;
	/* Where the titles speak of another document, the link is one of many on the page: below a link that fits.
	 * Where they contradict (the draft, last year's), people should look. */
	if ((pair->evidence & CONTRADICTIONS) != 0)
		raise_to(pair, SURE_FROM - 50);
	else
		raise_to(pair, SCORE_LINK - ((pair->evidence & MATCH_OTHER_SUBJECT) != 0 ? 60 : 0));
}

enum match_confidence
match_confidence_of(int score)
{
	if (score >= SURE_FROM)
		return MATCH_SURE;
	return score >= LIKELY_FROM ? MATCH_LIKELY : MATCH_NO;
}

struct match_detail
match_compare_detail(enum match_relation relation, const struct match_features *trigger,
    const struct match_features *response)
{
	struct pair pair = { .options = &options_of[relation], .trigger = trigger, .response = response };

	judge_titles(&pair);
	judge_numbers(&pair);
	judge_link(&pair);
	return (struct match_detail){
		.result = { .score = pair.score, .confidence = match_confidence_of(pair.score), .evidence = pair.evidence },
		.trigger = pair.trigger_subject,
		.response = pair.response_subject,
	};
}

struct match_result
match_compare(enum match_relation relation, const struct match_features *trigger, const struct match_features *response)
{
	return match_compare_detail(relation, trigger, response).result;
}

enum status
match_score(enum match_relation relation, const struct match_document *trigger, const struct match_document *response,
    struct match_result *result)
{
	struct match_features *a = NULL, *b = NULL;
	enum status status = match_features_new(trigger, &a);

	if (status == STATUS_OK)
		status = match_features_new(response, &b);
	if (status == STATUS_OK)
		*result = match_compare(relation, a, b);
	match_features_free(a);
	match_features_free(b);
	return status;
}

const char *
match_relation_word(enum match_relation relation)
{
	return options_of[relation].word;
}
