/* Fuzz target: dates in text. Matches advance, lie inside the text and hold days that exist. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "time/date_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(struct claimed_date claimed)
{
	int year;

	if (claimed.second_of_day < 0 || claimed.second_of_day >= SECONDS_PER_DAY
	    || date_is_before(claimed_last_day(claimed), claimed_first_day(claimed)))
		abort();
	date_to_civil(claimed.date, &year, NULL, NULL);
	/* an offset behind a time may move it over the year's end */
	if (year < DATE_YEAR_FIRST - 1 || year > DATE_YEAR_LAST + 1)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 1);
	struct claimed_date claimed;
	struct date_match match;
	enum status status;
	size_t at = 0;

	memcpy(copy, data, size);
	copy[size] = '\0';
	while ((status = date_text_find(copy, size, at, &match)) != STATUS_NOT_FOUND) {
		if (match.start < at || match.end <= match.start || match.end > size)
			abort();
		if (status == STATUS_OK)
			check(match.claimed);
		at = match.end;
	}
	if (date_text_parse(copy, size, &claimed) == STATUS_OK)
		check(claimed);
	if (date_text_from_url(copy, &claimed) == STATUS_OK)
		check(claimed);
	free(copy);
	return 0;
}
