/* Cost of the engine with 10,000, 100,000 and 1,000,000 open duties over the store in memory: time to start, cost of a
 * duty whose time has come, of a quiet tick, of a look that brings one new document, and resident memory a duty.
 * The cost of an event must not grow with the number of duties. */
#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "rules/load.h"
#include "rules/source_memory.h"
#include "store/memory.h"
#include "time/calendar_files.h"
#include "time/clock.h"

enum { DUTIES_PER_SITE = 1000, DUE_AT_ONCE = 2000, LOOKS = 200, QUIET_TICKS = 10000 };

static struct calendar *national;

static const struct calendar *
find_calendar(void *context, const char *name)
{
	(void)context;
	return name == NULL ? national : NULL;
}

static void
must(enum status status, const char *what)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "bench_engine: %s: %s\n", what, status_word(status));
	exit(1);
}

static double
milliseconds(int64_t since)
{
	return (double)(clock_monotonic_ms() - since);
}

static size_t
resident_bytes(void)
{
	FILE *stream = fopen("/proc/self/statm", "r");
	size_t pages = 0;

	if (stream == NULL || fscanf(stream, "%*s %zu", &pages) != 1)
		pages = 0;
	if (stream != NULL)
		fclose(stream);
	return pages * (size_t)sysconf(_SC_PAGESIZE);
}

static struct ruleset *
make_rules(size_t sites)
{
	struct memory_file file = { "bench.rules", NULL, 0 };
	struct memory_files files = { &file, 1 };
	struct source_reader reader = memory_reader(&files);
	struct diagnostics *diagnostics = diagnostics_new();
	const char *path = file.path;
	struct ruleset *ruleset = NULL;
	struct buffer text;

	buffer_start(&text, LIMIT_RULE_FILE_BYTES);
	for (size_t i = 0; i < sites; i++)
		must(buffer_add_format(&text, "site s%zu { name \"甲%zu\" url \"https://s%zu.example.cn/\"\n"
		    "column policy { url \"/p/\" role policy every 1 hour }\n"
		    "column gazette { url \"/g/\" role gazette every 1 hour } }\n", i, i, i), "rules");
	must(buffer_add_string(&text, "rule answer { when published in policy expect publication in gazette "
	    "with the same number within 3 working days remind 1 working day before }\n"), "rules");
	file.bytes = buffer_string(&text);
	file.length = text.length;
	must(ruleset_load(&reader, &path, 1, diagnostics, &ruleset), "ruleset_load");
	diagnostics_free(diagnostics);
	buffer_clear(&text);
	return ruleset;
}

/* ---- a store full of open duties, as years of crawling would leave it ---- */

static int64_t
put_trigger(struct store *store, size_t number, const char *site)
{
	char url[64], title[64], value[64];
	struct field field = { "number", value, { 0 }, VALUE_SOURCE_TABLE };
	struct stored_item item = { .item = { .site = site, .column = "policy", .role = "policy", .url = url,
		.title = title, .published = { DATE_PRECISION_DAY, { 20000 }, 0, false }, .fields = &field, .field_count = 1 } };

	snprintf(url, sizeof(url), "https://%s.example.cn/%zu", site, number);
	snprintf(title, sizeof(title), "关于第%zu号事项的通知", number);
	snprintf(value, sizeof(value), "甲府〔2024〕%zu号", number);
	must(store->item_put(store, &item), "item_put");
	return item.item.id;
}

static void
put_open_duty(struct store *store, int64_t item, const char *site, struct instant wake, uint64_t digest)
{
	char key[32];
	struct duty duty = { .rule = "answer", .key = key, .site = site, .trigger_item = item, .state = DUTY_WAITING,
		.calendar = calendar_version(national), .wake_at = wake, .rule_digest = digest };

	snprintf(key, sizeof(key), "item:%lld", (long long)item);
	duty.deadline.due = duty.deadline.strict = wake;
	must(store->duty_put(store, &duty), "duty_put");
}

