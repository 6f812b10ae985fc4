/* Statements of blocks: finds the keyword, has its arguments matched, and goes on after a fault. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "lib/rules/sentence.h"
#include "lib/rules/suggest.h"

static const char *
block_text(enum block block)
{
	static const char *const texts[BLOCK_COUNT] = {
		[BLOCK_FILE] = N_("a file"), [BLOCK_SETTINGS] = N_("the settings"), [BLOCK_MAIL] = N_("the mail settings"),
		[BLOCK_SITE] = N_("a site"), [BLOCK_COLUMN] = N_("a column"), [BLOCK_ROSTER] = N_("a roster"),
		[BLOCK_CATALOGUE] = N_("a catalogue"), [BLOCK_ROUTE] = N_("a route"), [BLOCK_RULE] = N_("a rule"),
		[BLOCK_TEST] = N_("a test"),
	};

	return _(texts[block]);
}

static void PRINTF_LIKE(3, 4)
complain(struct reader *reader, const struct term *term, const char *format, ...)
{
	char text[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	diagnostics_add(reader->diagnostics, DIAGNOSTIC_ERROR, reader->source, term->start, term->end, "%s", text);
}

static const struct keyword_row *
find_statement(const struct reader *reader, enum block block, const struct term *at, unsigned *terms)
{
	const struct keyword_row *best = NULL;

	*terms = 0;
	for (enum keyword word = reader->grammar->first_in_block[block]; word != KEYWORD_NULL;
	    word = reader->grammar->next[word]) {
		unsigned here = phrase_terms(reader->grammar, word, at);

		if (here > *terms) {
			*terms = here;
			best = keyword_row(word);
		}
	}
	return best;
}

/* --- suggestions ----------------------------------------------------------------------------------------------- */

/* The terms from here, as many as the name has words. */
static void
same_number_of_words(const struct term *at, const char *name, size_t length, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i <= length; i++) {
		if (i < length && name[i] != ' ')
			continue;
		if (at == NULL || at->kind != TERM_WORD || used + strlen(at->text) + 2 > size) {
			text[0] = '\0';
			return;
		}
		used += (size_t)snprintf(text + used, size - used, "%s%s", used > 0 ? " " : "", at->text);
		at = at->next;
	}
}

static void
offer_row(struct suggestion *best, const struct keyword_row *row, const struct term *at)
{
	for (int language = KEYWORD_ENGLISH; language <= KEYWORD_CHINESE; language++) {
		size_t length;

		for (const char *name = keyword_next_name(row, (enum keyword_language)language, NULL, &length); name != NULL;
		    name = keyword_next_name(row, (enum keyword_language)language, name, &length)) {
			char text[KEYWORD_TEXT_BYTES * 2];
			struct suggestion here = { .wrong = text };

			same_number_of_words(at, name, length, text, sizeof(text));
			suggestion_offer(&here, name, length);
			if (here.best[0] != '\0' && (best->best[0] == '\0' || here.distance < best->distance)) {
				memcpy(best->best, here.best, sizeof(best->best));
				best->distance = here.distance;
			}
		}
	}
}

/* The statement most like what stands here; NULL where none is. */
static const struct keyword_row *
similar_statement(const struct reader *reader, const struct term *at, struct suggestion *best)
{
	const struct keyword_row *found = NULL;

	*best = (struct suggestion){ .wrong = at->text };
	for (enum keyword word = reader->grammar->first_in_block[reader->block]; word != KEYWORD_NULL;
	    word = reader->grammar->next[word]) {
		struct suggestion before = *best;

		offer_row(best, keyword_row(word), at);
		if (best->best[0] != '\0' && strcmp(before.best, best->best) != 0)
			found = keyword_row(word);
	}
	return found;
}

/* A block in which this word begins a statement; BLOCK_NONE for none. */
static enum block
other_block(const struct reader *reader, const struct term *at)
{
	unsigned terms;

	for (unsigned block = 0; block < BLOCK_COUNT; block++)
		if (block != reader->block && find_statement(reader, (enum block)block, at, &terms) != NULL)
			return (enum block)block;
	return BLOCK_NONE;
}

static unsigned
words_in(const char *name)
{
	unsigned words = 1;

	for (; *name != '\0'; name++)
		words += *name == ' ';
	return words;
}

