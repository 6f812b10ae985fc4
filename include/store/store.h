/* The store as the layers above see it: a struct of functions, with a memory version (store/memory.h) and a version
 * on disk (store/sqlite.h). Nothing above may know which one it has.
 *
 * - Changes happen between begin() and commit() or rollback(): one transaction for one decision. A call that
 *   changes something outside of a transaction is STATUS_INTERNAL. Transactions do not nest.
 * - Records go in by value: strings are borrowed for the call. Records come out with strings in the caller's arena.
 * - Lists come as pages of ids in ascending order ("give me up to `room` ids after `after`"), so that the caller may
 *   change what it walks over, and nothing is ever loaded whole. ids are > 0; `after` 0 starts; a page that is not full is
 *   the last one.
 * - Functions with a callback are for reading histories: the callback must not call the store. Any status but
 *   STATUS_OK from it ends the walk and is handed on. Strings it is given live for the call only.
 * - A get or find of something that is not there is STATUS_NOT_FOUND. Trouble with the storage is STATUS_IO. Outputs are
 *   untouched on failure. */
#ifndef GONGKAI_STORE_STORE_H
#define GONGKAI_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "store/records.h"

/* Which items: every member narrows, NULL and false do not. */
struct item_filter {
	const char *site;
	const char *column;
	const char *role;
	const char *unit;
	const char *number;      /* the field `number`, exactly as stored */
	bool only_listed;        /* on the content that was read last */
	bool only_present;       /* not gone */
	bool only_pending;       /* whose article is still to be read */
	bool has_from, has_to;
	struct date from, to;    /* claimed date (its first day), inclusive; undated items pass */
};

/* Which duties: every member narrows, 0, NULL and false do not. */
struct duty_filter {
	const char *rule;
	const char *site;        /* "" for those without a site */
	const char *unit;
	const char *key_prefix;  /* "item:", "column:" */
	uint32_t states;         /* bits 1 << enum duty_state; 0 for all */
	int64_t trigger_item;
	int64_t trigger_event;
	int64_t answer_item;
	bool has_due_by;
	struct instant due_by;   /* deadline.due <= due_by */
	bool has_due_from;
	struct instant due_from; /* deadline.due >= due_from */
};

typedef enum status observation_function(void *context, const struct observation_run *run);
typedef enum status transition_function(void *context, const struct transition *transition);
typedef enum status revision_function(void *context, const struct item_revision *revision);
typedef enum status pair_function(void *context, const struct pair *pair);
typedef enum status operation_function(void *context, const struct operation *operation);

/* What the candidate index of match needs of an item. */
struct item_title {
	int64_t id;
	const char *site;
	const char *role;
	const char *title;
	const char *url;
	const char *number;      /* NULL where none */
	struct claimed_date published;
};
typedef enum status title_function(void *context, const struct item_title *title);

struct store {
	/* Frees all; NULL-safe through store_close(). Rolls back an open transaction. */
	void (*close)(struct store *store);

	enum status (*begin)(struct store *store);
	enum status (*commit)(struct store *store);
	void (*rollback)(struct store *store);

	/* Items. put() inserts where item.id is 0 and sets it (STATUS_CONFLICT where site, column and URL are there
	 * already), else replaces the row and all its fields. */
	enum status (*item_put)(struct store *store, struct stored_item *item);
	enum status (*item_get)(struct store *store, int64_t id, struct arena *arena, struct stored_item *item);
	enum status (*item_find)(struct store *store, const char *site, const char *column, const char *url,
	    struct arena *arena, struct stored_item *item);
	enum status (*item_select)(struct store *store, const struct item_filter *filter, int64_t after, int64_t *ids,
	    size_t room, size_t *count);
	/* The latest claimed first day of the column's items that are not gone. STATUS_NOT_FOUND for none dated. */
	enum status (*item_newest)(struct store *store, const char *site, const char *column, struct date *newest,
	    int64_t *id);
	/* All items of a role (NULL for all), in order of id. */
	enum status (*item_titles)(struct store *store, const char *role, title_function *function, void *context);
	enum status (*revision_add)(struct store *store, const struct item_revision *revision);
	/* Oldest first. */
	enum status (*revision_each)(struct store *store, int64_t item, revision_function *function, void *context);

	/* Columns and looks. */
	enum status (*column_get)(struct store *store, const char *site, const char *column, struct arena *arena,
	    struct column_state *state);
	enum status (*column_put)(struct store *store, const struct column_state *state);
	/* Extends the column's latest run where outcome, HTTP status, body hash and items are the same, else starts one. */
	enum status (*observation_add)(struct store *store, const struct observation *observation);
	/* Runs of a site (column NULL: of all its columns) that reach into [from, to], newest first. */
	enum status (*observation_each)(struct store *store, const char *site, const char *column, struct instant from,
	    struct instant to, observation_function *function, void *context);
	/* Forgets runs that ended before the instant. */
	enum status (*observation_trim)(struct store *store, struct instant before);

	/* Duties. put() inserts where id is 0 and sets it (STATUS_CONFLICT where rule and key are there already). */
	enum status (*duty_put)(struct store *store, struct duty *duty);
	enum status (*duty_get)(struct store *store, int64_t id, struct arena *arena, struct duty *duty);
	enum status (*duty_find)(struct store *store, const char *rule, const char *key, struct arena *arena,
	    struct duty *duty);
	enum status (*duty_select)(struct store *store, const struct duty_filter *filter, int64_t after, int64_t *ids,
	    size_t room, size_t *count);
	/* Up to `room` duties with wake_at <= now, earliest first (ties by id). Duties with duty_never_wakes never come. */
	enum status (*duty_due)(struct store *store, struct instant now, int64_t *ids, size_t room, size_t *count);
	/* The earliest wake_at of all. STATUS_NOT_FOUND for none. */
	enum status (*duty_next_wake)(struct store *store, struct instant *wake_at);
	/* How many are in each state, at one site and of one rule where those are not NULL. */
	enum status (*duty_count)(struct store *store, const char *rule, const char *site,
	    uint64_t counts[DUTY_STATE_COUNT]);

