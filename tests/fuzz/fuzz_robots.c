/* Fuzz target: robots.txt and the decision about a path. The input is both, parted by a NUL. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawl/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 2);
	struct robots *robots;
	size_t text_length;

	copy[0] = '/';
	memcpy(copy + 1, data, size);
	copy[size + 1] = '\0';
	text_length = strlen(copy);
	robots = robots_parse(copy + 1, text_length - 1, "gongkai");
	if (robots == NULL)
		abort();
	if (text_length < size + 1)
		robots_allows(robots, copy + text_length + 1);
	robots_allows(robots, copy);
	if (!robots_allows(robots, "/robots.txt"))
		abort();
	robots_pause_ms(robots);
	robots_free(robots);
	free(copy);
	return 0;
}
