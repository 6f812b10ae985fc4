/* Settings and routes as the admins' files give them, defaults filled in. */
#ifndef GONGKAI_RULES_SETTINGS_H
#define GONGKAI_RULES_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/message.h"
#include "model/rule.h"
#include "time/span.h"

enum mail_tls { MAIL_TLS_REQUIRED, MAIL_TLS_WHERE_OFFERED, MAIL_TLS_OFF };

struct mail_settings {
	const char *server;        /* smtp://host:port or smtps://host:port; NULL: no mail is sent */
	const char *user;          /* NULL: no authentication */
	const char *password_file; /* NULL where none */
	const char *from;          /* "name <address>" or an address; NULL where `server` is */
	enum mail_tls tls;
	const char *ca_file;       /* certificates to trust instead of the system's; NULL for the system's */
	uint32_t hourly_limit;     /* messages an hour */
};

struct settings {
	const char *database;      /* path of the store */
	const char *socket;        /* path of the control socket */
	int syslog_facility;       /* a LOG_* constant of syslog.h */
	const char *contact;       /* in the User-Agent; NULL where not given */
	enum message_language language;
	const char *calendar_folder; /* holds NAME.cal */
	const char *calendar;      /* name of the national calendar: "cn" */
	struct mail_settings mail;

	struct span poll_every;    /* of columns that give none */
	uint32_t pages;            /* further list pages of columns that give none */
	uint32_t connections;      /* at one time, all hosts */
	uint32_t connections_per_host;
	uint32_t pause_ms;         /* between two requests to one host */
	uint32_t timeout_ms;       /* of one request */
	bool refuse_private_addresses;
	bool obey_robots;

	int32_t digest_second;     /* second of a working day at which digests go out */
	int32_t long_overdue_days; /* working days after which "overdue" is shown as "long overdue" */
	struct span keep_observations;
	struct span keep_closed;   /* closed duties, their transitions and notices */
};

enum webhook_kind { WEBHOOK_JSON, WEBHOOK_DINGTALK, WEBHOOK_WECOM, WEBHOOK_FEISHU };

struct webhook {
	enum webhook_kind kind;
	const char *url;
	const char *secret_file;   /* NULL for none */
	const struct webhook *next;
};

/* Whom to tell what. Every list is NULL-terminated, or NULL for "all". Syslog gets everything always. */
struct route {
	const char *name;
	const char *const *to;     /* mail addresses; NULL for none */
	const struct webhook *webhooks;
	enum message_language language;
	const char *const *rules;
	const char *const *units;
	const char *const *sites;
	enum severity at_least;    /* milder findings are left out */
	enum severity at_once;     /* this severe or more: not held back for the digest */
	int32_t digest_second;     /* second of the day */
	bool is_operator;          /* also gets what concerns the running of gongkai itself */
	const struct route *next;
};

#endif
