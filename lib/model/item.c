/* Fields of items. */
#include "model/item.h"

#include <string.h>

static const struct field *
find(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->field_count; i++)
		if (strcmp(item->fields[i].name, name) == 0)
			return &item->fields[i];
	return NULL;
}

const char *
item_field(const struct item *item, const char *name)
{
	const struct {
		const char *name;
		const char *value;
	} own[] = {
		{ "title", item->title }, { "url", item->url }, { "role", item->role },
		{ "column", item->column }, { "site", item->site }, { "unit", item->unit },
	};
	const struct field *field;

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strcmp(own[i].name, name) == 0)
			return own[i].value;
	field = find(item, name);
	return field == NULL ? NULL : field->value;
}

struct claimed_date
item_date(const struct item *item, const char *name)
{
	const struct field *field;

	if (strcmp(name, "published") == 0)
		return item->published;
	field = find(item, name);
	return field == NULL ? (struct claimed_date){ 0 } : field->date;
}
