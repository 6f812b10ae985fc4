/* From text to tree: gives the grammar its tokens, pairs the brackets and resolves strings. */
#include "config.h"

#include "lib/rules/tree.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/utf8.h"
#include "lib/rules/scan.h"
#include "lib/rules/parse.h"

int rules_lex(RULES_STYPE *value, struct lexer *lexer);

static void
complain(struct lexer *lexer, size_t start, size_t end, const char *message)
{
	diagnostics_add(lexer->diagnostics, DIAGNOSTIC_ERROR, lexer->source, start, end, "%s", message);
}

static struct term *
new_term(struct lexer *lexer, enum term_kind kind, size_t start, size_t end)
{
	struct term *term = arena_take(lexer->arena, sizeof(*term));

	if (term == NULL) {
		lexer->status = STATUS_NO_MEMORY;
		return NULL;
	}
	term->kind = kind;
	term->start = (uint32_t)start;
	term->end = (uint32_t)end;
	term->starts_line = lexer->starts_line;
	lexer->starts_line = false;
	return term;
}

/* Full-width forms of ASCII (U+FF01 to U+FF5E) read as ASCII in words: ２０１９ is 2019. */
static char *
word_text(struct arena *arena, const char *bytes, size_t length)
{
	char *text = arena_copy(arena, bytes, length);
	size_t to = 0;

	if (text == NULL || memchr(text, 0xef, length) == NULL)
		return text;
	for (size_t at = 0; at < length;) {
		uint32_t character;
		size_t width = utf8_next(bytes + at, length - at, &character);

		if (character >= 0xff01 && character <= 0xff5e) {
			text[to++] = (char)(character - 0xff01 + '!');
		} else {
			memcpy(text + to, bytes + at, width);
			to += width;
		}
		at += width;
	}
	text[to] = '\0';
	return text;
}

static bool
resolve_escape(char letter, char *result)
{
	switch (letter) {
	case 'n': *result = '\n'; return true;
	case 't': *result = '\t'; return true;
	case '"': case '\\': *result = letter; return true;
	default: return false;
	}
}

/* Text between straight quotes. An escape that is none stays as it is: patterns are full of them. */
static char *
string_text(struct arena *arena, const char *bytes, size_t length)
{
	char *text = arena_copy(arena, bytes, length);
	size_t to = 0;

	if (text == NULL || memchr(text, '\\', length) == NULL)
		return text;
	for (size_t at = 0; at < length; at++) {
		char plain;

		if (bytes[at] == '\\' && at + 1 < length && resolve_escape(bytes[at + 1], &plain)) {
			text[to++] = plain;
			at++;
		} else {
			text[to++] = bytes[at];
		}
	}
	text[to] = '\0';
	return text;
}

static size_t
quote_width(const char *bytes)
{
	return *bytes == '"' ? 1 : 3;
}

/* A string that is not closed on its line is read to the line's end. */
static const char *
text_of(struct lexer *lexer, enum token token, const char *bytes, size_t length)
{
	size_t quote = quote_width(bytes);
	char *text;

	if (token == TOKEN_WORD)
		text = word_text(lexer->arena, bytes, length);
	else if (token == TOKEN_STRING)
		text = string_text(lexer->arena, bytes + 1, length - 2);
	else if (token == TOKEN_RAW_STRING)
		text = arena_copy(lexer->arena, bytes + quote, length - 2 * quote);
	else
		text = arena_copy(lexer->arena, bytes + quote, length - quote);
	if (text == NULL)
		lexer->status = STATUS_NO_MEMORY;
	return text;
}

static void
add_comment(struct lexer *lexer, size_t start, size_t end)
{
	struct comment *comment = arena_take(lexer->arena, sizeof(*comment));

	if (comment == NULL) {
		lexer->status = STATUS_NO_MEMORY;
		return;
	}
	while (end > start && lexer->source->bytes[end - 1] == '\r')
		end--;
	comment->start = (uint32_t)start;
	comment->end = (uint32_t)end;
	comment->own_line = lexer->starts_line;
	*lexer->last_comment = comment;
	lexer->last_comment = &comment->next;
}

