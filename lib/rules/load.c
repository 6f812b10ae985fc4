/* Loading: files into trees, trees into sentences, sentences into the ruleset, then the checks. */
#include "rules/load.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "lib/rules/load_files.h"
#include "lib/rules/lower.h"

/* Columns that say nothing themselves take what the settings say, wherever those stand. */
static void
apply_settings(struct ruleset *ruleset)
{
	for (struct site *site = ruleset->sites; site != NULL; site = (struct site *)site->next)
		for (struct column *column = (struct column *)site->columns; column != NULL;
		    column = (struct column *)column->next) {
			if (column->every.count == 0)
				column->every = ruleset->settings.poll_every;
			if (column->pages == PAGES_BY_SETTING)
				column->pages = ruleset->settings.pages;
		}
}

static enum status
finish(struct builder *builder, const struct source_reader *reader)
{
	enum status status;

	if (builder->status != STATUS_OK)
		return builder->status;
	apply_settings(builder->ruleset);
	status = builder_index(builder);
	if (status != STATUS_OK)
		return status;
	check_names(builder);
	check_rules(builder, reader->today);
	if (builder->status != STATUS_OK)
		return builder->status;
	return diagnostics_errors(builder->diagnostics) > 0 ? STATUS_INVALID : STATUS_OK;
}

enum status
ruleset_load(const struct source_reader *reader, const char *const *paths, size_t count,
    struct diagnostics *diagnostics, struct ruleset **ruleset)
{
	struct builder builder;
	enum status status = builder_start(&builder, diagnostics);

	if (status != STATUS_OK)
		return status;
	status = load_files(&builder, reader, paths, count);
	if (status == STATUS_OK)
		status = finish(&builder, reader);
	if (status == STATUS_LIMIT) {
		diagnostics_add_file(diagnostics, DIAGNOSTIC_ERROR, count > 0 ? paths[0] : "", "%s",
		    _("these files say more than fits into one configuration"));
		status = STATUS_INVALID;
	}
	if (status == STATUS_OK) {
		*ruleset = builder.ruleset;
		builder.ruleset = NULL;
		builder.arena = NULL;
	}
	builder_clear(&builder);
	diagnostics_sort(diagnostics);
	return status;
}
