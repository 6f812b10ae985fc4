/* Every SQL statement of the store, by name. Included several times with STATEMENT defined differently; no include
 * guard on purpose. Lists have one variant for each index that can serve them: the part before "AND (?" chooses the index, the
 * rest narrows. */

#define ITEM_COLUMNS "id, site, column_name, url, role, unit, title, published_precision, published," \
	" published_second, year_inferred, published_source, not_before, first_seen, gone_seen, is_baseline," \
	" is_listed, last_seen, article, text_hash"
#define ITEM_NARROW " AND (?1 IS NULL OR site = ?1) AND (?2 IS NULL OR column_name = ?2)" \
	" AND (?3 IS NULL OR role = ?3) AND (?4 IS NULL OR unit = ?4)" \
	" AND (?5 IS NULL OR ?5 = (SELECT value FROM item_field WHERE item = item.id AND name = 'number'" \
	"  ORDER BY position LIMIT 1))" \
	" AND (?6 = 0 OR is_listed = 1) AND (?7 = 0 OR gone_seen IS NULL) AND (?8 = 0 OR article = 1)" \
	" AND (?9 IS NULL OR published_precision = 0 OR published >= ?9)" \
	" AND (?10 IS NULL OR published_precision = 0 OR published <= ?10)" \
	" AND id > ?11 ORDER BY id LIMIT ?12"

STATEMENT(ITEM_INSERT, "INSERT INTO item (site, column_name, url, role, unit, title, published_precision,"
	" published, published_second, year_inferred, published_source, not_before, first_seen, gone_seen,"
	" is_baseline, is_listed, last_seen, article, text_hash)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(ITEM_UPDATE, "UPDATE item SET site = ?, column_name = ?, url = ?, role = ?, unit = ?, title = ?,"
	" published_precision = ?, published = ?, published_second = ?, year_inferred = ?, published_source = ?,"
	" not_before = ?, first_seen = ?, gone_seen = ?, is_baseline = ?, is_listed = ?, last_seen = ?,"
	" article = ?, text_hash = ? WHERE id = ?")
STATEMENT(ITEM_GET, "SELECT " ITEM_COLUMNS " FROM item WHERE id = ?")
STATEMENT(ITEM_FIND, "SELECT " ITEM_COLUMNS " FROM item WHERE site = ? AND column_name = ? AND url = ?")
STATEMENT(ITEM_SELECT_NUMBER, "SELECT id FROM item WHERE id IN"
	" (SELECT item FROM item_field WHERE name = 'number' AND value = ?5)" ITEM_NARROW)
STATEMENT(ITEM_SELECT_LISTED, "SELECT id FROM item WHERE site = ?1 AND column_name = ?2 AND is_listed = 1" ITEM_NARROW)
STATEMENT(ITEM_SELECT_PENDING, "SELECT id FROM item WHERE site = ?1 AND column_name = ?2 AND article = 1" ITEM_NARROW)
STATEMENT(ITEM_SELECT_PENDING_ALL, "SELECT id FROM item INDEXED BY item_pending_id WHERE article = 1" ITEM_NARROW)
STATEMENT(ITEM_SELECT_PLACE, "SELECT id FROM item WHERE site = ?1 AND column_name = ?2" ITEM_NARROW)
STATEMENT(ITEM_SELECT_ROLE_SITE, "SELECT id FROM item WHERE role = ?3 AND site = ?1" ITEM_NARROW)
STATEMENT(ITEM_SELECT_ROLE, "SELECT id FROM item WHERE role = ?3" ITEM_NARROW)
STATEMENT(ITEM_SELECT_ALL, "SELECT id FROM item WHERE id > ?11" ITEM_NARROW)
STATEMENT(ITEM_NEWEST, "SELECT published, id FROM item WHERE site = ? AND column_name = ? AND gone_seen IS NULL"
	" AND published_precision > 0 ORDER BY published DESC, id LIMIT 1")
STATEMENT(ITEM_TITLES_ROLE, "SELECT id, site, role, title, url, (SELECT value FROM item_field WHERE item = item.id"
	" AND name = 'number' ORDER BY position LIMIT 1), published_precision, published, published_second,"
	" year_inferred FROM item WHERE role = ? ORDER BY id")
STATEMENT(ITEM_TITLES_ALL, "SELECT id, site, role, title, url, (SELECT value FROM item_field WHERE item = item.id"
	" AND name = 'number' ORDER BY position LIMIT 1), published_precision, published, published_second,"
	" year_inferred FROM item ORDER BY id")
STATEMENT(ITEM_FIELDS_DROP, "DELETE FROM item_field WHERE item = ?")
STATEMENT(ITEM_FIELD_ADD, "INSERT INTO item_field (item, position, name, value, precision, date, second,"
	" year_inferred, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(ITEM_FIELDS, "SELECT (SELECT count(*) FROM item_field WHERE item = ?1), name, value, precision, date,"
	" second, year_inferred, source FROM item_field WHERE item = ?1 ORDER BY position")
