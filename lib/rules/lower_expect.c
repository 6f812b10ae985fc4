/* expect: what a rule demands. */
#include <string.h>

#include "base/message.h"
#include "lib/rules/lower.h"

static const struct condition *
optional_where(struct builder *builder, struct steps *steps)
{
	return steps_word(steps, KEYWORD_WHERE) ? lower_condition(builder, steps_next(steps)->as.condition) : NULL;
}

/* A second `where` narrows the first. */
static void
narrow(struct builder *builder, const struct condition **where, const struct condition *further)
{
	struct condition *all;

	if (*where == NULL || further == NULL) {
		*where = *where == NULL ? further : *where;
		return;
	}
	all = builder_take(builder, sizeof(*all) * 2);
	if (all == NULL)
		return;
	all->kind = CONDITION_ALL;
	all[1] = **where;
	all[1].next = further;
	all->first = &all[1];
	*where = all;
}

static void
lower_publication(struct builder *builder, struct rule_expectation *expectation, struct steps *steps)
{
	expectation->kind = EXPECT_PUBLICATION;
	expectation->role = lower_role(builder, steps_next(steps));
	while (steps->at < steps->end) {
		const struct capture *word = steps_next(steps);

		switch ((int)word->keyword) {
		case KEYWORD_WHERE:
			narrow(builder, &expectation->where, lower_condition(builder, steps_next(steps)->as.condition));
			break;
		case KEYWORD_REFERRING: expectation->relation = RELATION_REFERS; break;
		case KEYWORD_SAME_UNIT: expectation->relation = RELATION_SAME_UNIT; break;
		case KEYWORD_SAME_NUMBER: expectation->relation = RELATION_SAME_NUMBER; break;
		case KEYWORD_BEING_TRIGGER: expectation->relation = RELATION_ITSELF; break;
		case KEYWORD_SAME_TITLE: expectation->relation = RELATION_SAME_TITLE; break;
		case KEYWORD_NO_FEWER: expectation->as_many_as_before = true; break;
		}
	}
}

static void
lower_count(struct builder *builder, struct rule_expectation *expectation, struct steps *steps)
{
	const struct capture *number = steps_next(steps);

	if (number->as.number < 1 || number->as.number > 100000)
		builder_error(builder, number->term, _("this number must lie between %d and %d"), 1, 100000);
	else
		expectation->count = (uint32_t)number->as.number;
	if (steps_word(steps, KEYWORD_PUBLICATION_IN))
		lower_publication(builder, expectation, steps);
}

static void
limit_span(struct rule *rule, const struct capture *span)
{
	rule->limit.kind = LIMIT_SPAN;
	rule->limit.span = span->as.span;
}

static void
lower_open(struct builder *builder, struct rule *rule, struct steps *steps)
{
	rule->expectation.kind = EXPECT_OPEN;
	limit_span(rule, steps_next(steps));
	(void)steps_word(steps, KEYWORD_UNTIL_FIELD);
	rule->expectation.until_field = lower_field(builder, steps_next(steps));
}

/* newest in and presence in: a role, perhaps narrowed, perhaps with an age. */
static void
lower_standing(struct builder *builder, struct rule *rule, struct steps *steps, enum expectation_kind kind)
{
	rule->expectation.kind = kind;
	rule->expectation.role = lower_role(builder, steps_next(steps));
	rule->expectation.where = optional_where(builder, steps);
	if (steps_word(steps, KEYWORD_NOT_OLDER))
		limit_span(rule, steps_next(steps));
}

static void
lower_register(struct builder *builder, struct rule *rule, struct steps *steps)
{
	struct rule_expectation *expectation = &rule->expectation;

	expectation->kind = EXPECT_REGISTER;
	rule->trigger.role = lower_role(builder, steps_next(steps));
	rule->trigger.where = optional_where(builder, steps);
	expectation->both_ways = steps_next(steps)->keyword == KEYWORD_AGREES;
	expectation->role = lower_role(builder, steps_next(steps));
	expectation->where = optional_where(builder, steps);
	expectation->relation = steps_word(steps, KEYWORD_BY_TITLE) ? RELATION_SAME_TITLE :
	    steps_word(steps, KEYWORD_BY_REFERENCE) ? RELATION_REFERS : RELATION_SAME_NUMBER;
}

static void
lower_numbers(struct builder *builder, struct rule *rule, struct steps *steps)
{
	rule->expectation.kind = EXPECT_INTEGRITY;
	rule->expectation.integrity = INTEGRITY_NUMBER_GAP;
	rule->trigger.role = lower_role(builder, steps_next(steps));
	rule->trigger.where = optional_where(builder, steps);
}

/* in ROLE and except where COND, behind a list of detectors or faults. */
static void
lower_never_scope(struct builder *builder, struct rule_draft *draft, struct steps *steps)
{
	struct rule *rule = draft->rule;

	if (steps_word(steps, KEYWORD_IN)) {
		const struct capture *role = steps_next(steps);

		if (draft->trigger != NULL) {
			builder_error(builder, role->term, _("'when' already says where to look"));
			builder_hint(builder, _("keep one of the two"));
		}
		rule->trigger.role = lower_role(builder, role);
	}
	if (steps_word(steps, KEYWORD_EXCEPT)) {
		struct condition *except = builder_take(builder, sizeof(*except));

		if (except == NULL)
			return;
		except->kind = CONDITION_NOT;
		except->first = lower_condition(builder, steps_next(steps)->as.condition);
		narrow(builder, &rule->trigger.where, except);
	}
}

