/* The commands of gongkaictl, one line each, in the order of the help text: name, function, summary.
 * Included several times with COMMAND defined differently; no include guard on purpose. */
COMMAND("page", command_page, N_("read an article: title, dates, organ, number, text"))
COMMAND("match", command_match, N_("pair the documents of two files"))
