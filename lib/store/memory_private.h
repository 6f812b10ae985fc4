/* The parts of the store in memory. Private to lib/store. */
#ifndef GONGKAI_STORE_MEMORY_PRIVATE_H
#define GONGKAI_STORE_MEMORY_PRIVATE_H

#include "lib/store/memory_table.h"
#include "store/store.h"

struct memory_store {
	struct store store; /* first: a pointer to it is a pointer to this */
	struct journal journal;
	struct names *names;

	struct table items, revisions, columns, runs, duties, transitions, pairs, events, operations, rules, readings,
	    settings, messages;

	struct index item_key, item_column, item_listed, item_pending, item_role, item_role_site, item_number;
	struct index revision_item;
	struct index column_key;
	struct index run_column, run_site;
	struct index duty_key, duty_rule, duty_open, duty_site, duty_trigger_item, duty_trigger_event, duty_answer;
	struct wake_heap duty_wake;
	struct index transition_duty;
	struct index pair_key, pair_trigger, pair_response, pair_likely;
	struct index event_name;
	struct index operation_duty, operation_waiting;
	struct index rule_key, reading_key, setting_key;
	struct index message_key, message_duty;
	struct wake_heap message_wake;
};

static inline struct memory_store *
memory_of(struct store *store)
{
	return (struct memory_store *)(void *)store;
}

/* Copies the ids after `after` for which `matches` is true. `ids` are ascending; NULL: 1 ... last of the table. */
typedef bool row_matches(const void *row, const void *filter);
void page_of(const struct table *table, struct id_list list, bool all, int64_t after, row_matches *matches,
    const void *filter, int64_t *ids, size_t room, size_t *count);

bool same(const char *a, const char *b); /* NULL equals NULL only */

/* Each part sets its functions, tables and indexes up, and frees them. */
void memory_items_start(struct memory_store *memory);
void memory_items_clear(struct memory_store *memory);
void memory_columns_start(struct memory_store *memory);
void memory_columns_clear(struct memory_store *memory);
void memory_duties_start(struct memory_store *memory);
void memory_duties_clear(struct memory_store *memory);
void memory_history_start(struct memory_store *memory);
void memory_history_clear(struct memory_store *memory);
void memory_outbox_start(struct memory_store *memory);
void memory_outbox_clear(struct memory_store *memory);

void memory_table_start(struct memory_store *memory, struct table *table, const struct record_type *type,
    table_keys_function *keys);

#define STRING(type, member) { offsetof(type, member), false }
#define NAME(type, member) { offsetof(type, member), true }
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
