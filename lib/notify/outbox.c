/* Sending from the outbox. */
#include "config.h"

#include "notify/outbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "notify/mail.h"
#include "notify/sink.h"

enum {
	MAILS_AT_A_TIME = 2, /* an office's server does not like floods */
	ROWS_A_PASS = 64,    /* so that the loop stays responsive */
	FIRST_PAUSE_SECONDS = 60,
	LAST_PAUSE_SECONDS = 6 * 3600,
	MAIL_TIMEOUT_MS = 60 * 1000,
	SECONDS_PER_HOUR = 3600,
	MESSAGE_ID_BYTES = 512,
};

struct sending {
	struct outbox *outbox;
	int64_t row; /* 0: this place is free */
	struct mail_request *request;
};

struct outbox {
	struct outbox_config config;
	const struct mail_settings *mail;
	char *password;
	struct sending sendings[MAILS_AT_A_TIME];
	struct instant hour; /* when the present hour of the limit began */
	uint32_t sent_in_hour;
};

enum status
outbox_new(const struct outbox_config *config, struct outbox **outbox)
{
	struct outbox *made = calloc(1, sizeof(*made));

	if (made == NULL)
		return STATUS_NO_MEMORY;
	made->config = *config;
	*outbox = made;
	return STATUS_OK;
}

static void
sending_end(struct sending *sending)
{
	mail_request_free(sending->request);
	sending->request = NULL;
	sending->row = 0;
}

void
outbox_free(struct outbox *outbox)
{
	if (outbox == NULL)
		return;
	for (size_t i = 0; i < MAILS_AT_A_TIME; i++) {
		struct sending *sending = &outbox->sendings[i];

		if (sending->row == 0)
			continue;
		transfers_cancel(outbox->config.transfers, mail_request_handle(sending->request));
		sending_end(sending);
	}
	free(outbox->password);
	free(outbox);
}

enum status
outbox_use_mail(struct outbox *outbox, const struct mail_settings *settings, const char *password)
{
	char *copy = NULL;

	if (password != NULL) {
		copy = strdup(password);
		if (copy == NULL)
			return STATUS_NO_MEMORY;
	}
	free(outbox->password);
	outbox->password = copy;
	outbox->mail = settings;
	return STATUS_OK;
}

struct instant
outbox_retry_at(struct instant now, uint32_t attempts)
{
	int64_t pause = FIRST_PAUSE_SECONDS;

	for (uint32_t i = 1; i < attempts && pause < LAST_PAUSE_SECONDS; i++)
		pause *= 2;
	if (pause > LAST_PAUSE_SECONDS)
		pause = LAST_PAUSE_SECONDS;
	return (struct instant){ now.seconds + pause };
}

static bool
can_mail(const struct outbox *outbox)
{
	return outbox->mail != NULL && outbox->mail->server != NULL;
}

static struct instant
now_of(const struct outbox *outbox)
{
	return clock_now(outbox->config.clock);
}

static enum status
mark_sent(struct outbox *outbox, int64_t row)
{
	struct store *store = outbox->config.store;
	enum status status = store->begin(store);

	if (status != STATUS_OK)
		return status;
	return store_end(store, store->outbox_sent(store, row, now_of(outbox)));
}

/* The number of attempts is read again: the row is the truth. */
static enum status
mark_failed(struct outbox *outbox, int64_t row, const char *trouble)
{
	struct store *store = outbox->config.store;
	struct arena *arena = arena_new();
	struct outbox_message message;
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	status = store->outbox_get(store, row, arena, &message);
	if (status == STATUS_OK)
		status = store->begin(store);
	if (status == STATUS_OK)
		status = store_end(store, store->outbox_failed(store, row,
		    outbox_retry_at(now_of(outbox), message.attempts + 1), trouble));
	arena_free(arena);
	return status;
}

static void
log_trouble(struct outbox *outbox, const char *event, int64_t row, const char *trouble)
{
	char line[512];

	snprintf(line, sizeof(line), "event=%s message=%" PRId64 " reason=\"%s\"", event, row, trouble);
	outbox->config.log(outbox->config.log_context, LOG_WARNING, line);
}

static void
mail_done(CURL *handle, CURLcode code, void *context)
{
	struct sending *sending = context;
	struct outbox *outbox = sending->outbox;
	int64_t row = sending->row;
	enum status status;

	(void)handle;
	sending_end(sending);
	if (code == CURLE_OK) {
		outbox->sent_in_hour++;
		status = mark_sent(outbox, row);
	} else {
		log_trouble(outbox, "mail-failed", row, curl_easy_strerror(code));
		status = mark_failed(outbox, row, curl_easy_strerror(code));
	}
	if (status == STATUS_OK)
		status = outbox_pump(outbox);
	if (status != STATUS_OK)
		log_trouble(outbox, "outbox-failed", row, status_word(status));
}

static struct sending *
free_place(struct outbox *outbox)
{
	for (size_t i = 0; i < MAILS_AT_A_TIME; i++)
		if (outbox->sendings[i].row == 0)
			return &outbox->sendings[i];
	return NULL;
}

static bool
is_under_way(const struct outbox *outbox, int64_t row)
{
	for (size_t i = 0; i < MAILS_AT_A_TIME; i++)
		if (outbox->sendings[i].row == row)
			return true;
	return false;
}

/* The domain of the sender makes the identifier unique; row and time of creation make it stable. */
static void
write_message_id(const struct outbox_message *message, const char *from, char id[MESSAGE_ID_BYTES])
{
	const char *at = strrchr(from, '@');
	int length = at == NULL ? 0 : (int)strcspn(at + 1, "> ");

	snprintf(id, MESSAGE_ID_BYTES, "<gongkai.%" PRId64 ".%" PRId64 "@%.*s>", message->id,
	    message->created.seconds, length > 0 ? length : 9, length > 0 ? at + 1 : "localhost");
}

