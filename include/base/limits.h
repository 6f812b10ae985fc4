/* Limits on everything that comes from outside, each with its reason. */
#ifndef GONGKAI_BASE_LIMITS_H
#define GONGKAI_BASE_LIMITS_H

enum {
	/* A page: the largest real list seen is 916 KB; ten times that is an error or an attack. */
	LIMIT_PAGE_BYTES = 10 * 1024 * 1024,
	/* Lines of text of one page and bytes of one: whole laws have some thousand lines, one paragraph a line. */
	LIMIT_PAGE_LINES = 100 * 1000,
	LIMIT_LINE_BYTES = 1024 * 1024,
	/* Labelled values read from one page: field tables have about twenty. */
	LIMIT_PAGE_LABELS = 500,
	/* Findings of the detectors on one page: a roster of a thousand persons is reported as such by its first lines. */
	LIMIT_PAGE_DETECTIONS = 1000,
	/* Items read from one page: the longest real lists hold a few hundred. */
	LIMIT_PAGE_ITEMS = 5000,
	/* Other links of one row: real ones have five or six. */
	LIMIT_ROW_LINKS = 32,
	/* Steps of one XPath selector on one page. */
	LIMIT_SELECTOR_STEPS = 10 * 1000 * 1000,
	/* Further pages proposed from one page: nobody follows more in one go. */
	LIMIT_NEXT_PAGES = 200,
	/* Objects and arrays, and values, of a JSON answer: each takes fifty times its two characters in memory. */
	LIMIT_JSON_NODES = 100 * 1000,
	LIMIT_JSON_VALUES = 1000 * 1000,
	/* A title, longer ones are cut at a character: the longest real titles have about 150. */
	LIMIT_TITLE_BYTES = 2048,
	/* Depth of elements: browsers stop at 512 as well; unclosed tags must not make the parser quadratic. */
	LIMIT_PAGE_DEPTH = 512,
	/* Attributes of one element: libxml2 compares each with all before it. Real ones have fewer than 30. */
	LIMIT_TAG_ATTRIBUTES = 256,
	/* A URL: what common servers accept. */
	LIMIT_URL_BYTES = 8192,
	/* A field of an article: organs and numbers are short, scopes of content are not. */
	LIMIT_FIELD_BYTES = 16 * 1024,
	/* One rule file. */
	LIMIT_RULE_FILE_BYTES = 16 * 1024 * 1024,
	/* One line of a rule file: longer ones are binary data. */
	LIMIT_RULE_LINE_BYTES = 64 * 1024,
	/* Nesting of blocks, conditions and includes. */
	LIMIT_RULE_DEPTH = 32,
	/* Rules, sites, columns, units in one configuration. */
	LIMIT_RULE_ENTRIES = 4 * 1000 * 1000,
	/* Diagnostics printed in one run: more are counted only. */
	LIMIT_DIAGNOSTICS = 1000,
	/* PCRE2 match limit and depth limit for admins' patterns (pcre2api, PCRE2_ERROR_MATCHLIMIT). */
	LIMIT_PATTERN_STEPS = 100 * 1000,
	LIMIT_PATTERN_DEPTH = 1000,
	/* Patterns of one configuration that get machine code, about 50 microseconds each; the rest is interpreted. */
	LIMIT_PATTERN_QUICK = 2000,
	/* Pairs of role and rule in the index by role: rules about any role stand under each. */
	LIMIT_ROLE_PAIRS = 16 * 1000 * 1000,
	/* Files read for one configuration. */
	/* Reminders, and escalations, of one rule. */
	LIMIT_RULE_MOMENTS = 16,
	LIMIT_RULE_FILES = 100 * 1000,
	/* A calendar file. */
	LIMIT_CALENDAR_BYTES = 4 * 1024 * 1024,
	/* Days that one calendar file declares: 300 years with 60 days each are 18,000. */
	LIMIT_CALENDAR_DAYS = 200 * 1000,
	/* A file of JSON lines given to a command: a million titles are about 300 MB. */
	LIMIT_JSON_FILE_BYTES = 1024 * 1024 * 1024,
	/* A batch of questions to gongkaictl: a million lines of 64 bytes. */
	LIMIT_BATCH_BYTES = 64 * 1024 * 1024,
	/* One explained answer of gongkaictl: 100,000 days with a line each. */
	LIMIT_ANSWER_BYTES = 64 * 1024 * 1024,
	/* Redirects followed for one request. */
	LIMIT_REDIRECTS = 5,
	/* Header of one answer: what common servers send at most, several times over. */
	LIMIT_HEADER_BYTES = 128 * 1024,
	/* A robots.txt: crawlers must read at least 500 KiB of it (RFC 9309, 2.5). */
	LIMIT_ROBOTS_BYTES = 512 * 1024,
	/* Rules kept of one robots.txt: the longest real ones have a few thousand. */
	LIMIT_ROBOTS_RULES = 10000,
	/* Pages of items read in one visit of a column: more wait for the next visit, so that one column with a long
	 * history does not keep a host busy for hours. */
	LIMIT_VISIT_ARTICLES = 200,
	/* An ETag or a date sent back to the server. */
	LIMIT_VALIDATOR_BYTES = 1024,
};

#endif