/* The expected word most like what stands there, also among the words of a class. */
static bool
similar_expected(const struct reader *reader, const struct term *at, struct suggestion *best)
{
	*best = (struct suggestion){ .wrong = at->text };
	for (size_t i = 0; i < reader->expected_count; i++) {
		const struct node *node = reader->expected[i];

		if (node->kind == NODE_WORD)
			offer_row(best, keyword_row(node->keyword), at);
		if (node->kind != NODE_BLOCK && node->kind != NODE_WORD && node->value == VALUE_WORD_OF_CLASS)
			for (enum keyword word = reader->grammar->first_in_class[node->class]; word != KEYWORD_NULL;
			    word = reader->grammar->next[word])
				offer_row(best, keyword_row(word), at);
	}
	return best->best[0] != '\0';
}

/* Reports a word that begins no statement here. Returns what was most likely meant, with the terms it covers. */
static const struct keyword_row *
unknown_statement(struct reader *reader, const struct term *at, unsigned *terms)
{
	struct suggestion best, further;
	const struct keyword_row *meant = similar_statement(reader, at, &best);
	enum block elsewhere = other_block(reader, at);

	reader->faults++;
	if (elsewhere == BLOCK_FILE && reader->block != BLOCK_FILE && reader->said_unclosed)
		return NULL; /* a block that was never closed swallows all that follows: once is enough */
	if (elsewhere == BLOCK_FILE)
		reader->said_unclosed = true;
	if (reader->failed_at == at && similar_expected(reader, at, &further)) {
		complain(reader, at, _("'%s' cannot stand here"), at->text);
		diagnostics_hint(reader->diagnostics, _("did you mean '%s'?"), further.best);
		return NULL;
	}
	complain(reader, at, _("'%s' begins no statement of %s"), at->text, block_text(reader->block));
	if (elsewhere == BLOCK_FILE && reader->block != BLOCK_FILE)
		diagnostics_hint(reader->diagnostics, _("it stands outside of %s: is a '}' missing before it?"),
		    block_text(reader->block));
	else if (elsewhere != BLOCK_NONE)
		diagnostics_hint(reader->diagnostics, _("it belongs into %s"), block_text(elsewhere));
	else if (meant != NULL)
		diagnostics_hint(reader->diagnostics, _("did you mean '%s'?"), best.best);
	else
		diagnostics_hint(reader->diagnostics, _("'gongkaictl keywords %s' lists what may stand here"),
		    block_name(reader->block));
	if (elsewhere != BLOCK_NONE || meant == NULL)
		return NULL;
	*terms = words_in(best.best);
	return meant;
}

/* --- failures -------------------------------------------------------------------------------------------------- */

/* Whoever writes Chinese words is told Chinese ones. */
static enum keyword_language
language_of(const struct sentence *sentence)
{
	return (unsigned char)sentence->head->text[0] < 0x80 ? KEYWORD_ENGLISH : KEYWORD_CHINESE;
}

static void
expected_text(const struct node *node, enum keyword_language language, char *text, size_t size)
{
	char name[KEYWORD_TEXT_BYTES];

	if (node->kind == NODE_WORD)
		snprintf(text, size, "'%s'", keyword_name(node->keyword, language, name));
	else if (node->kind == NODE_BLOCK)
		snprintf(text, size, "%s", _("a block in braces { }"));
	else
		snprintf(text, size, "%s", value_kind_text(node->value, node->class));
}

/* "'where', 'within' or a number". */
static void
expected_list(const struct reader *reader, enum keyword_language language, char *text, size_t size)
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < reader->expected_count && used < size; i++) {
		char one[160];
		const char *joint = i == 0 ? "" : i + 1 == reader->expected_count ? _(" or ") : _(", ");

		expected_text(reader->expected[i], language, one, sizeof(one));
		used += (size_t)snprintf(text + used, size - used, "%s%s", joint, one);
	}
}

static void
report_end(struct reader *reader, const struct sentence *sentence, const char *expected)
{
	const struct term *behind = reader->failed_behind == NULL ? sentence->head : reader->failed_behind;
	char name[KEYWORD_TEXT_BYTES];

	diagnostics_add(reader->diagnostics, DIAGNOSTIC_ERROR, reader->source, behind->start, behind->end,
	    _("the statement '%s' is not complete"), keyword_name(sentence->row->id, language_of(sentence), name));
	diagnostics_hint(reader->diagnostics, _("after this there must be %s"), expected);
}

static bool
is_word_of_class(const struct node *node)
{
	return node->kind == NODE_VALUE && node->value == VALUE_WORD_OF_CLASS;
}

