/* Choosing the rows that are items. Rows of one shape (same element, same ancestors) form a group; a group is judged as
 * a whole: how many of its rows have a date, how long their titles are, where it stands, what its addresses look like.
 * Dates decide first; only a page without dated rows is read by addresses and titles alone. */
#include "config.h"

#include "list_groups.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/url.h"
#include "extract/dom.h"

enum {
	SHAPE_ANCESTORS = 4,
	HEADING_BYTES = 90,
	MORE_BYTES = 36,  /* "查看更多通知公告" and signs behind it */
	MANY_TITLES = 24, /* columns of a title that is hardly a menu entry: twelve Chinese characters */
	SOLE_TITLE = 14,  /* for a row without others beside it */
};

enum region { REGION_PLAIN, REGION_SECONDARY, REGION_NAVIGATION };

struct group {
	uint64_t shape;
	uint32_t first;   /* rows, as indices */
	uint32_t last;
	uint32_t rows;
	uint32_t dated;
	uint32_t titled;
	uint32_t articles;
	uint32_t columns;
	uint32_t own;     /* addresses below the page's own folder */
	uint64_t width;
	enum region region;
	bool is_chosen;
};

struct chooser {
	const struct list_scan *scan;
	const struct list_rows *rows;
	const char *url;
	struct group *groups;
	size_t group_count;
	size_t group_capacity;
	uint32_t *group_of; /* of each row */
	uint32_t *table;    /* hash table of groups by shape, group + 1 */
	size_t table_size;  /* a power of two */
	uint32_t dated_rows;
};

/* --- shapes ----------------------------------------------------------------------------------- */

static uint64_t
mix(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return (hash ^ 0xff) * UINT64_C(1099511628211);
}

static uint64_t
shape_of(const struct list_scan *scan, const struct list_row *row)
{
	uint64_t hash = mix(UINT64_C(14695981039346656037), (const char *)scan->elements[row->outer].node->name);
	uint32_t element = scan->elements[row->outer].parent;

	for (int i = 0; i < SHAPE_ANCESTORS && element != SCAN_NONE; i++) {
		const xmlNode *node = scan->elements[element].node;
		const char *class = dom_attribute(node, "class");

		hash = mix(mix(hash, (const char *)node->name), class == NULL ? "" : class);
		element = scan->elements[element].parent;
	}
	return hash;
}

/* Room for one more group. */
static bool
make_room(struct chooser *chooser)
{
	size_t capacity = chooser->group_capacity == 0 ? 64 : chooser->group_capacity * 2;
	struct group *groups;

	if (chooser->group_count < chooser->group_capacity)
		return true;
	groups = arena_take_array(chooser->scan->arena, capacity, sizeof(*groups));
	if (groups == NULL)
		return false;
	if (chooser->group_count > 0)
		memcpy(groups, chooser->groups, chooser->group_count * sizeof(*groups));
	chooser->groups = groups;
	chooser->group_capacity = capacity;
	return true;
}

/* The group of a shape, a new one where there is none; NULL out of memory. */
static struct group *
group_for(struct chooser *chooser, uint64_t shape, uint32_t row)
{
	size_t slot = (size_t)(shape & (chooser->table_size - 1));

	while (chooser->table[slot] != 0) {
		struct group *group = &chooser->groups[chooser->table[slot] - 1];

		if (group->shape == shape)
			return group;
		slot = (slot + 1) & (chooser->table_size - 1);
	}
	if (!make_room(chooser))
		return NULL;
	chooser->groups[chooser->group_count] = (struct group){ .shape = shape, .first = row };
	chooser->table[slot] = (uint32_t)++chooser->group_count;
	return &chooser->groups[chooser->group_count - 1];
}

/* --- what a row says about its group ---------------------------------------------------------- */

/* Length of the folder part of the page's address; 0 for a home page or where it is unknown. */
static size_t
folder_length(const char *url)
{
	const char *path;
	size_t length;

	if (url == NULL)
		return 0;
	path = url_path(url);
	length = strcspn(path, "?");
	while (length > 0 && path[length - 1] != '/')
		length--;
	return length <= 1 ? 0 : (size_t)(path - url) + length;
}

static bool
is_own(const struct chooser *chooser, const char *href)
{
	size_t folder = folder_length(chooser->url);

	if (folder == 0)
		return false;
	if (strncmp(href, "./", 2) == 0 || strncmp(href, chooser->url, folder) == 0)
		return true;
	if (href[0] == '/')
		return href[1] != '/' && strncmp(href, url_path(chooser->url), folder - (size_t)(url_path(chooser->url) - chooser->url)) == 0;
	return href[0] != '.' && strstr(href, "://") == NULL;
}