/* Bits of a list of words: each the next bit behind the first word of its class. */
static uint32_t
lower_bits(struct steps *steps, enum keyword first)
{
	uint32_t bits = 0;

	for (const struct capture *capture; (capture = steps_value(steps)) != NULL;)
		bits |= UINT32_C(1) << (capture->keyword - first);
	return bits;
}

static void
lower_never(struct builder *builder, struct rule_draft *draft, struct steps *steps, bool detectors)
{
	struct rule_expectation *expectation = &draft->rule->expectation;

	if (detectors) {
		expectation->kind = EXPECT_CLEAN;
		expectation->detectors = lower_bits(steps, KEYWORD_IDENTITY_NUMBER);
	} else {
		expectation->kind = EXPECT_INTEGRITY;
		expectation->integrity = lower_bits(steps, KEYWORD_BACK_DATED);
	}
	lower_never_scope(builder, draft, steps);
}

static void
site_measure(struct rule *rule, enum site_measure measure, int64_t threshold)
{
	rule->expectation.kind = EXPECT_SITE;
	rule->expectation.measure = measure;
	rule->expectation.threshold = threshold;
}

static void
lower_reachable(struct rule *rule, struct steps *steps)
{
	site_measure(rule, SITE_REACHABLE, steps_next(steps)->as.number);
	rule->limit.kind = LIMIT_SPAN;
	rule->limit.span = steps_word(steps, KEYWORD_OVER) ? steps_next(steps)->as.span :
	    (struct span){ 7, SPAN_DAYS };
}

static void
lower_certificate(struct builder *builder, struct rule *rule, struct steps *steps)
{
	const struct capture *span = steps_next(steps);
	int64_t days = span->as.span.count;

	if (span->as.span.unit == SPAN_WEEKS)
		days *= 7;
	else if (span->as.span.unit != SPAN_DAYS)
		builder_error(builder, span->term, _("the days left of a certificate are counted in days or weeks"));
	site_measure(rule, SITE_CERTIFICATE_DAYS, days);
}

static void
lower_page(struct builder *builder, struct rule *rule, struct steps *steps)
{
	site_measure(rule, SITE_PAGE_ANSWERS, 1);
	rule->expectation.role = lower_role(builder, steps_next(steps));
}

static void
lower_attestation(struct builder *builder, struct rule *rule, struct steps *steps)
{
	rule->expectation.kind = EXPECT_ATTESTATION;
	if (steps_word(steps, KEYWORD_OF))
		rule->expectation.subject = builder_text(builder, steps_next(steps)->text);
}

void
lower_expect(struct builder *builder, struct rule_draft *draft, const struct sentence *sentence)
{
	struct rule *rule = draft->rule;
	struct steps steps = steps_of(sentence);
	const struct capture *word = steps_next(&steps);

	switch ((int)word->keyword) {
	case KEYWORD_AT_LEAST: lower_count(builder, &rule->expectation, &steps); break;
	case KEYWORD_PUBLICATION_IN: lower_publication(builder, &rule->expectation, &steps); break;
	case KEYWORD_REMOVAL: rule->expectation.kind = EXPECT_REMOVAL; break;
	case KEYWORD_OPEN_AT_LEAST: lower_open(builder, rule, &steps); break;
	case KEYWORD_CONTENT:
		rule->expectation.kind = EXPECT_CONTENT;
		rule->expectation.where = lower_condition(builder, steps_next(&steps)->as.condition);
		break;
	case KEYWORD_NEWEST_IN: lower_standing(builder, rule, &steps, EXPECT_FRESH); break;
	case KEYWORD_PRESENCE_IN: lower_standing(builder, rule, &steps, EXPECT_COVERAGE); break;
	case KEYWORD_REGISTER: lower_register(builder, rule, &steps); break;
	case KEYWORD_NUMBERS_IN: lower_numbers(builder, rule, &steps); break;
	case KEYWORD_NEVER_CONTAINS: lower_never(builder, draft, &steps, true); break;
	case KEYWORD_NEVER: lower_never(builder, draft, &steps, false); break;
	case KEYWORD_REACHABLE: lower_reachable(rule, &steps); break;
	case KEYWORD_CERTIFICATE: lower_certificate(builder, rule, &steps); break;
	case KEYWORD_IPV6: site_measure(rule, SITE_IPV6, 1); break;
	case KEYWORD_HTTPS: site_measure(rule, SITE_HTTPS, 1); break;
	case KEYWORD_DEAD_LINKS: site_measure(rule, SITE_DEAD_LINKS, steps_next(&steps)->as.number); break;
	case KEYWORD_PAGE_OF: lower_page(builder, rule, &steps); break;
	case KEYWORD_ATTESTATION: lower_attestation(builder, rule, &steps); break;
	}
}
