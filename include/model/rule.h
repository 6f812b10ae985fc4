/* Rules: obligations in general, as the engine evaluates them. Built by the rules layer from text, immutable.
 * Every kind of DESIGN section 4 is one combination of trigger, expectation and limit. */
#ifndef GONGKAI_MODEL_RULE_H
#define GONGKAI_MODEL_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "model/detector.h"
#include "time/date.h"
#include "time/deadline.h"
#include "time/span.h"

struct pattern; /* a compiled regular expression; rules/pattern.h */

enum condition_kind {
	CONDITION_ALL,      /* every child */
	CONDITION_ANY,      /* at least one child */
	CONDITION_NOT,      /* not the one child */
	CONDITION_MATCHES,  /* field matches the pattern */
	CONDITION_CONTAINS, /* field contains the value, after NFKC */
	CONDITION_EQUALS,
	CONDITION_EXISTS,   /* field is there and not empty */
	CONDITION_AT_LEAST, /* field as a number >= number; for lists the number of entries */
	CONDITION_AT_MOST,
	CONDITION_ON_OR_AFTER, /* field as a date >= date */
	CONDITION_ON_OR_BEFORE,
};

/* Evaluated by rules/condition.h. */

struct condition {
	enum condition_kind kind;
	const char *field;
	const char *value;             /* may hold variables: {year}, {quarter}, {month}, {unit}, {trigger.FIELD} */
	const struct pattern *pattern; /* MATCHES without period variables */
	int64_t number;
	struct date date;
	const struct condition *first; /* children */
	const struct condition *next;  /* sibling */
};

enum trigger_kind {
	TRIGGER_STANDING, /* always: freshness, coverage, registers, integrity, site */
	TRIGGER_ITEM,     /* each item of a role that meets the condition; content and detectors too */
	TRIGGER_EVENT,    /* each event of a name that an admin enters */
	TRIGGER_PERIOD,   /* each week, month, quarter, half-year or year */
	TRIGGER_DATE,     /* once, for a fixed date */
};

/* A role that is NULL means "any role", in a trigger as in an expectation. */

struct rule_trigger {
	enum trigger_kind kind;
	const char *role;               /* ITEM, and STANDING where it is about items of a role */
	const char *event;              /* EVENT */
	enum period_unit period;        /* PERIOD */
	struct date date;               /* DATE: the day that the limit counts from */
	const struct condition *where;  /* ITEM, EVENT; NULL for all */
};

enum expectation_kind {
	EXPECT_PUBLICATION, /* at least `count` items of `role` that meet `where` */
	EXPECT_REMOVAL,     /* the trigger item is gone */
	EXPECT_OPEN,        /* the trigger stays open at least the limit: from its date to `until_field` */
	EXPECT_CONTENT,     /* the trigger item meets `where` */
	EXPECT_FRESH,       /* the newest item of `role` is not older than the limit */
	EXPECT_COVERAGE,    /* every entry of `roster` has an item (or column) of `role` */
	EXPECT_REGISTER,    /* every item of the trigger's role that meets its condition has a counterpart in `role` that
	                     * meets `where`, paired by `relation`; the other way round too where `both_ways` */
	EXPECT_CLEAN,       /* detectors find nothing in items of the trigger's role */
	EXPECT_INTEGRITY,   /* nothing of `integrity` happens in columns of the trigger's role */
	EXPECT_SITE,        /* a measure of the site keeps to its threshold */
	EXPECT_ATTESTATION, /* an admin attests */
};

enum rule_relation {
	RELATION_NONE,
	RELATION_REFERS,    /* the answer refers to the trigger: decided by match */
	RELATION_SAME_UNIT,
	RELATION_SAME_NUMBER, /* equal document numbers */
	RELATION_SAME_TITLE,  /* equal titles after NFKC, without spaces and punctuation */
	RELATION_ITSELF,      /* the trigger is its own answer: it must not be later than its limit, counted from a field */
};

enum integrity {
	INTEGRITY_BACK_DATED = 1 << 0,
	INTEGRITY_MOVING_DATE = 1 << 1,
	INTEGRITY_ALTERED = 1 << 2,
	INTEGRITY_REMOVED = 1 << 3,
	INTEGRITY_BLANK = 1 << 4,
	INTEGRITY_NUMBER_GAP = 1 << 5,
	INTEGRITY_FUTURE_DATE = 1 << 6,
	INTEGRITY_UNDATED = 1 << 7,
};

