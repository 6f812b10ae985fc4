/* UTF-8 on top of libunistring. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

size_t
utf8_first_bad(const char *bytes, size_t length)
{
	const uint8_t *bad = u8_check((const uint8_t *)bytes, length);

	return bad == NULL ? length : (size_t)(bad - (const uint8_t *)bytes);
}

size_t
utf8_next(const char *bytes, size_t length, uint32_t *character)
{
	int width = u8_mbtoucr(character, (const uint8_t *)bytes, length);

	if (width > 0)
		return (size_t)width;
	*character = 0xfffd;
	return 1;
}

size_t
utf8_columns(const char *bytes, size_t length)
{
	size_t columns = 0;

	for (size_t at = 0; at < length;) {
		uint32_t character;
		int width;

		at += utf8_next(bytes + at, length - at, &character);
		width = uc_width(character, "UTF-8");
		columns += width < 0 ? 0 : (size_t)width;
	}
	return columns;
}

char *
utf8_compatible(const char *bytes, size_t length, size_t *result_length)
{
	size_t normal_length = 0;
	uint8_t *normal;
	char *result;

	normal = u8_normalize(UNINORM_NFKC, (const uint8_t *)bytes, length, NULL, &normal_length);
	if (normal == NULL && length > 0)
		return NULL;
	result = realloc(normal, normal_length + 1);
	if (result == NULL) {
		free(normal);
		return NULL;
	}
	result[normal_length] = '\0';
	if (result_length != NULL)
		*result_length = normal_length;
	return result;
}
