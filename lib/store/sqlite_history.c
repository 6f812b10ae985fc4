/* Pairs, events and operator actions on disk. */
#include "lib/store/sqlite_private.h"
#include "match/match.h"

/* ---- pairs ---- */

static enum status
pair_add(struct store *store, struct pair *pair)
{
	struct query query;
	enum status status;

	query_change(&query, store, STATEMENT_PAIR_ADD);
	bind_int(&query, pair->trigger);
	bind_int(&query, pair->response);
	bind_int(&query, (int64_t)pair->origin);
	bind_instant(&query, pair->at);
	bind_int(&query, pair->score);
	bind_int(&query, pair->confidence);
	bind_int(&query, pair->evidence);
	bind_text(&query, pair->reason);
	bind_text(&query, pair->runners_up);
	bind_text(&query, pair->author);
	status = query_run(&query);
	if (status == STATUS_OK)
		pair->id = inserted_id(&query);
	return status;
}

static struct pair
take_pair(struct query *query)
{
	struct pair pair = { .id = take_int(query) };

	pair.trigger = take_int(query);
	pair.response = take_int(query);
	pair.origin = (enum pair_origin)take_int(query);
	pair.at = take_instant(query);
	pair.score = (int32_t)take_int(query);
	pair.confidence = (int32_t)take_int(query);
	pair.evidence = (uint32_t)take_int(query);
	pair.reason = take_text(query);
	pair.runners_up = take_text(query);
	pair.author = take_text(query);
	return pair;
}

static enum status
pair_find(struct store *store, int64_t trigger, int64_t response, struct arena *arena, struct pair *pair)
{
	struct pair read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_PAIR_FIND);
	query.arena = arena;
	bind_int(&query, trigger);
	bind_int(&query, response);
	found = query_step(&query);
	if (found)
		read = take_pair(&query);
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*pair = read;
	return status;
}

static enum status
walk_pairs(struct store *store, enum statement_name name, int64_t trigger, int64_t response,
    pair_function *function, void *context)
{
	enum status status = STATUS_OK, end;
	struct query query;

	query_start(&query, store, name);
	bind_id(&query, trigger);
	bind_id(&query, response);
	while (status == STATUS_OK && query_step(&query)) {
		struct pair pair = take_pair(&query);

		status = function(context, &pair);
	}
	end = query_end(&query);
	return status != STATUS_OK ? status : end;
}

static enum status
pair_each(struct store *store, int64_t trigger, int64_t response, pair_function *function, void *context)
{
	return walk_pairs(store, trigger != 0 ? STATEMENT_PAIRS_OF_TRIGGER : STATEMENT_PAIRS_OF_RESPONSE, trigger,
	    response, function, context);
}

_Static_assert((int)PAIR_AUTOMATIC == 0 && (int)MATCH_LIKELY == 1, "as in the index pair_likely");

static enum status
pair_likely(struct store *store, const struct pair *after, size_t room, pair_function *function, void *context)
{
	enum status status = STATUS_OK, end;
	struct query query;

	query_start(&query, store, STATEMENT_PAIRS_LIKELY);
	bind_int(&query, after == NULL ? INT32_MAX : after->score);
	bind_int(&query, after == NULL ? 0 : after->id);
	bind_int(&query, (int64_t)room);
	while (status == STATUS_OK && query_step(&query)) {
		struct pair pair = take_pair(&query);

		status = function(context, &pair);
	}
	end = query_end(&query);
	return status != STATUS_OK ? status : end;
}

static enum status
pair_history(struct store *store, int64_t trigger, int64_t response, pair_function *function, void *context)
{
	return walk_pairs(store,
	    trigger != 0 ? STATEMENT_PAIR_HISTORY_OF_TRIGGER : STATEMENT_PAIR_HISTORY_OF_RESPONSE, trigger,
	    response, function, context);
}

/* ---- events ---- */

static enum status
event_add(struct store *store, struct event *event)
{
	struct query query;
	enum status status;
	int64_t id;

	query_change(&query, store, STATEMENT_EVENT_ADD);
	bind_text(&query, event->name);
	bind_text(&query, event->site);
	bind_text(&query, event->unit);
	bind_text(&query, event->title);
	bind_date(&query, event->date);
	bind_instant_if(&query, event->has_time, event->instant);
	bind_text(&query, event->author);
	bind_instant(&query, event->entered);
	status = query_run(&query);
	if (status != STATUS_OK)
		return status;
	id = inserted_id(&query);
	status = fields_replace(store, STATEMENT_EVENT_FIELDS_DROP, STATEMENT_EVENT_FIELD_ADD, id, event->fields,
	    event->field_count);
	if (status == STATUS_OK)
		event->id = id;
	return status;
}

