/* The words of titles that are not their subject: what kind of page it is, who sends it, what it wraps. */
#ifndef GONGKAI_LIB_MATCH_WORDS_H
#define GONGKAI_LIB_MATCH_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <uchar.h>

/* Each returns the length of the longest word of its list at `text`, 0 for none. */

/* 政策解读, 一图读懂, 答记者问, 征求意见情况: the page speaks about a document and is none itself. */
size_t word_marker(const char32_t *text, size_t length);
/* 视频, 图解, 文字版: alone in brackets it tells the medium. */
size_t word_medium(const char32_t *text, size_t length);
/* 印发, 转发, 公开征求: what follows is the document. */
size_t word_wrapper(const char32_t *text, size_t length);
/* 的, 和, 及: may be there or not. */
size_t word_filler(const char32_t *text, size_t length);
/* 有关, 进一步: a shortened title drops them. */
size_t word_soft(const char32_t *text, size_t length);
/* 管理, 工作, 通知: so common that they tell little. */
size_t word_generic(const char32_t *text, size_t length);

/* The longest word of its list that the text ends with. */
/* 的通知, 意见的公告. */
size_t word_kind_before(const char32_t *text, size_t length);
/* 人民政府, 管理局, 委员会办公室: may end the name of an organ. */
size_t word_organ_before(const char32_t *text, size_t length);

enum word_edition {
	EDITION_DRAFT = 1 << 0,   /* 征求意见稿, 草案 */
	EDITION_TRIAL = 1 << 1,   /* 试行, 暂行 */
	EDITION_REVISED = 1 << 2, /* 修订 */
	EDITION_REPEAL = 1 << 3,  /* 废止 */
	EDITION_AMENDS = 1 << 4,  /* 关于修改...的决定: another document than the one it amends */
	EDITION_EXTENDS = 1 << 5, /* 延长...有效期 */
};

/* 征求意见稿, 试行, 修订; *edition gets its bit. Only whole bracketed words count as an edition. */
size_t word_edition(const char32_t *text, size_t length, unsigned *edition);

/* What a document does to another one, at the beginning of its subject: 修改, 废止, 延长; bits as above. */
unsigned word_act(const char32_t *text, size_t length);

/* 要点, 实施方案, 分工: what a plan is called; the longest that the text ends with. */
size_t word_plan_before(const char32_t *text, size_t length);

/* Does `text` begin with `word`? */
bool word_at(const char32_t *word, const char32_t *text, size_t length);
size_t word_length(const char32_t *word);

/* For the test: the tables are searched by halves. */
bool word_tables_are_sorted(void);

#endif
