/* Facts of a pair: years, batches, editions, places and time. */
#include <stdlib.h>
#include <string.h>

#include "lib/match/pair.h"
#include "lib/match/words.h"

enum {
	/* A subject with so many characters outside common words is hardly ever used twice. */
	INFORMATION_RARE = 9,
	INFORMATION_SOME = 5,

	DAYS_NEAR = 45,
	DAYS_FAR = 400,
	DAYS_APART = 120, /* a title that is only alike must not be further away */
	DAYS_YEARS = 550, /* answered so long before: a later edition; real dates are wrong by a year, not by more */
	DAYS_NEVER = 1100, /* three years later nobody interprets: an earlier edition of the same title */
	DAYS_EARLY = 40, /* an answer older than its trigger by more is none: dates are wrong by weeks, not by more */
};

static int
year_of(struct claimed_date date)
{
	int year;

	date_to_civil(date.date, &year, NULL, NULL);
	return year;
}

static bool
has_year(const struct subject *subject, int year)
{
	for (unsigned i = 0; i < subject->year_count; i++)
		if (subject->years[i] == year)
			return true;
	return false;
}

/* Does the page's date allow that it speaks about these years? Plans come late in the year before, reports in
 * the year after. */
static bool
date_allows(const struct subject *subject, struct claimed_date date)
{
	int year;

	if (date.precision == DATE_PRECISION_NONE)
		return true;
	year = year_of(date);
	for (unsigned i = 0; i < subject->year_count; i++)
		if (abs(year - (int)subject->years[i]) <= 1)
			return true;
	return year >= subject->years[0] && year <= subject->years[subject->year_count - 1];
}

void
judge_years(struct pair *pair, const struct subject *a, const struct subject *b)
{
	bool common = false;

	if (a->year_count == 0 && b->year_count == 0)
		return;
	if (a->year_count == 0 || b->year_count == 0) {
		const struct subject *named = a->year_count == 0 ? b : a;
		struct claimed_date date = a->year_count == 0 ? pair->trigger->date : pair->response->date;

		if (!date_allows(named, date) || (pair->options->needs_year && date.precision != DATE_PRECISION_NONE &&
		    !has_year(named, year_of(date))))
			pair->evidence |= MATCH_OTHER_YEAR;
		else
			pair->score -= date.precision != DATE_PRECISION_NONE && has_year(named, year_of(date)) ? 15 : 100;
		return;
	}
	for (unsigned i = 0; i < a->year_count; i++)
		common = common || has_year(b, a->years[i]);
	pair->evidence |= common && a->years[0] == b->years[0] ? MATCH_SAME_YEAR : MATCH_OTHER_YEAR;
}

/* 第二批 against 第一批, 十五五 against 十四五; (三) against nothing. */
void
judge_batches(struct pair *pair, const struct subject *a, const struct subject *b)
{
	bool as_many = a->batch_count == b->batch_count;

	for (unsigned i = 0; i < a->batch_count; i++)
		for (unsigned j = 0; j < b->batch_count; j++)
			if (a->batches[i].value != b->batches[j].value &&
			    (as_many ? i == j : a->batches[i].kind == b->batches[j].kind))
				pair->evidence |= MATCH_OTHER_BATCH;
	if (!as_many)
		pair->score -= 310;
}

void
judge_editions(struct pair *pair, const struct subject *a, const struct subject *b)
{
	unsigned differ = a->editions ^ b->editions;

	if (pair->options->draft_matters && (differ & EDITION_DRAFT) != 0)
		pair->evidence |= MATCH_OTHER_EDITION;
	if ((differ & (EDITION_REPEAL | EDITION_AMENDS | EDITION_EXTENDS)) != 0)
		pair->evidence |= MATCH_OTHER_EDITION;
	if ((differ & (EDITION_TRIAL | EDITION_REVISED)) != 0)
		pair->score -= 20;
}

static const struct place *
named_place(const struct match_features *features, const struct subject *subject)
{
	return subject->place_count > 0 ? &subject->places[0] : &features->title_place;
}

/* Places named inside both titles must agree one by one: A-B mutual recognition is not A-C. */
static bool
inner_places_differ(const struct subject *a, const struct subject *b)
{
	unsigned both = a->place_count < b->place_count ? a->place_count : b->place_count;

	for (unsigned i = 1; i < both; i++)
		if (place_compare(&a->places[i], &b->places[i]) == PLACE_OTHER)
			return true;
	return false;
}

/* 长沙市 and 长沙市高新区 are two places, where both titles begin with one. */
static bool
zones_differ(const struct subject *a, const struct subject *b)
{
	return a->place_count > 0 && b->place_count > 0 && (a->zone_length != b->zone_length ||
	    memcmp(a->content, b->content, a->zone_length * sizeof(*a->content)) != 0);
}

static bool
same_bytes(const char *a, size_t a_length, const char *b, size_t b_length)
{
	return a != NULL && b != NULL && a_length == b_length && memcmp(a, b, a_length) == 0;
}

