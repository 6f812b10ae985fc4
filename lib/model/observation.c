/* Names of outcomes of a look. */
#include "model/observation.h"

#include "base/message.h"

static const struct {
	const char *word;
	const char *text;
} outcomes[OUTCOME_COUNT] = {
	[OUTCOME_GOOD] = { "good", N_("read") },
	[OUTCOME_DNS] = { "dns", N_("the host name could not be resolved") },
	[OUTCOME_CONNECT] = { "connect", N_("no connection to the server") },
	[OUTCOME_TLS] = { "tls", N_("certificate or encryption failed") },
	[OUTCOME_TIMEOUT] = { "timeout", N_("no answer in time") },
	[OUTCOME_CLIENT_ERROR] = { "client-error", N_("the server refused the request (4xx)") },
	[OUTCOME_SERVER_ERROR] = { "server-error", N_("the server reported an error (5xx)") },
	[OUTCOME_CHALLENGE] = { "challenge", N_("an anti-robot challenge stood in the way") },
	[OUTCOME_TOO_BIG] = { "too-big", N_("the answer was larger than the limit") },
	[OUTCOME_WRONG_TYPE] = { "wrong-type", N_("the answer was not a page") },
	[OUTCOME_SOFT_NOT_FOUND] = { "soft-not-found", N_("the page says that it does not exist") },
	[OUTCOME_REDIRECTED_HOME] = { "redirected-home", N_("redirected to the home page") },
	[OUTCOME_REDIRECT_REFUSED] = { "redirect-refused", N_("redirected to a place that is not followed") },
	[OUTCOME_WRONG_PAGE] = { "wrong-page", N_("another page than the one configured") },
	[OUTCOME_PARKED] = { "parked", N_("the domain has another owner or is for sale") },
	[OUTCOME_EMPTY_SHELL] = { "empty-shell", N_("a frame that only a script fills") },
	[OUTCOME_NO_ITEMS] = { "no-items", N_("a page without a list") },
	[OUTCOME_UNREADABLE] = { "unreadable", N_("the content could not be decoded") },
	[OUTCOME_ROBOTS] = { "robots", N_("robots.txt forbids reading it") },
};

const char *
outcome_word(enum outcome outcome)
{
	return (unsigned)outcome < OUTCOME_COUNT ? outcomes[outcome].word : "unreadable";
}

const char *
outcome_text(enum outcome outcome)
{
	return _(outcomes[(unsigned)outcome < OUTCOME_COUNT ? outcome : OUTCOME_UNREADABLE].text);
}
