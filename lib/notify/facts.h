/* The labelled facts of a notice, in the language in use: what its text and its HTML both print. Private to notify. */
#ifndef GONGKAI_LIB_NOTIFY_FACTS_H
#define GONGKAI_LIB_NOTIFY_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "engine/engine.h"
#include "time/date.h"

enum { FACTS_LAST = 24 };

struct fact {
	const char *label;
	const char *value;
	const char *link; /* NULL, or the address that the value leads to */
};

struct facts {
	struct arena *arena; /* the caller's; holds what is made */
	struct fact rows[FACTS_LAST];
	size_t count;
	bool failed; /* an allocation failed */
};

/* Fills in the facts of a notice, dates in `zone`. */
void facts_collect(struct facts *facts, const struct engine_notice *notice, struct zone zone);

/* What happened, in a word or two. Never NULL. */
const char *facts_headline(const struct engine_notice *notice);

/* The body that must act, as far as it is known; NULL otherwise. */
const char *facts_responsible(const struct engine_notice *notice);

#endif
