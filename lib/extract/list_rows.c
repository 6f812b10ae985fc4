/* Cutting a page into rows. Each element is either one row or is cut further; what is worth most wins, decided from
 * the leaves up. A link with a date beside it is worth ten links without one, and every further titled link makes a
 * row less likely to be one record: so a list item with its interpretation stays whole, a block of
 * news under one date falls apart. Third way: link and date lie side by side in one element (dt and dd, a and span,
 * row and row), then each pair is a row. */
#include "list_rows.h"

#include <string.h>

enum {
	WORTH_DATED = 100,
	WORTH_UNDATED = 10,
	COST_TITLED = 12, /* of each titled link beyond the first: five links under one date are still one row */
	COST_PLAIN = 4,   /* of each other link */
	COST_DATE = 40,   /* of each date beyond three: issued, published, effective */
	FREE_DATES = 3,
};

enum cut { CUT_FURTHER, CUT_ROW, CUT_PAIRS_AFTER, CUT_PAIRS_BEFORE };

struct cutter {
	const struct list_scan *scan;
	int32_t *worth; /* of each element, cut in the best way */
	uint8_t *cut;
	struct list_rows *rows;
};

static int32_t
row_worth(const struct list_scan *scan, uint32_t element)
{
	int32_t links = (int32_t)scan_links_in(scan, element);
	int32_t titled = (int32_t)scan_titled_in(scan, element);
	int32_t dates = (int32_t)scan_dates_in(scan, element);
	int32_t worth = WORTH_DATED;

	if (dates == 0)
		return titled == 1 && links == 1 ? WORTH_UNDATED : 0;
	if (titled > 1)
		worth -= (titled - 1) * COST_TITLED;
	worth -= (titled > 0 ? links - titled : 2 * (links - 1)) * COST_PLAIN;
	if (dates > FREE_DATES)
		worth -= (dates - FREE_DATES) * COST_DATE;
	return worth;
}

static uint32_t
dates_between(const struct list_scan *scan, uint32_t text_start, uint32_t text_end)
{
	return text_end <= text_start ? 0 : scan->dates_before[text_end] - scan->dates_before[text_start];
}

/* Can this child be the link half of a pair? */
static bool
is_link_half(const struct list_scan *scan, uint32_t child, bool need_title)
{
	return (need_title ? scan_titled_in(scan, child) > 0 : scan_links_in(scan, child) > 0) &&
	    scan_dates_in(scan, child) == 0;
}

/* Next link half among the children of `parent` at or after `child`; the parent's end where there is none. */
static uint32_t
next_half(const struct list_scan *scan, uint32_t parent, uint32_t child, bool need_title)
{
	while (child < scan->elements[parent].end && !is_link_half(scan, child, need_title))
		child = scan->elements[child].end;
	return child;
}

static uint32_t
half_text_start(const struct list_scan *scan, uint32_t parent, uint32_t child)
{
	return child < scan->elements[parent].end ? scan->elements[child].text_start : scan->elements[parent].text_end;
}

/* Worth of reading `parent` as pairs of a link and a date behind or before it; sets *way. */
static int32_t
pairs_worth(const struct list_scan *scan, uint32_t parent, const int32_t *worth, enum cut *way)
{
	bool need_title = scan_titled_in(scan, parent) > 0;
	uint32_t half = next_half(scan, parent, parent + 1, need_title);
	uint32_t before = dates_between(scan, scan->elements[parent].text_start, half_text_start(scan, parent, half));
	int32_t dated[2] = { 0, 0 };
	int32_t count = 0;
	int32_t rest = 0;

	while (half < scan->elements[parent].end) {
		uint32_t next = next_half(scan, parent, scan->elements[half].end, need_title);
		uint32_t after = dates_between(scan, scan->elements[half].text_end, half_text_start(scan, parent, next));

		dated[0] += after > 0 && after <= FREE_DATES;
		dated[1] += before > 0 && before <= FREE_DATES;
		rest += worth[half];
		count++;
		before = after;
		half = next;
	}
	*way = dated[1] > dated[0] ? CUT_PAIRS_BEFORE : CUT_PAIRS_AFTER;
	dated[0] = dated[1] > dated[0] ? dated[1] : dated[0];
	return dated[0] < 2 || dated[0] * 4 < count * 3 ? 0 : dated[0] * WORTH_DATED + rest / count * (count - dated[0]);
}

/* One to three dates, but not two dated rows. */
static bool
could_be_row(const struct cutter *cutter, uint32_t element)
{
	uint32_t dates = scan_dates_in(cutter->scan, element);

	return scan_links_in(cutter->scan, element) > 0 && dates > 0 && dates <= FREE_DATES &&
	    cutter->worth[element] < 2 * WORTH_DATED;
}

/* Where most children of one kind are rows, one with more links than usual (a box of interpretations) is a row as well, as long
 * as it does not hold several dated rows itself. */
static void
level_rows(struct cutter *cutter, uint32_t parent)
{
	const struct list_scan *scan = cutter->scan;
	const xmlChar *name = NULL;
	uint32_t rows = 0;
	uint32_t others = 0;

	for (uint32_t child = parent + 1; child < scan->elements[parent].end; child = scan->elements[child].end) {
		bool is_row = cutter->cut[child] == CUT_ROW && scan_dates_in(scan, child) > 0;

		if (is_row && name == NULL)
			name = scan->elements[child].node->name;
		rows += is_row && scan->elements[child].node->name == name;
		others += !is_row && could_be_row(cutter, child);
	}
	if (rows < 2 || rows < others)
		return;
	for (uint32_t child = parent + 1; child < scan->elements[parent].end; child = scan->elements[child].end) {
		if (scan->elements[child].node->name != name || cutter->cut[child] == CUT_ROW || !could_be_row(cutter, child))
			continue;
		cutter->cut[child] = CUT_ROW;
		if (cutter->worth[child] < WORTH_DATED)
			cutter->worth[child] = WORTH_DATED;
	}
}

