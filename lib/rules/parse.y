/* Structure of a rule file: terms, groups in parentheses and blocks in braces. The lexer gives brackets in pairs
 * only, so every text has a tree; which sentences the terms make is told by the table of keywords. */
%code top {
#include "lib/rules/scan.h"
/* What bison writes is not under our control. */
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wmissing-prototypes"
}
%define api.pure full
%define api.prefix {rules_}
%param { struct lexer *lexer }

%code requires {
#include "lib/rules/scan.h"
}

%union {
	struct term *term;
	struct term_list list;
}

%token <term> TERM "term"
%token <term> OPEN_BLOCK "{"
%token <term> CLOSE_BLOCK "}"
%token <term> OPEN_GROUP "("
%token <term> CLOSE_GROUP ")"
%type <term> term
%type <list> terms

%code {
int rules_lex(RULES_STYPE *value, struct lexer *lexer);

static void
rules_error(struct lexer *lexer, const char *message)
{
	(void)message;
	if (lexer->status == STATUS_OK)
		lexer->status = STATUS_INTERNAL;
}

static struct term_list
append(struct term_list list, struct term *term)
{
	if (list.last == NULL)
		list.first = term;
	else
		list.last->next = term;
	list.last = term;
	return list;
}

static struct term *
enclose(struct term *open, struct term_list inside, const struct term *close)
{
	open->first = inside.first;
	open->end = close->end;
	return open;
}
}

%%

file: terms { lexer->result = $1; }
    ;

terms: %empty { $$ = (struct term_list){ NULL, NULL }; }
    | terms term { $$ = append($1, $2); }
    ;

term: TERM
    | OPEN_BLOCK terms CLOSE_BLOCK { $$ = enclose($1, $2, $3); }
    | OPEN_GROUP terms CLOSE_GROUP { $$ = enclose($1, $2, $3); }
    ;

%%
