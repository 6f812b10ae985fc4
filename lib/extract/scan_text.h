/* The text that detectors read: folded to simple forms, cut into lines that know where they stood. */
#ifndef GONGKAI_LIB_EXTRACT_SCAN_TEXT_H
#define GONGKAI_LIB_EXTRACT_SCAN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "extract/detectors.h"

struct scan_line {
	size_t start;       /* index of its first character in scan_text.folded */
	size_t end;
	bool is_title;      /* title, description, keywords, or the only line of the text */
	bool is_link;       /* most of it is the text of a link */
	bool is_hidden;
};

/* Characters folded for comparing: half-width, lower case, simplified; without those that have no width. */
struct scan_text {
	const char *original;   /* UTF-8 */
	size_t original_length;
	uint32_t *folded;
	uint32_t *offset;       /* offset[i]: which character of the original folded[i] is; one more at the end */
	size_t count;
	struct scan_line *line;
	size_t line_count;
};

/* Folds `text` and cuts it at line feeds; all in `arena`. The lines' marks are false. */
MUST_USE enum status scan_text_fold(const char *text, size_t length, struct arena *arena, struct scan_text *scan);

/* Adds a finding with an excerpt of some words around; `mask` hides the characters between the first two and last two.
 * STATUS_LIMIT where the list is full (it is then marked as cut). */
MUST_USE enum status detection_add(struct detection_list *list, const struct scan_text *scan, size_t start, size_t end,
    struct detection finding, bool mask);

/* Personal data. */
MUST_USE enum status scan_personal_data(const struct scan_text *scan, struct detection_list *list);

/* Gambling and obscenity. */
MUST_USE enum status scan_spam(const struct scan_text *scan, struct arena *scratch, struct detection_list *list);

/* Dates whose digits read as two days. */
MUST_USE enum status scan_ambiguous_dates(const struct scan_text *scan, struct detection_list *list);

/* Pinyin and signs between the characters. */
MUST_USE enum status scan_alteration(const struct scan_text *scan, struct detection_list *list);

#endif