static void
fill(struct store *store, size_t duties, uint64_t digest, struct instant now, size_t *items_bytes)
{
	const struct rule_state state = { "answer", digest, { 0 }, false, { 0 } };
	size_t before = resident_bytes();
	int64_t first = 0;

	must(store->begin(store), "begin");
	must(store->rule_state_put(store, &state), "rule_state");
	must(store->commit(store), "commit");
	for (size_t i = 0; i < duties; i++) {
		char site[16];

		snprintf(site, sizeof(site), "s%zu", i / DUTIES_PER_SITE);
		if (i % 1000 == 0)
			must(store->begin(store), "begin");
		first = put_trigger(store, i, site) - (int64_t)i;
		if (i % 1000 == 999 || i + 1 == duties)
			must(store->commit(store), "commit");
	}
	*items_bytes = resident_bytes() - before;
	for (size_t i = 0; i < duties; i++) {
		char site[16];
		struct instant wake = { now.seconds + 3600 + (int64_t)(i % 365) * SECONDS_PER_DAY };

		snprintf(site, sizeof(site), "s%zu", i / DUTIES_PER_SITE);
		if (i < DUE_AT_ONCE)
			wake = now;
		if (i % 1000 == 0)
			must(store->begin(store), "begin");
		put_open_duty(store, first + (int64_t)i, site, wake, digest);
		if (i % 1000 == 999 || i + 1 == duties)
			must(store->commit(store), "commit");
	}
}

/* ---- what is measured ---- */

static struct engine *
start(struct store *store, struct ruleset *ruleset, struct instant now)
{
	const struct engine_config config = { .ruleset = ruleset, .calendar = find_calendar, .zone = zone_china,
		.store = store };
	struct engine *engine = NULL;

	must(engine_new(&config, now, &engine), "engine_new");
	return engine;
}

static double
microseconds_per_due_duty(struct engine *engine, struct instant now)
{
	int64_t begin = clock_monotonic_ms();
	bool more = true;

	while (more)
		must(engine_tick(engine, now, &more), "engine_tick");
	return milliseconds(begin) * 1000 / DUE_AT_ONCE;
}

static double
microseconds_per_quiet_tick(struct engine *engine, struct instant now)
{
	int64_t begin = clock_monotonic_ms();
	bool more;

	for (int i = 0; i < QUIET_TICKS; i++)
		must(engine_tick(engine, now, &more), "engine_tick");
	return milliseconds(begin) * 1000 / QUIET_TICKS;
}

static double
microseconds_per_look(struct engine *engine, struct instant now)
{
	int64_t begin = clock_monotonic_ms();

	for (int i = 0; i < LOOKS; i++) {
		char url[64];
		struct item item = { .url = url, .title = "关于公布新事项的通知", .published = { DATE_PRECISION_DAY, { 20001 }, 0, false } };
		struct look look = { .items = &item, .item_count = 1, .is_complete = false, .observation = { .site = "s9",
			.column = "gazette", .at = { now.seconds + i }, .http_status = 200, .body_hash = (uint64_t)i, .items = 1 } };

		snprintf(url, sizeof(url), "https://s9.example.cn/new/%d", i);
		must(engine_look(engine, &look, look.observation.at), "engine_look");
	}
	return milliseconds(begin) * 1000 / LOOKS;
}

static void
measure(size_t duties)
{
	struct instant now = { 1800000000 };
	struct ruleset *ruleset = make_rules(duties / DUTIES_PER_SITE);
	struct store *store = NULL;
	struct engine *engine;
	size_t before, items_bytes = 0, all;
	double started, due, quiet, look;
	int64_t begin;

	must(store_memory_new(&store), "store");
	before = resident_bytes();
	fill(store, duties, ruleset_find_rule(ruleset, "answer")->digest, now, &items_bytes);
	all = resident_bytes() - before;
	begin = clock_monotonic_ms();
	engine = start(store, ruleset, now);
	started = milliseconds(begin);
	due = microseconds_per_due_duty(engine, now);
	quiet = microseconds_per_quiet_tick(engine, now);
	look = microseconds_per_look(engine, now);
	printf("%8zu open duties: start %5.0f ms, due duty %6.1f us, quiet tick %6.2f us, look with a new item %7.1f us, "
	    "%zu bytes a duty (and %zu a trigger item)\n", duties, started, due, quiet, look, (all - items_bytes) / duties,
	    items_bytes / duties);
	engine_free(engine);
	store_close(store);
	ruleset_release(ruleset);
}

int
main(void)
{
	const char *folder = getenv("srcdir");
	char path[4096];
	const char *folders[] = { path, NULL };
	struct calendar_fault fault;

	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(path, sizeof(path), "%s/rules/calendars", folder == NULL ? "." : folder);
	must(calendar_load("cn", folders, &national, &fault), path);
	measure(10000);
	measure(100000);
	measure(1000000);
	calendar_release(national);
	return 0;
}