static enum status
add_row(struct chooser *chooser, uint32_t index)
{
	const struct list_row *row = &chooser->rows->rows[index];
	const struct scan_link *link = &chooser->scan->links[row->link];
	struct group *group = group_for(chooser, shape_of(chooser->scan, row), index);
	enum address_kind kind = link->href == NULL ? ADDRESS_OTHER : list_address_kind(link->href);

	if (group == NULL)
		return STATUS_NO_MEMORY;
	group->last = index;
	group->rows++;
	group->dated += row->is_dated;
	group->titled += link->is_titled;
	group->width += link->width;
	group->articles += kind == ADDRESS_ARTICLE;
	group->columns += kind == ADDRESS_COLUMN;
	group->own += link->href != NULL && is_own(chooser, link->href);
	chooser->dated_rows += row->is_dated;
	chooser->group_of[index] = (uint32_t)(group - chooser->groups);
	return STATUS_OK;
}

/* --- where a group stands --------------------------------------------------------------------- */

/* Is `word` a word of a class or id: "side-bar", "SideBar", "left_side"? */
static bool
has_word(const char *name, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = name; (at = strcasestr(at, word)) != NULL; at++) {
		bool starts = at == name || strchr(" -_", at[-1]) != NULL || (at[0] >= 'A' && at[0] <= 'Z');
		char next = at[length];

		if (starts && !(next >= 'a' && next <= 'z'))
			return true;
	}
	return false;
}

static bool
has_any_word(const char *name, const char *const *words)
{
	for (; name != NULL && *words != NULL; words++)
		if (has_word(name, *words))
			return true;
	return false;
}

static enum region
region_of_element(const xmlNode *node)
{
	static const char *const navigation[] = { "nav", "navbar", "menu", "foot", "footer", "crumb", "crumbs", "breadcrumb",
		"weizhi", "location", "copyright", "friendlink", "yqlj", NULL };
	static const char *const secondary[] = { "hot", "rank", "ranking", "related", "relate", "recommend", "tuijian",
		"side", "sidebar", "aside", "xgxx", "xgyd", "xgwz", NULL };
	const char *class = dom_attribute(node, "class");
	const char *id = dom_attribute(node, "id");

	if (dom_is(node, "nav") || dom_is(node, "footer") || has_any_word(class, navigation) || has_any_word(id, navigation))
		return REGION_NAVIGATION;
	if (dom_is(node, "aside") || has_any_word(class, secondary) || has_any_word(id, secondary))
		return REGION_SECONDARY;
	return REGION_PLAIN;
}

/* The short text before the group: "热门推荐". */
static bool
heading_is_secondary(const struct list_scan *scan, const struct list_row *row)
{
	static const char *const words[] = { "热门", "排行", "推荐", "相关", "点击量", "猜你", "友情链接", "热词" };
	uint32_t before = scan->elements[row->outer].text_start;

	if (before == 0 || strlen(scan->texts[before - 1].content) > HEADING_BYTES)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(scan->texts[before - 1].content, words[i]) != NULL)
			return true;
	return false;
}

/* Looks at the ancestors, but only at those that hold a smaller part of the page's links: a name on the frame
 * around everything says nothing. */
static enum region
region_of(const struct list_scan *scan, const struct list_row *row)
{
	uint32_t element = row->outer;

	while (element != SCAN_NONE && (size_t)scan_links_in(scan, element) * 5 < scan->link_count * 4) {
		enum region region = region_of_element(scan->elements[element].node);

		if (region != REGION_PLAIN)
			return region;
		element = scan->elements[element].parent;
	}
	return heading_is_secondary(scan, row) ? REGION_SECONDARY : REGION_PLAIN;
}

/* --- judging ---------------------------------------------------------------------------------- */

static bool
is_record_link(const struct list_scan *scan, const struct list_row *row)
{
	const struct scan_link *link = &scan->links[row->link];

	for (uint32_t i = row->text_start; i < row->text_end; i++)
		if (strstr(scan->texts[i].content, "ICP备") != NULL || strstr(scan->texts[i].content, "公网安备") != NULL)
			return false;
	return link->width > 0;
}

