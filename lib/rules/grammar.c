/* A small reader for the argument texts of rules/keywords.def: 'words', KINDS, [ ], [ ]*, ( | ), {block}. */
#include "lib/rules/grammar.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"

struct compiler {
	struct arena *arena;
	const char *at;
	enum status status;
};

static const char *const value_names[VALUE_KIND_COUNT] = {
#define VALUE_NAME(name) [VALUE_##name] = #name,
	VALUE_KINDS(VALUE_NAME)
#undef VALUE_NAME
};

static const char *const value_texts[VALUE_KIND_COUNT] = {
	[VALUE_NAME] = N_("a name"),
	[VALUE_STRING] = N_("a text in quotes"),
	[VALUE_NUMBER] = N_("a number"),
	[VALUE_PERCENT] = N_("a percentage, for example 95%"),
	[VALUE_SPAN] = N_("a duration, for example '3 working days'"),
	[VALUE_DURATION] = N_("a short time, for example '500 milliseconds' or '15 seconds'"),
	[VALUE_DATE] = N_("a date, for example 2020-09-30"),
	[VALUE_TIME] = N_("a time of the day, for example 17:30"),
	[VALUE_INSTANT] = N_("a date, with or without a time, for example 2020-09-30 17:30"),
	[VALUE_MONTHDAY] = N_("a day of the year, for example '31 January'"),
	[VALUE_CONDITION] = N_("a condition, for example: title contains \"budget\""),
	[VALUE_VALUE] = N_("a text in quotes or a date"),
	[VALUE_EVENT] = N_("the name of an event"),
	[VALUE_SITE] = N_("the name of a site"),
	[VALUE_UNIT] = N_("the name of a unit"),
	[VALUE_ROSTER] = N_("the name of a roster or catalogue"),
	[VALUE_ROUTE] = N_("the name of a route"),
	[VALUE_RULE] = N_("the name of a rule"),
	[VALUE_SUBJECT] = N_("the name of an item or event of this test"),
	[VALUE_WORD_OF_CLASS] = N_("a word"),
};

static const char *const class_texts[CLASS_COUNT] = {
	[CLASS_SEVERITY] = N_("a severity"), [CLASS_GRADE] = N_("a grade: A, B or C"),
	[CLASS_LEVEL] = N_("a level of government"), [CLASS_LANGUAGE] = N_("a language"),
	[CLASS_FACILITY] = N_("a facility of the system log"), [CLASS_WEBHOOK] = N_("a kind of webhook"),
	[CLASS_STATE] = N_("a state"), [CLASS_DETECTOR] = N_("a detector"),
	[CLASS_INTEGRITY] = N_("a kind of fault"), [CLASS_FIELD] = N_("a field"), [CLASS_ROLE] = N_("a role"),
	[CLASS_OPERATOR] = N_("a comparison"),
};

const char *
value_kind_name(enum value_kind kind)
{
	return value_names[kind];
}

const char *
value_kind_text(enum value_kind kind, enum keyword_class class)
{
	if (kind == VALUE_WORD_OF_CLASS && class_texts[class] != NULL)
		return _(class_texts[class]);
	return _(value_texts[kind]);
}

static struct node *
new_node(struct compiler *compiler, enum node_kind kind)
{
	struct node *node = arena_take(compiler->arena, sizeof(*node));

	if (node == NULL)
		compiler->status = STATUS_NO_MEMORY;
	else
		node->kind = kind;
	return node;
}

static void
skip_spaces(struct compiler *compiler)
{
	while (*compiler->at == ' ')
		compiler->at++;
}

static struct node *compile_sequence(struct compiler *compiler);

/* The KEY with this canonical English name. */
static enum keyword
find_key(const char *name, size_t length)
{
	for (unsigned i = 1; i < KEYWORD_COUNT; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);
		size_t own;
		const char *own_name = keyword_next_name(row, KEYWORD_ENGLISH, NULL, &own);

		if (row->class == CLASS_KEY && own == length && strncmp(own_name, name, length) == 0)
			return row->id;
	}
	return KEYWORD_NULL;
}

static struct node *
compile_word(struct compiler *compiler)
{
	struct node *node = new_node(compiler, NODE_WORD);
	size_t length = strcspn(++compiler->at, "'");

	if (node != NULL) {
		node->keyword = find_key(compiler->at, length);
		if (node->keyword == KEYWORD_NULL)
			compiler->status = STATUS_INTERNAL;
	}
	compiler->at += length + 1;
	return node;
}

static bool
set_value(struct node *node, const char *name, size_t length)
{
	for (unsigned i = 0; i < VALUE_KIND_COUNT; i++)
		if (strlen(value_names[i]) == length && strncmp(value_names[i], name, length) == 0) {
			node->value = (enum value_kind)i;
			return true;
		}
	for (unsigned i = 0; i < CLASS_COUNT; i++) {
		const char *class = keyword_class_name((enum keyword_class)i);

		if (strlen(class) == length && strncmp(class, name, length) == 0) {
			node->value = VALUE_WORD_OF_CLASS;
			node->class = (enum keyword_class)i;
			return true;
		}
	}
	return false;
}

