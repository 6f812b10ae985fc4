/* Pairs: invented ones of every relation (tests/fixtures/pairs), and what must hold for any set of documents. */
#include "tests/unit/unit.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/assign.h"

enum { MOST_TRIGGERS = 8 };

struct fixture {
	json_t *row;
	struct match_document triggers[MOST_TRIGGERS];
	size_t trigger_count;
	struct match_document response;
	int answer; /* -1: none */
	enum match_relation relation;
	enum match_confidence least;
};

static struct fixture *fixtures;
static size_t fixture_count;

static const char *
field(const json_t *row, const char *name)
{
	return json_string_value(json_object_get(row, name));
}

static struct match_document
document_of(json_t *row, int64_t id)
{
	struct match_document document = { .id = id, .title = field(row, "title"), .url = field(row, "url"),
		.number = field(row, "number"), .text = field(row, "text"), .place = field(row, "place") };
	json_t *links = json_object_get(row, "links");
	const char *date = field(row, "date");

	assert_non_null(document.title);
	if (date != NULL)
		assert_int_equal(date_text_parse(date, strlen(date), &document.date), STATUS_OK);
	if (links != NULL) {
		const char **list = calloc(json_array_size(links), sizeof(*list));

		assert_non_null(list);
		for (size_t i = 0; i < json_array_size(links); i++)
			list[document.link_count++] = json_string_value(json_array_get(links, i));
		document.links = list;
	}
	return document;
}

static enum match_relation
relation_of(const char *word)
{
	for (int i = 0; i < MATCH_RELATION_COUNT; i++)
		if (strcmp(match_relation_word((enum match_relation)i), word) == 0)
			return (enum match_relation)i;
	fail_msg("relation '%s'", word);
	return MATCH_RELATION_COUNT;
}

static void
add_fixture(json_t *row)
{
	struct fixture *fixture = &fixtures[fixture_count++];
	json_t *triggers = json_object_get(row, "triggers"), *answer = json_object_get(row, "answer");

	*fixture = (struct fixture){ .row = row, .trigger_count = json_array_size(triggers) };
	assert_true(fixture->trigger_count <= MOST_TRIGGERS);
	for (size_t i = 0; i < fixture->trigger_count; i++)
		fixture->triggers[i] = document_of(json_array_get(triggers, i), (int64_t)(fixture_count * 100 + i));
	fixture->response = document_of(json_object_get(row, "response"), (int64_t)(fixture_count * 100 + 99));
	fixture->answer = json_is_integer(answer) ? (int)json_integer_value(answer) : -1;
	fixture->relation = relation_of(field(row, "relation"));
	fixture->least = strcmp(field(row, "least"), "sure") == 0 ? MATCH_SURE : MATCH_LIKELY;
}

static int
load_fixtures(void **state)
{
	const char *folder = getenv("srcdir");
	char path[4096], line[65536];
	FILE *file;

	(void)state;
	snprintf(path, sizeof(path), "%s/tests/fixtures/pairs/pairs.jsonl", folder == NULL ? "." : folder);
	file = fopen(path, "r");
	fixtures = calloc(1000, sizeof(*fixtures));
	if (file == NULL || fixtures == NULL)
		return -1;
	while (fgets(line, sizeof(line), file) != NULL) {
		json_t *row = json_loads(line, 0, NULL);

		if (row == NULL)
			return -1;
		add_fixture(row);
	}
	fclose(file);
	return fixture_count > 100 ? 0 : -1;
}

static int
free_fixtures(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_count; i++) {
		for (size_t j = 0; j < fixtures[i].trigger_count; j++)
			free((void *)fixtures[i].triggers[j].links);
		free((void *)fixtures[i].response.links);
		json_decref(fixtures[i].row);
	}
	free(fixtures);
	return 0;
}

static void
check_decision(const struct fixture *fixture, const struct match_decision *decision)
{
	const char *name = field(fixture->row, "name");

	if (fixture->answer < 0) {
		if (decision->chosen != 0)
			fail_msg("%s: answered", name);
		return;
	}
	if (decision->chosen != 1 || decision->choices[0].id != fixture->triggers[fixture->answer].id)
		fail_msg("%s: %zu chosen", name, decision->chosen);
	if (decision->choices[0].result.confidence < fixture->least)
		fail_msg("%s: score %d", name, decision->choices[0].result.score);
}

static void
invented_pairs_are_decided(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_count; i++) {
		struct match_decision decision;

		assert_int_equal(match_all(fixtures[i].relation, fixtures[i].triggers, fixtures[i].trigger_count,
		    &fixtures[i].response, 1, &decision), STATUS_OK);
		check_decision(&fixtures[i], &decision);
	}
}

