/* Routes: which of them want a notice. */
#include "notify/route.h"

#include <stddef.h>
#include <string.h>


static bool
is_open_breach(enum duty_state state)
{
	return state == DUTY_OVERDUE;
}

bool
notice_is_news(const struct engine_notice *notice)
{
	switch (notice->kind) {
	case ENGINE_REMINDER:
	case ENGINE_ESCALATION:
	case ENGINE_CALENDAR:
		return true;
	case ENGINE_RECOVERY:
		/* So is the return: told with the last column that can be read again. */
		return notice->site_troubles == 0;
	case ENGINE_TROUBLE:
		/* One outage of a site is one message; its further columns stand in the log. */
		return notice->site_troubles <= 1;
	case ENGINE_DUE_MOVED:
		return false;
	case ENGINE_TRANSITION:
		break;
	}
	return notice->transition != NULL
	    && (is_open_breach(notice->transition->to) != is_open_breach(notice->transition->from)
		|| notice->transition->to == DUTY_MET_LATE);
}

static bool
concerns_operation(const struct engine_notice *notice)
{
	return notice->kind == ENGINE_TROUBLE || notice->kind == ENGINE_RECOVERY || notice->kind == ENGINE_CALENDAR;
}

bool
route_wants(const struct route *route, const struct engine_notice *notice)
{
	const struct site *site = notice->site;
	const char *site_name = site != NULL ? site->name : notice->duty != NULL ? notice->duty->site : NULL;

	if (concerns_operation(notice))
		return route->is_operator && (notice->kind == ENGINE_CALENDAR || scope_names(route->sites, site_name));
	if (notice->rule == NULL || notice->duty == NULL)
		return false;
	if (notice->moment != NULL && notice->moment->recipient != NULL)
		return strcmp(notice->moment->recipient, route->name) == 0;
	return scope_names(route->rules, notice->rule->name) && scope_names(route->units, notice->duty->unit)
	    && scope_names(route->sites, site_name) && notice->rule->severity >= route->at_least;
}
