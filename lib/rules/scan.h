/* What the scanner, the grammar and the tree share while one file is read. */
#ifndef GONGKAI_RULES_SCAN_H
#define GONGKAI_RULES_SCAN_H

#include "base/limits.h"
#include "lib/rules/tree.h"

struct term_list {
	struct term *first, *last;
};

/* Kinds of token that the scanner gives. */
enum token {
	TOKEN_END, TOKEN_WORD, TOKEN_STRING, TOKEN_RAW_STRING, TOKEN_COMMA, TOKEN_SEMICOLON, TOKEN_COLON,
	TOKEN_OPEN_BLOCK, TOKEN_CLOSE_BLOCK, TOKEN_OPEN_GROUP, TOKEN_CLOSE_GROUP, TOKEN_COMMENT, TOKEN_NEWLINE,
	TOKEN_OPEN_STRING, TOKEN_SPACE, TOKEN_BAD,
};

struct lexer {
	const struct source_text *source;
	struct arena *arena;
	struct diagnostics *diagnostics;
	void *scanner;
	size_t offset;          /* behind the token read last */
	bool starts_line;       /* nothing but white space so far on this line */
	struct {
		enum token token;
		size_t start;
	} open[LIMIT_RULE_DEPTH]; /* brackets that wait for their end */
	size_t depth;
	bool at_end;
	enum token waiting;     /* a closing bracket read, but not yet given; TOKEN_END for none */
	size_t waiting_start;
	struct comment *comments, **last_comment;
	struct term_list result;
	enum status status;
};

/* The scanner, by flex: the next token; *text and *length are its bytes. */
enum token scan_next(void *scanner, const char **text, size_t *length);
MUST_USE enum status scan_start(const char *bytes, size_t length, void **scanner);
void scan_end(void *scanner);

#endif
