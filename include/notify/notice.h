/* Notices in words: what a person is told about a change of state. Composition only: pure, but for the language that
 * message_use_language() chose. Whom to tell is notify/route.h, sending is notify/outbox.h. */
#ifndef GONGKAI_NOTIFY_NOTICE_H
#define GONGKAI_NOTIFY_NOTICE_H

#include <stddef.h>

#include "base/status.h"
#include "engine/engine.h"
#include "time/date.h"

enum { NOTICE_TEXT_BYTES_LAST = 64 * 1024, NOTICE_LINE_BYTES = 4096 };

/* Composed text; each string is the caller's, freed by notice_text_clear(). */
struct notice_text {
	char *subject; /* one line */
	char *plain;   /* lines ending in \n */
	char *html;    /* a whole document, UTF-8 */
};

void notice_text_clear(struct notice_text *text);

/* Writes the notice in the language in use, dates in `zone`. *text is untouched on failure. */
MUST_USE enum status notice_compose(const struct engine_notice *notice, struct zone zone,
    struct notice_text *text);

/* The notice as one syslog event: stable English words, key=value, values that hold text quoted.
 * `line` (size >= 1) is always NUL-terminated; what does not fit is cut. Returns `line`. */
const char *notice_log_line(const struct engine_notice *notice, struct zone zone, char *line, size_t size);

/* Who must act: LOG_ERR, LOG_WARNING or LOG_INFO of syslog.h, by kind, state and severity. */
int notice_log_priority(const struct engine_notice *notice);

#endif
