/* Arguments of statements, compiled from the texts in the keyword table. */
#ifndef GONGKAI_RULES_GRAMMAR_H
#define GONGKAI_RULES_GRAMMAR_H

#include "base/arena.h"
#include "base/status.h"
#include "rules/keyword.h"

/* Kinds of value that are no sets of keywords. */
#define VALUE_KINDS(V) \
	V(NAME) V(STRING) V(NUMBER) V(PERCENT) V(SPAN) V(DURATION) V(DATE) V(TIME) V(INSTANT) V(MONTHDAY) V(CONDITION) \
	V(VALUE) V(EVENT) V(SITE) V(UNIT) V(ROSTER) V(ROUTE) V(RULE) V(SUBJECT) V(WORD_OF_CLASS)

enum value_kind {
#define VALUE_KIND(name) VALUE_##name,
	VALUE_KINDS(VALUE_KIND)
#undef VALUE_KIND
	VALUE_KIND_COUNT,
};

enum node_kind {
	NODE_WORD,    /* `keyword` */
	NODE_VALUE,   /* `value`, of `class` where it is WORD_OF_CLASS */
	NODE_LIST,    /* the same, several with commas */
	NODE_OPTION,  /* `first`: a sequence that may be left out */
	NODE_REPEAT,  /* `first`: a sequence any number of times */
	NODE_CHOICE,  /* `first`: NODE_SEQUENCEs, of which one */
	NODE_SEQUENCE,
	NODE_BLOCK,   /* `block` */
};

struct node {
	enum node_kind kind;
	enum keyword keyword;
	enum value_kind value;
	enum keyword_class class;
	enum block block;
	const struct node *first;
	const struct node *next;
};

struct grammar {
	const struct node *arguments[KEYWORD_COUNT]; /* of statements; NULL for none */
	/* Chains through the table: statements of a block, words of a class; KEYWORD_NULL ends them. */
	enum keyword first_in_block[BLOCK_COUNT];
	enum keyword first_in_class[CLASS_COUNT];
	enum keyword next[KEYWORD_COUNT];
	uint64_t beginnings[KEYWORD_COUNT]; /* keyword_beginning() of all names */
};

/* Compiles the whole table. STATUS_NO_MEMORY; STATUS_INTERNAL where the table itself is wrong. */
MUST_USE enum status grammar_new(struct arena *arena, struct grammar **grammar);

/* "SPAN"; for documentation of arguments. */
const char *value_kind_name(enum value_kind kind);

/* What a reader calls it, translated: "a duration, for example '3 working days'". */
const char *value_kind_text(enum value_kind kind, enum keyword_class class);

#endif
