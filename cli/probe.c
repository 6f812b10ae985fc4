/* gongkaictl probe: proposes a column block for a list page. */
#include "config.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/message.h"
#include "cli/command.h"
#include "cli/list_reading.h"
#include "extract/dom.h"

enum { SAMPLES = 5, MOST_PAGES = 3 };

struct proposal {
	const char *role;
	const char *every;
	char *title;      /* of the column; "" where the page does not tell */
	struct date first;
	struct date last;
	size_t dated;
};

/* --- what the page calls itself --------------------------------------------------------------- */

static const char *
meta_value(const struct document *document, const char *wanted)
{
	for (const xmlNode *node = document->root; node != NULL; node = dom_next(node, document->root)) {
		const char *name = dom_is(node, "meta") ? dom_attribute(node, "name") : NULL;
		const char *content = name == NULL ? NULL : dom_attribute(node, "content");

		if (content != NULL && *content != '\0' && strcasecmp(name, wanted) == 0)
			return content;
	}
	return NULL;
}

/* ColumnName, else <title> up to the sign that parts it from the site's name. */
static enum status
column_title(const struct document *document, char **title)
{
	const char *meta = document->root == NULL ? NULL : meta_value(document, "ColumnName");
	const xmlNode *element = meta != NULL || document->root == NULL ? NULL : dom_find(document->root, "title");
	struct buffer text;
	enum status status = STATUS_OK;

	buffer_start(&text, LIMIT_TITLE_BYTES);
	if (meta != NULL)
		status = buffer_add_string(&text, meta);
	else if (element != NULL)
		status = dom_text_line(element, &text);
	if (status == STATUS_LIMIT)
		status = STATUS_OK;
	if (status == STATUS_OK && text.length > 0) {
		text.length = strcspn(text.bytes, "_-|\"\\\r\n");
		while (text.length > 0 && text.bytes[text.length - 1] == ' ')
			text.length--;
		text.bytes[text.length] = '\0';
	}
	*title = status == STATUS_OK ? buffer_take(&text) : NULL;
	buffer_clear(&text);
	return *title == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

/* The role that the column's name tells, else the address; first match wins. */
static const char *
guess_role(const char *title, const char *url)
{
	static const struct {
		const char *word;
		const char *role;
	} words[] = {
		{ "解读", "interpretation" }, { "图解", "interpretation" }, { "一图读懂", "interpretation" }, { "问答", "interpretation" },
		{ "采纳", "feedback" }, { "反馈", "feedback" }, { "征集结果", "feedback" }, { "结果公开", "feedback" },
		{ "征集", "consultation" }, { "征求意见", "consultation" }, { "草案", "consultation" }, { "意见稿", "consultation" },
		{ "年度报告", "annual-report" }, { "年报", "annual-report" }, { "规划", "plan" }, { "计划", "plan" }, { "要点", "plan" },
		{ "文件", "policy" }, { "政策", "policy" }, { "法规", "policy" }, { "规章", "policy" }, { "规范性", "policy" },
		{ "公报", "gazette" }, { "zcjd", "interpretation" }, { "yjzj", "consultation" }, { "myzj", "consultation" },
		{ "zfxxgknb", "annual-report" }, { "gknb", "annual-report" }, { "gfxwj", "policy" }, { "zcwj", "policy" }, { "fgwj", "policy" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(title, words[i].word) != NULL || (url != NULL && strstr(url, words[i].word) != NULL))
			return words[i].role;
	return "news";
}

/* --- how often it changes --------------------------------------------------------------------- */

static void
read_dates(const struct list *list, struct proposal *proposal)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct claimed_date *date = &list->items[i].published;

		if (date->precision < DATE_PRECISION_DAY)
			continue;
		if (proposal->dated == 0 || date_is_before(date->date, proposal->first))
			proposal->first = date->date;
		if (proposal->dated == 0 || date_is_before(proposal->last, date->date))
			proposal->last = date->date;
		proposal->dated++;
	}
}

/* Several looks between two publications, so that a deadline is never missed for want of one. */
static const char *
choose_interval(const struct proposal *proposal)
{
	int32_t days = proposal->last.days - proposal->first.days;
	int32_t gaps = (int32_t)proposal->dated - 1;

	if (gaps < 1)
		return "6 hours";
	if (days < gaps)
		return "30 minutes";
	if (days < 3 * gaps)
		return "1 hour";
	if (days < 15 * gaps)
		return "4 hours";
	return days < 60 * gaps ? "12 hours" : "1 day";
}

static enum status
propose(const struct list_reading *reading, struct proposal *proposal)
{
	enum status status = column_title(reading->document, &proposal->title);

	if (status != STATUS_OK)
		return status;
	proposal->role = guess_role(proposal->title, reading->document->url);
	read_dates(reading->list, proposal);
	proposal->every = choose_interval(proposal);
	return STATUS_OK;
}

