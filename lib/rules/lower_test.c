/* Rule tests. */
#include <string.h>

#include "base/message.h"
#include "lib/rules/lower.h"

/* A test while it is lowered. */
struct test_draft {
	struct rule_test *test;
	const struct test_item **last_item;
	const struct test_event **last_event;
	const struct test_attestation **last_attestation;
	const struct test_look **last_look;
	const struct test_expectation **last_expectation;
};

static const char *
text_of(struct builder *builder, const struct capture *capture)
{
	return builder_text(builder, capture->text);
}

/* A name that is referred to while its capture is passed. */
static const char *
referred(struct builder *builder, struct steps *steps, enum reference_kind kind)
{
	const struct capture *capture = steps_next(steps);
	const char *name = text_of(builder, capture);

	builder_refer(builder, kind, name, capture->term);
	return name;
}

static const char *
role_of(struct builder *builder, struct steps *steps)
{
	const struct capture *capture = steps_next(steps);

	if (capture->keyword == KEYWORD_R_ANY) {
		builder_error(builder, capture->term, _("a publication stands in one place"));
		return "";
	}
	return capture->keyword != KEYWORD_NULL ?
	    lower_role_name(builder, keyword_row(capture->keyword)->names[KEYWORD_ENGLISH]) :
	    lower_role_name(builder, capture->text);
}

static struct claimed_date
claimed_of(const struct capture *capture)
{
	return (struct claimed_date){
		.precision = capture->as.instant.has_time ? DATE_PRECISION_MINUTE : DATE_PRECISION_DAY,
		.date = capture->as.instant.date,
		.second_of_day = capture->as.instant.second,
	};
}

/* Grows an array of fields by one. */
static void
add_field(struct builder *builder, struct steps *steps, const struct field **fields, size_t *count)
{
	struct field *grown = builder_take(builder, (*count + 1) * sizeof(*grown));
	struct field field = { .name = lower_field(builder, steps_next(steps)), .source = VALUE_SOURCE_OPERATOR };
	const struct capture *value = steps_next(steps);
	char date[DATE_TEXT_BYTES];

	if (grown == NULL)
		return;
	if (value->text != NULL) {
		field.value = text_of(builder, value);
	} else {
		field.date = claimed_of(value);
		field.value = builder_text(builder, date_print(field.date.date, date));
	}
	for (size_t i = 0; i < *count; i++)
		grown[i] = (*fields)[i];
	grown[(*count)++] = field;
	*fields = grown;
}

static void
lower_item_option(struct builder *builder, struct steps *steps, struct test_item *entry)
{
	struct item *item = &entry->item;
	const struct capture *word = steps_next(steps);

	switch ((int)word->keyword) {
	case KEYWORD_ITEM_TITLE: item->title = text_of(builder, steps_next(steps)); break;
	case KEYWORD_PUBLISHED:
		item->published = claimed_of(steps_next(steps));
		item->published_source = VALUE_SOURCE_META;
		break;
	case KEYWORD_SEEN:
		entry->has_seen = true;
		item->first_seen = lower_instant(steps_next(steps));
		break;
	case KEYWORD_GONE:
		entry->has_gone = true;
		entry->gone = lower_instant(steps_next(steps));
		break;
	case KEYWORD_ITEM_URL: item->url = text_of(builder, steps_next(steps)); break;
	case KEYWORD_BY_UNIT: item->unit = referred(builder, steps, REFER_TEST_UNIT); break;
	case KEYWORD_ON_SITE: item->site = referred(builder, steps, REFER_SITE); break;
	case KEYWORD_REFERS_TO: entry->refers_to = text_of(builder, steps_next(steps)); break;
	case KEYWORD_BASELINE: item->is_baseline = true; break;
	case KEYWORD_FIELD_WORD: add_field(builder, steps, &item->fields, &item->field_count); break;
	}
}

static bool
is_subject(const struct rule_test *test, const char *name)
{
	for (const struct test_item *item = test->items; item != NULL; item = item->next)
		if (strcmp(item->name, name) == 0)
			return true;
	for (const struct test_event *event = test->events; event != NULL; event = event->next)
		if (event->name != NULL && strcmp(event->name, name) == 0)
			return true;
	return false;
}

