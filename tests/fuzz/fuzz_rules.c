/* Fuzz target of the rule language: any text is loaded and printed; what was printed must print the same again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "rules/diagnostic.h"
#include "rules/format.h"
#include "rules/load.h"
#include "rules/source_memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
print_all(const struct diagnostics *diagnostics)
{
	struct buffer text;

	for (size_t i = 0; i < diagnostics_count(diagnostics); i++) {
		buffer_start(&text, 1 << 20);
		if (diagnostic_print(diagnostics_at(diagnostics, i), &text) != STATUS_OK)
			abort();
		buffer_clear(&text);
	}
}

/* Loads; tells whether there was an error. */
static int
load(const char *bytes, size_t length)
{
	struct memory_file file = { "fuzz.rules", bytes, length };
	struct memory_files files = { &file, 1 };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	const char *path = "fuzz.rules";
	struct ruleset *ruleset = NULL;
	enum status status;

	if (diagnostics == NULL)
		return 1;
	status = ruleset_load(&reader, &path, 1, diagnostics, &ruleset);
	if ((status == STATUS_OK) != (diagnostics_errors(diagnostics) == 0) || (status == STATUS_OK) != (ruleset != NULL))
		abort();
	print_all(diagnostics);
	ruleset_release(ruleset);
	diagnostics_free(diagnostics);
	return status != STATUS_OK;
}

static enum status
format(const char *bytes, size_t length, enum format_language language, struct buffer *result)
{
	struct source_text source = { "fuzz.rules", bytes, length };
	struct diagnostics *diagnostics = diagnostics_new();
	enum status status;

	if (diagnostics == NULL)
		return STATUS_NO_MEMORY;
	buffer_start(result, 8 << 20);
	status = rules_format(&source, language, diagnostics, result);
	diagnostics_free(diagnostics);
	return status;
}

static void
check_format(const char *bytes, size_t length, int had_errors)
{
	static const enum format_language languages[] = { FORMAT_AS_WRITTEN, FORMAT_ENGLISH, FORMAT_CHINESE };

	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		struct buffer once, twice;

		if (format(bytes, length, languages[i], &once) != STATUS_OK) {
			buffer_clear(&once);
			continue;
		}
		if (format(buffer_string(&once), once.length, FORMAT_AS_WRITTEN, &twice) != STATUS_OK ||
		    strcmp(buffer_string(&once), buffer_string(&twice)) != 0 ||
		    load(buffer_string(&once), once.length) != had_errors)
			abort();
		buffer_clear(&once);
		buffer_clear(&twice);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	check_format((const char *)bytes, length, load((const char *)bytes, length));
	return 0;
}
