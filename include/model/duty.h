/* Duties: obligations in particular, their states and the transitions between them. */
#ifndef GONGKAI_MODEL_DUTY_H
#define GONGKAI_MODEL_DUTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "time/date.h"
#include "time/deadline.h"

enum duty_state {
	DUTY_WAITING,
	DUTY_MET,
	DUTY_OVERDUE,
	DUTY_MET_LATE,
	DUTY_UNKNOWN,   /* the deadline passed, but nobody could look */
	DUTY_WAIVED,
	DUTY_WITHDRAWN,
	DUTY_STATE_COUNT,
};

/* Derived from state and now, for display. */
enum duty_grade {
	GRADE_OPEN, GRADE_DUE_SOON, GRADE_DUE_TODAY, GRADE_OVERDUE, GRADE_LONG_OVERDUE, GRADE_CLOSED, GRADE_UNKNOWN,
};

enum cause {
	CAUSE_CREATED,       /* trigger seen */
	CAUSE_ANSWER,        /* an answer was recognised */
	CAUSE_ANSWER_LOST,   /* the pair was broken or the answer disappeared */
	CAUSE_DEADLINE,      /* passed, and a good look found nothing */
	CAUSE_NO_LOOK,       /* passed, and nobody could look */
	CAUSE_LOOK,          /* a look decided what was unknown */
	CAUSE_TRIGGER_CHANGED,
	CAUSE_TRIGGER_GONE,
	CAUSE_CALENDAR,      /* another calendar moved the due date */
	CAUSE_RULE,          /* the rule was changed or removed */
	CAUSE_OPERATOR,      /* waived, attested, linked, unlinked */
	CAUSE_EXPIRED,       /* a waiver expired */
	CAUSE_COUNT,
};

/* Stable English words for storage and logs, translated phrases for people. Never NULL. */
const char *duty_state_word(enum duty_state state);
const char *duty_state_text(enum duty_state state);
const char *cause_word(enum cause cause);
const char *cause_text(enum cause cause);

/* Reads a word of duty_state_word(); false where it is none. */
bool duty_state_from_word(const char *word, enum duty_state *state);

/* What a duty is for; `rule` and `key` together are unique. */
struct duty {
	int64_t id;            /* in the store; 0 before it is stored */
	const char *rule;      /* rule name */
	const char *key;       /* trigger: "item:12", "event:3", "period:2026-Q1", "date", "standing", "column:site/column",
	                        * "site:", "number:site 粤府办〔2026〕3号"; then "/site" or "@unit" where there are several */
	const char *site;      /* NULL where the rule is not about one site */
	const char *unit;      /* NULL where none */
	int64_t trigger_item;  /* 0 where none */
	int64_t trigger_event; /* 0 where none */
	enum duty_state state;
	struct instant since;  /* of the state */
	struct date anchor;    /* the date that the limit counts from */
	struct deadline deadline; /* due 0 where there is no date to count from, or none is needed */
	const char *calendar;  /* calendar_version() behind the deadline */
	int64_t answer_item;   /* 0 where none: the earliest that counts */
	int32_t late_count;    /* MET_LATE and OVERDUE: in the unit of the rule's limit */
	struct instant wake_at;/* when time alone may change or remind */
	uint32_t reminded;     /* bits: reminders and escalations already given */
	uint64_t rule_digest;
};

/* One change of state; append-only. */
struct transition {
	int64_t id;
	int64_t duty;
	enum duty_state from, to;
	enum cause cause;
	struct instant at;
	const char *evidence;  /* JSON object: what is needed to redo the decision */
};

#endif
