/* Benchmark of match: one new item against a million stored titles, the whole decision, on one core. Titles are made of
 * places, organs, subjects, years and kinds, about as alike as real ones: every subject stands in many places. */
#define _POSIX_C_SOURCE 200809L

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "lib/match/place.h"
#include "match/assign.h"

enum { TITLES = 1000000, QUERIES = 4000 };

static const char *const organs[] = { "人民政府", "人民政府办公室", "教育局", "民政局", "财政局", "住房和城乡建设局", "卫生健康委员会", "市场监督管理局",
	"生态环境局", "农业农村局", "交通运输局", "人力资源和社会保障局", "发展和改革委员会", "自然资源和规划局", "文化和旅游局", "应急管理局" };
static const char *const verbs[] = { "进一步加强", "规范", "推进", "促进", "优化", "支持", "调整", "完善", "深化", "加快", "健全", "鼓励", "加强", "做好" };
static const char *const topics[] = { "学前教育", "农村危房改造", "住房公积金", "生活垃圾分类", "电动自行车", "城市停车场", "养老服务", "食品安全", "医疗保障基金",
	"河湖长制", "历史建筑", "物业服务", "招商引资", "科技创新", "中小企业", "政府采购", "公共资源交易", "不动产登记", "建筑工地扬尘", "安全生产", "防汛抗旱",
	"森林防火", "职业技能培训", "高校毕业生就业", "残疾人就业", "退役军人", "城乡居民养老保险", "保障性租赁住房", "房地产市场", "供热", "再生水", "城市更新",
	"地下管线", "户外广告", "餐饮油烟", "畜禽养殖", "高标准农田", "粮食储备", "乡村旅游", "非物质文化遗产", "全民健身", "公共图书馆", "数据要素", "人工智能产业",
	"低空经济", "新能源汽车充电设施", "外贸稳定增长", "跨境电子商务", "营商环境", "行政许可", "证明事项", "信用信息", "国有企业", "政府投资项目", "专项债券",
	"会计信息", "耕地保护", "矿产资源", "海绵城市", "装配式建筑", "消防救援", "道路客运", "网约车", "校外培训", "义务教育招生", "疫苗接种", "院前急救" };
static const char *const objects[] = { "专项资金", "服务质量", "监督检查", "信用评价", "风险防控", "补贴标准", "考核评估", "准入条件", "档案", "信息公开", "平台建设",
	"应急处置", "规划编制", "收费", "人才队伍", "示范创建", "数据共享", "绿色发展", "全过程", "经办服务" };
static const char *const kinds[] = { "管理办法", "实施细则", "实施方案", "若干措施", "暂行规定", "工作指引", "三年行动计划", "实施意见", "奖补办法", "操作规程" };
static const char *const editions[] = { "", "", "", "", "（试行）", "（修订）", "（暂行）" };

#define PICK(table) table[next(&state) % (sizeof(table) / sizeof((table)[0]))]

struct made {
	char title[512], url[128], subject[384];
	struct match_document document;
};

