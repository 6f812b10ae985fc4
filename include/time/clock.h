/* The system clock: the one impure module of this layer, read by programs only. Everything else is told what time it
 * is. A fixed clock serves tests and replays. */
#ifndef GONGKAI_TIME_CLOCK_H
#define GONGKAI_TIME_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "time/date.h"

struct system_clock {
	bool is_fixed;
	struct instant fixed; /* where is_fixed */
};

/* The instant now. */
struct instant clock_now(const struct system_clock *clock);

/* Milliseconds since some moment, never going back: for waiting, never for deadlines. */
int64_t clock_monotonic_ms(void);

#endif
