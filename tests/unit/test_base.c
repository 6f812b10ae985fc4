/* Unit tests of base: arenas, buffers, UTF-8. */
#include "tests/unit/unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"

static void
arena_gives_zeroed_memory_of_any_size(void **state)
{
	static const size_t sizes[] = { 1, 15, 16, 17, 4095, 4096, 4097, 1 << 21 };
	struct arena *arena = arena_new();

	(void)state;
	assert_non_null(arena);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		unsigned char *bytes = arena_take(arena, sizes[i]);

		assert_non_null(bytes);
		assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
		for (size_t at = 0; at < sizes[i]; at++)
			assert_int_equal(bytes[at], 0);
		memset(bytes, 0xff, sizes[i]);
	}
	assert_null(arena_take_array(arena, SIZE_MAX / 2, 4));
	assert_string_equal(arena_format(arena, "%d-%s", 7, "x"), "7-x");
	arena_free(arena);
}

static void
buffer_refuses_what_exceeds_its_limit(void **state)
{
	struct buffer buffer;

	(void)state;
	buffer_start(&buffer, 10);
	assert_string_equal(buffer_string(&buffer), "");
	assert_int_equal(buffer_add_string(&buffer, "123456789"), STATUS_OK);
	assert_int_equal(buffer_add_string(&buffer, "ab"), STATUS_LIMIT);
	assert_int_equal(buffer_add_format(&buffer, "%d", 42), STATUS_LIMIT);
	assert_int_equal(buffer_add_string(&buffer, "0"), STATUS_OK);
	assert_string_equal(buffer_string(&buffer), "1234567890");
	buffer_clear(&buffer);
	assert_int_equal(buffer.length, 0);
}

static void
utf8_reads_widths_and_faults(void **state)
{
	uint32_t character;
	char *normal;

	(void)state;
	assert_int_equal(utf8_first_bad("公开", 6), 6);
	assert_int_equal(utf8_first_bad("公\xff", 4), 3);
	assert_int_equal(utf8_next("\xe5\x85", 2, &character), 1);
	assert_int_equal(character, 0xfffd);
	assert_int_equal(utf8_columns("a公开", 7), 5);
	normal = utf8_compatible("２０１９（", strlen("２０１９（"), NULL);
	assert_non_null(normal);
	assert_string_equal(normal, "2019(");
	free(normal);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_gives_zeroed_memory_of_any_size),
		cmocka_unit_test(buffer_refuses_what_exceeds_its_limit),
		cmocka_unit_test(utf8_reads_widths_and_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
