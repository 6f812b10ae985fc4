/* Loading of texts, and a generator that walks the same grammar as the reader. */
#include "tests/unit/unit.h"

#include "tests/unit/rules_text.h"

#include <stdio.h>
#include <string.h>

#include "rules/diagnostic.h"
#include "rules/source_memory.h"

struct ruleset *
load_text(const char *text, size_t *errors, char message[256])
{
	struct memory_file file = { "test.rules", text, strlen(text) };
	struct memory_files files = { &file, 1 };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	const char *path = "test.rules";
	struct ruleset *ruleset = NULL;

	assert_non_null(diagnostics);
	(void)!ruleset_load(&reader, &path, 1, diagnostics, &ruleset);
	if (errors != NULL)
		*errors = diagnostics_errors(diagnostics);
	if (message != NULL)
		snprintf(message, 256, "%s", diagnostics_count(diagnostics) > 0 ? diagnostics_at(diagnostics, 0)->message : "");
	diagnostics_free(diagnostics);
	return ruleset;
}

const struct rule *
load_rule(const char *text, struct ruleset **ruleset)
{
	char message[256];
	size_t count;

	*ruleset = load_text(text, NULL, message);
	if (*ruleset == NULL)
		fail_msg("%s: %s", text, message);
	(void)ruleset_rules(*ruleset, &count);
	assert_int_equal(count, 1);
	return ruleset_rules(*ruleset, &count)[0];
}

/* --- made-up files -------------------------------------------------------------------------------------------------- */

struct maker {
	const struct grammar *grammar;
	uint64_t state;
	enum keyword_language language;
	struct buffer *text;
	unsigned depth;
};