/* All interpretations against the triggers of all of them: unrelated documents change nothing. */
static size_t
gather(enum match_relation relation, struct match_document *triggers, struct match_document *responses, size_t *count)
{
	size_t trigger_count = 0;

	*count = 0;
	for (size_t i = 0; i < fixture_count; i++) {
		if (fixtures[i].relation != relation)
			continue;
		memcpy(triggers + trigger_count, fixtures[i].triggers, fixtures[i].trigger_count * sizeof(*triggers));
		trigger_count += fixtures[i].trigger_count;
		responses[(*count)++] = fixtures[i].response;
	}
	return trigger_count;
}

static bool
same_decision(const struct match_decision *a, const struct match_decision *b)
{
	if (a->count != b->count || a->chosen != b->chosen)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (a->choices[i].id != b->choices[i].id || a->choices[i].result.score != b->choices[i].result.score ||
		    a->choices[i].result.evidence != b->choices[i].result.evidence)
			return false;
	return true;
}

static void
reverse(struct match_document *documents, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		struct match_document held = documents[i];

		documents[i] = documents[count - 1 - i];
		documents[count - 1 - i] = held;
	}
}

static void
order_changes_nothing(void **state)
{
	struct match_document *triggers = calloc(8000, sizeof(*triggers)), *responses = calloc(1000, sizeof(*responses));
	struct match_decision *first = calloc(1000, sizeof(*first)), *second = calloc(1000, sizeof(*second));

	(void)state;
	for (int relation = 0; relation < MATCH_RELATION_COUNT; relation++) {
		size_t count, trigger_count = gather((enum match_relation)relation, triggers, responses, &count);

		assert_int_equal(match_all((enum match_relation)relation, triggers, trigger_count, responses, count, first), STATUS_OK);
		reverse(triggers, trigger_count);
		reverse(responses, count);
		assert_int_equal(match_all((enum match_relation)relation, triggers, trigger_count, responses, count, second), STATUS_OK);
		for (size_t i = 0; i < count; i++)
			assert_true(same_decision(&first[i], &second[count - 1 - i]));
	}
	free(triggers);
	free(responses);
	free(first);
	free(second);
}

/* An unrelated document in the set leaves the chosen pair and its score as they were. */
static void
unrelated_documents_change_nothing(void **state)
{
	const struct match_document other = { .id = 1, .title = "齐齐哈尔市扎龙湿地丹顶鹤越冬栖息地巡护规程",
		.url = "https://www.qqhr.gov.cn/wj/1.html" };

	(void)state;
	for (size_t i = 0; i < fixture_count; i++) {
		struct match_document triggers[MOST_TRIGGERS + 1];
		struct match_decision decision;

		memcpy(triggers, fixtures[i].triggers, sizeof(fixtures[i].triggers));
		triggers[fixtures[i].trigger_count] = other;
		assert_int_equal(match_all(fixtures[i].relation, triggers, fixtures[i].trigger_count + 1, &fixtures[i].response, 1,
		    &decision), STATUS_OK);
		check_decision(&fixtures[i], &decision);
	}
}

/* The pair score needs no set: it is what the decision reports. */
static void
scores_do_not_depend_on_the_set(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_count; i++) {
		struct match_decision decision;
		struct match_result result;

		if (fixtures[i].answer < 0)
			continue;
		assert_int_equal(match_all(fixtures[i].relation, fixtures[i].triggers, fixtures[i].trigger_count,
		    &fixtures[i].response, 1, &decision), STATUS_OK);
		if ((decision.choices[0].result.evidence & MATCH_AMBIGUOUS) != 0)
			continue;
		assert_int_equal(match_score(fixtures[i].relation, &fixtures[i].triggers[fixtures[i].answer],
		    &fixtures[i].response, &result), STATUS_OK);
		assert_int_equal(result.score, decision.choices[0].result.score);
	}
}

struct one {
	const struct match_document *document;
};

static enum status
look_up(void *context, int64_t id, const struct match_document **document)
{
	const struct one *one = context;

	if (one->document->id != id)
		return STATUS_NOT_FOUND;
	*document = one->document;
	return STATUS_OK;
}

