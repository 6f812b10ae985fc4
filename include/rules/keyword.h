/* The words of the rule language as data: rules/keywords.def with a little access around it. */
#ifndef GONGKAI_RULES_KEYWORD_H
#define GONGKAI_RULES_KEYWORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum keyword {
	KEYWORD_NULL,
#define STATEMENT(block, id, english, chinese, arguments, help, chinese_help) KEYWORD_##id,
#define WORD(class, id, english, chinese, help, chinese_help) KEYWORD_##id,
#include "rules/keywords.def"
#undef STATEMENT
#undef WORD
	KEYWORD_COUNT,
};

/* Where statements stand. */
enum block {
	BLOCK_FILE, BLOCK_SETTINGS, BLOCK_MAIL, BLOCK_SITE, BLOCK_COLUMN, BLOCK_ROSTER, BLOCK_CATALOGUE, BLOCK_ROUTE,
	BLOCK_RULE, BLOCK_TEST, BLOCK_COUNT, BLOCK_NONE = BLOCK_COUNT,
};

enum keyword_class {
	CLASS_STATEMENT, CLASS_KEY, CLASS_OPERATOR, CLASS_SEVERITY, CLASS_GRADE, CLASS_LEVEL, CLASS_LANGUAGE,
	CLASS_FACILITY, CLASS_WEBHOOK, CLASS_STATE, CLASS_DETECTOR, CLASS_INTEGRITY, CLASS_FIELD, CLASS_ROLE, CLASS_COUNT,
};

enum keyword_language { KEYWORD_ENGLISH, KEYWORD_CHINESE };

struct keyword_row {
	enum keyword id;
	enum keyword_class class;
	enum block block;       /* statements; else BLOCK_NONE */
	const char *names[2];   /* by language; several names are joined by | */
	const char *arguments;  /* statements; else NULL */
	const char *help[2];    /* by language; may be "" */
};

/* Row of a keyword; all rows are keyword_row(1) to keyword_row(KEYWORD_COUNT - 1). Never NULL. */
const struct keyword_row *keyword_row(enum keyword keyword);

/* The canonical name, without the others. Writes it into `text`, which it returns. */
enum { KEYWORD_TEXT_BYTES = 64 };
const char *keyword_name(enum keyword keyword, enum keyword_language language, char text[KEYWORD_TEXT_BYTES]);

/* Steps through the names of one language: `at` starts as NULL; NULL at the end. */
const char *keyword_next_name(const struct keyword_row *row, enum keyword_language language, const char *at,
    size_t *length);

/* Words of blocks and of classes as they stand in argument texts: "settings", "SEVERITY". */
const char *block_name(enum block block);
const char *keyword_class_name(enum keyword_class class);

/* One of 64 bits by the first bytes of a word: words with different bits differ, which spares most comparisons. */
uint64_t keyword_beginning(const char *word);

/* The keyword of a class that has exactly this name, in either language; KEYWORD_NULL for none. */
enum keyword keyword_of_class(enum keyword_class class, const char *name);

#endif
