/* A world for tests of the engine: rules from text, websites that are tables of what appears and disappears when, a
 * clock that the test moves, a store, and a record of everything the engine told. */
#ifndef GONGKAI_TESTS_WORLD_H
#define GONGKAI_TESTS_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/engine.h"

enum { WORLD_FIELDS = 4 };

/* One entry of a column. Times are "2019-09-27 10:00" in the zone of the law; NULL `disappears`: stays. */
struct publication {
	const char *column;    /* "site/column" */
	const char *url;
	const char *title;
	const char *published; /* "2019-09-27", "2019-09", "2019-09-27 10:00"; NULL: states no date */
	const char *appears;   /* when the list shows it first */
	const char *disappears;
	struct {
		const char *name, *value;
	} fields[WORLD_FIELDS]; /* of its own page, read when the column's articles are read */
};

/* A time in which looks at a column (NULL: at all) fail. */
struct outage {
	const char *column;
	const char *from, *to;
};

struct world;

/* The memory store is the world's own; another one (NULL for none) is borrowed. Fails the test on any error. */
struct world *world_new(const char *rules, struct store *store);
void world_free(struct world *world);

void world_publish(struct world *world, const struct publication *publications, size_t count);
void world_fail(struct world *world, const struct outage *outages, size_t count);

/* Another calendar from now on, borrowed. */
void world_calendar(struct world *world, struct calendar *calendar);

/* Goes to that time: tick, looks at every column (in `order`: 0 as in the files, else shuffled by it), articles,
 * operator actions, tick. */
void world_pass(struct world *world, const char *at);
void world_pass_in_order(struct world *world, struct instant at, unsigned order);

/* Goes to that time without a look. */
void world_wait(struct world *world, const char *at);

/* One look at one column. */
void world_look(struct world *world, const char *column, struct instant at);

/* Stops the engine and starts another one on the same store. */
void world_restart(struct world *world, struct instant at);

void world_operate(struct world *world, struct operation operation);
void world_rules(struct world *world, const char *rules);

struct engine_config world_config(struct world *world);
struct engine *world_engine(struct world *world);
struct store *world_store(struct world *world);
struct instant world_time(const char *text);

/* The item with that URL; 0 for none. */
int64_t world_item(struct world *world, const char *url);

/* The duty of a rule for an item (its URL) or with a key; id 0 for none. Strings live until the world is freed. */
struct duty world_duty(struct world *world, const char *rule, const char *subject);

/* Its state's word, "none" where there is no such duty. */
const char *world_state(struct world *world, const char *rule, const char *subject);

/* "waiting>overdue deadline; overdue>met-late answer": the changes of a duty, without its creation. */
const char *world_history(struct world *world, const char *rule, const char *subject);

/* Evidence of the latest transition of a duty. */
const char *world_evidence(struct world *world, const char *rule, const char *subject);

/* Every duty as "rule key state late due", sorted: two worlds with the same text are in the same state. */
const char *world_summary(struct world *world);

/* How many notices of a kind were told. */
unsigned world_told(const struct world *world, enum engine_notice_kind kind);

#endif
