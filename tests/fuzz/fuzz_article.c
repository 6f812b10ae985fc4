/* Fuzz target: article pages and their health. Values are well-formed UTF-8, dates exist, names of fields are unique. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "extract/article.h"
#include "extract/health.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const char *text)
{
	if (text != NULL && utf8_first_bad(text, strlen(text)) != strlen(text))
		abort();
}

static void
check_article(const struct article *article)
{
	check_text(article->title);
	for (size_t i = 0; i < article->field_count; i++) {
		const struct field *field = &article->fields[i];

		if (field->name == NULL || field->value == NULL || field->value[0] == '\0')
			abort();
		check_text(field->value);
		if (article_field(article, field->name) != field)
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct document_options options = { .url = "http://www.yunze.gov.cn/a/t20240302_1.html" };
	struct answer answer = { .http_status = 200, .expects = (enum health_expectation)(size % 3) };
	struct document *document;
	struct article *article;
	struct health health;

	if (document_read((const char *)data, size, &options, &document) != STATUS_OK)
		return 0;
	if (health_check(&answer, document, &health) == STATUS_OK) {
		check_text(health.target);
		health_clear(&health);
	}
	if (document->tree != NULL && article_extract(document, &article) == STATUS_OK) {
		check_article(article);
		article_free(article);
	}
	document_free(document);
	return 0;
}
