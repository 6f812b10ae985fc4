/* Access to the table of keywords. */
#include "rules/keyword.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct keyword_row rows[KEYWORD_COUNT] = {
#define STATEMENT(block, id, english, chinese, arguments, help, chinese_help) \
	[KEYWORD_##id] = { KEYWORD_##id, CLASS_STATEMENT, BLOCK_##block, { english, chinese }, arguments, \
		{ help, chinese_help } },
#define WORD(class, id, english, chinese, help, chinese_help) \
	[KEYWORD_##id] = { KEYWORD_##id, CLASS_##class, BLOCK_NONE, { english, chinese }, NULL, { help, chinese_help } },
#include "rules/keywords.def"
#undef STATEMENT
#undef WORD
};

static const char *const block_names[BLOCK_COUNT] = {
	[BLOCK_FILE] = "file", [BLOCK_SETTINGS] = "settings", [BLOCK_MAIL] = "mail", [BLOCK_SITE] = "site",
	[BLOCK_COLUMN] = "column", [BLOCK_ROSTER] = "roster", [BLOCK_CATALOGUE] = "catalogue",
	[BLOCK_ROUTE] = "route", [BLOCK_RULE] = "rule", [BLOCK_TEST] = "test",
};

static const char *const class_names[CLASS_COUNT] = {
	[CLASS_STATEMENT] = "STATEMENT", [CLASS_KEY] = "KEY", [CLASS_OPERATOR] = "OPERATOR",
	[CLASS_SEVERITY] = "SEVERITY", [CLASS_GRADE] = "GRADE", [CLASS_LEVEL] = "LEVEL",
	[CLASS_LANGUAGE] = "LANGUAGE", [CLASS_FACILITY] = "FACILITY", [CLASS_WEBHOOK] = "WEBHOOK",
	[CLASS_STATE] = "STATE", [CLASS_DETECTOR] = "DETECTOR", [CLASS_INTEGRITY] = "INTEGRITY",
	[CLASS_FIELD] = "FIELD", [CLASS_ROLE] = "ROLE",
};

const struct keyword_row *
keyword_row(enum keyword keyword)
{
	return &rows[(unsigned)keyword < KEYWORD_COUNT ? keyword : KEYWORD_NULL];
}

/* Of the first of several names; shorter than what strcspn() needs to begin. */
static size_t
name_length(const char *names)
{
	size_t length = 0;

	while (names[length] != '|' && names[length] != '\0')
		length++;
	return length;
}

const char *
keyword_next_name(const struct keyword_row *row, enum keyword_language language, const char *at, size_t *length)
{
	if (at == NULL) {
		at = row->names[language];
		if (at == NULL)
			return NULL;
	} else {
		at += name_length(at);
		if (*at == '\0')
			return NULL;
		at++;
	}
	*length = name_length(at);
	return at;
}

const char *
keyword_name(enum keyword keyword, enum keyword_language language, char text[KEYWORD_TEXT_BYTES])
{
	size_t length = 0;
	const char *name = keyword_next_name(keyword_row(keyword), language, NULL, &length);

	snprintf(text, KEYWORD_TEXT_BYTES, "%.*s", (int)length, name == NULL ? "" : name);
	return text;
}

const char *
block_name(enum block block)
{
	return (unsigned)block < BLOCK_COUNT ? block_names[block] : "";
}

const char *
keyword_class_name(enum keyword_class class)
{
	return (unsigned)class < CLASS_COUNT ? class_names[class] : "";
}

uint64_t
keyword_beginning(const char *word)
{
	unsigned hash = 0;

	for (int i = 0; i < 6 && *word != '\0' && *word != ' ' && *word != '|'; i++, word++)
		hash = hash * 31 + (unsigned char)(*word >= 'A' && *word <= 'Z' ? *word + ('a' - 'A') : *word);
	return UINT64_C(1) << (hash * UINT32_C(2654435769) >> 26);
}

static bool
has_name(const struct keyword_row *row, enum keyword_language language, const char *name)
{
	size_t wanted = strlen(name);
	size_t length;

	for (const char *at = keyword_next_name(row, language, NULL, &length); at != NULL;
	    at = keyword_next_name(row, language, at, &length))
		if (length == wanted && strncasecmp(at, name, length) == 0)
			return true;
	return false;
}

enum keyword
keyword_of_class(enum keyword_class class, const char *name)
{
	for (unsigned i = 1; i < KEYWORD_COUNT; i++)
		if (rows[i].class == class &&
		    (has_name(&rows[i], KEYWORD_ENGLISH, name) || has_name(&rows[i], KEYWORD_CHINESE, name)))
			return (enum keyword)i;
	return KEYWORD_NULL;
}
