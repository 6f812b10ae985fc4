/* What the files that turn sentences into the model share. */
#ifndef GONGKAI_RULES_LOWER_H
#define GONGKAI_RULES_LOWER_H

#include <limits.h>

#include "lib/rules/build.h"

/* Of a column that says nothing itself; the settings may stand behind it. */
#define PAGES_BY_SETTING UINT_MAX

/* Steps through the captures of one sentence. */
struct steps {
	const struct capture *at, *end;
};

struct steps steps_of(const struct sentence *sentence);

/* Whether the next capture is this word; then it is passed. */
bool steps_word(struct steps *steps, enum keyword word);

/* The next capture, which is passed; NULL at the end. */
const struct capture *steps_next(struct steps *steps);

/* The next capture where it is a value, not a word between values; then it is passed. */
const struct capture *steps_value(struct steps *steps);

/* Values up to the next word, as a NULL-terminated list; each is referred to as `kind` unless that is -1. */
const char *const *lower_list(struct builder *builder, struct steps *steps, int kind);

/* The canonical name of a role; NULL for any role. Refers to it. */
const char *lower_role(struct builder *builder, const struct capture *capture);
const char *lower_role_name(struct builder *builder, const char *name);

/* The canonical name of a field, or the label. */
const char *lower_field(struct builder *builder, const struct capture *capture);

enum severity lower_severity(const struct capture *capture);
enum message_language lower_language(const struct capture *capture);
const char *lower_level(struct builder *builder, const struct capture *capture);

struct instant lower_instant(const struct capture *capture);

/* NULL for NULL. */
const struct condition *lower_condition(struct builder *builder, const struct condition_node *node);

/* Reports a statement that stands twice in a block; `said` is by keyword. */
bool lower_once(struct builder *builder, const struct sentence *sentence, bool said[KEYWORD_COUNT]);

/* expect: its captures into the rule. */
struct rule_draft;
void lower_expect(struct builder *builder, struct rule_draft *draft, const struct sentence *sentence);

/* A rule with what is needed to judge whether its statements go together. */
struct rule_draft {
	struct rule *rule;
	const struct sentence *sentence;   /* the rule itself */
	const struct sentence *trigger;    /* when or each, NULL for none */
	const struct sentence *expect;
	const struct sentence *limit;      /* within, same day, by or before, NULL for none */
	const struct sentence *each;       /* each unit of, each entry of */
	bool after_period;
	bool is_historical;
	bool said[KEYWORD_COUNT];
	struct rule_moment *last_moment;
};

void lower_rule_together(struct builder *builder, struct rule_draft *draft);

#endif
