/* Sites with their columns and pages, rosters and catalogues. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/url.h"
#include "lib/rules/lower.h"

static const char *
text_of(struct builder *builder, const struct sentence *sentence)
{
	return builder_text(builder, sentence->captures[0].text);
}

/* The canonical address; NULL where it cannot be one, which is reported. */
static const char *
address(struct builder *builder, const char *base, const struct sentence *sentence)
{
	const struct capture *capture = sentence->captures;
	const char *url = NULL;
	enum status status = url_resolve(base, capture->text, builder->arena, &url);

	if (status == STATUS_OK)
		return url;
	if (status == STATUS_NO_MEMORY) {
		builder->status = status;
		return NULL;
	}
	if (status == STATUS_NOT_FOUND) {
		builder_error(builder, capture->term, _("this address is not complete"));
		builder_hint(builder, _("write it with https:// or http://, or give the site a url first"));
	} else {
		builder_error(builder, capture->term, _("this is no address of a web page"));
		builder_hint(builder, _("an address begins with https:// or http://"));
	}
	return NULL;
}

static void
lower_interval(struct builder *builder, const struct capture *capture, struct span *every)
{
	if (capture->as.span.unit > SPAN_DAYS) {
		builder_error(builder, capture->term, _("an interval is given in minutes, hours or days"));
		return;
	}
	*every = capture->as.span;
}

static void
lower_column_statement(struct builder *builder, const struct sentence *sentence, const char *base,
    struct column *column)
{
	const struct capture *first = sentence->captures;

	switch ((int)sentence->row->id) {
	case KEYWORD_COLUMN_URL: column->url = address(builder, base, sentence); break;
	case KEYWORD_COLUMN_EVERY: lower_interval(builder, first, &column->every); break;
	case KEYWORD_COLUMN_ROLE:
		column->role = first->keyword == KEYWORD_NULL ? lower_role_name(builder, first->text) :
		    lower_role_name(builder, keyword_row(first->keyword)->names[KEYWORD_ENGLISH]);
		if (first->keyword == KEYWORD_R_ANY)
			builder_error(builder, first->term, _("a column has one role"));
		break;
	case KEYWORD_COLUMN_TITLE: column->title = text_of(builder, sentence); break;
	case KEYWORD_COLUMN_UNIT: column->unit = text_of(builder, sentence); break;
	case KEYWORD_COLUMN_PAGES:
		if (first->as.number > 1000)
			builder_error(builder, first->term, _("this number must lie between %d and %d"), 0, 1000);
		column->pages = (unsigned)first->as.number;
		break;
	case KEYWORD_COLUMN_READ: column->read_articles = true; break;
	case KEYWORD_COLUMN_NO_READ: column->read_articles = false; break;
	case KEYWORD_SELECT_ROW: column->selectors.row = text_of(builder, sentence); break;
	case KEYWORD_SELECT_TITLE: column->selectors.title = text_of(builder, sentence); break;
	case KEYWORD_SELECT_LINK: column->selectors.link = text_of(builder, sentence); break;
	case KEYWORD_SELECT_DATE: column->selectors.date = text_of(builder, sentence); break;
	}
}

static struct column *
lower_column(struct builder *builder, const struct sentence *block, struct site *site)
{
	struct column *column = builder_take(builder, sizeof(*column));
	const struct term *name = block->captures[0].term;
	bool said[KEYWORD_COUNT] = { false };

	if (column == NULL)
		return NULL;
	column->name = builder_text(builder, name->text);
	column->role = lower_role_name(builder, name->text);
	column->site = site;
	column->pages = PAGES_BY_SETTING;
	column->read_articles = true;
	column->is_page = block->row->id == KEYWORD_PAGE;
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next)
		if (lower_once(builder, sentence, said))
			lower_column_statement(builder, sentence, site->url, column);
	if (!said[KEYWORD_COLUMN_URL] && !block->has_faults) {
		builder_error(builder, name, _("the column '%s' has no address"), column->name);
		builder_hint(builder, _("add: url \"/path/of/the/list/\""));
	}
	return column;
}

static void
lower_site_statement(struct builder *builder, const struct sentence *sentence, struct site *site)
{
	switch ((int)sentence->row->id) {
	case KEYWORD_SITE_NAME: site->title = text_of(builder, sentence); break;
	case KEYWORD_SITE_URL: site->url = address(builder, NULL, sentence); break;
	case KEYWORD_SITE_REGION: site->region = text_of(builder, sentence); break;
	case KEYWORD_SITE_LEVEL: site->level = lower_level(builder, sentence->captures); break;
	case KEYWORD_SITE_UNIT: site->unit = text_of(builder, sentence); break;
	case KEYWORD_SITE_CALENDAR: site->calendar = text_of(builder, sentence); break;
	}
}

static bool
is_column(const struct sentence *sentence)
{
	return sentence->row->id == KEYWORD_COLUMN || sentence->row->id == KEYWORD_PAGE;
}

/* Names of columns are unique within their site; sites have few. */
static void
check_column_name(struct builder *builder, const struct site *site, const struct column *column,
    const struct term *name)
{
	for (const struct column *other = site->columns; other != NULL; other = other->next)
		if (strcmp(other->name, column->name) == 0) {
			builder_error(builder, name, _("this site already has a column '%s'"), column->name);
			builder_hint(builder, _("give one of them another name, and both the same role"));
			return;
		}
}