/* The next token that is more than white space, with its place. */
static enum token
significant(struct lexer *lexer, const char **bytes, size_t *length, size_t *start)
{
	for (;;) {
		enum token token = lexer->at_end ? TOKEN_END : scan_next(lexer->scanner, bytes, length);

		*start = lexer->offset;
		if (token == TOKEN_END) {
			lexer->at_end = true;
			return token;
		}
		lexer->offset += *length;
		if (token == TOKEN_SPACE)
			continue;
		if (token == TOKEN_NEWLINE) {
			lexer->starts_line = true;
		} else if (token == TOKEN_COMMENT) {
			add_comment(lexer, *start, lexer->offset);
		} else if (token == TOKEN_BAD) {
			complain(lexer, *start, lexer->offset, _("this character has no meaning here"));
			if (**bytes == '\'')
				diagnostics_hint(lexer->diagnostics, "%s", _("a text stands in double quotes"));
		} else {
			return token;
		}
	}
}

static int
opened(struct lexer *lexer, RULES_STYPE *value, enum token token, size_t start)
{
	bool is_block = token == TOKEN_OPEN_BLOCK;

	if (lexer->depth == LIMIT_RULE_DEPTH) {
		complain(lexer, start, lexer->offset, _("blocks and parentheses are nested too deeply"));
		lexer->status = STATUS_LIMIT;
		return 0;
	}
	lexer->open[lexer->depth].token = token;
	lexer->open[lexer->depth++].start = start;
	value->term = new_term(lexer, is_block ? TERM_BLOCK : TERM_GROUP, start, lexer->offset);
	return is_block ? OPEN_BLOCK : OPEN_GROUP;
}

static int
close_innermost(struct lexer *lexer, RULES_STYPE *value, size_t start, size_t end)
{
	enum token open = lexer->open[--lexer->depth].token;

	value->term = new_term(lexer, TERM_WORD, start, end);
	return open == TOKEN_OPEN_BLOCK ? CLOSE_BLOCK : CLOSE_GROUP;
}

static enum token
partner(enum token close)
{
	return close == TOKEN_CLOSE_BLOCK ? TOKEN_OPEN_BLOCK : TOKEN_OPEN_GROUP;
}

static bool
is_open(const struct lexer *lexer, enum token open)
{
	for (size_t i = 0; i < lexer->depth; i++)
		if (lexer->open[i].token == open)
			return true;
	return false;
}

/* Closes what is innermost and says so where it is not what `close` closes. */
static int
closed(struct lexer *lexer, RULES_STYPE *value, enum token close, size_t start, size_t end)
{
	size_t open_start = lexer->open[lexer->depth - 1].start;
	enum token open = lexer->open[lexer->depth - 1].token;

	lexer->waiting = TOKEN_END;
	if (close != TOKEN_END && open == partner(close))
		return close_innermost(lexer, value, start, end);
	complain(lexer, open_start, open_start + 1,
	    open == TOKEN_OPEN_BLOCK ? _("this block is never closed") : _("this parenthesis is never closed"));
	diagnostics_hint(lexer->diagnostics, _("add '%s'"), open == TOKEN_OPEN_BLOCK ? "}" : ")");
	lexer->waiting = close;
	lexer->waiting_start = start;
	return close_innermost(lexer, value, start, start);
}

static int
plain(struct lexer *lexer, RULES_STYPE *value, enum token token, const char *bytes, size_t length, size_t start)
{
	static const enum term_kind kinds[] = {
		[TOKEN_WORD] = TERM_WORD, [TOKEN_STRING] = TERM_STRING, [TOKEN_RAW_STRING] = TERM_STRING,
		[TOKEN_OPEN_STRING] = TERM_STRING, [TOKEN_COMMA] = TERM_COMMA, [TOKEN_SEMICOLON] = TERM_SEMICOLON,
		[TOKEN_COLON] = TERM_COLON,
	};

	value->term = new_term(lexer, kinds[token], start, start + length);
	if (value->term == NULL)
		return 0;
	if (token == TOKEN_OPEN_STRING) {
		complain(lexer, start, start + quote_width(bytes), _("this text has no closing quote on its line"));
		diagnostics_hint(lexer->diagnostics, _("close it with '%s'"),
		    *bytes == '"' ? "\"" : bytes[0] == '\xe2' ? "”" : "」");
	}
	if (value->term->kind == TERM_WORD || value->term->kind == TERM_STRING)
		value->term->text = text_of(lexer, token, bytes, length);
	if (value->term->kind == TERM_WORD && value->term->text != NULL)
		value->term->beginning = keyword_beginning(value->term->text);
	return TERM;
}

