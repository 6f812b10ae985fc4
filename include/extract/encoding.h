/* Encodings: turns the bytes of an answer into UTF-8, in the order of the WHATWG Encoding and HTML standards
 * (byte order mark, Content-Type header, meta prescan, detection), but checks validity first: a page that
 * declares gb2312 and is valid UTF-8 is UTF-8, and the other way round. Does not parse HTML. */
#ifndef GONGKAI_EXTRACT_ENCODING_H
#define GONGKAI_EXTRACT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* What decided. */
enum encoding_source {
	ENCODING_SOURCE_NONE,     /* nothing was declared and nothing needed to be: ASCII, or valid UTF-8 */
	ENCODING_SOURCE_MARK,     /* byte order mark */
	ENCODING_SOURCE_HEADER,   /* charset of the Content-Type header */
	ENCODING_SOURCE_META,     /* <meta charset>, <meta http-equiv>, <?xml encoding?> */
	ENCODING_SOURCE_DETECTED, /* the bytes themselves, with no or against a declaration */
};

struct decoded {
	const char *bytes;    /* UTF-8 without byte order mark and NULs; points into the input where that needed no change */
	size_t length;
	const char *encoding; /* WHATWG name in lower case: "utf-8", "gb18030", "big5", ... ; static */
	const char *declared; /* WHATWG name of what header or meta declare; NULL for nothing or an unknown label */
	enum encoding_source source;
	size_t undecodable;   /* bytes that read as U+FFFD */
	size_t nul_bytes;     /* NULs left out, as browsers do */
	char *owned;          /* the converted copy, NULL where none was needed */
};

/* Decodes `length` bytes. `content_type` is the value of the Content-Type header ("text/html; charset=GBK") or NULL.
 * The result refers to `bytes` while `owned` is NULL, so `bytes` must outlive it. decoded_clear() frees it.
 * Undecodable bytes are no error. STATUS_LIMIT beyond LIMIT_PAGE_BYTES; STATUS_NO_MEMORY; STATUS_IO where the C library
 * lacks the converter (its gconv modules are not installed). */
MUST_USE enum status encoding_decode(const char *bytes, size_t length, const char *content_type, struct decoded *decoded);

/* Frees the copy that `decoded` owns; the text is then empty, what was found out about it stays. */
void decoded_clear(struct decoded *decoded);

/* The WHATWG name for a label ("GB2312" gives "gb18030"), NULL for an unknown one. Surrounding white space is ignored.
 * gbk reads as gb18030: the standard gives both one decoder. */
const char *encoding_of_label(const char *label, size_t length);

#endif
