/* Further pages by the calls that write page links:
 *   createPageHTML(5, 0, "index", "html")                    pages, current from 0
 *   createPageHTML(191, 13, 0, "index", "html")              records, pages, current from 0
 *   createPageHTML('page-div', 5, 1, 'list', 'shtml', 70)    place, pages, current from 1, records
 *   Pager({size:5, current:0, prefix:'index', suffix:'html'})
 *   var currentPage = 0; var countPage = 5;                  with "index_" in the same script
 * The page after the first is index_1 where counting begins at 0, index_2 where it begins at 1. */
#include "config.h"

#include "list_next.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"

enum { CALL_BYTES = 400, ARGUMENTS = 8, ARGUMENT_BYTES = 128 };

struct argument {
	bool is_number;
	unsigned number;
	char text[ARGUMENT_BYTES];
};

struct pager_call {
	unsigned pages;
	unsigned current;
	unsigned base; /* 0 or 1: number of the first page */
	const char *name;
	const char *extension;
};

static bool
read_argument(const char **at, struct argument *argument)
{
	const char *start = *at + strspn(*at, " \t\r\n");
	size_t length;

	if (*start == '"' || *start == '\'') {
		const char *end = strchr(start + 1, *start);

		length = end == NULL ? ARGUMENT_BYTES : (size_t)(end - start - 1);
		if (length >= ARGUMENT_BYTES)
			return false;
		memcpy(argument->text, start + 1, length);
		argument->text[length] = '\0';
		argument->is_number = length > 0 && strspn(argument->text, "0123456789") == length && length < 7;
		argument->number = argument->is_number ? (unsigned)strtoul(argument->text, NULL, 10) : 0;
		*at = end + 1;
		return true;
	}
	length = strspn(start, "0123456789");
	if (length == 0 || length > 7)
		return false;
	*argument = (struct argument){ .is_number = true, .number = (unsigned)strtoul(start, NULL, 10) };
	*at = start + length;
	return true;
}

/* Reads "(…, …)"; the number of arguments, 0 where it is no call with plain values. */
static size_t
read_arguments(const char *at, struct argument arguments[ARGUMENTS])
{
	size_t count = 0;

	if (*at != '(')
		return 0;
	for (at++; count < ARGUMENTS; at++) {
		if (!read_argument(&at, &arguments[count]))
			return 0;
		count++;
		at += strspn(at, " \t\r\n");
		if (*at == ')')
			return count;
		if (*at != ',')
			return 0;
	}
	return 0;
}

/* The name and extension are the two texts side by side; before them stand the current page and the number of pages. */
static bool
understand(const struct argument *arguments, size_t count, struct pager_call *call)
{
	for (size_t i = 2; i + 1 < count; i++) {
		if (arguments[i].is_number || arguments[i + 1].is_number || !arguments[i - 1].is_number || !arguments[i - 2].is_number)
			continue;
		*call = (struct pager_call){ .pages = arguments[i - 2].number, .current = arguments[i - 1].number,
			.base = !arguments[0].is_number, .name = arguments[i].text, .extension = arguments[i + 1].text };
		return strlen(call->extension) <= 5 && call->extension[0] != '\0';
	}
	return false;
}

static enum status
add_pages(const struct document *document, const struct pager_call *call, struct list_pages *pages)
{
	char *format = arena_format(pages->arena, "%s_.%s", call->name, call->extension);
	unsigned last = call->base == 0 ? call->pages : call->pages + 1;

	if (format == NULL)
		return STATUS_NO_MEMORY;
	pages->total = call->pages;
	return last <= call->current + 1 ? STATUS_OK :
	    list_count_pages(pages, document, format, strlen(call->name) + 1, 0, call->current + 1, last - 1);
}

static enum status
read_calls(const struct document *document, const char *function, struct list_pages *pages)
{
	const char *at = document->text;

	while ((at = strstr(at, function)) != NULL) {
		struct argument arguments[ARGUMENTS];
		struct pager_call call;
		size_t count;

		at += strlen(function);
		count = read_arguments(at, arguments);
		if (understand(arguments, count, &call))
			return add_pages(document, &call, pages);
	}
	return STATUS_OK;
}

/* The value behind "name:" or "name =" within the next bytes. */
static bool
find_value(const char *at, const char *end, const char *name, struct argument *argument)
{
	for (const char *found = at; (found = strstr(found, name)) != NULL && found < end; found++) {
		const char *value = found + strlen(name);

		value += strspn(value, " \t");
		if (*value != ':' && *value != '=')
			continue;
		value++;
		if (read_argument(&value, argument))
			return true;
	}
	return false;
}

static enum status
read_object(const struct document *document, struct list_pages *pages)
{
	const char *at = strstr(document->text, "Pager({");
	const char *end = at == NULL ? NULL : strstr(at, "})");
	struct argument values[4];

	if (end == NULL || end - at > CALL_BYTES || !find_value(at, end, "size", &values[0]) ||
	    !find_value(at, end, "current", &values[1]) || !find_value(at, end, "prefix", &values[2]) ||
	    !find_value(at, end, "suffix", &values[3]) || !values[0].is_number || !values[1].is_number)
		return STATUS_OK;
	struct pager_call call = { .pages = values[0].number, .current = values[1].number, .name = values[2].text,
		.extension = values[3].text };

	return add_pages(document, &call, pages);
}

/* Variables instead of arguments; the extension is the one that the script writes behind "index_". */
static enum status
read_variables(const struct document *document, struct list_pages *pages)
{
	static const char *const extensions[] = { "shtml", "html", "htm", "jhtml" };
	const char *at = strstr(document->text, "countPage");
	const char *script_end = at == NULL ? NULL : strstr(at, "</script");
	const char *from = at;
	struct argument count;
	struct argument current = { .is_number = true };

	if (script_end == NULL)
		return STATUS_OK;
	from = at - document->text > CALL_BYTES ? at - CALL_BYTES : document->text;
	if (!find_value(at, script_end, "countPage", &count) || !find_value(from, script_end, "currentPage", &current) ||
	    !count.is_number || !current.is_number)
		return STATUS_OK;
	for (size_t i = 0; i < sizeof(extensions) / sizeof(extensions[0]); i++) {
		char dotted[8] = ".";
		const char *found = strstr(at, strcat(dotted, extensions[i]));
		struct pager_call call = { .pages = count.number, .current = current.number, .name = "index",
			.extension = extensions[i] };

		if (found != NULL && found < script_end)
			return add_pages(document, &call, pages);
	}
	return STATUS_OK;
}

enum status
list_pages_of_scripts(const struct document *document, struct list_pages *pages)
{
	enum status status = read_calls(document, "createPageHTML", pages);

	if (status == STATUS_OK && pages->total == 0)
		status = read_calls(document, "createPage", pages);
	if (status == STATUS_OK && pages->total == 0)
		status = read_object(document, pages);
	if (status == STATUS_OK && pages->total == 0)
		status = read_variables(document, pages);
	return status;
}
