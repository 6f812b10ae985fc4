/* Whole numbers as Chinese texts write them: 20, ２０, 二十, 两, 一百八十. Pure. */
#ifndef GONGKAI_TIME_NUMERAL_H
#define GONGKAI_TIME_NUMERAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* Largest value read; a longer number is STATUS_RANGE, never cut or wrapped. */
enum { NUMERAL_LAST = 99999999 };

/* The value 0-9 of a Chinese digit (零〇○一二两三四五六七八九 and the formal 壹贰叁…), or -1. */
int numeral_chinese_digit(uint32_t character);

/* Reads the number at the start of the text, by ASCII or full-width digits or by a Chinese numeral with 十, 百,
 * 千, 万; *used gets its length in bytes. STATUS_NOT_FOUND where the text does not start with a number,
 * STATUS_RANGE above NUMERAL_LAST, STATUS_AMBIGUOUS for 三五 (three to five?) and 一百五 (105 or 150?),
 * STATUS_INVALID for a numeral that is none (十百). */
MUST_USE enum status numeral_read(const char *text, size_t length, size_t *used, int32_t *value);

#endif
