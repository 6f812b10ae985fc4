/* Operator actions: applied once, in the order in which they were entered; refused with a reason where they make no
 * sense. */
#include <string.h>

#include "base/message.h"
#include "lib/engine/engine_private.h"

/* ---- one action each; *refusal stays NULL where it was applied ---- */

static enum status
find_duty(struct engine *engine, const struct operation *operation, struct arena *arena, struct duty *duty,
    const char **refusal)
{
	enum status status = engine->store->duty_get(engine->store, operation->duty, arena, duty);

	if (status == STATUS_NOT_FOUND) {
		*refusal = _("there is no such duty");
		return STATUS_OK;
	}
	return status;
}

static enum status
acknowledge(struct engine *engine, const struct operation *operation, struct arena *arena, const char **refusal)
{
	struct duty duty;
	enum status status = find_duty(engine, operation, arena, &duty, refusal);

	if (status != STATUS_OK || *refusal != NULL)
		return status;
	duty.reminded = UINT32_MAX;
	return engine->store->duty_put(engine->store, &duty);
}

static enum status
waive(struct engine *engine, const struct operation *operation, struct arena *arena, struct instant now,
    const char **refusal)
{
	struct duty duty;
	enum status status = find_duty(engine, operation, arena, &duty, refusal);

	if (status != STATUS_OK || *refusal != NULL)
		return status;
	if (duty.state == DUTY_MET || duty.state == DUTY_MET_LATE || duty.state == DUTY_WITHDRAWN)
		*refusal = _("the duty is closed; there is nothing to waive");
	else if (operation->has_expiry && operation->expires.seconds <= now.seconds)
		*refusal = _("the waiver would already have expired");
	return STATUS_OK;
}

static enum status
attest(struct engine *engine, const struct operation *operation, struct arena *arena, struct instant now,
    const char **refusal)
{
	struct duty duty;
	const struct rule *rule;
	enum status status = find_duty(engine, operation, arena, &duty, refusal);

	if (status != STATUS_OK || *refusal != NULL)
		return status;
	rule = ruleset_find_rule(engine->ruleset, duty.rule);
	if (rule == NULL || rule->expectation.kind != EXPECT_ATTESTATION)
		*refusal = _("the rule of this duty asks for a publication, not for an attestation");
	else if (operation->has_date && date_is_before(instant_date(now, engine->zone), operation->date))
		*refusal = _("the day lies in the future");
	return STATUS_OK;
}

/* NAME=VALUE, one a line; a value that is a date may be counted from. */
static enum status
read_fields(const char *text, struct arena *arena, struct event *event)
{
	enum { EVENT_FIELDS = 32 };
	struct field *fields = arena_take_array(arena, EVENT_FIELDS, sizeof(*fields));

	if (fields == NULL)
		return STATUS_NO_MEMORY;
	event->fields = fields;
	while (text != NULL && *text != '\0' && event->field_count < EVENT_FIELDS) {
		size_t length = strcspn(text, "\n"), name = strcspn(text, "=\n");
		struct field *field = &fields[event->field_count];

		if (name < length) {
			field->name = arena_copy(arena, text, name);
			field->value = arena_copy(arena, text + name + 1, length - name - 1);
			field->source = VALUE_SOURCE_OPERATOR;
			if (field->name == NULL || field->value == NULL)
				return STATUS_NO_MEMORY;
			if (date_text_parse(field->value, length - name - 1, &field->date) != STATUS_OK)
				field->date = (struct claimed_date){ 0 };
			event->field_count++;
		}
		text += length + (text[length] != '\0');
	}
	return STATUS_OK;
}

static enum status
enter_event(struct engine *engine, const struct operation *operation, struct arena *arena, struct instant now,
    const char **refusal)
{
	struct event event = {
		.name = operation->name, .site = operation->site, .unit = operation->unit, .title = operation->title,
		.date = operation->has_date ? operation->date : instant_date(operation->entered, engine->zone),
		.has_time = operation->has_time, .instant = operation->instant,
		.author = operation->author, .entered = operation->entered,
	};
	size_t count = 0;
	enum status status;

	if (event.name != NULL)
		(void)ruleset_rules_for_event(engine->ruleset, event.name, &count);
	if (count == 0) {
		*refusal = _("no rule waits for an event of this name");
		return STATUS_OK;
	}
	if (event.site != NULL && engine_find_site(engine, event.site) == NULL) {
		*refusal = _("there is no such site");
		return STATUS_OK;
	}
	if (event.has_time)
		event.date = instant_date(event.instant, engine->zone);
	status = read_fields(operation->fields, arena, &event);
	if (status == STATUS_OK)
		status = engine->store->event_add(engine->store, &event);
	return status == STATUS_OK ? trigger_event(engine, event.id, now) : status;
}

