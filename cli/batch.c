/* Answering of batches. */
#include "cli/batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "cli/command.h"

static enum status
answer_line(const char *line, size_t length, batch_function *function, void *context, struct buffer *answer)
{
	const char *tab = memchr(line, '\t', length);
	struct argument first, second;

	if (tab == NULL || memchr(tab + 1, '\t', length - (size_t)(tab + 1 - line)) != NULL)
		return buffer_add_string(answer, _("two fields with one tab between them are needed")) == STATUS_OK
		    ? STATUS_INVALID : STATUS_NO_MEMORY;
	first = (struct argument){ line, (size_t)(tab - line) };
	second = (struct argument){ tab + 1, length - first.length - 1 };
	return function(first, second, context, answer);
}

static bool
print_answer(const char *line, size_t length, batch_function *function, void *context)
{
	struct buffer answer;
	bool is_fine;

	if (length > 0 && line[length - 1] == '\r')
		length--;
	buffer_start(&answer, LIMIT_FIELD_BYTES);
	is_fine = answer_line(line, length, function, context, &answer) == STATUS_OK;
	printf("%s%s\n", is_fine ? "" : "error: ", buffer_string(&answer));
	buffer_clear(&answer);
	return is_fine;
}

int
batch_run(const char *command, const char *path, batch_function *function, void *context)
{
	char *text = NULL;
	size_t length = 0, at = 0;
	bool is_fine = true;
	enum status status = command_read_file(path, LIMIT_BATCH_BYTES, &text, &length);

	if (status != STATUS_OK)
		return command_fail(command, status == STATUS_IO ? EXIT_TROUBLE : EXIT_FINDINGS, "%s: %s", path,
		    status == STATUS_IO ? strerror(errno) : status_text(status));
	while (at < length) {
		const char *end = memchr(text + at, '\n', length - at);
		size_t line_length = end == NULL ? length - at : (size_t)(end - (text + at));

		is_fine = print_answer(text + at, line_length, function, context) && is_fine;
		at += line_length + 1;
	}
	free(text);
	if (fflush(stdout) != 0)
		return command_fail(command, EXIT_TROUBLE, "%s", strerror(errno));
	return is_fine ? EXIT_FINE : EXIT_FINDINGS;
}