	/* Transitions. add() sets the id. */
	enum status (*transition_add)(struct store *store, struct transition *transition);
	enum status (*transition_get)(struct store *store, int64_t id, struct arena *arena,
	    struct transition *transition);
	/* Oldest first. */
	enum status (*transition_each)(struct store *store, int64_t duty, transition_function *function, void *context);
	/* All duties' transitions with an id above `after`, oldest first. */
	enum status (*transition_since)(struct store *store, int64_t after, transition_function *function, void *context);

	/* Pairs. add() sets the id. */
	enum status (*pair_add)(struct store *store, struct pair *pair);
	/* The row that holds for this trigger and response. */
	enum status (*pair_find)(struct store *store, int64_t trigger, int64_t response, struct arena *arena,
	    struct pair *pair);
	/* The rows that hold of a trigger or of a response (the other one 0), retracted ones included, by id. */
	enum status (*pair_each)(struct store *store, int64_t trigger, int64_t response, pair_function *function,
	    void *context);
	/* What people should look at: automatic pairs that hold and are likely, not sure. Up to `room` of those that come
	 * after `after` (NULL: the first ones); highest score first, ties by id. */
	enum status (*pair_likely)(struct store *store, const struct pair *after, size_t room, pair_function *function,
	    void *context);
	/* Every row ever added of the same. */
	enum status (*pair_history)(struct store *store, int64_t trigger, int64_t response, pair_function *function,
	    void *context);

	/* Events. add() sets the id. select(): of a name, NULL for all. */
	enum status (*event_add)(struct store *store, struct event *event);
	enum status (*event_get)(struct store *store, int64_t id, struct arena *arena, struct event *event);
	enum status (*event_select)(struct store *store, const char *name, int64_t after, int64_t *ids, size_t room,
	    size_t *count);

	/* Operator actions. add() sets the id; next() is the oldest one not applied. */
	enum status (*operation_add)(struct store *store, struct operation *operation);
	enum status (*operation_next)(struct store *store, struct arena *arena, struct operation *operation);
	enum status (*operation_done)(struct store *store, int64_t id, struct instant applied, const char *refusal);
	/* Of a duty, oldest first, refused ones included; applied or not. */
	enum status (*operation_each)(struct store *store, int64_t duty, operation_function *function, void *context);

	/* Rules, sites, settings. */
	enum status (*rule_state_get)(struct store *store, const char *rule, struct arena *arena,
	    struct rule_state *state);
	enum status (*rule_state_put)(struct store *store, const struct rule_state *state);
	enum status (*rule_state_drop)(struct store *store, const char *rule);
	/* The name of the first rule after `after` in byte order ("" starts). STATUS_NOT_FOUND at the end. */
	enum status (*rule_state_next)(struct store *store, const char *after, struct arena *arena,
	    struct rule_state *state);
	enum status (*reading_put)(struct store *store, const struct site_reading *reading);
	enum status (*reading_get)(struct store *store, const char *site, int measure, struct site_reading *reading);
	/* Small named values: calendar version, ruleset digest, clock of the last tick. */
	enum status (*setting_get)(struct store *store, const char *name, struct arena *arena, const char **value);
	enum status (*setting_put)(struct store *store, const char *name, const char *value);

	/* Outbox. add() sets the id; STATUS_CONFLICT where reference, recipient and channel are there already. */
	enum status (*outbox_add)(struct store *store, struct outbox_message *message);
	enum status (*outbox_get)(struct store *store, int64_t id, struct arena *arena,
	    struct outbox_message *message);
	/* Up to `room` messages that are not sent, with next_attempt <= now; earliest first. channel NULL for all. */
	enum status (*outbox_due)(struct store *store, const char *channel, struct instant now, int64_t *ids,
	    size_t room, size_t *count);
	/* The earliest next_attempt of what is not sent. STATUS_NOT_FOUND for none. */
	enum status (*outbox_next)(struct store *store, const char *channel, struct instant *next);
	enum status (*outbox_sent)(struct store *store, int64_t id, struct instant sent);
	enum status (*outbox_failed)(struct store *store, int64_t id, struct instant next_attempt, const char *trouble);
	/* How many wait to be sent. */
	enum status (*outbox_waiting)(struct store *store, uint64_t *count);

	/* Forgets closed duties (met, met-late, withdrawn) whose state is older than the instant, with their transitions and
	 * sent messages; at most `room` duties a call, *count says how many. */
	enum status (*closed_trim)(struct store *store, struct instant before, size_t room, size_t *count);
};

/* wake_at of a duty that time alone never changes. */
extern const struct instant duty_never_wakes;

/* Closes; NULL is fine. */
static inline void
store_close(struct store *store)
{
	if (store != NULL)
		store->close(store);
}

/* Ends a transaction as `status` says: commits where it is STATUS_OK, rolls back where not. */
MUST_USE static inline enum status
store_end(struct store *store, enum status status)
{
	if (status == STATUS_OK)
		return store->commit(store);
	store->rollback(store);
	return status;
}

#endif
