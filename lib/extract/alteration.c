/* Altered text: copies of official pages with pinyin or signs pushed between the characters, so that nobody finds the
 * original or the copy by searching for a sentence. */
#include "scan_text.h"
#include "text.h"

enum {
	INSERTIONS_LEAST = 8,  /* so many in one text are no accident */
	SYLLABLE_MOST = 6,
	SHARE_PER_MILLE = 10,  /* of the text's Chinese characters */
};

static bool
is_letter(uint32_t character)
{
	return (character >= 'a' && character <= 'z') || (character >= 0xe0 && character <= 0x1dc && character != 0xf7);
}

static bool
is_accented_vowel(uint32_t character)
{
	return character >= 0xe0 && character <= 0x1dc;
}

/* Does a run of letters between two Chinese characters look like one syllable with its tone: zhèng, fǔ? */
static size_t
syllable_length(const struct scan_text *scan, size_t at)
{
	size_t end = at;
	bool has_tone = false;

	while (end < scan->count && end - at <= SYLLABLE_MOST && is_letter(scan->folded[end])) {
		has_tone = has_tone || is_accented_vowel(scan->folded[end]);
		end++;
	}
	return end > at && end - at <= SYLLABLE_MOST && has_tone ? end - at : 0;
}

/* "@@", "##": signs that stand between two Chinese characters in no text. */
static size_t
signs_length(const struct scan_text *scan, size_t at)
{
	uint32_t sign = scan->folded[at];
	size_t end = at;

	if (sign != '@' && sign != '#' && sign != '$' && sign != '^' && sign != '&')
		return 0;
	while (end < scan->count && scan->folded[end] == sign)
		end++;
	return end - at >= 2 ? end - at : 0;
}

static size_t
insertion_length(const struct scan_text *scan, size_t at)
{
	size_t length = syllable_length(scan, at);
	size_t open = at;

	if (length == 0)
		length = signs_length(scan, at);
	if (length == 0 && (scan->folded[open] == '(' || scan->folded[open] == '[')) {
		length = open + 1 < scan->count ? syllable_length(scan, open + 1) : 0;
		length = length == 0 ? 0 : length + 2;
	}
	return at + length < scan->count && is_han(scan->folded[at + length]) ? length : 0;
}

enum status
scan_alteration(const struct scan_text *scan, struct detection_list *list)
{
	size_t insertions = 0;
	size_t characters = 0;
	size_t first = 0;
	size_t first_length = 0;

	for (size_t at = 1; at < scan->count; at++) {
		size_t length;

		characters += is_han(scan->folded[at]);
		if (!is_han(scan->folded[at - 1]) || is_han(scan->folded[at]))
			continue;
		length = insertion_length(scan, at);
		if (length == 0)
			continue;
		if (insertions++ == 0) {
			first = at;
			first_length = length;
		}
		at += length - 1;
	}
	if (insertions < INSERTIONS_LEAST || insertions * 1000 < characters * SHARE_PER_MILLE)
		return STATUS_OK;
	return detection_add(list, scan, first, first + first_length,
	    (struct detection){ .detector = DETECTOR_ALTERED_TEXT, .reason = DETECTION_WORDING, .confidence = 80 }, false);
}
