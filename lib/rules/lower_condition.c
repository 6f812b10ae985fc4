/* Conditions into the model, and the small values that all blocks share. */
#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "lib/rules/expand.h"
#include "lib/rules/lower.h"

struct steps
steps_of(const struct sentence *sentence)
{
	return (struct steps){ sentence->captures, sentence->captures + sentence->count };
}

bool
steps_word(struct steps *steps, enum keyword word)
{
	if (steps->at == steps->end || !steps->at->is_word || steps->at->keyword != word)
		return false;
	steps->at++;
	return true;
}

const struct capture *
steps_next(struct steps *steps)
{
	return steps->at == steps->end ? NULL : steps->at++;
}

const struct capture *
steps_value(struct steps *steps)
{
	return steps->at == steps->end || steps->at->is_word ? NULL : steps->at++;
}

const char *const *
lower_list(struct builder *builder, struct steps *steps, int kind)
{
	size_t count = 0;
	const char **list;

	while (steps->at + count < steps->end && !steps->at[count].is_word)
		count++;
	list = builder_take(builder, (count + 1) * sizeof(*list));
	for (size_t i = 0; i < count && list != NULL; i++, steps->at++) {
		list[i] = builder_text(builder, steps->at->text);
		if (kind >= 0)
			builder_refer(builder, (enum reference_kind)kind, list[i], steps->at->term);
	}
	return list;
}

static const char *
english_name(struct builder *builder, enum keyword keyword)
{
	char name[KEYWORD_TEXT_BYTES];

	return builder_text(builder, keyword_name(keyword, KEYWORD_ENGLISH, name));
}

const char *
lower_role_name(struct builder *builder, const char *name)
{
	enum keyword keyword = keyword_of_class(CLASS_ROLE, name);

	return keyword == KEYWORD_NULL ? builder_text(builder, name) : english_name(builder, keyword);
}

const char *
lower_role(struct builder *builder, const struct capture *capture)
{
	const char *role;

	if (capture->keyword == KEYWORD_R_ANY)
		return NULL;
	/* The reader has compared words with the table, but not names in quotes. */
	role = capture->keyword != KEYWORD_NULL ? english_name(builder, capture->keyword) :
	    capture->term->kind == TERM_WORD ? builder_text(builder, capture->text) :
	    lower_role_name(builder, capture->text);
	builder_refer(builder, REFER_ROLE, role, capture->term);
	return role;
}

const char *
lower_field(struct builder *builder, const struct capture *capture)
{
	return capture->keyword != KEYWORD_NULL ? english_name(builder, capture->keyword) :
	    builder_text(builder, capture->text);
}

enum severity
lower_severity(const struct capture *capture)
{
	return (enum severity)(capture->keyword - KEYWORD_NOTICE + SEVERITY_NOTICE);
}

enum message_language
lower_language(const struct capture *capture)
{
	return capture->keyword == KEYWORD_IN_CHINESE ? MESSAGE_LANGUAGE_CHINESE :
	    capture->keyword == KEYWORD_IN_ENGLISH ? MESSAGE_LANGUAGE_ENGLISH : MESSAGE_LANGUAGE_LOCALE;
}

const char *
lower_level(struct builder *builder, const struct capture *capture)
{
	return english_name(builder, capture->keyword);
}

struct instant
lower_instant(const struct capture *capture)
{
	return instant_of(capture->as.instant.date, capture->as.instant.second, zone_china);
}

bool
lower_once(struct builder *builder, const struct sentence *sentence, bool said[KEYWORD_COUNT])
{
	char name[KEYWORD_TEXT_BYTES];

	if (!said[sentence->row->id]) {
		said[sentence->row->id] = true;
		return true;
	}
	builder_error(builder, sentence->head, _("'%s' is said twice"),
	    keyword_name(sentence->row->id, KEYWORD_ENGLISH, name));
	builder_hint(builder, _("keep one of the two"));
	return false;
}

/* --- conditions ---------------------------------------------------------------------------------------------------- */

static struct condition *
new_condition(struct builder *builder, enum condition_kind kind)
{
	struct condition *condition = builder_take(builder, sizeof(*condition));

	if (condition != NULL)
		condition->kind = kind;
	return condition;
}

/* Words in braces must be variables. */
static void
check_variables(struct builder *builder, const struct capture *value)
{
	struct variable variable;

	for (const char *at = value->text; (at = variable_find(at, &variable)) != NULL; at = variable.end)
		if (variable.kind == VARIABLE_UNKNOWN) {
			builder_error(builder, value->term, _("unknown variable '%.*s'"), (int)(variable.end - variable.start),
			    variable.start);
			builder_hint(builder,
			    _("there are {year}, {half}, {quarter}, {month}, {week}, {unit} and {trigger.FIELD}"));
		}
}

static bool
has_variables(const char *text)
{
	struct variable variable;

	return variable_find(text, &variable) != NULL;
}

