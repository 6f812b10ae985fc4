/* What must not stand on a page, and the words for it in rules, in the field `detected` and in output. */
#ifndef GONGKAI_MODEL_DETECTOR_H
#define GONGKAI_MODEL_DETECTOR_H

/* Bits, so that a rule can ask for several. */
enum detector {
	DETECTOR_IDENTITY_NUMBER = 1 << 0, /* resident identity number with a right check digit (GB 11643-1999) */
	DETECTOR_MOBILE_NUMBER = 1 << 1,   /* of a person; contact numbers of offices are exempt */
	DETECTOR_BANK_CARD = 1 << 2,       /* with a right check digit (ISO/IEC 7812-1, annex B) and an issuer's prefix */
	DETECTOR_GAMBLING = 1 << 3,        /* injected terms */
	DETECTOR_OBSCENE = 1 << 4,
	DETECTOR_HIDDEN_LINK = 1 << 5,     /* to such a site, in an element that readers do not see */
	DETECTOR_AMBIGUOUS_DATE = 1 << 6,  /* digits of a date that read as two days */
	DETECTOR_ALTERED_TEXT = 1 << 7,    /* pinyin or signs pushed between the characters */
};

enum { DETECTOR_COUNT = 8 }; /* detector number i is 1 << i */

/* Stable English word ("identity-number"). Never NULL. */
const char *detector_word(enum detector detector);

#endif
