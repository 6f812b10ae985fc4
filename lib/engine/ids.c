/* Small sorted sets of ids. */
#include <string.h>

#include "lib/engine/engine_private.h"

static enum status
make_room(struct id_set *set)
{
	size_t room = set->room == 0 ? 16 : set->room * 2;
	int64_t *ids;

	if (set->count < set->room)
		return STATUS_OK;
	ids = arena_take_array(set->arena, room, sizeof(*ids));
	if (ids == NULL)
		return STATUS_NO_MEMORY;
	if (set->count > 0)
		memcpy(ids, set->ids, set->count * sizeof(*ids));
	set->ids = ids;
	set->room = room;
	return STATUS_OK;
}

enum status
id_set_add(struct id_set *set, int64_t id)
{
	size_t low = 0, high = set->count;
	enum status status;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < set->count && set->ids[low] == id)
		return STATUS_OK;
	status = make_room(set);
	if (status != STATUS_OK)
		return status;
	memmove(set->ids + low + 1, set->ids + low, (set->count - low) * sizeof(*set->ids));
	set->ids[low] = id;
	set->count++;
	return STATUS_OK;
}
