/* Cost of a start with a store on disk that years of crawling filled: opening it, and the first look at a site that brings
 * a new answer, which builds the candidate index of that site's triggers; the same again when it is there.
 * Times are processor time. */
#define _GNU_SOURCE

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "engine/engine.h"
#include "rules/load.h"
#include "rules/source_memory.h"
#include "store/sqlite.h"
#include "time/calendar_files.h"

enum { SITES_LOOKED_AT = 64, LATER_LOOKS = 5, SUBJECT_CHARACTERS = 9, TEXT_CHARACTERS = 100 };

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
	fprintf(stderr, "bench_start: %s: %s\n", what, status_word(status));
	exit(1);
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

/* Processor time: other programs on the machine are not measured. */
static double
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* ---- rules and a full store ---- */

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
		    "column policy { url \"/p/\" role policy every 1 hour do not read articles }\n"
		    "column explain { url \"/e/\" role interpretation every 1 hour do not read articles } }\n", i, i, i), "rules");
	must(buffer_add_string(&text, "rule answer { when published in policy expect publication in interpretation "
	    "referring to trigger within 3 working days }\n"), "rules");
	file.bytes = buffer_string(&text);
	file.length = text.length;
	must(ruleset_load(&reader, &path, 1, diagnostics, &ruleset), "ruleset_load");
	diagnostics_free(diagnostics);
	buffer_clear(&text);
	return ruleset;
}

/* Characters from the common block, the same for the same number. */
static void
write_characters(uint64_t number, size_t count, char *text)
{
	for (size_t i = 0; i < count; i++) {
		unsigned code;

		number = number * 6364136223846793005u + 1442695040888963407u;
		code = 0x4e00 + (unsigned)(number >> 40) % 3000;
		*text++ = (char)(0xe0 | code >> 12);
		*text++ = (char)(0x80 | (code >> 6 & 0x3f));
		*text++ = (char)(0x80 | (code & 0x3f));
	}
	*text = '\0';
}

static void
put_policy(struct store *store, size_t number, const char *site)
{
	char url[128], subject[SUBJECT_CHARACTERS * 3 + 1], title[160], text[TEXT_CHARACTERS * 3 + 1];
	struct field field = { "text", text, { 0 }, VALUE_SOURCE_TABLE };
	struct stored_item item = { .item = { .site = site, .column = "policy", .role = "policy", .url = url,
		.title = title, .published = { DATE_PRECISION_DAY, { 20000 }, 0, false }, .fields = &field, .field_count = 1 } };

	write_characters(number, SUBJECT_CHARACTERS, subject);
	write_characters(~number, TEXT_CHARACTERS, text);
	snprintf(url, sizeof(url), "https://%s.example.cn/%zu", site, number);
	snprintf(title, sizeof(title), "关于印发《%s管理办法》的通知", subject);
	must(store->item_put(store, &item), "item_put");
}

struct job {
	const char *path;
	size_t items, per_site;
	uint64_t digest; /* of the rule, so that the engine knows it already */
};

