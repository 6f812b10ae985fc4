/* Tables of words; the longest that fits wins. Those that are looked for at every character are sorted by their first
 * character (a test keeps them so). */
#include "lib/match/words.h"

static const char32_t *const markers[] = {
	U"一图了解", U"一图看懂", U"一图解读", U"一图读懂", U"一图速览", U"一张图看懂", U"一张图读懂", U"一问一答",
	U"专家解读", U"专家解读文章", U"主要负责人就", U"主要负责人解读", U"主要负责同志就", U"修订说明", U"全文解读",
	U"公众意见反馈", U"公众意见采纳情况", U"公告解读", U"公开征求意见情况", U"划重点", U"制定说明", U"动漫解读",
	U"动画解读", U"反馈情况", U"发言人就", U"听证会情况", U"图文解读", U"图片解读", U"图示解读", U"图表解读",
	U"图解", U"图说", U"媒体解读", U"官方解读", U"小贴士", U"带你了解", U"带你读懂", U"带您了解", U"带您读懂",
	U"常见问答", U"征求意见反馈", U"征求意见情况", U"征求意见情况反馈", U"征求意见结果", U"征求意见结果反馈",
	U"征求意见采纳情况", U"征集意见情况", U"征集结果", U"情况反馈", U"意见反馈", U"意见建议采纳情况",
	U"意见征求情况", U"意见征集情况", U"意见征集结果", U"意见采纳情况", U"政策吹风会", U"政策图文解读",
	U"政策图解", U"政策宣讲", U"政策文字解读", U"政策简介", U"政策简读", U"政策视频解读", U"政策解答", U"政策解读",
	U"政策说明", U"政策速读", U"政策问答", U"数字解读", U"文件解读", U"文字解读", U"新闻发布会", U"新闻发布会实录",
	U"新闻发言人就", U"新闻通气会", U"明白卡", U"明白纸", U"有关司局负责人就", U"有关负责人就", U"有关负责同志就",
	U"有关问答", U"权威解读", U"条文解读", U"法规解读", U"浅析", U"深度解读", U"漫画解读", U"热点解答",
	U"热点问答", U"热门问答", U"百问百答", U"的说明", U"相关负责人就", U"知识问答", U"答疑", U"答记者问", U"答问",
	U"简明问答", U"简析", U"结果反馈", U"编制说明", U"要点解读", U"规章解读", U"视频解读", U"解答", U"解读",
	U"解读文章", U"解读材料", U"解读稿", U"记者问", U"负责人就", U"负责人解读", U"负责同志就", U"起草情况说明",
	U"起草说明", U"速读", U"部门解读", U"采纳情况", U"长图解读", U"问与答", U"问答", U"问答解读", U"音频解读",
};

static const char32_t *const media[] = {
	U"h5", U"pdf", U"一图读懂", U"下载", U"全文", U"动漫", U"动画", U"含解读", U"图文", U"图文版", U"图文解读",
	U"图片", U"图解", U"失效", U"已失效", U"已废止", U"政策图解", U"政策解读", U"文字", U"文字版", U"文字解读",
	U"有效", U"现行有效", U"组图", U"视频", U"视频版", U"视频解读", U"解读", U"转载", U"长图", U"问答", U"附",
	U"附件", U"附全文", U"附图", U"附政策解读", U"附解读", U"音频",
};

static const char32_t *const wrappers[] = {
	U"下发", U"修订印发", U"公布", U"公开征求", U"公开征求对", U"公开征求社会各界对", U"公开征集", U"公示",
	U"再次公开征求", U"再次征求", U"出台", U"印发", U"印发实施", U"发布", U"向社会公开征求", U"向社会公开征求对",
	U"向社会征求", U"征求", U"征求对", U"征集", U"批转", U"联合印发", U"转发", U"重新印发", U"面向社会公开征求",
	U"颁发", U"颁布",
};

static const char32_t *const fillers[] = {
	U"与", U"了", U"以及", U"全区", U"全县", U"全国", U"全州", U"全市", U"全省", U"及", U"和", U"我区", U"我县",
	U"我国", U"我州", U"我市", U"我省", U"暨", U"本区", U"本县", U"本市", U"本省", U"的", U"等",
};

static const char32_t *const softs[] = {
	U"一些", U"业务", U"中华人民共和国", U"中国", U"事项", U"做好", U"公告", U"关于", U"具体", U"切实", U"区",
	U"印发", U"县", U"实施", U"工作", U"市", U"意见", U"措施", U"政策", U"有关", U"相关", U"省", U"若干", U"要求",
	U"进一步", U"通告", U"通知", U"部分", U"问题",
};