/* A number was there, but no unit of time behind it. */
static bool
report_unit(struct reader *reader, const struct term *at)
{
	const struct term *unit = at->next;
	bool is_span = false;

	for (size_t i = 0; i < reader->expected_count; i++)
		is_span = is_span || (reader->expected[i]->kind == NODE_VALUE && reader->expected[i]->value == VALUE_SPAN);
	if (!is_span || at->kind != TERM_WORD || at->text[strspn(at->text, "0123456789")] != '\0' || unit == NULL ||
	    unit->kind != TERM_WORD || unit->starts_line)
		return false;
	if (at->text[strspn(at->text, "0")] == '\0') {
		complain(reader, at, "%s", _("a duration is longer than nothing"));
		return true;
	}
	complain(reader, unit, _("'%s' is no unit of time"), unit->text);
	diagnostics_hint(reader->diagnostics,
	    _("there are minutes, hours, days, working days, weeks, months, quarters and years"));
	return true;
}

/* 3月: the month, or three months? */
static bool
is_month_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && strcmp(text + digits, "月") == 0;
}

static void
report_term(struct reader *reader, const struct term *at, const char *expected)
{
	struct suggestion best = { .wrong = "" };

	if (report_unit(reader, at))
		return;

	if (at->kind == TERM_WORD)
		(void)similar_expected(reader, at, &best);
	if (at->kind == TERM_WORD && reader->expected_count == 1 && is_word_of_class(reader->expected[0]) &&
	    reader->expected[0]->class == CLASS_FIELD)
		complain(reader, at, _("unknown field '%s'"), at->text);
	else if (at->kind == TERM_WORD || at->kind == TERM_STRING)
		complain(reader, at, _("'%s' cannot stand here"), at->text);
	else
		complain(reader, at, "%s", _("this cannot stand here"));
	if (best.best[0] != '\0')
		diagnostics_hint(reader->diagnostics, _("did you mean '%s'?"), best.best);
	else if (at->kind == TERM_WORD && is_month_number(at->text))
		diagnostics_hint(reader->diagnostics, "%s", _("3月 is March; three months are 3个月"));
	else
		diagnostics_hint(reader->diagnostics, _("here there must be %s"), expected);
}

void
failure_report(struct reader *reader, const struct sentence *sentence)
{
	char expected[512];

	if (reader->too_long) {
		complain(reader, sentence->head, "%s", _("this statement is too long"));
		return;
	}
	expected_list(reader, language_of(sentence), expected, sizeof(expected));
	if (reader->failed_at_end || reader->failed_at == NULL || reader->failed_at->kind == TERM_SEMICOLON)
		report_end(reader, sentence, expected);
	else
		report_term(reader, reader->failed_at, expected);
	reader->expected_count = 0;
}

/* --- marks ----------------------------------------------------------------------------------------------------- */

static enum term_meaning
meaning_of(const struct capture *capture)
{
	if (capture->is_word || (capture->value == VALUE_WORD_OF_CLASS && capture->keyword != KEYWORD_NULL))
		return MEANING_KEYWORD;
	switch (capture->value) {
	case VALUE_SPAN: return MEANING_SPAN;
	case VALUE_DATE: return MEANING_DATE;
	case VALUE_MONTHDAY: return MEANING_MONTH_DAY;
	case VALUE_PERCENT: return MEANING_PERCENT;
	case VALUE_DURATION: return MEANING_DURATION;
	default: return MEANING_NONE;
	}
}

static void
mark_term(const struct capture *capture)
{
	struct term *term = capture->term;
	enum term_meaning meaning = meaning_of(capture);

	if (meaning == MEANING_NONE)
		return;
	term->meaning = meaning;
	if (meaning == MEANING_KEYWORD)
		term->value.keyword = capture->keyword;
	else if (meaning == MEANING_SPAN)
		term->value.span = capture->as.span;
	else if (meaning == MEANING_DATE)
		term->value.number = capture->as.date.days;
	else
		term->value.number = (int32_t)capture->as.number;
	for (unsigned i = 1; i < capture->terms; i++) {
		term = term->next;
		term->meaning = MEANING_SKIPPED;
	}
}

/* --- statements ------------------------------------------------------------------------------------------------ */

static enum block
block_of(const struct reader *reader, const struct keyword_row *row)
{
	for (const struct node *node = reader->grammar->arguments[row->id]; node != NULL; node = node->next)
		if (node->kind == NODE_BLOCK)
			return node->block;
	return BLOCK_NONE;
}

