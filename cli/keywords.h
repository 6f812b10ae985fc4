/* Forms of the keyword table. */
#ifndef GONGKAI_CLI_KEYWORDS_H
#define GONGKAI_CLI_KEYWORDS_H

#include <jansson.h>

#include "rules/keyword.h"

/* Each prints to standard output. */
void keywords_markdown(enum keyword_language language);
void keywords_man(void);        /* gongkai-rules(5), man(7) source */
void keywords_vim(void);        /* a syntax file */
void keywords_textmate(void);   /* a grammar for TextMate and VS Code, JSON */
void keywords_bash(void);       /* completion of gongkaictl */
void keywords_dictionary(void); /* a libFuzzer dictionary */

#endif
