/* What an address looks like: an article's has a date or a long number in its last part, a column's ends in a slash or
 * an index page. Most pages of government systems follow this, whatever the system. */
#include "config.h"

#include "list_groups.h"

#include <string.h>
#include <strings.h>

enum {
	ARTICLE_DIGITS = 5, /* "post_2001230.html", "c1234567.htm": shorter numbers are columns as well */
	YEAR_DIGITS = 4,
	FOLDER_DIGITS = 10, /* ".../2026081018132329141/index.html" */
};

static size_t
longest_number(const char *text, size_t length)
{
	size_t longest = 0;
	size_t run = 0;

	for (size_t i = 0; i < length; i++) {
		run = text[i] >= '0' && text[i] <= '9' ? run + 1 : 0;
		if (run > longest)
			longest = run;
	}
	return longest;
}

static bool
starts_with(const char *text, size_t length, const char *word)
{
	return length >= strlen(word) && strncasecmp(text, word, strlen(word)) == 0;
}

/* The last segment of the path and, where it is an index page, the folder before it. */
static enum address_kind
kind_of_path(const char *path, size_t length)
{
	const char *last = memrchr(path, '/', length);
	size_t last_length = last == NULL ? length : (size_t)(path + length - last - 1);

	last = last == NULL ? path : last + 1;
	if (last_length == 0 || starts_with(last, last_length, "index") || starts_with(last, last_length, "default") ||
	    starts_with(last, last_length, "list") || starts_with(last, last_length, "col"))
		return longest_number(path, length) >= FOLDER_DIGITS ? ADDRESS_ARTICLE : ADDRESS_COLUMN;
	if (longest_number(last, last_length) >= ARTICLE_DIGITS || starts_with(last, last_length, "art_") ||
	    starts_with(last, last_length, "content") || starts_with(last, last_length, "post_"))
		return ADDRESS_ARTICLE;
	return memchr(last, '.', last_length) == NULL ? ADDRESS_COLUMN : ADDRESS_OTHER;
}

enum address_kind
list_address_kind(const char *href)
{
	struct claimed_date date;
	const char *path = strstr(href, "://");
	size_t length;

	path = path == NULL ? href : path + 3 + strcspn(path + 3, "/?#");
	length = strcspn(path, "?#");
	if (longest_number(path, length) >= YEAR_DIGITS && date_text_from_url(path, &date) == STATUS_OK)
		return ADDRESS_ARTICLE;
	if (path[length] == '?' && longest_number(path + length, strcspn(path + length, "#")) >= ARTICLE_DIGITS)
		return ADDRESS_ARTICLE;
	return kind_of_path(path, length);
}
