/* JSON answers, whatever their keys are called. The list is the array of objects that tells most: which key holds the
 * title, the address and the date is decided by what the values look like and, among those, by what the names say.
 * Where no array fits, the longest string that holds links is read as a page (JPAAS units). */
#include "config.h"

#include "list_adapters.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "extract/dom.h"

enum {
	SAMPLE = 20,       /* objects looked at to understand the keys */
	STACK = 128,       /* open containers of the walk; deeper ones hold no list */
	FIRST_EPOCH = 631152000, /* 1990 */
	TITLE_COLUMNS = 4,
};

static const int64_t last_epoch = 4102444800; /* 2100 */

/* The keys of a list; "inner" is the object that holds them where it is not the element itself. */
struct keys {
	const char *inner;
	const char *title;
	const char *url;
	const char *date;
	int worth;
};

struct walk {
	json_t *best;      /* array of objects */
	struct keys keys;
	const char *html;  /* longest string with links */
	size_t html_length;
	unsigned total;    /* pages, as an entry says */
};

/* --- what a key could be ---------------------------------------------------------------------- */

struct name_worth {
	const char *part;
	int worth;
};

static int
worth_of_name(const char *key, const struct name_worth *names)
{
	for (; names->part != NULL; names++)
		if (strcasestr(key, names->part) != NULL)
			return names->worth;
	return 0;
}

/* Earlier parts win: "subtitle" is no title, "updateTime" hardly a publication. */
static const struct name_worth title_names[] = { { "subtitle", -5 }, { "site", -20 }, { "channel", -20 }, { "column", -20 },
	{ "user", -20 }, { "author", -20 }, { "dept", -20 }, { "organ", -20 }, { "source", -20 }, { "unit", -20 }, { "type", -20 },
	{ "class", -20 }, { "file", -5 }, { "content", -10 }, { "summary", -10 }, { "abstract", -10 }, { "descri", -10 },
	{ "keyword", -10 }, { "url", -20 }, { "link", -20 }, { "title", 10 }, { "headline", 9 }, { "theme", 8 }, { "subject", 8 },
	{ "caption", 7 }, { "name", 5 }, { "biaoti", 8 }, { "mc", 2 }, { "bt", 4 }, { NULL, 0 } };
static const struct name_worth url_names[] = { { "img", -20 }, { "image", -20 }, { "pic", -20 }, { "thumb", -20 },
	{ "cover", -20 }, { "icon", -20 }, { "logo", -20 }, { "video", -20 }, { "attach", -20 }, { "file", -8 }, { "site", -5 },
	{ "channel", -5 }, { "column", -5 }, { "puburl", 10 }, { "url", 8 }, { "link", 8 }, { "href", 8 }, { "path", 4 }, { NULL, 0 } };
static const struct name_worth date_names[] = { { "updat", 1 }, { "modif", 1 }, { "edit", 1 }, { "end", -20 }, { "expir", -20 },
	{ "start", -20 }, { "begin", -20 }, { "effect", -20 }, { "valid", -20 }, { "writ", -20 }, { "invalid", -20 },
	{ "display_publish", 12 }, { "publish", 10 }, { "pub", 10 }, { "release", 10 }, { "fbsj", 10 }, { "fbrq", 10 },
	{ "fabu", 10 }, { "issue", 6 }, { "date", 7 }, { "time", 6 }, { "rq", 5 }, { "sj", 4 }, { "creat", 3 }, { "cr", 2 }, { NULL, 0 } };

static bool
is_title(const json_t *value)
{
	const char *text = json_string_value(value);
	size_t columns = 0;

	for (const char *at = text; at != NULL && *at != '\0'; at++)
		columns += (unsigned char)*at >= 0xe0 ? 2 : ((unsigned char)*at & 0xc0) != 0x80 && *at != ' ';
	return columns >= TITLE_COLUMNS;
}

