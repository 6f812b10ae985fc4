/* main() of fuzz targets that are built without libFuzzer: gives each file named on the command line to
 * the target once, so that seeds and old crashers are tested by every compiler. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { LONGEST_INPUT = 32 * 1024 * 1024 };

static int
replay_file(const char *path, uint8_t *bytes)
{
	FILE *file = fopen(path, "rb");
	uint8_t *copy;
	size_t length;

	if (file == NULL) {
		perror(path);
		return 1;
	}
	length = fread(bytes, 1, LONGEST_INPUT, file);
	fclose(file);
	/* A copy of exactly that length lets valgrind and ASan see a read behind its end. */
	copy = malloc(length > 0 ? length : 1);
	if (copy == NULL)
		return 1;
	for (size_t i = 0; i < length; i++)
		copy[i] = bytes[i];
	LLVMFuzzerTestOneInput(copy, length);
	free(copy);
	return 0;
}

int
main(int argc, char **argv)
{
	uint8_t *bytes = malloc(LONGEST_INPUT);
	int failures = 0;

	if (bytes == NULL)
		return 1;
	for (int i = 1; i < argc; i++)
		failures += replay_file(argv[i], bytes);
	free(bytes);
	printf("%d inputs replayed\n", argc - 1 - failures);
	return failures == 0 ? 0 : 1;
}
