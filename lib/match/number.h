/* Document numbers (文号) in folded text: 沪教委规[2021]2号, 海关总署公告2021年第5号, 国务院令第711号. */
#ifndef GONGKAI_LIB_MATCH_NUMBER_H
#define GONGKAI_LIB_MATCH_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

enum { NUMBER_PREFIX = 6 };

struct document_number {
	char32_t prefix[NUMBER_PREFIX]; /* the last characters of what stands before the year */
	uint8_t prefix_length;
	uint16_t year;                  /* 0 where the series has none */
	uint32_t serial;
};

/* Reads the first number at or after `from`; *start and *end get its place, prefix included. False where none. */
bool number_find(const char32_t *text, size_t length, size_t from, struct document_number *number, size_t *start,
    size_t *end);

bool number_equals(const struct document_number *a, const struct document_number *b);

/* Says the series whose number this is (公告 and 令 are used by every organ)? */
bool number_is_particular(const struct document_number *number);

/* A small whole number in digits or Chinese numerals up to 99 at `text`; returns its length, 0 for none. */
size_t number_small(const char32_t *text, size_t length, unsigned *value);

#endif
