/* Fuzz target: detectors, on plain text and on pages. Findings are in order, inside the text, and show no long number. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "extract/detectors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_list(const struct detection_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct detection *finding = &list->entry[i];
		unsigned digits = 0;

		if (i > 0 && finding->offset < list->entry[i - 1].offset)
			abort();
		if (finding->confidence > 100 || utf8_first_bad(finding->excerpt, strlen(finding->excerpt)) !=
		    strlen(finding->excerpt))
			abort();
		for (const char *at = finding->excerpt; *at != '\0'; at++) {
			digits = *at >= '0' && *at <= '9' ? digits + 1 : 0;
			if (finding->reason == DETECTION_NUMBER && digits > 8)
				abort();
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document *document;
	struct detection_list list;

	if (document_read((const char *)data, size, NULL, &document) != STATUS_OK)
		return 0;
	if (detectors_scan_text(document->text, document->length, &list) == STATUS_OK) {
		check_list(&list);
		detections_clear(&list);
	}
	if (detectors_scan_document(document, &list) == STATUS_OK) {
		check_list(&list);
		detections_clear(&list);
	}
	document_free(document);
	return 0;
}
