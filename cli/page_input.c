/* Pages from files and from the network. */
#include "config.h"

#include "cli/page_input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "cli/command.h"
#include "crawl/fetch.h"

bool
page_input_is_url(const char *argument)
{
	return strncmp(argument, "http://", 7) == 0 || strncmp(argument, "https://", 8) == 0;
}

void
page_input_clear(struct page_input *input)
{
	free(input->bytes);
	free(input->url);
	free(input->content_type);
	*input = (struct page_input){ 0 };
}

/* Moves what is needed out of the result of a fetch. */
static void
take_result(struct fetch_result *result, struct page_input *input)
{
	input->bytes = result->body;
	input->length = result->body_length;
	input->url = result->url;
	input->content_type = result->content_type;
	input->is_fetched = true;
	input->redirects = result->redirects;
	input->outcome = result->outcome;
	input->http_status = result->http_status;
	snprintf(input->detail, sizeof(input->detail), "%s", result->detail);
	result->body = NULL;
	result->url = NULL;
	result->content_type = NULL;
	fetch_result_clear(result);
}

static int
fetch(const char *command, const char *url, struct page_input *input)
{
	struct fetch_options options = { .addresses = FETCH_ADDRESSES_ANY };
	struct fetch_result result = { 0 };
	enum status status = fetch_start();

	if (status == STATUS_OK) {
		status = fetch_once(url, &options, NULL, &result);
		fetch_stop();
	}
	if (status != STATUS_OK)
		return command_fail(command, status == STATUS_INVALID ? EXIT_FINDINGS : EXIT_TROUBLE, "%s: %s", url,
		    status_text(status));
	take_result(&result, input);
	if (input->bytes == NULL || input->length == 0)
		return command_fail(command, EXIT_FINDINGS, "%s: %s%s%s", url, outcome_text(input->outcome),
		    input->detail[0] == '\0' ? "" : ": ", input->detail);
	return EXIT_FINE;
}

static int
read_file(const char *command, const char *path, struct page_input *input)
{
	enum status status = command_read_file(path, LIMIT_PAGE_BYTES, &input->bytes, &input->length);

	if (status == STATUS_IO)
		return command_fail(command, EXIT_FINDINGS, "%s: %s", path, strerror(errno));
	if (status == STATUS_LIMIT)
		return command_fail(command, EXIT_FINDINGS, _("%s: larger than any page (%d bytes)"), path, LIMIT_PAGE_BYTES);
	if (status != STATUS_OK)
		return command_fail(command, EXIT_TROUBLE, "%s: %s", path, status_text(status));
	return EXIT_FINE;
}

int
page_input_read(const char *command, const char *argument, const char *base, struct page_input *input)
{
	int exit_status;

	*input = (struct page_input){ .outcome = OUTCOME_GOOD };
	if (page_input_is_url(argument))
		return fetch(command, argument, input);
	exit_status = read_file(command, argument, input);
	if (exit_status != EXIT_FINE || base == NULL)
		return exit_status;
	input->url = strdup(base);
	if (input->url == NULL)
		return command_fail(command, EXIT_TROUBLE, "%s", status_text(STATUS_NO_MEMORY));
	return EXIT_FINE;
}

int
page_input_document(const char *command, const struct page_input *input, struct document **document)
{
	struct document_options options = { .url = input->url, .content_type = input->content_type };
	enum status status;

	status = document_read(input->bytes, input->length, &options, document);
	if (status != STATUS_OK)
		return command_fail(command, EXIT_TROUBLE, "%s", status_text(status));
	return EXIT_FINE;
}
