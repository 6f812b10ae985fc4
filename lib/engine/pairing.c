/* Pairing: which item answers which. Matching decides within a site's documents of the right role; the outcome is kept
 * as pairs, an operator's word stands over it. */
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#include "lib/engine/engine_private.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "match/assign.h"
#include "match/index.h"
#include "match/match.h"

/* Candidate indexes are built when first needed and kept while there is room: a look at a column needs one or two. */
enum { PAIRING_INDEXES = 64 };

struct pairing_index {
	char *key; /* role and site */
	struct match_index *documents;
	uint64_t used_at;
	UT_hash_handle hh;
};

struct pairing {
	struct pairing_index *indexes;
	uint64_t clock;
};

enum status
pairing_new(struct engine *engine)
{
	engine->pairing = calloc(1, sizeof(*engine->pairing));
	return engine->pairing == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

static void
drop_index(struct pairing *pairing, struct pairing_index *index)
{
	HASH_DEL(pairing->indexes, index);
	match_index_free(index->documents);
	free(index->key);
	free(index);
}

void
pairing_forget(struct engine *engine)
{
	struct pairing_index *index, *next;

	HASH_ITER(hh, engine->pairing->indexes, index, next)
		drop_index(engine->pairing, index);
}

void
pairing_free(struct engine *engine)
{
	if (engine->pairing == NULL)
		return;
	pairing_forget(engine);
	free(engine->pairing);
	engine->pairing = NULL;
}

/* ---- items as documents ---- */

/* Links are kept one a line. */
static enum status
split_links(const char *text, struct arena *arena, struct match_document *document)
{
	const char **links;
	size_t count = 0;

	if (text == NULL)
		return STATUS_OK;
	for (const char *at = text; *at != '\0'; at++)
		count += *at == '\n';
	links = arena_take_array(arena, count + 2, sizeof(*links));
	if (links == NULL)
		return STATUS_NO_MEMORY;
	count = 0;
	while (*text != '\0') {
		size_t length = strcspn(text, "\n");

		if (length > 0 && (links[count++] = arena_copy(arena, text, length)) == NULL)
			return STATUS_NO_MEMORY;
		text += length + (text[length] != '\0');
	}
	document->links = links;
	document->link_count = count;
	return STATUS_OK;
}

static enum status
document_of(const struct engine *engine, const struct item *item, struct arena *arena,
    struct match_document *document)
{
	const struct site *site = engine_find_site(engine, item->site);

	*document = (struct match_document){
		.id = item->id, .title = item->title, .url = item->url, .date = item->published,
		.number = item_field(item, "number"), .site = item->site, .role = item->role,
		.place = site == NULL ? NULL : site->region,
		.organ = item_field(item, "organ") != NULL ? item_field(item, "organ") : item->unit,
		.text = item_field(item, "text"),
	};
	return split_links(item_field(item, "links"), arena, document);
}

static enum status
load_document(const struct engine *engine, int64_t id, struct arena *arena, struct match_document *document)
{
	struct stored_item stored;
	enum status status = engine->store->item_get(engine->store, id, arena, &stored);

	if (status == STATUS_OK && stored.item.is_gone)
		return STATUS_NOT_FOUND;
	return status == STATUS_OK ? document_of(engine, &stored.item, arena, document) : status;
}

/* ---- indexes ---- */

static enum status
index_document(struct match_index *index, const struct match_document *document)
{
	struct match_features *features;
	enum status status = match_features_new(document, &features);

	if (status != STATUS_OK)
		return status;
	status = match_index_remove(index, document->id);
	if (status == STATUS_OK || status == STATUS_NOT_FOUND)
		status = match_index_add(index, features);
	match_features_free(features);
	return status;
}

static enum status
fill_index(struct engine *engine, struct match_index *index, const char *role, const char *site)
{
	const struct item_filter filter = { .role = role, .site = site, .only_present = true };
	int64_t ids[ENGINE_PAGE], after = 0;
	enum status status;
	size_t count;

	do {
		struct arena *arena = arena_new();

		status = arena == NULL ? STATUS_NO_MEMORY :
		    engine->store->item_select(engine->store, &filter, after, ids, ENGINE_PAGE, &count);
		for (size_t i = 0; status == STATUS_OK && i < count; i++) {
			struct match_document document;

			after = ids[i];
			status = load_document(engine, ids[i], arena, &document);
			if (status == STATUS_OK)
				status = index_document(index, &document);
		}
		arena_free(arena);
	} while (status == STATUS_OK && count == ENGINE_PAGE);
	return status;
}

static void
make_room(struct pairing *pairing)
{
	struct pairing_index *index, *next, *oldest = NULL;

	if (HASH_COUNT(pairing->indexes) < PAIRING_INDEXES)
		return;
	HASH_ITER(hh, pairing->indexes, index, next)
		if (oldest == NULL || index->used_at < oldest->used_at)
			oldest = index;
	drop_index(pairing, oldest);
}

static enum status
add_index(struct engine *engine, const char *key, const char *role, const char *site, struct match_index **found)
{
	struct pairing_index *index = calloc(1, sizeof(*index));
	enum status status;

	if (index == NULL)
		return STATUS_NO_MEMORY;
	index->key = malloc(strlen(key) + 1);
	index->documents = match_index_new();
	status = index->key == NULL || index->documents == NULL ? STATUS_NO_MEMORY :
	    fill_index(engine, index->documents, role, site);
	if (status != STATUS_OK) {
		match_index_free(index->documents);
		free(index->key);
		free(index);
		return status;
	}
	strcpy(index->key, key);
	make_room(engine->pairing);
	index->used_at = ++engine->pairing->clock;
	HASH_ADD_KEYPTR(hh, engine->pairing->indexes, index->key, strlen(index->key), index);
	*found = index->documents;
	return STATUS_OK;
}

static struct pairing_index *
find_index(struct engine *engine, const char *key)
{
	struct pairing_index *index;

	HASH_FIND_STR(engine->pairing->indexes, key, index);
	return index;
}

static enum status
use_index(struct engine *engine, const char *role, const char *site, struct arena *arena,
    struct match_index **documents)
{
	const char *key = arena_format(arena, "%s\n%s", role, site);
	struct pairing_index *index;

	if (key == NULL)
		return STATUS_NO_MEMORY;
	index = find_index(engine, key);
	if (index == NULL)
		return add_index(engine, key, role, site, documents);
	index->used_at = ++engine->pairing->clock;
	*documents = index->documents;
	return STATUS_OK;
}

/* An index that is there learns of a new or changed item; one that is not will be built with it. */
static enum status
refresh_index(struct engine *engine, const struct stored_item *stored, const struct match_document *document,
    struct arena *arena)
{
	const char *key = arena_format(arena, "%s\n%s", stored->item.role, stored->item.site);
	struct pairing_index *index;
	enum status status;

	if (key == NULL)
		return STATUS_NO_MEMORY;
	index = find_index(engine, key);
	if (index == NULL)
		return STATUS_OK;
	if (!stored->item.is_gone)
		return index_document(index->documents, document);
	status = match_index_remove(index->documents, stored->item.id);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- what a rule's relation is in the words of match ---- */

static enum match_relation
relation_of(const struct rule *rule)
{
	static const struct {
		const char *word;
		enum match_relation relation;
	} words[] = {
		{ "interpretation", MATCH_INTERPRETATION }, { "解读", MATCH_INTERPRETATION },
		{ "feedback", MATCH_FEEDBACK }, { "反馈", MATCH_FEEDBACK },
		{ "gazette", MATCH_GAZETTE }, { "公报", MATCH_GAZETTE },
		{ "annual-report", MATCH_ANNUAL_REPORT }, { "年报", MATCH_ANNUAL_REPORT }, { "年度报告", MATCH_ANNUAL_REPORT },
	};
	const char *role = rule->expectation.role == NULL ? "" : rule->expectation.role;
	const char *trigger = rule->trigger.role == NULL ? "" : rule->trigger.role;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(role, words[i].word) != NULL)
			return words[i].relation;
	if (rule->expectation.kind == EXPECT_REGISTER)
		return MATCH_GAZETTE;
	if (rule->expectation.roster != NULL)
		return MATCH_UNIT_PLAN;
	if (strstr(trigger, "consultation") != NULL || strstr(trigger, "征求意见") != NULL || strstr(trigger, "征集") != NULL)
		return MATCH_DECISION;
	return MATCH_INTERPRETATION;
}

static bool
pairs_items(const struct rule *rule)
{
	return rule->expectation.relation == RELATION_REFERS && rule->trigger.role != NULL &&
	    rule->expectation.role != NULL;
}

/* ---- decisions ---- */

struct lookup {
	const struct engine *engine;
	int64_t response; /* under decision; 0 for none */
	struct arena *arena;
	struct match_document document;
};

/* An operator said that they do not belong together: what is second best may then be the answer. */
static enum status
refuse_unlinked(const struct lookup *lookup, int64_t trigger)
{
	struct store *store = lookup->engine->store;
	struct pair pair;
	enum status status = lookup->response == 0 ? STATUS_NOT_FOUND :
	    store->pair_find(store, trigger, lookup->response, lookup->arena, &pair);

	if (status == STATUS_OK)
		return pair.origin == PAIR_UNLINKED ? STATUS_NOT_FOUND : STATUS_OK;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status
look_up(void *context, int64_t id, const struct match_document **document)
{
	struct lookup *lookup = context;
	enum status status;

	arena_free(lookup->arena);
	lookup->arena = arena_new();
	if (lookup->arena == NULL)
		return STATUS_NO_MEMORY;
	status = refuse_unlinked(lookup, id);
	if (status == STATUS_OK)
		status = load_document(lookup->engine, id, lookup->arena, &lookup->document);
	if (status == STATUS_OK)
		*document = &lookup->document;
	return status;
}

/* A response under decision: what is chosen over all trigger sites. */
struct decided {
	struct engine *engine;
	struct arena *arena;
	struct instant now;
	int64_t response;
	struct match_choice *choices;
	size_t count, room;
	struct id_set *triggers; /* those whose pairs changed */
};

static enum status
add_choice(struct decided *decided, const struct match_choice *choice)
{
	for (size_t i = 0; i < decided->count; i++)
		if (decided->choices[i].id == choice->id) {
			/* Two relations: the one that speaks more for it. */
			if (choice->chosen && (!decided->choices[i].chosen ||
			    choice->result.score > decided->choices[i].result.score))
				decided->choices[i] = *choice;
			return STATUS_OK;
		}
	if (decided->count == decided->room) {
		size_t room = decided->room == 0 ? MATCH_CHOICES : decided->room * 2;
		struct match_choice *choices = arena_take_array(decided->arena, room, sizeof(*choices));

		if (choices == NULL)
			return STATUS_NO_MEMORY;
		if (decided->count > 0)
			memcpy(choices, decided->choices, decided->count * sizeof(*choices));
		decided->choices = choices;
		decided->room = room;
	}
	decided->choices[decided->count++] = *choice;
	return STATUS_OK;
}

static enum status
decide_on_site(struct decided *decided, const struct rule *rule, const struct site *site,
    const struct match_document *response)
{
	struct lookup lookup = { .engine = decided->engine, .response = response->id };
	struct match_decision decision;
	struct match_index *index = NULL;
	enum status status = use_index(decided->engine, rule->trigger.role, site->name, decided->arena, &index);

	if (status == STATUS_OK)
		status = match_best(relation_of(rule), index, look_up, &lookup, response, &decision);
	for (size_t i = 0; status == STATUS_OK && i < decision.count; i++)
		if (decision.choices[i].id != response->id)
			status = add_choice(decided, &decision.choices[i]);
	arena_free(lookup.arena);
	return status;
}

/* The triggers of a unit's answer stand on any site of the rule's scope, others where the answer stands. */
static enum status
decide_by_rule(struct decided *decided, const struct rule *rule, const struct match_document *response)
{
	const struct site *own = engine_find_site(decided->engine, response->site);
	enum status status = STATUS_OK;

	if (rule->expectation.roster == NULL)
		return own == NULL ? STATUS_OK : decide_on_site(decided, rule, own, response);
	for (const struct site *site = engine_sites(decided->engine);
	    site != NULL && status == STATUS_OK; site = site->next)
		if (scope_has_site(rule, site) && site_has_role(site, rule->trigger.role))
			status = decide_on_site(decided, rule, site, response);
	return status;
}

/* ---- pairs ---- */

enum {
	/* Of triggers that were not chosen those are kept that have at least this score, and of them the best: whoever asks
	 * why a duty has no answer is shown them. Below it lie titles that share a few words. */
	NEAR_SCORE = 300,
	NEAR_KEPT = 3,
};

/* The reason stands there in words for readers of the log, and as bits, so that others can word it in their language. */
static enum status
add_runner_up(json_t *array, const struct match_choice *choice)
{
	struct buffer reason;
	enum status status;
	json_t *row;

	buffer_start(&reason, LIMIT_FIELD_BYTES);
	status = match_reason(&choice->result, &reason);
	row = json_pack("{s:I,s:i,s:b,s:I,s:s}", "trigger", (json_int_t)choice->id, "score", choice->result.score,
	    "chosen", choice->chosen, "evidence", (json_int_t)choice->result.evidence, "reason", buffer_string(&reason));
	buffer_clear(&reason);
	if (status == STATUS_OK && json_array_append_new(array, row) != 0)
		status = STATUS_NO_MEMORY;
	return status;
}

static enum status
runners_up(const struct decided *decided, const struct match_choice *chosen, const char **text)
{
	json_t *array = json_array();
	enum status status = STATUS_OK;
	char *dump;

	for (size_t i = 0; i < decided->count && status == STATUS_OK; i++)
		if (decided->choices[i].id != chosen->id && decided->choices[i].result.score >= NEAR_SCORE)
			status = add_runner_up(array, &decided->choices[i]);
	dump = status == STATUS_OK ? json_dumps(array, JSON_COMPACT) : NULL;
	json_decref(array);
	if (dump == NULL)
		return STATUS_NO_MEMORY;
	*text = arena_string(decided->arena, dump);
	free(dump);
	return *text == NULL ? STATUS_NO_MEMORY : STATUS_OK;
}

static enum status
write_pair(struct decided *decided, const struct match_choice *choice, enum pair_origin origin)
{
	struct store *store = decided->engine->store;
	struct pair pair = {
		.trigger = choice->id, .response = decided->response, .origin = origin, .at = decided->now,
		.score = choice->result.score, .confidence = (int32_t)choice->result.confidence,
		.evidence = choice->result.evidence,
	};
	struct buffer reason;
	enum status status;

	buffer_start(&reason, LIMIT_FIELD_BYTES);
	status = match_reason(&choice->result, &reason);
	if (status == STATUS_OK)
		status = runners_up(decided, choice, &pair.runners_up);
	pair.reason = buffer_string(&reason);
	if (status == STATUS_OK)
		status = store->pair_add(store, &pair);
	buffer_clear(&reason);
	return status == STATUS_OK ? id_set_add(decided->triggers, choice->id) : status;
}

/* Whether it is one of the best that were not chosen. */
static bool
is_near(const struct decided *decided, const struct match_choice *choice)
{
	size_t better = 0;

	for (size_t i = 0; i < decided->count; i++)
		better += !decided->choices[i].chosen && (decided->choices[i].result.score > choice->result.score ||
		    (decided->choices[i].result.score == choice->result.score && decided->choices[i].id < choice->id));
	return choice->result.score >= NEAR_SCORE && better < NEAR_KEPT;
}

static bool
says_the_same(const struct pair *there, const struct match_choice *choice)
{
	return there->score == choice->result.score && there->confidence == (int32_t)choice->result.confidence &&
	    there->evidence == choice->result.evidence;
}

/* Runners-up that are near are kept as retracted pairs too, so that an explanation can name them. */
static enum status
settle_choice(struct decided *decided, const struct match_choice *choice)
{
	struct store *store = decided->engine->store;
	enum pair_origin wanted = choice->chosen ? PAIR_AUTOMATIC : PAIR_RETRACTED;
	struct pair there;
	enum status status = store->pair_find(store, choice->id, decided->response, decided->arena, &there);

	if (status == STATUS_NOT_FOUND)
		return choice->chosen || is_near(decided, choice) ? write_pair(decided, choice, wanted) : STATUS_OK;
	if (status != STATUS_OK || there.origin == PAIR_LINKED || there.origin == PAIR_UNLINKED)
		return status;
	if (there.origin == wanted && says_the_same(&there, choice))
		return STATUS_OK;
	return write_pair(decided, choice, wanted);
}

static enum status
list_trigger(void *context, const struct pair *pair)
{
	return pair->origin == PAIR_AUTOMATIC ? id_set_add(context, pair->trigger) : STATUS_OK;
}

/* Pairs of before that are no longer among the choices at all. */
static enum status
retract_others(struct decided *decided)
{
	struct store *store = decided->engine->store;
	struct id_set before = { .arena = decided->arena };
	enum status status = store->pair_each(store, 0, decided->response, list_trigger, &before);

	for (size_t i = 0; i < before.count && status == STATUS_OK; i++) {
		struct match_choice none = { .id = before.ids[i] };
		bool there = false;

		for (size_t j = 0; j < decided->count; j++)
			there = there || decided->choices[j].id == before.ids[i];
		if (!there)
			status = write_pair(decided, &none, PAIR_RETRACTED);
	}
	return status;
}

static enum status
decide_response(struct engine *engine, int64_t response, struct id_set *triggers, struct instant now)
{
	struct decided decided = { .engine = engine, .now = now, .response = response, .triggers = triggers };
	struct match_document document;
	const struct rule *const *rules = NULL;
	size_t count = 0;
	enum status status;

	decided.arena = arena_new();
	if (decided.arena == NULL)
		return STATUS_NO_MEMORY;
	status = load_document(engine, response, decided.arena, &document);
	if (status == STATUS_OK)
		rules = ruleset_rules_for_role(engine->ruleset, document.role, &count);
	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (pairs_items(rules[i]) && role_matches(rules[i]->expectation.role, document.role))
			status = decide_by_rule(&decided, rules[i], &document);
	for (size_t i = 0; i < decided.count && status == STATUS_OK; i++)
		status = settle_choice(&decided, &decided.choices[i]);
	if (status == STATUS_OK)
		status = retract_others(&decided);
	arena_free(decided.arena);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* ---- a trigger that comes after its answers ---- */

static enum status
responses_on_site(struct engine *engine, const struct rule *rule, const char *site,
    const struct match_document *trigger, struct arena *arena, struct id_set *responses)
{
	struct lookup lookup = { .engine = engine };
	struct match_decision decision;
	struct match_index *index = NULL;
	enum status status = use_index(engine, rule->expectation.role, site, arena, &index);

	if (status == STATUS_OK)
		status = match_responses(relation_of(rule), index, look_up, &lookup, trigger, &decision);
	for (size_t i = 0; status == STATUS_OK && i < decision.count; i++)
		status = id_set_add(responses, decision.choices[i].id);
	arena_free(lookup.arena);
	return status;
}

static enum status
responses_by_rule(struct engine *engine, const struct rule *rule, const struct match_document *trigger,
    struct arena *arena, struct id_set *responses)
{
	const char *before = NULL;
	const struct column *const *columns;
	enum status status = STATUS_OK;
	size_t count;

	if (rule->expectation.roster == NULL)
		return responses_on_site(engine, rule, trigger->site, trigger, arena, responses);
	columns = columns_of_role(engine, rule->expectation.role, &count);
	for (size_t i = 0; i < count && status == STATUS_OK; i++) {
		if (before == NULL || strcmp(before, columns[i]->site->name) != 0)
			status = responses_on_site(engine, rule, columns[i]->site->name, trigger, arena, responses);
		before = columns[i]->site->name;
	}
	return status;
}

static enum status
list_response(void *context, const struct pair *pair)
{
	return pair->origin == PAIR_AUTOMATIC ? id_set_add(context, pair->response) : STATUS_OK;
}

/* Those that answered it so far are decided again as well: a corrected title may no longer be theirs. */
static enum status
decide_trigger(struct engine *engine, const struct match_document *trigger, struct arena *arena,
    struct id_set *triggers, struct instant now)
{
	struct id_set responses = { .arena = arena };
	size_t count;
	const struct rule *const *rules = ruleset_rules_for_role(engine->ruleset, trigger->role, &count);
	enum status status = STATUS_OK;

	for (size_t i = 0; i < count && status == STATUS_OK; i++)
		if (pairs_items(rules[i]) && role_matches(rules[i]->trigger.role, trigger->role))
			status = responses_by_rule(engine, rules[i], trigger, arena, &responses);
	if (status == STATUS_OK)
		status = engine->store->pair_each(engine->store, trigger->id, 0, list_response, &responses);
	for (size_t i = 0; i < responses.count && status == STATUS_OK; i++)
		if (responses.ids[i] != trigger->id)
			status = decide_response(engine, responses.ids[i], triggers, now);
	return status;
}

enum status
pairing_item(struct engine *engine, int64_t item, struct id_set *triggers, struct instant now)
{
	struct arena *arena = arena_new();
	struct stored_item stored;
	struct match_document document;
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	status = engine->store->item_get(engine->store, item, arena, &stored);
	if (status == STATUS_OK)
		status = document_of(engine, &stored.item, arena, &document);
	if (status == STATUS_OK)
		status = refresh_index(engine, &stored, &document, arena);
	if (status == STATUS_OK)
		status = decide_response(engine, item, triggers, now);
	if (status == STATUS_OK && !stored.item.is_gone)
		status = decide_trigger(engine, &document, arena, triggers, now);
	arena_free(arena);
	return status;
}