static const char32_t *const generics[] = {
	U"专项", U"业务", U"个人", U"乡村", U"事项", U"交通", U"产业", U"人才", U"价格", U"任务", U"企业", U"优化",
	U"住房", U"住房公积金", U"体系", U"体育", U"使用", U"促进", U"保险", U"信息", U"修改", U"做好", U"健全",
	U"健康", U"公告", U"公开", U"公积金", U"关于", U"具体", U"养老", U"农业", U"农村", U"决定", U"分工", U"分解",
	U"切实", U"创业", U"制度", U"办法", U"加强", U"加快", U"医疗", U"卫生", U"印发", U"发展", U"城市", U"城镇",
	U"安全", U"安全生产", U"完善", U"实施", U"就业", U"居民", U"工作", U"市场", U"平稳", U"年度", U"废止", U"建立",
	U"建设", U"开展", U"强化", U"总体", U"情况", U"意见", U"房地产", U"房屋", U"报告", U"指导", U"振兴", U"推动",
	U"推进", U"措施", U"提升", U"提高", U"支持", U"收费", U"改革", U"政府", U"政策", U"教育", U"文化", U"方案",
	U"旅游", U"明确", U"暂行", U"最高", U"有关", U"服务", U"机制", U"条例", U"标准", U"比例", U"消费", U"深化",
	U"生态环境", U"监督", U"监管", U"相关", U"社会", U"税收", U"管理", U"细则", U"经济", U"若干", U"药品",
	U"营商环境", U"落实", U"行动", U"行政", U"补贴", U"要求", U"要点", U"规划", U"规定", U"规范", U"计划", U"试点",
	U"试行", U"调整", U"购房", U"贯彻", U"贷款", U"资金", U"进一步", U"通告", U"通知", U"部分", U"重点", U"问题",
	U"项目", U"额度", U"食品", U"高质量",
};

static const char32_t *const kinds[] = {
	U"的通知", U"通知", U"的公告", U"公告", U"的通告", U"通告", U"的函", U"的令", U"的公示", U"公示", U"意见的公告", U"意见的通知", U"意见的通告",
	U"意见的函", U"意见的公示", U"的意见的公告", U"的意见的通知", U"公开征求意见", U"征求意见", U"公开征求意见的公告", U"公开征求意见的通知",
	U"征求意见的公告", U"征求意见的通知", U"征求意见的函", U"公开征求意见公告", U"征求意见公告", U"公开征求意见的通告", U"征求意见的通告",
	U"公众意见的公告", U"社会意见的公告", U"意见建议的公告", U"意见建议的通知", U"意见建议", U"向社会公开征求意见", U"向社会公开征求意见的公告",
	U"向社会公开征求意见的通知", U"面向社会公开征求意见", U"的", U"有关情况", U"情况", U"情况的公告", U"情况的通报", U"有关情况的公告",
	U"结果的公告", U"结果公告", U"结果的公示", U"情况公告", U"情况通报", U"的批复", U"的通报", U"意见征集", U"意见征集公告", U"的公告及", U"发布", U"印发", U"出台", U"公布",
};

/* 部 and 会 alone end too many other words. */
static const char32_t *const organs[] = {
	U"政府", U"办公室", U"办公厅", U"委员会", U"局", U"厅", U"总署", U"中心", U"国务院", U"法院", U"检察院", U"部", U"委", U"办", U"公署", U"管委会",
	U"常委会", U"领导小组", U"指挥部", U"集团", U"公司", U"支队", U"总队", U"大队", U"分局", U"总局", U"分行", U"银行", U"学校", U"大学", U"学院",
	U"联合会", U"协会", U"总工会", U"省委", U"市委", U"县委", U"区委", U"街道", U"镇", U"乡", U"署", U"证监会", U"银保监会", U"委员会等", U"等部门",
	U"局等", U"组", U"人民代表大会", U"党组", U"站", U"所",
};

static const struct {
	const char32_t *word;
	unsigned edition;
} editions[] = {
	{ U"征求意见稿", EDITION_DRAFT }, { U"公开征求意见稿", EDITION_DRAFT }, { U"意见征求稿", EDITION_DRAFT },
	{ U"征求意见", EDITION_DRAFT }, { U"草案", EDITION_DRAFT }, { U"草稿", EDITION_DRAFT }, { U"送审稿", EDITION_DRAFT },
	{ U"讨论稿", EDITION_DRAFT }, { U"审议稿", EDITION_DRAFT }, { U"公示稿", EDITION_DRAFT }, { U"意见稿", EDITION_DRAFT },
	{ U"草案征求意见稿", EDITION_DRAFT }, { U"草案公开征求意见稿", EDITION_DRAFT },
	{ U"修订草案", EDITION_DRAFT | EDITION_REVISED }, { U"修订征求意见稿", EDITION_DRAFT | EDITION_REVISED },
	{ U"修订草案征求意见稿", EDITION_DRAFT | EDITION_REVISED }, { U"修正草案", EDITION_DRAFT | EDITION_REVISED },
	{ U"试行", EDITION_TRIAL }, { U"暂行", EDITION_TRIAL }, { U"试行稿", EDITION_TRIAL },
	{ U"试行征求意见稿", EDITION_TRIAL | EDITION_DRAFT },
	{ U"修订", EDITION_REVISED }, { U"修订稿", EDITION_REVISED }, { U"修订版", EDITION_REVISED },
	{ U"修正", EDITION_REVISED }, { U"修正案", EDITION_REVISED }, { U"新修订", EDITION_REVISED },
	{ U"修订试行", EDITION_REVISED | EDITION_TRIAL }, { U"试行修订", EDITION_REVISED | EDITION_TRIAL },
	{ U"废止", EDITION_REPEAL },
};

