/* gongkaictl format: the canonical form of rule files, and their translation. */
#include "config.h"

#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/message.h"
#include "cli/command.h"
#include "cli/rules.h"
#include "rules/format.h"

struct format_options {
	enum format_language language;
	bool write; /* into the file */
	bool check; /* only say which files are not in canonical form */
};

static void
help(void)
{
	printf(_("usage: gongkaictl format [--language zh|en] [--write | --check] FILE...\n\n"
		"Prints rule files in canonical form; comments are kept. With --language all keywords are in Chinese or\n"
		"English. --write changes the files, --check only names those that would change and then exits 1.\n"));
}

/* Writes beside the file and renames, so that a full disk never leaves half a file. */
static int
replace_file(const char *path, const struct buffer *text)
{
	struct buffer name;
	FILE *stream = NULL;
	int exit_status = EXIT_TROUBLE;

	buffer_start(&name, 8192);
	if (buffer_add_format(&name, "%s.new", path) == STATUS_OK)
		stream = fopen(buffer_string(&name), "wb");
	if (stream != NULL) {
		bool written = fwrite(buffer_string(text), 1, text->length, stream) == text->length;

		written = fclose(stream) == 0 && written;
		if (written && rename(buffer_string(&name), path) == 0)
			exit_status = EXIT_FINE;
		else
			unlink(buffer_string(&name));
	}
	if (exit_status != EXIT_FINE)
		command_fail("format", exit_status, "%s: %s", path, strerror(errno));
	buffer_clear(&name);
	return exit_status;
}

static int
give(const char *path, const struct format_options *options, const char *bytes, size_t length,
    const struct buffer *text)
{
	bool same = text->length == length && memcmp(buffer_string(text), bytes, length) == 0;

	if (options->check) {
		if (!same)
			printf("%s\n", path);
		return same ? EXIT_FINE : EXIT_FINDINGS;
	}
	if (options->write && strcmp(path, "-") != 0)
		return same ? EXIT_FINE : replace_file(path, text);
	fwrite(buffer_string(text), 1, text->length, stdout);
	return EXIT_FINE;
}

static int
format_text(const char *path, const struct format_options *options, const char *bytes, size_t length)
{
	struct source_text source = { path, bytes, length };
	struct diagnostics *diagnostics = diagnostics_new();
	struct buffer text;
	enum status status;
	int exit_status;

	if (diagnostics == NULL)
		return command_fail("format", EXIT_TROUBLE, "%s", status_text(STATUS_NO_MEMORY));
	buffer_start(&text, (size_t)LIMIT_RULE_FILE_BYTES * 4);
	status = rules_format(&source, options->language, diagnostics, &text);
	if (status == STATUS_OK) {
		exit_status = give(path, options, bytes, length, &text);
	} else if (status == STATUS_INVALID) {
		diagnostics_sort(diagnostics);
		rules_print_diagnostics(diagnostics, RULES_OUTPUT_TEXT, true);
		exit_status = EXIT_FINDINGS;
	} else {
		exit_status = command_fail("format", EXIT_TROUBLE, "%s: %s", path, status_text(status));
	}
	buffer_clear(&text);
	diagnostics_free(diagnostics);
	return exit_status;
}

static int
format_file(const char *path, const struct format_options *options)
{
	char *bytes = NULL;
	size_t length = 0;
	enum status status = command_read_file(path, LIMIT_RULE_FILE_BYTES, &bytes, &length);
	int exit_status;

	if (status == STATUS_IO)
		return command_fail("format", EXIT_FINDINGS, "%s: %s", path, strerror(errno));
	if (status != STATUS_OK)
		return command_fail("format", EXIT_TROUBLE, "%s: %s", path, status_text(status));
	exit_status = format_text(path, options, bytes, length);
	free(bytes);
	return exit_status;
}

int
command_format(int argc, char **argv)
{
	static const struct option known[] = {
		{ "language", required_argument, NULL, 'l' }, { "write", no_argument, NULL, 'w' },
		{ "check", no_argument, NULL, 'c' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 },
	};
	struct format_options options = { .language = FORMAT_AS_WRITTEN };
	int exit_status = EXIT_FINE;

	for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
		switch (option) {
		case 'l':
			if (strcmp(optarg, "zh") != 0 && strcmp(optarg, "en") != 0)
				return command_usage("format", _("--language is zh or en"));
			options.language = *optarg == 'z' ? FORMAT_CHINESE : FORMAT_ENGLISH;
			break;
		case 'w': options.write = true; break;
		case 'c': options.check = true; break;
		case 'h': help(); return EXIT_FINE;
		default: return EXIT_USAGE;
		}
	}
	if (optind == argc)
		return command_usage("format", _("which file? '-' is standard input"));
	for (int i = optind; i < argc; i++) {
		int one = format_file(argv[i], &options);

		exit_status = one > exit_status ? one : exit_status;
	}
	return exit_status;
}
