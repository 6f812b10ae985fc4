/* The keyword table for editors, the shell and the fuzzer. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/keywords.h"

static const char *const command_names[] = {
#define COMMAND(name, function, summary) name,
#include "cli/commands.h"
#undef COMMAND
};

/* Calls `print` for each name of each row of the class. */
static void
each_name(bool statements, void (*print)(const char *name, size_t length))
{
	for (unsigned i = 1; i < KEYWORD_COUNT; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);

		if ((row->class == CLASS_STATEMENT) != statements)
			continue;
		for (int language = KEYWORD_ENGLISH; language <= KEYWORD_CHINESE; language++) {
			size_t length;

			for (const char *name = keyword_next_name(row, (enum keyword_language)language, NULL, &length);
			    name != NULL; name = keyword_next_name(row, (enum keyword_language)language, name, &length))
				print(name, length);
		}
	}
}

/* Words are bounded by what may not stand in a word: \< and \> do not know Chinese ones. */
static void
vim_match(const char *group, const char *name, size_t length)
{
	printf("syn match %s \"\\%%(^\\|[[:space:]{};:：；｛（(]\\)\\@1<=", group);
	for (size_t i = 0; i < length; i++)
		if (name[i] == ' ')
			fputs("\\s\\+", stdout);
		else if (name[i] == '.')
			fputs("\\.", stdout);
		else
			putchar(name[i]);
	puts("\\%($\\|[[:space:]{};:：；｝）)]\\)\\@=\"");
}

static void
vim_statement(const char *name, size_t length)
{
	vim_match("gongkaiStatement", name, length);
}

static void
vim_word(const char *name, size_t length)
{
	vim_match("gongkaiWord", name, length);
}

void
keywords_vim(void)
{
	puts("\" Vim syntax of gongkai rule files (*.rules); made by: gongkaictl keywords --vim\n"
	    "if exists(\"b:current_syntax\")\n  finish\nendif\nscriptencoding utf-8");
	each_name(false, vim_word);
	each_name(true, vim_statement);
	puts("syn match gongkaiNumber \"[0-9０-９][0-9０-９.:-]*\\(个\\?\\(工作日\\|日\\|天\\|月\\|年\\|小时\\|分钟\\)\\)\\?\"\n"
	    "syn region gongkaiString start=+\"+ skip=+\\\\.+ end=+\"+ oneline contains=gongkaiVariable\n"
	    "syn region gongkaiString start=+“+ end=+”+ oneline contains=gongkaiVariable\n"
	    "syn match gongkaiVariable \"{[a-z.-]\\+}\" contained\n"
	    "syn match gongkaiComment \"#.*$\"\n"
	    "hi def link gongkaiStatement Statement\nhi def link gongkaiWord Keyword\n"
	    "hi def link gongkaiNumber Number\nhi def link gongkaiString String\n"
	    "hi def link gongkaiVariable Special\nhi def link gongkaiComment Comment\n"
	    "let b:current_syntax = \"gongkai\"");
}

/* Adds the names to a regular expression of alternatives; words may be apart by any white space. */
static void
add_alternatives(bool statements, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (unsigned i = 1; i < KEYWORD_COUNT && used < size; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);

		if ((row->class == CLASS_STATEMENT) != statements)
			continue;
		for (int language = KEYWORD_ENGLISH; language <= KEYWORD_CHINESE; language++) {
			size_t length;

			for (const char *name = keyword_next_name(row, (enum keyword_language)language, NULL, &length);
			    name != NULL && used < size;
			    name = keyword_next_name(row, (enum keyword_language)language, name, &length))
				used += (size_t)snprintf(text + used, size - used, "%s%.*s", used > 0 ? "|" : "", (int)length, name);
		}
	}
}

