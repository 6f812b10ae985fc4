/* What a store holds beside the things of the model: column states, pairs, events, operator actions, outbox.
 * Strings may be NULL where a comment says so; those that a query returns live in the arena given to it. */
#ifndef GONGKAI_STORE_RECORDS_H
#define GONGKAI_STORE_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/duty.h"
#include "model/item.h"
#include "model/observation.h"
#include "time/date.h"

/* Whether an item's own page was read. */
enum article_state {
	ARTICLE_UNWANTED, /* its column is not read that far */
	ARTICLE_PENDING,
	ARTICLE_READ,
	ARTICLE_FAILED,   /* tried, could not be read */
	ARTICLE_STATE_COUNT,
};

/* An item and what the engine knows of its place. Unique by site, column and URL. `item.role` and `item.unit` are
 * stored as they were when it was seen. */
struct stored_item {
	struct item item;
	bool is_listed;           /* stood on the content that was read last: its last sight is the column's last good look */
	struct instant last_seen; /* where it is no longer listed */
	enum article_state article;
	uint64_t text_hash;       /* of the article's text, 0 before it was read */
};

/* One change of what an item says of itself; append-only. */
struct item_revision {
	int64_t item;
	struct instant at;
	const char *field;  /* `title`, `published`, `text`, a field's name; `gone` and `back` for the item itself */
	const char *before; /* NULL where there was none */
	const char *after;
};

/* What is known of a column. Validators are committed with the content that they describe. */
struct column_state {
	const char *site;
	const char *column;
	bool is_imported;           /* the first import is done */
	bool has_good;
	struct instant first_good;  /* first and last good look, where has_good */
	struct instant last_good;
	bool has_complete;
	struct instant last_complete; /* last good look that reached the end of the list */
	bool has_looked;
	struct instant last_look;   /* of any outcome */
	enum outcome last_outcome;
	uint32_t failures;          /* consecutive ones up to last_look */
	bool is_trouble_told;       /* the operator was told of the present trouble */
	const char *etag;           /* NULL where none */
	const char *last_modified;  /* NULL where none */
	uint64_t body_hash;         /* of the last good body */
	uint32_t items;             /* on it */
	bool has_reach;             /* since `reach` (claimed dates) no item of the column was missed */
	struct date reach;
};

/* Looks in a row with the same outcome and the same content. */
struct observation_run {
	int64_t id;
	struct observation first;  /* `at` is the first look's */
	struct instant to;         /* the last look's */
	uint32_t count;
};

enum pair_origin {
	PAIR_AUTOMATIC,
	PAIR_LINKED,   /* an operator says that they belong together */
	PAIR_UNLINKED, /* an operator says that they do not */
	PAIR_RETRACTED, /* matching no longer chooses it; runners-up are kept so, too */
	PAIR_ORIGIN_COUNT,
};

/* "This item answers that one." Appended, never changed: of the rows with the same trigger and response the one
 * added last holds. An operator's word stands over matching. */
struct pair {
	int64_t id;
	int64_t trigger;
	int64_t response;
	enum pair_origin origin;
	struct instant at;
	int32_t score;          /* per mille; 0 where an operator decided */
	int32_t confidence;     /* enum match_confidence */
	uint32_t evidence;      /* bits of enum match_evidence */
	const char *reason;     /* in words */
	const char *runners_up; /* JSON array of {"trigger","score","chosen","evidence","reason"}; NULL for none */
	const char *author;     /* NULL where automatic */
};

/* Something that no website shows, entered by an operator. */
struct event {
	int64_t id;
	const char *name;       /* as in the rules */
	const char *site;       /* NULL: concerns every site */
	const char *unit;       /* NULL where none */
	const char *title;      /* NULL where not given */
	struct date date;
	bool has_time;
	struct instant instant; /* where has_time */
	const struct field *fields;
	size_t field_count;
	const char *author;
	struct instant entered;
};

enum operation_kind {
	OPERATION_ACK,    /* "seen": ends reminders and escalations of the present state */
	OPERATION_WAIVE,
	OPERATION_ATTEST,
	OPERATION_EVENT,
	OPERATION_LINK,
	OPERATION_UNLINK,
	OPERATION_KIND_COUNT,
};

/* An operator action. Rows are appended by gongkaictl and applied once, by the engine; they stay for ever and are
 * the record of who decided what. Waivers and attestations are the applied rows of their kind. */
struct operation {
	int64_t id;
	enum operation_kind kind;
	const char *author;
	const char *reason;
	struct instant entered;
	int64_t duty;            /* ACK, WAIVE, ATTEST */
	int64_t trigger;         /* LINK, UNLINK: items */
	int64_t response;
	bool has_date;
	struct date date;        /* ATTEST: the day it was done (the day of `entered` where not given); EVENT: its day */
	bool has_time;
	struct instant instant;  /* EVENT, ATTEST: where the time is known as well */
	bool has_expiry;
	struct instant expires;  /* WAIVE */
	const char *name;        /* EVENT; NULL otherwise */
	const char *site;        /* EVENT; NULL where not given */
	const char *unit;        /* EVENT; NULL where not given */
	const char *title;       /* EVENT; NULL where not given */
	const char *fields;      /* EVENT: NAME=VALUE, one a line; NULL for none */
	bool is_applied;
	struct instant applied;
	const char *refusal;     /* why it was refused; NULL where it was applied well */
};

/* What the engine remembers of a rule; its duties belong to the name. */
struct rule_state {
	const char *rule;
	uint64_t digest;
	struct instant first_used;
	bool has_opened;
	struct date opened_until; /* periods that begin up to this day have their duties, where has_opened */
};

/* A measure of a site: see enum site_measure. */
struct site_reading {
	const char *site;
	int measure;
	int64_t value;
	struct instant at;
};

/* A notice on its way to one recipient. Unique by reference, recipient and channel: adding it again changes nothing. */
struct outbox_message {
	int64_t id;
	const char *reference;  /* "transition:12", "reminder:7:0", "trouble:zs/policy@1700000000" */
	int64_t transition;     /* 0 where none */
	int64_t duty;           /* 0 where none */
	const char *recipient;  /* address or webhook URL, or a route's name for channels without one */
	const char *channel;    /* "mail", "digest", "webhook", ... */
	int severity;           /* enum severity */
	const char *subject;
	const char *plain;      /* NULL where the sender composes it */
	const char *html;       /* NULL for none */
	struct instant created;
	struct instant next_attempt;
	uint32_t attempts;
	bool is_sent;
	struct instant sent;
	const char *trouble;    /* why the last attempt failed; NULL where it did not */
};

/* Stable English words for storage and output. Never NULL. The other way round: false where it is none. */
const char *article_state_word(enum article_state state);
const char *pair_origin_word(enum pair_origin origin);
const char *operation_kind_word(enum operation_kind kind);
bool operation_kind_from_word(const char *word, enum operation_kind *kind);

#endif