STATEMENT(REVISION_ADD, "INSERT INTO revision (item, at, field, before, after) VALUES (?, ?, ?, ?, ?)")
STATEMENT(REVISIONS, "SELECT item, at, field, before, after FROM revision WHERE item = ? ORDER BY id")

STATEMENT(COLUMN_GET, "SELECT site, column_name, is_imported, first_good, last_good, last_complete, last_look,"
	" last_outcome, failures, is_trouble_told, etag, last_modified, body_hash, items, reach FROM column_state"
	" WHERE site = ? AND column_name = ?")
STATEMENT(COLUMN_PUT, "INSERT OR REPLACE INTO column_state (site, column_name, is_imported, first_good, last_good,"
	" last_complete, last_look, last_outcome, failures, is_trouble_told, etag, last_modified, body_hash, items,"
	" reach) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(OBSERVATION_EXTEND, "UPDATE observation SET last_at = ?1, count = count + 1"
	" WHERE id = (SELECT max(id) FROM observation WHERE site = ?2 AND column_name = ?3)"
	" AND outcome = ?4 AND http_status = ?5 AND body_hash = ?6 AND items = ?7")
STATEMENT(OBSERVATION_ADD, "INSERT INTO observation (last_at, site, column_name, outcome, http_status, body_hash,"
	" items, detail, first_at, count) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?1, 1)")
STATEMENT(OBSERVATIONS_PLACE, "SELECT id, site, column_name, first_at, outcome, http_status, body_hash, items, detail,"
	" last_at, count FROM observation WHERE site = ? AND column_name = ? AND last_at >= ? AND first_at <= ?"
	" ORDER BY id DESC")
STATEMENT(OBSERVATIONS_SITE, "SELECT id, site, column_name, first_at, outcome, http_status, body_hash, items, detail,"
	" last_at, count FROM observation INDEXED BY observation_site WHERE site = ? AND last_at >= ? AND first_at <= ?"
	" ORDER BY id DESC")
STATEMENT(OBSERVATION_TRIM, "DELETE FROM observation WHERE last_at < ?")

#define DUTY_COLUMNS "id, rule, key, site, unit, trigger_item, trigger_event, state, since, anchor, due_day," \
	" strict_day, end_at, due, strict, provisional, calendar, answer_item, late_count, wake_at, reminded, rule_digest"
#define DUTY_NARROW " AND (?1 IS NULL OR rule = ?1) AND (?2 IS NULL OR site IS nullif(?2, ''))" \
	" AND (?3 IS NULL OR unit = ?3) AND (?4 IS NULL OR substr(key, 1, length(?4)) = ?4)" \
	" AND (?5 = 0 OR (?5 >> state) & 1) AND (?6 IS NULL OR trigger_item = ?6)" \
	" AND (?7 IS NULL OR trigger_event = ?7) AND (?8 IS NULL OR answer_item = ?8)" \
	" AND (?9 IS NULL OR due <= ?9) AND (?10 IS NULL OR due >= ?10) AND id > ?11 ORDER BY id LIMIT ?12"

STATEMENT(DUTY_INSERT, "INSERT INTO duty (rule, key, site, unit, trigger_item, trigger_event, state, since, anchor,"
	" due_day, strict_day, end_at, due, strict, provisional, calendar, answer_item, late_count, wake_at, reminded,"
	" rule_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(DUTY_UPDATE, "UPDATE duty SET rule = ?, key = ?, site = ?, unit = ?, trigger_item = ?, trigger_event = ?,"
	" state = ?, since = ?, anchor = ?, due_day = ?, strict_day = ?, end_at = ?, due = ?, strict = ?, provisional = ?,"
	" calendar = ?, answer_item = ?, late_count = ?, wake_at = ?, reminded = ?, rule_digest = ? WHERE id = ?")
STATEMENT(DUTY_GET, "SELECT " DUTY_COLUMNS " FROM duty WHERE id = ?")
STATEMENT(DUTY_FIND, "SELECT " DUTY_COLUMNS " FROM duty WHERE rule = ? AND key = ?")
STATEMENT(DUTY_SELECT_TRIGGER_ITEM, "SELECT id FROM duty WHERE trigger_item = ?6" DUTY_NARROW)
STATEMENT(DUTY_SELECT_TRIGGER_EVENT, "SELECT id FROM duty WHERE trigger_event = ?7" DUTY_NARROW)
STATEMENT(DUTY_SELECT_ANSWER, "SELECT id FROM duty WHERE answer_item = ?8" DUTY_NARROW)
STATEMENT(DUTY_SELECT_OPEN, "SELECT id FROM duty INDEXED BY duty_open WHERE rule = ?1 AND site IS nullif(?2, '')"
	" AND state IN (0, 2, 3, 4, 5)" DUTY_NARROW)
