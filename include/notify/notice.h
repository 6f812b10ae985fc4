/* Notices: what a person is told about a change of state. Composition only: pure, but for the language that
 * message_use_language() chose. Sending is notify/mailer.h. */
#ifndef GONGKAI_NOTIFY_NOTICE_H
#define GONGKAI_NOTIFY_NOTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/duty.h"
#include "model/item.h"
#include "model/observation.h"
#include "model/rule.h"
#include "model/site.h"
#include "time/date.h"

enum notice_kind {
	NOTICE_TRANSITION, /* a duty changed its state */
	NOTICE_REMINDER,   /* a deadline is near */
	NOTICE_ESCALATION, /* still overdue after some time */
	NOTICE_TROUBLE,    /* a site cannot be read: for the operator */
	NOTICE_RECOVERY,   /* it can be read again */
};

/* All that one notice may speak of. Pointers are borrowed for the time of the call; NULL where it has none. */
struct notice {
	enum notice_kind kind;
	struct instant at;
	const struct rule *rule;             /* all but TROUBLE and RECOVERY */
	const struct duty *duty;
	const struct transition *transition; /* TRANSITION */
	const struct item *trigger;
	const struct item *answer;
	const struct site *site;
	enum outcome outcome;                /* TROUBLE: of the latest look */
	const char *detail;                  /* TROUBLE: what else is known */
};

enum { NOTICE_TEXT_BYTES_LAST = 64 * 1024 };

/* Composed text; each string is the caller's, freed by notice_text_clear(). */
struct notice_text {
	char *subject; /* one line */
	char *plain;   /* lines ending in \n */
	char *html;    /* a whole document, UTF-8 */
};

void notice_text_clear(struct notice_text *text);

/* Writes the notice in the language in use, dates in `zone`. *text is untouched on failure. */
MUST_USE enum status notice_compose(const struct notice *notice, struct zone zone,
    struct notice_text *text);

/* The notice as one syslog event: stable English words, key=value, values that hold text quoted.
 * `line` (size >= 1) is always NUL-terminated; what does not fit is cut. Returns `line`. */
const char *notice_log_line(const struct notice *notice, struct zone zone, char *line, size_t size);

/* Who must act: LOG_ERR, LOG_WARNING or LOG_INFO of syslog.h, by kind, state and severity. */
int notice_log_priority(const struct notice *notice);

#endif
