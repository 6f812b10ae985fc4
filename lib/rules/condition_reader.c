/* Conditions as written: or binds weakest, then and, then not; parentheses as usual. */
#include "lib/rules/sentence.h"

#include <string.h>

static const struct node any_condition = { .kind = NODE_VALUE, .value = VALUE_CONDITION };
static const struct node any_field = { .kind = NODE_VALUE, .value = VALUE_WORD_OF_CLASS, .class = CLASS_FIELD };
static const struct node any_operator = { .kind = NODE_VALUE, .value = VALUE_WORD_OF_CLASS,
	.class = CLASS_OPERATOR };
static const struct node any_string = { .kind = NODE_VALUE, .value = VALUE_STRING };
static const struct node any_number = { .kind = NODE_VALUE, .value = VALUE_NUMBER };
static const struct node any_date = { .kind = NODE_VALUE, .value = VALUE_DATE };

static bool read_or(struct reader *reader, struct cursor *cursor, struct condition_node **result);

static struct condition_node *
new_node(struct reader *reader, enum condition_node_kind kind, struct condition_node *first)
{
	struct condition_node *node = arena_take(reader->arena, sizeof(*node));

	if (node == NULL) {
		reader->status = STATUS_NO_MEMORY;
		return NULL;
	}
	node->kind = kind;
	node->first = first;
	return node;
}

static bool
read_field(struct reader *reader, struct cursor *cursor, struct condition_node *node)
{
	if (!value_read(reader, VALUE_WORD_OF_CLASS, CLASS_FIELD, cursor, &node->field)) {
		failure_note(reader, cursor, &any_field);
		return false;
	}
	mark(reader, &node->field, false);
	return true;
}

/* has FIELD and lacks FIELD. */
static bool
read_has(struct reader *reader, struct cursor *cursor, enum keyword operator, struct condition_node **result)
{
	*result = new_node(reader, NODE_TEST, NULL);
	if (*result == NULL)
		return false;
	(*result)->operator = operator;
	return read_field(reader, cursor, *result);
}

static const struct node *
value_of(enum keyword operator, bool *is_list)
{
	*is_list = operator == KEYWORD_CONTAINS_ALL || operator == KEYWORD_CONTAINS_ANY || operator == KEYWORD_IS_ONE_OF;
	switch ((int)operator) {
	case KEYWORD_EXISTS: case KEYWORD_IS_MISSING:
		return NULL;
	case KEYWORD_NO_LESS: case KEYWORD_NO_MORE:
		return &any_number;
	case KEYWORD_ON_OR_AFTER: case KEYWORD_ON_OR_BEFORE:
		return &any_date;
	default:
		return &any_string;
	}
}

static bool
read_values(struct reader *reader, struct cursor *cursor, struct condition_node *node)
{
	struct capture values[SENTENCE_CAPTURES / 4];
	struct capture *kept;
	bool is_list;
	const struct node *wanted = value_of(node->operator, &is_list);

	if (wanted == NULL)
		return true;
	do {
		if (node->count == sizeof(values) / sizeof(values[0])) {
			reader->too_long = true;
			return false;
		}
		if (node->count > 0)
			cursor_move(cursor, 1);
		if (!value_read(reader, wanted->value, CLASS_KEY, cursor, &values[node->count])) {
			failure_note(reader, cursor, wanted);
			return false;
		}
		mark(reader, &values[node->count++], false);
	} while (is_list && cursor->at != NULL && cursor->at->kind == TERM_COMMA);
	kept = arena_take_array(reader->arena, node->count, sizeof(*kept));
	if (kept == NULL) {
		reader->status = STATUS_NO_MEMORY;
		return false;
	}
	memcpy(kept, values, node->count * sizeof(*kept));
	node->values = kept;
	return true;
}

static bool
read_operator(struct reader *reader, struct cursor *cursor, struct condition_node *node)
{
	for (enum keyword word = reader->grammar->first_in_class[CLASS_OPERATOR]; word != KEYWORD_NULL;
	    word = reader->grammar->next[word])
		if (word_read(reader, word, cursor, false)) {
			node->operator = word;
			return true;
		}
	failure_note(reader, cursor, &any_operator);
	return false;
}

static bool
read_test(struct reader *reader, struct cursor *cursor, struct condition_node **result)
{
	struct term *at = cursor_term(cursor);

	if (at == NULL || (at->kind != TERM_WORD && at->kind != TERM_STRING)) {
		failure_note(reader, cursor, &any_condition);
		return false;
	}
	*result = new_node(reader, NODE_TEST, NULL);
	return *result != NULL && read_field(reader, cursor, *result) && read_operator(reader, cursor, *result) &&
	    read_values(reader, cursor, *result);
}

/* What stands in the parentheses must be one whole condition. */
static bool
read_group(struct reader *reader, struct cursor *cursor, struct condition_node **result)
{
	struct cursor inside = { cursor->at->first, cursor->at };

	if (!read_or(reader, &inside, result))
		return false;
	if (inside.at != NULL) {
		failure_note(reader, &inside, &any_condition);
		return false;
	}
	cursor_move(cursor, 1);
	return true;
}

static bool
read_unary(struct reader *reader, struct cursor *cursor, struct condition_node **result)
{
	bool negated = false;
	struct term *at;

	while (word_read(reader, KEYWORD_NOT, cursor, false))
		negated = !negated;
	at = cursor_term(cursor);
	if (at != NULL && at->kind == TERM_GROUP) {
		if (!read_group(reader, cursor, result))
			return false;
	} else if (word_read(reader, KEYWORD_HAS, cursor, false)) {
		if (!read_has(reader, cursor, KEYWORD_EXISTS, result))
			return false;
	} else if (word_read(reader, KEYWORD_LACKS, cursor, false)) {
		if (!read_has(reader, cursor, KEYWORD_IS_MISSING, result))
			return false;
	} else if (!read_test(reader, cursor, result)) {
		return false;
	}
	if (negated)
		*result = new_node(reader, NODE_NOT, *result);
	return *result != NULL;
}

/* Operands joined by one word: a single one stands for itself. */
static bool
read_joined(struct reader *reader, struct cursor *cursor, enum keyword word, enum condition_node_kind kind,
    bool (*operand)(struct reader *, struct cursor *, struct condition_node **), struct condition_node **result)
{
	struct condition_node *first, **last;

	if (!operand(reader, cursor, &first))
		return false;
	last = &first->next;
	if (!word_read(reader, word, cursor, false)) {
		*result = first;
		return true;
	}
	do {
		if (!operand(reader, cursor, last))
			return false;
		last = &(*last)->next;
	} while (word_read(reader, word, cursor, false));
	*result = new_node(reader, kind, first);
	return *result != NULL;
}

static bool
read_and(struct reader *reader, struct cursor *cursor, struct condition_node **result)
{
	return read_joined(reader, cursor, KEYWORD_AND, NODE_AND, read_unary, result);
}

static bool
read_or(struct reader *reader, struct cursor *cursor, struct condition_node **result)
{
	return read_joined(reader, cursor, KEYWORD_OR, NODE_OR, read_and, result);
}

bool
condition_read(struct reader *reader, struct cursor *cursor, struct condition_node **condition)
{
	return read_or(reader, cursor, condition);
}
