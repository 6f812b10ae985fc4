/* Rule tests as an admin writes them: what was published, entered and seen, and which state a duty must then
 * have. They are run by the engine's runner. */
#ifndef GONGKAI_RULES_RULE_TEST_H
#define GONGKAI_RULES_RULE_TEST_H

#include <stdbool.h>
#include <stddef.h>

#include "model/duty.h"
#include "model/item.h"
#include "time/date.h"

struct test_item {
	const char *name;      /* the test's own name for it */
	struct item item;      /* site NULL: the only or any site of the test */
	const char *refers_to; /* name of a test_item that it answers beyond doubt; NULL: matching decides */
	bool has_seen;         /* else it is first seen when it was published (24:00 of the day where no time is given) */
	bool has_gone;
	struct instant gone;   /* where has_gone */
	const struct test_item *next;
};

struct test_event {
	const char *name;      /* the test's own name for this one, NULL where not given */
	const char *event;     /* the kind, as in `when event` */
	struct instant at;
	bool has_time;         /* false: only the day is known; `at` is its 00:00 */
	const char *unit;      /* NULL where none */
	const char *site;      /* NULL where none */
	const struct field *fields;
	size_t field_count;
	const struct test_event *next;
};

struct test_attestation {
	const char *rule;
	const char *subject;   /* name of a test_item or test_event, or a period ("2026", "2026-Q1"); NULL: the only duty */
	const char *unit;      /* NULL where none */
	struct instant at;
	const struct test_attestation *next;
};

/* Looks. A test without any has a good look at every column just before each expectation. With `failed`, every
 * look from `from` to `to` failed (of one role or site only where those are given). */
struct test_look {
	bool failed;
	struct instant from, to; /* a good look: both the same */
	const char *role;        /* NULL for all */
	const char *site;        /* NULL for all */
	const struct test_look *next;
};

struct test_expectation {
	struct instant at;
	const char *subject;   /* name of a test_item or test_event; NULL: the rule's only duty (of the unit, of the period) */
	const char *rule;
	bool no_duty;          /* there must be no such duty; `state` is then meaningless */
	enum duty_state state; /* a violated content, detector or integrity rule is OVERDUE, a kept one MET */
	const char *unit;      /* NULL where none */
	const char *period;    /* "2026", "2026-Q1", "2026-01", "2026-H1", "2026-W05"; NULL: the only one */
	bool has_due;
	struct date due;       /* where has_due: the due day it must have */
	size_t line;           /* where it stands */
	const struct test_expectation *next;
};

struct rule_test {
	const char *name;
	const char *file;
	size_t line;
	const char *calendar;  /* NULL: the one of the settings */
	bool has_known_on;
	struct date known_on;  /* the calendar as it was known then */
	const char *site;      /* name of a configured site, whose region and level count; NULL for none */
	const char *unit;      /* of items that name none; NULL for none */
	const struct test_item *items;
	const struct test_event *events;
	const struct test_attestation *attestations;
	const struct test_look *looks;
	const struct test_expectation *expectations;
	const struct rule_test *next;
};

#endif
