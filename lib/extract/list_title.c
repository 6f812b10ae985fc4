/* Titles: which of the shown text and @title is the whole one, without bullets and badges. */
#include "list_items.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* Width in bytes of a blank or invisible character at `text`; *is_blank tells which. 0 for any other. */
static size_t
skip_width(const unsigned char *text, bool *is_blank)
{
	*is_blank = true;
	if (text[0] <= ' ')
		return text[0] == '\0' ? 0 : 1;
	if (text[0] == 0xc2 && text[1] == 0xa0)
		return 2;
	if (text[0] == 0xe3 && text[1] == 0x80 && text[2] == 0x80)
		return 3;
	if (text[0] == 0xe2 && text[1] == 0x80 && text[2] >= 0x80 && text[2] <= 0x8f) {
		*is_blank = text[2] <= 0x8a;
		return 3;
	}
	*is_blank = false;
	return text[0] == 0xef && text[1] == 0xbb && text[2] == 0xbf ? 3 : 0;
}

static size_t
character_end(const char *text, size_t length)
{
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return length;
}

char *
list_line(struct arena *arena, const char *text, size_t length)
{
	char *line = arena_copy(arena, text, length);
	size_t written = 0;
	bool gap = false;

	if (line == NULL)
		return NULL;
	for (size_t at = 0; at < length && line[at] != '\0';) {
		bool is_blank;
		size_t width = skip_width((const unsigned char *)line + at, &is_blank);

		if (width > 0) {
			gap |= is_blank && written > 0;
			at += width;
			continue;
		}
		if (gap)
			line[written++] = ' ';
		gap = false;
		line[written++] = line[at++];
	}
	if (written > LIMIT_TITLE_BYTES)
		written = character_end(line, LIMIT_TITLE_BYTES);
	line[written] = '\0';
	return line;
}

/* Length without "...", "…" and a short mark in brackets ("[图]") at the end. */
static size_t
stem_length(const char *text, bool *is_cut)
{
	size_t length = strlen(text);

	*is_cut = false;
	if (length > 2 && text[length - 1] == ']') {
		size_t open = length - 1;

		while (open > 0 && text[open] != '[')
			open--;
		if (open > 0 && length - open <= 14)
			length = open;
	}
	for (;;) {
		if (length >= 2 && memcmp(text + length - 2, "..", 2) == 0) {
			length -= 2;
			*is_cut = true;
		} else if (length >= 3 && memcmp(text + length - 3, "…", 3) == 0) {
			length -= 3;
			*is_cut = true;
		} else if (length >= 1 && ((*is_cut && text[length - 1] == '.') || text[length - 1] == ' ')) {
			length--;
		} else {
			return length;
		}
	}
}

/* Does `whole` begin with the first `length` bytes of `stem`, blanks left aside? */
static bool
begins_with(const char *whole, const char *stem, size_t length)
{
	for (size_t at = 0; at < length; at++) {
		if (stem[at] == ' ')
			continue;
		while (*whole == ' ')
			whole++;
		if (*whole++ != stem[at])
			return false;
	}
	return true;
}

/* Behind bullets: "·", "•", "●", "■", "▪", "◆", "►", "▶", "★", "※", ">". */
static const char *
skip_bullets(const char *text)
{
	static const char *const bullets[] = { "·", "•", "●", "■", "▪", "◆", "►", "▶", "★", "※", "◇", "□", "○", "☆", "▲", ">",
		"" };

	for (size_t i = 0; bullets[i][0] != '\0';) {
		size_t length = strlen(bullets[i]);

		if (*text == ' ')
			text++;
		else if (strncmp(text, bullets[i], length) == 0 && text[length] != '\0')
			text += length, i = 0;
		else
			i++;
	}
	return text;
}

/* @title may begin with a label and go on with other fields on further lines. */
static char *
clean_attribute(struct arena *arena, const char *attribute)
{
	static const char *const labels[] = { "文章标题：", "标题：", "文章标题:", "标题:" };
	size_t length;

	attribute += strspn(attribute, " \t\r\n");
	length = strlen(attribute);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		if (strncmp(attribute, labels[i], strlen(labels[i])) != 0)
			continue;
		attribute += strlen(labels[i]);
		length = strcspn(attribute, "\r\n");
		break;
	}
	return list_line(arena, attribute, length);
}

/* Takes a badge off: shown "置顶关于…" with @title "关于…". */
static bool
is_badged(const char *shown, const char *attribute, size_t *badge)
{
	size_t whole = strlen(shown);
	size_t length = strlen(attribute);

	*badge = whole - length;
	return length >= 12 && whole > length && *badge <= 12 && strcmp(shown + *badge, attribute) == 0 &&
	    strncmp(shown, "【", 3) != 0 && shown[0] != '[';
}

enum status
list_set_title(struct arena *arena, const char *shown, const char *attribute, struct list_item *item)
{
	char *line = shown == NULL ? arena_string(arena, "") : list_line(arena, shown, strlen(shown));
	char *whole = attribute == NULL ? arena_string(arena, "") : clean_attribute(arena, attribute);
	size_t badge;
	size_t stem;

	if (line == NULL || whole == NULL)
		return STATUS_NO_MEMORY;
	item->title_shown = skip_bullets(line);
	item->title = item->title_shown;
	stem = stem_length(item->title_shown, &item->is_cut);
	if (*item->title_shown == '\0') {
		item->title = item->title_shown = skip_bullets(whole);
		stem_length(item->title, &item->is_cut);
	} else if (is_badged(item->title_shown, whole, &badge)) {
		item->badge = arena_copy(arena, item->title_shown, badge);
		item->title = whole;
	} else if (stem > 0 && strlen(whole) >= stem && begins_with(whole, item->title_shown, stem) &&
	    !(strlen(whole) < strlen(item->title_shown) && !item->is_cut)) {
		bool is_cut;

		stem_length(whole, &is_cut);
		if (!is_cut || !item->is_cut || strlen(whole) > strlen(item->title_shown)) {
			item->title = whole;
			item->is_cut = is_cut;
		}
	}
	return STATUS_OK;
}
