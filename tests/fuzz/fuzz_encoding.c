/* Fuzz target: encodings. Whatever the bytes and the declaration, the result is well-formed UTF-8 without NULs and no
 * longer than three times its input. The first byte chooses the Content-Type header. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "extract/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const types[] = { NULL, "text/html", "text/html; charset=gbk", "text/html; charset=utf-8",
		"text/html; charset=big5", "text/html; charset=utf-16", "text/html; charset=iso-8859-1", "text/html; charset=" };
	struct decoded decoded;
	const char *bytes = (const char *)data + 1;

	if (size < 1 || encoding_decode(bytes, size - 1, types[data[0] % 8], &decoded) != STATUS_OK)
		return 0;
	if (decoded.length > 3 * (size - 1) || utf8_first_bad(decoded.bytes, decoded.length) != decoded.length ||
	    memchr(decoded.bytes, '\0', decoded.length) != NULL || decoded.undecodable > size)
		abort();
	decoded_clear(&decoded);
	return 0;
}