STATEMENT(DUTY_SELECT_RULE, "SELECT id FROM duty INDEXED BY duty_rule WHERE rule = ?1" DUTY_NARROW)
STATEMENT(DUTY_SELECT_SITE, "SELECT id FROM duty INDEXED BY duty_site WHERE site IS nullif(?2, '')" DUTY_NARROW)
STATEMENT(DUTY_SELECT_ALL, "SELECT id FROM duty WHERE id > ?11" DUTY_NARROW)
STATEMENT(DUTY_DUE, "SELECT id FROM duty WHERE wake_at < 9223372036854775807 AND wake_at <= ?"
	" ORDER BY wake_at, id LIMIT ?")
STATEMENT(DUTY_NEXT_WAKE, "SELECT wake_at FROM duty WHERE wake_at < 9223372036854775807 ORDER BY wake_at LIMIT 1")
STATEMENT(DUTY_COUNT, "SELECT state, count(*) FROM duty WHERE (?1 IS NULL OR rule = ?1)"
	" AND (?2 IS NULL OR site IS nullif(?2, '')) GROUP BY state")
STATEMENT(DUTY_CLOSED, "SELECT id FROM duty INDEXED BY duty_closed WHERE state IN (1, 3, 6) AND since < ?"
	" AND wake_at = 9223372036854775807 ORDER BY since, id LIMIT ?")
STATEMENT(DUTY_DROP, "DELETE FROM duty WHERE id = ?")
STATEMENT(DUTY_TRANSITIONS_DROP, "DELETE FROM transition WHERE duty = ?")
STATEMENT(DUTY_MESSAGES_DROP, "DELETE FROM outbox WHERE duty = ? AND sent IS NOT NULL")
STATEMENT(TRANSITION_ADD, "INSERT INTO transition (duty, before, after, cause, at, evidence) VALUES (?, ?, ?, ?, ?, ?)")
STATEMENT(TRANSITION_GET, "SELECT id, duty, before, after, cause, at, evidence FROM transition WHERE id = ?")
STATEMENT(TRANSITIONS_DUTY, "SELECT id, duty, before, after, cause, at, evidence FROM transition WHERE duty = ?"
	" ORDER BY id")
STATEMENT(TRANSITIONS_SINCE, "SELECT id, duty, before, after, cause, at, evidence FROM transition WHERE id > ?"
	" ORDER BY id")

#define PAIR_COLUMNS "p.id, p.trigger_item, p.response, p.origin, p.at, p.score, p.confidence, p.evidence, p.reason," \
	" p.runners_up, p.author"
#define PAIR_HOLDS " AND p.id = (SELECT max(id) FROM pair WHERE trigger_item = p.trigger_item" \
	" AND response = p.response)"
STATEMENT(PAIR_ADD, "INSERT INTO pair (trigger_item, response, origin, at, score, confidence, evidence, reason,"
	" runners_up, author) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(PAIR_FIND, "SELECT " PAIR_COLUMNS " FROM pair p WHERE p.trigger_item = ? AND p.response = ?"
	" ORDER BY p.id DESC LIMIT 1")
STATEMENT(PAIRS_OF_TRIGGER, "SELECT " PAIR_COLUMNS " FROM pair p INDEXED BY pair_trigger WHERE p.trigger_item = ?1"
	" AND (?2 IS NULL OR p.response = ?2)" PAIR_HOLDS " ORDER BY p.id")
STATEMENT(PAIRS_OF_RESPONSE, "SELECT " PAIR_COLUMNS " FROM pair p INDEXED BY pair_response WHERE p.response = ?2"
	" AND (?1 IS NULL OR p.trigger_item = ?1)" PAIR_HOLDS " ORDER BY p.id")
/* Automatic and likely: the literals choose the partial index. */
STATEMENT(PAIRS_LIKELY, "SELECT " PAIR_COLUMNS " FROM pair p INDEXED BY pair_likely WHERE p.origin = 0"
	" AND p.confidence = 1 AND p.score <= ?1 AND (p.score < ?1 OR p.id > ?2)" PAIR_HOLDS
	" ORDER BY p.score DESC, p.id LIMIT ?3")
STATEMENT(PAIR_HISTORY_OF_TRIGGER, "SELECT " PAIR_COLUMNS " FROM pair p INDEXED BY pair_trigger WHERE p.trigger_item = ?1"
	" AND (?2 IS NULL OR p.response = ?2) ORDER BY p.id")
STATEMENT(PAIR_HISTORY_OF_RESPONSE, "SELECT " PAIR_COLUMNS " FROM pair p INDEXED BY pair_response WHERE p.response = ?2"
	" AND (?1 IS NULL OR p.trigger_item = ?1) ORDER BY p.id")