/* A link that does something instead of leading to a publication: prints, downloads, reads aloud. */
static bool
is_service(const struct list_scan *scan, const struct list_row *row)
{
	static const char *const words[] = { "打印", "下载", "关闭", "无障碍", "点击", "返回", "附件", "分享", "收藏", "首页" };
	const struct scan_element *link = &scan->elements[scan->links[row->link].element];

	for (uint32_t i = link->text_start; i < link->text_end; i++)
		for (size_t word = 0; word < sizeof(words) / sizeof(words[0]); word++)
			if (strstr(scan->texts[i].content, words[word]) != NULL)
				return true;
	return false;
}

static bool
is_dated_list(const struct chooser *chooser, const struct group *group)
{
	const struct list_row *row = &chooser->rows->rows[group->first];
	uint64_t mean = group->width / group->rows;

	if (group->dated == 0 || group->region == REGION_NAVIGATION || !is_record_link(chooser->scan, row))
		return false;
	if (group->rows == 1)
		return mean >= SOLE_TITLE && group->columns == 0 && (group->articles > 0 || group->own > 0) &&
		    !is_service(chooser->scan, row);
	return (group->dated * 2 >= group->rows || group->dated >= 3) && mean >= 4;
}

static bool
is_undated_list(const struct group *group)
{
	uint64_t mean = group->width / group->rows;

	if (group->dated > 0 || group->region != REGION_PLAIN || group->rows < 2)
		return false;
	if (group->articles * 5 >= group->rows * 4)
		return group->rows >= 3 ? mean >= 4 : mean >= SOLE_TITLE;
	return group->rows >= 5 && mean >= MANY_TITLES && group->columns * 5 <= group->rows;
}

static uint64_t
weight(const struct group *group)
{
	uint64_t mean = group->width / group->rows;

	return (uint64_t)(group->dated > 0 ? group->dated : group->rows) * (mean > 60 ? 60 : mean) /
	    (group->region == REGION_SECONDARY ? 4 : 1);
}

static struct group *
heaviest(struct chooser *chooser)
{
	struct group *best = NULL;

	for (size_t i = 0; i < chooser->group_count; i++)
		if (chooser->groups[i].is_chosen && (best == NULL || weight(&chooser->groups[i]) > weight(best)))
			best = &chooser->groups[i];
	return best;
}

/* The last chosen group that begins before the page links. */
static struct group *
before_pager(struct chooser *chooser)
{
	struct group *best = NULL;

	for (size_t i = 0; i < chooser->group_count; i++) {
		struct group *group = &chooser->groups[i];

		if (group->is_chosen && chooser->rows->rows[group->first].outer < chooser->scan->pager &&
		    group->region == REGION_PLAIN && (best == NULL || group->last > best->last))
			best = group;
	}
	return best;
}

/* The smallest element that holds both. */
static uint32_t
common(const struct list_scan *scan, uint32_t element, uint32_t other)
{
	while (element != SCAN_NONE && !(element <= other && other < scan->elements[element].end))
		element = scan->elements[element].parent;
	return element;
}

/* Page links belong to the list before them: what lies outside of the element around both is another list. */
static void
keep_paged(struct chooser *chooser)
{
	struct group *main = chooser->scan->pager == SCAN_NONE ? NULL : before_pager(chooser);
	uint32_t frame;

	/* A slide show has such links too: they tell nothing where a much heavier list stands elsewhere. */
	if (main == NULL || main->rows < 2 || weight(main) * 3 < weight(heaviest(chooser)))
		return;
	frame = common(chooser->scan, chooser->rows->rows[main->last].outer, chooser->scan->pager);
	for (size_t i = 0; i < chooser->group_count && frame != SCAN_NONE; i++) {
		struct group *group = &chooser->groups[i];
		uint32_t last = chooser->rows->rows[group->last].outer;

		if (last < frame || last >= chooser->scan->elements[frame].end)
			group->is_chosen = false;
	}
}

/* Drops side lists: named so, of other columns while the main list is of this page's own folder, or one row beside
 * a list of several. */
static void
drop_secondary(struct chooser *chooser)
{
	struct group *main = heaviest(chooser);

	for (size_t i = 0; main != NULL && i < chooser->group_count; i++) {
		struct group *group = &chooser->groups[i];
		bool is_foreign = main->own * 5 >= main->rows * 4 && group->own == 0 && group->rows * 3 <= main->rows * 2;

		if (group != main && (group->region == REGION_SECONDARY || is_foreign || (group->rows == 1 && main->rows > 2)))
			group->is_chosen = false;
	}
}