/* In a process of its own: memory that an earlier step gave back must not hide what this one takes. */
static void
alone(void work(const struct job *), const struct job *job)
{
	pid_t child = fork();
	int status = 1;

	if (child == 0) {
		work(job);
		exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
		must(STATUS_IO, "a child process");
}

static void
fill(const struct job *job)
{
	const struct rule_state state = { "answer", job->digest, { 0 }, false, { 0 } };
	char trouble[STORE_TROUBLE_BYTES], site[32];
	struct store *store = NULL;

	must(store_sqlite_open(job->path, true, &store, trouble), job->path);
	must(store->begin(store), "begin");
	must(store->rule_state_put(store, &state), "rule_state");
	must(store->commit(store), "commit");
	for (size_t i = 0; i < job->items; i++) {
		snprintf(site, sizeof(site), "s%zu", i / job->per_site);
		if (i % 10000 == 0)
			must(store->begin(store), "begin");
		put_policy(store, i, site);
		if (i % 10000 == 9999 || i + 1 == job->items)
			must(store->commit(store), "commit");
	}
	store_close(store);
}

/* ---- what is measured ---- */

/* A look that brings the interpretation of one of the site's policies; the milliseconds it took. */
static double
look(struct engine *engine, struct store *store, size_t site, size_t policy, struct instant now)
{
	char name[32], url[128], subject[SUBJECT_CHARACTERS * 3 + 1], title[160];
	struct item item = { .url = url, .title = title, .published = { DATE_PRECISION_DAY, { 20001 }, 0, false } };
	struct look look = { .items = &item, .item_count = 1, .observation = { .site = name, .column = "explain", .at = now,
		.http_status = 200, .body_hash = policy + 1, .items = 1 } };
	struct pair pair;
	struct arena *arena = arena_new();
	struct stored_item stored;
	double begin, took;

	write_characters(policy, SUBJECT_CHARACTERS, subject);
	snprintf(name, sizeof(name), "s%zu", site);
	snprintf(url, sizeof(url), "https://s%zu.example.cn/e%zu", site, policy);
	snprintf(title, sizeof(title), "《%s管理办法》政策解读", subject);
	begin = milliseconds();
	must(engine_look(engine, &look, now), "engine_look");
	took = milliseconds() - begin;
	must(store->item_find(store, name, "explain", url, arena, &stored), "the answer");
	must(store->pair_find(store, (int64_t)policy + 1, stored.item.id, arena, &pair), "its pair");
	arena_free(arena);
	return took;
}

static void
measure(const struct job *job)
{
	const struct instant now = { 1800000000 };
	size_t sites = job->items / job->per_site, looked = sites < SITES_LOOKED_AT ? sites : SITES_LOOKED_AT, before;
	struct ruleset *ruleset = make_rules(sites);
	struct engine_config config = { .ruleset = ruleset, .calendar = find_calendar, .zone = zone_china };
	char trouble[STORE_TROUBLE_BYTES];
	struct engine *engine = NULL;
	double started, first = 0, later = 0;
	double begin;

	alone(fill, &(struct job){ job->path, job->items, job->per_site, ruleset_find_rule(ruleset, "answer")->digest });
	before = resident_bytes();
	begin = milliseconds();
	must(store_sqlite_open(job->path, false, &config.store, trouble), job->path);
	must(engine_new(&config, now, &engine), "engine_new");
	started = milliseconds() - begin;
	for (size_t i = 0; i < looked; i++)
		first += look(engine, config.store, i, i * job->per_site, now);
	for (size_t i = 0; i < looked * LATER_LOOKS; i++)
		later += look(engine, config.store, i % looked, (i % looked) * job->per_site + 1 + i / looked,
		    (struct instant){ now.seconds + 60 });
	printf("%8zu items on %4zu sites: start %.0f ms; first look at a site %.1f ms, later ones %.2f ms; "
	    "%.1f MB more resident with %zu indexes\n", job->items, sites, started, first / (double)looked,
	    later / (double)(looked * LATER_LOOKS), (double)(resident_bytes() - before) / 1e6, looked);
	engine_free(engine);
	store_close(config.store);
	ruleset_release(ruleset);
}

static void
measure_in(const char *folder, size_t items, size_t per_site)
{
	static const char *const endings[] = { "", "-wal", "-shm" };
	char path[4096], name[4200];

	snprintf(path, sizeof(path), "%s/store.db", folder);
	alone(measure, &(struct job){ path, items, per_site, 0 });
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		snprintf(name, sizeof(name), "%s%s", path, endings[i]);
		unlink(name);
	}
}

int
main(void)
{
	const char *source = getenv("srcdir"), *temporary = getenv("TMPDIR");
	char path[4096], folder[4000];
	const char *folders[] = { path, NULL };
	struct calendar_fault fault;

	setvbuf(stdout, NULL, _IOLBF, 0);
	snprintf(path, sizeof(path), "%s/rules/calendars", source == NULL ? "." : source);
	snprintf(folder, sizeof(folder), "%s/gongkai-bench.XXXXXX", temporary == NULL ? "/tmp" : temporary);
	must(calendar_load("cn", folders, &national, &fault), path);
	if (mkdtemp(folder) == NULL)
		must(STATUS_IO, folder);
	measure_in(folder, 100000, 1000);
	measure_in(folder, 100000, 100000);
	measure_in(folder, 1000000, 1000);
	rmdir(folder);
	calendar_release(national);
	return 0;
}