static bool
is_address(const json_t *value)
{
	const char *text = json_string_value(value);

	if (text == NULL || *text == '\0' || strpbrk(text, " <>\n") != NULL)
		return false;
	return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0 || *text == '/' ||
	    strncmp(text, "./", 2) == 0 || strncmp(text, "../", 3) == 0 || strcasestr(text, ".htm") != NULL ||
	    strcasestr(text, ".shtml") != NULL || strcasestr(text, ".jsp") != NULL;
}

static void
from_epoch(int64_t number, struct claimed_date *claimed)
{
	int64_t seconds = number > last_epoch ? number / 1000 : number;
	struct instant instant = { seconds };

	*claimed = (struct claimed_date){ .precision = DATE_PRECISION_MINUTE, .date = instant_date(instant, zone_china),
		.second_of_day = instant_second_of_day(instant, zone_china) };
	if (claimed->second_of_day == 0)
		claimed->precision = DATE_PRECISION_DAY;
}

static bool
is_epoch(int64_t number)
{
	return (number >= FIRST_EPOCH && number < last_epoch) ||
	    (number >= (int64_t)FIRST_EPOCH * 1000 && number < last_epoch * 1000);
}

/* A date as text in any form, as seconds or milliseconds, or as an ISO instant. */
static bool
read_date(const json_t *value, struct claimed_date *claimed)
{
	const char *text = json_string_value(value);
	size_t length = text == NULL ? 0 : strlen(text);
	struct instant instant;

	if (json_is_integer(value) && is_epoch(json_integer_value(value))) {
		from_epoch(json_integer_value(value), claimed);
		return true;
	}
	if (length < 6 || length > 40)
		return false;
	if ((length == 10 || length == 13) && strspn(text, "0123456789") == length && is_epoch(strtoll(text, NULL, 10))) {
		from_epoch(strtoll(text, NULL, 10), claimed);
		return true;
	}
	if (strchr(text, 'T') != NULL && instant_parse(text, length, zone_china, &instant) == STATUS_OK) {
		from_epoch(instant.seconds, claimed);
		return true;
	}
	return date_text_parse(text, length, claimed) == STATUS_OK && claimed->precision >= DATE_PRECISION_DAY;
}

static bool
is_date(const json_t *value)
{
	struct claimed_date claimed;

	return read_date(value, &claimed);
}

/* --- which array ------------------------------------------------------------------------------ */

static const json_t *
inner_of(const json_t *element, const char *inner)
{
	return inner == NULL ? element : json_object_get(element, inner);
}

/* In how many of the first objects the key's value passes the test. */
static size_t
share(const json_t *array, const char *inner, const char *key, bool (*test)(const json_t *))
{
	size_t passed = 0;

	for (size_t i = 0; i < json_array_size(array) && i < SAMPLE; i++)
		passed += test(json_object_get(inner_of(json_array_get(array, i), inner), key));
	return passed;
}

/* The key whose values pass most often, its name deciding between those that do. */
static const char *
best_key(const json_t *array, const char *inner, bool (*test)(const json_t *), const struct name_worth *names, int *worth)
{
	size_t sample = json_array_size(array) < SAMPLE ? json_array_size(array) : SAMPLE;
	json_t *first = json_array_get(array, 0);
	const char *best = NULL;
	const char *key;
	json_t *value;

	first = inner == NULL ? first : json_object_get(first, inner);
	*worth = 0;
	json_object_foreach(first, key, value) {
		int name = worth_of_name(key, names);
		size_t passed = name < 0 || json_is_object(value) || json_is_array(value) ? 0 : share(array, inner, key, test);
		int score = (int)(passed * 10 / sample) + name;

		if (passed * 2 >= sample && score > *worth) {
			*worth = score;
			best = key;
		}
	}
	return best;
}

