/* Time passes: duties that are due to be looked at, and what time itself brings. */
#include "lib/engine/engine_private.h"

/* One transaction for one page: a page is decided whole or not at all. */
static enum status
work_page(struct engine *engine, const int64_t *ids, size_t count, struct instant now)
{
	struct store *store = engine->store;
	enum status status = store->begin(store);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		status = assess_duty(engine, ids[i], CAUSE_DEADLINE, now);
	return store_end(store, status);
}

enum status
engine_tick(struct engine *engine, struct instant now, bool *more)
{
	struct store *store = engine->store;
	int64_t ids[ENGINE_PAGE];
	size_t count = ENGINE_PAGE;
	enum status status = timed_tick(engine, now);

	*more = false;
	for (size_t done = 0; status == STATUS_OK && count == ENGINE_PAGE; done += count) {
		if (done >= ENGINE_TICK_DUTIES) {
			*more = true;
			return STATUS_OK;
		}
		status = store->duty_due(store, now, ids, ENGINE_PAGE, &count);
		if (status == STATUS_OK && count > 0)
			status = work_page(engine, ids, count, now);
	}
	return status;
}

enum status
engine_next_wake(struct engine *engine, struct instant *wake_at)
{
	struct instant next;
	enum status status = engine->store->duty_next_wake(engine->store, &next);

	if (status != STATUS_OK && status != STATUS_NOT_FOUND)
		return status;
	if (status == STATUS_OK && instant_is_before(next, engine->timed_at))
		*wake_at = next;
	else
		*wake_at = engine->timed_at;
	return STATUS_OK;
}
