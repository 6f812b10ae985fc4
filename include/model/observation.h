/* Observations: attempts to look at a column, with a typed outcome. */
#ifndef GONGKAI_MODEL_OBSERVATION_H
#define GONGKAI_MODEL_OBSERVATION_H

#include <stdbool.h>
#include <stdint.h>

#include "time/date.h"

enum outcome {
	OUTCOME_GOOD,            /* content was read, or was unchanged since a good look */
	OUTCOME_DNS,             /* the name could not be resolved */
	OUTCOME_CONNECT,         /* refused, reset or unreachable */
	OUTCOME_TLS,             /* certificate or handshake */
	OUTCOME_TIMEOUT,
	OUTCOME_CLIENT_ERROR,    /* HTTP 4xx but for 412 */
	OUTCOME_SERVER_ERROR,    /* HTTP 5xx but for 521 */
	OUTCOME_CHALLENGE,       /* 412, 521, cookie or script gate */
	OUTCOME_TOO_BIG,
	OUTCOME_WRONG_TYPE,      /* not a page, list or feed */
	OUTCOME_SOFT_NOT_FOUND,  /* 200, but the page says it does not exist */
	OUTCOME_REDIRECTED_HOME,
	OUTCOME_REDIRECT_REFUSED,/* loop, other scheme, private address, elsewhere */
	OUTCOME_WRONG_PAGE,      /* SiteName or ColumnName of another place */
	OUTCOME_PARKED,          /* domain for sale, other owner */
	OUTCOME_EMPTY_SHELL,     /* a frame that a script fills */
	OUTCOME_NO_ITEMS,        /* a page without a list where there was one before */
	OUTCOME_UNREADABLE,      /* undecodable or unparsable */
	OUTCOME_ROBOTS,          /* robots.txt forbids it (RFC 9309) */
	OUTCOME_COUNT,
};

/* Stable English word ("challenge") and translated phrase for people. Never NULL. */
const char *outcome_word(enum outcome outcome);
const char *outcome_text(enum outcome outcome);

/* Only a good look may accuse. */
static inline bool
outcome_is_good(enum outcome outcome)
{
	return outcome == OUTCOME_GOOD;
}

struct observation {
	const char *site;
	const char *column;
	struct instant at;       /* when the answer was complete */
	enum outcome outcome;
	int http_status;         /* 0 where there was no answer */
	uint64_t body_hash;      /* of the body as read, 0 where none */
	uint32_t items;          /* read from it */
	const char *detail;      /* what a person needs to know, NULL for nothing */
};

#endif