static void
lower_item(struct builder *builder, struct test_draft *draft, const struct sentence *sentence)
{
	struct test_item *entry = builder_take(builder, sizeof(*entry));
	struct steps steps = steps_of(sentence);

	if (entry == NULL)
		return;
	entry->name = text_of(builder, steps_next(&steps));
	if (is_subject(draft->test, entry->name)) {
		builder_error(builder, sentence->captures[0].term, _("this test already has a '%s'"), entry->name);
		builder_hint(builder, _("give it another name"));
	}
	(void)steps_word(&steps, KEYWORD_IN);
	entry->item.role = role_of(builder, &steps);
	entry->item.column = entry->item.role;
	entry->item.title = "";
	entry->item.url = arena_format(builder->arena, "https://test.invalid/%s", entry->name);
	while (steps.at < steps.end)
		lower_item_option(builder, &steps, entry);
	if (entry->item.published.precision == DATE_PRECISION_NONE && !entry->has_seen) {
		builder_error(builder, sentence->head, _("nothing says when '%s' was published or seen"), entry->name);
		builder_hint(builder, _("add for example: published 2020-09-30"));
	}
	*draft->last_item = entry;
	draft->last_item = &entry->next;
}

static void
lower_event(struct builder *builder, struct test_draft *draft, const struct sentence *sentence)
{
	struct test_event *entry = builder_take(builder, sizeof(*entry));
	struct steps steps = steps_of(sentence);
	const struct capture *first = steps_next(&steps);

	if (entry == NULL)
		return;
	if (first->value == VALUE_NAME) {
		entry->name = text_of(builder, first);
		first = steps_next(&steps);
	}
	entry->event = text_of(builder, first);
	(void)steps_word(&steps, KEYWORD_AT_TIME);
	entry->has_time = steps.at->as.instant.has_time;
	entry->at = lower_instant(steps_next(&steps));
	while (steps.at < steps.end) {
		const struct capture *word = steps_next(&steps);

		if (word->keyword == KEYWORD_BY_UNIT)
			entry->unit = referred(builder, &steps, REFER_TEST_UNIT);
		else if (word->keyword == KEYWORD_ON_SITE)
			entry->site = referred(builder, &steps, REFER_SITE);
		else
			add_field(builder, &steps, &entry->fields, &entry->field_count);
	}
	*draft->last_event = entry;
	draft->last_event = &entry->next;
}

static void
lower_attest(struct builder *builder, struct test_draft *draft, const struct sentence *sentence)
{
	struct test_attestation *entry = builder_take(builder, sizeof(*entry));
	struct steps steps = steps_of(sentence);

	if (entry == NULL)
		return;
	entry->rule = referred(builder, &steps, REFER_RULE);
	if (steps_word(&steps, KEYWORD_FOR_SUBJECT))
		entry->subject = text_of(builder, steps_next(&steps));
	if (steps_word(&steps, KEYWORD_BY_UNIT))
		entry->unit = referred(builder, &steps, REFER_TEST_UNIT);
	(void)steps_word(&steps, KEYWORD_AT_TIME);
	entry->at = lower_instant(steps_next(&steps));
	*draft->last_attestation = entry;
	draft->last_attestation = &entry->next;
}

static void
lower_look(struct builder *builder, struct test_draft *draft, const struct sentence *sentence)
{
	struct test_look *entry = builder_take(builder, sizeof(*entry));
	struct steps steps = steps_of(sentence);

	if (entry == NULL)
		return;
	entry->failed = sentence->row->id == KEYWORD_TEST_FAILED_LOOK;
	(void)steps_word(&steps, KEYWORD_FROM);
	entry->from = entry->to = lower_instant(steps_next(&steps));
	if (steps_word(&steps, KEYWORD_UNTIL))
		entry->to = lower_instant(steps_next(&steps));
	if (instant_is_before(entry->to, entry->from))
		builder_error(builder, sentence->head, _("this ends before it begins"));
	if (steps_word(&steps, KEYWORD_IN))
		entry->role = role_of(builder, &steps);
	if (steps_word(&steps, KEYWORD_ON_SITE))
		entry->site = referred(builder, &steps, REFER_SITE);
	*draft->last_look = entry;
	draft->last_look = &entry->next;
}

static void
lower_state(struct test_expectation *entry, const struct capture *state)
{
	entry->no_duty = state->keyword == KEYWORD_STATE_NONE;
	if (!entry->no_duty)
		entry->state = (enum duty_state)(state->keyword - KEYWORD_STATE_WAITING + DUTY_WAITING);
}

