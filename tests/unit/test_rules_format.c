/* Property of the canonical printer: printing is stable, and translation there and back changes nothing. Tried on
 * made-up files that use the whole grammar; GONGKAI_FILES sets how many. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/diagnostic.h"
#include "rules/format.h"
#include "tests/unit/rules_text.h"

enum { FILES = 10000, TEXT_BYTES = 4 << 20 };

static void
print_faults(struct diagnostics *diagnostics, const char *text)
{
	struct buffer buffer;

	buffer_start(&buffer, 1 << 20);
	for (size_t i = 0; i < diagnostics_count(diagnostics); i++)
		(void)!diagnostic_print(diagnostics_at(diagnostics, i), &buffer);
	fail_msg("%s\n%s", buffer_string(&buffer), text);
}

static void
format(const char *text, size_t length, enum format_language language, struct buffer *result)
{
	struct source_text source = { "made-up", text, length };
	struct diagnostics *diagnostics = diagnostics_new();

	assert_non_null(diagnostics);
	buffer_start(result, TEXT_BYTES);
	if (rules_format(&source, language, diagnostics, result) != STATUS_OK)
		print_faults(diagnostics, text);
	diagnostics_free(diagnostics);
}

static void
format_again(const struct buffer *text, enum format_language language, const struct buffer *expected)
{
	struct buffer result;

	format(buffer_string(text), text->length, language, &result);
	assert_string_equal(buffer_string(&result), buffer_string(expected));
	buffer_clear(&result);
}

static void
check(const struct buffer *text)
{
	struct buffer written, english, chinese;

	format(buffer_string(text), text->length, FORMAT_AS_WRITTEN, &written);
	format(buffer_string(text), text->length, FORMAT_ENGLISH, &english);
	format(buffer_string(text), text->length, FORMAT_CHINESE, &chinese);
	format_again(&written, FORMAT_AS_WRITTEN, &written);
	format_again(&written, FORMAT_ENGLISH, &english);
	format_again(&english, FORMAT_AS_WRITTEN, &english);
	format_again(&chinese, FORMAT_AS_WRITTEN, &chinese);
	format_again(&english, FORMAT_CHINESE, &chinese);
	format_again(&chinese, FORMAT_ENGLISH, &english);
	buffer_clear(&written);
	buffer_clear(&english);
	buffer_clear(&chinese);
}

static void
printing_is_stable_and_translation_goes_there_and_back(void **state)
{
	const char *wanted = getenv("GONGKAI_FILES");
	uint64_t files = wanted != NULL ? strtoull(wanted, NULL, 10) : FILES;
	struct arena *arena = arena_new();
	struct grammar *grammar;
	size_t bytes = 0;

	(void)state;
	assert_int_equal(grammar_new(arena, &grammar), STATUS_OK);
	for (uint64_t seed = 0; seed < files; seed++) {
		struct buffer text;

		buffer_start(&text, TEXT_BYTES);
		make_up_file(grammar, seed, seed % 2 == 0 ? KEYWORD_ENGLISH : KEYWORD_CHINESE, &text);
		check(&text);
		bytes += text.length;
		buffer_clear(&text);
	}
	print_message("%llu files of %zu bytes in all\n", (unsigned long long)files, bytes);
	assert_true(files == 0 || bytes / files > 50);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(printing_is_stable_and_translation_goes_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
