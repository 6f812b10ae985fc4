/* The scheduler: a heap of slots, ordered by the instant of the next look. Four children a node, and the instant in the
 * heap itself: with a million columns what counts is how many lines of memory a move touches. */
#include "crawl/scheduler.h"

#include <stdlib.h>

enum {
	NOT_WAITING = UINT32_MAX,
	LONGEST_SERVER_WISH_SECONDS = 86400, /* a Retry-After beyond a day is a mistake or a way to be left alone */
	MOST_DOUBLINGS = 24,
	CHILDREN = 4,
	LONGEST_INTERVAL_SECONDS = 10 * 366 * 86400, /* so that doublings fit in 63 bits */
	FIRST_OF_ALL = 0, /* due before anything that is due since */
};

struct slot {
	void *context;
	uint64_t hash;      /* of seed and identity */
	int64_t last_look;
	int64_t interval;
	uint32_t failures;
	uint32_t looks;     /* so that each wait has its own jitter */
	uint32_t place;     /* in the heap, or NOT_WAITING */
	bool is_urgent, was_looked_at, is_transient;
};

/* Where a slot stands. */
struct place {
	int64_t due;
	uint32_t slot;
};

struct scheduler {
	uint64_t seed;
	struct slot *slots;
	size_t slot_count, slot_capacity; /* ever used */
	struct place *heap;
	size_t heap_count;
	uint32_t *unused;   /* slots that were removed */
	size_t unused_count;
	size_t count;
};

/* --- waits ------------------------------------------------------------------ */

/* The finalizer of SplitMix64: every bit of the result depends on every bit of the input. */
static uint64_t
mix(uint64_t value)
{
	value ^= value >> 30;
	value *= 0xbf58476d1ce4e5b9U;
	value ^= value >> 27;
	value *= 0x94d049bb133111ebU;
	return value ^ value >> 31;
}

/* FNV-1a, mixed with the seed. */
static uint64_t
hash_identity(uint64_t seed, const char *identity)
{
	uint64_t hash = 0xcbf29ce484222325U;

	for (; *identity != '\0'; identity++)
		hash = (hash ^ (unsigned char)*identity) * 0x100000001b3U;
	return mix(hash ^ mix(seed));
}

static int64_t
smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* `seconds`, moved by up to SCHEDULER_JITTER_PERCENT either way; at least 1. */
static int64_t
with_jitter(const struct slot *slot, int64_t seconds)
{
	int64_t width = seconds * SCHEDULER_JITTER_PERCENT / 100;
	uint64_t random = mix(slot->hash + slot->looks);

	if (width == 0)
		return larger(seconds, 1);
	return larger(seconds - width + (int64_t)(random % (uint64_t)(2 * width + 1)), 1);
}

static bool
may_pass_by_itself(enum outcome outcome)
{
	return outcome == OUTCOME_DNS || outcome == OUTCOME_CONNECT || outcome == OUTCOME_TLS ||
	    outcome == OUTCOME_TIMEOUT || outcome == OUTCOME_SERVER_ERROR;
}

/* Doubles with every further failure, up to the cap. */
static int64_t
failure_wait(const struct slot *slot)
{
	int64_t first = slot->is_transient ? smaller(slot->interval, SCHEDULER_FIRST_RETRY_SECONDS) : slot->interval;
	int64_t cap = larger(slot->interval, SCHEDULER_LONGEST_WAIT_SECONDS);
	uint32_t doublings = slot->failures - 1;

	if (slot->is_urgent)
		cap = slot->is_transient ? SCHEDULER_LONGEST_URGENT_SECONDS : slot->interval;
	first = smaller(first, cap);
	if (doublings > MOST_DOUBLINGS)
		doublings = MOST_DOUBLINGS;
	return smaller(first << doublings, cap);
}

static int64_t
wait_after_look(const struct slot *slot)
{
	return with_jitter(slot, slot->failures == 0 ? slot->interval : failure_wait(slot));
}

/* --- the heap --------------------------------------------------------------- */

static bool
comes_before(struct place a, struct place b)
{
	return a.due != b.due ? a.due < b.due : a.slot < b.slot;
}

static void
put(struct scheduler *scheduler, size_t at, struct place place)
{
	scheduler->heap[at] = place;
	scheduler->slots[place.slot].place = (uint32_t)at;
}