/* A ministry's host has branches in many places: qingdao.pbc.gov.cn, tianjin.pbc.gov.cn. */
bool
same_site(const struct match_features *a, const struct match_features *b)
{
	if (place_compare(&a->host_place, &b->host_place) == PLACE_OTHER)
		return false;
	if (a->document->site != NULL && b->document->site != NULL && strcmp(a->document->site, b->document->site) == 0)
		return true;
	return same_bytes(a->domain, a->domain_length, b->domain, b->domain_length);
}

bool
same_organ(const struct subject *a, const struct subject *b)
{
	return a->organ != NULL && b->organ != NULL && a->organ_length == b->organ_length && a->organ_length >= 3 &&
	    memcmp(a->organ, b->organ, a->organ_length * sizeof(*a->organ)) == 0;
}

/* Does the site publish documents of other places? Then it is nobody's home. */
static bool
is_collector(const struct place *shown, const struct match_features *features)
{
	return place_compare(shown, &features->host_place) == PLACE_OTHER;
}

/* Where do both belong? The title says it best; the host is a habit of the publisher. */
static enum place_relation
judge_place(struct pair *pair, const struct subject *a, const struct subject *b)
{
	const struct place *named_a = named_place(pair->trigger, a), *named_b = named_place(pair->response, b);
	enum place_relation named = place_compare(named_a, named_b), relation;
	const struct place *shown_a = match_place_shown(pair->trigger, a), *shown_b = match_place_shown(pair->response, b);

	if (same_site(pair->trigger, pair->response) && !is_collector(shown_a, pair->trigger) &&
	    !is_collector(shown_b, pair->response))
		pair->evidence |= MATCH_SAME_SITE;
	if (same_organ(a, b))
		pair->evidence |= MATCH_SAME_ORGAN;
	relation = named == PLACE_UNKNOWN ? place_compare(shown_a, shown_b) : named;
	/* 湖南省 in one title and 望城区 in the other are two documents. */
	if (named == PLACE_WITHIN && !pair->options->other_unit)
		named = PLACE_OTHER;
	if (named == PLACE_OTHER || inner_places_differ(a, b) || zones_differ(a, b)) {
		pair->evidence |= MATCH_OTHER_PLACE;
		return PLACE_OTHER;
	}
	if (relation == PLACE_SAME)
		pair->evidence |= MATCH_SAME_PLACE;
	if ((pair->evidence & (MATCH_SAME_SITE | MATCH_SAME_ORGAN)) != 0)
		return PLACE_SAME;
	return relation;
}

/* Do neither title nor address of either side say where it belongs? Then place is no question of this pair: both come
 * from one list without addresses. */
static bool
nowhere(const struct pair *pair, const struct subject *a, const struct subject *b)
{
	return match_place_shown(pair->trigger, a)->count == 0 && match_place_shown(pair->response, b)->count == 0 &&
	    pair->trigger->host == NULL && pair->response->host == NULL;
}

/* A common title needs to be at home in the same place; a rare one speaks for itself. */
static void
weigh_place(struct pair *pair, enum place_relation relation, unsigned information, bool is_nowhere)
{
	if ((pair->evidence & MATCH_OTHER_PLACE) != 0)
		return;
	switch (relation) {
	case PLACE_SAME:
		pair->score += 30;
		break;
	case PLACE_WITHIN:
		if (!pair->options->other_unit)
			pair->score -= information >= INFORMATION_RARE ? 80 : 200;
		break;
	case PLACE_OTHER:
		if (information >= INFORMATION_RARE + 3)
			pair->score -= 200;
		else
			pair->evidence |= MATCH_OTHER_PLACE;
		break;
	case PLACE_UNKNOWN:
		/* One of them is at home somewhere; the other may be from anywhere. */
		if (!is_nowhere && (information < INFORMATION_RARE || (pair->evidence & MATCH_BY_TITLE) == 0))
			pair->evidence |= MATCH_PLACE_UNKNOWN;
		else if (!is_nowhere || information < INFORMATION_SOME)
			pair->score -= 100;
		break;
	}
}

void
judge_places(struct pair *pair, const struct subject *a, const struct subject *b, unsigned information)
{
	weigh_place(pair, judge_place(pair, a, b), information, nowhere(pair, a, b));
}

void
judge_time(struct pair *pair)
{
	struct claimed_date trigger = pair->trigger->date, response = pair->response->date;
	int32_t earliest, latest;

	if (trigger.precision == DATE_PRECISION_NONE || response.precision == DATE_PRECISION_NONE)
		return;
	earliest = claimed_first_day(response).days - claimed_last_day(trigger).days;
	latest = claimed_last_day(response).days - claimed_first_day(trigger).days;
	if ((pair->evidence & MATCH_BY_TITLE) == 0 && (earliest > DAYS_APART || latest < -DAYS_EARLY))
		pair->score -= 120;
	if (latest < -DAYS_EARLY) {
		pair->evidence |= MATCH_WRONG_TIME;
		pair->score -= latest < -DAYS_YEARS ? 400 : latest < -DAYS_FAR ? 160 : 60;
	} else if (earliest <= DAYS_NEAR) {
		pair->evidence |= MATCH_NEAR_TIME;
		pair->score += 20;
	} else if (earliest > DAYS_FAR) {
		pair->score -= earliest > DAYS_NEVER ? 300 : 100;
	}
}
