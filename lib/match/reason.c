/* Reasons in words. */
#include "base/message.h"
#include "match/match.h"

static const struct {
	uint32_t bit;
	const char *text;
} reasons[] = {
	{ MATCH_BY_LINK, N_("one page links to the other") },
	{ MATCH_BY_NUMBER, N_("same document number") },
	{ MATCH_BY_QUOTE, N_("title quoted") },
	{ MATCH_BY_TITLE, N_("same title") },
	{ MATCH_BY_SHORTENED, N_("title shortened") },
	{ MATCH_BY_SIMILAR, N_("title nearly the same") },
	{ MATCH_BY_TEXT, N_("title stands in the text") },
	{ MATCH_SAME_SITE, N_("same site") },
	{ MATCH_SAME_PLACE, N_("same place") },
	{ MATCH_SAME_ORGAN, N_("same organ") },
	{ MATCH_SAME_YEAR, N_("same year") },
	{ MATCH_NEAR_TIME, N_("near in time") },
	{ MATCH_OTHER_SUBJECT, N_("but another subject") },
	{ MATCH_OTHER_YEAR, N_("but another year") },
	{ MATCH_OTHER_PLACE, N_("but another place") },
	{ MATCH_OTHER_BATCH, N_("but another batch or issue") },
	{ MATCH_OTHER_EDITION, N_("but one is a draft or a repeal") },
	{ MATCH_OTHER_NUMBER, N_("but another document number") },
	{ MATCH_OTHER_ORGAN, N_("but another organ") },
	{ MATCH_PLACE_UNKNOWN, N_("but the title is common and its place unknown") },
	{ MATCH_WRONG_TIME, N_("but dated before the trigger") },
	{ MATCH_AMBIGUOUS, N_("but another document fits as well") },
};

enum status
match_reason(const struct match_result *result, struct buffer *text)
{
	const char *between = "";
	enum status status = STATUS_OK;

	for (size_t i = 0; status == STATUS_OK && i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		/* A quoted title is the same title. */
		if ((result->evidence & reasons[i].bit) == 0 ||
		    (reasons[i].bit == MATCH_BY_TITLE && (result->evidence & MATCH_BY_QUOTE) != 0))
			continue;
		status = buffer_add_string(text, between);
		if (status == STATUS_OK)
			status = buffer_add_string(text, _(reasons[i].text));
		between = "; ";
	}
	return status;
}

const char *
match_confidence_word(enum match_confidence confidence)
{
	switch (confidence) {
	case MATCH_NO:
		return "no";
	case MATCH_LIKELY:
		return "likely";
	case MATCH_SURE:
		return "sure";
	}
	return "no";
}
