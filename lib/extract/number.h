/* Document numbers (文号): 国办发〔2019〕12号, 公告2025年第17号, 市人民政府令第83号, FSBG2023063号. */
#ifndef GONGKAI_LIB_EXTRACT_NUMBER_H
#define GONGKAI_LIB_EXTRACT_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "text.h"

/* Is the whole piece one document number, perhaps in brackets? *number is then the number alone. */
bool number_is_whole(struct piece piece, struct piece *number);

/* Does the piece begin or end (in brackets) with a number? For titles that carry their own. */
bool number_at_start(struct piece piece, struct piece *number);
bool number_at_end(struct piece piece, struct piece *number);

/* Can a value that a page labels as number be one? Not "无", "/", a date or a whole sentence. */
bool number_is_plausible(struct piece value);

/* The number as people write it: without blanks, but for those between two names of organs. NULL out of memory. */
const char *number_tidy(struct arena *arena, struct piece number);

#endif
