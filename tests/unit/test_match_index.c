/* The candidate index: what it finds, and that order and history change nothing. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/index.h"

enum { MANY = 3000, LIMIT = 12 };

static void
make_title(int64_t id, char *title, size_t size)
{
	static const char *const places[] = { "沈阳市", "常州市", "明溪县", "重庆市", "广州市", "东莞市", "杭州市" };
	static const char *const topics[] = { "电动自行车", "历史建筑", "养老服务", "河湖长制", "学前教育", "物业服务", "城市供热", "再生水", "校外培训", "低空经济", "不动产登记" };
	static const char *const kinds[] = { "管理办法", "实施细则", "若干措施", "工作方案", "暂行规定" };

	snprintf(title, size, "%s关于印发%s%s%lld号%s的通知", places[id % 7], places[id % 7], topics[id / 7 % 11], (long long)(id / 77),
	    kinds[id % 5]);
}

static void
add(struct match_index *index, int64_t id, const char *title)
{
	struct match_document document = { .id = id, .title = title };
	struct match_features *features;

	assert_int_equal(match_features_new(&document, &features), STATUS_OK);
	assert_int_equal(match_index_add(index, features), STATUS_OK);
	match_features_free(features);
}

static size_t
ask(struct match_index *index, const struct match_document *document, struct match_candidate *candidates)
{
	struct match_features *features;
	size_t count;

	assert_int_equal(match_features_new(document, &features), STATUS_OK);
	assert_int_equal(match_index_candidates(index, features, candidates, LIMIT, &count), STATUS_OK);
	match_features_free(features);
	return count;
}

/* An index with `MANY` titles, added in steps of `stride` (no divisor of MANY). */
static struct match_index *
filled(int64_t stride)
{
	struct match_index *index = match_index_new();
	char title[256];

	assert_non_null(index);
	for (int64_t i = 0; i < MANY; i++) {
		int64_t id = i * stride % MANY;

		make_title(id, title, sizeof(title));
		add(index, id, title);
	}
	return index;
}

static void
an_empty_index_finds_nothing(void **state)
{
	struct match_index *index = match_index_new();
	struct match_candidate candidates[LIMIT];
	struct match_document document = { .id = 1, .title = "历史建筑修缮管理办法解读" };

	(void)state;
	assert_int_equal(ask(index, &document, candidates), 0);
	assert_int_equal(match_index_remove(index, 1), STATUS_NOT_FOUND);
	assert_int_equal(match_index_count(index), 0);
	match_index_free(index);
}

static void
every_title_finds_itself(void **state)
{
	struct match_index *index = filled(1);
	char title[256];

	(void)state;
	for (int64_t id = 0; id < MANY; id += 7) {
		struct match_candidate candidates[LIMIT];
		struct match_document document = { .id = -1, .title = title };
		size_t count;
		bool found = false;

		make_title(id, title, sizeof(title));
		count = ask(index, &document, candidates);
		for (size_t i = 0; i < count; i++)
			found = found || candidates[i].id == id;
		assert_true(found);
	}
	match_index_free(index);
}

static void
order_of_adding_changes_nothing(void **state)
{
	struct match_index *a = filled(1), *b = filled(1699);
	char title[256];

	(void)state;
	for (int64_t id = 0; id < MANY; id += 41) {
		struct match_candidate x[LIMIT], y[LIMIT];
		struct match_document document = { .id = -1, .title = title };
		size_t count;

		make_title(id, title, sizeof(title));
		count = ask(a, &document, x);
		assert_int_equal(ask(b, &document, y), count);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(x[i].id, y[i].id);
			assert_int_equal(x[i].bound, y[i].bound);
		}
	}
	match_index_free(a);
	match_index_free(b);
}

/* Removing most documents compacts the index; those that stay must stay found, those that went must not come back. */
static void
removed_documents_are_gone(void **state)
{
	struct match_index *index = filled(1);
	size_t size = match_index_size(index);
	char title[256];

	(void)state;
	for (int64_t id = 0; id < MANY; id++)
		if (id % 5 != 0)
			assert_int_equal(match_index_remove(index, id), STATUS_OK);
	assert_int_equal(match_index_count(index), MANY / 5);
	assert_int_equal(match_index_remove(index, 1), STATUS_NOT_FOUND);
	for (int64_t id = 0; id < MANY; id += 13) {
		struct match_candidate candidates[LIMIT];
		struct match_document document = { .id = -1, .title = title };
		size_t count;
		bool found = false;

		make_title(id, title, sizeof(title));
		count = ask(index, &document, candidates);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(candidates[i].id % 5, 0);
			found = found || candidates[i].id == id;
		}
		assert_int_equal(found, id % 5 == 0);
	}
	/* And they may be added again. */
	for (int64_t id = 0; id < MANY; id++)
		if (id % 5 != 0) {
			make_title(id, title, sizeof(title));
			add(index, id, title);
		}
	assert_int_equal(match_index_count(index), MANY);
	assert_true(match_index_size(index) < 3 * size);
	match_index_free(index);
}

static void
an_id_is_added_once(void **state)
{
	struct match_index *index = match_index_new();
	struct match_document document = { .id = 7, .title = "历史建筑修缮管理办法" };
	struct match_features *features;

	(void)state;
	assert_int_equal(match_features_new(&document, &features), STATUS_OK);
	assert_int_equal(match_index_add(index, features), STATUS_OK);
	assert_int_equal(match_index_add(index, features), STATUS_CONFLICT);
	assert_int_equal(match_index_remove(index, 7), STATUS_OK);
	assert_int_equal(match_index_add(index, features), STATUS_OK);
	match_features_free(features);
	match_index_free(index);
}

/* Links, addresses, numbers and cut titles lead to documents whose words are others. */
static void
addresses_and_numbers_are_keys(void **state)
{
	static const char *const links[] = { "https://www.example.gov.cn/wj/1.html#top" };
	static const char *const back[] = { "http://www.example.gov.cn/jd/9.html" };
	const struct match_document stored[] = {
		{ .id = 1, .title = "甲乙丙丁办法", .url = "http://www.example.gov.cn/wj/1.html" },
		{ .id = 2, .title = "戊己庚辛细则", .links = back, .link_count = 1 },
		{ .id = 3, .title = "壬癸子丑规定", .number = "某政发〔2024〕5号" },
		{ .id = 4, .title = "某市财政局 某市公安局关于印发某专项资金办法的通知" },
	};
	const struct match_document asked[] = {
		{ .id = 11, .title = "新政来了", .links = links, .link_count = 1 },
		{ .id = 12, .title = "一看就懂", .url = "https://www.example.gov.cn/jd/9.html" },
		{ .id = 13, .title = "某政发(2024)5号文解读" },
		{ .id = 14, .title = "某市财政局 某市公安局关于印发某..." },
	};
	struct match_index *index = match_index_new();

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct match_features *features;

		assert_int_equal(match_features_new(&stored[i], &features), STATUS_OK);
		assert_int_equal(match_index_add(index, features), STATUS_OK);
		match_features_free(features);
	}
	for (size_t i = 0; i < 4; i++) {
		struct match_candidate candidates[LIMIT];

		assert_true(ask(index, &asked[i], candidates) >= 1);
		assert_int_equal(candidates[0].id, stored[i].id);
	}
	match_index_free(index);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_index_finds_nothing),
		cmocka_unit_test(every_title_finds_itself),
		cmocka_unit_test(order_of_adding_changes_nothing),
		cmocka_unit_test(removed_documents_are_gone),
		cmocka_unit_test(an_id_is_added_once),
		cmocka_unit_test(addresses_and_numbers_are_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