static enum status
has_item(struct engine *engine, int64_t id, struct arena *arena, bool *has)
{
	struct stored_item stored;
	enum status status = engine->store->item_get(engine->store, id, arena, &stored);

	*has = status == STATUS_OK;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* The answer is decided again: what was unlinked from one document may answer another. */
static enum status
judge_linked(struct engine *engine, const struct pair *pair, struct arena *arena, struct instant now)
{
	struct id_set triggers = { .arena = arena };
	enum status status = id_set_add(&triggers, pair->trigger);

	if (status == STATUS_OK)
		status = pairing_item(engine, pair->response, &triggers, now);
	for (size_t i = 0; i < triggers.count && status == STATUS_OK; i++) {
		const struct duty_filter filter = { .trigger_item = triggers.ids[i] };

		status = assess_all(engine, &filter, CAUSE_OPERATOR, now);
	}
	return status;
}

static enum status
link_items(struct engine *engine, const struct operation *operation, struct arena *arena, struct instant now,
    const char **refusal)
{
	struct pair pair = {
		.trigger = operation->trigger, .response = operation->response, .at = now,
		.origin = operation->kind == OPERATION_LINK ? PAIR_LINKED : PAIR_UNLINKED,
		.reason = operation->reason, .author = operation->author,
	};
	bool trigger = false, response = false;
	enum status status = has_item(engine, pair.trigger, arena, &trigger);

	if (status == STATUS_OK)
		status = has_item(engine, pair.response, arena, &response);
	if (status != STATUS_OK)
		return status;
	if (!trigger || !response || pair.trigger == pair.response) {
		*refusal = _("a link needs two items that are known");
		return STATUS_OK;
	}
	status = engine->store->pair_add(engine->store, &pair);
	return status == STATUS_OK ? judge_linked(engine, &pair, arena, now) : status;
}

/* ---- applying ---- */

static enum status
apply(struct engine *engine, const struct operation *operation, struct arena *arena, struct instant now,
    const char **refusal)
{
	switch (operation->kind) {
	case OPERATION_ACK:
		return acknowledge(engine, operation, arena, refusal);
	case OPERATION_WAIVE:
		return waive(engine, operation, arena, now, refusal);
	case OPERATION_ATTEST:
		return attest(engine, operation, arena, now, refusal);
	case OPERATION_EVENT:
		return enter_event(engine, operation, arena, now, refusal);
	case OPERATION_LINK:
	case OPERATION_UNLINK:
		return link_items(engine, operation, arena, now, refusal);
	case OPERATION_KIND_COUNT:
		break;
	}
	*refusal = _("unknown action");
	return STATUS_OK;
}

/* Waivers and attestations are facts once they are marked as applied: then the duty is judged again. */
static enum status
apply_and_mark(struct engine *engine, const struct operation *operation, struct arena *arena, struct instant now)
{
	struct store *store = engine->store;
	const char *refusal = NULL;
	enum status status = apply(engine, operation, arena, now, &refusal);

	if (status == STATUS_OK)
		status = store->operation_done(store, operation->id, now, refusal);
	if (status != STATUS_OK || refusal != NULL || operation->duty == 0)
		return status;
	return assess_duty(engine, operation->duty, CAUSE_OPERATOR, now);
}

enum status
engine_operate(struct engine *engine, struct instant now, size_t *applied)
{
	struct store *store = engine->store;
	enum status status = STATUS_OK;
	size_t count = 0;

	while (status == STATUS_OK) {
		struct arena *arena = arena_new();
		struct operation operation;

		status = arena == NULL ? STATUS_NO_MEMORY : store->operation_next(store, arena, &operation);
		if (status == STATUS_OK)
			status = store->begin(store);
		if (status == STATUS_OK)
			status = store_end(store, apply_and_mark(engine, &operation, arena, now));
		count += status == STATUS_OK;
		arena_free(arena);
	}
	if (applied != NULL)
		*applied = count;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}
