/* Facts: what there is to say about a notice. */
#include "lib/notify/facts.h"

#include <inttypes.h>
#include <string.h>

#include "base/message.h"

static void
fact_add(struct facts *facts, const char *label, const char *value, const char *link)
{
	if (value == NULL || facts->count == FACTS_LAST)
		return;
	facts->rows[facts->count++] = (struct fact){ label, value, link };
}

/* As fact_add(), for a value just made in the arena. */
static void
fact_add_made(struct facts *facts, const char *label, const char *made)
{
	if (made == NULL)
		facts->failed = true;
	fact_add(facts, label, made, NULL);
}

static const char *
origin_text(enum limit_origin origin)
{
	switch (origin) {
	case ORIGIN_CLAUSE:
		return _("the limit stands in the clause itself");
	case ORIGIN_NATIONAL:
		return _("the limit comes from a national rule behind the clause");
	case ORIGIN_LOCAL_DEFAULT:
		return _("the limit is a local default: the clause names no number");
	}
	return "";
}

static const char *
severity_text(enum severity severity)
{
	switch (severity) {
	case SEVERITY_NOTICE:
		return _("for information");
	case SEVERITY_MINOR:
		return _("minor");
	case SEVERITY_MAJOR:
		return _("major");
	case SEVERITY_CRITICAL:
		return _("critical");
	}
	return "";
}

static const char *
date_source_text(enum value_source source)
{
	switch (source) {
	case VALUE_SOURCE_NONE:
		return _("no date shown");
	case VALUE_SOURCE_META:
		return _("from the page's meta tags");
	case VALUE_SOURCE_TABLE:
		return _("from the page's field table");
	case VALUE_SOURCE_LABEL:
		return _("from a label on the page");
	case VALUE_SOURCE_URL:
		return _("from the address");
	case VALUE_SOURCE_LIST:
		return _("from the list page");
	case VALUE_SOURCE_TEXT:
		return _("from the text");
	case VALUE_SOURCE_OPERATOR:
		return _("entered by an operator");
	}
	return "";
}

const char *
facts_headline(const struct engine_notice *notice)
{
	switch (notice->kind) {
	case ENGINE_TRANSITION:
		return notice->transition == NULL ? "" : duty_state_text(notice->transition->to);
	case ENGINE_REMINDER:
		return _("due soon");
	case ENGINE_ESCALATION:
		return _("still overdue");
	case ENGINE_DUE_MOVED:
		return _("the last day moved");
	case ENGINE_TROUBLE:
		return _("cannot be read");
	case ENGINE_RECOVERY:
		return _("can be read again");
	case ENGINE_CALENDAR:
		return _("next year's calendar is missing");
	}
	return "";
}

/* The body that must act, as far as it is known. */
const char *
facts_responsible(const struct engine_notice *notice)
{
	const struct site *site = notice->site;

	if (notice->duty != NULL && notice->duty->unit != NULL)
		return notice->duty->unit;
	if (site != NULL)
		return site->title != NULL ? site->title : site->name;
	return notice->duty != NULL ? notice->duty->site : NULL;
}

static void
collect_item(struct facts *facts, const char *label, const struct item *item)
{
	char day[DATE_TEXT_BYTES];

	if (item == NULL)
		return;
	fact_add(facts, label, item->title, item->url);
	if (item->published.precision == DATE_PRECISION_NONE)
		fact_add(facts, _("Published"), date_source_text(VALUE_SOURCE_NONE), NULL);
	else
		fact_add_made(facts, _("Published"), arena_format(facts->arena, "%s (%s)",
		    date_print(item->published.date, day), date_source_text(item->published_source)));
}

/* Keys of recurring duties read "period:2025-Q3/SITE" or "period:2025-Q3@UNIT". */
static void
collect_period(struct facts *facts, const struct duty *duty)
{
	static const char prefix[] = "period:";
	const char *period = duty->key == NULL ? "" : duty->key;

	if (strncmp(period, prefix, strlen(prefix)) != 0)
		return;
	period += strlen(prefix);
	fact_add_made(facts, _("Period"), arena_format(facts->arena, "%.*s", (int)strcspn(period, "@/"), period));
}

