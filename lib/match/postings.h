/* Postings: for each key, the slots that have it, as differences in groups of seven bits. */
#ifndef GONGKAI_LIB_MATCH_POSTINGS_H
#define GONGKAI_LIB_MATCH_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

enum { INLINE_BYTES = 8 }; /* most lists are that short */

#define POSTINGS_GONE UINT32_MAX

struct list {
	uint64_t key;      /* 0: empty cell of the table */
	uint32_t count;
	uint32_t last;     /* slot added last */
	uint32_t length, capacity;
	union {
		uint8_t inlined[INLINE_BYTES];
		uint8_t *bytes;  /* where capacity > INLINE_BYTES */
	} data;
};

struct postings {
	struct list *lists; /* a hash table */
	size_t cells, count;
	size_t bytes;       /* held by lists that are longer */
};

/* Adds `slot`, which is not smaller than any before, to the list of `key`. */
MUST_USE enum status postings_add(struct postings *postings, uint64_t key, uint32_t slot);

/* The list of a key, or NULL where it has none. */
const struct list *postings_list(const struct postings *postings, uint64_t key);

/* Renumbers all slots: moved[old] is the new one, or POSTINGS_GONE. New ones are in the order of the old. */
void postings_renumber(struct postings *postings, const uint32_t *moved);

void postings_free(struct postings *postings);
size_t postings_size(const struct postings *postings);

/* The bytes of a list, and the reader of the next difference. */
static inline const uint8_t *
list_start(const struct list *list)
{
	return list->capacity > INLINE_BYTES ? list->data.bytes : list->data.inlined;
}

static inline const uint8_t *
list_next(const uint8_t *bytes, uint32_t *slot)
{
	uint32_t step = *bytes & 127, shift = 7;

	while ((*bytes++ & 128) != 0) {
		step |= (uint32_t)(*bytes & 127) << shift;
		shift += 7;
	}
	*slot += step;
	return bytes;
}

/* Mixes the bits of a key for hash tables of 2^n cells. */
static inline uint64_t
key_mix(uint64_t value)
{
	value ^= value >> 31;
	value *= 0x9e3779b97f4a7c15u;
	return value ^ value >> 29;
}

#endif
