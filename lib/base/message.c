/* Binding of the message catalog. */
#include "config.h"

#include "base/message.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* glibc's counter: a change of it makes gettext look at LANGUAGE again (gettext manual, 11.5). */
extern int _nl_msg_cat_cntr;

static char *language_at_start;

/* A server often names a Chinese locale that is not installed; the wish is clear all the same. */
static bool
is_chinese_wanted(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return strncmp(value, "zh", 2) == 0;
	}
	return false;
}

void
message_start(void)
{
	const char *folder = getenv("GONGKAI_LOCALEDIR");
	const char *locale = setlocale(LC_ALL, "");

	/* In the plain C locale gettext ignores LANGUAGE and text is not UTF-8. */
	if (locale == NULL || strcmp(setlocale(LC_CTYPE, NULL), "C") == 0) {
		setlocale(LC_ALL, "C.UTF-8");
		if (is_chinese_wanted())
			setenv("LANGUAGE", "zh_CN", 0);
	}
	setlocale(LC_NUMERIC, "C");
	bindtextdomain("gongkai", folder != NULL ? folder : LOCALEDIR);
	bind_textdomain_codeset("gongkai", "UTF-8");
	if (getenv("LANGUAGE") != NULL && language_at_start == NULL)
		language_at_start = strdup(getenv("LANGUAGE"));
}

void
message_use_language(enum message_language language)
{
	switch (language) {
	case MESSAGE_LANGUAGE_LOCALE:
		if (language_at_start != NULL)
			setenv("LANGUAGE", language_at_start, 1);
		else
			unsetenv("LANGUAGE");
		break;
	case MESSAGE_LANGUAGE_ENGLISH:
		setenv("LANGUAGE", "en", 1);
		break;
	case MESSAGE_LANGUAGE_CHINESE:
		setenv("LANGUAGE", "zh_CN", 1);
		break;
	}
	_nl_msg_cat_cntr++;
}