static bool
has_class_of(const struct chooser *chooser, const struct list_row *row, const struct list_row *dated)
{
	const char *mine = dom_attribute(chooser->scan->elements[row->outer].node, "class");
	const char *theirs = dom_attribute(chooser->scan->elements[dated->outer].node, "class");

	return strcmp(mine == NULL ? "" : mine, theirs == NULL ? "" : theirs) == 0;
}

/* "更多", "more>>": leads to the list's own page. */
static bool
is_more(const struct list_scan *scan, const struct list_row *row)
{
	const struct scan_element *link = &scan->elements[scan->links[row->link].element];

	for (uint32_t i = link->text_start; i < link->text_end; i++)
		if (strlen(scan->texts[i].content) <= MORE_BYTES && (strstr(scan->texts[i].content, "更多") != NULL ||
		    strcasestr(scan->texts[i].content, "more") != NULL))
			return true;
	return false;
}

/* A row without a date in a dated list: an item where it stands among dated rows and looks like them. */
static bool
belongs(const struct chooser *chooser, uint32_t index, uint32_t near)
{
	const struct list_scan *scan = chooser->scan;
	const struct list_row *row = &chooser->rows->rows[index];
	const struct list_row *dated = &chooser->rows->rows[near];
	const struct scan_link *link = &scan->links[row->link];

	if (row->is_dated)
		return true;
	return link->is_titled && link->href != NULL && list_address_kind(link->href) != ADDRESS_COLUMN &&
	    scan->elements[row->outer].parent == scan->elements[dated->outer].parent && has_class_of(chooser, row, dated) &&
	    !is_more(scan, row);
}

static enum status
collect(struct chooser *chooser, struct list_choice *choice)
{
	uint32_t *nearest = arena_take_array(chooser->scan->arena, chooser->group_count + 1, sizeof(*nearest));

	choice->rows = arena_take_array(chooser->scan->arena, chooser->rows->count + 1, sizeof(*choice->rows));
	if (choice->rows == NULL || nearest == NULL)
		return STATUS_NO_MEMORY;
	for (size_t i = 0; i < chooser->group_count; i++)
		for (nearest[i] = chooser->groups[i].first; nearest[i] < chooser->groups[i].last; nearest[i]++)
			if (chooser->group_of[nearest[i]] == i && chooser->rows->rows[nearest[i]].is_dated)
				break;
	for (uint32_t i = 0; i < chooser->rows->count; i++) {
		uint32_t group = chooser->group_of[i];

		if (!chooser->groups[group].is_chosen)
			continue;
		if (chooser->rows->rows[i].is_dated)
			nearest[group] = i;
		if (!is_record_link(chooser->scan, &chooser->rows->rows[i]) || is_more(chooser->scan, &chooser->rows->rows[i]))
			continue;
		if (!choice->is_dated || belongs(chooser, i, nearest[group]))
			choice->rows[choice->count++] = &chooser->rows->rows[i];
	}
	return STATUS_OK;
}

static void
choose(struct chooser *chooser, struct list_choice *choice)
{
	for (size_t i = 0; i < chooser->group_count; i++) {
		chooser->groups[i].region = region_of(chooser->scan, &chooser->rows->rows[chooser->groups[i].first]);
		chooser->groups[i].is_chosen = is_dated_list(chooser, &chooser->groups[i]);
		choice->is_dated |= chooser->groups[i].is_chosen;
	}
	for (size_t i = 0; i < chooser->group_count && !choice->is_dated; i++)
		chooser->groups[i].is_chosen = is_undated_list(&chooser->groups[i]);
	keep_paged(chooser);
	drop_secondary(chooser);
}

enum status
list_choose_rows(const struct list_scan *scan, const struct list_rows *rows, const char *url, struct list_choice *choice)
{
	struct chooser chooser = { .scan = scan, .rows = rows, .url = url, .table_size = 16 };
	enum status status = STATUS_OK;

	*choice = (struct list_choice){ .count = 0 };
	while (chooser.table_size < rows->count * 2)
		chooser.table_size *= 2;
	chooser.group_of = arena_take_array(scan->arena, rows->count + 1, sizeof(*chooser.group_of));
	chooser.table = arena_take_array(scan->arena, chooser.table_size, sizeof(*chooser.table));
	if (chooser.group_of == NULL || chooser.table == NULL)
		return STATUS_NO_MEMORY;
	for (uint32_t i = 0; i < rows->count && status == STATUS_OK; i++)
		status = add_row(&chooser, i);
	if (status != STATUS_OK)
		return status;
	choose(&chooser, choice);
	return collect(&chooser, choice);
}