static void
lower_at(struct builder *builder, struct test_draft *draft, const struct sentence *sentence)
{
	struct test_expectation *entry = builder_take(builder, sizeof(*entry));
	struct steps steps = steps_of(sentence);

	if (entry == NULL)
		return;
	entry->line = builder_line(builder, sentence->head->start);
	entry->at = lower_instant(steps_next(&steps));
	(void)steps_word(&steps, KEYWORD_EXPECT_WORD);
	if (steps.at->value == VALUE_SUBJECT)
		entry->subject = text_of(builder, steps_next(&steps));
	entry->rule = referred(builder, &steps, REFER_RULE);
	lower_state(entry, steps_next(&steps));
	while (steps.at < steps.end) {
		const struct capture *word = steps_next(&steps);

		if (word->keyword == KEYWORD_BY_UNIT) {
			entry->unit = text_of(builder, steps_next(&steps));
		} else if (word->keyword == KEYWORD_IN_PERIOD) {
			entry->period = text_of(builder, steps_next(&steps));
		} else {
			entry->has_due = true;
			entry->due = steps_next(&steps)->as.date;
		}
	}
	*draft->last_expectation = entry;
	draft->last_expectation = &entry->next;
}

static void
lower_head(struct builder *builder, struct test_draft *draft, const struct sentence *sentence)
{
	struct steps steps = steps_of(sentence);

	switch ((int)sentence->row->id) {
	case KEYWORD_TEST_CALENDAR:
		draft->test->calendar = text_of(builder, steps_next(&steps));
		if (steps_word(&steps, KEYWORD_KNOWN_ON)) {
			draft->test->has_known_on = true;
			draft->test->known_on = steps_next(&steps)->as.date;
		}
		break;
	case KEYWORD_TEST_SITE: draft->test->site = referred(builder, &steps, REFER_SITE); break;
	case KEYWORD_TEST_UNIT: draft->test->unit = text_of(builder, steps_next(&steps)); break;
	}
}

static void
lower_test_statement(struct builder *builder, struct test_draft *draft, const struct sentence *sentence,
    bool said[KEYWORD_COUNT])
{
	switch ((int)sentence->row->id) {
	case KEYWORD_TEST_ITEM: lower_item(builder, draft, sentence); break;
	case KEYWORD_TEST_EVENT: lower_event(builder, draft, sentence); break;
	case KEYWORD_TEST_ATTEST: lower_attest(builder, draft, sentence); break;
	case KEYWORD_TEST_LOOK: case KEYWORD_TEST_FAILED_LOOK: lower_look(builder, draft, sentence); break;
	case KEYWORD_TEST_AT: lower_at(builder, draft, sentence); break;
	default:
		if (lower_once(builder, sentence, said))
			lower_head(builder, draft, sentence);
	}
}

/* Names inside the test can only be checked when all of it was read. */
static void
check_subjects(struct builder *builder, const struct rule_test *test, const struct sentence *block)
{
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next)
		for (size_t i = 0; i < sentence->count; i++) {
			const struct capture *capture = &sentence->captures[i];

			if (capture->is_word || capture->value != VALUE_SUBJECT || is_subject(test, capture->text) ||
			    sentence->row->id == KEYWORD_TEST_ATTEST)
				continue;
			builder_error(builder, capture->term, _("this test has no item or event '%s'"), capture->text);
			builder_hint(builder, _("add an item or event with this name"));
		}
}

void
lower_test(struct builder *builder, const struct sentence *block)
{
	struct rule_test *test = builder_take(builder, sizeof(*test));
	const struct term *name = block->captures[0].term;
	struct test_draft draft = { .test = test };
	bool said[KEYWORD_COUNT] = { false };

	if (test == NULL)
		return;
	draft.last_item = &test->items;
	draft.last_event = &test->events;
	draft.last_attestation = &test->attestations;
	draft.last_look = &test->looks;
	draft.last_expectation = &test->expectations;
	test->name = builder_text(builder, name->text);
	test->file = builder->source->name;
	test->line = builder_line(builder, block->head->start);
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next)
		lower_test_statement(builder, &draft, sentence, said);
	if (!block->has_faults)
		check_subjects(builder, test, block);
	if (test->expectations == NULL && !block->has_faults) {
		builder_error(builder, name, _("this test expects nothing"));
		builder_hint(builder, _("add for example: at 2019-10-09 expect p1 some-rule overdue"));
	}
	*builder->last_test = test;
	builder->last_test = (struct rule_test **)&test->next;
}
