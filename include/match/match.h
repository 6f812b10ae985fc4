/* Pairing: does this document answer that one? One scorer for every relation, with its reason.
 * Pure and deterministic: the same two documents give the same score whatever else is stored.
 *
 * A trigger is the document that makes a duty (a policy, a consultation, a city's plan); a response is the one that
 * may answer it (an interpretation, feedback, a unit's plan). How a pair is decided: docs/match.md. */
#ifndef GONGKAI_MATCH_MATCH_H
#define GONGKAI_MATCH_MATCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "time/date_text.h"

enum {
	MATCH_SCORE_MAX = 1000, /* a score is per mille */
	/* Titles are cut to this many characters: the longest real ones have about 150. */
	MATCH_TITLE_CHARACTERS = 512,
	/* Characters of a response's text that are searched for numbers and quoted titles: both stand near the top. */
	MATCH_TEXT_CHARACTERS = 64 * 1024,
	/* Links looked at: pages with more are maps of a site. */
	MATCH_LINKS = 2000,
};

/* What kind of answer is looked for. */
enum match_relation {
	MATCH_INTERPRETATION, /* policy <- interpretation, questions and answers, press conference */
	MATCH_FEEDBACK,       /* consultation <- summary of the opinions received */
	MATCH_DECISION,       /* draft or consultation <- the final text */
	MATCH_UNIT_PLAN,      /* plan of the city <- plan of one of its units, other organ, same year */
	MATCH_GAZETTE,        /* document <- the same document, or an issue that lists it */
	MATCH_ANNUAL_REPORT,  /* unit and year (in the title) <- annual report of that unit and year */
	MATCH_RELATION_COUNT,
};

enum match_confidence {
	MATCH_NO,
	MATCH_LIKELY, /* used, but marked for review */
	MATCH_SURE,
};

/* Evidence for and against, as bits of struct match_result. */
enum match_evidence {
	MATCH_BY_LINK = 1 << 0,      /* one page links to the other */
	MATCH_BY_NUMBER = 1 << 1,    /* same document number */
	MATCH_BY_TITLE = 1 << 2,     /* same subject once function words are set aside */
	MATCH_BY_QUOTE = 1 << 3,     /* ... which stands in 《》 in the response */
	MATCH_BY_SHORTENED = 1 << 4, /* subject shortened, or cut off by the list page */
	MATCH_BY_SIMILAR = 1 << 5,   /* subjects nearly the same */
	MATCH_BY_TEXT = 1 << 6,      /* the trigger's title stands in the response's text */
	MATCH_SAME_SITE = 1 << 7,
	MATCH_SAME_PLACE = 1 << 8,
	MATCH_SAME_ORGAN = 1 << 9,
	MATCH_SAME_YEAR = 1 << 10,
	MATCH_NEAR_TIME = 1 << 11,
	/* Against. */
	MATCH_OTHER_YEAR = 1 << 16,
	MATCH_OTHER_PLACE = 1 << 17,
	MATCH_OTHER_BATCH = 1 << 18,
	MATCH_OTHER_EDITION = 1 << 19, /* draft and final text */
	MATCH_OTHER_NUMBER = 1 << 20,
	MATCH_OTHER_ORGAN = 1 << 21,
	MATCH_OTHER_SUBJECT = 1 << 22,
	MATCH_WRONG_TIME = 1 << 23,    /* the answer is much older than its trigger */
	MATCH_PLACE_UNKNOWN = 1 << 24, /* a common title, and nothing tells whose it is */
	MATCH_AMBIGUOUS = 1 << 25,     /* another trigger fits as well */
};

/* What is known of a document. All but id and title may be absent (NULL, 0). Borrowed, never changed. */
struct match_document {
	int64_t id;               /* one numbering for all: no document answers itself; the smaller wins a tie */
	const char *title;        /* UTF-8; NULL reads as "" */
	const char *url;
	struct claimed_date date; /* as claimed; precision NONE where unknown */
	const char *number;       /* document number (文号) */
	const char *site;         /* identifier in the configuration */
	const char *place;        /* region of the site or document: "福建省明溪县" */
	const char *organ;        /* issuing organ */
	const char *role;         /* for the caller; not used to score */
	const char *const *links; /* absolute URLs in the text */
	size_t link_count;
	const char *text;         /* running text */
};

struct match_result {
	int score; /* 0 ... MATCH_SCORE_MAX */
	enum match_confidence confidence;
	uint32_t evidence; /* bits of enum match_evidence, for and against */
};

/* A document taken apart once, so that it can be compared with many. Opaque. */
struct match_features;

/* Takes `document` apart; it must outlive the features, which the caller frees. STATUS_NO_MEMORY is the only error:
 * malformed text is read as far as it goes. */
MUST_USE enum status match_features_new(const struct match_document *document,
    struct match_features **features);
void match_features_free(struct match_features *features);

/* The document given to match_features_new(). */
const struct match_document *match_features_document(const struct match_features *features);

/* Compares a pair. Never fails. */
struct match_result match_compare(enum match_relation relation, const struct match_features *trigger,
    const struct match_features *response);

/* The same from the documents themselves. STATUS_NO_MEMORY only. */
MUST_USE enum status match_score(enum match_relation relation, const struct match_document *trigger,
    const struct match_document *response, struct match_result *result);

/* Appends the reason in words, strongest evidence first: "link; same title in 《》; same site". Translated. */
MUST_USE enum status match_reason(const struct match_result *result, struct buffer *text);

/* Stable English words for storage and JSON: "sure"; "interpretation". Never NULL. */
const char *match_confidence_word(enum match_confidence confidence);
const char *match_relation_word(enum match_relation relation);

#endif
