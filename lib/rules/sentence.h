/* Sentences: statements of a rule file, recognised by the table of keywords. */
#ifndef GONGKAI_RULES_SENTENCE_H
#define GONGKAI_RULES_SENTENCE_H

#include "lib/rules/grammar.h"
#include "lib/rules/tree.h"
#include "time/date.h"

struct condition_node;

/* One word or value of a sentence. */
struct capture {
	enum value_kind value;   /* of values; words of a class are VALUE_WORD_OF_CLASS */
	bool is_word;            /* a word of the table in quotes: only `keyword` counts */
	enum keyword keyword;    /* of words; KEYWORD_NULL for a role or field that is no word of the table */
	struct term *term;       /* the first of `terms` */
	unsigned terms;
	const char *text;        /* of names and strings */
	union {
		int64_t number;
		int32_t seconds; /* TIME */
		struct span span;
		struct date date;
		struct {
			struct date date;
			int32_t second;
			bool has_time;
		} instant;
		struct condition_node *condition;
	} as;
};

enum condition_node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_TEST };

/* A condition as written. */
struct condition_node {
	enum condition_node_kind kind;
	enum keyword operator;         /* TEST */
	struct capture field;          /* TEST */
	const struct capture *values;  /* TEST: texts, a number or a date */
	size_t count;
	struct condition_node *first;  /* children */
	struct condition_node *next;
};

struct sentence {
	const struct keyword_row *row;
	struct term *head;             /* first term of the keyword */
	uint32_t end;                  /* byte behind its last term, a block left out */
	const struct capture *captures;
	size_t count;
	struct term *block;            /* NULL for none */
	struct sentence *first;        /* statements of the block */
	bool has_faults;               /* statements of the block were left out: what it lacks may be among them */
	struct sentence *next;
};

enum { SENTENCE_CAPTURES = 256, FAILURE_EXPECTED = 24 };

/* What is being read: one per file. */
struct reader {
	const struct grammar *grammar;
	struct arena *arena;
	const struct source_text *source;
	struct diagnostics *diagnostics;
	enum status status;            /* STATUS_NO_MEMORY once memory ran out */
	bool said_unclosed;            /* a statement of the file was met inside a block */
	size_t faults;                 /* statements that could not be read */

	/* The statement being matched. */
	enum block block;
	struct capture captures[SENTENCE_CAPTURES];
	size_t capture_count;
	struct capture marks[SENTENCE_CAPTURES * 2]; /* words and values to be remembered in the tree */
	size_t mark_count;
	bool too_long;
	struct term *block_term;
	enum block block_kind;

	/* The farthest place that could not be matched, and what could have stood there. */
	struct term *failed_at;        /* NULL: the end */
	uint32_t failed_offset;
	bool failed_at_end;
	struct term *failed_behind;    /* the term before it */
	const struct node *expected[FAILURE_EXPECTED];
	size_t expected_count;

	/* Each optional argument asks whether the next term starts a statement: the last answer is kept. */
	const struct term *asked;
	enum block asked_in;
	bool answer;
};

/* A place between terms. */
struct cursor {
	struct term *at;
	struct term *behind; /* the term before, NULL at the beginning */
};

/* Reads the statements of a block, or of a file. Faults go to the diagnostics; what is whole is returned. */
struct sentence *reader_block(struct reader *reader, enum block block, struct term *first);

/* --- shared between the files of the reader -------------------------------------------------------------------- */

/* Matches the arguments of a statement; captures and marks are then in the reader. */
bool sentence_match(struct reader *reader, const struct keyword_row *row, struct cursor *cursor);

/* Number of terms that the longest name of this keyword covers here; 0 where none does. */
unsigned phrase_terms(const struct grammar *grammar, enum keyword keyword, const struct term *at);

/* Reads one value. False where there is none: *cursor is then untouched. */
bool value_read(struct reader *reader, enum value_kind value, enum keyword_class class, struct cursor *cursor,
    struct capture *capture);

/* Reads a condition; on false the failure tells why. */
bool condition_read(struct reader *reader, struct cursor *cursor, struct condition_node **condition);

/* The term at the cursor where it can belong to the sentence, else NULL. */
struct term *cursor_term(const struct cursor *cursor);
void cursor_move(struct cursor *cursor, unsigned terms);

/* Whether a new statement begins here, on a new line. */
bool starts_statement(struct reader *reader, const struct term *term);

/* Takes a word of the table. A word on a new line that begins a statement is no part of the one before. */
bool word_read(struct reader *reader, enum keyword keyword, struct cursor *cursor, bool keep);

/* Remembers what a term means; `keep` also as a capture of the sentence. */
void mark(struct reader *reader, const struct capture *capture, bool keep);

/* Notes that `node` could have stood at the cursor. */
void failure_note(struct reader *reader, const struct cursor *cursor, const struct node *node);

/* Reports the farthest failure for a statement, then forgets it. */
void failure_report(struct reader *reader, const struct sentence *sentence);

#endif
