/* Matching of a statement's terms with the arguments that the table gives for it. */
#include "lib/rules/sentence.h"

#include <string.h>
#include <strings.h>

/* How far a sequence matched. BROKEN: a word of it was there, so nothing else can be meant. */
enum match { MATCH_NO, MATCH_YES, MATCH_BROKEN };

static enum match match_sequence(struct reader *reader, const struct node *nodes, struct cursor *cursor);

/* Number of terms that one name covers: its words, one after the other. */
static unsigned
name_terms(const char *name, size_t length, const struct term *at)
{
	unsigned terms = 0;

	for (size_t from = 0; from < length; terms++) {
		const char *space = memchr(name + from, ' ', length - from);
		size_t width = space == NULL ? length - from : (size_t)(space - (name + from));

		if (at == NULL || at->kind != TERM_WORD || strncasecmp(at->text, name + from, width) != 0 ||
		    at->text[width] != '\0')
			return 0;
		at = at->next;
		from += width + 1;
	}
	return terms;
}

unsigned
phrase_terms(const struct grammar *grammar, enum keyword keyword, const struct term *at)
{
	const struct keyword_row *row = keyword_row(keyword);
	unsigned longest = 0;
	enum keyword_language language;
	size_t length;

	if (at->kind != TERM_WORD || (grammar->beginnings[keyword] & at->beginning) == 0)
		return 0;
	/* English names are ASCII; a Chinese name that begins in ASCII is an English one too. */
	language = (unsigned char)at->text[0] < 0x80 ? KEYWORD_ENGLISH : KEYWORD_CHINESE;
	for (const char *name = keyword_next_name(row, language, NULL, &length); name != NULL;
	    name = keyword_next_name(row, language, name, &length)) {
		unsigned terms = name_terms(name, length, at);

		if (terms > longest)
			longest = terms;
	}
	return longest;
}

struct term *
cursor_term(const struct cursor *cursor)
{
	return cursor->at == NULL || cursor->at->kind == TERM_SEMICOLON ? NULL : cursor->at;
}

void
cursor_move(struct cursor *cursor, unsigned terms)
{
	for (; terms > 0 && cursor->at != NULL; terms--) {
		cursor->behind = cursor->at;
		cursor->at = cursor->at->next;
	}
}

static bool
begins_one_of(const struct grammar *grammar, enum block block, const struct term *term)
{
	for (enum keyword word = grammar->first_in_block[block]; word != KEYWORD_NULL; word = grammar->next[word])
		if (phrase_terms(grammar, word, term) > 0)
			return true;
	return false;
}

bool
starts_statement(struct reader *reader, const struct term *term)
{
	if (!term->starts_line || term->kind != TERM_WORD)
		return false;
	if (term != reader->asked || reader->block != reader->asked_in) {
		reader->asked = term;
		reader->asked_in = reader->block;
		reader->answer = begins_one_of(reader->grammar, reader->block, term);
	}
	return reader->answer;
}

void
mark(struct reader *reader, const struct capture *capture, bool keep)
{
	if (reader->mark_count == SENTENCE_CAPTURES * 2 || (keep && reader->capture_count == SENTENCE_CAPTURES)) {
		reader->too_long = true;
		return;
	}
	reader->marks[reader->mark_count++] = *capture;
	if (keep)
		reader->captures[reader->capture_count++] = *capture;
}

void
failure_note(struct reader *reader, const struct cursor *cursor, const struct node *node)
{
	const struct term *at = cursor_term(cursor);
	uint32_t offset = cursor->at == NULL ? UINT32_MAX : cursor->at->start;

	if (reader->expected_count > 0 && offset < reader->failed_offset)
		return;
	if (reader->expected_count == 0 || offset > reader->failed_offset)
		reader->expected_count = 0;
	reader->failed_at = cursor->at;
	reader->failed_offset = offset;
	reader->failed_at_end = at == NULL || at->kind == TERM_BLOCK || starts_statement(reader, at);
	reader->failed_behind = cursor->behind;
	for (size_t i = 0; i < reader->expected_count; i++)
		if (reader->expected[i] == node)
			return;
	if (reader->expected_count < FAILURE_EXPECTED)
		reader->expected[reader->expected_count++] = node;
}

