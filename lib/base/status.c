/* Names of outcomes. */
#include "base/status.h"

#include "base/message.h"

struct status_name {
	const char *word;
	const char *text;
};

static const struct status_name names[] = {
	[STATUS_OK] = { "ok", N_("fine") },
	[STATUS_NO_MEMORY] = { "no-memory", N_("out of memory") },
	[STATUS_INVALID] = { "invalid", N_("malformed input") },
	[STATUS_RANGE] = { "range", N_("out of range") },
	[STATUS_LIMIT] = { "limit", N_("a limit was reached") },
	[STATUS_AMBIGUOUS] = { "ambiguous", N_("can be read in two ways") },
	[STATUS_NOT_FOUND] = { "not-found", N_("nothing there") },
	[STATUS_CONFLICT] = { "conflict", N_("contradicts what is already there") },
	[STATUS_IO] = { "io", N_("input or output failed") },
	[STATUS_NETWORK] = { "network", N_("the other side could not be reached") },
	[STATUS_INTERNAL] = { "internal", N_("an error inside gongkai") },
};

static const struct status_name *
name_of(enum status status)
{
	if ((unsigned)status >= sizeof(names) / sizeof(names[0]))
		status = STATUS_INTERNAL;
	return &names[status];
}

const char *
status_word(enum status status)
{
	return name_of(status)->word;
}

const char *
status_text(enum status status)
{
	return _(name_of(status)->text);
}
