/* A ruleset while it is built: what the files say so far, and the names that still have to be checked. */
#ifndef GONGKAI_RULES_BUILD_H
#define GONGKAI_RULES_BUILD_H

#include <stdbool.h>

#include "base/arena.h"
#include "lib/rules/sentence.h"
#include "rules/pattern.h"
#include "rules/ruleset.h"

struct role_rules {
	const char *role;
	const struct rule *const *rules;
	size_t count;
};

struct ruleset {
	size_t references;
	struct arena *arena;
	uint64_t digest;
	struct settings settings;
	struct site *sites;
	struct roster *rosters;
	struct route *routes;
	struct rule_test *tests;
	const struct rule **rules;            /* in the order of the files */
	size_t rule_count;

	/* Sorted by name. */
	const struct site **sites_by_name;
	const struct column **columns_by_name; /* by site, then column */
	const struct roster **rosters_by_name;
	const struct route **routes_by_name;
	const struct rule **rules_by_name;
	size_t site_count, column_count, roster_count, route_count;

	struct role_rules *by_role;           /* sorted by role */
	size_t role_count;
	struct role_rules any_role;           /* for roles that no rule names */
	struct role_rules *by_event;          /* sorted by event */
	size_t event_count;
	struct role_rules timed;

	struct pattern **patterns;
	size_t pattern_count;
};

/* What a name in the files refers to. */
enum reference_kind { REFER_ROLE, REFER_SITE, REFER_UNIT, REFER_TEST_UNIT, REFER_ROSTER, REFER_ROUTE, REFER_RULE };

/* A place in the files. */
struct place {
	const struct source_text *source;
	uint32_t start, end;
};

struct reference {
	enum reference_kind kind;
	const char *name;
	struct place place;
	struct reference *next;
};

/* Where each named thing was defined, for "already defined" and for warnings about rules. */
struct definition {
	const char *word;   /* "rule", "site", ... */
	const char *name;
	const void *what;
	struct place place;
	struct place limit;   /* rules: the statement with the limit; start == end where none */
	struct place pattern; /* rules: the trigger's condition */
	bool is_historical;
	size_t order;         /* in the files */
	struct definition *next;
};

struct builder {
	struct arena *arena;   /* of the ruleset */
	struct arena *scratch; /* until the ruleset is finished */
	struct ruleset *ruleset;
	struct diagnostics *diagnostics;
	const struct source_text *source; /* the file being lowered */
	enum status status;

	struct site **last_site;
	struct roster **last_roster;
	struct route **last_route;
	struct rule_test **last_test;
	size_t rule_capacity;
	size_t entries;        /* all named things so far */
	struct reference *references, **last_reference;
	struct definition *definitions, **last_definition;
	void *pattern_tree;    /* tsearch(3): patterns by their text, each compiled once */
	size_t pattern_capacity;
	bool said_setting[KEYWORD_COUNT];
	struct {
		const struct source_text *source;
		uint32_t offset;
		size_t line;
	} line_mark;           /* lines are counted on from here: files are lowered from front to back */
};

/* --- ruleset ----------------------------------------------------------------------------------------------------- */

MUST_USE enum status builder_start(struct builder *builder, struct diagnostics *diagnostics);

/* Makes the indexes; lookups in the ruleset work from here on. */
MUST_USE enum status builder_index(struct builder *builder);

/* Frees what is left, the ruleset too unless it was taken out. */
void builder_clear(struct builder *builder);

/* --- helpers ------------------------------------------------------------------------------------------------------ */

/* A copy in the ruleset's arena; remembers when memory runs out and then gives "". */
const char *builder_text(struct builder *builder, const char *text);

/* The compiled pattern of a text, shared between equal ones; NULL where it is wrong, which is reported. */
const struct pattern *builder_pattern(struct builder *builder, const char *text, const struct term *term);

void builder_error(struct builder *builder, const struct term *term, const char *format, ...) PRINTF_LIKE(3, 4);
void builder_warning(struct builder *builder, const struct term *term, const char *format, ...) PRINTF_LIKE(3, 4);
void builder_hint(struct builder *builder, const char *hint);

/* Compiles a pattern with its variables replaced by examples, and reports what is wrong. */
void pattern_check_expanded(struct builder *builder, const char *text, const struct term *term);

struct place builder_place(const struct builder *builder, const struct term *term);
void builder_refer(struct builder *builder, enum reference_kind kind, const char *name, const struct term *term);
/* NULL once memory ran out. */
struct definition *builder_define(struct builder *builder, const char *word, const char *name, const void *what,
    const struct term *term);

/* Line of a byte of the current file. */
size_t builder_line(struct builder *builder, uint32_t offset);

/* Zeroed memory in the ruleset's arena; NULL once memory ran out. */
void *builder_take(struct builder *builder, size_t size);

/* --- sentences into the model --------------------------------------------------------------------------------------- */

void lower_file(struct builder *builder, const struct sentence *sentences);
void lower_settings(struct builder *builder, const struct sentence *block);
void lower_site(struct builder *builder, const struct sentence *site);
void lower_roster(struct builder *builder, const struct sentence *roster);
void lower_route(struct builder *builder, const struct sentence *route);
void lower_rule(struct builder *builder, const struct sentence *rule);
void lower_test(struct builder *builder, const struct sentence *test);

/* --- checks of the whole ---------------------------------------------------------------------------------------------- */

void check_names(struct builder *builder);
void check_rules(struct builder *builder, const struct date *today);

#endif
