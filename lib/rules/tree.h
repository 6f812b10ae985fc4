/* The tree of a rule file: words, strings, punctuation and nested blocks, each with its place. What the words
 * mean is decided by the reader. */
#ifndef GONGKAI_RULES_TREE_H
#define GONGKAI_RULES_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "rules/diagnostic.h"
#include "rules/keyword.h"
#include "time/span.h"

enum term_kind {
	TERM_WORD,      /* a keyword, a name, a number, a date */
	TERM_STRING,    /* in quotes; `text` without them, escapes resolved */
	TERM_COMMA,
	TERM_SEMICOLON,
	TERM_COLON,
	TERM_GROUP,     /* in parentheses; `first` */
	TERM_BLOCK,     /* in braces; `first` */
};

/* What the reader made of a term, for the printer. */
enum term_meaning {
	MEANING_NONE,    /* printed as it stands */
	MEANING_KEYWORD, /* `keyword` */
	MEANING_SPAN,    /* `span` */
	MEANING_MONTH_DAY, /* `number`: month * 100 + day, day 0 for the last */
	MEANING_DATE,    /* `number` of days since 1970-01-01 */
	MEANING_PERCENT, /* `number` */
	MEANING_DURATION,/* `number` of milliseconds */
	MEANING_SKIPPED, /* said by a term before it */
};

struct term {
	enum term_kind kind;
	enum term_meaning meaning;
	bool starts_line;      /* first on its line */
	bool starts_statement; /* set by the reader */
	uint32_t start, end;   /* bytes of the source */
	union {
		enum keyword keyword;
		struct span span;
		int32_t number;
	} value;
	uint64_t beginning;    /* WORD: keyword_beginning() of its text, one bit */
	const char *text;      /* WORD and STRING */
	struct term *first;    /* GROUP and BLOCK */
	struct term *next;
};

struct comment {
	uint32_t start, end;   /* from the # to the end of the line, without it */
	bool own_line;
	struct comment *next;
};

struct tree {
	const struct source_text *source;
	struct term *first;
	struct comment *comments;
};

/* Reads a text into a tree taken from `arena`. Faults go to `diagnostics`; the tree is whole all the same.
 * STATUS_NO_MEMORY; STATUS_INVALID where the text cannot be read at all (not UTF-8, too long, too deep). */
MUST_USE enum status tree_read(const struct source_text *source, struct arena *arena,
    struct diagnostics *diagnostics, struct tree *tree);

#endif
