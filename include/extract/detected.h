/* What the detectors found on a page, in the words that rules use: for the field `detected` of an item. */
#ifndef GONGKAI_EXTRACT_DETECTED_H
#define GONGKAI_EXTRACT_DETECTED_H

#include "base/arena.h"
#include "base/status.h"
#include "extract/document.h"

/* A comma list such as "mobile-number, hidden-link", "" where nothing was found; each word once, only findings that the
 * detectors are sure enough of to be said aloud. STATUS_NO_MEMORY. */
MUST_USE enum status detected_words(const struct document *document, struct arena *arena, const char **words);

#endif
