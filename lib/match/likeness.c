/* Likeness by the longest common subsequence. A gap on one side only is a shortening; a gap on both sides is another
 * word in the same place (贷款 for 提取), which makes another document. */
#include "lib/match/likeness.h"

#include <string.h>

/* A single character in common between two gaps is chance: 提取使用 and 使馆. */
enum { CHANCE = 1 };

struct table {
	uint16_t best[SUBJECT_CHARACTERS + 1][SUBJECT_CHARACTERS + 1];
};

struct gap {
	unsigned weight_a, weight_b;
	size_t count_a, count_b;
};

static void
fill(struct table *table, const char32_t *a, size_t a_count, const char32_t *b, size_t b_count)
{
	for (size_t j = 0; j <= b_count; j++)
		table->best[a_count][j] = 0;
	for (size_t i = a_count; i-- > 0;) {
		table->best[i][b_count] = 0;
		for (size_t j = b_count; j-- > 0;) {
			uint16_t down = table->best[i + 1][j], right = table->best[i][j + 1];
			uint16_t both = a[i] == b[j] ? (uint16_t)(table->best[i + 1][j + 1] + 1) : 0;
			uint16_t best = down > right ? down : right;

			table->best[i][j] = both > best ? both : best;
		}
	}
}

static void
close_gap(struct likeness *likeness, struct gap *gap)
{
	if (gap->count_a > 0 && gap->count_b > 0) {
		size_t characters = gap->count_a > gap->count_b ? gap->count_a : gap->count_b;

		likeness->replaced += gap->weight_a > gap->weight_b ? gap->weight_a : gap->weight_b;
		if (characters > likeness->replaced_characters)
			likeness->replaced_characters = (unsigned)characters;
	} else {
		likeness->only_a += gap->weight_a;
		likeness->only_b += gap->weight_b;
	}
	*gap = (struct gap){ 0 };
}

static void
skip_a(struct gap *gap, const struct subject *a, size_t i)
{
	gap->weight_a += a->weights[i];
	gap->count_a++;
}

static void
skip_b(struct gap *gap, const struct subject *b, size_t j)
{
	gap->weight_b += b->weights[j];
	gap->count_b++;
}

/* Length of the run of common characters that starts here. */
static size_t
run_length(const struct subject *a, size_t i, size_t a_end, const struct subject *b, size_t j, size_t b_end)
{
	size_t run = 0;

	while (i + run < a_end && j + run < b_end && a->content[i + run] == b->content[j + run])
		run++;
	return run;
}

/* Walks the alignment of a[start, a_end) and b[start, b_end). */
static void
walk(const struct table *table, const struct subject *a, size_t a_end, const struct subject *b, size_t b_end,
    size_t start, struct likeness *likeness)
{
	struct gap gap = { 0 };
	size_t i = start, j = start;

	while (i < a_end && j < b_end) {
		bool same = a->content[i] == b->content[j];
		uint16_t here = table->best[i - start][j - start];

		if (same && here == table->best[i + 1 - start][j + 1 - start] + 1) {
			size_t run = run_length(a, i, a_end, b, j, b_end);

			if (run <= CHANCE && gap.count_a + gap.count_b > 0 && i + run < a_end && j + run < b_end) {
				skip_a(&gap, a, i++);
				skip_b(&gap, b, j++);
				continue;
			}
			close_gap(likeness, &gap);
			likeness->shared += a->weights[i] > b->weights[j] ? a->weights[i] : b->weights[j];
			i++;
			j++;
		} else if (here == table->best[i + 1 - start][j - start]) {
			skip_a(&gap, a, i++);
		} else {
			skip_b(&gap, b, j++);
		}
	}
	while (i < a_end)
		skip_a(&gap, a, i++);
	while (j < b_end)
		skip_b(&gap, b, j++);
	close_gap(likeness, &gap);
}

static void
share(struct likeness *likeness, const struct subject *a, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		likeness->shared += a->weights[i];
}

struct likeness
subject_likeness(const struct subject *a, const struct subject *b)
{
	struct likeness likeness = { 0 };
	struct table table;
	size_t start = 0, a_end = a->count, b_end = b->count;

	while (start < a_end && start < b_end && a->content[start] == b->content[start])
		start++;
	while (a_end > start && b_end > start && a->content[a_end - 1] == b->content[b_end - 1]) {
		a_end--;
		b_end--;
	}
	share(&likeness, a, 0, start);
	share(&likeness, a, a_end, a->count);
	likeness.equal = start == a_end && start == b_end;
	if (!likeness.equal) {
		fill(&table, a->content + start, a_end - start, b->content + start, b_end - start);
		walk(&table, a, a_end, b, b_end, start, &likeness);
	}
	likeness.per_mille = a->weight + b->weight == 0 ? 0 : (int)(2000 * likeness.shared / (a->weight + b->weight));
	if (likeness.per_mille > 1000)
		likeness.per_mille = 1000;
	return likeness;
}