/* Keys of gaps in a series of document numbers read "number:SITE NUMBER". */
static void
collect_number(struct facts *facts, const struct duty *duty)
{
	const char *key = duty->key == NULL ? "" : duty->key;
	const char *number = strncmp(key, "number:", strlen("number:")) == 0 ? strchr(key, ' ') : NULL;

	if (number != NULL)
		fact_add(facts, _("Missing number"), number + 1, NULL);
}

static void
collect_deadline(struct facts *facts, const struct duty *duty, struct zone zone)
{
	char due[INSTANT_TEXT_BYTES];
	char day[DATE_TEXT_BYTES];

	if (duty->deadline.due.seconds == 0)
		return;
	fact_add_made(facts, _("Last day"), arena_format(facts->arena, "%s%s",
	    date_print(duty->deadline.due_day, day),
	    duty->deadline.provisional ? _(" (provisional: next year's holidays are not yet published)") : ""));
	fact_add_made(facts, _("Late from"), arena_format(facts->arena, "%s",
	    instant_print(duty->deadline.due, zone, due)));
	fact_add_made(facts, _("Stricter reading"), arena_format(facts->arena, "%s",
	    date_print(duty->deadline.strict_day, day)));
	fact_add(facts, _("Calendar"), duty->calendar, NULL);
	if (duty->late_count > 0)
		fact_add_made(facts, _("Late by"), arena_format(facts->arena, "%" PRId32, duty->late_count));
}

static void
collect_rule(struct facts *facts, const struct rule *rule)
{
	if (rule == NULL)
		return;
	fact_add(facts, _("Rule"), rule->title != NULL ? rule->title : rule->name, NULL);
	fact_add(facts, _("Legal basis"), rule->basis, NULL);
	fact_add(facts, _("Limit"), origin_text(rule->origin), NULL);
	fact_add(facts, _("Severity"), severity_text(rule->severity), NULL);
	if (rule->file != NULL)
		fact_add_made(facts, _("Rule stands in"),
		    arena_format(facts->arena, "%s:%zu (%s)", rule->file, rule->line, rule->name));
}

static void
collect_look(struct facts *facts, const struct engine_notice *notice)
{
	const struct column *column = notice->column;
	const struct site *site = notice->site;

	if (notice->kind == ENGINE_TROUBLE && notice->column_state != NULL)
		fact_add(facts, _("Why"), outcome_text(notice->column_state->last_outcome), NULL);
	if (column != NULL)
		fact_add(facts, _("Column"), column->title != NULL ? column->title : column->name, column->url);
	if (notice->kind == ENGINE_TROUBLE && notice->site_troubles > 1)
		fact_add_made(facts, _("Columns of the site in trouble"),
		    arena_format(facts->arena, "%d", notice->site_troubles));
	if (site != NULL)
		fact_add(facts, _("Site"), site->url, site->url);
	if (notice->kind == ENGINE_TROUBLE)
		fact_add(facts, _("What it means"),
		    _("Nobody is accused: what cannot be read is reported as \"cannot tell\"."), NULL);
}

void
facts_collect(struct facts *facts, const struct engine_notice *notice, struct zone zone)
{
	char at[INSTANT_TEXT_BYTES];

	fact_add(facts, _("Result"), facts_headline(notice), NULL);
	if (notice->transition != NULL)
		fact_add(facts, _("Why"), cause_text(notice->transition->cause), NULL);
	fact_add(facts, _("Responsible"), facts_responsible(notice), NULL);
	collect_look(facts, notice);
	fact_add(facts, _("Details"), notice->detail, NULL);
	collect_rule(facts, notice->rule);
	collect_item(facts, _("Trigger"), notice->trigger);
	collect_item(facts, _("Answer"), notice->answer);
	if (notice->duty != NULL)
		collect_period(facts, notice->duty);
	if (notice->duty != NULL)
		collect_number(facts, notice->duty);
	if (notice->duty != NULL)
		collect_deadline(facts, notice->duty, zone);
	fact_add_made(facts, _("Found at"),
	    arena_format(facts->arena, "%s", instant_print(notice->at, zone, at)));
	if (notice->duty != NULL)
		fact_add_made(facts, _("To redo it by hand"),
		    arena_format(facts->arena, "gongkaictl explain %" PRId64, notice->duty->id));
}