static enum status
event_get(struct store *store, int64_t id, struct arena *arena, struct event *event)
{
	struct event read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_EVENT_GET);
	query.arena = arena;
	bind_int(&query, id);
	found = query_step(&query);
	if (found) {
		read.id = take_int(&query);
		read.name = take_text(&query);
		read.site = take_text(&query);
		read.unit = take_text(&query);
		read.title = take_text(&query);
		read.date = take_date(&query);
		read.has_time = take_instant_if(&query, &read.instant);
		read.author = take_text(&query);
		read.entered = take_instant(&query);
	}
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		status = fields_read(store, STATEMENT_EVENT_FIELDS, id, arena, &read.fields, &read.field_count);
	if (status == STATUS_OK)
		*event = read;
	return status;
}

static enum status
event_select(struct store *store, const char *name, int64_t after, int64_t *ids, size_t room, size_t *count)
{
	struct query query;

	query_start(&query, store, name == NULL ? STATEMENT_EVENT_SELECT_ALL : STATEMENT_EVENT_SELECT_NAME);
	if (name != NULL)
		bind_text(&query, name);
	bind_int(&query, after);
	bind_int(&query, (int64_t)room);
	return query_page(&query, ids, room, count);
}

/* ---- operator actions ---- */

static enum status
operation_add(struct store *store, struct operation *operation)
{
	struct query query;
	enum status status;

	query_change(&query, store, STATEMENT_OPERATION_ADD);
	bind_int(&query, (int64_t)operation->kind);
	bind_text(&query, operation->author);
	bind_text(&query, operation->reason);
	bind_instant(&query, operation->entered);
	bind_id(&query, operation->duty);
	bind_id(&query, operation->trigger);
	bind_id(&query, operation->response);
	bind_date_if(&query, operation->has_date, operation->date);
	bind_instant_if(&query, operation->has_time, operation->instant);
	bind_instant_if(&query, operation->has_expiry, operation->expires);
	bind_text(&query, operation->name);
	bind_text(&query, operation->site);
	bind_text(&query, operation->unit);
	bind_text(&query, operation->title);
	bind_text(&query, operation->fields);
	bind_instant_if(&query, operation->is_applied, operation->applied);
	bind_text(&query, operation->refusal);
	status = query_run(&query);
	if (status == STATUS_OK)
		operation->id = inserted_id(&query);
	return status;
}

static struct operation
take_operation(struct query *query)
{
	struct operation operation = { .id = take_int(query) };

	operation.kind = (enum operation_kind)take_int(query);
	operation.author = take_text(query);
	operation.reason = take_text(query);
	operation.entered = take_instant(query);
	operation.duty = take_int(query);
	operation.trigger = take_int(query);
	operation.response = take_int(query);
	operation.has_date = take_date_if(query, &operation.date);
	operation.has_time = take_instant_if(query, &operation.instant);
	operation.has_expiry = take_instant_if(query, &operation.expires);
	operation.name = take_text(query);
	operation.site = take_text(query);
	operation.unit = take_text(query);
	operation.title = take_text(query);
	operation.fields = take_text(query);
	operation.is_applied = take_instant_if(query, &operation.applied);
	operation.refusal = take_text(query);
	return operation;
}

static enum status
operation_next(struct store *store, struct arena *arena, struct operation *operation)
{
	struct operation read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_OPERATION_NEXT);
	query.arena = arena;
	found = query_step(&query);
	if (found)
		read = take_operation(&query);
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*operation = read;
	return status;
}

static enum status
operation_done(struct store *store, int64_t id, struct instant applied, const char *refusal)
{
	struct query query;

	query_change(&query, store, STATEMENT_OPERATION_DONE);
	bind_instant(&query, applied);
	bind_text(&query, refusal);
	bind_int(&query, id);
	return query_run_one(&query);
}

static enum status
operation_each(struct store *store, int64_t duty, operation_function *function, void *context)
{
	enum status status = STATUS_OK, end;
	struct query query;

	query_start(&query, store, STATEMENT_OPERATIONS_DUTY);
	bind_int(&query, duty);
	while (status == STATUS_OK && query_step(&query)) {
		struct operation operation = take_operation(&query);

		status = function(context, &operation);
	}
	end = query_end(&query);
	return status != STATUS_OK ? status : end;
}

void
sqlite_history_start(struct store *store)
{
	store->pair_add = pair_add;
	store->pair_find = pair_find;
	store->pair_each = pair_each;
	store->pair_likely = pair_likely;
	store->pair_history = pair_history;
	store->event_add = event_add;
	store->event_get = event_get;
	store->event_select = event_select;
	store->operation_add = operation_add;
	store->operation_next = operation_next;
	store->operation_done = operation_done;
	store->operation_each = operation_each;
}