static struct node *
compile_value(struct compiler *compiler)
{
	struct node *node = new_node(compiler, NODE_VALUE);
	size_t length = 0;

	while (isupper((unsigned char)compiler->at[length]))
		length++;
	if (node != NULL && (length == 0 || !set_value(node, compiler->at, length)))
		compiler->status = STATUS_INTERNAL;
	compiler->at += length;
	if (node != NULL && *compiler->at == ',') {
		node->kind = NODE_LIST;
		compiler->at++;
	}
	return node;
}

static struct node *
compile_block(struct compiler *compiler)
{
	struct node *node = new_node(compiler, NODE_BLOCK);
	size_t length = strcspn(++compiler->at, "}");

	if (node != NULL) {
		node->block = BLOCK_NONE;
		for (unsigned i = 0; i < BLOCK_COUNT; i++)
			if (strlen(block_name((enum block)i)) == length &&
			    strncmp(block_name((enum block)i), compiler->at, length) == 0)
				node->block = (enum block)i;
		if (node->block == BLOCK_NONE)
			compiler->status = STATUS_INTERNAL;
	}
	compiler->at += length + 1;
	return node;
}

/* Alternatives up to the closing bracket. One alternative is a plain sequence. */
static const struct node *
compile_alternatives(struct compiler *compiler, char close)
{
	struct node *choice = new_node(compiler, NODE_CHOICE);
	const struct node **end = choice == NULL ? NULL : &choice->first;

	compiler->at++;
	while (compiler->status == STATUS_OK) {
		struct node *sequence = new_node(compiler, NODE_SEQUENCE);

		if (sequence == NULL)
			break;
		sequence->first = compile_sequence(compiler);
		*end = sequence;
		end = &sequence->next;
		if (*compiler->at == close)
			break;
		if (*compiler->at != '|')
			compiler->status = STATUS_INTERNAL;
		compiler->at++;
	}
	compiler->at++;
	return choice;
}

static struct node *
compile_bracket(struct compiler *compiler)
{
	bool is_option = *compiler->at == '[';
	const struct node *choice = compile_alternatives(compiler, is_option ? ']' : ')');
	struct node *node;

	if (!is_option)
		return (struct node *)choice;
	node = new_node(compiler, NODE_OPTION);
	if (node == NULL)
		return NULL;
	node->first = choice;
	if (*compiler->at == '*') {
		node->kind = NODE_REPEAT;
		compiler->at++;
	}
	return node;
}

static struct node *
compile_element(struct compiler *compiler)
{
	switch (*compiler->at) {
	case '\'':
		return compile_word(compiler);
	case '{':
		return compile_block(compiler);
	case '[':
	case '(':
		return compile_bracket(compiler);
	default:
		return compile_value(compiler);
	}
}

static struct node *
compile_sequence(struct compiler *compiler)
{
	struct node *first = NULL;
	const struct node **end = NULL;

	for (;;) {
		struct node *node;

		skip_spaces(compiler);
		if (compiler->status != STATUS_OK || strchr("|])", *compiler->at) != NULL)
			return first;
		node = compile_element(compiler);
		if (node == NULL)
			return first;
		if (end == NULL)
			first = node;
		else
			*end = node;
		end = &node->next;
	}
}

static uint64_t
beginnings(const struct keyword_row *row)
{
	uint64_t bits = 0;
	size_t length;

	for (int language = KEYWORD_ENGLISH; language <= KEYWORD_CHINESE; language++)
		for (const char *name = keyword_next_name(row, (enum keyword_language)language, NULL, &length); name != NULL;
		    name = keyword_next_name(row, (enum keyword_language)language, name, &length))
			bits |= keyword_beginning(name);
	return bits;
}

static void
chain(struct grammar *grammar)
{
	for (unsigned i = KEYWORD_COUNT - 1; i > 0; i--) {
		const struct keyword_row *row = keyword_row((enum keyword)i);
		enum keyword *first = row->class == CLASS_STATEMENT ? &grammar->first_in_block[row->block] :
		    &grammar->first_in_class[row->class];

		grammar->beginnings[i] = beginnings(row);
		grammar->next[i] = *first;
		*first = row->id;
	}
}

enum status
grammar_new(struct arena *arena, struct grammar **grammar)
{
	struct compiler compiler = { .arena = arena };
	struct grammar *fresh = arena_take(arena, sizeof(*fresh));

	if (fresh == NULL)
		return STATUS_NO_MEMORY;
	for (unsigned i = 1; i < KEYWORD_COUNT && compiler.status == STATUS_OK; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);

		if (row->arguments == NULL)
			continue;
		compiler.at = row->arguments;
		fresh->arguments[i] = compile_sequence(&compiler);
		if (compiler.status == STATUS_OK && *compiler.at != '\0')
			compiler.status = STATUS_INTERNAL;
	}
	chain(fresh);
	if (compiler.status == STATUS_OK)
		*grammar = fresh;
	return compiler.status;
}