STATEMENT(EVENT_ADD, "INSERT INTO event (name, site, unit, title, date, instant, author, entered)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(EVENT_GET, "SELECT id, name, site, unit, title, date, instant, author, entered FROM event WHERE id = ?")
STATEMENT(EVENT_SELECT_NAME, "SELECT id FROM event WHERE name = ? AND id > ? ORDER BY id LIMIT ?")
STATEMENT(EVENT_SELECT_ALL, "SELECT id FROM event WHERE id > ? ORDER BY id LIMIT ?")
STATEMENT(EVENT_FIELDS_DROP, "DELETE FROM event_field WHERE event = ?")
STATEMENT(EVENT_FIELD_ADD, "INSERT INTO event_field (event, position, name, value, precision, date, second,"
	" year_inferred, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(EVENT_FIELDS, "SELECT (SELECT count(*) FROM event_field WHERE event = ?1), name, value, precision, date,"
	" second, year_inferred, source FROM event_field WHERE event = ?1 ORDER BY position")
#define OPERATION_COLUMNS "id, kind, author, reason, entered, duty, trigger_item, response, date, instant, expires," \
	" name, site, unit, title, fields, applied, refusal"
STATEMENT(OPERATION_ADD, "INSERT INTO operation (kind, author, reason, entered, duty, trigger_item, response, date,"
	" instant, expires, name, site, unit, title, fields, applied, refusal)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(OPERATION_NEXT, "SELECT " OPERATION_COLUMNS " FROM operation INDEXED BY operation_waiting"
	" WHERE applied IS NULL ORDER BY id LIMIT 1")
STATEMENT(OPERATION_DONE, "UPDATE operation SET applied = ?, refusal = ? WHERE id = ?")
STATEMENT(OPERATIONS_DUTY, "SELECT " OPERATION_COLUMNS " FROM operation WHERE duty = ? ORDER BY id")

STATEMENT(RULE_STATE_GET, "SELECT rule, digest, first_used, opened_until FROM rule_state WHERE rule = ?")
STATEMENT(RULE_STATE_PUT, "INSERT OR REPLACE INTO rule_state (rule, digest, first_used, opened_until)"
	" VALUES (?, ?, ?, ?)")
STATEMENT(RULE_STATE_DROP, "DELETE FROM rule_state WHERE rule = ?")
STATEMENT(RULE_STATE_NEXT, "SELECT rule, digest, first_used, opened_until FROM rule_state WHERE rule > ?"
	" ORDER BY rule LIMIT 1")
STATEMENT(READING_PUT, "INSERT OR REPLACE INTO reading (site, measure, value, at) VALUES (?, ?, ?, ?)")
STATEMENT(READING_GET, "SELECT value, at FROM reading WHERE site = ? AND measure = ?")
STATEMENT(SETTING_GET, "SELECT value FROM setting WHERE name = ?")
STATEMENT(SETTING_PUT, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)")

STATEMENT(OUTBOX_ADD, "INSERT INTO outbox (reference, transition_id, duty, recipient, channel, severity, subject,"
	" plain, html, created, next_attempt, attempts, sent, trouble)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
STATEMENT(OUTBOX_GET, "SELECT id, reference, transition_id, duty, recipient, channel, severity, subject, plain, html,"
	" created, next_attempt, attempts, sent, trouble FROM outbox WHERE id = ?")
STATEMENT(OUTBOX_DUE, "SELECT id FROM outbox INDEXED BY outbox_due WHERE sent IS NULL AND next_attempt <= ?"
	" ORDER BY next_attempt, id LIMIT ?")
STATEMENT(OUTBOX_DUE_CHANNEL, "SELECT id FROM outbox INDEXED BY outbox_channel WHERE channel = ?1 AND sent IS NULL"
	" AND next_attempt <= ?2 ORDER BY next_attempt, id LIMIT ?3")
STATEMENT(OUTBOX_NEXT, "SELECT next_attempt FROM outbox INDEXED BY outbox_due WHERE sent IS NULL"
	" ORDER BY next_attempt LIMIT 1")
STATEMENT(OUTBOX_NEXT_CHANNEL, "SELECT next_attempt FROM outbox INDEXED BY outbox_channel"
	" WHERE channel = ? AND sent IS NULL ORDER BY next_attempt LIMIT 1")
STATEMENT(OUTBOX_SENT, "UPDATE outbox SET sent = ?, attempts = attempts + 1, trouble = NULL WHERE id = ?")
STATEMENT(OUTBOX_FAILED, "UPDATE outbox SET next_attempt = ?, attempts = attempts + 1, trouble = ? WHERE id = ?")
STATEMENT(OUTBOX_WAITING, "SELECT count(*) FROM outbox INDEXED BY outbox_due WHERE sent IS NULL")
