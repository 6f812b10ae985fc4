/* Keys of documents. */
#include "lib/match/index_keys.h"

enum {
	LINK_KEYS = 64, /* links indexed of one document: those of its text come first */
	BEGINNING = 12, /* characters of a title that was cut off */
};

/* Kinds of keys. Pairs of characters are below 1 << 42, all others have the highest bit. */
enum key_kind { KEY_URL, KEY_LINK, KEY_NUMBER, KEY_BEGINNING };

static uint64_t
named_key(enum key_kind kind, uint64_t digest)
{
	return (uint64_t)1 << 63 | (digest & ~(uint64_t)7) | (uint64_t)kind;
}

static void
add_key(struct keys *keys, uint64_t key)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->keys[i] == key)
			return;
	if (keys->count < KEYS)
		keys->keys[keys->count++] = key;
}

static void
add_pairs(struct keys *keys, const struct subject *subject)
{
	for (size_t i = 0; i + 1 < subject->count && keys->count < KEYS / 2; i++)
		add_key(keys, (uint64_t)subject->content[i] << 21 | subject->content[i + 1]);
}

static void
add_beginnings(struct keys *keys, const struct match_features *features)
{
	size_t starts = features->is_cut ? features->start_count : 1;

	for (size_t i = 0; i < starts && i < features->start_count; i++) {
		size_t start = features->starts[i];

		if (start + BEGINNING <= features->raw_length)
			add_key(keys, named_key(KEY_BEGINNING, match_digest(0, features->raw + start,
			    BEGINNING * sizeof(*features->raw))));
	}
}

static void
add_numbers(struct keys *keys, const struct document_number *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t what[2] = { numbers[i].year, numbers[i].serial };

		add_key(keys, named_key(KEY_NUMBER, match_digest(0, what, sizeof(what))));
	}
}

/* `asking`: an address asks for links to it and a link for the address it leads to. */
static void
add_addresses(struct keys *keys, const struct match_features *features, bool asking)
{
	if (features->url_digest != 0)
		add_key(keys, named_key(asking ? KEY_LINK : KEY_URL, features->url_digest));
	for (size_t i = 0; i < features->link_count && i < LINK_KEYS; i++)
		add_key(keys, named_key(asking ? KEY_URL : KEY_LINK, features->link_digests[i]));
}

void
index_keys(const struct match_features *features, bool asking, struct keys *keys)
{
	keys->count = 0;
	/* What is quoted first, then what the title says beside. */
	for (int origin = SUBJECT_QUOTE; origin >= SUBJECT_WHOLE; origin--)
		for (size_t i = 0; i < features->subject_count; i++)
			if ((int)features->subjects[i].origin == origin)
				add_pairs(keys, &features->subjects[i].subject);
	if (features->text != NULL && !features->has_quote)
		for (size_t i = 0; i < features->text->subject_count; i++)
			add_pairs(keys, &features->text->subjects[i].subject);
	keys->pairs = keys->count;
	add_beginnings(keys, features);
	add_numbers(keys, features->numbers, features->number_count);
	if (features->text != NULL)
		add_numbers(keys, features->text->numbers, features->text->number_count);
	add_addresses(keys, features, asking);
}
