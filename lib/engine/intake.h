/* Taking items in. Private to lib/engine. */
#ifndef GONGKAI_ENGINE_INTAKE_H
#define GONGKAI_ENGINE_INTAKE_H

#include "lib/engine/engine_private.h"

/* What one look or article changed. */
struct intake {
	struct engine *engine;
	const struct column *column;
	struct instant now;
	struct instant asked;    /* when the look began */
	struct instant at;       /* when it was complete */
	struct column_state state; /* as it was before the look */
	bool is_first;           /* the first import of the column */
	struct arena *arena;
	struct id_set changed;   /* items that are new, back, or say something else */
	struct id_set gone;
	struct id_set seen;      /* all items on the page */
};

/* One item of a page: stored, or compared with what is stored. */
MUST_USE enum status intake_item(struct intake *intake, const struct item *item);

/* Items that stood on the page before and do not any more: gone, or only moved to further pages. */
MUST_USE enum status intake_absent(struct intake *intake, const struct look *look);

/* Duties of everything that changed. */
MUST_USE enum status intake_consequences(struct intake *intake);

/* Appends a row to the item's history. */
MUST_USE enum status intake_revise(struct store *store, int64_t item, const char *field, const char *before,
    const char *after, struct instant at);

/* Duties that a look at the column decides: those whose deadline had passed when it began. */
MUST_USE enum status look_decides(struct engine *engine, const struct column *column, struct instant asked,
    struct instant now);

/* Standing rules after a look (standing.c), integrity after any change of items (integrity.c). */
MUST_USE enum status standing_look(struct intake *intake);
MUST_USE enum status site_look(struct engine *engine, const struct site *site, const struct column *column,
    struct instant now);
MUST_USE enum status integrity_changed(struct intake *intake);

#endif
