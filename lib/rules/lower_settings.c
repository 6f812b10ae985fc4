/* Settings and routes. */
#include <string.h>
#include <syslog.h>

#include "base/message.h"
#include "lib/rules/lower.h"

static const int facilities[] = { LOG_DAEMON, LOG_USER, LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3, LOG_LOCAL4,
	LOG_LOCAL5, LOG_LOCAL6, LOG_LOCAL7 };

static const char *
text_of(struct builder *builder, const struct sentence *sentence)
{
	return builder_text(builder, sentence->captures[0].text);
}

/* A number within bounds, else the old one. */
static void
set_number(struct builder *builder, const struct capture *capture, int64_t least, int64_t most, uint32_t *number)
{
	if (capture->as.number >= least && capture->as.number <= most) {
		*number = (uint32_t)capture->as.number;
		return;
	}
	builder_error(builder, capture->term, _("this number must lie between %d and %d"), (int)least, (int)most);
}

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static void
lower_server(struct builder *builder, const struct sentence *sentence, struct mail_settings *mail)
{
	mail->server = text_of(builder, sentence);
	if (starts_with(mail->server, "smtp://") || starts_with(mail->server, "smtps://"))
		return;
	builder_error(builder, sentence->captures[0].term, _("a mail server begins with smtp:// or smtps://"));
	builder_hint(builder, _("for example \"smtps://mail.example.gov.cn:465\""));
}

static void
lower_mail(struct builder *builder, const struct sentence *block)
{
	struct mail_settings *mail = &builder->ruleset->settings.mail;

	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next) {
		const struct capture *first = sentence->captures;

		if (!lower_once(builder, sentence, builder->said_setting))
			continue;
		switch ((int)sentence->row->id) {
		case KEYWORD_MAIL_SERVER: lower_server(builder, sentence, mail); break;
		case KEYWORD_MAIL_USER: mail->user = text_of(builder, sentence); break;
		case KEYWORD_MAIL_PASSWORD: mail->password_file = text_of(builder, sentence); break;
		case KEYWORD_MAIL_FROM: mail->from = text_of(builder, sentence); break;
		case KEYWORD_MAIL_TLS:
			mail->tls = first->keyword == KEYWORD_TLS_REQUIRED ? MAIL_TLS_REQUIRED :
			    first->keyword == KEYWORD_TLS_OFFERED ? MAIL_TLS_WHERE_OFFERED : MAIL_TLS_OFF;
			break;
		case KEYWORD_MAIL_CA: mail->ca_file = text_of(builder, sentence); break;
		case KEYWORD_MAIL_LIMIT: set_number(builder, first, 1, 100000, &mail->hourly_limit); break;
		}
	}
	if (mail->server != NULL && mail->from == NULL && !block->has_faults) {
		builder_error(builder, block->head, _("mail has a server, but no sender"));
		builder_hint(builder, _("add: from \"gongkai@example.gov.cn\""));
	}
}

static void
lower_connections(struct builder *builder, const struct sentence *sentence, struct settings *settings)
{
	struct steps steps = steps_of(sentence);

	set_number(builder, steps_next(&steps), 1, 10000, &settings->connections);
	if (steps_word(&steps, KEYWORD_PER_HOST))
		set_number(builder, steps_next(&steps), 1, 64, &settings->connections_per_host);
}

static void
lower_long_overdue(struct builder *builder, const struct capture *capture, struct settings *settings)
{
	if (capture->as.span.unit == SPAN_WORKING_DAYS)
		settings->long_overdue_days = capture->as.span.count;
	else
		builder_error(builder, capture->term, _("this is counted in working days"));
}

/* 0 where the value cannot be. */
static uint32_t
milliseconds(struct builder *builder, const struct capture *capture, uint32_t least)
{
	if (capture->as.number < least)
		builder_error(builder, capture->term, _("this is shorter than %u milliseconds"), (unsigned)least);
	return (uint32_t)capture->as.number;
}

static void
lower_setting(struct builder *builder, const struct sentence *sentence, struct settings *settings)
{
	const struct capture *first = sentence->captures;

	switch ((int)sentence->row->id) {
	case KEYWORD_DATABASE: settings->database = text_of(builder, sentence); break;
	case KEYWORD_SOCKET: settings->socket = text_of(builder, sentence); break;
	case KEYWORD_SYSLOG: settings->syslog_facility = facilities[first->keyword - KEYWORD_LOG_DAEMON]; break;
	case KEYWORD_CONTACT: settings->contact = text_of(builder, sentence); break;
	case KEYWORD_LANGUAGE: settings->language = lower_language(first); break;
	case KEYWORD_CALENDAR_FOLDER: settings->calendar_folder = text_of(builder, sentence); break;
	case KEYWORD_CALENDAR: settings->calendar = text_of(builder, sentence); break;
	case KEYWORD_MAIL: lower_mail(builder, sentence); break;
	case KEYWORD_POLL_EVERY: settings->poll_every = first->as.span; break;
	case KEYWORD_PAGES: set_number(builder, first, 0, 1000, &settings->pages); break;
	case KEYWORD_CONNECTIONS: lower_connections(builder, sentence, settings); break;
	case KEYWORD_PAUSE: settings->pause_ms = milliseconds(builder, first, 0); break;
	case KEYWORD_TIMEOUT: settings->timeout_ms = milliseconds(builder, first, 1000); break;
	case KEYWORD_REFUSE_PRIVATE: settings->refuse_private_addresses = true; break;
	case KEYWORD_ALLOW_PRIVATE: settings->refuse_private_addresses = false; break;
	case KEYWORD_OBEY_ROBOTS: settings->obey_robots = true; break;
	case KEYWORD_IGNORE_ROBOTS: settings->obey_robots = false; break;
	case KEYWORD_DIGEST_AT: settings->digest_second = first->as.seconds; break;
	case KEYWORD_LONG_OVERDUE: lower_long_overdue(builder, first, settings); break;
	case KEYWORD_KEEP_OBSERVATIONS: settings->keep_observations = first->as.span; break;
	case KEYWORD_KEEP_CLOSED: settings->keep_closed = first->as.span; break;
	}
}

