/* The table of labels, kept apart from the code that reads it. */
#ifndef GONGKAI_LIB_EXTRACT_LABEL_TABLE_H
#define GONGKAI_LIB_EXTRACT_LABEL_TABLE_H

#include "labels.h"

extern const struct label label_table[];
extern const size_t label_table_count;

#endif
