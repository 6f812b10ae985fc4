/* The words of the spam detector and the words that speak against it. */
#ifndef GONGKAI_LIB_EXTRACT_SPAM_TERMS_H
#define GONGKAI_LIB_EXTRACT_SPAM_TERMS_H

#include <stddef.h>

enum term_class {
	TERM_BRAND,     /* names of gambling sites and wording that only they use */
	TERM_NAME,      /* names that gambling sites share with places and companies: never evidence alone */
	TERM_GAME,      /* games of chance: also named by those who fight them */
	TERM_TRADE,     /* the trade as a whole: also the word of laws */
	TERM_HEAD,      /* harmless words that name a gambling site together with a lure: XX体育官网 */
	TERM_LURE,      /* what draws visitors: 官网, 下载, 注册 */
	TERM_OBSCENE,   /* wording of obscene sites */
	TERM_BROTHEL,   /* such places, where a title is about nothing else: 桑拿 */
	TERM_SULTRY,    /* suspicious where two come together: 会所, 按摩 */
	TERM_AGAINST,   /* law, police, warning: who writes so fights it */
	TERM_OFFICIAL,  /* words of notices about lawful lotteries and the like */
	TERM_PLACE,     /* what a name before it belongs to: 小区, 有限公司 */
	TERM_CLASS_COUNT,
};

struct term {
	const char *text;    /* folded: lower case, half-width, simplified */
	enum term_class kind;
	const char *not_before; /* characters that must not follow, NULL for none: 娱乐场 but not 娱乐场所 */
};

extern const struct term spam_terms[];
extern const size_t spam_term_count;

#endif
