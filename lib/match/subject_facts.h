/* Facts within a title: years, batches, editions, places. */
#ifndef GONGKAI_LIB_MATCH_SUBJECT_FACTS_H
#define GONGKAI_LIB_MATCH_SUBJECT_FACTS_H

#include "lib/match/subject.h"

/* Reads the year, batch or period at `text` into the subject, `in_brackets` also an edition or a bare number. Returns
 * the length read, 0 for none. */
size_t subject_read_fact(const char32_t *text, size_t length, bool in_brackets, struct subject *subject);

/* Keeps a place, or the narrower one where one lies in the other. */
void subject_add_place(struct subject *subject, const struct place *place);

#endif
