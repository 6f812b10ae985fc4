/* Detectors: what must not stand on a government page. Personal data (identity numbers, mobile numbers, bank cards)
 * and spam that somebody has put there (gambling, obscenity, text altered to hide from search). What is found is a
 * finding to look at, not a judgement: each has a confidence. Excerpts never show personal data in full. */
#ifndef GONGKAI_EXTRACT_DETECTORS_H
#define GONGKAI_EXTRACT_DETECTORS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/status.h"
#include "extract/document.h"
#include "model/detector.h"

/* What about the place or the wording gave a finding away. */
enum detection_reason {
	DETECTION_NUMBER,         /* the number itself */
	DETECTION_WORDING,        /* words that no office writes, in running text */
	DETECTION_NAME_REPLACED,  /* such a word where a place name belongs */
	DETECTION_KEYWORDS,       /* a line that is nothing but such words */
	DETECTION_TITLE,          /* in the title, or in a text that is one line */
	DETECTION_LINK,           /* the text of a link */
	DETECTION_HIDDEN,         /* in an element that readers do not see */
	DETECTION_REASON_COUNT,
};

struct detection {
	enum detector detector;
	enum detection_reason reason;
	size_t offset;        /* in characters: of the text, or of the document's visible lines joined by line feeds */
	size_t length;        /* in characters */
	unsigned confidence;  /* per cent */
	const char *excerpt;  /* with some words around; personal data masked */
};

struct detection_list {
	struct detection *entry; /* in the order of the text */
	size_t count;
	bool is_cut;             /* more than LIMIT_PAGE_DETECTIONS: the rest is left out */
	struct arena *arena;
};

/* Stable English word ("gambling", "name-replaced"). Never NULL. */
const char *detection_reason_word(enum detection_reason reason);

/* Scans plain text in UTF-8. The caller clears the list with detections_clear(). STATUS_NO_MEMORY. */
MUST_USE enum status detectors_scan_text(const char *text, size_t length, struct detection_list *list);

/* Scans a page: title, description and keywords, every line whether shown or not. STATUS_NO_MEMORY. */
MUST_USE enum status detectors_scan_document(const struct document *document, struct detection_list *list);

void detections_clear(struct detection_list *list);

#endif