static void
lower_columns(struct builder *builder, const struct sentence *block, struct site *site)
{
	const struct column **end = &site->columns;

	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next) {
		struct column *column = is_column(sentence) ? lower_column(builder, sentence, site) : NULL;

		if (column == NULL)
			continue;
		if (++builder->entries > LIMIT_RULE_ENTRIES)
			builder->status = STATUS_LIMIT;
		check_column_name(builder, site, column, sentence->captures[0].term);
		*end = column;
		end = &column->next;
	}
}

void
lower_site(struct builder *builder, const struct sentence *block)
{
	struct site *site = builder_take(builder, sizeof(*site));
	const struct term *name = block->captures[0].term;
	bool said[KEYWORD_COUNT] = { false };

	if (site == NULL)
		return;
	site->name = builder_text(builder, name->text);
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next)
		if (!is_column(sentence) && lower_once(builder, sentence, said))
			lower_site_statement(builder, sentence, site);
	if (!said[KEYWORD_SITE_URL] && !block->has_faults) {
		builder_error(builder, name, _("the site '%s' has no address"), site->name);
		builder_hint(builder, _("add: url \"https://www.example.gov.cn/\""));
	}
	lower_columns(builder, block, site);
	*builder->last_site = site;
	builder->last_site = (struct site **)&site->next;
	(void)builder_define(builder, "site", site->name, site, name);
}

/* --- rosters and catalogues ---------------------------------------------------------------------------------------- */

static void
lower_unit_option(struct builder *builder, struct steps *steps, struct unit *unit)
{
	const struct capture *word = steps_next(steps);

	switch ((int)word->keyword) {
	case KEYWORD_ON_SITE:
		unit->site = builder_text(builder, steps->at->text);
		builder_refer(builder, REFER_SITE, unit->site, steps_next(steps)->term);
		break;
	case KEYWORD_IN:
		unit->role = lower_role(builder, steps_next(steps));
		break;
	case KEYWORD_ALSO:
		unit->aliases = lower_list(builder, steps, -1);
		break;
	case KEYWORD_FROM:
		unit->has_from = true;
		unit->from = steps_next(steps)->as.date;
		break;
	case KEYWORD_UNTIL:
		unit->has_until = true;
		unit->until = steps_next(steps)->as.date;
		break;
	}
}

static struct unit *
lower_unit(struct builder *builder, const struct sentence *sentence)
{
	struct unit *unit = builder_take(builder, sizeof(*unit));
	struct steps steps = steps_of(sentence);

	if (unit == NULL)
		return NULL;
	unit->name = builder_text(builder, steps_next(&steps)->text);
	while (steps.at < steps.end)
		lower_unit_option(builder, &steps, unit);
	if (unit->has_from && unit->has_until && date_is_before(unit->until, unit->from))
		builder_error(builder, sentence->head, _("'%s' ends before it begins"), unit->name);
	return unit;
}

static int
by_name(const void *left, const void *right)
{
	return strcmp((*(const struct sentence *const *)left)->captures[0].text,
	    (*(const struct sentence *const *)right)->captures[0].text);
}

static void
check_unit_names(struct builder *builder, const struct sentence **units, size_t count)
{
	qsort(units, count, sizeof(*units), by_name);
	for (size_t i = 1; i < count; i++)
		if (by_name(&units[i - 1], &units[i]) == 0) {
			bool second_is_later = units[i]->head->start > units[i - 1]->head->start;
			const struct capture *name = units[second_is_later ? i : i - 1]->captures;

			builder_error(builder, name->term, _("'%s' stands twice in this list"), name->text);
			builder_hint(builder, _("keep one of the two"));
		}
}

static void
lower_units(struct builder *builder, const struct sentence *block, struct roster *roster)
{
	const struct unit **end = &roster->units;
	const struct sentence **units;
	size_t count = 0;

	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next) {
		struct unit *unit;

		if (sentence->row->id != KEYWORD_UNIT && sentence->row->id != KEYWORD_ENTRY)
			continue;
		unit = lower_unit(builder, sentence);
		if (unit == NULL || ++builder->entries > LIMIT_RULE_ENTRIES)
			return;
		*end = unit;
		end = &unit->next;
		roster->count++;
	}
	units = arena_take_array(builder->scratch, roster->count + 1, sizeof(*units));
	if (units == NULL) {
		builder->status = STATUS_NO_MEMORY;
		return;
	}
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next)
		if (sentence->row->id == KEYWORD_UNIT || sentence->row->id == KEYWORD_ENTRY)
			units[count++] = sentence;
	check_unit_names(builder, units, count);
}

void
lower_roster(struct builder *builder, const struct sentence *block)
{
	struct roster *roster = builder_take(builder, sizeof(*roster));
	const struct term *name = block->captures[0].term;
	bool said[KEYWORD_COUNT] = { false };

	if (roster == NULL)
		return;
	roster->name = builder_text(builder, name->text);
	roster->is_catalogue = block->row->id == KEYWORD_CATALOGUE;
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next)
		if ((sentence->row->id == KEYWORD_ROSTER_TITLE || sentence->row->id == KEYWORD_CATALOGUE_TITLE) &&
		    lower_once(builder, sentence, said))
			roster->title = text_of(builder, sentence);
	lower_units(builder, block, roster);
	if (roster->count == 0 && !block->has_faults) {
		builder_warning(builder, name, _("'%s' is empty"), roster->name);
		builder_hint(builder, roster->is_catalogue ? _("add its entries, for example: entry \"budget\"") :
		    _("add its units, for example: unit \"Education Bureau\""));
	}
	*builder->last_roster = roster;
	builder->last_roster = (struct roster **)&roster->next;
	(void)builder_define(builder, "roster", roster->name, roster, name);
}