static void
move_up(struct scheduler *scheduler, size_t at)
{
	struct place moved = scheduler->heap[at];

	while (at > 0 && comes_before(moved, scheduler->heap[(at - 1) / CHILDREN])) {
		put(scheduler, at, scheduler->heap[(at - 1) / CHILDREN]);
		at = (at - 1) / CHILDREN;
	}
	put(scheduler, at, moved);
}

/* The child that comes first; 0 where there is none. */
static size_t
first_child(const struct scheduler *scheduler, size_t at)
{
	size_t child = CHILDREN * at + 1;
	size_t end = child + CHILDREN < scheduler->heap_count ? child + CHILDREN : scheduler->heap_count;
	size_t first = child;

	if (child >= scheduler->heap_count)
		return 0;
	while (++child < end)
		if (comes_before(scheduler->heap[child], scheduler->heap[first]))
			first = child;
	return first;
}

static void
move_down(struct scheduler *scheduler, size_t at)
{
	struct place moved = scheduler->heap[at];
	size_t child;

	while ((child = first_child(scheduler, at)) != 0 && comes_before(scheduler->heap[child], moved)) {
		put(scheduler, at, scheduler->heap[child]);
		at = child;
	}
	put(scheduler, at, moved);
}

static void
leave_heap(struct scheduler *scheduler, uint32_t slot)
{
	size_t at = scheduler->slots[slot].place;
	struct place last;

	if (at == NOT_WAITING)
		return;
	scheduler->slots[slot].place = NOT_WAITING;
	last = scheduler->heap[--scheduler->heap_count];
	if (last.slot == slot)
		return;
	put(scheduler, at, last);
	move_up(scheduler, at);
	move_down(scheduler, scheduler->slots[last.slot].place);
}

static void
enter_heap(struct scheduler *scheduler, uint32_t slot, int64_t due)
{
	put(scheduler, scheduler->heap_count++, (struct place){ due, slot });
	move_up(scheduler, scheduler->heap_count - 1);
}

static void
move_to(struct scheduler *scheduler, uint32_t slot, int64_t due)
{
	leave_heap(scheduler, slot);
	enter_heap(scheduler, slot, due);
}

/* --- slots ------------------------------------------------------------------ */

struct scheduler *
scheduler_new(uint64_t seed)
{
	struct scheduler *scheduler = calloc(1, sizeof(*scheduler));

	if (scheduler != NULL)
		scheduler->seed = seed;
	return scheduler;
}

void
scheduler_free(struct scheduler *scheduler)
{
	if (scheduler == NULL)
		return;
	free(scheduler->slots);
	free(scheduler->heap);
	free(scheduler->unused);
	free(scheduler);
}

/* Grows the three arrays together; a growth that fails leaves all of them usable. */
static enum status
grow(struct scheduler *scheduler)
{
	size_t capacity = scheduler->slot_capacity == 0 ? 64 : scheduler->slot_capacity * 2;
	struct slot *slots = realloc(scheduler->slots, capacity * sizeof(*slots));
	struct place *heap;
	uint32_t *unused;

	if (slots == NULL)
		return STATUS_NO_MEMORY;
	scheduler->slots = slots;
	heap = realloc(scheduler->heap, capacity * sizeof(*heap));
	if (heap == NULL)
		return STATUS_NO_MEMORY;
	scheduler->heap = heap;
	unused = realloc(scheduler->unused, capacity * sizeof(*unused));
	if (unused == NULL)
		return STATUS_NO_MEMORY;
	scheduler->unused = unused;
	scheduler->slot_capacity = capacity;
	return STATUS_OK;
}

static enum status
find_room(struct scheduler *scheduler, uint32_t *slot)
{
	if (scheduler->unused_count > 0) {
		*slot = scheduler->unused[--scheduler->unused_count];
		return STATUS_OK;
	}
	if (scheduler->slot_count >= NOT_WAITING)
		return STATUS_LIMIT;
	if (scheduler->slot_count == scheduler->slot_capacity) {
		enum status status = grow(scheduler);

		if (status != STATUS_OK)
			return status;
	}
	*slot = (uint32_t)scheduler->slot_count++;
	return STATUS_OK;
}

/* Columns never seen are spread, so that a start with a million of them is no stampede. */
static int64_t
first_due(const struct slot *slot, int64_t spread_seconds, int64_t now)
{
	if (slot->was_looked_at)
		return slot->last_look + wait_after_look(slot);
	return now + (int64_t)(slot->hash % (uint64_t)larger(spread_seconds, 1));
}

static int64_t
sane_interval(int64_t seconds)
{
	return smaller(larger(seconds, 1), LONGEST_INTERVAL_SECONDS);
}

