/* Places: provinces, cities and counties in titles, fields and host names, and whether two of them can be the same.
 * A name may stand for several places (朝阳区); then all of them are kept. */
#ifndef GONGKAI_MATCH_PLACE_H
#define GONGKAI_MATCH_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

enum {
	PLACE_ALTERNATIVES = 6, /* the commonest name, 城区 or 新华区, stands for fewer */
	PLACE_NATION = 0,       /* code of the whole country */
};

/* A row of the gazetteer. */
struct place_name {
	const char *name;
	uint8_t short_length; /* characters of the short form: 2 for 北京市; 0 for none */
	uint32_t code;        /* GB/T 2260: province 330000, city 330100, county 330106 */
};

struct place_host {
	const char *label;
	uint32_t code;
};

extern const struct place_name place_names[];
extern const size_t place_name_count;
extern const struct place_host place_hosts[];
extern const size_t place_host_count;

/* One place, or the several that its name may mean. count 0: unknown. */
struct place {
	uint32_t codes[PLACE_ALTERNATIVES];
	unsigned count;
};

enum place_relation {
	PLACE_UNKNOWN, /* one of them is not known */
	PLACE_SAME,
	PLACE_WITHIN,  /* one lies in the other */
	PLACE_OTHER,
};

/* Reads the name that starts at `text`: the longest full name, or, where `short_form`, also 北京, 恩施州.
 * Returns its length in characters, 0 for none. */
size_t place_read(const char32_t *text, size_t length, bool short_form, struct place *place);

/* Reads names one after the other (福建省明溪县, 四川雅安石棉) and keeps the narrowest. Returns the length read. */
size_t place_read_chain(const char32_t *text, size_t length, struct place *place);

/* The place whose government uses this host, the nation for ministries; unknown for platforms and others. `host` is without
 * port. */
void place_of_host(const char *host, size_t length, struct place *place);

enum place_relation place_compare(const struct place *a, const struct place *b);

#endif