/* splitmix64 */
static uint64_t
draw(struct maker *maker, uint64_t bound)
{
	uint64_t z = (maker->state += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (z ^ (z >> 31)) % bound;
}

static const char *
pick(struct maker *maker, const char *const *choices, size_t count)
{
	return choices[draw(maker, count)];
}

#define PICK(maker, ...) \
	pick(maker, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void
add(struct maker *maker, const char *text)
{
	/* Not before words: on a new line they might begin a statement. */
	const char *space = strchr("\"(0123456789", *text) != NULL ? PICK(maker, " ", "\t", " \n\t", "　") :
	    PICK(maker, " ", "  ", "\t", "　");

	assert_int_equal(buffer_add_string(maker->text, space), STATUS_OK);
	assert_int_equal(buffer_add_string(maker->text, text), STATUS_OK);
}

static void
add_keyword(struct maker *maker, enum keyword keyword)
{
	const struct keyword_row *row = keyword_row(keyword);
	enum keyword_language language = draw(maker, 8) == 0 ? !maker->language : maker->language;
	size_t length, names = 0, chosen;
	const char *name;
	char copy[KEYWORD_TEXT_BYTES];

	for (name = keyword_next_name(row, language, NULL, &length); name != NULL;
	    name = keyword_next_name(row, language, name, &length))
		names++;
	chosen = (size_t)draw(maker, names);
	name = keyword_next_name(row, language, NULL, &length);
	while (chosen-- > 0)
		name = keyword_next_name(row, language, name, &length);
	snprintf(copy, sizeof(copy), "%.*s", (int)length, name);
	add(maker, copy);
}

static void
add_class(struct maker *maker, enum keyword_class class)
{
	size_t count = 0, chosen;
	enum keyword word;

	for (word = maker->grammar->first_in_class[class]; word != KEYWORD_NULL; word = maker->grammar->next[word])
		count++;
	chosen = (size_t)draw(maker, count);
	for (word = maker->grammar->first_in_class[class]; chosen-- > 0; word = maker->grammar->next[word])
		;
	if ((class == CLASS_ROLE || class == CLASS_FIELD) && draw(maker, 5) == 0)
		add(maker, PICK(maker, "\"权责 清单\"", "\"notes\"", "“备注”"));
	else
		add_keyword(maker, word);
}

static const char *
a_string(struct maker *maker)
{
	return PICK(maker, "\"政策解读\"", "\"a\\\"b\\\\\"", "\"\\d+\\.(办法|规定)\"", "“引号里的\\n与\\t”", "「角括号」", "\"\"",
	    "\"{year}年第{quarter}季度\"", "\"tab\there\"", "\"a # b\"", "\"《办法》〔2016〕80号\"");
}

static void add_condition(struct maker *maker);

static void
add_value(struct maker *maker, const struct node *node)
{
	switch (node->value) {
	case VALUE_STRING: add(maker, a_string(maker)); return;
	case VALUE_NUMBER: add(maker, PICK(maker, "1", "7", "20", "３")); return;
	case VALUE_PERCENT: add(maker, PICK(maker, "95%", "1 %", "100％")); return;
	case VALUE_SPAN:
		add(maker, PICK(maker, "3 working days", "3个工作日", "1 month", "二十个工作日", "24小时", "2 weeks", "1年", "10日内"));
		return;
	case VALUE_DURATION: add(maker, PICK(maker, "500 milliseconds", "15 seconds", "2秒", "300毫秒")); return;
	case VALUE_DATE: add(maker, PICK(maker, "2019-09-01", "2019年9月1日", "2020年7月底", "end of July 2020")); return;
	case VALUE_TIME: add(maker, PICK(maker, "17:30", "09:00", "9：05", "24:00")); return;
	case VALUE_INSTANT: add(maker, PICK(maker, "2019-09-27", "2019-10-08 23:59", "2020-01-01T08:00:00+08:00")); return;
	case VALUE_MONTHDAY: add(maker, PICK(maker, "31 January", "1月31日", "March 31", "7月底", "end of June", "12-31")); return;
	case VALUE_CONDITION: add_condition(maker); return;
	case VALUE_VALUE: add(maker, PICK(maker, "\"重大\"", "2019-09-01", "“值”")); return;
	case VALUE_WORD_OF_CLASS: add_class(maker, node->class); return;
	case VALUE_NAME: case VALUE_EVENT: case VALUE_SITE: case VALUE_UNIT: case VALUE_ROSTER: case VALUE_ROUTE:
	case VALUE_RULE: case VALUE_SUBJECT: case VALUE_KIND_COUNT:
		add(maker, PICK(maker, "a1", "市教育局", "\"name with spaces\"", "interpretation-3wd", "规则2"));
		return;
	}
}

static void
add_test(struct maker *maker)
{
	static const struct node field = { .value = VALUE_WORD_OF_CLASS, .class = CLASS_FIELD };
	static const enum keyword texts[] = { KEYWORD_MATCHES, KEYWORD_NOT_MATCHES, KEYWORD_CONTAINS, KEYWORD_NOT_CONTAINS,
		KEYWORD_IS, KEYWORD_IS_NOT };
	static const enum keyword lists[] = { KEYWORD_CONTAINS_ALL, KEYWORD_CONTAINS_ANY, KEYWORD_IS_ONE_OF };

	switch (draw(maker, 6)) {
	case 0:
		add_keyword(maker, draw(maker, 2) == 0 ? KEYWORD_HAS : KEYWORD_LACKS);
		add_value(maker, &field);
		return;
	case 1:
		add_value(maker, &field);
		add_keyword(maker, draw(maker, 2) == 0 ? KEYWORD_EXISTS : KEYWORD_IS_MISSING);
		return;
	case 2:
		add_value(maker, &field);
		add_keyword(maker, draw(maker, 2) == 0 ? KEYWORD_NO_LESS : KEYWORD_NO_MORE);
		add(maker, "12");
		return;
	case 3:
		add_value(maker, &field);
		add_keyword(maker, draw(maker, 2) == 0 ? KEYWORD_ON_OR_AFTER : KEYWORD_ON_OR_BEFORE);
		add(maker, "2019-09-01");
		return;
	case 4:
		add_value(maker, &field);
		add_keyword(maker, lists[draw(maker, 3)]);
		add(maker, a_string(maker));
		for (uint64_t more = draw(maker, 12); more > 0; more--) {
			add(maker, PICK(maker, ",", "，", "、"));
			add(maker, a_string(maker));
		}
		return;
	default:
		add_value(maker, &field);
		add_keyword(maker, texts[draw(maker, 6)]);
		add(maker, a_string(maker));
	}
}

static void
add_condition(struct maker *maker)
{
	uint64_t kind = maker->depth > 4 ? 4 : draw(maker, 6);

	maker->depth++;
	if (kind == 0) {
		add_keyword(maker, KEYWORD_NOT);
		add_condition(maker);
	} else if (kind == 1) {
		add(maker, PICK(maker, "(", "（"));
		add_condition(maker);
		add(maker, PICK(maker, ")", "）"));
	} else if (kind == 2) {
		add_test(maker);
		add_keyword(maker, draw(maker, 2) == 0 ? KEYWORD_AND : KEYWORD_OR);
		add_condition(maker);
	} else {
		add_test(maker);
	}
	maker->depth--;
}

static void add_block(struct maker *maker, enum block block);
static void add_nodes(struct maker *maker, const struct node *nodes);

static void
add_choice(struct maker *maker, const struct node *choice)
{
	const struct node *way = choice->first;
	uint64_t count = 0;

	for (; way != NULL; way = way->next)
		count++;
	way = choice->first;
	for (uint64_t skip = draw(maker, count); skip > 0; skip--)
		way = way->next;
	add_nodes(maker, way->first);
}

static void
add_node(struct maker *maker, const struct node *node)
{
	switch (node->kind) {
	case NODE_WORD: add_keyword(maker, node->keyword); return;
	case NODE_VALUE: add_value(maker, node); return;
	case NODE_LIST:
		add_value(maker, node);
		for (uint64_t more = draw(maker, 3); more > 0; more--) {
			add(maker, PICK(maker, ",", "、"));
			add_value(maker, node);
		}
		return;
	case NODE_OPTION:
		if (draw(maker, 2) == 0)
			add_choice(maker, node->first);
		return;
	case NODE_REPEAT:
		for (uint64_t more = draw(maker, 4); more > 0; more--)
			add_choice(maker, node->first);
		return;
	case NODE_CHOICE: add_choice(maker, node); return;
	case NODE_SEQUENCE: add_nodes(maker, node->first); return;
	case NODE_BLOCK:
		add(maker, PICK(maker, "{", "｛"));
		maker->depth++;
		add_block(maker, node->block);
		maker->depth--;
		add(maker, PICK(maker, "}", "｝"));
		return;
	}
}

static void
add_nodes(struct maker *maker, const struct node *nodes)
{
	for (; nodes != NULL; nodes = nodes->next)
		add_node(maker, nodes);
}

static void
add_block(struct maker *maker, enum block block)
{
	for (uint64_t statements = draw(maker, 6); statements > 0; statements--) {
		uint64_t count = 0;
		enum keyword word;

		for (word = maker->grammar->first_in_block[block]; word != KEYWORD_NULL; word = maker->grammar->next[word])
			count++;
		word = maker->grammar->first_in_block[block];
		for (uint64_t skip = draw(maker, count); skip > 0; skip--)
			word = maker->grammar->next[word];
		if (draw(maker, 6) == 0)
			add(maker, PICK(maker, "# 注释\n", "\n# a comment of its own \n\n", "#\n"));
		add_keyword(maker, word);
		if (draw(maker, 6) == 0)
			add(maker, "：");
		add_nodes(maker, maker->grammar->arguments[word]);
		add(maker, PICK(maker, "\n", "\n", "\n\n\n", ";", "；", " # behind\n"));
	}
}

void
make_up_file(const struct grammar *grammar, uint64_t seed, enum keyword_language language, struct buffer *text)
{
	struct maker maker = { .grammar = grammar, .state = seed, .language = language, .text = text };

	add_block(&maker, BLOCK_FILE);
}
