/* Names of states and causes. */
#include "model/duty.h"

#include <string.h>

#include "base/message.h"

struct name {
	const char *word;
	const char *text;
};

static const struct name states[DUTY_STATE_COUNT] = {
	[DUTY_WAITING] = { "waiting", N_("waiting") },
	[DUTY_MET] = { "met", N_("met") },
	[DUTY_OVERDUE] = { "overdue", N_("overdue") },
	[DUTY_MET_LATE] = { "met-late", N_("met late") },
	[DUTY_UNKNOWN] = { "unknown", N_("cannot tell") },
	[DUTY_WAIVED] = { "waived", N_("waived") },
	[DUTY_WITHDRAWN] = { "withdrawn", N_("withdrawn") },
};

static const struct name causes[CAUSE_COUNT] = {
	[CAUSE_CREATED] = { "created", N_("the trigger was seen") },
	[CAUSE_ANSWER] = { "answer", N_("an answer was published") },
	[CAUSE_ANSWER_LOST] = { "answer-lost", N_("the answer no longer counts") },
	[CAUSE_DEADLINE] = { "deadline", N_("the deadline passed and a good look found no answer") },
	[CAUSE_NO_LOOK] = { "no-look", N_("the deadline passed, but nobody could look") },
	[CAUSE_LOOK] = { "look", N_("a good look decided it") },
	[CAUSE_TRIGGER_CHANGED] = { "trigger-changed", N_("the trigger was corrected") },
	[CAUSE_TRIGGER_GONE] = { "trigger-gone", N_("the trigger is gone or out of scope") },
	[CAUSE_CALENDAR] = { "calendar", N_("the calendar changed") },
	[CAUSE_RULE] = { "rule", N_("the rule changed") },
	[CAUSE_OPERATOR] = { "operator", N_("an operator decided") },
	[CAUSE_EXPIRED] = { "expired", N_("a waiver expired") },
};

const char *
duty_state_word(enum duty_state state)
{
	return (unsigned)state < DUTY_STATE_COUNT ? states[state].word : "unknown";
}

const char *
duty_state_text(enum duty_state state)
{
	return _(states[(unsigned)state < DUTY_STATE_COUNT ? state : DUTY_UNKNOWN].text);
}

const char *
cause_word(enum cause cause)
{
	return (unsigned)cause < CAUSE_COUNT ? causes[cause].word : "created";
}

const char *
cause_text(enum cause cause)
{
	return _(causes[(unsigned)cause < CAUSE_COUNT ? cause : CAUSE_CREATED].text);
}

bool
duty_state_from_word(const char *word, enum duty_state *state)
{
	for (unsigned i = 0; i < DUTY_STATE_COUNT; i++)
		if (strcmp(states[i].word, word) == 0) {
			*state = (enum duty_state)i;
			return true;
		}
	return false;
}
