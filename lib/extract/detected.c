/* Findings of the detectors as words. */
#include "extract/detected.h"

#include "extract/detectors.h"

/* Below this a person should look before anybody is accused. */
enum { CONFIDENCE_TO_ACCUSE = 70 };

static const char *
add_word(struct arena *arena, const char *list, enum detector detector, bool is_sure)
{
	const char *comma = *list == '\0' ? "" : ", ";

	return arena_format(arena, "%s%s%s%s", list, comma, detector_word(detector), is_sure ? "" : "?");
}

/* Of a page that was not read to its end, what was not found may stand behind the cut. */
static const char *
list_words(const struct detection_list *found, bool is_cut, struct arena *arena)
{
	const char *list = "";

	for (unsigned i = 0; i < DETECTOR_COUNT && list != NULL; i++) {
		enum detector detector = (enum detector)(1u << i);
		bool is_doubtful = is_cut, is_sure = false;

		for (size_t k = 0; k < found->count; k++)
			if (found->entry[k].detector == detector) {
				is_doubtful = true;
				is_sure = is_sure || found->entry[k].confidence >= CONFIDENCE_TO_ACCUSE;
			}
		if (is_doubtful)
			list = add_word(arena, list, detector, is_sure);
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
	*words = list_words(&found, document->is_cut || found.is_cut, arena);
	detections_clear(&found);
	return *words == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}