enum site_measure {
	SITE_REACHABLE,        /* share of looks that were answered, percent, over the limit's span */
	SITE_CERTIFICATE_DAYS, /* days left */
	SITE_IPV6,             /* answers over IPv6: 1 or 0 */
	SITE_DEAD_LINKS,       /* share of links that answer 404, percent */
	SITE_PAGE_ANSWERS,     /* the pages and columns of the expectation's role answer: 1 or 0 */
	SITE_HTTPS,            /* answers over HTTPS with a valid certificate: 1 or 0 */
};

struct rule_expectation {
	enum expectation_kind kind;
	const char *role;
	const struct condition *where;   /* NULL for all */
	enum rule_relation relation;
	bool both_ways;                  /* REGISTER */
	uint32_t count;                  /* PUBLICATION: at least; 1 unless told otherwise */
	bool as_many_as_before;          /* PUBLICATION of a PERIOD: at least as many as in the period before */
	const char *roster;              /* a roster or catalogue: one duty for each of its units or entries; NULL for none */
	const char *until_field;         /* OPEN: the field that holds the closing date */
	uint32_t detectors;              /* CLEAN: bits of enum detector */
	uint32_t integrity;              /* INTEGRITY: bits of enum integrity */
	enum site_measure measure;       /* SITE */
	int64_t threshold;               /* SITE: at least (at most for DEAD_LINKS) */
	const char *subject;             /* ATTESTATION: what is to be attested; NULL where not given */
};

enum limit_kind {
	LIMIT_NONE,       /* standing expectations */
	LIMIT_SPAN,       /* within a span of the anchor */
	LIMIT_SAME_DAY,   /* same calendar day in the zone of the law */
	LIMIT_PERIOD_END, /* by the end of the period, plus `span` where its count is not 0 */
	LIMIT_MONTH_DAY,  /* by `month`-`day` of the year of (or, `next_year`, after) the period */
	LIMIT_DATE,       /* by a fixed date */
	LIMIT_BEFORE,     /* the answer stands before the anchor, at least `span` earlier where its count is not 0 */
};

struct rule_limit {
	enum limit_kind kind;
	struct span span;
	const char *anchor_field; /* NULL: the claimed date of the trigger; else a field of it that holds a date */
	int month, day;           /* MONTH_DAY; day 0 is the last day of the month */
	bool next_year;
	struct date date;         /* DATE */
	struct deadline_options options;
};

enum severity { SEVERITY_NOTICE, SEVERITY_MINOR, SEVERITY_MAJOR, SEVERITY_CRITICAL };

/* Where the number of a limit comes from; findings repeat it. */
enum limit_origin { ORIGIN_CLAUSE, ORIGIN_NATIONAL, ORIGIN_LOCAL_DEFAULT };

/* Reminders and escalations: a span before or after the due instant. */
struct rule_moment {
	struct span span;
	const char *recipient; /* escalation: a route or address; NULL for the rule's own route */
};

/* Whether a NULL-terminated list has the name; a list that is NULL names all, and a name that is NULL is only among
 * all. Scopes of rules and of routes are such lists. */
static inline bool
scope_names(const char *const *list, const char *name)
{
	if (list == NULL)
		return true;
	for (; name != NULL && *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

/* Narrows a rule to some sites; each list NULL-terminated, or NULL for all. */
struct rule_scope {
	const char *const *sites;
	const char *const *regions;
	const char *const *levels;
	const char *const *units;
};

struct rule {
	const char *name;
	const char *title;   /* NULL where not given */
	const char *basis;   /* legal basis: title or number and clause; NULL where not given */
	enum limit_origin origin;
	const char *grade;   /* "A", "B", "C" of the source behind the number; NULL where not given */
	const char *note;    /* for the reader of a finding; NULL where not given */
	enum severity severity;

	struct rule_trigger trigger;
	struct rule_expectation expectation;
	struct rule_limit limit;
	struct rule_scope scope;

	bool has_valid_from, has_valid_until, has_since;
	struct date valid_from, valid_until; /* triggers dated outside make no duty */
	struct date since;                   /* triggers dated before it are a silent baseline */

	const struct rule_moment *reminders;   /* before due */
	size_t reminder_count;
	const struct rule_moment *escalations; /* after due */
	size_t escalation_count;

	const char *file; /* where it stands */
	size_t line;
	uint64_t digest;  /* of all that decides; a change re-derives the rule's duties */
};

#endif