/* Two statements that say the opposite. */
static void
check_opposites(struct builder *builder, const struct sentence *sentence)
{
	static const enum keyword opposites[][2] = {
		{ KEYWORD_REFUSE_PRIVATE, KEYWORD_ALLOW_PRIVATE }, { KEYWORD_OBEY_ROBOTS, KEYWORD_IGNORE_ROBOTS },
	};

	for (size_t i = 0; i < sizeof(opposites) / sizeof(opposites[0]); i++)
		for (int side = 0; side < 2; side++)
			if (sentence->row->id == opposites[i][side] && builder->said_setting[opposites[i][!side]]) {
				char name[KEYWORD_TEXT_BYTES];

				builder_error(builder, sentence->head, _("this contradicts '%s'"),
				    keyword_name(opposites[i][!side], KEYWORD_ENGLISH, name));
			}
}

void
lower_settings(struct builder *builder, const struct sentence *block)
{
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next) {
		if (sentence->row->id == KEYWORD_MAIL || lower_once(builder, sentence, builder->said_setting))
			lower_setting(builder, sentence, &builder->ruleset->settings);
		check_opposites(builder, sentence);
	}
}

/* --- routes -------------------------------------------------------------------------------------------------------- */

static bool
is_address(const char *text)
{
	const char *at = strrchr(text, '@');

	return at != NULL && at != text && strchr(at, '.') != NULL && strpbrk(text, "\r\n") == NULL;
}

static void
lower_to(struct builder *builder, const struct sentence *sentence, struct route *route)
{
	struct steps steps = steps_of(sentence);

	for (size_t i = 0; i < sentence->count; i++)
		if (!is_address(sentence->captures[i].text)) {
			builder_error(builder, sentence->captures[i].term, _("this is no mail address"));
			builder_hint(builder, _("an address looks like name@example.gov.cn"));
		}
	route->to = lower_list(builder, &steps, -1);
}

static void
lower_webhook(struct builder *builder, const struct sentence *sentence, struct route *route)
{
	struct steps steps = steps_of(sentence);
	struct webhook *webhook = builder_take(builder, sizeof(*webhook));
	const struct capture *address;

	if (webhook == NULL)
		return;
	webhook->kind = (enum webhook_kind)(steps_next(&steps)->keyword - KEYWORD_HOOK_JSON + WEBHOOK_JSON);
	address = steps_next(&steps);
	webhook->url = builder_text(builder, address->text);
	if (!starts_with(webhook->url, "https://") && !starts_with(webhook->url, "http://"))
		builder_error(builder, address->term, _("an address begins with https:// or http://"));
	if (steps_word(&steps, KEYWORD_SECRET_FILE))
		webhook->secret_file = builder_text(builder, steps_next(&steps)->text);
	webhook->next = route->webhooks;
	route->webhooks = webhook;
}

static void
lower_route_statement(struct builder *builder, const struct sentence *sentence, struct route *route)
{
	struct steps steps = steps_of(sentence);
	const struct capture *first = sentence->captures;

	switch ((int)sentence->row->id) {
	case KEYWORD_ROUTE_TO: lower_to(builder, sentence, route); break;
	case KEYWORD_ROUTE_WEBHOOK: lower_webhook(builder, sentence, route); break;
	case KEYWORD_ROUTE_LANGUAGE: route->language = lower_language(first); break;
	case KEYWORD_ROUTE_RULES: route->rules = lower_list(builder, &steps, REFER_RULE); break;
	case KEYWORD_ROUTE_UNITS: route->units = lower_list(builder, &steps, REFER_UNIT); break;
	case KEYWORD_ROUTE_SITES: route->sites = lower_list(builder, &steps, REFER_SITE); break;
	case KEYWORD_ROUTE_SEVERITY: route->at_least = lower_severity(first); break;
	case KEYWORD_ROUTE_AT_ONCE: route->at_once = lower_severity(first); break;
	case KEYWORD_ROUTE_DIGEST: route->digest_second = first->as.seconds; break;
	case KEYWORD_ROUTE_OPERATOR: route->is_operator = true; break;
	}
}

void
lower_route(struct builder *builder, const struct sentence *block)
{
	struct route *route = builder_take(builder, sizeof(*route));
	const struct term *name = block->captures[0].term;
	bool said[KEYWORD_COUNT] = { false };

	if (route == NULL)
		return;
	*route = (struct route){ .name = builder_text(builder, name->text), .at_once = SEVERITY_CRITICAL,
		.language = MESSAGE_LANGUAGE_LOCALE, .digest_second = -1 };
	for (const struct sentence *sentence = block->first; sentence != NULL; sentence = sentence->next)
		if (sentence->row->id == KEYWORD_ROUTE_WEBHOOK || lower_once(builder, sentence, said))
			lower_route_statement(builder, sentence, route);
	if (route->to == NULL && route->webhooks == NULL && !block->has_faults) {
		builder_error(builder, name, _("the route '%s' leads nowhere"), route->name);
		builder_hint(builder, _("add a mail address, for example: to \"office@example.gov.cn\""));
	}
	*builder->last_route = route;
	builder->last_route = (struct route **)&route->next;
	(void)builder_define(builder, "route", route->name, route, name);
}
