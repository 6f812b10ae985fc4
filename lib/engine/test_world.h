/* The small world of one rule test. Private to lib/engine. */
#ifndef GONGKAI_ENGINE_TEST_WORLD_H
#define GONGKAI_ENGINE_TEST_WORLD_H

#include "lib/engine/engine_private.h"

struct test_world {
	struct ruleset *ruleset;
	const struct rule_test *test;
	struct arena *arena;
	struct zone zone;
	struct calendar *calendar;   /* owned where the test asks for another day's knowledge */
	const struct calendar *used; /* the calendar in force */
	struct site *sites;
	struct store *store;
	struct engine *engine;
	struct instant start;        /* the first look, before anything happens */
	struct instant now;
};

/* Makes the sites that the test's rules speak of, with a column for each role. */
MUST_USE enum status test_sites_make(struct test_world *world);

/* When a test's item stands on its list. */
struct instant test_item_seen(const struct test_item *item, struct zone zone);
bool test_item_is_shown(const struct test_world *world, const struct test_item *item, struct instant at);
const char *test_item_site(const struct test_world *world, const struct test_item *item);

/* One look at every column, with the articles of new items; failed where the test says so. */
MUST_USE enum status test_look(struct test_world *world, struct instant at);

/* The id of the item in the store, or 0. */
MUST_USE enum status test_item_id(const struct test_world *world, const struct test_item *item, int64_t *id);

#endif
