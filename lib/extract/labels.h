/* Labels: what stands before a value on a page (发布日期：, 文 号：, 【来源】) and the value that belongs to it,
 * in running lines, in cells side by side, in cells one above the other. */
#ifndef GONGKAI_LIB_EXTRACT_LABELS_H
#define GONGKAI_LIB_EXTRACT_LABELS_H

#include "lines.h"
#include "model/item.h"
#include "text.h"

struct label {
	const char *text;   /* without blanks */
	const char *field;  /* name of the field, a word of docs/fields.md; "" for labels that only end a value */
	unsigned rank;      /* 0 is the clearest; a vague one gives way to a clear one */
};

struct labelled {
	const struct label *label;
	struct piece value;        /* trimmed, may be empty */
	size_t line;               /* where the label stands */
	enum value_source source;  /* TABLE: in a cell of its own; LABEL: in running text */
	bool is_hidden;
};

struct labelled_list {
	struct labelled *entry;
	size_t count;
};

/* The label that is exactly this text (colon, blanks and brackets around it do not matter), or NULL. */
const struct label *label_of(struct piece text);

/* The label that the text ends with, blanks and a colon behind it ignored; NULL for none. *start is where it begins. */
const struct label *label_at_end(struct piece text, size_t *start);

/* All labelled values in lines [first, past), at most LIMIT_PAGE_LABELS, in the order of the page.
 * Only STATUS_NO_MEMORY can go wrong. */
MUST_USE enum status labels_read(const struct lines *lines, size_t first, size_t past, struct arena *arena,
    struct labelled_list *list);

/* Is the line nothing but labels and their values, a head line of an article? */
bool line_has_label(const struct line *line);

#endif