static uint64_t
next(uint64_t *state)
{
	uint64_t z;

	*state += 0x9e3779b97f4a7c15u;
	z = *state;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* The host of a place; "www" where it has none. */
static const char *
host_of(uint32_t code)
{
	static const char *labels[1000000];

	if (labels[code] == NULL) {
		labels[code] = "www";
		for (size_t i = 0; i < place_host_count; i++)
			if (place_hosts[i].code == code)
				labels[code] = place_hosts[i].label;
	}
	return labels[code];
}

/* The same id makes the same document. */
static void
make(int64_t id, struct made *made)
{
	uint64_t state = (uint64_t)id * 77;
	const struct place_name *place = &place_names[next(&state) % place_name_count];
	const char *organ = PICK(organs);
	unsigned year = 2015 + (unsigned)(next(&state) % 11);
	const char *verb = PICK(verbs), *topic = PICK(topics), *object = PICK(objects), *kind = PICK(kinds);

	memset(made, 0, sizeof(*made));
	switch (next(&state) % 4) {
	case 0:
		snprintf(made->subject, sizeof(made->subject), "%s%s%s%s%s", place->name, topic, object, kind, PICK(editions));
		snprintf(made->title, sizeof(made->title), "%s%s关于印发《%s》的通知", place->name, organ, made->subject);
		break;
	case 1:
		snprintf(made->subject, sizeof(made->subject), "关于%s%s%s工作的通知", verb, topic, object);
		snprintf(made->title, sizeof(made->title), "%s%s%s", place->name, organ, made->subject);
		break;
	case 2:
		snprintf(made->subject, sizeof(made->subject), "%s%u年%s%s%s", place->name, year, topic, object, kind);
		snprintf(made->title, sizeof(made->title), "关于印发%s的通知", made->subject);
		break;
	default:
		snprintf(made->subject, sizeof(made->subject), "关于%s%s%s的%s", verb, topic, object, kind);
		snprintf(made->title, sizeof(made->title), "%s%s", place->name, made->subject);
		break;
	}
	snprintf(made->url, sizeof(made->url), "https://www.%s.gov.cn/zwgk/%lld.html",
	    host_of(place->code), (long long)id);
	made->document = (struct match_document){ .id = id, .title = made->title, .url = made->url };
	if (date_from_civil((int)year, 1 + (int)(next(&state) % 12), 1 + (int)(next(&state) % 28),
	    &made->document.date.date) == STATUS_OK)
		made->document.date.precision = DATE_PRECISION_DAY;
}

static enum status
look_up(void *context, int64_t id, const struct match_document **document)
{
	struct made *made = context;

	make(id, made);
	*document = &made->document;
	return STATUS_OK;
}

/* Processor time: other programs on the machine are not measured. The bench waits for nothing. */
static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int
compare_times(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static long
resident_megabytes(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss / 1024;
}

static bool
build(struct match_index *index)
{
	struct made made;

	for (int64_t id = 0; id < TITLES; id++) {
		struct match_features *features;
		enum status status;

		make(id, &made);
		if (match_features_new(&made.document, &features) != STATUS_OK)
			return false;
		status = match_index_add(index, features);
		match_features_free(features);
		if (status != STATUS_OK)
			return false;
	}
	return true;
}

/* The interpretation of a stored document, or of one that is not stored. */
static int64_t
make_query(size_t number, struct made *asked, char *title, size_t size)
{
	int64_t id = (int64_t)(number * 7919 % TITLES);
	bool stored = number % 5 != 0;

	make(stored ? id : id + TITLES, asked);
	switch (number % 4) {
	case 0:
		snprintf(title, size, "《%s》政策解读", asked->subject);
		break;
	case 1:
		snprintf(title, size, "一图读懂%s", asked->subject);
		break;
	case 2:
		snprintf(title, size, "关于《%s》的解读", asked->subject);
		break;
	default:
		snprintf(title, size, "%s问答", asked->subject);
		break;
	}
	asked->document.title = title;
	asked->document.id = -1 - id;
	return stored ? id : -1;
}

static void
ask(struct match_index *index, double *times, size_t *found, size_t *stored, size_t *invented)
{
	struct made asked, buffer;
	char title[640];

	for (size_t i = 0; i < QUERIES; i++) {
		struct match_decision decision;
		int64_t id = make_query(i, &asked, title, sizeof(title));
		double start = seconds();

		if (match_best(MATCH_INTERPRETATION, index, look_up, &buffer, &asked.document, &decision) != STATUS_OK)
			exit(1);
		times[i] = (seconds() - start) * 1e3;
		*stored += id >= 0;
		for (size_t j = 0; j < decision.chosen; j++)
			*found += decision.choices[j].id == id;
		*invented += id < 0 && decision.chosen > 0;
	}
	qsort(times, QUERIES, sizeof(*times), compare_times);
}

int
main(void)
{
	static double times[QUERIES];
	struct match_index *index = match_index_new();
	size_t found = 0, stored = 0, invented = 0;
	long before = resident_megabytes();
	double start = seconds(), built;

	if (index == NULL || !build(index))
		return 1;
	built = seconds() - start;
	printf("match: index of %zu titles built in %.1f s, %.0f MB counted, %ld MB resident\n", match_index_count(index),
	    built, (double)match_index_size(index) / 1e6, resident_megabytes() - before);
	ask(index, times, &found, &stored, &invented);
	printf("match: one item against them: median %.2f ms, p99 %.2f ms, longest %.2f ms (aims: 3, 15)\n",
	    times[QUERIES / 2], times[QUERIES * 99 / 100], times[QUERIES - 1]);
	printf("match: %zu of %zu stored ones found, %zu of %d others answered\n", found, stored, invented,
	    QUERIES - (int)stored);
	match_index_free(index);
	return times[QUERIES / 2] <= 3 && times[QUERIES * 99 / 100] <= 15 ? 0 : 1;
}
