/* What follows from the settings, at the start and after a reload. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/message.h"
#include "daemon/daemon.h"
#include "store/sqlite.h"

enum { PASSWORD_BYTES = 1024 };

struct fetcher_options
setup_fetching(const struct settings *settings)
{
	return (struct fetcher_options){
		.fetch = {
			.contact = settings->contact,
			.timeout_ms = settings->timeout_ms,
			.addresses = settings->refuse_private_addresses ? FETCH_ADDRESSES_PUBLIC : FETCH_ADDRESSES_ANY,
		},
		.connections = settings->connections,
		.connections_per_host = settings->connections_per_host,
		.pause_ms = settings->pause_ms,
		.obey_robots = settings->obey_robots,
	};
}

void
setup_log(const struct settings *settings, bool to_standard_error)
{
	message_use_language(settings->language);
	log_start("gongkaid", settings->syslog_facility, to_standard_error);
}

/* The first line of the file, without its end. */
static enum status
read_password(const char *path, char password[PASSWORD_BYTES])
{
	FILE *file = fopen(path, "re");
	bool is_read;

	if (file == NULL)
		return STATUS_IO;
	is_read = fgets(password, PASSWORD_BYTES, file) != NULL;
	fclose(file);
	if (!is_read)
		return STATUS_INVALID;
	password[strcspn(password, "\r\n")] = '\0';
	return STATUS_OK;
}

enum status
setup_mail(struct gongkaid *daemon)
{
	const struct mail_settings *mail = &daemon_settings(daemon)->mail;
	char password[PASSWORD_BYTES];
	enum status status = STATUS_OK;

	if (mail->password_file == NULL)
		return outbox_use_mail(daemon->outbox, mail, NULL);
	status = read_password(mail->password_file, password);
	if (status == STATUS_OK)
		status = outbox_use_mail(daemon->outbox, mail, password);
	else
		log_line(LOG_LEVEL_ERROR, "mail password-file=%s error=%s", mail->password_file, status_word(status));
	explicit_bzero(password, sizeof(password));
	return status;
}

enum status
setup_store(const struct settings *settings, struct store **store)
{
	char trouble[STORE_TROUBLE_BYTES];
	enum status status = store_sqlite_open(settings->database, true, store, trouble);

	if (status != STATUS_OK)
		log_line(LOG_LEVEL_ERROR, "database path=%s trouble=\"%s\"", settings->database, trouble);
	return status;
}