static json_t *
textmate_words(const char *name, bool statements)
{
	char alternatives[16384], match[16640];

	add_alternatives(statements, alternatives, sizeof(alternatives));
	snprintf(match, sizeof(match), "(?<![^\\s{}();:：；｛｝（）])(?:%s)(?![^\\s{}();:：；｛｝（）])", alternatives);
	return json_pack("{s:s, s:s}", "name", name, "match", match);
}

void
keywords_textmate(void)
{
	json_t *grammar = json_pack("{s:s, s:s, s:[s], s:[{s:s, s:s}, {s:s, s:s, s:s, s:[{s:s, s:s}, {s:s, s:s}]}, "
	    "{s:s, s:s, s:s}, o, o, {s:s, s:s}]}",
	    "name", "gongkai rules", "scopeName", "source.gongkai-rules", "fileTypes", "rules", "patterns",
	    "name", "comment.line.number-sign.gongkai", "match", "#.*$",
	    "name", "string.quoted.double.gongkai", "begin", "\"", "end", "\"|$", "patterns",
	    "name", "constant.character.escape.gongkai", "match", "\\\\.",
	    "name", "variable.other.gongkai", "match", "\\{[a-z.-]+\\}",
	    "name", "string.quoted.other.gongkai", "begin", "“", "end", "”|$",
	    textmate_words("keyword.control.gongkai", true), textmate_words("keyword.other.gongkai", false),
	    "name", "constant.numeric.gongkai", "match", "\\b[0-9][0-9.:-]*");

	if (grammar == NULL)
		return;
	json_dumpf(grammar, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(grammar);
}

void
keywords_bash(void)
{
	puts("# Completion of gongkaictl for bash; made by: gongkaictl keywords --bash\n"
	    "_gongkaictl() {\n"
	    "\tlocal word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n"
	    "\tif [ \"$COMP_CWORD\" -eq 1 ]; then");
	fputs("\t\tmapfile -t COMPREPLY < <(compgen -W '--help --version", stdout);
	for (size_t i = 0; i < sizeof(command_names) / sizeof(command_names[0]); i++)
		printf(" %s", command_names[i]);
	puts("' -- \"$word\")\n\t\treturn\n\tfi\n\tcase $command:$word in\n"
	    "\t*:-*)\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$(gongkaictl \"$command\" --help 2>/dev/null |\n"
	    "\t\t    grep -o -e '--[a-z-]*' | sort -u)\" -- \"$word\") ;;");
	fputs("\tkeywords:*)\n\t\tmapfile -t COMPREPLY < <(compgen -W '", stdout);
	for (unsigned block = 0; block < BLOCK_COUNT; block++)
		printf("%s ", block_name((enum block)block));
	for (unsigned class = CLASS_OPERATOR; class < CLASS_COUNT; class++)
		printf("%s ", keyword_class_name((enum keyword_class)class));
	puts("' -- \"$word\") ;;\n"
	    "\t*)\n\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n\tesac\n}\n"
	    "complete -o filenames -F _gongkaictl gongkaictl");
}

static void
dictionary_entry(const char *name, size_t length)
{
	putchar('"');
	for (size_t i = 0; i < length; i++)
		printf((unsigned char)name[i] < 0x80 ? "%c" : "\\x%02x", (unsigned char)name[i]);
	puts(" \"");
}

void
keywords_dictionary(void)
{
	puts("# Words of the rule language; made by: gongkaictl keywords --dictionary");
	each_name(true, dictionary_entry);
	each_name(false, dictionary_entry);
	puts("\"{\"\n\"}\"\n\"(\"\n\")\"\n\"\\\"\"\n\"3 working days\"\n\"2020-09-30\"\n\"{year}\"\n\"31 January\"\n\"95%\"\n"
	    "\"\\xef\\xbc\\x9a\"\n\"\\xef\\xbd\\x9b\"\n\"\\xe2\\x80\\x9c\"\n\"\\xe2\\x80\\x9d\"\n\"3\\xe4\\xb8\\xaa\\xe6\\x9c\\x88\"");
}
