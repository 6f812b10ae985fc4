/* Conversion of bytes in a known encoding to UTF-8; shared by the files of encoding only. */
#ifndef GONGKAI_LIB_EXTRACT_CONVERT_H
#define GONGKAI_LIB_EXTRACT_CONVERT_H

#include "extract/encoding.h"

struct byte_survey {
	bool is_ascii;
	size_t utf8_wide;    /* well-formed sequences of three or four bytes */
	size_t utf8_bad;     /* bytes outside well-formed sequences */
	size_t double_bytes; /* pairs that GBK or Big5 could hold */
	size_t double_low;   /* of these, pairs whose second byte lies below A1 */
	size_t double_bad;   /* bytes from 80 on that begin no pair */
};

/* Counts what speaks for UTF-8 and for a double-byte encoding. Looks at double bytes only where UTF-8 fails. */
void survey_bytes(const char *bytes, size_t length, struct byte_survey *survey);

/* Converts from decoded->encoding; fills bytes, length, undecodable, nul_bytes, owned. */
MUST_USE enum status convert_to_utf8(const char *bytes, size_t length, struct decoded *decoded);

#endif