/* --- output ----------------------------------------------------------------------------------- */

static void
print_samples(const struct list *list)
{
	for (size_t i = 0; i < list->count && i < SAMPLES; i++) {
		char date[DATE_TEXT_BYTES] = "-";

		if (list->items[i].published.precision >= DATE_PRECISION_DAY)
			date_print(list->items[i].published.date, date);
		printf("#   %-10s  %s\n", date, list->items[i].title);
	}
}

static void
print_block(const char *argument, const struct list_reading *reading, const struct proposal *proposal)
{
	const struct list *list = reading->list;
	const char *trouble = list_reading_trouble(reading);
	char first[DATE_TEXT_BYTES];
	char last[DATE_TEXT_BYTES];

	printf(_("# %zu items, %zu with a date, adapter %s, %zu further pages, health: %s\n"), list->count, list->dated,
	    list_adapter_word(list->adapter), list->next_count, trouble == NULL ? outcome_text(OUTCOME_GOOD) : trouble);
	if (proposal->dated > 0)
		printf(_("# dates from %s to %s\n"), date_print(proposal->first, first), date_print(proposal->last, last));
	print_samples(list);
	printf("column %s {\n\turl \"%s\"\n", proposal->role, reading->document->url == NULL ? argument : reading->document->url);
	if (*proposal->title != '\0')
		printf("\tname \"%s\"\n", proposal->title);
	printf("\trole %s\n\tevery %s\n", proposal->role, proposal->every);
	if (list->next_count > 0)
		printf("\tfurther pages %d\n", list->next_count < MOST_PAGES ? (int)list->next_count : MOST_PAGES);
	printf("}\n");
}

static json_t *
samples_value(const struct list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count && i < SAMPLES; i++) {
		const struct list_item *item = &list->items[i];
		char date[DATE_TEXT_BYTES];
		bool is_dated = item->published.precision >= DATE_PRECISION_DAY;

		json_array_append_new(array, json_pack("{s:s, s:s?, s:s?}", "title", item->title, "url", item->url, "date",
		    is_dated ? date_print(item->published.date, date) : NULL));
	}
	return array;
}

static void
print_json(const char *argument, const struct list_reading *reading, const struct proposal *proposal)
{
	const struct list *list = reading->list;
	json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:o}",
	    "url", reading->document->url == NULL ? argument : reading->document->url, "title", proposal->title, "role",
	    proposal->role, "every", proposal->every, "adapter", list_adapter_word(list->adapter), "health",
	    outcome_word(reading->health.outcome), "items", (json_int_t)list->count, "dated", (json_int_t)list->dated, "next",
	    (json_int_t)list->next_count, "samples", samples_value(list));
	char *line = object == NULL ? NULL : json_dumps(object, JSON_COMPACT);

	if (line != NULL)
		puts(line);
	free(line);
	json_decref(object);
}

static int
run(const char *argument, const char *base, bool is_json)
{
	static const struct list_options options;
	struct list_reading reading;
	struct proposal proposal = { .title = NULL };
	int exit_status = list_reading_open("probe", argument, base, &options, &reading);

	if (exit_status == EXIT_FINE && propose(&reading, &proposal) != STATUS_OK)
		exit_status = command_fail("probe", EXIT_TROUBLE, "%s", status_text(STATUS_NO_MEMORY));
	if (exit_status == EXIT_FINE) {
		if (is_json)
			print_json(argument, &reading, &proposal);
		else
			print_block(argument, &reading, &proposal);
		if (list_reading_trouble(&reading) != NULL)
			exit_status = command_fail("probe", EXIT_FINDINGS, "%s: %s", argument, list_reading_trouble(&reading));
	}
	free(proposal.title);
	list_reading_clear(&reading);
	return exit_status;
}

int
command_probe(int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "base", required_argument, NULL, 'b' },
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	const char *base = NULL;
	bool is_json = false;
	int choice;

	while ((choice = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		switch (choice) {
		case 'b':
			base = optarg;
			break;
		case 'j':
			is_json = true;
			break;
		case 'h':
			printf("%s\n", _("usage: gongkaictl probe URL|FILE [--base URL] [--json]\n"
			    "\n"
			    "Reads a list page and proposes a column block for it: role, interval, further pages,\n"
			    "with sample items and what may be wrong."));
			return EXIT_FINE;
		default:
			return command_usage("probe", "%s", _("see 'gongkaictl probe --help'"));
		}
	}
	if (optind + 1 != argc)
		return command_usage("probe", "%s", _("name one address or file; see 'gongkaictl probe --help'"));
	return run(argv[optind], base, is_json);
}
