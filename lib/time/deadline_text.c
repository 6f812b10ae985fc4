/* Explanations of a count. */
#include "time/deadline_text.h"

#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/utf8.h"

enum { WEEKDAY_COLUMNS = 9 };

const char *
weekday_text(enum weekday weekday)
{
	static const char *const names[] = {
		[MONDAY] = N_("Monday"), [TUESDAY] = N_("Tuesday"), [WEDNESDAY] = N_("Wednesday"),
		[THURSDAY] = N_("Thursday"), [FRIDAY] = N_("Friday"), [SATURDAY] = N_("Saturday"), [SUNDAY] = N_("Sunday"),
	};

	return _(names[weekday]);
}

struct kind_name {
	const char *word, *text;
};

static const struct kind_name kinds[] = {
	[DAY_WORKING] = { "working", N_("working day") },
	[DAY_WEEKEND] = { "weekend", N_("weekend") },
	[DAY_OFF] = { "off", N_("day off") },
	[DAY_MAKE_UP] = { "make-up", N_("make-up working day") },
	[DAY_UNKNOWN_WORKING] = { "unknown-working", N_("weekday, its year is not published") },
	[DAY_UNKNOWN_WEEKEND] = { "unknown-weekend", N_("weekend, its year is not published") },
};

const char *
day_kind_text(enum day_kind kind)
{
	return _(kinds[kind].text);
}

const char *
day_kind_word(enum day_kind kind)
{
	return kinds[kind].word;
}

const char *
deadline_step_word(enum deadline_step_kind what)
{
	static const char *const words[] = {
		[DEADLINE_STEP_START] = "start", [DEADLINE_STEP_COUNTED] = "counted", [DEADLINE_STEP_SKIPPED] = "skipped",
		[DEADLINE_STEP_END] = "end", [DEADLINE_STEP_ROLLED] = "moved",
	};

	return words[what];
}

/* What the step does, or NULL where its number says it. */
static const char *
what_text(enum deadline_step_kind what)
{
	switch (what) {
	case DEADLINE_STEP_START:
		return _("start");
	case DEADLINE_STEP_END:
		return _("last day");
	case DEADLINE_STEP_ROLLED:
		return _("the end moves to this day");
	case DEADLINE_STEP_SKIPPED:
		return _("not counted");
	case DEADLINE_STEP_COUNTED:
		break;
	}
	return NULL;
}

static enum status
add_part(struct buffer *text, const char *separator, const char *part)
{
	return part == NULL ? STATUS_OK : buffer_add_format(text, "%s%s", separator, part);
}

/* Pads by columns of a terminal: Chinese characters fill two. */
static enum status
add_padded(struct buffer *text, const char *word, size_t columns)
{
	size_t filled = utf8_columns(word, strlen(word));

	return buffer_add_format(text, "%s%*s", word, (int)(filled < columns ? columns - filled : 0), "");
}

enum status
deadline_step_write(const struct deadline_step *step, struct buffer *text)
{
	char date[DATE_TEXT_BYTES], number[16] = "-";
	enum status status;

	if (step->number > 0)
		snprintf(number, sizeof(number), "%d", step->number);
	status = buffer_add_format(text, "%s  ", date_print(step->date, date));
	if (status == STATUS_OK)
		status = add_padded(text, weekday_text(date_weekday(step->date)), WEEKDAY_COLUMNS);
	if (status == STATUS_OK)
		status = buffer_add_format(text, "  %5s  %s", number, day_kind_text(step->day.kind));
	if (status == STATUS_OK)
		status = add_part(text, "  ", step->day.name);
	if (status == STATUS_OK)
		status = add_part(text, "  ", step->day.notice);
	if (status == STATUS_OK)
		status = add_part(text, "  <- ", what_text(step->what));
	return status == STATUS_OK ? buffer_add_string(text, "\n") : status;
}
