/* Messages for people, in Chinese or English, by gettext. */
#ifndef GONGKAI_BASE_MESSAGE_H
#define GONGKAI_BASE_MESSAGE_H

#include <libintl.h>

/* Marks a message and translates it; the msgid is the English text. */
#define _(text) dgettext("gongkai", text)
/* Marks a message that is translated where it is used. */
#define N_(text) (text)

enum message_language {
	MESSAGE_LANGUAGE_LOCALE, /* what LC_ALL, LC_MESSAGES, LANG or LANGUAGE ask for */
	MESSAGE_LANGUAGE_ENGLISH,
	MESSAGE_LANGUAGE_CHINESE,
};

/* Called once by main(): sets the locale and binds the catalog. Programs only. */
void message_start(void);

/* Switches the language of all later _() calls of this process. Programs only. */
void message_use_language(enum message_language language);

#endif
