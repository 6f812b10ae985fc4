/* gongkaictl scan: personal data and spam in pages and texts. */
#include "config.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/message.h"
#include "cli/command.h"
#include "cli/page_input.h"
#include "extract/detectors.h"

static void
print_help(void)
{
	printf("%s\n", _("usage: gongkaictl scan FILE|URL... [--json]\n"
	    "\n"
	    "Looks for personal data and for spam in pages and plain texts. Exits 1 where something was found.\n"
	    "  --json   one JSON object a finding"));
}

/* Plain text has no tags; a page has several. */
static bool
is_page(const struct document *document)
{
	static const char *const tags[] = { "<html", "<body", "<div", "<p>", "<p ", "<meta", "<table", "<a ", "<script", "<span",
		"<title", "<ul", "<li" };

	if (document->kind != DOCUMENT_HTML)
		return false;
	for (const char *at = document->text; (at = strchr(at, '<')) != NULL; at++)
		for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
			if (strncasecmp(at, tags[i], strlen(tags[i])) == 0)
				return true;
	return false;
}

static void
print_finding(const char *name, const struct detection *finding, bool is_json)
{
	json_t *object;
	char *line;

	if (!is_json) {
		printf("%s:%zu: %s (%s, %u%%): %s\n", name, finding->offset, detector_word(finding->detector),
		    detection_reason_word(finding->reason), finding->confidence, finding->excerpt);
		return;
	}
	object = json_object();
	json_object_set_new(object, "file", json_string(name));
	json_object_set_new(object, "detector", json_string(detector_word(finding->detector)));
	json_object_set_new(object, "reason", json_string(detection_reason_word(finding->reason)));
	json_object_set_new(object, "offset", json_integer((json_int_t)finding->offset));
	json_object_set_new(object, "length", json_integer((json_int_t)finding->length));
	json_object_set_new(object, "excerpt", json_string(finding->excerpt));
	json_object_set_new(object, "confidence", json_real(finding->confidence / 100.0));
	line = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(3));
	if (line != NULL)
		puts(line);
	free(line);
	json_decref(object);
}

static int
scan_document(const char *name, const struct document *document, bool is_json)
{
	struct detection_list list;
	enum status status = is_page(document) ? detectors_scan_document(document, &list) :
	    detectors_scan_text(document->text, document->length, &list);
	int exit_status = EXIT_FINE;

	if (status != STATUS_OK)
		return command_fail("scan", EXIT_TROUBLE, "%s: %s", name, status_text(status));
	for (size_t i = 0; i < list.count; i++)
		print_finding(name, &list.entry[i], is_json);
	if (list.is_cut)
		command_fail("scan", EXIT_FINDINGS, _("%s: more findings than are listed"), name);
	if (list.count > 0)
		exit_status = EXIT_FINDINGS;
	detections_clear(&list);
	return exit_status;
}

static int
run_one(const char *argument, bool is_json)
{
	struct page_input input;
	struct document *document = NULL;
	int exit_status = page_input_read("scan", argument, NULL, &input);

	if (exit_status == EXIT_FINE)
		exit_status = page_input_document("scan", &input, &document);
	if (exit_status == EXIT_FINE)
		exit_status = scan_document(argument, document, is_json);
	document_free(document);
	page_input_clear(&input);
	return exit_status;
}

int
command_scan(int argc, char **argv)
{
	static const struct option long_options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	bool is_json = false;
	int exit_status = EXIT_FINE;
	int choice;

	while ((choice = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		if (choice == 'h') {
			print_help();
			return EXIT_FINE;
		}
		if (choice != 'j')
			return command_usage("scan", "%s", _("see 'gongkaictl scan --help'"));
		is_json = true;
	}
	if (optind == argc)
		return command_usage("scan", "%s", _("name a file or an address; see 'gongkaictl scan --help'"));
	for (; optind < argc; optind++) {
		int one = run_one(argv[optind], is_json);

		if (one > exit_status)
			exit_status = one;
	}
	return exit_status;
}
