/* Explanations of a count for people: one line a day, in Chinese or English. Pure. */
#ifndef GONGKAI_TIME_DEADLINE_TEXT_H
#define GONGKAI_TIME_DEADLINE_TEXT_H

#include "base/buffer.h"
#include "base/status.h"
#include "time/calendar.h"
#include "time/date.h"
#include "time/deadline.h"

/* A translated word: "Monday", "make-up working day". Never NULL. */
const char *weekday_text(enum weekday weekday);
const char *day_kind_text(enum day_kind kind);

/* Stable English words for machines: "make-up", "skipped". Never NULL. */
const char *day_kind_word(enum day_kind kind);
const char *deadline_step_word(enum deadline_step_kind what);

/* Appends one line with its end: date, day of the week, running count, why it counts or not, holiday and notice. */
MUST_USE enum status deadline_step_write(const struct deadline_step *step, struct buffer *text);

#endif
