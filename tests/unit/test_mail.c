/* Unit tests of mail composition: headers, addresses, dates. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "notify/mail.h"

static void
headers_are_encoded_where_needed(void **state)
{
	static const struct {
		const char *name;
		const char *text;
		const char *encoded;
	} cases[] = {
		{ "ASCII stays", "overdue: plan", "overdue: plan" },
		{ "nothing stays nothing", "", "" },
		{ "Chinese becomes one word", "公开", "=?UTF-8?B?5YWs5byA?=" },
		{ "a line break cannot start a header", "a\r\nBcc: x", "=?UTF-8?B?YSAgQmNjOiB4?=" },
		{ "words break between characters",
		    "一二三四五六七八九十一二三四五六",
		    "=?UTF-8?B?5LiA5LqM5LiJ5Zub5LqU5YWt5LiD5YWr5Lmd5Y2B5LiA5LqM5LiJ5Zub5LqU?=\r\n =?UTF-8?B?5YWt?=" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *encoded = NULL;

		print_message("%s\n", cases[i].name);
		assert_int_equal(mail_header_encode(cases[i].text, &encoded), STATUS_OK);
		assert_string_equal(encoded, cases[i].encoded);
		free(encoded);
	}
}

static void
no_encoded_line_is_too_long(void **state)
{
	char text[3 * 400 + 1];
	char *encoded = NULL;

	(void)state;
	for (size_t i = 0; i < 400; i++)
		memcpy(text + 3 * i, "政", 3);
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(mail_header_encode(text, &encoded), STATUS_OK);
	for (char *line = strtok(encoded, "\r\n"); line != NULL; line = strtok(NULL, "\r\n"))
		assert_true(strlen(line) <= 76);
	free(encoded);
}

static void
dates_are_those_of_rfc_5322(void **state)
{
	char text[40];

	(void)state;
	assert_string_equal(mail_date((struct instant){ 1795327200 }, zone_china, text),
	    "Sun, 22 Nov 2026 14:00:00 +0800");
}

static void
addresses_that_could_smuggle_are_refused(void **state)
{
	static const struct {
		const char *address;
		enum status status;
	} cases[] = {
		{ "office@yunxi.gov.example", STATUS_OK },
		{ "a+b@x", STATUS_OK },
		{ "office", STATUS_INVALID },
		{ "@x", STATUS_INVALID },
		{ "a@", STATUS_INVALID },
		{ "a@b@c", STATUS_INVALID },
		{ "a@b>\r\nRCPT TO:<c@d", STATUS_INVALID },
		{ "a b@c", STATUS_INVALID },
		{ "a@b,c", STATUS_INVALID },
		{ "公开@x", STATUS_INVALID },
	};
	char longest[MAIL_ADDRESS_BYTES_LAST + 2];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(mail_address_check(cases[i].address), cases[i].status);
	memset(longest, 'a', sizeof(longest));
	longest[1] = '@';
	longest[MAIL_ADDRESS_BYTES_LAST] = '\0';
	assert_int_equal(mail_address_check(longest), STATUS_OK);
	longest[MAIL_ADDRESS_BYTES_LAST] = 'a';
	longest[MAIL_ADDRESS_BYTES_LAST + 1] = '\0';
	assert_int_equal(mail_address_check(longest), STATUS_LIMIT);
}

static void
a_sender_has_a_name_and_an_address(void **state)
{
	static const struct {
		const char *from;
		enum status status;
		const char *name;
		const char *address;
	} cases[] = {
		{ "a@b", STATUS_OK, "", "a@b" },
		{ "<a@b>", STATUS_OK, "", "a@b" },
		{ "政务公开 <a@b>", STATUS_OK, "政务公开", "a@b" },
		{ "x <a@b> y", STATUS_INVALID, NULL, NULL },
		{ "x <a@b", STATUS_INVALID, NULL, NULL },
		{ "", STATUS_INVALID, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *name = NULL, *address = NULL;

		assert_int_equal(mail_sender_split(cases[i].from, &name, &address), cases[i].status);
		if (cases[i].status != STATUS_OK)
			continue;
		assert_string_equal(name, cases[i].name);
		assert_string_equal(address, cases[i].address);
		free(name);
		free(address);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers_are_encoded_where_needed),
		cmocka_unit_test(no_encoded_line_is_too_long),
		cmocka_unit_test(dates_are_those_of_rfc_5322),
		cmocka_unit_test(a_sender_has_a_name_and_an_address),
		cmocka_unit_test(addresses_that_could_smuggle_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
