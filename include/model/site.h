/* What is watched: sites, their columns, and the units that owe publications. */
#ifndef GONGKAI_MODEL_SITE_H
#define GONGKAI_MODEL_SITE_H

#include <stdbool.h>
#include <stddef.h>

#include "time/date.h"
#include "time/span.h"

/* XPath overrides of a column; each NULL where the extractor decides. */
struct column_selectors {
	const char *row;
	const char *title;
	const char *link;
	const char *date;
};

struct column {
	const char *name;   /* unique within its site */
	const char *role;   /* `policy`, `interpretation`, ...; the name where the file gives none */
	const char *title;  /* the column's name on the site, NULL where not given */
	const char *url;    /* absolute */
	const char *unit;   /* the unit whose column it is; NULL: the site's own unit */
	struct span every;  /* polling interval, minutes or hours or days */
	unsigned pages;     /* further list pages to follow, at most */
	bool read_articles; /* fetch each new item's page as well */
	bool is_page;       /* no list: the page itself is the one item (an entry, a search, a list of contacts) */
	struct column_selectors selectors;
	const struct site *site;
	const struct column *next;
};

struct site {
	const char *name;   /* the identifier in the rule files */
	const char *title;  /* "中山市人民政府" */
	const char *url;    /* home page, absolute */
	const char *region; /* "中山市", NULL where not given */
	const char *level;  /* `national`, `province`, `city`, `county`, `township`, or NULL */
	const char *unit;   /* the unit that runs it, NULL: the title */
	const char *calendar; /* name of a regional overlay, NULL: the national calendar */
	const struct column *columns;
	const struct site *next;
};

struct unit {
	const char *name;   /* "市教育局"; of a catalogue the entry, "财政预决算" */
	const char *site;   /* the site that publishes for it, NULL: any */
	const char *role;   /* catalogue: the role of the columns where the entry stands, NULL: any */
	const char *const *aliases; /* NULL-terminated; other names under which it publishes; NULL for none */
	bool has_from, has_until;   /* of a body that was set up or abolished */
	struct date from, until;
	const struct unit *next;
};

/* A roster of units, or a catalogue of entries that each need a place on the site. One name space. */
struct roster {
	const char *name;
	const char *title;  /* NULL where not given */
	bool is_catalogue;
	const struct unit *units;
	size_t count;
	const struct roster *next;
};

#endif
