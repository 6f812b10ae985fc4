/* The commands of gongkaictl, one line each, in the order of the help text: name, function, summary.
 * Included several times with COMMAND defined differently; no include guard on purpose. */
COMMAND("check", command_check, N_("what is wrong in configuration and rules"))
COMMAND("items", command_items, N_("the items of a list page, feed or JSON list"))
COMMAND("format", command_format, N_("rule files in canonical form, in Chinese or English"))
COMMAND("page", command_page, N_("read an article: title, dates, organ, number, text"))
COMMAND("match", command_match, N_("pair the documents of two files"))
COMMAND("deadline", command_deadline, N_("the last day of a period, and why"))
COMMAND("workdays", command_workdays, N_("number of working days between two days"))
COMMAND("calendar", command_calendar, N_("shows a year or month of a calendar, checks calendar files"))
COMMAND("list", command_list, N_("the duties, and which of them are overdue"))
COMMAND("show", command_show, N_("one duty and what became of it"))
COMMAND("explain", command_explain, N_("why a duty's verdict is what it is"))
COMMAND("status", command_status, N_("which columns can be read, duties by state"))
