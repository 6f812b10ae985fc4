/* The system clock. */
#include "config.h"

#include "time/clock.h"

#include <time.h>

struct instant
clock_now(const struct system_clock *clock)
{
	struct timespec now;

	if (clock->is_fixed)
		return clock->fixed;
	clock_gettime(CLOCK_REALTIME, &now);
	return (struct instant){ now.tv_sec };
}

int64_t
clock_monotonic_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
