/* Patterns by PCRE2. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rules/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

struct pattern {
	pcre2_code *code;
	pcre2_match_context *limits;
};

static void
explain(int error, size_t offset, size_t length, struct pattern_problem *problem)
{
	problem->offset = offset < length ? offset : length;
	if (pcre2_get_error_message(error, (PCRE2_UCHAR *)problem->message, sizeof(problem->message)) < 0)
		strcpy(problem->message, "?");
}

static pcre2_match_context *
new_limits(void)
{
	pcre2_match_context *limits = pcre2_match_context_create(NULL);

	if (limits != NULL) {
		pcre2_set_match_limit(limits, LIMIT_PATTERN_STEPS);
		pcre2_set_depth_limit(limits, LIMIT_PATTERN_DEPTH);
	}
	return limits;
}

enum status
pattern_compile(const char *text, size_t length, bool quick_match, struct pattern **pattern,
    struct pattern_problem *problem)
{
	struct pattern *fresh = calloc(1, sizeof(*fresh));
	PCRE2_SIZE offset = 0;
	int error = 0;

	if (fresh == NULL)
		return STATUS_NO_MEMORY;
	fresh->limits = new_limits();
	fresh->code = pcre2_compile((PCRE2_SPTR)text, length, PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error,
	    &offset, NULL);
	if (fresh->limits == NULL || fresh->code == NULL) {
		enum status status = fresh->limits == NULL || error == PCRE2_ERROR_HEAP_FAILED ? STATUS_NO_MEMORY :
		    STATUS_INVALID;

		if (status == STATUS_INVALID)
			explain(error, offset, length, problem);
		pattern_free(fresh);
		return status;
	}
	if (quick_match)
		(void)pcre2_jit_compile(fresh->code, PCRE2_JIT_COMPLETE); /* without it matching is slower, no more */
	*pattern = fresh;
	return STATUS_OK;
}

void
pattern_free(struct pattern *pattern)
{
	if (pattern == NULL)
		return;
	pcre2_code_free(pattern->code);
	pcre2_match_context_free(pattern->limits);
	free(pattern);
}

enum pattern_result
pattern_match(const struct pattern *pattern, const char *text, size_t length)
{
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	int result;

	if (data == NULL)
		return PATTERN_TOO_COSTLY;
	result = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, 0, data, pattern->limits);
	pcre2_match_data_free(data);
	if (result >= 0)
		return PATTERN_YES;
	return result == PCRE2_ERROR_NOMATCH ? PATTERN_NO : PATTERN_TOO_COSTLY;
}
