/* Encodings: declarations true and false, and the decoders at their edges. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "extract/encoding.h"

/* String literals with NULs in them carry their length. */
#define BYTES(literal) (literal), sizeof(literal) - 1

struct decode_case {
	const char *name;
	const char *bytes;
	size_t length;
	const char *content_type;
	const char *encoding;
	enum encoding_source source;
	const char *text;
	size_t undecodable;
};

#define META_GB "<meta charset=gb2312>"
#define META_UTF8 "<meta charset=\"utf-8\">"

static const struct decode_case declaration_cases[] = {
	{ "ASCII without declaration", BYTES("<p>a</p>"), NULL, "utf-8", ENCODING_SOURCE_NONE, "<p>a</p>", 0 },
	{ "nothing at all", BYTES(""), NULL, "utf-8", ENCODING_SOURCE_NONE, "", 0 },
	{ "byte order mark beats header and meta", BYTES("\xef\xbb\xbf\xe5\x85\xac" META_GB), "text/html; charset=gbk",
	    "utf-8", ENCODING_SOURCE_MARK, "\xe5\x85\xac" META_GB, 0 },
	{ "UTF-16LE mark", BYTES("\xff\xfe\x6c\x51\x00\x5f"), NULL, "utf-16le", ENCODING_SOURCE_MARK, "公开", 0 },
	{ "UTF-16BE mark", BYTES("\xfe\xff\x51\x6c\x5f\x00"), NULL, "utf-16be", ENCODING_SOURCE_MARK, "公开", 0 },
	{ "header decides before meta", BYTES("\xb9\xab\xbf\xaa<meta charset=big5>"), "text/html;charset=\"GBK\"", "gb18030",
	    ENCODING_SOURCE_HEADER, "公开<meta charset=big5>", 0 },
	{ "meta decides without header", BYTES(META_GB "\xb9\xab\xbf\xaa"), "text/html", "gb18030", ENCODING_SOURCE_META,
	    META_GB "公开", 0 },
	{ "http-equiv form", BYTES("<META http-equiv=Content-Type content='text/html; charset=x-gbk'>\xb9\xab"), NULL,
	    "gb18030", ENCODING_SOURCE_META, "<META http-equiv=Content-Type content='text/html; charset=x-gbk'>公", 0 },
	{ "a declaration in a comment does not count", BYTES("<!-- <meta charset=big5> -->" META_GB "\xb9\xab\xbf\xaa"), NULL,
	    "gb18030", ENCODING_SOURCE_META, "<!-- <meta charset=big5> -->" META_GB "公开", 0 },
	{ "XML declaration", BYTES("<?xml version=\"1.0\" encoding=\"GB2312\"?>\xb9\xab"), NULL, "gb18030",
	    ENCODING_SOURCE_META, "<?xml version=\"1.0\" encoding=\"GB2312\"?>公", 0 },
	{ "gb2312 declared, UTF-8 in truth", BYTES(META_GB "公开"), NULL, "utf-8", ENCODING_SOURCE_DETECTED, META_GB "公开", 0 },
	{ "UTF-8 declared, GBK in truth", BYTES(META_UTF8 "\xb9\xab\xbf\xaa"), NULL, "gb18030", ENCODING_SOURCE_DETECTED,
	    META_UTF8 "公开", 0 },
	{ "UTF-8 in the header, GBK in truth", BYTES("\xb9\xab\xbf\xaa"), "text/html; charset=utf-8", "gb18030",
	    ENCODING_SOURCE_DETECTED, "公开", 0 },
	{ "nothing declared, GBK in truth", BYTES("\xd5\xfe\xb8\xae\xd0\xc5\xcf\xa2\xb9\xab\xbf\xaa"), NULL, "gb18030",
	    ENCODING_SOURCE_DETECTED, "政府信息公开", 0 },
	{ "nothing declared, Big5 in truth", BYTES("\xac\x46\xa9\xb2\xb8\xea\xb0\x54\xa4\xbd\xb6\x7d"), NULL, "big5",
	    ENCODING_SOURCE_DETECTED, "政府資訊公開", 0 },
	{ "Big5 declared", BYTES("\xac\x46\xa9\xb2"), "text/html; charset=Big5", "big5", ENCODING_SOURCE_HEADER, "政府", 0 },
	{ "two characters of GBK that look like UTF-8", BYTES(META_GB "\xc1\xaa\xcd\xa8"), NULL, "gb18030",
	    ENCODING_SOURCE_META, META_GB "联通", 0 },
	{ "latin1 declared, GBK in truth", BYTES("<meta charset=iso-8859-1>\xb9\xab\xbf\xaa"), NULL, "gb18030",
	    ENCODING_SOURCE_DETECTED, "<meta charset=iso-8859-1>公开", 0 },
	{ "UTF-16 in a meta means UTF-8", BYTES("<meta charset=utf-16>公"), NULL, "utf-8", ENCODING_SOURCE_META,
	    "<meta charset=utf-16>公", 0 },
	{ "UTF-16 without mark, by its NULs", BYTES("<\0h\0t\0m\0l\0>\0<\0p\0>\0\x6c\x51"), NULL, "utf-16le",
	    ENCODING_SOURCE_DETECTED, "<html><p>公", 0 },
	{ "an unknown label is none", BYTES("<meta charset=foo>\xb9\xab\xbf\xaa"), NULL, "gb18030", ENCODING_SOURCE_DETECTED,
	    "<meta charset=foo>公开", 0 },
	{ "mostly UTF-8 with a title cut inside a character", BYTES(META_UTF8 "政府信息公开目\xe5\xbd</a>"), NULL, "utf-8",
	    ENCODING_SOURCE_META, META_UTF8 "政府信息公开目\xef\xbf\xbd</a>", 2 },
	{ "NULs are left out", BYTES("公\0开\0"), NULL, "utf-8", ENCODING_SOURCE_NONE, "公开", 0 },
	{ "unfinished meta at the end", BYTES("<meta charset="), NULL, "utf-8", ENCODING_SOURCE_NONE, "<meta charset=", 0 },
	{ "unfinished comment", BYTES("<!-- <meta charset=gbk>"), NULL, "utf-8", ENCODING_SOURCE_DETECTED, NULL, 0 },
};