static void
decide(struct cutter *cutter, uint32_t element)
{
	const struct list_scan *scan = cutter->scan;
	int32_t further = 0;
	int32_t row = row_worth(scan, element);
	int32_t pairs;
	enum cut way;

	if (scan_dates_in(scan, element) > 2)
		level_rows(cutter, element);
	for (uint32_t child = element + 1; child < scan->elements[element].end; child = scan->elements[child].end)
		if (further < INT32_MAX - cutter->worth[child])
			further += cutter->worth[child];
	cutter->cut[element] = CUT_FURTHER;
	cutter->worth[element] = further;
	if (row > cutter->worth[element]) {
		cutter->cut[element] = CUT_ROW;
		cutter->worth[element] = row;
	}
	if (scan_dates_in(scan, element) == 0)
		return;
	pairs = pairs_worth(scan, element, cutter->worth, &way);
	if (pairs > cutter->worth[element]) {
		cutter->cut[element] = (uint8_t)way;
		cutter->worth[element] = pairs;
	}
}

uint32_t
list_choose_link(const struct list_scan *scan, uint32_t start, uint32_t end)
{
	uint32_t widest = 0;

	for (uint32_t i = start; i < end; i++)
		if (scan->links[i].width > widest)
			widest = scan->links[i].width;
	for (uint32_t i = start; i < end; i++)
		if (scan->links[i].width > 0 && scan->links[i].width * 5 >= widest * 2)
			return i;
	return start;
}

static uint32_t
outermost(const struct list_scan *scan, uint32_t element)
{
	uint32_t links = scan_links_in(scan, element);

	while (scan->elements[element].parent != SCAN_NONE && scan_links_in(scan, scan->elements[element].parent) == links)
		element = scan->elements[element].parent;
	return element;
}

static void
add_row(struct cutter *cutter, uint32_t element)
{
	const struct list_scan *scan = cutter->scan;
	const struct scan_element *range = &scan->elements[element];

	if (range->link_start == range->link_end)
		return;
	cutter->rows->rows[cutter->rows->count++] = (struct list_row){ .element = element,
		.outer = outermost(scan, element), .text_start = range->text_start, .text_end = range->text_end,
		.link_start = range->link_start, .link_end = range->link_end,
		.link = list_choose_link(scan, range->link_start, range->link_end), .is_dated = scan_dates_in(scan, element) > 0 };
}

/* Adds the pairs of `parent`, each reaching to the next link half (or from the one before). */
static void
add_pairs(struct cutter *cutter, uint32_t parent, bool date_before)
{
	const struct list_scan *scan = cutter->scan;
	bool need_title = scan_titled_in(scan, parent) > 0;
	uint32_t half = next_half(scan, parent, parent + 1, need_title);
	uint32_t from = scan->elements[parent].text_start;

	while (half < scan->elements[parent].end) {
		const struct scan_element *range = &scan->elements[half];
		uint32_t next = next_half(scan, parent, range->end, need_title);
		struct list_row row = { .element = half, .outer = half, .text_start = range->text_start,
			.text_end = range->text_end, .link_start = range->link_start, .link_end = range->link_end, .is_flat = true };

		if (date_before)
			row.text_start = from;
		else
			row.text_end = half_text_start(scan, parent, next);
		row.link = list_choose_link(scan, row.link_start, row.link_end);
		row.is_dated = dates_between(scan, row.text_start, row.text_end) > 0;
		cutter->rows->rows[cutter->rows->count++] = row;
		from = range->text_end;
		half = next;
	}
}

static bool
is_link_itself(const struct list_scan *scan, uint32_t element)
{
	return scan->links[scan->elements[element].link_start].element == element;
}

/* Goes down from the root, skipping what is a row already. */
static void
collect(struct cutter *cutter)
{
	const struct list_scan *scan = cutter->scan;

	for (uint32_t element = 0; element < scan->element_count;) {
		uint8_t cut = cutter->cut[element];

		if (scan_links_in(scan, element) == 0) {
			element = scan->elements[element].end;
		} else if (cut == CUT_ROW || is_link_itself(scan, element)) {
			add_row(cutter, element);
			element = scan->elements[element].end;
		} else if (cut == CUT_FURTHER) {
			element++;
		} else {
			add_pairs(cutter, element, cut == CUT_PAIRS_BEFORE);
			element = scan->elements[element].end;
		}
	}
}

enum status
list_cut_rows(const struct list_scan *scan, struct list_rows *rows)
{
	struct cutter cutter = { .scan = scan, .rows = rows };

	*rows = (struct list_rows){ .rows = arena_take_array(scan->arena, scan->link_count + 1, sizeof(*rows->rows)) };
	cutter.worth = arena_take_array(scan->arena, scan->element_count + 1, sizeof(*cutter.worth));
	cutter.cut = arena_take_array(scan->arena, scan->element_count + 1, sizeof(*cutter.cut));
	if (rows->rows == NULL || cutter.worth == NULL || cutter.cut == NULL)
		return STATUS_NO_MEMORY;
	for (uint32_t element = (uint32_t)scan->element_count; element-- > 0;)
		if (scan_links_in(scan, element) > 0)
			decide(&cutter, element);
	collect(&cutter);
	return STATUS_OK;
}
