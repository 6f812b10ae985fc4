/* Titles: takes one apart into the subjects it may be about. */
#ifndef GONGKAI_LIB_MATCH_TITLE_H
#define GONGKAI_LIB_MATCH_TITLE_H

#include "base/status.h"
#include "lib/match/features.h"

/* Fills title, raw, starts, flags, subjects, numbers and title_place from the document's title. */
MUST_USE enum status title_parse(struct match_features *features);

/* Numbers and quoted titles of the running text, if there is one. */
MUST_USE enum status title_parse_text(struct match_features *features);

#endif