/* Called by the grammar. Brackets come out in pairs whatever the text holds. */
int
rules_lex(RULES_STYPE *value, struct lexer *lexer)
{
	const char *bytes;
	size_t length, start;
	enum token token;

	if (lexer->status != STATUS_OK)
		return 0;
	if (lexer->waiting != TOKEN_END)
		return closed(lexer, value, lexer->waiting, lexer->waiting_start, lexer->offset);
	for (;;) {
		token = significant(lexer, &bytes, &length, &start);
		if (lexer->status != STATUS_OK)
			return 0;
		if (token == TOKEN_OPEN_BLOCK || token == TOKEN_OPEN_GROUP)
			return opened(lexer, value, token, start);
		if (token == TOKEN_END)
			return lexer->depth == 0 ? 0 : closed(lexer, value, TOKEN_END, start, start);
		if (token != TOKEN_CLOSE_BLOCK && token != TOKEN_CLOSE_GROUP)
			return plain(lexer, value, token, bytes, length, start);
		if (is_open(lexer, partner(token)))
			return closed(lexer, value, token, start, lexer->offset);
		complain(lexer, start, lexer->offset, token == TOKEN_CLOSE_BLOCK ?
		    _("there is no open block to close here") : _("there is no open parenthesis to close here"));
	}
}

static enum status
check_bytes(const struct source_text *source, struct diagnostics *diagnostics)
{
	size_t bad = utf8_first_bad(source->bytes, source->length);
	size_t line = 0;

	if (source->length > LIMIT_RULE_FILE_BYTES) {
		diagnostics_add_file(diagnostics, DIAGNOSTIC_ERROR, source->name, _("the file is longer than %d bytes"),
		    LIMIT_RULE_FILE_BYTES);
		return STATUS_INVALID;
	}
	if (bad < source->length) {
		diagnostics_add(diagnostics, DIAGNOSTIC_ERROR, source, bad, bad + 1, _("the file is not UTF-8 text"));
		diagnostics_hint(diagnostics, _("save it again with the encoding UTF-8"));
		return STATUS_INVALID;
	}
	for (size_t at = 0; at < source->length; at++)
		if ((unsigned char)source->bytes[at] < ' ' &&
		    (source->bytes[at] == '\0' || strchr("\t\n\v\f\r", source->bytes[at]) == NULL)) {
			diagnostics_add(diagnostics, DIAGNOSTIC_ERROR, source, at, at + 1, _("the file is not text"));
			diagnostics_hint(diagnostics, _("remove the invisible character here"));
			return STATUS_INVALID;
		}
	for (size_t at = 0; at <= source->length; at++) {
		if (at < source->length && source->bytes[at] != '\n')
			continue;
		if (at - line > LIMIT_RULE_LINE_BYTES) {
			diagnostics_add(diagnostics, DIAGNOSTIC_ERROR, source, line, line + 1,
			    _("the line is longer than %d bytes"), LIMIT_RULE_LINE_BYTES);
			return STATUS_INVALID;
		}
		line = at + 1;
	}
	return STATUS_OK;
}

enum status
tree_read(const struct source_text *source, struct arena *arena, struct diagnostics *diagnostics, struct tree *tree)
{
	struct lexer lexer = { .source = source, .arena = arena, .diagnostics = diagnostics, .starts_line = true,
		.waiting = TOKEN_END };
	enum status status = check_bytes(source, diagnostics);
	int parsed;

	if (status != STATUS_OK)
		return status;
	lexer.last_comment = &lexer.comments;
	status = scan_start(source->bytes, source->length, &lexer.scanner);
	if (status != STATUS_OK)
		return status;
	parsed = rules_parse(&lexer);
	scan_end(lexer.scanner);
	if (lexer.status == STATUS_LIMIT)
		return STATUS_INVALID;
	if (lexer.status != STATUS_OK)
		return lexer.status;
	if (parsed != 0)
		return STATUS_NO_MEMORY;
	*tree = (struct tree){ source, lexer.result.first, lexer.comments };
	return STATUS_OK;
}
