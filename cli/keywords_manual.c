/* The keyword table as Markdown and as the man page gongkai-rules(5). */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/keywords.h"

struct section {
	const char *title[2];
	const char *text[2];
};

static const struct section blocks[BLOCK_COUNT] = {
	[BLOCK_FILE] = { { "Files", "文件" }, { "What may stand in a file.", "文件中可以出现的内容。" } },
	[BLOCK_SETTINGS] = { { "settings", "设置" }, { "In a settings block.", "设置块中的语句。" } },
	[BLOCK_MAIL] = { { "mail", "邮件" }, { "In the mail block of the settings.", "设置中邮件块的语句。" } },
	[BLOCK_SITE] = { { "site", "站点" }, { "In a site.", "站点块中的语句。" } },
	[BLOCK_COLUMN] = { { "column and page", "栏目与页面" }, { "In a column or page.", "栏目或页面块中的语句。" } },
	[BLOCK_ROSTER] = { { "roster", "名单" }, { "In a roster.", "名单块中的语句。" } },
	[BLOCK_CATALOGUE] = { { "catalogue", "目录" }, { "In a catalogue.", "目录块中的语句。" } },
	[BLOCK_ROUTE] = { { "route", "通知路线" }, { "In a route.", "通知路线块中的语句。" } },
	[BLOCK_RULE] = { { "rule", "规则" }, { "In a rule.", "规则块中的语句。" } },
	[BLOCK_TEST] = { { "test", "检验" }, { "In a rule test.", "检验块中的语句。" } },
};

static const struct section classes[CLASS_COUNT] = {
	[CLASS_OPERATOR] = { { "Comparisons (in a CONDITION)", "比较（用于 CONDITION）" }, { "", "" } },
	[CLASS_SEVERITY] = { { "SEVERITY", "SEVERITY（级别）" }, { "", "" } },
	[CLASS_GRADE] = { { "GRADE", "GRADE（可信度）" }, { "", "" } },
	[CLASS_LEVEL] = { { "LEVEL", "LEVEL（层级）" }, { "", "" } },
	[CLASS_LANGUAGE] = { { "LANGUAGE", "LANGUAGE（语言）" }, { "", "" } },
	[CLASS_FACILITY] = { { "FACILITY", "FACILITY（日志设施）" }, { "", "" } },
	[CLASS_WEBHOOK] = { { "WEBHOOK", "WEBHOOK（机器人类型）" }, { "", "" } },
	[CLASS_STATE] = { { "STATE", "STATE（状态）" }, { "", "" } },
	[CLASS_DETECTOR] = { { "DETECTOR", "DETECTOR（检测项）" }, { "", "" } },
	[CLASS_INTEGRITY] = { { "INTEGRITY", "INTEGRITY（真实性问题）" }, { "", "" } },
	[CLASS_FIELD] = { { "FIELD", "FIELD（字段）" }, { "", "" } },
	[CLASS_ROLE] = { { "ROLE", "ROLE（用途）" }, { "", "" } },
};

static bool
stands_in(const struct keyword_row *row, enum keyword_class class, enum block block)
{
	return row->class == class && (class != CLASS_STATEMENT || row->block == block);
}

/* All names of a row, "each week, every week". */
static void
print_names(const struct keyword_row *row, enum keyword_language language, const char *before, const char *after)
{
	size_t length;
	const char *joint = "";

	for (const char *name = keyword_next_name(row, language, NULL, &length); name != NULL;
	    name = keyword_next_name(row, language, name, &length)) {
		printf("%s%s%.*s%s", joint, before, (int)length, name, after);
		joint = ", ";
	}
}

static void
markdown_cell(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '|')
			fputs("\\|", stdout);
		else
			putchar(*text);
}

static void
markdown_section(const struct section *section, enum keyword_class class, enum block block,
    enum keyword_language language)
{
	printf("\n## %s\n\n", section->title[language]);
	if (section->text[language][0] != '\0')
		printf("%s\n\n", section->text[language]);
	puts(language == KEYWORD_CHINESE ? "| 英文 | 中文 | 参数 | 含义 |\n|---|---|---|---|" :
	    "| English | Chinese | arguments | meaning |\n|---|---|---|---|");
	for (unsigned i = 1; i < KEYWORD_COUNT; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);

		if (!stands_in(row, class, block))
			continue;
		fputs("| ", stdout);
		print_names(row, KEYWORD_ENGLISH, "`", "`");
		fputs(" | ", stdout);
		print_names(row, KEYWORD_CHINESE, "", "");
		fputs(" | ", stdout);
		markdown_cell(row->arguments == NULL ? "" : row->arguments);
		fputs(" | ", stdout);
		markdown_cell(row->help[language]);
		puts(" |");
	}
}

void
keywords_markdown(enum keyword_language language)
{
	puts(language == KEYWORD_CHINESE ? "# 规则语言关键字\n\n由 `gongkaictl keywords --markdown` 生成。" :
	    "# Words of the rule language\n\nMade by `gongkaictl keywords --markdown`.");
	for (unsigned block = 0; block < BLOCK_COUNT; block++)
		markdown_section(&blocks[block], CLASS_STATEMENT, (enum block)block, language);
	for (unsigned class = 0; class < CLASS_COUNT; class++)
		if (classes[class].title[0] != NULL)
			markdown_section(&classes[class], (enum keyword_class)class, BLOCK_NONE, language);
}

