/* Loading of 100,000 rules in 20 files, against a bare pass of the scanner's work: reading every byte as UTF-8.
 * Then lookups of the rules of a role. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "rules/diagnostic.h"
#include "rules/load.h"
#include "rules/source_memory.h"

enum { FILES = 20, RULES_PER_FILE = 5000, LOOKUPS = 1000000, LIMIT_MS = 3000 };

/* Of this process: neighbours on the machine do not count. */
static double
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void
write_rule(struct buffer *text, int number)
{
	if (buffer_add_format(text,
	    "rule r%d {\n\ttitle \"政策解读材料%d个工作日内发布\"\n\tbasis \"国办发〔2016〕80号\"\n"
	    "\twhen published in role%d where title matches \"办法%d|规定\" and not title contains \"解读\"\n"
	    "\texpect publication in answers%d referring to trigger\n\twithin %d working days\n\tseverity major\n"
	    "\tfor regions \"地区%d\"\n\tremind 1 working day before\n}\n",
	    number, number % 20 + 2, number % 1000, number % 5000, number % 1000, number % 20 + 2, number) != STATUS_OK)
		abort();
}

static double
floor_of(const struct memory_file *files)
{
	double start = milliseconds();
	volatile uint32_t sum = 0;

	for (int i = 0; i < FILES; i++)
		for (size_t at = 0; at < files[i].length;) {
			uint32_t character;

			at += utf8_next(files[i].bytes + at, files[i].length - at, &character);
			sum += character;
		}
	return milliseconds() - start;
}

static void
lookups(const struct ruleset *ruleset)
{
	double start = milliseconds();
	size_t found = 0;

	for (int i = 0; i < LOOKUPS; i++) {
		char role[32];
		size_t count;

		snprintf(role, sizeof(role), "role%d", i % 1000);
		(void)ruleset_rules_for_role(ruleset, role, &count);
		found += count;
	}
	printf("rules of a role: %.0f ns a lookup, %zu rules each\n", (milliseconds() - start) * 1e6 / LOOKUPS,
	    found / LOOKUPS);
}

int
main(void)
{
	static struct buffer texts[FILES];
	static struct memory_file list[FILES];
	static char names[FILES][32];
	const char *paths[FILES];
	struct memory_files files = { list, FILES };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	struct ruleset *ruleset = NULL;
	double start, load, base;
	size_t bytes = 0;

	for (int i = 0; i < FILES; i++) {
		buffer_start(&texts[i], 16 << 20);
		for (int rule = 0; rule < RULES_PER_FILE; rule++)
			write_rule(&texts[i], i * RULES_PER_FILE + rule);
		snprintf(names[i], sizeof(names[i]), "%d.rules", i);
		list[i] = (struct memory_file){ names[i], buffer_string(&texts[i]), texts[i].length };
		paths[i] = names[i];
		bytes += texts[i].length;
	}
	base = floor_of(list);
	start = milliseconds();
	if (diagnostics == NULL || ruleset_load(&reader, paths, FILES, diagnostics, &ruleset) != STATUS_OK) {
		fprintf(stderr, "not loaded\n");
		return 1;
	}
	load = milliseconds() - start;
	printf("load: %d rules, %.1f MB in %.0f ms (limit %d), %.1f times one pass over the characters\n",
	    FILES * RULES_PER_FILE, (double)bytes / 1e6, load, LIMIT_MS, load / base);
	lookups(ruleset);
	start = milliseconds();
	ruleset_release(ruleset);
	diagnostics_free(diagnostics);
	printf("release: %.0f ms\n", milliseconds() - start);
	for (int i = 0; i < FILES; i++)
		buffer_clear(&texts[i]);
	return load > LIMIT_MS;
}
