/* The parts of an article page that its readers share: meta tags, lines, where the title, the head and the text stand. */
#ifndef GONGKAI_LIB_EXTRACT_PAGE_PARTS_H
#define GONGKAI_LIB_EXTRACT_PAGE_PARTS_H

#include "extract/article.h"
#include "labels.h"
#include "lines.h"

/* Meta tags of the government standard (国办发〔2017〕47号, annex), as written; empty where absent. */
struct page_meta {
	struct piece site_name;
	struct piece column_name;
	struct piece title;
	struct piece published;
	struct piece source;
	struct piece head_title;  /* <title> */
};

struct page {
	const struct document *document;
	struct arena *arena;         /* of the article */
	struct page_meta meta;
	struct lines lines;
	size_t title_line;           /* lines.count where the title is not shown */
	size_t title_past;           /* one past its last line */
	size_t head_past;            /* first line behind the head (title, source, date, field table) */
	size_t text_first;           /* the main text: [text_first, text_past) */
	size_t text_past;
	const xmlNode *text_element; /* the element that holds it, NULL for none */
	struct labelled_list labels;
	const char *title;
	enum value_source title_source;
};

/* Reads meta tags and lines of the document. */
MUST_USE enum status page_read(const struct document *document, struct arena *arena, struct page *page);

/* Decides on the title: sets title, title_source, title_line, title_past. */
MUST_USE enum status page_find_title(struct page *page);

/* Finds head and main text, behind the title. */
void page_find_text(struct page *page);

/* Is the line one of a page's foot: copyright, licence numbers, who runs the site? */
bool line_is_foot(const struct line *line);

#endif