/* --- man ---------------------------------------------------------------------------------------------------------- */

static void
man_text(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text != '\0'; text++)
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else if (*text == '\'')
			fputs("\\(aq", stdout);
		else
			putchar(*text);
}

static void
man_section(const struct section *section, enum keyword_class class, enum block block)
{
	printf(".SS ");
	man_text(section->title[KEYWORD_ENGLISH]);
	putchar('\n');
	for (unsigned i = 1; i < KEYWORD_COUNT; i++) {
		const struct keyword_row *row = keyword_row((enum keyword)i);

		if (!stands_in(row, class, block))
			continue;
		printf(".TP\n\\fB");
		print_names(row, KEYWORD_ENGLISH, "", "");
		printf("\\fR  ");
		print_names(row, KEYWORD_CHINESE, "", "");
		if (row->arguments != NULL && row->arguments[0] != '\0') {
			printf("  \\fI");
			man_text(row->arguments);
			printf("\\fR");
		}
		putchar('\n');
		man_text(row->help[KEYWORD_ENGLISH][0] != '\0' ? row->help[KEYWORD_ENGLISH] : "\\&");
		if (row->help[KEYWORD_CHINESE][0] != '\0')
			printf("\n%s", row->help[KEYWORD_CHINESE]);
		putchar('\n');
	}
}

static const char man_head[] =
	".TH GONGKAI\\-RULES 5 \"\" \"gongkai\" \"File formats\"\n"
	".SH NAME\n"
	"gongkai\\-rules \\- configuration and rules of gongkai\n"
	".SH DESCRIPTION\n"
	"One language for everything that an administrator edits: settings, sites, rosters, routes, rules and rule tests.\n"
	"Files are UTF\\-8 and end in \\fI.rules\\fR. A statement begins with a keyword and ends where its arguments end; line\n"
	"ends mean nothing, a semicolon may stand between statements. Blocks stand in braces. \\fB#\\fR begins a comment.\n"
	".PP\n"
	"Every keyword has an English and a Chinese name, freely mixed. Full\\-width punctuation is as good as ASCII. Names may\n"
	"be Chinese; a name with spaces stands in quotes. Durations read \\fB3 working days\\fR or \\fB3个工作日\\fR.\n"
	".PP\n"
	"\\fBgongkaictl check\\fR says what is wrong, \\fBgongkaictl format\\fR prints the canonical form and translates keywords.\n"
	".SH EXAMPLE\n"
	".nf\n"
	"rule interpretation\\-3wd {\n"
	"    title    \"interpretation within 3 working days\"\n"
	"    when     published in policy where title matches \"办法|规定|意见\"\n"
	"    expect   publication in interpretation referring to trigger\n"
	"    within   3 working days\n"
	"    remind   1 working day before\n"
	"    severity major\n"
	"}\n"
	".fi\n"
	".SH ARGUMENTS\n"
	"\\(aqwords\\(aq stand as they are; [ ] may be left out, [ ]* may stand any number of times, ( | ) is one of several.\n"
	"CAPITALS stand for a value: NAME, STRING (in quotes), NUMBER, PERCENT (95%), SPAN (3 working days), DURATION\n"
	"(15 seconds), DATE (2020\\-09\\-30, 2020年9月30日, end of July 2020), MONTHDAY (31 January, 1月31日, end of July), TIME\n"
	"(17:30), INSTANT (a DATE, perhaps with a TIME), CONDITION, or a word of the classes below. A comma means a list.\n"
	".PP\n"
	"A CONDITION compares a FIELD, or a label of the page in quotes: \\fBtitle contains \"budget\" and not (number is missing\n"
	"or has attachments)\\fR. \\fBhas\\fR FIELD and \\fBlacks\\fR FIELD are short forms. In texts {year}, {half}, {quarter},\n"
	"{month}, {week} stand for the period, {unit} for the unit or entry, {trigger.FIELD} for a field of the trigger.\n"
	"Patterns are Perl\\-compatible (pcre2pattern(3)) over UTF\\-8; a match that takes more than 100000 steps is given up.\n"
	".SH LIMITS\n"
	"A file has at most 16 MB, a line 64 KB, blocks, parentheses and includes nest 32 deep.\n"
	".SH STATEMENTS\n";

void
keywords_man(void)
{
	fputs(man_head, stdout);
	for (unsigned block = 0; block < BLOCK_COUNT; block++)
		man_section(&blocks[block], CLASS_STATEMENT, (enum block)block);
	puts(".SH WORDS");
	for (unsigned class = 0; class < CLASS_COUNT; class++)
		if (classes[class].title[0] != NULL)
			man_section(&classes[class], (enum keyword_class)class, BLOCK_NONE);
	puts(".SH SEE ALSO\ngongkaictl(1), gongkaid(8)");
}
