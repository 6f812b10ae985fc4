/* What the detectors found on a page, in the words that rules use: for the field `detected` of an item. */
#ifndef GONGKAI_EXTRACT_DETECTED_H
#define GONGKAI_EXTRACT_DETECTED_H

#include "base/arena.h"
#include "base/status.h"
#include "extract/document.h"

/* A comma list such as "gambling, mobile-number?", "" where nothing was found; each word once. A question mark stands
 * behind what is not sure enough to accuse anybody, and behind all that was not found on a page that was cut.
 * STATUS_NO_MEMORY. */
MUST_USE enum status detected_words(const struct document *document, struct arena *arena, const char **words);

#endif
