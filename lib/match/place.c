/* Places in titles and host names. */
#include "lib/match/place.h"

#include <string.h>

enum { BRANCH_LABEL = 5 };

/* Labels of ministries and offices of the State Council before gov.cn. */
static const char *const central[] = { "ndrc", "mof", "moe", "most", "miit", "mps", "mca", "moj", "mohrss", "mnr", "mee", "mohurd",
	"mot", "mwr", "moa", "mofcom", "mct", "nhc", "mva", "mem", "pbc", "audit", "fmprc", "seac", "sasac", "customs", "chinatax", "samr", "nfra",
	"cbirc", "csrc", "nrta", "sport", "stats", "nhsa", "cidca", "cnipa", "nia", "nea", "safe", "mohrss", "forestry", "nra", "caac", "spb", "ncha",
	"satcm", "natcm", "chinamine-safety", "nmpa", "sastind", "tobacco", "cma", "cea", "lswz", "nnsa", "cac", "npc", "court", "spp", "saac", "cnca",
	"sac", "gjxfj", "ggj", "gjbmj", "sca", "oscca", "nda", "hmo", "gwytb" };

/* What stands behind the short form where the full name of a prefecture is long: 恩施州 for 恩施土家族苗族自治州. */
static const char32_t prefecture = U'州';

/* Short forms that are everyday words as well. */
static const char *const everyday[] = { "日照市", "长治市", "朝阳市", "安康市", "白银市", "大理白族自治州", "平安区" };

static bool
is_everyday(const char *name)
{
	for (size_t i = 0; i < sizeof(everyday) / sizeof(everyday[0]); i++)
		if (strcmp(everyday[i], name) == 0)
			return true;
	return false;
}

static bool
is_county(uint32_t code)
{
	return code % 100 != 0;
}

/* The character at `name`, which is in UTF-8 and Chinese throughout: three bytes each. 0 at its end. */
static char32_t
name_character(const char *name)
{
	const unsigned char *bytes = (const unsigned char *)name;

	return *bytes == 0 ? 0 : (char32_t)((bytes[0] & 15) << 12 | (bytes[1] & 63) << 6 | (bytes[2] & 63));
}

/* Characters of `name` that `text` begins with; *whole where that is all of it. */
static size_t
common_length(const char *name, const char32_t *text, size_t length, bool *whole)
{
	size_t count = 0;

	while (count < length && name_character(name + 3 * count) == text[count])
		count++;
	*whole = name[3 * count] == '\0';
	return count;
}

/* Index of the first row whose name begins with a character not before `character`; bytes of UTF-8 sort as
 * characters do. */