static struct keys
understand(const json_t *array, const char *inner)
{
	struct keys keys = { .inner = inner };
	int title;
	int url;
	int date;

	keys.title = best_key(array, inner, is_title, title_names, &title);
	keys.url = best_key(array, inner, is_address, url_names, &url);
	keys.date = best_key(array, inner, is_date, date_names, &date);
	/* A title alone is as likely a menu: it needs an address or a date beside it. */
	if (keys.title != NULL && title > 10 && (keys.url != NULL || keys.date != NULL))
		keys.worth = (title + (keys.url != NULL ? 20 : 0) + (keys.date != NULL ? 20 : 0)) * (int)json_array_size(array);
	return keys;
}

/* Tries an array, also with its fields one object further in ("_source", "data"). */
static void
try_array(struct walk *walk, json_t *array)
{
	json_t *first = json_array_get(array, 0);
	struct keys keys;
	const char *key;
	json_t *value;

	if (!json_is_object(first))
		return;
	keys = understand(array, NULL);
	json_object_foreach(first, key, value) {
		if (keys.worth > 0)
			break;
		if (json_is_object(value))
			keys = understand(array, key);
	}
	if (keys.worth > walk->keys.worth) {
		walk->keys = keys;
		walk->best = array;
	}
}

static void
see_string(struct walk *walk, const json_t *value)
{
	const char *text = json_string_value(value);
	size_t length = json_string_length(value);

	if (length > walk->html_length && (strcasestr(text, "<a ") != NULL || strcasestr(text, "<record>") != NULL)) {
		walk->html = text;
		walk->html_length = length;
	}
}

static void
see_number(struct walk *walk, const char *key, const json_t *value)
{
	static const char *const names[] = { "totalPage", "totalPages", "pageCount", "pages", "page_count", "total_page", "pageTotal" };

	if (key == NULL || !json_is_integer(value) || json_integer_value(value) <= 0 || json_integer_value(value) > 1000000)
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(key, names[i]) == 0)
			walk->total = (unsigned)json_integer_value(value);
}

struct open_container {
	json_t *value;
	size_t index; /* of an array */
	void *place;  /* of an object */
};

/* The next child of an open container, NULL at its end; *key for objects. */
static json_t *
next_child(struct open_container *open, const char **key)
{
	*key = NULL;
	if (json_is_array(open->value))
		return json_array_get(open->value, open->index++);
	open->place = open->index++ == 0 ? json_object_iter(open->value) : json_object_iter_next(open->value, open->place);
	if (open->place == NULL)
		return NULL;
	*key = json_object_iter_key(open->place);
	return json_object_iter_value(open->place);
}

/* Visits all values without recursion. */
static void
visit(struct walk *walk, json_t *root)
{
	struct open_container stack[STACK] = { { .value = root } };
	size_t depth = 1;

	if (json_is_array(root))
		try_array(walk, root);
	while (depth > 0) {
		const char *key;
		json_t *child = next_child(&stack[depth - 1], &key);

		if (child == NULL) {
			depth--;
			continue;
		}
		see_string(walk, json_is_string(child) ? child : NULL);
		see_number(walk, key, child);
		if (json_is_array(child))
			try_array(walk, child);
		if ((json_is_array(child) || json_is_object(child)) && depth < STACK)
			stack[depth++] = (struct open_container){ .value = child };
	}
}

/* --- items ------------------------------------------------------------------------------------ */

/* A title with markup in it shows its text; an address in it serves where there is no other. */
static enum status
set_title(const struct document *document, struct list_builder *builder, const char *title, struct list_item *item)
{
	struct document *piece;
	struct buffer text;
	const xmlNode *link;
	enum status status;

	if (strchr(title, '<') == NULL && strchr(title, '&') == NULL)
		return list_set_title(builder->arena, title, NULL, item);
	status = document_read_fragment(title, strlen(title), document->base, &piece);
	if (status != STATUS_OK)
		return status == STATUS_LIMIT ? STATUS_OK : status;
	buffer_start(&text, LIMIT_FIELD_BYTES);
	link = piece->root == NULL ? NULL : dom_find(piece->root, "a");
	status = piece->root == NULL ? STATUS_OK : dom_text_line(piece->root, &text);
	if (status != STATUS_NO_MEMORY)
		status = list_set_title(builder->arena, buffer_string(&text), link == NULL ? NULL : dom_attribute(link, "title"), item);
	if (status == STATUS_OK && item->url == NULL && link != NULL && dom_attribute(link, "href") != NULL)
		status = list_set_address(document, builder->arena, dom_attribute(link, "href"), item);
	buffer_clear(&text);
	document_free(piece);
	return status;
}