static const struct {
	const char32_t *word;
	unsigned act;
} acts[] = {
	{ U"修改", EDITION_AMENDS }, { U"修正", EDITION_AMENDS }, { U"废止", EDITION_REPEAL }, { U"停止执行", EDITION_REPEAL },
	{ U"宣布失效", EDITION_REPEAL }, { U"撤销", EDITION_REPEAL }, { U"终止", EDITION_REPEAL }, { U"暂停", EDITION_REPEAL },
	{ U"延长", EDITION_EXTENDS }, { U"延续", EDITION_EXTENDS }, { U"继续执行", EDITION_EXTENDS }, { U"继续实施", EDITION_EXTENDS },
};

static const char32_t *const plans[] = {
	U"要点", U"方案", U"计划", U"安排", U"任务", U"分解", U"分工", U"措施", U"意见", U"细则", U"工作", U"实施", U"行动", U"重点", U"台账",
	U"任务清单", U"责任分工", U"具体", U"配套", U"贯彻落实", U"落实",
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

size_t
word_length(const char32_t *word)
{
	size_t length = 0;

	while (word[length] != 0)
		length++;
	return length;
}

bool
word_at(const char32_t *word, const char32_t *text, size_t length)
{
	for (size_t i = 0; word[i] != 0; i++)
		if (i >= length || word[i] != text[i])
			return false;
	return true;
}

/* The table is sorted by first character. */
static size_t
longest_at(const char32_t *const *table, size_t rows, const char32_t *text, size_t length)
{
	size_t low = 0, high = rows, best = 0;

	if (length == 0)
		return 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (table[middle][0] < text[0])
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < rows && table[low][0] == text[0]; low++)
		if (word_at(table[low], text, length)) {
			size_t got = word_length(table[low]);

			best = got > best ? got : best;
		}
	return best;
}

static size_t
longest_before(const char32_t *const *table, size_t rows, const char32_t *text, size_t length)
{
	size_t best = 0;

	for (size_t i = 0; i < rows; i++) {
		size_t got = word_length(table[i]);

		if (got > best && got <= length && word_at(table[i], text + length - got, got))
			best = got;
	}
	return best;
}

bool
word_tables_are_sorted(void)
{
	const struct {
		const char32_t *const *table;
		size_t rows;
	} tables[] = { { markers, COUNT(markers) }, { media, COUNT(media) }, { wrappers, COUNT(wrappers) },
		{ fillers, COUNT(fillers) }, { softs, COUNT(softs) }, { generics, COUNT(generics) } };

	for (size_t i = 0; i < COUNT(tables); i++)
		for (size_t j = 1; j < tables[i].rows; j++)
			if (tables[i].table[j - 1][0] > tables[i].table[j][0])
				return false;
	return true;
}

size_t
word_marker(const char32_t *text, size_t length)
{
	return longest_at(markers, COUNT(markers), text, length);
}

size_t
word_medium(const char32_t *text, size_t length)
{
	return longest_at(media, COUNT(media), text, length);
}

size_t
word_wrapper(const char32_t *text, size_t length)
{
	return longest_at(wrappers, COUNT(wrappers), text, length);
}

size_t
word_filler(const char32_t *text, size_t length)
{
	return longest_at(fillers, COUNT(fillers), text, length);
}

size_t
word_soft(const char32_t *text, size_t length)
{
	return longest_at(softs, COUNT(softs), text, length);
}

size_t
word_generic(const char32_t *text, size_t length)
{
	return longest_at(generics, COUNT(generics), text, length);
}

size_t
word_kind_before(const char32_t *text, size_t length)
{
	return longest_before(kinds, COUNT(kinds), text, length);
}

size_t
word_organ_before(const char32_t *text, size_t length)
{
	return longest_before(organs, COUNT(organs), text, length);
}

size_t
word_edition(const char32_t *text, size_t length, unsigned *edition)
{
	size_t best = 0;

	for (size_t i = 0; i < COUNT(editions); i++) {
		size_t got = word_length(editions[i].word);

		if (got > best && word_at(editions[i].word, text, length)) {
			best = got;
			*edition = editions[i].edition;
		}
	}
	return best;
}

unsigned
word_act(const char32_t *text, size_t length)
{
	for (size_t i = 0; i < COUNT(acts); i++)
		if (word_at(acts[i].word, text, length))
			return acts[i].act;
	return 0;
}

size_t
word_plan_before(const char32_t *text, size_t length)
{
	return longest_before(plans, COUNT(plans), text, length);
}