static size_t
first_row(char32_t character)
{
	size_t low = 0, high = place_name_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (name_character(place_names[middle].name) < character)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
add_code(struct place *place, uint32_t code)
{
	if (place->count < PLACE_ALTERNATIVES)
		place->codes[place->count++] = code;
}

static bool
code_holds(uint32_t wide, uint32_t narrow)
{
	if (wide == narrow)
		return true;
	if (wide == PLACE_NATION)
		return false;
	if (wide % 10000 == 0)
		return wide / 10000 == narrow / 10000;
	return wide % 100 == 0 && wide / 100 == narrow / 100;
}

static bool
place_holds(const struct place *wide, uint32_t narrow)
{
	for (unsigned i = 0; i < wide->count; i++)
		if (code_holds(wide->codes[i], narrow))
			return true;
	return false;
}

/* Length of the reading of row `name` at `text`, 0 where it does not stand there. Counties have short forms only
 * inside a place that is already known. */
static size_t
reading(const struct place_name *row, const char32_t *text, size_t length, bool short_form, const struct place *inside)
{
	bool whole;
	size_t common = common_length(row->name, text, length, &whole);

	if (whole)
		return common;
	if (!short_form || row->short_length == 0 || common < row->short_length)
		return 0;
	common = row->short_length;
	if (common < length && text[common] == prefecture && row->code % 10000 != 0 && !is_county(row->code))
		return common + 1;
	return inside == NULL && (is_county(row->code) || is_everyday(row->name)) ? 0 : common;
}

static size_t
read_inside(const char32_t *text, size_t length, bool short_form, const struct place *inside, struct place *place)
{
	size_t best = 0;
	struct place found = { .count = 0 };

	if (length < 2)
		return 0;
	for (size_t i = first_row(text[0]); i < place_name_count; i++) {
		const struct place_name *row = &place_names[i];
		size_t got;

		if (name_character(row->name) != text[0])
			break;
		if (inside != NULL && !place_holds(inside, row->code))
			continue;
		got = reading(row, text, length, short_form, inside);
		if (got > best) {
			best = got;
			found.count = 0;
		}
		if (got > 0 && got == best)
			add_code(&found, row->code);
	}
	if (best > 0)
		*place = found;
	return best;
}

size_t
place_read(const char32_t *text, size_t length, bool short_form, struct place *place)
{
	return read_inside(text, length, short_form, NULL, place);
}

size_t
place_read_chain(const char32_t *text, size_t length, struct place *place)
{
	size_t at = read_inside(text, length, true, NULL, place);

	while (at > 0 && at < length) {
		struct place narrower;
		size_t got = read_inside(text + at, length - at, true, place, &narrower);

		if (got == 0)
			break;
		*place = narrower;
		at += got;
	}
	return at;
}

static int
compare_label(const char *label, const char *text, size_t length)
{
	int order = strncmp(label, text, length);

	return order != 0 ? order : label[length] != '\0';
}

static void
read_label(const char *text, size_t length, struct place *place)
{
	size_t low = 0, high = place_host_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_label(place_hosts[middle].label, text, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < place_host_count && compare_label(place_hosts[low].label, text, length) == 0; low++)
		add_code(place, place_hosts[low].code);
}

/* Start of the label that ends before `end`. */
static size_t
label_start(const char *host, size_t end)
{
	while (end > 0 && host[end - 1] != '.')
		end--;
	return end;
}

/* The State Council and the ministries: at home in the whole country. */
static bool
is_central(const char *label, size_t length)
{
	for (size_t i = 0; i < sizeof(central) / sizeof(central[0]); i++)
		if (strlen(central[i]) == length && memcmp(central[i], label, length) == 0)
			return true;
	return false;
}

static bool
is_host(const char *host, size_t length, const char *wanted)
{
	return length == strlen(wanted) && memcmp(host, wanted, length) == 0;
}

void
place_of_host(const char *host, size_t length, struct place *place)
{
	static const char suffix[] = ".gov.cn";
	size_t end = length, start;
	bool central_host;

	place->count = 0;
	if (is_host(host, length, "www.gov.cn") || is_host(host, length, "gov.cn")) {
		add_code(place, PLACE_NATION);
		return;
	}
	if (length > sizeof(suffix) - 1 && memcmp(host + length - (sizeof(suffix) - 1), suffix, sizeof(suffix) - 1) == 0) {
		end -= sizeof(suffix) - 1;
	} else {
		/* zfgjj.weihai.cn: the label below the top one. */
		end = label_start(host, length);
		if (end == 0 || length - end != 2)
			return;
		end--;
	}
	start = label_start(host, end);
	central_host = is_central(host + start, end - start);
	if (!central_host)
		read_label(host + start, end - start, place);
	/* A branch of a ministry: qingdao.pbc.gov.cn. Short labels there are names of departments. */
	while (place->count == 0 && start > 1) {
		end = start - 1;
		start = label_start(host, end);
		if (end - start >= BRANCH_LABEL)
			read_label(host + start, end - start, place);
	}
	if (place->count == 0 && central_host)
		add_code(place, PLACE_NATION);
}

enum place_relation
place_compare(const struct place *a, const struct place *b)
{
	enum place_relation relation = PLACE_OTHER;

	if (a->count == 0 || b->count == 0)
		return PLACE_UNKNOWN;
	/* A city's page may or may not be about the ministry's document: the place does not tell. */
	if ((a->codes[0] == PLACE_NATION) != (b->codes[0] == PLACE_NATION))
		return PLACE_UNKNOWN;
	for (unsigned i = 0; i < a->count; i++)
		for (unsigned j = 0; j < b->count; j++) {
			if (a->codes[i] == b->codes[j])
				return PLACE_SAME;
			if (code_holds(a->codes[i], b->codes[j]) || code_holds(b->codes[j], a->codes[i]))
				relation = PLACE_WITHIN;
		}
	return relation;
}
