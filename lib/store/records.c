/* Words of the store's enumerations. */
#include "store/records.h"

#include <string.h>

#include "store/store.h"

const struct instant duty_never_wakes = { INT64_MAX };

static const char *const article_states[ARTICLE_STATE_COUNT] = {
	[ARTICLE_UNWANTED] = "unwanted",
	[ARTICLE_PENDING] = "pending",
	[ARTICLE_READ] = "read",
	[ARTICLE_FAILED] = "failed",
};

static const char *const origins[PAIR_ORIGIN_COUNT] = {
	[PAIR_AUTOMATIC] = "automatic",
	[PAIR_LINKED] = "linked",
	[PAIR_UNLINKED] = "unlinked",
	[PAIR_RETRACTED] = "retracted",
};

static const char *const operations[OPERATION_KIND_COUNT] = {
	[OPERATION_ACK] = "ack",
	[OPERATION_WAIVE] = "waive",
	[OPERATION_ATTEST] = "attest",
	[OPERATION_EVENT] = "event",
	[OPERATION_LINK] = "link",
	[OPERATION_UNLINK] = "unlink",
};

const char *
article_state_word(enum article_state state)
{
	return (unsigned)state < ARTICLE_STATE_COUNT ? article_states[state] : "unwanted";
}

const char *
pair_origin_word(enum pair_origin origin)
{
	return (unsigned)origin < PAIR_ORIGIN_COUNT ? origins[origin] : "automatic";
}

const char *
operation_kind_word(enum operation_kind kind)
{
	return (unsigned)kind < OPERATION_KIND_COUNT ? operations[kind] : "ack";
}

bool
operation_kind_from_word(const char *word, enum operation_kind *kind)
{
	for (unsigned i = 0; i < OPERATION_KIND_COUNT; i++)
		if (strcmp(operations[i], word) == 0) {
			*kind = (enum operation_kind)i;
			return true;
		}
	return false;
}
