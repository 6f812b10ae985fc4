/* The outbox in memory. */
#include <string.h>

#include "lib/store/memory_private.h"

static const struct record_string message_strings[] = {
	STRING(struct outbox_message, reference), NAME(struct outbox_message, recipient),
	NAME(struct outbox_message, channel), STRING(struct outbox_message, subject),
	STRING(struct outbox_message, plain), STRING(struct outbox_message, html),
	STRING(struct outbox_message, trouble),
};
static const struct record_type message_type = {
	sizeof(struct outbox_message), offsetof(struct outbox_message, id), message_strings,
	COUNT_OF(message_strings), NO_MEMBER, NO_MEMBER,
};

static uint64_t
key_of_message(const struct outbox_message *message)
{
	return key_string(key_string(key_string(0, message->reference), message->recipient), message->channel);
}

static void
keys_of_message(void *owner, const void *row, struct row_keys *keys)
{
	struct memory_store *memory = owner;
	const struct outbox_message *message = row;
	const struct index_entry entries[] = {
		{ &memory->message_key, key_of_message(message), true },
		{ &memory->message_duty, key_number(0, message->duty), message->duty != 0 },
	};

	for (size_t i = 0; i < COUNT_OF(entries); i++)
		row_keys_add(keys, entries[i]);
	keys->heap = &memory->message_wake;
	keys->wakes = !message->is_sent;
	keys->wake_at = message->next_attempt.seconds;
}

static enum status
outbox_add(struct store *store, struct outbox_message *message)
{
	struct memory_store *memory = memory_of(store);
	struct id_list list = index_find(&memory->message_key, key_of_message(message));
	int64_t id = 0;

	for (size_t i = 0; i < list.count; i++) {
		const struct outbox_message *row = table_row(&memory->messages, list.ids[i]);

		if (same(row->reference, message->reference) && same(row->recipient, message->recipient) &&
		    same(row->channel, message->channel))
			return STATUS_CONFLICT;
	}
	return table_put(&memory->messages, message, &id);
}

static enum status
outbox_get(struct store *store, int64_t id, struct arena *arena, struct outbox_message *message)
{
	return table_read(&memory_of(store)->messages, id, arena, message);
}

/* Other channels' messages stand between: they are looked at and left out. */
static enum status
outbox_due(struct store *store, const char *channel, struct instant now, int64_t *ids, size_t room, size_t *count)
{
	struct memory_store *memory = memory_of(store);
	size_t found, kept = 0;

	if (channel == NULL)
		return wake_due(&memory->message_wake, now.seconds, ids, room, count);
	for (int64_t id = 1; id <= memory->messages.last_id && kept < room; id++) {
		const struct outbox_message *row = table_row(&memory->messages, id);

		if (row == NULL || row->is_sent || row->next_attempt.seconds > now.seconds || !same(row->channel, channel))
			continue;
		/* Insertion by next attempt; an outbox in memory is short. */
		for (found = kept; found > 0; found--) {
			const struct outbox_message *before = table_row(&memory->messages, ids[found - 1]);

			if (before->next_attempt.seconds <= row->next_attempt.seconds)
				break;
			ids[found] = ids[found - 1];
		}
		ids[found] = id;
		kept++;
	}
	*count = kept;
	return STATUS_OK;
}

static enum status
outbox_next(struct store *store, const char *channel, struct instant *next)
{
	struct memory_store *memory = memory_of(store);
	int64_t best = INT64_MAX;

	for (size_t i = 0; i < memory->message_wake.count; i++) {
		const struct wake_entry *entry = &memory->message_wake.entries[i];
		const struct outbox_message *row = table_row(&memory->messages, entry->id);

		if (entry->at < best && (channel == NULL || same(row->channel, channel)))
			best = entry->at;
	}
	if (best == INT64_MAX)
		return STATUS_NOT_FOUND;
	next->seconds = best;
	return STATUS_OK;
}

static enum status
outbox_sent(struct store *store, int64_t id, struct instant sent)
{
	struct memory_store *memory = memory_of(store);
	const struct outbox_message *row = table_row(&memory->messages, id);
	struct outbox_message message;

	if (row == NULL)
		return STATUS_NOT_FOUND;
	message = *row;
	message.is_sent = true;
	message.sent = sent;
	message.attempts++;
	message.trouble = NULL;
	return table_put(&memory->messages, &message, &id);
}

static enum status
outbox_failed(struct store *store, int64_t id, struct instant next_attempt, const char *trouble)
{
	struct memory_store *memory = memory_of(store);
	const struct outbox_message *row = table_row(&memory->messages, id);
	struct outbox_message message;

	if (row == NULL)
		return STATUS_NOT_FOUND;
	message = *row;
	message.next_attempt = next_attempt;
	message.attempts++;
	message.trouble = trouble;
	return table_put(&memory->messages, &message, &id);
}

static enum status
outbox_waiting(struct store *store, uint64_t *count)
{
	*count = memory_of(store)->message_wake.count;
	return STATUS_OK;
}

void
memory_outbox_start(struct memory_store *memory)
{
	struct store *store = &memory->store;

	memory_table_start(memory, &memory->messages, &message_type, keys_of_message);
	store->outbox_add = outbox_add;
	store->outbox_get = outbox_get;
	store->outbox_due = outbox_due;
	store->outbox_next = outbox_next;
	store->outbox_sent = outbox_sent;
	store->outbox_failed = outbox_failed;
	store->outbox_waiting = outbox_waiting;
}

void
memory_outbox_clear(struct memory_store *memory)
{
	table_clear(&memory->messages);
	index_clear(&memory->message_key);
	index_clear(&memory->message_duty);
	wake_clear(&memory->message_wake);
}
