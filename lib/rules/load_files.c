/* Files, folders and includes. A file that is named twice is read once. */
#define _GNU_SOURCE /* tdestroy */
#include "lib/rules/load_files.h"

#include <search.h>
#include <string.h>

#include "base/limits.h"
#include "base/message.h"

/* A file that was met. */
struct met {
	const char *path;
	bool is_open; /* being read: whoever includes it now includes himself */
};

struct loading {
	struct builder *builder;
	const struct source_reader *reader;
	const struct grammar *grammar;
	void *met; /* tsearch(3): by path */
	size_t files;
	size_t depth;
};

/* Where a path was written; source NULL for the command line. */
struct origin {
	const struct source_text *source;
	const struct term *term;
};

static void load_path(struct loading *loading, const char *path, const struct origin *origin);

static void
complain(struct loading *loading, const struct origin *origin, const char *path, const char *message)
{
	if (origin->source == NULL)
		diagnostics_add_file(loading->builder->diagnostics, DIAGNOSTIC_ERROR, path, "%s", message);
	else
		diagnostics_add(loading->builder->diagnostics, DIAGNOSTIC_ERROR, origin->source, origin->term->start,
		    origin->term->end, "%s: %s", path, message);
}

static void
fail(struct loading *loading, enum status status)
{
	if (loading->builder->status == STATUS_OK)
		loading->builder->status = status;
}

static void
complain_status(struct loading *loading, const struct origin *origin, const char *path, enum status status)
{
	switch ((int)status) {
	case STATUS_NO_MEMORY:
		fail(loading, status);
		break;
	case STATUS_NOT_FOUND:
		complain(loading, origin, path, _("there is no such file or folder"));
		break;
	case STATUS_LIMIT:
		complain(loading, origin, path, _("the file is too long"));
		break;
	default:
		complain(loading, origin, path, _("the file cannot be read"));
	}
}

static int
by_path(const void *left, const void *right)
{
	return strcmp(((const struct met *)left)->path, ((const struct met *)right)->path);
}

/* Drops "." and resolves "name/..", so that one file has one path. */
static char *
plain_path(struct arena *arena, const char *path)
{
	char *plain = arena_string(arena, path);
	size_t length = 0;

	for (const char *at = path; plain != NULL && *at != '\0';) {
		size_t width = strcspn(at, "/");
		bool has_slash = at[width] == '/';
		char *slash;

		if (width == 1 && at[0] == '.') {
			at += width + has_slash;
			continue;
		}
		plain[length] = '\0';
		if (width == 2 && at[0] == '.' && at[1] == '.' && length > 1 && strcmp(plain + length - 2, "./") != 0) {
			plain[length - 1] = '\0';
			slash = strrchr(plain, '/');
			length = slash == NULL ? 0 : (size_t)(slash - plain) + 1;
		} else {
			memmove(plain + length, at, width + has_slash);
			length += width + has_slash;
		}
		at += width + has_slash;
	}
	/* Nothing left is the folder that one stands in. */
	if (plain != NULL && length == 0 && *path != '\0')
		plain[length++] = '.';
	if (plain != NULL)
		plain[length] = '\0';
	return plain;
}

static const char *
beside(struct loading *loading, const struct source_text *source, const char *path)
{
	const char *slash = strrchr(source->name, '/');

	if (*path == '/' || slash == NULL)
		return path;
	return arena_format(loading->builder->scratch, "%.*s%s", (int)(slash - source->name + 1), source->name, path);
}

static void
load_include(struct loading *loading, const struct source_text *source, const struct sentence *include)
{
	struct origin origin = { source, include->captures[0].term };
	const char *path = beside(loading, source, include->captures[0].text);

	if (path == NULL) {
		fail(loading, STATUS_NO_MEMORY);
		return;
	}
	loading->depth++;
	load_path(loading, path, &origin);
	loading->depth--;
	loading->builder->source = source;
}

static void
lower_sentence(struct loading *loading, const struct source_text *source, const struct sentence *sentence)
{
	struct builder *builder = loading->builder;

	switch ((int)sentence->row->id) {
	case KEYWORD_SETTINGS: lower_settings(builder, sentence); break;
	case KEYWORD_INCLUDE: load_include(loading, source, sentence); break;
	case KEYWORD_SITE: lower_site(builder, sentence); break;
	case KEYWORD_ROSTER: case KEYWORD_CATALOGUE: lower_roster(builder, sentence); break;
	case KEYWORD_ROUTE: lower_route(builder, sentence); break;
	case KEYWORD_RULE: lower_rule(builder, sentence); break;
	case KEYWORD_TEST: lower_test(builder, sentence); break;
	}
}

