/* Names of periods: "2026", "2026-H1", "2026-Q1", "2026-01", "2026-W05". Private to lib/engine. */
#ifndef GONGKAI_ENGINE_PERIOD_NAME_H
#define GONGKAI_ENGINE_PERIOD_NAME_H

#include "base/status.h"
#include "time/deadline.h"

enum { PERIOD_NAME_BYTES = 32 };

/* Writes the name; returns `text`. */
const char *period_name(struct period period, char text[PERIOD_NAME_BYTES]);

/* Reads the name of a period of that unit; what follows it ('/', '@') is left alone. STATUS_INVALID. */
MUST_USE enum status period_from_name(enum period_unit unit, const char *text, struct period *period);

#endif
