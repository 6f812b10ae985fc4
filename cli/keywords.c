/* gongkaictl keywords: the words of the rule language, from the table that the reader itself uses. */
#include "config.h"

#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "cli/command.h"
#include "cli/keywords.h"

static void
help(void)
{
	printf(_("usage: gongkaictl keywords [--language zh|en] [FORM] [BLOCK | CLASS | WORD]\n\n"
		"Lists the words of the rule language. BLOCK is one of file, settings, mail, site, column, roster,\n"
		"catalogue, route, rule, test; CLASS for example FIELD, ROLE, DETECTOR. FORM is --json, --markdown, --man\n"
		"(gongkai-rules(5)), --vim, --textmate, --bash (completion) or --dictionary (for fuzzing).\n"));
}

/* The language of the messages is the language of the help. */
static enum keyword_language
language_of_locale(void)
{
	const char *language = getenv("LANGUAGE");

	if (language == NULL || *language == '\0')
		language = setlocale(LC_MESSAGES, NULL);
	return language != NULL && strncmp(language, "zh", 2) == 0 ? KEYWORD_CHINESE : KEYWORD_ENGLISH;
}

static bool
is_wanted(const struct keyword_row *row, const char *filter)
{
	size_t length;

	if (filter == NULL)
		return row->class != CLASS_KEY;
	if (row->class == CLASS_STATEMENT ? strcmp(block_name(row->block), filter) == 0 :
	    strcmp(keyword_class_name(row->class), filter) == 0)
		return true;
	for (int language = KEYWORD_ENGLISH; language <= KEYWORD_CHINESE; language++)
		for (const char *name = keyword_next_name(row, (enum keyword_language)language, NULL, &length); name != NULL;
		    name = keyword_next_name(row, (enum keyword_language)language, name, &length))
			if (strlen(filter) == length && memcmp(name, filter, length) == 0)
				return true;
	return false;
}

static const char *
place_of(const struct keyword_row *row)
{
	return row->class == CLASS_STATEMENT ? block_name(row->block) : keyword_class_name(row->class);
}

static void
print_row(const struct keyword_row *row, enum keyword_language language)
{
	char english[KEYWORD_TEXT_BYTES], chinese[KEYWORD_TEXT_BYTES];

	printf("%-10s %s  %s", place_of(row), keyword_name(row->id, KEYWORD_ENGLISH, english),
	    keyword_name(row->id, KEYWORD_CHINESE, chinese));
	if (row->arguments != NULL && row->arguments[0] != '\0')
		printf("  %s", row->arguments);
	if (row->help[language][0] != '\0')
		printf("\n%-10s     %s", "", row->help[language]);
	putchar('\n');
}

static void
print_json(const struct keyword_row *row, enum keyword_language language)
{
	json_t *json = json_pack("{s:s, s:s, s:s, s:s?, s:s}", "place", place_of(row), "english",
	    row->names[KEYWORD_ENGLISH], "chinese", row->names[KEYWORD_CHINESE], "arguments", row->arguments, "help",
	    row->help[language]);

	if (json == NULL)
		return;
	json_dumpf(json, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(json);
}

static int
list(const char *filter, enum keyword_language language, bool json)
{
	size_t found = 0;

	for (unsigned i = 1; i < KEYWORD_COUNT; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);

		if (!is_wanted(row, filter))
			continue;
		found++;
		if (json)
			print_json(row, language);
		else
			print_row(row, language);
	}
	if (found > 0)
		return EXIT_FINE;
	return command_fail("keywords", EXIT_FINDINGS, _("there is no block, class or word '%s'"), filter);
}

int
command_keywords(int argc, char **argv)
{
	static const struct option options[] = {
		{ "language", required_argument, NULL, 'l' }, { "json", no_argument, NULL, 'j' },
		{ "markdown", no_argument, NULL, 'm' }, { "man", no_argument, NULL, 'n' },
		{ "vim", no_argument, NULL, 'v' }, { "textmate", no_argument, NULL, 't' },
		{ "bash", no_argument, NULL, 'b' }, { "dictionary", no_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	enum keyword_language language = language_of_locale();
	int form = 0;

	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		switch (option) {
		case 'l':
			if (strcmp(optarg, "zh") != 0 && strcmp(optarg, "en") != 0)
				return command_usage("keywords", _("--language is zh or en"));
			language = *optarg == 'z' ? KEYWORD_CHINESE : KEYWORD_ENGLISH;
			break;
		case 'h': help(); return EXIT_FINE;
		case '?': return EXIT_USAGE;
		default: form = option;
		}
	}
	switch (form) {
	case 'm': keywords_markdown(language); return EXIT_FINE;
	case 'n': keywords_man(); return EXIT_FINE;
	case 'v': keywords_vim(); return EXIT_FINE;
	case 't': keywords_textmate(); return EXIT_FINE;
	case 'b': keywords_bash(); return EXIT_FINE;
	case 'd': keywords_dictionary(); return EXIT_FINE;
	default: return list(optind < argc ? argv[optind] : NULL, language, form == 'j');
	}
}