/* The tree of a file lives until the file is lowered. */
static void
load_text(struct loading *loading, const struct source_text *source)
{
	struct builder *builder = loading->builder;
	struct arena *arena = arena_new();
	struct reader reader = { .grammar = loading->grammar, .arena = arena, .source = source,
		.diagnostics = builder->diagnostics };
	struct tree tree;
	enum status status;

	if (arena == NULL) {
		fail(loading, STATUS_NO_MEMORY);
		return;
	}
	status = tree_read(source, arena, builder->diagnostics, &tree);
	if (status == STATUS_OK) {
		const struct sentence *sentences = reader_block(&reader, BLOCK_FILE, tree.first);

		builder->source = source;
		if (reader.status != STATUS_OK)
			fail(loading, reader.status);
		for (; sentences != NULL && builder->status == STATUS_OK; sentences = sentences->next)
			lower_sentence(loading, source, sentences);
	} else if (status != STATUS_INVALID) {
		fail(loading, status);
	}
	arena_free(arena);
}

static void
load_file(struct loading *loading, const char *path, const struct origin *origin)
{
	struct builder *builder = loading->builder;
	struct source_text *source = arena_take(builder->scratch, sizeof(*source));
	enum status status;

	if (source == NULL) {
		fail(loading, STATUS_NO_MEMORY);
		return;
	}
	source->name = builder_text(builder, path);
	status = loading->reader->read_file(loading->reader->context, path, LIMIT_RULE_FILE_BYTES, builder->scratch,
	    &source->bytes, &source->length);
	if (status != STATUS_OK)
		complain_status(loading, origin, path, status);
	else if (++loading->files > LIMIT_RULE_FILES)
		fail(loading, STATUS_LIMIT);
	else
		load_text(loading, source);
}

/* Where the file was not met before, loads it. */
static void
load_once(struct loading *loading, const char *path, const struct origin *origin)
{
	struct met *met = arena_take(loading->builder->scratch, sizeof(*met));
	struct met **found;

	if (met == NULL) {
		fail(loading, STATUS_NO_MEMORY);
		return;
	}
	*met = (struct met){ path, true };
	found = tsearch(met, &loading->met, by_path);
	if (found == NULL) {
		fail(loading, STATUS_NO_MEMORY);
	} else if (*found == met) {
		load_file(loading, path, origin);
		met->is_open = false;
	} else if ((*found)->is_open) {
		complain(loading, origin, path, _("the file includes itself"));
	}
}

/* Whoever includes a pack wants its rules; its tests, with units and rosters of their own, run where the pack is named
 * on the command line. */
static bool
is_test_file(const char *path)
{
	static const char ending[] = ".test.rules";
	size_t length = strlen(path);

	return length >= sizeof(ending) && strcmp(path + length - (sizeof(ending) - 1), ending) == 0;
}

static void
load_path(struct loading *loading, const char *path, const struct origin *origin)
{
	const struct source_reader *reader = loading->reader;
	const char *const *inside;
	enum status status;

	path = plain_path(loading->builder->scratch, path);
	if (path == NULL) {
		fail(loading, STATUS_NO_MEMORY);
		return;
	}
	if (loading->depth > LIMIT_RULE_DEPTH) {
		complain(loading, origin, path, _("files include each other too deeply"));
		return;
	}
	status = reader->list_folder(reader->context, path, loading->builder->scratch, &inside);
	if (status == STATUS_NOT_FOUND) {
		load_once(loading, path, origin);
		return;
	}
	if (status != STATUS_OK) {
		complain_status(loading, origin, path, status);
		return;
	}
	loading->depth++;
	for (; *inside != NULL && loading->builder->status == STATUS_OK; inside++)
		if (origin->source == NULL || !is_test_file(*inside))
			load_path(loading, *inside, origin);
	loading->depth--;
}

static void
keep_met(void *met)
{
	(void)met; /* it lives in the scratch */
}

enum status
load_files(struct builder *builder, const struct source_reader *reader, const char *const *paths, size_t count)
{
	struct loading loading = { .builder = builder, .reader = reader };
	struct grammar *grammar;
	enum status status = grammar_new(builder->scratch, &grammar);

	if (status != STATUS_OK)
		return status;
	loading.grammar = grammar;
	for (size_t i = 0; i < count && builder->status == STATUS_OK; i++)
		load_path(&loading, paths[i], &(struct origin){ NULL, NULL });
	tdestroy(loading.met, keep_met);
	return builder->status;
}
