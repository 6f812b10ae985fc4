/* The canonical printer. It walks the terms as they were read and puts only spaces, line ends and names of keywords
 * in order, so nothing that was written can get lost. */
#include "rules/format.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "lib/rules/grammar.h"
#include "lib/rules/sentence.h"
#include "time/span.h"

enum { WRAP_COLUMNS = 100 }; /* lists are continued on a new line behind this */

struct printer {
	const struct source_text *source;
	enum format_language language;
	bool statement_is_chinese;
	const struct comment *comment; /* the next one to print */
	struct buffer *result;
	size_t depth;
	size_t columns;             /* on this line so far */
	uint32_t behind;            /* end of what was printed last */
	bool at_start;              /* nothing on this line yet */
	bool block_start;           /* nothing in this block yet */
	bool glued;                 /* no space before the next word */
	enum status status;
};

static void
put(struct printer *printer, const char *bytes, size_t length)
{
	if (printer->status == STATUS_OK)
		printer->status = buffer_add(printer->result, bytes, length);
	printer->columns += utf8_columns(bytes, length);
}

static void
put_string(struct printer *printer, const char *text)
{
	put(printer, text, strlen(text));
}

static void
put_word(struct printer *printer, const char *text)
{
	if (printer->at_start)
		for (size_t i = 0; i < printer->depth; i++)
			put(printer, "\t", 1);
	else if (!printer->glued)
		put(printer, " ", 1);
	printer->at_start = false;
	printer->glued = false;
	put_string(printer, text);
}

static void
end_line(struct printer *printer)
{
	if (!printer->at_start)
		put(printer, "\n", 1);
	printer->at_start = true;
	printer->columns = 0;
}

/* Whether the source has an empty line in between: one is kept. */
static bool
has_empty_line(const struct printer *printer, uint32_t from, uint32_t to)
{
	unsigned lines = 0;

	for (uint32_t at = from; at < to; at++)
		lines += printer->source->bytes[at] == '\n';
	return lines > 1;
}

/* --- comments ----------------------------------------------------------------------------------------------------- */

static void
put_comment(struct printer *printer, const struct comment *comment)
{
	size_t length = comment->end - comment->start;
	const char *bytes = printer->source->bytes + comment->start;

	while (length > 0 && (bytes[length - 1] == ' ' || bytes[length - 1] == '\t'))
		length--;
	put_word(printer, "");
	put(printer, bytes, length);
	end_line(printer);
	printer->behind = comment->end;
	printer->block_start = false;
}

/* Comments that stand before this byte, each on a line of its own. */
static void
comments_before(struct printer *printer, uint32_t offset)
{
	while (printer->comment != NULL && printer->comment->start < offset) {
		end_line(printer);
		if (!printer->block_start && has_empty_line(printer, printer->behind, printer->comment->start))
			put(printer, "\n", 1);
		put_comment(printer, printer->comment);
		printer->comment = printer->comment->next;
	}
}

static bool
same_line(const struct printer *printer, uint32_t from, uint32_t to)
{
	return memchr(printer->source->bytes + from, '\n', to - from) == NULL;
}

/* A comment behind the statement on its line stays there; then the line ends. */
static void
finish_statement(struct printer *printer, uint32_t end)
{
	const struct comment *comment = printer->comment;

	printer->behind = end;
	if (comment != NULL && comment->start >= end && same_line(printer, end, comment->start) &&
	    strspn(printer->source->bytes + end, " \t\r;") >= comment->start - end) {
		put_comment(printer, comment);
		printer->comment = comment->next;
	} else {
		end_line(printer);
	}
}

/* --- terms ---------------------------------------------------------------------------------------------------------- */

static bool
is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* As written means: in the language in which this word was written. */
static bool
in_chinese(const struct printer *printer, const struct term *term)
{
	return printer->language == FORMAT_CHINESE ||
	    (printer->language == FORMAT_AS_WRITTEN && term->text != NULL && !is_ascii(term->text));
}

static void
put_keyword(struct printer *printer, const struct term *term)
{
	enum keyword_language language = in_chinese(printer, term) ? KEYWORD_CHINESE : KEYWORD_ENGLISH;
	char name[KEYWORD_TEXT_BYTES];

	put_word(printer, keyword_name(term->value.keyword, language, name));
}

static void
put_month_day(struct printer *printer, const struct term *term)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December" };
	int month = term->value.number / 100, day = term->value.number % 100;
	char text[48];

	if (in_chinese(printer, term) && day == 0)
		snprintf(text, sizeof(text), "%d月底", month);
	else if (in_chinese(printer, term))
		snprintf(text, sizeof(text), "%d月%d日", month, day);
	else if (day == 0)
		snprintf(text, sizeof(text), "end of %s", months[month - 1]);
	else
		snprintf(text, sizeof(text), "%d %s", day, months[month - 1]);
	put_word(printer, text);
}

static bool
any_chinese(const struct printer *printer, const struct term *term)
{
	return in_chinese(printer, term) || (term->next != NULL && term->next->meaning == MEANING_SKIPPED &&
	    in_chinese(printer, term->next));
}

static void
put_duration(struct printer *printer, const struct term *term)
{
	int milliseconds = term->value.number;
	bool seconds = milliseconds % 1000 == 0 && milliseconds > 0;
	int number = seconds ? milliseconds / 1000 : milliseconds;
	char text[48];

	if (any_chinese(printer, term))
		snprintf(text, sizeof(text), "%d%s", number, seconds ? "秒" : "毫秒");
	else
		snprintf(text, sizeof(text), "%d %s", number, seconds ? "seconds" : "milliseconds");
	put_word(printer, text);
}