bool
word_read(struct reader *reader, enum keyword keyword, struct cursor *cursor, bool keep)
{
	struct term *at = cursor_term(cursor);
	unsigned terms = at == NULL ? 0 : phrase_terms(reader->grammar, keyword, at);
	struct capture capture = { .is_word = true, .keyword = keyword, .term = at, .terms = terms };

	if (terms == 0 || starts_statement(reader, at))
		return false;
	mark(reader, &capture, keep);
	cursor_move(cursor, terms);
	while (cursor->at != NULL && cursor->at->kind == TERM_COLON)
		cursor_move(cursor, 1);
	return true;
}

static bool
match_value(struct reader *reader, const struct node *node, struct cursor *cursor)
{
	struct capture capture;

	if (!value_read(reader, node->value, node->class, cursor, &capture)) {
		const struct term *at = cursor_term(cursor);

		if (node->value != VALUE_CONDITION || at == NULL || starts_statement(reader, at))
			failure_note(reader, cursor, node);
		return false;
	}
	mark(reader, &capture, true);
	return true;
}

/* A comma promises one more, so a list broken behind it is broken. */
static enum match
match_list(struct reader *reader, const struct node *node, struct cursor *cursor)
{
	if (!match_value(reader, node, cursor))
		return MATCH_NO;
	while (cursor->at != NULL && cursor->at->kind == TERM_COMMA) {
		cursor_move(cursor, 1);
		if (!match_value(reader, node, cursor))
			return MATCH_BROKEN;
	}
	return MATCH_YES;
}

static enum match
match_choice(struct reader *reader, const struct node *node, struct cursor *cursor)
{
	for (const struct node *way = node->first; way != NULL; way = way->next) {
		struct cursor here = *cursor;
		size_t captures = reader->capture_count, marks = reader->mark_count;
		enum match match = match_sequence(reader, way->first, &here);

		if (match == MATCH_YES)
			*cursor = here;
		if (match != MATCH_NO)
			return match;
		reader->capture_count = captures;
		reader->mark_count = marks;
	}
	return MATCH_NO;
}

static enum match
match_repeat(struct reader *reader, const struct node *node, struct cursor *cursor)
{
	enum match match;

	do {
		match = match_choice(reader, node->first, cursor);
	} while (match == MATCH_YES && node->kind == NODE_REPEAT);
	return match == MATCH_BROKEN ? MATCH_BROKEN : MATCH_YES;
}

static enum match
match_block(struct reader *reader, const struct node *node, struct cursor *cursor)
{
	if (cursor->at == NULL || cursor->at->kind != TERM_BLOCK) {
		failure_note(reader, cursor, node);
		return MATCH_NO;
	}
	reader->block_term = cursor->at;
	reader->block_kind = node->block;
	cursor_move(cursor, 1);
	return MATCH_YES;
}

static enum match
match_node(struct reader *reader, const struct node *node, struct cursor *cursor)
{
	switch (node->kind) {
	case NODE_WORD:
		if (word_read(reader, node->keyword, cursor, true))
			return MATCH_YES;
		failure_note(reader, cursor, node);
		return MATCH_NO;
	case NODE_VALUE:
		return match_value(reader, node, cursor) ? MATCH_YES : MATCH_NO;
	case NODE_LIST:
		return match_list(reader, node, cursor);
	case NODE_OPTION:
	case NODE_REPEAT:
		return match_repeat(reader, node, cursor);
	case NODE_CHOICE:
		return match_choice(reader, node, cursor);
	case NODE_SEQUENCE:
		return match_sequence(reader, node->first, cursor);
	case NODE_BLOCK:
		return match_block(reader, node, cursor);
	}
	return MATCH_NO;
}

/* Whether a word of the table was taken since `marks`. Values alone may still be read another way. */
static bool
took_word(const struct reader *reader, size_t marks)
{
	for (size_t i = marks; i < reader->mark_count; i++)
		if (reader->marks[i].is_word)
			return true;
	return false;
}

static enum match
match_sequence(struct reader *reader, const struct node *nodes, struct cursor *cursor)
{
	size_t marks = reader->mark_count;

	for (const struct node *node = nodes; node != NULL; node = node->next) {
		enum match match = match_node(reader, node, cursor);

		if (match == MATCH_BROKEN || (match == MATCH_NO && took_word(reader, marks)))
			return MATCH_BROKEN;
		if (match == MATCH_NO)
			return MATCH_NO;
	}
	return MATCH_YES;
}

bool
sentence_match(struct reader *reader, const struct keyword_row *row, struct cursor *cursor)
{
	reader->capture_count = 0;
	reader->mark_count = 0;
	reader->expected_count = 0;
	reader->block_term = NULL;
	reader->too_long = false;
	return match_sequence(reader, reader->grammar->arguments[row->id], cursor) == MATCH_YES;
}