/* A trigger that comes late finds the response that it would have been given. */
static void
late_triggers_find_their_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < fixture_count; i++) {
		struct match_index *responses = match_index_new();
		struct one one = { .document = &fixtures[i].response };
		struct match_features *features;
		struct match_decision decision;

		if (fixtures[i].answer >= 0) {
			assert_int_equal(match_features_new(&fixtures[i].response, &features), STATUS_OK);
			assert_int_equal(match_index_add(responses, features), STATUS_OK);
			match_features_free(features);
			assert_int_equal(match_responses(fixtures[i].relation, responses, look_up, &one,
			    &fixtures[i].triggers[fixtures[i].answer], &decision), STATUS_OK);
			if (decision.chosen != 1)
				fail_msg("%s", field(fixtures[i].row, "name"));
		}
		match_index_free(responses);
	}
}

/* Two documents in one title, and one document at two addresses. */
static void
an_answer_may_answer_several(void **state)
{
	const struct match_document triggers[] = {
		{ .id = 1, .title = "宜昌市人民政府关于印发宜昌市长江岸线管理办法的通知", .url = "https://www.yichang.gov.cn/a/1.html" },
		{ .id = 2, .title = "宜昌市人民政府关于印发宜昌市黄柏河保护办法的通知", .url = "https://www.yichang.gov.cn/a/2.html" },
		{ .id = 3, .title = "宜昌市长江岸线管理办法", .url = "https://slj.yichang.gov.cn/a/3.html" },
		{ .id = 4, .title = "宜昌市公共图书馆管理办法", .url = "https://www.yichang.gov.cn/a/4.html" },
	};
	const struct match_document response = { .id = 9, .title = "市水利局负责人就《宜昌市长江岸线管理办法》《宜昌市黄柏河保护办法》答记者问",
		.url = "https://www.yichang.gov.cn/b/9.html" };
	struct match_decision decision;
	unsigned found = 0;

	(void)state;
	assert_int_equal(match_all(MATCH_INTERPRETATION, triggers, 4, &response, 1, &decision), STATUS_OK);
	assert_int_equal(decision.chosen, 3);
	for (size_t i = 0; i < decision.chosen; i++)
		found |= 1u << decision.choices[i].id;
	assert_int_equal(found, 1u << 1 | 1u << 2 | 1u << 3);
}

/* The same title in two cities, and nothing says which is meant: no answer, rather than a wrong one. */
static void
what_is_ambiguous_is_not_answered(void **state)
{
	const struct match_document triggers[] = {
		{ .id = 1, .title = "【宜昌市】关于调整生育津贴申领流程有关事项的通知" },
		{ .id = 2, .title = "【襄阳市】关于调整生育津贴申领流程有关事项的通知" },
	};
	const struct match_document response = { .id = 9, .title = "《关于调整生育津贴申领流程有关事项的通知》解读" };
	struct match_decision decision;

	(void)state;
	assert_int_equal(match_all(MATCH_INTERPRETATION, triggers, 2, &response, 1, &decision), STATUS_OK);
	assert_int_equal(decision.chosen, 0);
	assert_true(decision.count > 0);
	assert_true((decision.choices[0].result.evidence & (MATCH_AMBIGUOUS | MATCH_PLACE_UNKNOWN)) != 0);
}

static void
reasons_have_words(void **state)
{
	struct match_result result = { .evidence = MATCH_BY_TITLE | MATCH_BY_QUOTE | MATCH_SAME_SITE | MATCH_OTHER_YEAR };
	struct buffer text;

	(void)state;
	buffer_start(&text, 1000);
	assert_int_equal(match_reason(&result, &text), STATUS_OK);
	assert_string_equal(buffer_string(&text), "title quoted; same site; but another year");
	buffer_clear(&text);
	/* Every bit has its words. */
	for (unsigned bit = 0; bit <= 25; bit++) {
		if (bit >= 12 && bit < 16)
			continue;
		result.evidence = 1u << bit;
		buffer_start(&text, 1000);
		assert_int_equal(match_reason(&result, &text), STATUS_OK);
		assert_true(text.length > 0);
		buffer_clear(&text);
	}
	buffer_start(&text, 3);
	assert_int_equal(match_reason(&result, &text), STATUS_LIMIT);
	buffer_clear(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(invented_pairs_are_decided),
		cmocka_unit_test(order_changes_nothing),
		cmocka_unit_test(unrelated_documents_change_nothing),
		cmocka_unit_test(scores_do_not_depend_on_the_set),
		cmocka_unit_test(late_triggers_find_their_answers),
		cmocka_unit_test(an_answer_may_answer_several),
		cmocka_unit_test(what_is_ambiguous_is_not_answered),
		cmocka_unit_test(reasons_have_words),
	};

	return cmocka_run_group_tests(tests, load_fixtures, free_fixtures);
}
