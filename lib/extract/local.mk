# extract: from the bytes of an answer to items and articles. Pure.
noinst_LIBRARIES += libextract.a
libextract_a_SOURCES = \
	include/extract/article.h lib/extract/article.c \
	lib/extract/alteration.c \
	lib/extract/ambiguous_date.c \
	lib/extract/attribute_guard.h lib/extract/attribute_guard.c \
	lib/extract/consultation.c \
	lib/extract/convert.h lib/extract/convert.c \
	lib/extract/dates_of_page.c \
	include/extract/detected.h lib/extract/detected.c \
	include/extract/detectors.h lib/extract/detectors.c \
	include/extract/document.h lib/extract/document.c \
	include/extract/dom.h lib/extract/dom.c \
	include/extract/encoding.h lib/extract/encoding.c \
	include/extract/health.h lib/extract/health.c \
	lib/extract/health_signs.h lib/extract/health_signs.c \
	lib/extract/label_table.h lib/extract/label_table.c \
	lib/extract/labels.h lib/extract/labels.c \
	lib/extract/lines.h lib/extract/lines.c \
	lib/extract/number.h lib/extract/number.c \
	lib/extract/page_fields.h lib/extract/page_links.c \
	lib/extract/page_parts.h lib/extract/page_parts.c \
	lib/extract/personal_data.c \
	lib/extract/scan_text.h lib/extract/scan_text.c \
	lib/extract/spam.c lib/extract/spam_terms.h lib/extract/spam_terms.c \
	lib/extract/stub.h lib/extract/stub.c \
	lib/extract/text.h lib/extract/text.c \
	lib/extract/title.c \
	include/extract/list.h lib/extract/list.c \
	lib/extract/list_adapters.h lib/extract/list_datastore.c lib/extract/list_feed.c lib/extract/list_json.c \
	lib/extract/list_address.c lib/extract/list_dates.c \
	lib/extract/list_groups.h lib/extract/list_groups.c \
	lib/extract/list_items.h lib/extract/list_items.c \
	lib/extract/list_next.h lib/extract/list_next.c \
	lib/extract/list_rows.h lib/extract/list_rows.c \
	lib/extract/list_scan.h lib/extract/list_scan.c \
	lib/extract/list_scripts.c \
	lib/extract/list_selectors.h lib/extract/list_selectors.c \
	lib/extract/list_title.c lib/extract/list_years.c \
	lib/extract/tree.h lib/extract/tree.c
libextract_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
extract_LIBS = libextract.a $(model_LIBS) $(XML_LIBS) $(JANSSON_LIBS)