enum status
scheduler_add(struct scheduler *scheduler, const struct scheduler_look *look, struct instant now,
    scheduler_slot *slot)
{
	struct slot *made;
	uint32_t number;
	enum status status = find_room(scheduler, &number);

	if (status != STATUS_OK)
		return status;
	made = &scheduler->slots[number];
	*made = (struct slot){
		.context = look->context,
		.hash = hash_identity(scheduler->seed, look->identity),
		.interval = sane_interval(look->interval_seconds),
		.last_look = look->last_look.seconds,
		.was_looked_at = look->was_looked_at,
		.failures = look->failures,
		.is_transient = true,
		.place = NOT_WAITING,
	};
	enter_heap(scheduler, number, first_due(made, look->spread_seconds, now.seconds));
	scheduler->count++;
	*slot = number;
	return STATUS_OK;
}

void
scheduler_remove(struct scheduler *scheduler, scheduler_slot slot)
{
	leave_heap(scheduler, (uint32_t)slot);
	scheduler->slots[slot] = (struct slot){ .place = NOT_WAITING };
	scheduler->unused[scheduler->unused_count++] = (uint32_t)slot;
	scheduler->count--;
}

void
scheduler_set_interval(struct scheduler *scheduler, scheduler_slot slot, int64_t interval_seconds)
{
	struct slot *changed = &scheduler->slots[slot];

	if (changed->interval == sane_interval(interval_seconds))
		return;
	changed->interval = sane_interval(interval_seconds);
	if (changed->place != NOT_WAITING && changed->was_looked_at)
		move_to(scheduler, (uint32_t)slot, changed->last_look + wait_after_look(changed));
}

void
scheduler_hasten(struct scheduler *scheduler, scheduler_slot slot)
{
	struct slot *urgent = &scheduler->slots[slot];
	int64_t due = FIRST_OF_ALL;

	if (urgent->is_urgent)
		return;
	urgent->is_urgent = true;
	if (urgent->place == NOT_WAITING)
		return;
	if (urgent->failures > 0 && urgent->was_looked_at)
		due = urgent->last_look + failure_wait(urgent);
	if (due < scheduler->heap[urgent->place].due)
		move_to(scheduler, (uint32_t)slot, due);
}

void
scheduler_poll_now(struct scheduler *scheduler, scheduler_slot slot)
{
	if (scheduler->slots[slot].place != NOT_WAITING)
		move_to(scheduler, (uint32_t)slot, FIRST_OF_ALL);
}

bool
scheduler_take(struct scheduler *scheduler, struct instant now, scheduler_slot *slot, void **context)
{
	uint32_t first;

	if (scheduler->heap_count == 0 || scheduler->heap[0].due > now.seconds)
		return false;
	first = scheduler->heap[0].slot;
	leave_heap(scheduler, first);
	*slot = first;
	*context = scheduler->slots[first].context;
	return true;
}

void
scheduler_done(struct scheduler *scheduler, scheduler_slot slot, enum outcome outcome, int64_t retry_after_seconds,
    struct instant now)
{
	struct slot *seen = &scheduler->slots[slot];
	int64_t wait;

	seen->was_looked_at = true;
	seen->last_look = now.seconds;
	seen->looks++;
	seen->is_transient = may_pass_by_itself(outcome);
	if (outcome_is_good(outcome)) {
		seen->failures = 0;
		seen->is_urgent = false;
	} else if (seen->failures < UINT32_MAX) {
		seen->failures++;
	}
	wait = larger(wait_after_look(seen), smaller(retry_after_seconds, LONGEST_SERVER_WISH_SECONDS));
	if (seen->place != NOT_WAITING)
		leave_heap(scheduler, (uint32_t)slot);
	enter_heap(scheduler, (uint32_t)slot, now.seconds + wait);
}

bool
scheduler_next(const struct scheduler *scheduler, struct instant *due)
{
	if (scheduler->heap_count == 0)
		return false;
	due->seconds = scheduler->heap[0].due;
	return true;
}

bool
scheduler_due(const struct scheduler *scheduler, scheduler_slot slot, struct instant *due)
{
	if (scheduler->slots[slot].place == NOT_WAITING)
		return false;
	due->seconds = scheduler->heap[scheduler->slots[slot].place].due;
	return true;
}

uint32_t
scheduler_failures(const struct scheduler *scheduler, scheduler_slot slot)
{
	return scheduler->slots[slot].failures;
}

size_t
scheduler_count(const struct scheduler *scheduler)
{
	return scheduler->count;
}