/* The block behind a statement that stands in the wrong place: it is read for its own faults all the same. */
static enum block
block_of_misplaced(const struct reader *reader, const struct term *at)
{
	enum block elsewhere = other_block(reader, at);
	const struct keyword_row *row = NULL;
	unsigned terms;

	if (at->kind == TERM_WORD && elsewhere != BLOCK_NONE)
		row = find_statement(reader, elsewhere, at, &terms);
	return row == NULL ? BLOCK_NONE : block_of(reader, row);
}

/* Goes on behind a fault: to the next line or semicolon, past a block. The block of a statement that was
 * recognised is read for its own faults. */
static void
recover(struct reader *reader, struct cursor *cursor, enum block inside)
{
	while (cursor->at != NULL && cursor->at->kind != TERM_SEMICOLON) {
		struct term *at = cursor->at;

		if (at->starts_line && at->kind != TERM_BLOCK)
			return;
		cursor_move(cursor, 1);
		if (at->kind == TERM_BLOCK) {
			if (inside != BLOCK_NONE)
				(void)reader_block(reader, inside, at->first);
			return;
		}
	}
}

static struct sentence *
keep_sentence(struct reader *reader, struct sentence *draft, const struct cursor *cursor)
{
	struct sentence *sentence = arena_take(reader->arena, sizeof(*sentence));
	struct capture *captures = arena_take_array(reader->arena, reader->capture_count + 1, sizeof(*captures));
	struct term *behind = cursor->behind;
	size_t faults = reader->faults;

	if (sentence == NULL || captures == NULL) {
		reader->status = STATUS_NO_MEMORY;
		return NULL;
	}
	memcpy(captures, reader->captures, reader->capture_count * sizeof(*captures));
	*sentence = *draft;
	sentence->captures = captures;
	sentence->count = reader->capture_count;
	sentence->end = behind->kind == TERM_BLOCK ? behind->start : behind->end;
	for (size_t i = 0; i < reader->mark_count; i++)
		mark_term(&reader->marks[i]);
	if (reader->block_term != NULL) {
		enum block block = reader->block;
		struct term *inside = reader->block_term;

		sentence->block = inside;
		sentence->first = reader_block(reader, reader->block_kind, inside->first);
		sentence->has_faults = reader->faults > faults;
		reader->block = block;
	}
	return sentence;
}

/* The keyword at the cursor, or the one that was most likely meant. */
static const struct keyword_row *
statement_at(struct reader *reader, struct cursor *cursor)
{
	struct term *at = cursor->at;
	const struct keyword_row *row;
	unsigned terms;

	if (at->kind != TERM_WORD) {
		reader->faults++;
		complain(reader, at, _("a statement of %s must begin with a word"), block_text(reader->block));
		return NULL;
	}
	row = find_statement(reader, reader->block, at, &terms);
	if (row == NULL) {
		row = unknown_statement(reader, at, &terms);
	} else {
		at->meaning = MEANING_KEYWORD;
		at->value.keyword = row->id;
		for (unsigned i = 1; i < terms; i++) {
			at = at->next;
			at->meaning = MEANING_SKIPPED;
		}
	}
	if (row != NULL)
		cursor_move(cursor, terms);
	while (row != NULL && cursor->at != NULL && cursor->at->kind == TERM_COLON)
		cursor_move(cursor, 1);
	return row;
}

static struct sentence *
read_statement(struct reader *reader, struct cursor *cursor)
{
	enum block block = reader->block;
	struct sentence draft = { .head = cursor->at };

	cursor->at->starts_statement = true;
	draft.row = statement_at(reader, cursor);
	if (draft.row == NULL) {
		cursor_move(cursor, 1);
		recover(reader, cursor, block_of_misplaced(reader, draft.head));
		reader->block = block;
		return NULL;
	}
	if (!sentence_match(reader, draft.row, cursor)) {
		reader->faults++;
		failure_report(reader, &draft);
		recover(reader, cursor, block_of(reader, draft.row));
		reader->block = block;
		return NULL;
	}
	return keep_sentence(reader, &draft, cursor);
}

struct sentence *
reader_block(struct reader *reader, enum block block, struct term *first)
{
	struct sentence *sentences = NULL, **end = &sentences;
	struct cursor cursor = { first, NULL };

	while (cursor.at != NULL && reader->status == STATUS_OK) {
		reader->block = block;
		if (cursor.at->kind == TERM_SEMICOLON) {
			cursor_move(&cursor, 1);
			continue;
		}
		*end = read_statement(reader, &cursor);
		if (*end != NULL)
			end = &(*end)->next;
	}
	return sentences;
}