/* In the shape of the tests of the WHATWG decoder for gbk and gb18030: bytes in, characters out. */
static const struct decode_case decoder_cases[] = {
	{ "one lead byte alone", BYTES("\x81"), "a;charset=gb18030", "gb18030", ENCODING_SOURCE_HEADER, "\xef\xbf\xbd", 1 },
	{ "lead and 7F: the second byte stays", BYTES("\x81\x7f"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER,
	    "\xef\xbf\xbd\x7f", 1 },
	{ "lead and FF: both go", BYTES("\x81\xff"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER, "\xef\xbf\xbd", 2 },
	{ "lead and a digit: the digit stays", BYTES("\x81\x30"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER,
	    "\xef\xbf\xbd", 2 },
	{ "lead and markup: the markup stays", BYTES("\xb9<p>"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER,
	    "\xef\xbf\xbd<p>", 1 },
	{ "FF alone", BYTES("\xff"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER, "\xef\xbf\xbd", 1 },
	{ "80 is the euro sign", BYTES("\x80"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER, "€", 0 },
	{ "A2E3 is the euro sign too", BYTES("\xa2\xe3"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER, "€", 0 },
	{ "A3A0 is the full-width space", BYTES("\xa3\xa0"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER, "　", 0 },
	{ "A8BC is m with acute", BYTES("\xa8\xbc"), "a;charset=gb18030", "gb18030", ENCODING_SOURCE_HEADER, "ḿ", 0 },
	{ "A6D9 is the vertical comma", BYTES("\xa6\xd9"), "a;charset=gb18030", "gb18030", ENCODING_SOURCE_HEADER, "︐", 0 },
	{ "first character of the first area", BYTES("\x81\x40"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER, "丂", 0 },
	{ "last row of GB 2312", BYTES("\xf7\xfe"), "a;charset=gb2312", "gb18030", ENCODING_SOURCE_HEADER, "齄", 0 },
	{ "four bytes: U+0080", BYTES("\x81\x30\x81\x30"), "a;charset=gb18030", "gb18030", ENCODING_SOURCE_HEADER,
	    "\xc2\x80", 0 },
	{ "four bytes: U+10FFFF", BYTES("\xe3\x32\x9a\x35"), "a;charset=gb18030", "gb18030", ENCODING_SOURCE_HEADER,
	    "\xf4\x8f\xbf\xbf", 0 },
	{ "four bytes: U+20000 in a page that says gb2312", BYTES("\x95\x32\x82\x36"), "a;charset=gb2312", "gb18030",
	    ENCODING_SOURCE_HEADER, "\xf0\xa0\x80\x80", 0 },
	{ "four bytes beyond the last: digits stay", BYTES("\xe3\x32\x9a\x36"), "a;charset=gb18030", "gb18030",
	    ENCODING_SOURCE_HEADER, NULL, 0 },
	{ "three bytes of four at the end", BYTES("\x81\x30\x81"), "a;charset=gb18030", "gb18030", ENCODING_SOURCE_HEADER,
	    "\xef\xbf\xbd", 3 },
	{ "a good character after a bad one", BYTES("\xff\xb9\xab"), "a;charset=gbk", "gb18030", ENCODING_SOURCE_HEADER,
	    "\xef\xbf\xbd公", 1 },
	{ "half a surrogate pair", BYTES("\x00\xd8\x6c\x51"), "a;charset=utf-16le", "utf-8", ENCODING_SOURCE_DETECTED, NULL, 0 },
	{ "UTF-8: overlong slash", BYTES("公\xc0\xaf"), "a;charset=utf-8", "utf-8", ENCODING_SOURCE_HEADER, NULL, 2 },
	{ "UTF-8: surrogate", BYTES("公公公公公公公公公公公公公公公公\xed\xa0\x80"), "a;charset=utf-8", "utf-8",
	    ENCODING_SOURCE_HEADER, NULL, 3 },
};

static void
check_case(const struct decode_case *row)
{
	struct decoded decoded;

	print_message("%s\n", row->name);
	assert_int_equal(encoding_decode(row->bytes, row->length, row->content_type, &decoded), STATUS_OK);
	assert_int_equal(utf8_first_bad(decoded.bytes, decoded.length), decoded.length);
	if (row->text != NULL) {
		assert_string_equal(decoded.encoding, row->encoding);
		assert_int_equal(decoded.source, row->source);
		assert_int_equal(decoded.length, strlen(row->text));
		assert_memory_equal(decoded.bytes, row->text, decoded.length);
		assert_int_equal(decoded.undecodable, row->undecodable);
	}
	decoded_clear(&decoded);
}

static void
test_declarations(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(declaration_cases) / sizeof(declaration_cases[0]); i++)
		check_case(&declaration_cases[i]);
}

static void
test_decoders(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(decoder_cases) / sizeof(decoder_cases[0]); i++)
		check_case(&decoder_cases[i]);
}

static void
test_clean_utf8_is_not_copied(void **state)
{
	static const char page[] = "<p>公开</p>";
	struct decoded decoded;

	(void)state;
	assert_int_equal(encoding_decode(page, sizeof(page) - 1, NULL, &decoded), STATUS_OK);
	assert_ptr_equal(decoded.bytes, page);
	assert_null(decoded.owned);
	decoded_clear(&decoded);
}

/* Every pair of bytes decodes to well-formed UTF-8 in every encoding, and markup behind it survives. */
static void
test_every_pair_of_bytes(void **state)
{
	static const char *const types[] = { "a;charset=gbk", "a;charset=big5", "a;charset=utf-8", "a;charset=euc-kr",
		"a;charset=shift_jis", "a;charset=euc-jp" };

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		for (unsigned pair = 0; pair < 0x10000; pair++) {
			char bytes[] = { (char)(pair >> 8), (char)(pair & 0xff), '<', 'p', '>' };
			struct decoded decoded;

			if (pair == 0xfeff || pair == 0xfffe)
				continue; /* byte order marks */
			assert_int_equal(encoding_decode(bytes, sizeof(bytes), types[i], &decoded), STATUS_OK);
			assert_int_equal(utf8_first_bad(decoded.bytes, decoded.length), decoded.length);
			assert_true(decoded.length >= 3);
			assert_memory_equal(decoded.bytes + decoded.length - 2, "p>", 2);
			decoded_clear(&decoded);
		}
	}
}

static void
test_labels(void **state)
{
	(void)state;
	assert_string_equal(encoding_of_label("GB2312", 6), "gb18030");
	assert_string_equal(encoding_of_label(" gbk\r\n", 6), "gb18030");
	assert_string_equal(encoding_of_label("UTF8", 4), "utf-8");
	assert_null(encoding_of_label("gb", 2));
	assert_null(encoding_of_label("", 0));
}

static void
test_page_limit(void **state)
{
	char *bytes = calloc(1, LIMIT_PAGE_BYTES + 1);
	struct decoded decoded;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'a', LIMIT_PAGE_BYTES + 1);
	assert_int_equal(encoding_decode(bytes, LIMIT_PAGE_BYTES - 1, NULL, &decoded), STATUS_OK);
	assert_int_equal(encoding_decode(bytes, LIMIT_PAGE_BYTES, NULL, &decoded), STATUS_OK);
	assert_int_equal(encoding_decode(bytes, LIMIT_PAGE_BYTES + 1, NULL, &decoded), STATUS_LIMIT);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_declarations),
		cmocka_unit_test(test_decoders),
		cmocka_unit_test(test_clean_utf8_is_not_copied),
		cmocka_unit_test(test_every_pair_of_bytes),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_page_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
