/* The outbox on disk. */
#include "lib/store/sqlite_private.h"

static enum status
outbox_add(struct store *store, struct outbox_message *message)
{
	struct query query;
	enum status status;

	query_change(&query, store, STATEMENT_OUTBOX_ADD);
	bind_text(&query, message->reference);
	bind_id(&query, message->transition);
	bind_id(&query, message->duty);
	bind_text(&query, message->recipient);
	bind_text(&query, message->channel);
	bind_int(&query, message->severity);
	bind_text(&query, message->subject);
	bind_text(&query, message->plain);
	bind_text(&query, message->html);
	bind_instant(&query, message->created);
	bind_instant(&query, message->next_attempt);
	bind_int(&query, message->attempts);
	bind_instant_if(&query, message->is_sent, message->sent);
	bind_text(&query, message->trouble);
	status = query_run(&query);
	if (status == STATUS_OK)
		message->id = inserted_id(&query);
	return status;
}

static enum status
outbox_get(struct store *store, int64_t id, struct arena *arena, struct outbox_message *message)
{
	struct outbox_message read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, STATEMENT_OUTBOX_GET);
	query.arena = arena;
	bind_int(&query, id);
	found = query_step(&query);
	if (found) {
		read.id = take_int(&query);
		read.reference = take_text(&query);
		read.transition = take_int(&query);
		read.duty = take_int(&query);
		read.recipient = take_text(&query);
		read.channel = take_text(&query);
		read.severity = (int)take_int(&query);
		read.subject = take_text(&query);
		read.plain = take_text(&query);
		read.html = take_text(&query);
		read.created = take_instant(&query);
		read.next_attempt = take_instant(&query);
		read.attempts = (uint32_t)take_int(&query);
		read.is_sent = take_instant_if(&query, &read.sent);
		read.trouble = take_text(&query);
	}
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*message = read;
	return status;
}

static enum status
outbox_due(struct store *store, const char *channel, struct instant now, int64_t *ids, size_t room, size_t *count)
{
	struct query query;

	query_start(&query, store, channel == NULL ? STATEMENT_OUTBOX_DUE : STATEMENT_OUTBOX_DUE_CHANNEL);
	if (channel != NULL)
		bind_text(&query, channel);
	bind_instant(&query, now);
	bind_int(&query, (int64_t)room);
	return query_page(&query, ids, room, count);
}

static enum status
outbox_next(struct store *store, const char *channel, struct instant *next)
{
	struct instant read = { 0 };
	struct query query;
	enum status status;
	bool found;

	query_start(&query, store, channel == NULL ? STATEMENT_OUTBOX_NEXT : STATEMENT_OUTBOX_NEXT_CHANNEL);
	if (channel != NULL)
		bind_text(&query, channel);
	found = query_step(&query);
	if (found)
		read = take_instant(&query);
	status = query_end_found(&query, found);
	if (status == STATUS_OK)
		*next = read;
	return status;
}

static enum status
outbox_sent(struct store *store, int64_t id, struct instant sent)
{
	struct query query;

	query_change(&query, store, STATEMENT_OUTBOX_SENT);
	bind_instant(&query, sent);
	bind_int(&query, id);
	return query_run_one(&query);
}

static enum status
outbox_failed(struct store *store, int64_t id, struct instant next_attempt, const char *trouble)
{
	struct query query;

	query_change(&query, store, STATEMENT_OUTBOX_FAILED);
	bind_instant(&query, next_attempt);
	bind_text(&query, trouble);
	bind_int(&query, id);
	return query_run_one(&query);
}

static enum status
outbox_waiting(struct store *store, uint64_t *count)
{
	uint64_t read = 0;
	struct query query;
	enum status status;

	query_start(&query, store, STATEMENT_OUTBOX_WAITING);
	if (query_step(&query))
		read = (uint64_t)take_int(&query);
	status = query_end(&query);
	if (status == STATUS_OK)
		*count = read;
	return status;
}

void
sqlite_outbox_start(struct store *store)
{
	store->outbox_add = outbox_add;
	store->outbox_get = outbox_get;
	store->outbox_due = outbox_due;
	store->outbox_next = outbox_next;
	store->outbox_sent = outbox_sent;
	store->outbox_failed = outbox_failed;
	store->outbox_waiting = outbox_waiting;
}
