/* Findings of the detectors as words. */
#include "extract/detected.h"

#include <string.h>

#include "extract/detectors.h"

/* Below this a person should look before anybody is accused: gongkaictl scan shows those too. */
enum { CONFIDENCE_TO_ACCUSE = 70 };

static bool
has_word(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = strstr(list, word); at != NULL; at = strstr(at + 1, word))
		if ((at == list || at[-1] == ' ') && (at[length] == '\0' || at[length] == ','))
			return true;
	return false;
}

static const char *
add_word(struct arena *arena, const char *list, const char *word)
{
	if (list == NULL || has_word(list, word))
		return list;
	return arena_format(arena, "%s%s%s", list, *list == '\0' ? "" : ", ", word);
}

static const char *
list_words(const struct detection_list *found, struct arena *arena)
{
	const char *list = "";

	for (size_t i = 0; i < found->count; i++) {
		if (found->entry[i].confidence < CONFIDENCE_TO_ACCUSE)
			continue;
		list = add_word(arena, list, detector_word(found->entry[i].detector));
		if (found->entry[i].reason == DETECTION_HIDDEN)
			list = add_word(arena, list, "hidden-link");
	}
	return list;
}

enum status
detected_words(const struct document *document, struct arena *arena, const char **words)
{
	struct detection_list found;
	enum status status = detectors_scan_document(document, &found);

	if (status != STATUS_OK)
		return status;
	*words = list_words(&found, arena);
	detections_clear(&found);
	return *words == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}