static void
set_pattern(struct builder *builder, struct condition *condition, const struct capture *value)
{
	if (has_variables(value->text)) {
		pattern_check_expanded(builder, value->text, value->term);
		return;
	}
	condition->pattern = builder_pattern(builder, value->text, value->term);
	if (condition->pattern != NULL && pattern_match(condition->pattern, "", 0) == PATTERN_YES) {
		builder_warning(builder, value->term, _("this pattern matches every text"));
		builder_hint(builder, _("leave the comparison out, or write what must stand there"));
	}
}

/* One comparison of the field with one value. */
static struct condition *
compare(struct builder *builder, const struct condition_node *node, enum condition_kind kind,
    const struct capture *value)
{
	struct condition *condition = new_condition(builder, kind);

	if (condition == NULL)
		return NULL;
	condition->field = lower_field(builder, &node->field);
	if (value == NULL)
		return condition;
	if (kind == CONDITION_ON_OR_AFTER || kind == CONDITION_ON_OR_BEFORE) {
		condition->date = value->as.date;
	} else if (kind == CONDITION_AT_LEAST || kind == CONDITION_AT_MOST) {
		condition->number = value->as.number;
	} else {
		condition->value = builder_text(builder, value->text);
		check_variables(builder, value);
		if (kind == CONDITION_MATCHES)
			set_pattern(builder, condition, value);
	}
	return condition;
}

static struct condition *
compare_each(struct builder *builder, const struct condition_node *node, enum condition_kind joint,
    enum condition_kind kind)
{
	struct condition *condition = new_condition(builder, joint);
	const struct condition **end;

	if (condition == NULL)
		return NULL;
	end = &condition->first;
	for (size_t i = 0; i < node->count; i++) {
		struct condition *one = compare(builder, node, kind, &node->values[i]);

		if (one == NULL)
			return condition;
		*end = one;
		end = &one->next;
	}
	return condition;
}

static struct condition *
negate(struct builder *builder, struct condition *condition)
{
	struct condition *negation = new_condition(builder, CONDITION_NOT);

	if (negation != NULL)
		negation->first = condition;
	return negation;
}

static struct condition *
lower_test_node(struct builder *builder, const struct condition_node *node)
{
	switch ((int)node->operator) {
	case KEYWORD_MATCHES: return compare(builder, node, CONDITION_MATCHES, node->values);
	case KEYWORD_NOT_MATCHES: return negate(builder, compare(builder, node, CONDITION_MATCHES, node->values));
	case KEYWORD_CONTAINS: return compare(builder, node, CONDITION_CONTAINS, node->values);
	case KEYWORD_NOT_CONTAINS: return negate(builder, compare(builder, node, CONDITION_CONTAINS, node->values));
	case KEYWORD_CONTAINS_ALL: return compare_each(builder, node, CONDITION_ALL, CONDITION_CONTAINS);
	case KEYWORD_CONTAINS_ANY: return compare_each(builder, node, CONDITION_ANY, CONDITION_CONTAINS);
	case KEYWORD_IS_ONE_OF: return compare_each(builder, node, CONDITION_ANY, CONDITION_EQUALS);
	case KEYWORD_IS: return compare(builder, node, CONDITION_EQUALS, node->values);
	case KEYWORD_IS_NOT: return negate(builder, compare(builder, node, CONDITION_EQUALS, node->values));
	case KEYWORD_EXISTS: return compare(builder, node, CONDITION_EXISTS, NULL);
	case KEYWORD_IS_MISSING: return negate(builder, compare(builder, node, CONDITION_EXISTS, NULL));
	case KEYWORD_NO_LESS: return compare(builder, node, CONDITION_AT_LEAST, node->values);
	case KEYWORD_NO_MORE: return compare(builder, node, CONDITION_AT_MOST, node->values);
	case KEYWORD_ON_OR_AFTER: return compare(builder, node, CONDITION_ON_OR_AFTER, node->values);
	case KEYWORD_ON_OR_BEFORE: return compare(builder, node, CONDITION_ON_OR_BEFORE, node->values);
	default: builder->status = STATUS_INTERNAL; return NULL;
	}
}

/* Depth is bounded by the nesting of parentheses, LIMIT_RULE_DEPTH. */
static struct condition *
lower_node(struct builder *builder, const struct condition_node *node)
{
	static const enum condition_kind kinds[] = { [NODE_AND] = CONDITION_ALL, [NODE_OR] = CONDITION_ANY,
		[NODE_NOT] = CONDITION_NOT };
	struct condition *condition;
	const struct condition **end;

	if (node->kind == NODE_TEST)
		return lower_test_node(builder, node);
	condition = new_condition(builder, kinds[node->kind]);
	if (condition == NULL)
		return NULL;
	end = &condition->first;
	for (const struct condition_node *child = node->first; child != NULL; child = child->next) {
		struct condition *lowered = lower_node(builder, child);

		if (lowered == NULL)
			return condition;
		*end = lowered;
		end = &lowered->next;
	}
	return condition;
}

const struct condition *
lower_condition(struct builder *builder, const struct condition_node *node)
{
	return node == NULL ? NULL : lower_node(builder, node);
}
