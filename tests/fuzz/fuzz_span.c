/* Fuzz target: periods. What is accepted lies in the limits and reads back from its printed form. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "time/span.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span span = { -1, SPAN_DAYS }, back;
	char text[SPAN_TEXT_BYTES];

	if (span_parse((const char *)data, size, &span) != STATUS_OK) {
		if (span.count != -1)
			abort();
		return 0;
	}
	if (span.count < 1 || span.count > SPAN_COUNT_LAST)
		abort();
	for (int language = SPAN_ENGLISH; language <= SPAN_CHINESE; language++) {
		span_print(span, (enum span_language)language, text);
		if (span_parse(text, strlen(text), &back) != STATUS_OK || back.count != span.count || back.unit != span.unit)
			abort();
	}
	return 0;
}
