/* Health: whether an answer is the page that was asked for. A challenge, an empty shell, a redirect stub, an error page
 * sent with status 200 are told apart from content by what they are, so that nothing of them is taken for it and nobody is
 * accused because of them. Does not defeat challenges and fetches nothing. */
#ifndef GONGKAI_EXTRACT_HEALTH_H
#define GONGKAI_EXTRACT_HEALTH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "extract/document.h"
#include "model/observation.h"

enum health_expectation {
	HEALTH_ANY,
	HEALTH_ARTICLE, /* one document */
	HEALTH_LIST,    /* a column */
};

/* What is known of the answer beside its document; zero or NULL where unknown. */
struct answer {
	int http_status;
	const char *content_type;
	const char *server;      /* the Server header */
	const char *set_cookie;  /* all Set-Cookie headers, or one of them */
	const char *asked_url;   /* what was asked for, absolute */
	const char *final_url;   /* where redirects ended, absolute */
	const char *site_name;   /* SiteName and ColumnName seen here before, */
	const char *column_name; /* as of a good look; a page that says another name is another page */
	enum health_expectation expects;
};

struct health {
	enum outcome outcome;    /* GOOD: read it */
	bool is_blank;           /* GOOD, but a page whose list or text is empty: it says so, or its frame is complete */
	char *target;            /* where a stub sends its visitor, resolved where the address is known; NULL for none */
	char *detail;            /* what gave it away, for the operator; NULL for nothing */
};

/* Looks at an answer and its document. STATUS_NO_MEMORY; the outcome of the page is in *health, which the caller clears
 * with health_clear(). */
MUST_USE enum status health_check(const struct answer *answer, const struct document *document, struct health *health);

void health_clear(struct health *health);

#endif