static enum status
add_object(const struct document *document, const json_t *element, const struct keys *keys, struct list_builder *builder)
{
	const json_t *object = inner_of(element, keys->inner);
	const char *title = json_string_value(json_object_get(object, keys->title));
	const json_t *date = keys->date == NULL ? NULL : json_object_get(object, keys->date);
	const json_t *url = keys->url == NULL ? NULL : json_object_get(object, keys->url);
	struct list_item *item;
	enum status status = STATUS_OK;

	if (title == NULL || *title == '\0')
		return STATUS_OK;
	item = list_new_item(builder);
	if (item == NULL)
		return builder->is_cut ? STATUS_OK : STATUS_NO_MEMORY;
	if (is_address(url))
		status = list_set_address(document, builder->arena, json_string_value(url), item);
	if (status == STATUS_OK)
		status = set_title(document, builder, title, item);
	if (status != STATUS_OK || !read_date(date, &item->published))
		return status;
	item->date_text = json_is_string(date) ? arena_string(builder->arena, json_string_value(date)) :
	    arena_format(builder->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(date));
	return item->date_text == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

static enum status
read_html(const struct document *document, const struct walk *walk, struct list_builder *builder, struct list_pages *pages,
    enum list_adapter *adapter)
{
	struct document *page;
	enum status status = document_read_fragment(walk->html, walk->html_length, document->base, &page);

	if (status != STATUS_OK)
		return status == STATUS_LIMIT ? STATUS_OK : status;
	status = list_read_datastore(page, builder, pages, adapter);
	if (status == STATUS_OK && *adapter == LIST_ADAPTER_NONE)
		status = list_read_page(page, builder, adapter);
	if (*adapter != LIST_ADAPTER_NONE)
		*adapter = LIST_ADAPTER_JSON_HTML;
	document_free(page);
	return status;
}

/* The text between the brackets of "callback( … )", or all of it. */
static void
without_callback(const char **text, size_t *length)
{
	const char *open = strpbrk(*text, "({[");
	const char *close = memrchr(*text, ')', *length);

	if (open == NULL || *open != '(' || close == NULL || close < open)
		return;
	*length = (size_t)(close - open - 1);
	*text = open + 1;
}

static bool
is_bearable(const char *text, size_t length)
{
	size_t nodes = 0;
	size_t values = 0;

	for (size_t i = 0; i < length; i++) {
		nodes += text[i] == '{' || text[i] == '[';
		values += text[i] == ',' || text[i] == ':';
	}
	return nodes <= LIMIT_JSON_NODES && values <= LIMIT_JSON_VALUES;
}

enum status
list_read_json(const struct document *document, struct list_builder *builder, struct list_pages *pages,
    enum list_adapter *adapter)
{
	const char *text = document->text;
	size_t length = document->length;
	struct walk walk = { .best = NULL };
	enum status status = STATUS_OK;
	json_t *root;

	without_callback(&text, &length);
	builder->is_cut |= !is_bearable(text, length);
	root = builder->is_cut ? NULL : json_loadb(text, length, JSON_DECODE_ANY, NULL);
	if (root == NULL)
		return STATUS_OK;
	visit(&walk, root);
	pages->total = walk.total;
	for (size_t i = 0; i < json_array_size(walk.best) && status == STATUS_OK && !builder->is_cut; i++)
		status = add_object(document, json_array_get(walk.best, i), &walk.keys, builder);
	if (builder->count > 0)
		*adapter = LIST_ADAPTER_JSON;
	else if (status == STATUS_OK && walk.html != NULL)
		status = read_html(document, &walk, builder, pages, adapter);
	json_decref(root);
	return status;
}
