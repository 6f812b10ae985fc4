/* Outcomes of calls: every library function that can fail returns one of these.
 * Libraries return errors, programs log them; outputs are untouched on failure. */
#ifndef GONGKAI_BASE_STATUS_H
#define GONGKAI_BASE_STATUS_H

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(text_argument, first_value) \
	__attribute__((format(printf, text_argument, first_value)))

enum status {
	STATUS_OK = 0,
	STATUS_NO_MEMORY,  /* an allocation failed */
	STATUS_INVALID,    /* malformed input: bad syntax, bad value, bad encoding */
	STATUS_RANGE,      /* well-formed, but outside what can be represented or is known */
	STATUS_LIMIT,      /* a named limit of base/limits.h was reached */
	STATUS_AMBIGUOUS,  /* readable in two ways: refused rather than guessed */
	STATUS_NOT_FOUND,  /* nothing there */
	STATUS_CONFLICT,   /* contradicts what is already there */
	STATUS_IO,         /* the operating system or a storage library failed */
	STATUS_NETWORK,    /* a peer could not be reached or broke off */
	STATUS_INTERNAL,   /* our own mistake */
};

/* A stable English word for logs, e.g. "not-found". Never NULL. */
const char *status_word(enum status status);

/* A translated phrase for people, e.g. "nothing there". Never NULL. */
const char *status_text(enum status status);

#endif