static enum status
start_mail(struct outbox *outbox, const struct outbox_message *message)
{
	struct sending *sending = free_place(outbox);
	struct mail_server server = { outbox->mail, outbox->password, MAIL_TIMEOUT_MS };
	char id[MESSAGE_ID_BYTES];
	struct mail mail = { .message_id = id, .to = message->recipient, .subject = message->subject,
		.plain = message->plain != NULL ? message->plain : "", .html = message->html,
		.at = message->created };
	enum status status;

	write_message_id(message, outbox->mail->from, id);
	status = mail_request_new(&server, &mail, outbox->config.zone, &sending->request);
	if (status != STATUS_OK)
		return status;
	sending->outbox = outbox;
	sending->row = message->id;
	status = transfers_start(outbox->config.transfers, mail_request_handle(sending->request), mail_done,
	    sending);
	if (status != STATUS_OK)
		sending_end(sending);
	return status;
}

/* A row that cannot even be composed must not stop the others. */
static enum status
send_mail(struct outbox *outbox, const struct outbox_message *message)
{
	enum status status = start_mail(outbox, message);

	if (status == STATUS_OK || status == STATUS_NO_MEMORY)
		return status;
	log_trouble(outbox, "mail-refused", message->id, status_word(status));
	return mark_failed(outbox, message->id, status_word(status));
}

static enum status
with_row(struct outbox *outbox, int64_t row,
    enum status (*use)(struct outbox *outbox, const struct outbox_message *message))
{
	struct store *store = outbox->config.store;
	struct arena *arena = arena_new();
	struct outbox_message message;
	enum status status;

	if (arena == NULL)
		return STATUS_NO_MEMORY;
	status = store->outbox_get(store, row, arena, &message);
	if (status == STATUS_OK)
		status = use(outbox, &message);
	arena_free(arena);
	return status;
}

static enum status
write_log_row(struct outbox *outbox, const struct outbox_message *message)
{
	outbox->config.log(outbox->config.log_context, message->severity, message->subject);
	return mark_sent(outbox, message->id);
}

static enum status
pump_log(struct outbox *outbox)
{
	struct store *store = outbox->config.store;
	int64_t rows[ROWS_A_PASS];
	size_t count = ROWS_A_PASS;
	enum status status = STATUS_OK;

	while (count == ROWS_A_PASS && status == STATUS_OK) {
		status = store->outbox_due(store, OUTBOX_CHANNEL_SYSLOG, now_of(outbox), rows, ROWS_A_PASS, &count);
		for (size_t i = 0; status == STATUS_OK && i < count; i++)
			status = with_row(outbox, rows[i], write_log_row);
	}
	return status;
}

static bool
is_limit_reached(struct outbox *outbox)
{
	struct instant now = now_of(outbox);

	if (now.seconds - outbox->hour.seconds >= SECONDS_PER_HOUR) {
		outbox->hour = now;
		outbox->sent_in_hour = 0;
	}
	return outbox->mail->hourly_limit > 0
	    && outbox->sent_in_hour + outbox_running(outbox) >= outbox->mail->hourly_limit;
}

static enum status
pump_mail(struct outbox *outbox)
{
	struct store *store = outbox->config.store;
	int64_t rows[MAILS_AT_A_TIME * 2];
	size_t room = sizeof(rows) / sizeof(rows[0]);
	size_t count = 0;
	enum status status;

	if (!can_mail(outbox))
		return STATUS_OK;
	status = store->outbox_due(store, OUTBOX_CHANNEL_MAIL, now_of(outbox), rows, room, &count);
	for (size_t i = 0; status == STATUS_OK && i < count; i++) {
		if (is_under_way(outbox, rows[i]))
			continue;
		if (free_place(outbox) == NULL || is_limit_reached(outbox))
			break;
		status = with_row(outbox, rows[i], send_mail);
	}
	return status;
}

enum status
outbox_pump(struct outbox *outbox)
{
	enum status status = pump_log(outbox);

	return status == STATUS_OK ? pump_mail(outbox) : status;
}

size_t
outbox_running(const struct outbox *outbox)
{
	size_t running = 0;

	for (size_t i = 0; i < MAILS_AT_A_TIME; i++)
		running += outbox->sendings[i].row != 0;
	return running;
}

enum status
outbox_next(struct outbox *outbox, struct instant *next)
{
	struct store *store = outbox->config.store;
	struct instant log_next, mail_next;
	enum status log_status = store->outbox_next(store, OUTBOX_CHANNEL_SYSLOG, &log_next);
	enum status mail_status = can_mail(outbox)
	    ? store->outbox_next(store, OUTBOX_CHANNEL_MAIL, &mail_next) : STATUS_NOT_FOUND;

	if (log_status != STATUS_OK && log_status != STATUS_NOT_FOUND)
		return log_status;
	if (mail_status != STATUS_OK && mail_status != STATUS_NOT_FOUND)
		return mail_status;
	if (log_status != STATUS_OK && mail_status != STATUS_OK)
		return STATUS_NOT_FOUND;
	if (mail_status == STATUS_OK && is_limit_reached(outbox)
	    && mail_next.seconds < outbox->hour.seconds + SECONDS_PER_HOUR)
		mail_next.seconds = outbox->hour.seconds + SECONDS_PER_HOUR;
	*next = mail_status != STATUS_OK || (log_status == STATUS_OK && instant_is_before(log_next, mail_next))
	    ? log_next : mail_next;
	return STATUS_OK;
}
