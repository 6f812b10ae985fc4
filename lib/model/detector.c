/* Detectors: their words. */
#include "model/detector.h"

const char *
detector_word(enum detector detector)
{
	switch (detector) {
	case DETECTOR_IDENTITY_NUMBER:
		return "identity-number";
	case DETECTOR_MOBILE_NUMBER:
		return "mobile-number";
	case DETECTOR_BANK_CARD:
		return "bank-card";
	case DETECTOR_GAMBLING:
		return "gambling";
	case DETECTOR_OBSCENE:
		return "obscene";
	case DETECTOR_HIDDEN_LINK:
		return "hidden-link";
	case DETECTOR_AMBIGUOUS_DATE:
		return "ambiguous-date";
	case DETECTOR_ALTERED_TEXT:
		return "altered-text";
	}
	return "unknown";
}
