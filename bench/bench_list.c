/* Cost of reading a list page completely (decoding, tree, items, further pages) beside libxml2's bare parse of the same
 * bytes, both in the same run. Pages: the invented ones, and those of the samples where they are. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/limits.h"
#include "extract/list.h"

enum { ROUNDS = 25, REPEATS_BYTES = 1 << 22, LEAST_BYTES = 8000 };

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void
parse_bare(const char *bytes, size_t length)
{
	xmlDoc *page = htmlReadMemory(bytes, (int)length, NULL, NULL,
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);

	xmlFreeDoc(page);
}

static void
read_completely(const char *bytes, size_t length)
{
	struct document_options options = { .url = "https://www.yunling.example/zwgk/tzgg/" };
	struct document *document;
	struct list *list;

	if (document_read(bytes, length, &options, &document) != STATUS_OK)
		exit(1);
	if (list_extract(document, NULL, &list) != STATUS_OK)
		exit(1);
	list_free(list);
	document_free(document);
}

static double
seconds_of(void (*work)(const char *, size_t), const char *bytes, size_t length, unsigned repeats)
{
	double start = seconds_now();

	for (unsigned i = 0; i < repeats; i++)
		work(bytes, length);
	return (seconds_now() - start) / repeats;
}

/* Seconds of one call of each, the best of several rounds taken in turn, so that a busy machine disturbs both alike. */
static void
best_of(const char *bytes, size_t length, double *bare, double *complete)
{
	unsigned repeats = (unsigned)(REPEATS_BYTES / length / ROUNDS) + 1;

	*bare = *complete = 1e9;
	for (int round = 0; round < ROUNDS; round++) {
		double one = seconds_of(parse_bare, bytes, length, repeats);
		double other = seconds_of(read_completely, bytes, length, repeats);

		*bare = one < *bare ? one : *bare;
		*complete = other < *complete ? other : *complete;
	}
}

static void
measure(const char *path, const char *name, double sums[2])
{
	char *bytes = NULL;
	size_t length = 0;
	double bare;
	double complete;

	if (file_read(path, LIMIT_PAGE_BYTES, &bytes, &length) != STATUS_OK || length < LEAST_BYTES) {
		free(bytes);
		return;
	}
	best_of(bytes, length, &bare, &complete);
	sums[0] += bare;
	sums[1] += complete;
	printf("%-36s %7zu bytes  bare %8.1f us  complete %8.1f us  ratio %.2f  %.2f ms/100 KB\n", name, length, bare * 1e6,
	    complete * 1e6, complete / bare, complete * 1e3 * 100000 / (double)length);
	free(bytes);
}

static int
is_list_page(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot != NULL && strcmp(dot, ".html") == 0 && strncmp(entry->d_name, "art_", 4) != 0 &&
	    strncmp(entry->d_name, "stub_", 5) != 0;
}

static void
measure_folder(const char *folder, double sums[2])
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_list_page, alphasort);

	for (int i = 0; i < count; i++) {
		char path[8192];

		snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
		measure(path, entries[i]->d_name, sums);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

/* One page of 13 KB made of an invented one, so that there is a figure without the samples. */
static void
measure_invented(const char *source, double sums[2])
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/tests/fixtures/lists/page_of_13_kilobytes.html", source);
	measure(path, "page_of_13_kilobytes.html", sums);
}

int
main(void)
{
	const char *source = getenv("srcdir") == NULL ? "." : getenv("srcdir");
	const char *samples = getenv("GONGKAI_SAMPLES");
	double sums[2] = { 0, 0 };
	char folder[4096];

	measure_invented(source, sums);
	if (samples != NULL)
		snprintf(folder, sizeof(folder), "%s/pages", samples);
	else
		snprintf(folder, sizeof(folder), "%s/../shared/samples/pages", source);
	measure_folder(folder, sums);
	if (sums[0] > 0)
		printf("all list pages: ratio %.2f (target 1.25)\n", sums[1] / sums[0]);
	return sums[0] > 0 && sums[1] / sums[0] <= 1.25 ? 0 : 1;
}