/* Quotes as ASCII; a backslash is doubled only where it would be read as the beginning of an escape. */
static void
put_quoted(struct printer *printer, const char *text)
{
	put_word(printer, "\"");
	for (; *text != '\0'; text++) {
		bool is_escape = *text == '\\' && (text[1] == '\0' || strchr("\\nt\"", text[1]) != NULL);

		if (*text == '\n') {
			put_string(printer, "\\n");
			continue;
		}
		if (*text == '"' || is_escape)
			put(printer, "\\", 1);
		put(printer, text, 1);
	}
	put(printer, "\"", 1);
}

static void
put_number(struct printer *printer, const struct term *term)
{
	char text[SPAN_TEXT_BYTES + 16];

	if (term->meaning == MEANING_DATE) {
		put_word(printer, date_print((struct date){ term->value.number }, text));
	} else if (term->meaning == MEANING_PERCENT) {
		snprintf(text, sizeof(text), "%d%%", (int)term->value.number);
		put_word(printer, text);
	} else {
		put_word(printer, span_print(term->value.span, any_chinese(printer, term) ? SPAN_CHINESE : SPAN_ENGLISH, text));
	}
}

static void
put_comma(struct printer *printer, const struct term *comma)
{
	put_string(printer, printer->statement_is_chinese ? "、" : ",");
	printer->glued = printer->statement_is_chinese;
	if (printer->columns > WRAP_COLUMNS && comma->next != NULL && comma->next->kind == TERM_STRING) {
		end_line(printer);
		put(printer, "\t", 1);
		printer->glued = false;
	}
}

static void put_group(struct printer *printer, const struct term *group);
static void put_block(struct printer *printer, const struct term *block);

static void
put_term(struct printer *printer, const struct term *term)
{
	switch (term->meaning) {
	case MEANING_SKIPPED: return;
	case MEANING_KEYWORD: put_keyword(printer, term); return;
	case MEANING_MONTH_DAY: put_month_day(printer, term); return;
	case MEANING_DURATION: put_duration(printer, term); return;
	case MEANING_SPAN: case MEANING_DATE: case MEANING_PERCENT: put_number(printer, term); return;
	case MEANING_NONE: break;
	}
	switch (term->kind) {
	case TERM_WORD: put_word(printer, term->text); return;
	case TERM_STRING: put_quoted(printer, term->text); return;
	case TERM_COMMA: put_comma(printer, term); return;
	case TERM_GROUP: put_group(printer, term); return;
	case TERM_BLOCK: put_block(printer, term); return;
	case TERM_COLON: case TERM_SEMICOLON: return;
	}
}

static void
put_group(struct printer *printer, const struct term *group)
{
	put_word(printer, "(");
	printer->glued = true;
	for (const struct term *term = group->first; term != NULL; term = term->next)
		put_term(printer, term);
	put_string(printer, ")");
	printer->glued = false;
}

/* Prints one statement and returns what follows it. */
static const struct term *
put_statement(struct printer *printer, const struct term *head)
{
	const struct term *term = head;
	uint32_t end = head->end;

	if (head->kind == TERM_SEMICOLON)
		return head->next;
	comments_before(printer, head->start);
	if (!printer->block_start && has_empty_line(printer, printer->behind, head->start))
		put(printer, "\n", 1);
	printer->block_start = false;
	printer->statement_is_chinese = in_chinese(printer, head);
	do {
		put_term(printer, term);
		end = term->end;
		term = term->next;
	} while (term != NULL && term->kind != TERM_SEMICOLON && !term->starts_statement);
	finish_statement(printer, end);
	return term;
}

static void
put_block(struct printer *printer, const struct term *block)
{
	if (block->first == NULL && (printer->comment == NULL || printer->comment->start > block->end)) {
		put_word(printer, "{ }");
		return;
	}
	put_word(printer, "{");
	printer->depth++;
	finish_statement(printer, block->start + 1);
	printer->block_start = true;
	for (const struct term *term = block->first; term != NULL;)
		term = put_statement(printer, term);
	comments_before(printer, block->end);
	printer->depth--;
	put_word(printer, "}");
}

static enum status
print_tree(const struct tree *tree, enum format_language language, struct buffer *result)
{
	struct printer printer = { .source = tree->source, .language = language, .comment = tree->comments,
		.result = result, .at_start = true, .block_start = true };

	for (const struct term *term = tree->first; term != NULL;)
		term = put_statement(&printer, term);
	comments_before(&printer, UINT32_MAX);
	end_line(&printer);
	return printer.status;
}

enum status
rules_format(const struct source_text *source, enum format_language language, struct diagnostics *diagnostics,
    struct buffer *result)
{
	struct arena *arena = arena_new();
	struct grammar *grammar;
	struct tree tree;
	size_t errors = diagnostics_errors(diagnostics);
	enum status status = arena == NULL ? STATUS_NO_MEMORY : grammar_new(arena, &grammar);

	if (status == STATUS_OK)
		status = tree_read(source, arena, diagnostics, &tree);
	if (status == STATUS_OK) {
		struct reader reader = { .grammar = grammar, .arena = arena, .source = source, .diagnostics = diagnostics };

		(void)reader_block(&reader, BLOCK_FILE, tree.first);
		status = reader.status;
	}
	if (status == STATUS_OK && diagnostics_errors(diagnostics) > errors)
		status = STATUS_INVALID;
	if (status == STATUS_OK)
		status = print_tree(&tree, language, result);
	arena_free(arena);
	return status;
}
